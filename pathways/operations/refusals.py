"""Why something cannot happen now: named facts, each with its words and the field that it belongs to."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db.models import Model


class Refusal(Exception):
    """What was asked is somebody's right and cannot happen in this state or at this time.

    `field` names the form's field beside which `message` is to stand; empty when it is about the whole.
    """

    field: ClassVar[str] = ""
    words: ClassVar[str] = "That cannot be done now."

    @property
    def message(self) -> str:
        return self.words


class RecordClosed(Refusal):
    """The group's window for activities and readings is not open for this participant."""

    words = "Your records are closed now, so nothing was changed. Your coordinator can give you a new date."


class OutsideProgramme(Refusal):
    """The day does not lie within the dates of the group."""

    field = "day"

    def __init__(self, first: date, last: date) -> None:
        super().__init__()
        self.first, self.last = first, last

    @property
    def message(self) -> str:
        return f"Choose a day from {_said(self.first)} to {_said(self.last)}: those are your group’s dates."


class NotYet(Refusal):
    """What lies ahead has not happened."""

    field = "day"
    words = "That day is still to come. Plan it instead, and say afterwards that it happened."


class AlreadyOver(Refusal):
    """A plan is for a day that is still to come."""

    field = "day"
    words = "That day is over. Log what you did instead."


class UnknownKind(Refusal):
    """The programme has no such kind of activity."""

    field = "kind"
    words = "Choose what it was."


class UnknownAudience(Refusal):
    """This kind of activity has no such audience, or needs one."""

    field = "audience"
    words = "Choose who was there."


class Confirmed(Refusal):
    """A confirmed activity stays as it is until the mentor reopens it."""

    words = "This has been confirmed, so it stays as it is. Your mentor can reopen it."


class Withdrawn(Refusal):
    """It was withdrawn meanwhile."""

    words = "This was withdrawn meanwhile."


class NotHappened(Refusal):
    """A plan is neither confirmed nor sent back."""

    words = "This is planned and has not been logged yet."


class AlreadyHappened(Refusal):
    """What was logged is changed or withdrawn as a record, not as a plan."""

    words = "This has been logged as done already."


class ChangedMeanwhile(Refusal):
    """Somebody saved a newer version after this page was opened."""

    words = "This was changed while you had it open. Look at what it says now, then save again."


class SentBefore(Refusal):
    """A form was sent again with other values: `stored` is what it made the first time, and is as it was."""

    def __init__(self, stored: Model) -> None:
        super().__init__()
        self.stored = stored

    @property
    def is_there(self) -> bool:
        """Whether what was stored can still be looked at."""
        return getattr(self.stored, "withdrawn_at", None) is None

    @property
    def message(self) -> str:
        if not self.is_there:
            return (
                "This form was sent before, and what it stored was taken back. Send it again to store this."
            )
        return "This form was sent before, with other words. Nothing of this has been stored yet."


class CommentNeeded(Refusal):
    """Whoever sends something back says why."""

    field = "body"
    words = "Say in a sentence what is missing."


class NoMentor(Refusal):
    """Nobody has been named mentor yet."""

    words = "No mentor has been named yet. Your coordinator does that."


class NotProposed(Refusal):
    """A draft cannot be agreed."""

    words = "This has not been proposed yet."


class AlreadyAgreed(Refusal):
    """One project is agreed at a time."""

    words = "A project has been agreed already. Reopen that one first."


class ProjectAgreed(Refusal):
    """An agreed project stays as it is until the mentor reopens it."""

    words = "This has been agreed, so it stays as it is. Your mentor can reopen it."


class NotAgreed(Refusal):
    """Only what was agreed can be reopened."""

    words = "This is not agreed."


class TakenThatDay(Refusal):
    """One reading of a measure a day."""

    field = "day"
    words = "There is a reading for that day already. Change that one, or choose another day."


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
