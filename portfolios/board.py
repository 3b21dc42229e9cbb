"""The rows of a group for the board and the sheet: people with figures, project, presentation and mentor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, NullIf

from pathways.models import Measure, Progress, Project, Reading, Requirement
from pathways.progress import Line, lines_of_many
from people.models import User
from portfolios.models import Presentation
from secondments.models import Cohort, Mentorship, Participant, ParticipationPeriod

# Requirements of these kinds have columns of their own, which say more than a count.
OWN_COLUMN = ("project", "presentation")


@dataclass(frozen=True)
class Standing:
    """A measure of somebody's project: what it was, is, and should become."""

    measure: Measure
    readings: list[Reading]

    @property
    def baseline(self) -> Decimal | None:
        return self.readings[0].value if self.readings else None

    @property
    def now(self) -> Decimal | None:
        """The latest reading after the baseline."""
        return self.readings[-1].value if len(self.readings) > 1 else None

    @property
    def target(self) -> Decimal | None:
        return self.measure.target

    @property
    def unit(self) -> str:
        """The unit as it stands after a figure: "%" close to it, a word after a space."""
        unit = self.measure.unit.strip()
        return unit if unit in ("", "%") else f" {unit}"

    @property
    def is_unchanged(self) -> bool:
        return self.now is not None and self.now == self.baseline

    @property
    def points(self) -> list[tuple[date, Decimal]]:
        """Day and value of each reading, for the chart."""
        return [(reading.taken_on, reading.value) for reading in self.readings]


@dataclass(frozen=True)
class Row:
    """One person of a group."""

    participant: Participant
    mentor: User | None
    project: Project | None
    standings: list[Standing]
    presentation: Presentation | None
    lines: list[Line] = field(default_factory=list)

    @property
    def first(self) -> Standing | None:
        """The measure that stands for the project: the first that was set."""
        return self.standings[0] if self.standings else None


@dataclass(frozen=True)
class Column:
    """A requirement as a column, in the programme's order."""

    slug: str
    name: str
    asked: int | None
    shares: tuple[tuple[int, str], ...]
    kind: str

    @property
    def words(self) -> list[str]:
        """The words of its name, which stand under each other where there is little room."""
        return self.name.split()


def requirements_of(cohort: Cohort) -> list[Requirement]:
    """What the group's version of the programme asks, in its order."""
    return list(Requirement.objects.filter(version=cohort.version_id).order_by("position", "pk"))


def columns_of(requirements: Iterable[Requirement]) -> list[Column]:
    """The requirements that the board shows by their count."""
    return [
        Column(
            slug=row.slug,
            name=row.name,
            asked=row.rule.get("at_least"),
            shares=tuple((share["at_least"], share["say"]) for share in row.rule.get("of_which") or ()),
            kind=row.rule["counts"]["kind"],
        )
        for row in requirements
        if row.rule["counts"]["kind"] not in OWN_COLUMN
    ]


def people_of(cohort: Cohort, at: datetime) -> QuerySet[Participant]:
    """Who is on the programme, is to join it, or has seen it to its end, by name; not who has left early."""
    day = min(cohort.day_of(at), cohort.last_day)
    left = ParticipationPeriod.objects.filter(participant=OuterRef("pk"))
    staying = left.filter(Q(ends_on=None) | Q(ends_on__gt=day))
    return Participant.objects.filter(Exists(staying), cohort=cohort).by_name()


SORTS = ("name", "mentor", "presents", "project")


def sorted_by(people: QuerySet[Participant], sort: str, at: datetime) -> QuerySet[Participant]:
    """In the order of a column (`-` turns it round), then by name. Who has nothing there comes last."""
    column = sort.removeprefix("-")
    if column == "name":
        order = [F("person__sort_name"), F("person__name"), F("pk")]
        return people.order_by(*(key.desc() if sort.startswith("-") else key.asc() for key in order))
    people = people.annotate(sorted_by=_key(column, at))
    key = F("sorted_by")
    first = key.desc(nulls_last=True) if sort.startswith("-") else key.asc(nulls_last=True)
    return people.order_by(first, "person__sort_name", "person__name", "pk")


def _key(column: str, at: datetime) -> Subquery:
    own = {"participant": OuterRef("pk")}
    if column == "mentor":
        return Subquery(
            Mentorship.objects.not_ended(at)
            .filter(**own)
            .order_by("starts_on")
            .values(said=Coalesce(NullIf("mentor__sort_name", Value("")), "mentor__name"))[:1]
        )
    if column == "presents":
        return Subquery(Presentation.objects.current().filter(**own).values("afternoon__starts_at")[:1])
    if column == "project":
        return Subquery(Project.objects.agreed().filter(**own).values("title")[:1])
    counted = Cast(KT("figures__count"), IntegerField())
    return Subquery(
        Progress.objects.filter(**own, requirement__slug=column)
        .annotate(counted=counted)
        .values("counted")[:1]
    )


def rows_of(people: Iterable[Participant], at: datetime) -> list[Row]:
    """A row for each of these participants, in their order, in a constant number of queries."""
    people = list(people)
    mentors = mentors_of(people, at)
    projects = _projects_of(people)
    presentations = {
        row.participant_id: row
        for row in Presentation.objects.current().filter(participant__in=people).select_related("afternoon")
    }
    lines = lines_of_many(people, at)
    rows = []
    for person in people:
        project = projects.get(person.pk)
        rows.append(
            Row(
                participant=person,
                mentor=mentors.get(person.pk),
                project=project,
                standings=standings_of(project) if project else [],
                presentation=presentations.get(person.pk),
                lines=lines[person.pk],
            )
        )
    return rows


def projects_of(people: Iterable[Participant]) -> dict[int, tuple[Project, list[Standing]]]:
    """The agreed project of each of these people, with its measures."""
    return {pk: (project, standings_of(project)) for pk, project in _projects_of(list(people)).items()}


def mentors_of(people: Iterable[Participant], at: datetime) -> dict[int, User]:
    """Everybody's mentor of today, or the one who is to begin."""
    rows = Mentorship.objects.not_ended(at).filter(participant__in=list(people)).select_related("mentor")
    mentors: dict[int, User] = {}
    for row in rows.order_by("starts_on", "pk"):
        mentors.setdefault(row.participant_id, row.mentor)
    return mentors


def _projects_of(people: list[Participant]) -> dict[int, Project]:
    readings = Reading.objects.filter(withdrawn_at=None).order_by("taken_on", "pk")
    measures = Measure.objects.filter(withdrawn_at=None).order_by("pk")
    rows = (
        Project.objects.agreed()
        .filter(participant__in=people)
        .prefetch_related(Prefetch("measures", measures), Prefetch("measures__readings", readings))
    )
    return {project.participant_id: project for project in rows}


def standings_of(project: Project) -> list[Standing]:
    """Its measures with their readings; asks nothing of the database when they are at hand."""
    return [Standing(measure, list(measure.readings.all())) for measure in project.measures.all()]


def by_mentor(rows: Iterable[Row]) -> list[tuple[User | None, list[Row]]]:
    """The rows in groups, one for each mentor, in the order in which they come."""
    groups: dict[int | None, list[Row]] = defaultdict(list)
    mentors: dict[int | None, User | None] = {}
    for row in rows:
        key = row.mentor.pk if row.mentor else None
        mentors[key] = row.mentor
        groups[key].append(row)
    return [(mentors[key], group) for key, group in groups.items()]
