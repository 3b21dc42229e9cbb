"""What one person is to be told about one window, and when: pure derivation from instants and quiet hours.

Every rung has the time in which it makes sense, `due_at ≤ at < until`, and these do not overlap: whoever asks
late is given the one rung that makes sense now, not a heap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
MORNING = time(8)
CAME_IN_LASTS = timedelta(days=7)
TICK = timedelta(microseconds=1)


class Hours(Protocol):
    """Quiet hours, as people.quiet.Calm gives them."""

    @property
    def zone(self) -> ZoneInfo: ...

    def first_moment(self, at: datetime) -> datetime: ...

    def last_moment(self, at: datetime) -> datetime: ...


class Rung(StrEnum):
    """What is said: it opens in a week; it is open; a day is left; it closes today; what came in."""

    SOON = "soon"
    OPENED = "opened"
    DAY_LEFT = "day-left"
    MORNING = "morning"
    CAME_IN = "came-in"


@dataclass(frozen=True)
class Step:
    """One rung with the time in which it makes sense."""

    rung: Rung
    due_at: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        return self.due_at <= at < self.until


def steps(opens_at: datetime, closes_at: datetime, hours: Hours) -> list[Step]:
    """The rungs for whoever writes in a window with these dates (their own closing, extensions included).

    A week before it opens, when it opens, a day before it closes and at 08:00 of the closing day, by the
    clock on the wall. What is announced is put off to the next calm moment, a reminder is brought
    forward to the last one before it; none comes before the opening was announced, nor on the same
    day as what was said before it.
    """
    zone = hours.zone
    # In UTC: Python compares two times of one zone by the clock on the wall, which repeats an autumn hour.
    opens_at, closes_at = opens_at.astimezone(UTC), closes_at.astimezone(UTC)
    opening, closing = opens_at.astimezone(zone), closes_at.astimezone(zone)
    last_day = (closes_at - TICK).astimezone(zone).date()
    opened = hours.first_moment(opens_at).astimezone(UTC)
    said: list[tuple[Rung, datetime]] = []
    if opened < closes_at:
        said.append((Rung.OPENED, opened))
    for rung, wanted in (
        (Rung.DAY_LEFT, closing - DAY),
        (Rung.MORNING, datetime.combine(last_day, MORNING, tzinfo=zone)),
    ):
        due = hours.last_moment(wanted).astimezone(UTC)
        if opens_at <= due < closes_at and not _same_day_as_before(said, due, zone):
            said.append((rung, due))
    soon = hours.first_moment(opening - WEEK).astimezone(UTC)
    # On the day it opens, "it opens in a week" has nothing left to say.
    soon_until = datetime.combine(opening.date(), time(0), tzinfo=zone).astimezone(UTC)
    found = [Step(Rung.SOON, soon, soon_until)] if soon < soon_until else []
    ends = [*(due for _, due in said[1:]), closes_at]
    return found + [Step(rung, due, end) for (rung, due), end in zip(said, ends, strict=False)]


def _same_day_as_before(said: Sequence[tuple[Rung, datetime]], due: datetime, zone: ZoneInfo) -> bool:
    if not said:
        return False
    before = said[-1][1]
    return due <= before or due.astimezone(zone).date() == before.astimezone(zone).date()


def came_in(closes_at: datetime, hours: Hours) -> Step:
    """When a mentor hears what came in: after it closed, in the next calm hours, for a week."""
    due = hours.first_moment(closes_at).astimezone(UTC)
    return Step(Rung.CAME_IN, due, due + CAME_IN_LASTS)


def step_at(found: Sequence[Step], at: datetime) -> Step | None:
    """The one rung that makes sense at that instant, if there is one."""
    return next((step for step in reversed(found) if step.holds(at)), None)


def key_of(window: str, rung: Rung, opens_at: datetime, closes_at: datetime) -> str:
    """What a notice is known by: a window that was moved, or a new date of one's own, is told of anew."""
    if rung in (Rung.SOON, Rung.OPENED):
        return f"{window} {rung} {_stamp(opens_at)} {_stamp(closes_at)}"
    return f"{window} {rung} {_stamp(closes_at)}"


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
