"""Who has already written in a window: registries by which the floor that holds the writing answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from secondments.models import Window

Written = Callable[[Window, Iterable[int], datetime], set[int]]
_written: list[Written] = []
_answered: list[Written] = []


def register_written(ask: Written) -> None:
    """Add a floor's answer: of these participants (keys), who has shared something in this window by then?"""
    if ask not in _written:
        _written.append(ask)


def register_answered(ask: Written) -> None:
    """Add a floor's answer: of these mentors (keys of people), who has answered this window's question?"""
    if ask not in _answered:
        _answered.append(ask)


def written(window: Window, participants: Iterable[int], at: datetime) -> set[int]:
    """Keys of the participants who have shared something in this window; one query per floor that answers."""
    keys = list(participants)
    return set[int]().union(*(ask(window, keys, at) for ask in _written)) if keys else set()


def answered(window: Window, mentors: Iterable[int], at: datetime) -> set[int]:
    """Keys of the people who have answered this window's question as mentors."""
    keys = list(mentors)
    return set[int]().union(*(ask(window, keys, at) for ask in _answered)) if keys else set()
