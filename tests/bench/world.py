"""Fills a database with participants in the middle of a secondment, quickly and always the same."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import secondments
from blogs.models import CoachingQuestion, Reader, Reflection, ReflectionVersion
from pathways.models import Activity, ActivityKind, Credit, Measure, Meeting, Project, Reading
from pathways.operations import rebuild_progress
from people.models import Organisation, Post, Term, User
from portfolios.models import Afternoon, Presentation
from secondments import blueprint
from secondments.models import (
    Cohort,
    JoiningStep,
    Mentorship,
    Participant,
    ParticipationPeriod,
    Programme,
    ProgrammeVersion,
    Window,
)

FILE = Path(secondments.__file__).parent / "blueprints" / "learning_director.yaml"
GROUP = 25  # people in an ordinary group
EACH_MENTOR = 5  # secondees of one mentor
TEXT = "I kept to the script from beginning to end, and did not look up until the last word. " * 20


@dataclass(frozen=True)
class School:
    """One school with its people; groups are added to it."""

    organisation: Organisation
    version: ProgrammeVersion
    coordinator: User
    leader: User
    now: dt.datetime

    @property
    def today(self) -> dt.date:
        return self.now.date()


def person(name: str) -> User:
    """Somebody with an address, not yet saved."""
    return User(
        name=name, sort_name=name, email=f"{name.lower().replace(' ', '.')}@bench.example", password="!"
    )


def school(now: dt.datetime) -> School:
    """A school whose term ends in two days, with the shipped programme."""
    organisation = Organisation.objects.create(name="Bench School", path="/")
    organisation.path = f"/{organisation.pk}/"
    Organisation.objects.filter(pk=organisation.pk).update(path=organisation.path)
    today = now.date()
    Term.objects.bulk_create(
        Term(
            organisation=organisation,
            name=f"Term {n}",
            starts_on=today - dt.timedelta(days=80 - n * 45),
            ends_on=today - dt.timedelta(days=40 - n * 45),
        )
        for n in range(3)
    )
    coordinator, leader = User.objects.bulk_create([person("Cora Coordinator"), person("Lea Leader")])
    start = today - dt.timedelta(days=900)
    Post.objects.bulk_create(
        Post(person=who, organisation=organisation, role=role, starts_on=start)
        for who, role in ((coordinator, Post.Role.COORDINATOR), (leader, Post.Role.SLT))
    )
    read = blueprint.read(FILE)
    programme = Programme.objects.create(organisation=organisation, slug=read.slug, name=read.name)
    version = ProgrammeVersion.objects.create(
        programme=programme,
        number=1,
        document=read.document,
        digest=read.digest,
        created_at=now,
        published_at=now,
    )
    for section in blueprint.sections():
        if section.publish is not None and section.name in read.parts:
            section.publish(version, read.parts[section.name])
    return School(organisation, version, coordinator, leader, now)


def group(at: School, name: str, size: int) -> Cohort:
    """One group of that size, every person with a mentor, activities, a measured project, reflections."""
    starts_on = at.today - dt.timedelta(days=77)
    cohort = Cohort.objects.create(
        organisation=at.organisation,
        version=at.version,
        name=name,
        starts_on=starts_on,
        ends_on=at.today + dt.timedelta(days=66),
        created_at=at.now,
    )
    Window.objects.bulk_create(
        Window(cohort=cohort, kind=kind, slug=slug, title=slug, opens_at=opens_at, closes_at=closes_at)
        for kind, slug, opens_at, closes_at in (
            (
                Window.Kind.RECORD,
                "record",
                at.now - dt.timedelta(days=77),
                at.now + dt.timedelta(days=66),
            ),
            (
                Window.Kind.REFLECTION,
                "reflection-1",
                at.now - dt.timedelta(days=47),
                at.now - dt.timedelta(days=40),
            ),
            (
                Window.Kind.REFLECTION,
                "reflection-2",
                at.now - dt.timedelta(days=5),
                at.now + dt.timedelta(days=2),
            ),
        )
    )
    mentors = User.objects.bulk_create(person(f"{name} Mentor {n}") for n in range(-(-size // EACH_MENTOR)))
    people = User.objects.bulk_create(person(f"{name} Person {n}") for n in range(size))
    participants = Participant.objects.bulk_create(
        Participant(person=who, cohort=cohort, added_at=at.now) for who in people
    )
    ParticipationPeriod.objects.bulk_create(
        ParticipationPeriod(participant=one, organisation=at.organisation, starts_on=starts_on)
        for one in participants
    )
    Mentorship.objects.bulk_create(
        Mentorship(participant=one, mentor=mentors[n // EACH_MENTOR], starts_on=starts_on)
        for n, one in enumerate(participants)
    )
    _doing(at, cohort, participants)
    _writing(at, cohort, participants)
    afternoon = Afternoon.objects.create(
        cohort=cohort,
        starts_at=at.now + dt.timedelta(days=60),
        speaking_minutes=10,
        questions_minutes=5,
        chair=at.leader,
    )
    Presentation.objects.bulk_create(
        Presentation(afternoon=afternoon, participant=one, position=n) for n, one in enumerate(participants)
    )
    rebuild_progress(participants=participants, at=at.now)
    return cohort


def _doing(at: School, cohort: Cohort, participants: list[Participant]) -> None:
    kinds = list(ActivityKind.objects.filter(version=at.version))
    activities = Activity.objects.bulk_create(
        Activity(
            participant=one,
            kind=kinds[n % len(kinds)],
            audience="whole-year" if kinds[n % len(kinds)].audiences and n % 2 else "",
            planned_for=at.today + dt.timedelta(days=n - 10),
            happened_on=at.today + dt.timedelta(days=n - 10) if n < 10 else None,
            recorded_at=at.now,
            logged_at=at.now if n < 10 else None,
            confirmed_at=at.now if n < 8 else None,
            confirmed_by=at.leader if n < 8 else None,
        )
        for one in participants
        for n in range(12)
    )
    JoiningStep.objects.bulk_create(
        JoiningStep(participant=one, slug="induction", confirmed_at=at.now, confirmed_by=one.person)
        for one in participants
    )
    Meeting.objects.bulk_create(
        Meeting(
            participant=one,
            mentor=at.leader,
            held_on=at.today - dt.timedelta(days=7 * n),
            said="We talked.",
            recorded_at=at.now,
        )
        for one in participants
        for n in (1, 4)
    )
    projects = Project.objects.bulk_create(
        Project(
            participant=one,
            title="Homework: the pupils who hand in least",
            area="Half of all missing homework.",
            begun_at=at.now,
            proposed_at=at.now,
            agreed_at=at.now,
            agreed_by=at.leader,
        )
        for one in participants
    )
    measures = Measure.objects.bulk_create(
        Measure(project=project, name="Homework on time", unit="%", target=Decimal(75), set_at=at.now)
        for project in projects
    )
    Reading.objects.bulk_create(
        Reading(
            measure=measure,
            taken_on=at.today - dt.timedelta(days=70 - 20 * n),
            value=Decimal(41 + 7 * n),
            entered_at=at.now,
            entered_by=at.leader,
        )
        for measure in measures
        for n in range(4)
    )
    Credit.objects.bulk_create(
        Credit(
            participant=activity.participant,
            source=activity.key,
            kind="activity",
            slug=activity.kind.slug,
            on=activity.happened_on,
            qualities={"audience": activity.audience},
            recorded_at=at.now,
        )
        for activity in activities
        if activity.confirmed_at and activity.happened_on
    )
    Credit.objects.bulk_create(
        Credit(
            participant=project.participant,
            source=f"{project.key}:{slug}",
            kind="project",
            slug=slug,
            on=at.today,
            recorded_at=at.now,
        )
        for project in projects
        for slug in ("agreed", "measured")
    )


def _writing(at: School, cohort: Cohort, participants: list[Participant]) -> None:
    windows = list(cohort.windows.filter(kind=Window.Kind.REFLECTION))
    reflections = Reflection.objects.bulk_create(
        Reflection(
            participant=one,
            window=window,
            draft=TEXT,
            draft_revision=3,
            begun_at=window.opens_at,
            shared_at=window.opens_at if n == 0 else None,
        )
        for one in participants
        for n, window in enumerate(windows)
    )
    shared = [one for one in reflections if one.shared_at]
    ReflectionVersion.objects.bulk_create(
        ReflectionVersion(
            reflection=one, number=1, kind=ReflectionVersion.Kind.SHARED, body=TEXT, at=one.begun_at
        )
        for one in shared
    )
    Reader.objects.bulk_create(
        Reader(reflection=one, kind=Reader.Kind.MENTOR, chosen_at=one.begun_at) for one in shared
    )
    CoachingQuestion.objects.bulk_create(
        CoachingQuestion(
            reflection=one, asked_by=at.leader, asked_at=at.now, body="What would have been lost?"
        )
        for one in shared
    )
    Credit.objects.bulk_create(
        Credit(
            participant=one.participant,
            source=one.key,
            kind="reflection",
            slug=one.window.slug,
            on=at.today,
            recorded_at=at.now,
        )
        for one in shared
        if one.window
    )
