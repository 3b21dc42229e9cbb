"""How far somebody is: stored figures and plans, put into lines that pages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from pathways import rules
from pathways.models import Activity, Progress, Requirement
from pathways.rules import Figures, Item, Rule
from secondments.models import Participant, Window


@dataclass(frozen=True)
class Part:
    """A share of a line with lamps of its own: "1 of 3 to a whole year group"."""

    headline: str
    lit: int
    plan: int
    total: int


@dataclass(frozen=True)
class Line:
    """One requirement of one participant, ready to be shown: words, and the figures for lamps or strokes.

    `total` is None where there is no figure at all: then `lit` is drawn as strokes. `told` is `detail` said
    to the secondee. What is only expected (`is_expected`) is never met.
    """

    requirement: str
    name: str
    figures: Figures
    headline: str
    shares: tuple[Part, ...]
    detail: str
    told: str
    lit: int
    plan: int
    total: int | None
    short: str
    short_detail: str
    is_met: bool
    is_expected: bool

    @property
    def parts(self) -> list[str]:
        """The shares in words."""
        return [share.headline for share in self.shares]


def lines_of(participant: Participant, at: datetime) -> list[Line]:
    """Every requirement of this participant's programme, in its order."""
    return lines_of_many([participant], at)[participant.pk]


def lines_of_many(participants: Iterable[Participant], at: datetime) -> dict[int, list[Line]]:
    """The lines of each of these participants by key, in a constant number of queries.

    Nothing here depends on the moment yet, `at` is when it is asked: forecasts will need it.
    """
    people = list(participants)
    if not people:
        return {}
    versions = _versions_of(people)
    asked = _requirements(set(versions.values()))
    stored = _stored(people)
    planned, waiting = _under_way(people)
    windows = _windows({person.cohort_id for person in people})
    return {
        person.pk: [
            line_of(
                requirement,
                rule,
                stored.get((person.pk, requirement.pk)) or rules.tally(rule, ()),
                planned=planned[person.pk],
                waiting=waiting[person.pk],
                windows=windows.get((person.cohort_id, rule.each_window), 0),
            )
            for requirement, rule in asked[versions[person.pk]]
        ]
        for person in people
    }


def line_of(
    requirement: Requirement,
    rule: Rule,
    figures: Figures,
    *,
    planned: Sequence[Item] = (),
    waiting: Sequence[Item] = (),
    windows: int = 0,
) -> Line:
    """One line from figures and from what is planned or waits for the mentor."""
    plans = rules.tally(rule, planned)
    waits = rules.tally(rule, waiting)
    plan, wait = plans["count"], waits["count"]
    total = rule.at_least if rule.at_least is not None else windows or None
    return Line(
        requirement=requirement.slug,
        name=requirement.name,
        figures=figures,
        headline=_headline(requirement, rule, figures, wait, windows),
        shares=tuple(
            Part(
                headline=rules.share_headline(share, figures),
                lit=figures["of_which"].get(share.audience, 0),
                plan=plans["of_which"][share.audience] + waits["of_which"][share.audience],
                total=share.at_least,
            )
            for share in rule.of_which
        ),
        detail=rules.detail(rule, figures, planned=plan, waiting=wait),
        told=rules.detail(rule, figures, planned=plan, waiting=wait, you=True),
        lit=figures["count"] if total is not None else figures["count"] + wait,
        plan=plan + wait if total is not None else plan,
        total=total,
        short=rules.short(rule, figures, wait, windows),
        short_detail=rules.short_detail(rule, figures, plan),
        is_met=rules.is_met(rule, figures),
        is_expected=rule.is_expected,
    )


def _headline(requirement: Requirement, rule: Rule, figures: Figures, waiting: int, windows: int) -> str:
    """What is only counted needs its name to be understood: "Shadowing: 3 logged"."""
    said = rules.headline(rule, figures, waiting, windows)
    if rule.is_expected and not windows:
        return f"{requirement.name}: {said[:1].lower()}{said[1:]}"
    return said


def _versions_of(people: list[Participant]) -> dict[int, int]:
    """The programme version of each participant; one query when the groups are not at hand."""
    pairs = Participant.objects.filter(pk__in=[person.pk for person in people])
    return dict(pairs.values_list("pk", "cohort__version_id"))


def _requirements(versions: set[int]) -> dict[int, list[tuple[Requirement, Rule]]]:
    asked: dict[int, list[tuple[Requirement, Rule]]] = defaultdict(list)
    for requirement in Requirement.objects.filter(version__in=versions).order_by("position", "pk"):
        asked[requirement.version_id].append((requirement, Rule.of(requirement.rule)))
    return asked


def _stored(people: list[Participant]) -> dict[tuple[int, int], Figures]:
    rows = Progress.objects.filter(participant__in=people)
    return {
        (participant, requirement): figures
        for participant, requirement, figures in rows.values_list(
            "participant_id", "requirement_id", "figures"
        )
    }


def _under_way(people: list[Participant]) -> tuple[dict[int, list[Item]], dict[int, list[Item]]]:
    """What is planned, and what is logged and waits for the mentor's word."""
    planned: dict[int, list[Item]] = defaultdict(list)
    waiting: dict[int, list[Item]] = defaultdict(list)
    rows = Activity.objects.current().filter(
        Q(happened_on=None) | Q(happened_on__isnull=False, confirmed_at=None, returned_at=None),
        participant__in=people,
    )
    for participant, slug, audience, happened_on in rows.values_list(
        "participant_id", "kind__slug", "audience", "happened_on"
    ):
        where = planned if happened_on is None else waiting
        where[participant].append(Item("activity", slug, {"audience": audience}))
    return planned, waiting


def _windows(cohorts: set[int]) -> dict[tuple[int, str], int]:
    """How many windows of each kind each group has."""
    rows = Window.objects.current().filter(cohort__in=cohorts).order_by()
    counted = rows.values_list("cohort_id", "kind").annotate(many=Count("pk"))
    return {(cohort, kind): many for cohort, kind, many in counted}
