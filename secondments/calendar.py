"""From a programme's rules to a group's dates: which windows there are and when. Pure; no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from people.models import Term
from secondments.blueprint.schema import Phase, WindowRule
from secondments.models import Window

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Planned:
    """A window that a group is to have."""

    kind: str
    slug: str
    title: str
    opens_at: datetime
    closes_at: datetime


def rules_of(document: Mapping[str, Any]) -> list[WindowRule]:
    """The window rules of a version's document."""
    return [WindowRule.model_validate(rule) for rule in document.get("windows") or []]


def phases_of(document: Mapping[str, Any]) -> list[Phase]:
    """The phases of a version's document, in their order."""
    return [Phase.model_validate(phase) for phase in document.get("phases") or []]


def terms_inside(terms: Iterable[Term], starts_on: date, ends_on: date) -> list[Term]:
    """Terms that end while the group runs (days end-exclusive), in order."""
    inside = [term for term in terms if starts_on < term.ends_on <= ends_on]
    return sorted(inside, key=lambda term: term.ends_on)


def planned_windows(
    document: Mapping[str, Any],
    *,
    starts_on: date,
    ends_on: date,
    terms: Sequence[Term],
    zone: ZoneInfo,
    phases_begin: Mapping[str, date] | None = None,
) -> list[Planned]:
    """Every window of a group with these dates (`ends_on` is the day after its last).

    A rule `each: term` gives one window for each term that ends inside the dates; phases have windows when
    the group says on which days they begin.
    """
    planned: list[Planned] = []
    for rule in rules_of(document):
        if rule.each == "term":
            for number, term in enumerate(terms_inside(terms, starts_on, ends_on), start=1):
                slug, title = f"{rule.slug}-{number}", rule.title.replace("{term}", term.name)
                planned.append(_of_rule(rule, slug, title, starts_on, term.ends_on, zone))
        else:
            planned.append(_of_rule(rule, rule.slug, rule.title, starts_on, ends_on, zone))
    planned += _of_phases(phases_of(document), phases_begin or {}, ends_on, zone)
    return [window for window in planned if window.opens_at < window.closes_at]


def _of_rule(
    rule: WindowRule, slug: str, title: str, starts_on: date, ends_on: date, zone: ZoneInfo
) -> Planned:
    start, last = _instant(starts_on, time(0), zone), ends_on - DAY
    opens_at = start
    if rule.opens:
        opens_at = max(
            start, _instant(last - timedelta(days=rule.opens.days_before_end), rule.opens.at, zone)
        )
    closes_at = _instant(last, rule.closes.at, zone) if rule.closes else _instant(ends_on, time(0), zone)
    return Planned(rule.kind, slug, title, opens_at, closes_at)


def _of_phases(
    phases: Sequence[Phase], begin: Mapping[str, date], ends_on: date, zone: ZoneInfo
) -> list[Planned]:
    dated = [phase for phase in phases if phase.slug in begin]
    ends = [begin[phase.slug] for phase in dated[1:]] + [ends_on]
    return [
        Planned(
            Window.Kind.PHASE,
            phase.slug,
            phase.name,
            _instant(begin[phase.slug], time(0), zone),
            _instant(end, time(0), zone),
        )
        for phase, end in zip(dated, ends, strict=False)
    ]


def _instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone)
