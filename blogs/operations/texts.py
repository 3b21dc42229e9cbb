"""What becomes of a text that arrives: kept, kept late, or in conflict with another; and what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from blogs.models import LONGEST


class WindowClosed(Exception):
    """The window is not open for this person at that instant; `closed_at` is when it closed for them."""

    def __init__(self, closed_at: datetime | None) -> None:
        super().__init__("This window is not open.")
        self.closed_at = closed_at


class DraftMoved(Exception):
    """Another page saved since this text was begun; nothing has been overwritten."""


class NothingWritten(Exception):
    """There is no text to hand in."""


class TextTooLong(Exception):
    """More than may be stored; `length` and `longest` are in letters."""

    def __init__(self, length: int, longest: int) -> None:
        super().__init__(f"{length} letters, at most {longest}")
        self.length, self.longest = length, longest


class State(StrEnum):
    """What became of a text."""

    KEPT = "kept"
    LATE = "late"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Kept:
    """What became of a text that arrived.

    `base` is the revision from which to go on, `words` those of the text that arrived, `closed_at` when the
    window closed for the writer if it has, `theirs` the draft as it stands when two texts conflict, and
    `has_left` whether the writer takes part no longer.
    """

    state: State
    base: int
    at: datetime
    words: int
    closed_at: datetime | None = None
    theirs: str = ""
    has_left: bool = False


def refuse_too_long(text: str, longest: int = LONGEST) -> None:
    """Raise TextTooLong rather than cut what somebody wrote."""
    if len(text) > longest:
        raise TextTooLong(len(text), longest)


def typed_by(typed_at: datetime | None, at: datetime) -> datetime:
    """The device's time of a text, which may be wrong but is never after its arrival."""
    return min(typed_at, at) if typed_at else at
