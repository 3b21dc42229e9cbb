"""Who on the board needs somebody's help, and why: facts about the group, found for all of it at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from pathways.models import Activity, Progress, Project, Requirement
from pathways.rules import Rule
from people.models import User
from portfolios import board
from secondments.models import Cohort, Mentorship, Participant

# None of these is the programme's: they say when a silence is worth a word, as shares of its length.
PROJECT_BY = 0.25
LED_BY = 0.5
READING_AFTER = timedelta(days=42)

_STANDING = Q(measures__withdrawn_at=None, measures__readings__withdrawn_at=None)


FIRST = 12  # more than this is not a list for one week; the board has them all


@dataclass(frozen=True)
class Need:
    """Why somebody needs a word: a sentence that goes on after their name."""

    participant: int
    kind: str
    says: str


@dataclass(frozen=True)
class Needy:
    """Somebody who needs a word, why, and whom to write to."""

    participant: Participant
    mentor: User | None
    needs: list[Need]

    @property
    def addresses(self) -> str:
        mentor = self.mentor.email if self.mentor else ""
        return ",".join(filter(None, [self.participant.person.email, mentor]))


def needy_in(cohort: Cohort, at: datetime) -> tuple[list[Needy], int]:
    """The first of those in a group who need a word this week, by name, and how many there are in all."""
    keys = list(board.people_of(cohort, at).values_list("pk", flat=True))
    needs = needs_of(cohort, keys, board.requirements_of(cohort), at)
    return first_of(cohort, needs, at), len(needs)


def first_of(cohort: Cohort, needs: dict[int, list[Need]], at: datetime) -> list[Needy]:
    """The first of these people, by name, with their mentors."""
    people = list(board.people_of(cohort, at).filter(pk__in=needs.keys())[:FIRST])
    mentors = board.mentors_of(people, at)
    return [Needy(person, mentors.get(person.pk), needs[person.pk]) for person in people]


def needs_of(
    cohort: Cohort, people: list[int], asked: Iterable[Requirement], at: datetime
) -> dict[int, list[Need]]:
    """What is worth a word about each of these participants (keys), the weightiest first.

    `asked` is what the programme requires.
    """
    gone = _share_gone(cohort, at)
    if gone <= 0 or cohort.day_of(at) >= cohort.ends_on:
        return {}
    found = [*_without_mentor(cohort, at)]
    if gone >= PROJECT_BY:
        found += _without_project(cohort)
    found += _without_reading(cohort, at)
    if gone >= LED_BY:
        found += _with_nothing_led(cohort, people, asked)
    needs: dict[int, list[Need]] = defaultdict(list)
    known = set(people)
    for need in found:
        if need.participant in known:
            needs[need.participant].append(need)
    return dict(needs)


def _share_gone(cohort: Cohort, at: datetime) -> float:
    """How much of the programme has passed, from 0 to 1 (and beyond)."""
    return (cohort.day_of(at) - cohort.starts_on) / (cohort.ends_on - cohort.starts_on)


def _without_mentor(cohort: Cohort, at: datetime) -> list[Need]:
    named = Mentorship.objects.not_ended(at).filter(participant=OuterRef("pk"))
    rows = Participant.objects.filter(~Exists(named), cohort=cohort)
    return [
        Need(pk, "mentor", f"has no {cohort.words.mentor} yet.") for pk in rows.values_list("pk", flat=True)
    ]


def _without_project(cohort: Cohort) -> list[Need]:
    agreed = Project.objects.agreed().filter(participant=OuterRef("pk"))
    proposed = Count("projects", filter=Q(projects__proposed_at__isnull=False, projects__withdrawn_at=None))
    rows = Participant.objects.filter(~Exists(agreed), cohort=cohort).annotate(proposed=proposed)
    project = cohort.words.project
    says = {
        0: f"has no agreed {project}, and none is proposed.",
        1: f"has no agreed {project}; one is proposed.",
    }
    return [
        Need(pk, "project", says.get(many, f"has no agreed {project}; {many} are proposed."))
        for pk, many in rows.values_list("pk", "proposed")
    ]


def _without_reading(cohort: Cohort, at: datetime) -> list[Need]:
    """Agreed projects without a measure, or with one reading of it and then a long silence."""
    rows = (
        Project.objects.agreed()
        .filter(participant__cohort=cohort)
        .annotate(
            measures_set=Count("measures", filter=Q(measures__withdrawn_at=None), distinct=True),
            first=Min("measures__readings__taken_on", filter=_STANDING),
            last=Max("measures__readings__taken_on", filter=_STANDING),
        )
        .order_by()
    )
    silence = cohort.day_of(at) - READING_AFTER
    needs = []
    for participant, agreed_at, measures, first, last in rows.values_list(
        "participant", "agreed_at", "measures_set", "first", "last"
    ):
        if not measures and agreed_at and cohort.day_of(agreed_at) <= silence:
            needs.append(
                Need(participant, "measure", f"has an agreed {cohort.words.project} and no measure.")
            )
        elif first is not None and first == last and first <= silence:
            needs.append(
                Need(participant, "reading", f"has no reading since the baseline of {first.day} {first:%B}.")
            )
    return needs


def _with_nothing_led(cohort: Cohort, people: list[int], asked: Iterable[Requirement]) -> list[Need]:
    """A share of something asked for of which nothing is done, nothing waits and nothing is planned."""
    needs = []
    for requirement in asked:
        rule = Rule.of(requirement.rule)
        if rule.kind == "activity" and (rule.at_least or 0) > 1:
            needs += _behind(cohort, people, requirement, rule)
    return needs


def _behind(cohort: Cohort, people: list[int], requirement: Requirement, rule: Rule) -> list[Need]:
    counted = Progress.objects.filter(requirement=requirement, participant__cohort=cohort)
    coming = _coming(cohort, rule)
    needs = []
    for share in rule.of_which or (None,):
        path = f"of_which__{share.audience}" if share else "count"
        begun = set(counted.filter(**{f"figures__{path}__gt": 0}).values_list("participant_id", flat=True))
        on_the_way = {pk for pk in people if (share.audience in coming[pk] if share else coming[pk])}
        behind = [pk for pk in people if pk not in begun and pk not in on_the_way]
        done = dict(counted.filter(participant__in=behind).values_list("participant_id", "figures__count"))
        for pk in behind:
            count = done.get(pk, 0)
            says = f"has {count} of {rule.at_least} {rule.done}"
            if share and (count or coming[pk]):
                says += f", none {share.say}"
            needs.append(Need(pk, "led", f"{says}, and none is planned."))
    return needs


def _coming(cohort: Cohort, rule: Rule) -> dict[int, set[str]]:
    """To which audiences somebody has planned to lead, or has led without the mentor's word so far."""
    rows = Activity.objects.current().filter(participant__cohort=cohort, confirmed_at=None)
    if rule.slugs:
        rows = rows.filter(kind__slug__in=rule.slugs)
    coming: dict[int, set[str]] = defaultdict(set)
    for participant, audience in rows.values_list("participant_id", "audience"):
        coming[participant].add(audience)
    return coming
