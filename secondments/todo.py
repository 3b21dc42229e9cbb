"""What the product asks of a person today: a registry that every floor fills, and this floor's own part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from people.models import User


class Hat(StrEnum):
    """A part that somebody plays; a person may wear several."""

    SECONDEE = "secondee"
    MENTOR = "mentor"
    SLT = "slt"
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Todo:
    """One thing to do. Smaller `urgency` comes first; `label` says what the button does, `count` how many."""

    urgency: int
    sentence: str
    detail: str
    url: str
    label: str
    kind: str
    count: int = 1
    participant: int | None = None
    due_at: datetime | None = None


FAR = datetime.max.replace(tzinfo=UTC)
Provider = Callable[[User, datetime], list[Todo]]
_providers: dict[Provider, frozenset[Hat]] = {}


def register(provider: Provider, *hats: Hat) -> None:
    """Add what one floor asks of whoever wears one of these hats.

    A provider makes at most three queries, whatever the data.
    """
    _providers[provider] = frozenset(hats)


def things_to_do(user: User, at: datetime, hat: Hat | None = None) -> list[Todo]:
    """What is asked of this person now (wearing that hat), most urgent first, then what is due soonest."""
    every = [
        todo
        for provider, hats in _providers.items()
        if hat is None or hat in hats
        for todo in provider(user, at)
    ]
    return sorted(
        every, key=lambda todo: (todo.urgency, todo.due_at is None, todo.due_at or at, todo.sentence)
    )
