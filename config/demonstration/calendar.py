"""Dates around today: six terms of a school year, and the two groups that run in them. Pure."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from people.periods import LONDON
from people.quiet import bank_holidays
from people.terms import TermDates

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ZONE = ZoneInfo(LONDON)
TERM_WEEKS = (7, 7, 6, 5, 7, 7)
BREAK_WEEKS = (1, 2, 1, 2, 1, 0)
CURRENT = 3  # the fourth term is the one that today lies in, in its last week but one
FRIDAY = 4
NAMES = ("Term 1", "Term 2", "Term 3", "Term 4", "Term 5", "Term 6")
SEASONS = ("Winter", "Spring", "Summer", "Autumn")

# A day of the story: week of the programme and weekday, or so many school days from today.
Day = tuple[int, int] | int


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """That time of that day in London, as an instant."""
    # In UTC, because two times of one zone compare by the clock on the wall, which repeats an hour in autumn.
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE).astimezone(UTC)


@dataclass(frozen=True)
class Calendar:
    """A school year in which today is in the fourth term, which ends on the Friday of next week."""

    today: date
    terms: tuple[TermDates, ...]
    days_off: Container[date]

    @classmethod
    def around(cls, today: date) -> Calendar:
        """The calendar of a demonstration that is made on that day."""
        monday = today - timedelta(days=today.weekday())
        begins = [0, *accumulate(weeks + off for weeks, off in zip(TERM_WEEKS, BREAK_WEEKS, strict=True))]
        last_week = begins[CURRENT] + TERM_WEEKS[CURRENT] - 1
        first = monday + WEEK - last_week * WEEK
        terms = tuple(
            TermDates(name, first + begin * WEEK, first + (begin + weeks) * WEEK - 2 * DAY)
            for name, begin, weeks in zip(NAMES, begins, TERM_WEEKS, strict=False)
        )
        return cls(today, terms, bank_holidays())

    @property
    def main(self) -> Course:
        """The group that is in the middle of its five months: from the third term to the fifth."""
        return Course(self, self.terms[2].starts_on, self.terms[4].ends_on)

    @property
    def earlier(self) -> Course:
        """The group that ends with this term."""
        return Course(self, self.terms[1].starts_on, self.terms[CURRENT].ends_on)

    def is_school_day(self, day: date) -> bool:
        """A weekday in term, and no bank holiday."""
        in_term = any(term.starts_on <= day < term.ends_on for term in self.terms)
        return in_term and day.weekday() < 5 and day not in self.days_off

    def school_day(self, away: int) -> date:
        """So many school days after today; 0 is today or the last one until today, less goes back from it."""
        step, day = (DAY if away > 0 else -DAY), self.today
        while away <= 0 and not self.is_school_day(day):
            day -= DAY
        for _ in range(abs(away)):
            day += step
            while not self.is_school_day(day):
                day += step
        return day

    def nearest(self, wanted: date) -> date:
        """The school day of the same term that is nearest to a day that may be a bank holiday."""
        term = next(term for term in self.terms if term.starts_on <= wanted < term.ends_on)
        days = (term.starts_on + number * DAY for number in range((term.ends_on - term.starts_on).days))
        return min(filter(self.is_school_day, days), key=lambda day: abs(day - wanted))

    @property
    def this_monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    @property
    def last_thursday(self) -> date:
        """Thursday of last week, or the school day nearest to it."""
        return self.nearest(self.this_monday - WEEK + 3 * DAY)

    @property
    def next_thursday(self) -> date:
        """Thursday of next week, or the school day nearest to it."""
        return self.nearest(self.this_monday + WEEK + 3 * DAY)

    @property
    def window_opens_at(self) -> datetime:
        """The open reflection window: since three days ago."""
        return moment(self.today - 3 * DAY, 0)

    @property
    def window_closes_at(self) -> datetime:
        """Until 4 pm on the first school day that is at least two days ahead."""
        day = self.today + 2 * DAY
        while not self.is_school_day(day):
            day += DAY
        return moment(day, 16)


@dataclass(frozen=True)
class Course:
    """The dates of one group; `ends_on` is the day after its last."""

    calendar: Calendar
    starts_on: date
    ends_on: date

    def day(self, wanted: Day) -> date:
        """The date of a day of the story. Week and weekday count from 1 and from Monday, 0."""
        if isinstance(wanted, int):
            return self.calendar.school_day(wanted)
        week, weekday = wanted
        return self.calendar.nearest(self.starts_on + (week - 1) * WEEK + weekday * DAY)

    def at(self, wanted: Day, hour: int, minute: int = 0) -> datetime:
        return moment(self.day(wanted), hour, minute)

    @property
    def season(self) -> str:
        """The season in which it begins, as groups are called by it."""
        return SEASONS[self.starts_on.month % 12 // 3]
