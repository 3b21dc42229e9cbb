"""Who has already written in a window: a registry by which the floor that holds the writing answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from secondments.models import Window

Written = Callable[[Window, Iterable[int], datetime], set[int]]
_written: list[Written] = []


def register_written(ask: Written) -> None:
    """Add a floor's answer: of these participants (keys), who has shared something in this window by then?"""
    if ask not in _written:
        _written.append(ask)


def written(window: Window, participants: Iterable[int], at: datetime) -> set[int]:
    """Keys of the participants who have shared something in this window; one query per floor that answers."""
    keys = list(participants)
    return set().union(*(ask(window, keys, at) for ask in _written))
