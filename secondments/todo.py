"""What the product asks of a person today: a registry that every floor fills, and this floor's own part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from people.models import User


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
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add what one floor asks of a person; a provider makes at most three queries, whatever the data."""
    if provider not in _providers:
        _providers.append(provider)


def things_to_do(user: User, at: datetime) -> list[Todo]:
    """Everything asked of this person now, the most urgent first, then what is due soonest."""
    every = [todo for provider in _providers for todo in provider(user, at)]
    return sorted(
        every, key=lambda todo: (todo.urgency, todo.due_at is None, todo.due_at or at, todo.sentence)
    )
