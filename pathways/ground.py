"""What operations here stand on: the lock on a participant, the rules of time, the line in the log."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model

from events.operations import record
from pathways.operations.refusals import NotYet, OutsideProgramme, RecordClosed, SentBefore
from people.models import User
from people.operations import NotAllowed
from secondments.models import Cohort, Participant, Window

Row = TypeVar("Row", bound=Model)


def must(allowed: bool) -> None:
    """Raise NotAllowed unless the permission that was asked said yes."""
    if not allowed:
        raise NotAllowed


def lock(participant: Participant) -> None:
    """Let one operation at a time change what belongs to this participant; inside a transaction.

    PostgreSQL locks the row; SQLite's transactions begin IMMEDIATE, so there the lock is already held.
    """
    Participant.objects.select_for_update().get(pk=participant.pk)


def stored_by(row: Row | None, *, of: str, owner: int, **values: object) -> Row | None:
    """What a form has stored already, when it is sent again as it was; None for a form that is new.

    Raises NotAllowed when the row belongs to another `owner` (the id in its field `of`), SentBefore when
    it was taken back or says something else than the `values` that arrive now.
    """
    if row is None:
        return None
    must(getattr(row, of) == owner)
    is_the_same = all(getattr(row, name) == value for name, value in values.items())
    if not is_the_same or getattr(row, "withdrawn_at", None) is not None:
        raise SentBefore(row)
    return row


def record_is_open(participant: Participant, at: datetime) -> bool:
    """Whether this participant may write activities, projects and readings at that instant."""
    windows = Window.objects.open_for(participant, at).filter(kind=Window.Kind.RECORD)
    taking_part = Participant.objects.taking_part(participant.cohort.day_of(at)).filter(pk=participant.pk)
    return windows.exists() and taking_part.exists()


def must_be_open(participant: Participant, at: datetime) -> None:
    """Raise RecordClosed unless the participant may write now."""
    if not record_is_open(participant, at):
        raise RecordClosed


def must_lie_within(cohort: Cohort, day: date) -> None:
    """Raise OutsideProgramme unless the day belongs to the group's dates."""
    if not cohort.starts_on <= day < cohort.ends_on:
        raise OutsideProgramme(cohort.starts_on, cohort.last_day)


def must_have_come(cohort: Cohort, day: date, at: datetime) -> None:
    """Raise NotYet for a day after today (where the group is), OutsideProgramme for one outside its dates."""
    if day > cohort.day_of(at):
        raise NotYet
    must_lie_within(cohort, day)


def write(
    kind: str,
    *,
    about: str,
    participant: Participant,
    data: dict[str, Any] | None = None,
    by: User,
    at: datetime,
) -> None:
    """One line in the log of this participant and their group."""
    record(
        f"pathways.{kind}",
        about=about,
        participant=participant.key,
        cohort=f"secondments.cohort:{participant.cohort_id}",
        data=data,
        by=by,
        at=at,
    )
