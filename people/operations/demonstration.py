"""What happens to a demonstration: its database is marked as one, and its cast is named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from events.operations import record
from people import permissions
from people.demonstration import PARTS
from people.models import User
from people.operations.allowed import NotAllowed


class NotEmpty(Exception):
    """There are people in this database already, so it can never become a demonstration."""


def mark_demonstration(*, at: datetime) -> None:
    """Mark an empty database as the demonstration's, once and for good. Raises NotEmpty."""
    with transaction.atomic():
        if permissions.is_demonstration():
            return
        if User.objects.exists():
            raise NotEmpty
        record("people.demonstration_made", about="people.demonstration", by=None, at=at)


def name_cast(*, cast: Sequence[tuple[str, User]], at: datetime) -> None:
    """Say whom visitors of the demonstration can be: pairs of a part (a key of PARTS) and a person, in order.

    Raises NotAllowed in any database that is not the demonstration's; KeyError for an unknown part.
    """
    if not permissions.is_demonstration():
        raise NotAllowed
    for part, _ in cast:
        PARTS[part]
    record(
        "people.cast_named",
        about="people.demonstration",
        data={"cast": [[part, person.pk] for part, person in cast]},
        by=None,
        at=at,
    )
