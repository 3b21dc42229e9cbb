"""Terms as people write them: what is wrong with a year of them, and which hold for an organisation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from people.models import Organisation, Term

DAY = timedelta(days=1)
LONGEST = timedelta(weeks=20)  # a term may run on into August, but one that is longer is a slip of the year
YEAR_BEGINS_IN = 8  # August: Scotland's schools begin in it, and hardly a summer term lasts into it


def school_year_of(day: date) -> int:
    """The calendar year in which that day's school year began."""
    return day.year if day.month >= YEAR_BEGINS_IN else day.year - 1


def school_year_name(year: int) -> str:
    """2026–27."""
    return f"{year}–{(year + 1) % 100:02}"


@dataclass(frozen=True)
class TermDates:
    """One term as it is entered; days are end-exclusive, as they are stored."""

    name: str
    starts_on: date
    ends_on: date
    half_term_starts_on: date | None = None
    half_term_ends_on: date | None = None

    @classmethod
    def of(cls, term: Term) -> TermDates:
        """The dates of a stored term."""
        return cls(term.name, term.starts_on, term.ends_on, term.half_term_starts_on, term.half_term_ends_on)


@dataclass(frozen=True)
class Fault:
    """What is wrong with one line of a year: its place (from 0), the field, and what would be right."""

    line: int
    field: str
    said: str


def _faults_of_one(line: int, term: TermDates, school_year: int) -> list[Fault]:
    if term.ends_on <= term.starts_on:
        return [Fault(line, "last_day", f"{term.name} ends before it begins.")]
    found = []
    for field, day in (("first_day", term.starts_on), ("last_day", term.ends_on - DAY)):
        runs_on = field == "last_day" and term.ends_on - term.starts_on <= LONGEST
        if school_year_of(day) != school_year and not runs_on:
            name = school_year_name(school_year)
            found.append(Fault(line, field, f"{said(day)} {day.year} is not in the school year {name}."))
    first, end = term.half_term_starts_on, term.half_term_ends_on
    if (first is None) != (end is None):
        missing = "half_term_first_day" if first is None else "half_term_last_day"
        found.append(Fault(line, missing, f"Half-term of {term.name} needs both its days, or neither."))
    elif first and end and end <= first:
        found.append(Fault(line, "half_term_last_day", f"Half-term of {term.name} ends before it begins."))
    elif first and end and not term.starts_on < first < end < term.ends_on:
        found.append(Fault(line, "half_term_first_day", f"Half-term of {term.name} lies outside the term."))
    return found


def faults_in(terms: Sequence[TermDates], school_year: int) -> list[Fault]:
    """Everything that keeps these from being one school year's terms; empty when they fit."""
    found = [fault for line, term in enumerate(terms) for fault in _faults_of_one(line, term, school_year)]
    in_order = sorted(enumerate(terms), key=lambda numbered: numbered[1].starts_on)
    for (_, earlier), (line, later) in pairwise(in_order):
        if later.starts_on < earlier.ends_on:
            last = earlier.ends_on - DAY
            found.append(
                Fault(line, "first_day", f"{later.name} begins before {earlier.name} ends, on {said(last)}.")
            )
    seen: set[str] = set()
    for line, term in enumerate(terms):
        if term.name.casefold() in seen:
            found.append(Fault(line, "name", f"Two terms are called {term.name}."))
        seen.add(term.name.casefold())
    return found


def said(day: date) -> str:
    """25 March."""
    return f"{day.day} {day:%B}"


def own_terms(organisation: Organisation, school_year: int) -> list[Term]:
    """Terms that the organisation has entered itself for that year."""
    return [
        term
        for term in Term.objects.current().filter(organisation=organisation)
        if term.school_year == school_year
    ]


def terms_of(organisation: Organisation) -> list[Term]:
    """The terms that hold for an organisation, in order: each school year its own, else the nearest above.

    One query; every term comes with its organisation, so that a page can say from where it is inherited.
    """
    found = (
        Term.objects.current().filter(organisation__in=organisation.path_ids).select_related("organisation")
    )
    return nearest(found, organisation)


def nearest(terms: Iterable[Term], organisation: Organisation) -> list[Term]:
    """Of terms at and above an organisation, for each school year those of whoever is nearest."""
    depth = {pk: place for place, pk in enumerate(organisation.path_ids)}
    years: dict[int, dict[int, list[Term]]] = {}
    for term in terms:
        years.setdefault(term.school_year, {}).setdefault(term.organisation_id, []).append(term)
    chosen = [
        term for by_place in years.values() for term in by_place[max(by_place, key=lambda pk: depth[pk])]
    ]
    return sorted(chosen, key=lambda term: term.starts_on)
