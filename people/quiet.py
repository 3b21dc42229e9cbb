"""Quiet evenings, weekends and holidays: when a school may be written to. Pure but for `calm_of`."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from people.models import Organisation, Term
from people.terms import terms_of

OPENS = time(8)
CLOSES = time(18)
LAST = time(17, 55)  # what is brought forward into a day goes out before its evening begins
# The longest holiday. Further from any term than this, terms were not entered, and silence would not end.
LONGEST = timedelta(days=49)
DAY = timedelta(days=1)
SUBDIVISION = "ENG"


@cache
def bank_holidays(subdivision: str = SUBDIVISION) -> Container[date]:
    """Bank holidays of a part of the United Kingdom (ENG, WLS, SCT, NIR), from the `holidays` package."""
    return holidays.country_holidays("GB", subdiv=subdivision)


@dataclass(frozen=True)
class Calm:
    """The hours in which one school is written to: 08:00 to 18:00 of its school days."""

    zone: ZoneInfo
    terms: Sequence[Term]
    holidays: Container[date]

    def is_school_day(self, day: date) -> bool:
        """A weekday in term (half-term is not), no bank holiday. Far from every known term weekdays count."""
        if day.weekday() >= 5 or day in self.holidays:
            return False
        if any(term.holds(day) for term in self.terms):
            return True
        return not any(term.starts_on - LONGEST <= day < term.ends_on + LONGEST for term in self.terms)

    def is_calm(self, at: datetime) -> bool:
        """Whether that instant lies in the hours of a school day."""
        local = at.astimezone(self.zone)
        return OPENS <= local.time() < CLOSES and self.is_school_day(local.date())

    def first_moment(self, at: datetime) -> datetime:
        """The first instant from `at` on (itself, if it is calm) in the hours of a school day."""
        if self.is_calm(at):
            return at
        local = at.astimezone(self.zone)
        day = local.date() if local.time() < OPENS else local.date() + DAY
        while not self.is_school_day(day):
            day += DAY
        return datetime.combine(day, OPENS, tzinfo=self.zone)

    def last_moment(self, at: datetime) -> datetime:
        """The last instant up to `at` (itself, if it is calm) in the hours of a school day.

        Before an evening, a weekend or a holiday that is five to six, so that it still arrives in the day.
        """
        if self.is_calm(at):
            return at
        local = at.astimezone(self.zone)
        day = local.date() if local.time() >= CLOSES else local.date() - DAY
        while not self.is_school_day(day):
            day -= DAY
        return datetime.combine(day, LAST, tzinfo=self.zone)


def calm_of(organisation: Organisation, at: datetime) -> Calm:
    """The quiet of an organisation by the terms that hold for it now; one query."""
    return Calm(organisation.timezone, terms_of(organisation), bank_holidays())
