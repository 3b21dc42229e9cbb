"""One school in the middle of a secondment, and another that must see nothing of it; a row of everything."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import secondments
from blogs.models import Answer, Reader, Reflection, ReflectionVersion
from events.models import Heartbeat, Job, Notice
from pathways.models import Activity, ActivityKind, Measure, Reading
from pathways.operations import rebuild_progress
from people.models import Post, User
from secondments import blueprint
from secondments.models import Cohort, ProgrammeVersion, Window
from tests import factories as make
from tests.factories import NOW, at

FILE = Path(secondments.__file__).parent / "blueprints" / "learning_director.yaml"


@dataclass(frozen=True)
class World:
    """People by role, and the keys that addresses are filled in with."""

    people: dict[str, User]
    keys: dict[str, int]


def published(organisation) -> ProgrammeVersion:
    """The shipped programme, published for this organisation."""
    read = blueprint.read(FILE)
    version = make.ProgrammeVersionFactory(
        programme__organisation=organisation,
        programme__slug=read.slug,
        document=read.document,
        digest=read.digest,
    )
    for section in blueprint.sections():
        if section.publish is not None and section.name in read.parts:
            section.publish(version, read.parts[section.name])
    return version


def group(organisation, name: str = "2027 secondees") -> Cohort:
    """A group on that programme, with its windows: one reflection past, one open, one to come."""
    cohort = make.CohortFactory(organisation=organisation, version=published(organisation), name=name)
    make.RecordWindowFactory(cohort=cohort)
    for slug, opens_at, closes_at in (
        ("reflection-1", at(2027, 2, 5, 0), at(2027, 2, 11, 16)),
        ("reflection-2", at(2027, 3, 18, 0), at(2027, 3, 25, 16)),
        ("reflection-3", at(2027, 5, 21, 0), at(2027, 5, 28, 16)),
    ):
        make.WindowFactory(
            cohort=cohort, slug=slug, title=f"Reflection {slug[-1]}", opens_at=opens_at, closes_at=closes_at
        )
    make.WindowFactory(
        cohort=cohort,
        kind=Window.Kind.MENTOR_QUESTION,
        slug="mentor-question",
        title="Your own growth as a coach",
        opens_at=at(2027, 3, 1),
        closes_at=at(2027, 5, 28, 16),
    )
    return cohort


def holding(organisation, role: str, name: str, **post) -> User:
    """Somebody who holds a post there."""
    person = make.UserFactory(name=name)
    make.PostFactory(person=person, organisation=organisation, role=role, **post)
    return person


def build(names: dict[str, str] | None = None, many: int = 1, bare: bool = False) -> World:
    """The world; `names` replaces what things are called, `many` repeats what lists show.

    A `bare` one has its people, and a group in which nothing happened; the other school has no group.
    """
    said = {"title": "Patience", "text": "I did not look up until the last word.", "person": ""} | (
        names or {}
    )
    school = make.OrganisationFactory(name="Marlowe Cross School")
    make.terms(school)
    cohort = group(school)
    coordinator = holding(school, Post.Role.COORDINATOR, f"Cora Coordinator{said['person']}")
    administrator = holding(school, Post.Role.ADMINISTRATOR, "Ada Administrator")
    slt = holding(school, Post.Role.SLT, "Lea Leader")
    mentor = holding(school, Post.Role.MENTOR, f"Mia Mentor{said['person']}")
    other_mentor = holding(school, Post.Role.MENTOR, "Olu Othermentor")
    secondee = holding(school, Post.Role.STAFF, f"Sam Secondee{said['person']}")
    other_secondee = holding(school, Post.Role.STAFF, "Oda Othersecondee")
    participant = make.ParticipantFactory(person=secondee, cohort=cohort)
    other = make.ParticipantFactory(person=other_secondee, cohort=cohort)
    make.MentorshipFactory(participant=participant, mentor=mentor)
    make.MentorshipFactory(participant=other, mentor=other_mentor)
    elsewhere = make.OrganisationFactory(name="Saltings Academy")
    outsider = holding(elsewhere, Post.Role.COORDINATOR, "Una Outsider")
    people = {
        "secondee": secondee,
        "other_secondee": other_secondee,
        "mentor": mentor,
        "other_mentor": other_mentor,
        "slt": slt,
        "coordinator": coordinator,
        "administrator": administrator,
        "outsider": outsider,
    }
    windows = {window.slug: window for window in cohort.windows.all()}
    keys = {
        "organisation": school.pk,
        "programme": cohort.version.programme_id,
        "cohort": cohort.pk,
        "participant": participant.pk,
        "other": other.pk,
        "person": mentor.pk,
        "post": mentor.posts.get().pk,
        "window": windows["reflection-2"].pk,
        "past_window": windows["reflection-1"].pk,
        "mentor_window": windows["mentor-question"].pk,
    }
    Heartbeat.objects.update_or_create(name="timetable", defaults={"at": NOW})
    if bare:
        return World(people, keys)
    make.terms(elsewhere)
    group(elsewhere, "Their secondees")
    kinds = {kind.slug: kind for kind in ActivityKind.objects.filter(version=cohort.version)}

    for n in range(many):
        worship = {
            "participant": participant,
            "kind": kinds["worship"],
            "audience": "whole-year",
            "title": said["title"],
            "note": said["text"],
        }
        planned = make.ActivityFactory(
            **worship, planned_for=dt.date(2027, 3, 22), happened_on=None, logged_at=None
        )
        logged = make.ActivityFactory(**worship, happened_on=dt.date(2027, 3, 16))
        confirmed = make.ActivityFactory(
            **worship, happened_on=dt.date(2027, 3, 9), confirmed_at=NOW, confirmed_by=mentor
        )
        meeting = make.MeetingFactory(
            participant=participant,
            mentor=mentor,
            held_on=dt.date(2027, 3, 15) - dt.timedelta(days=7 * n),
            said=said["text"],
            recorded_at=NOW,
        )
        arranged = make.MeetingFactory(
            participant=participant, mentor=mentor, held_on=dt.date(2027, 4, 12) + dt.timedelta(days=7 * n)
        )
        proposed = make.ProjectFactory(participant=participant, title=said["title"], proposed_at=NOW)
    Activity.objects.filter(participant=participant).update(recorded_at=NOW)

    project = make.ProjectFactory(
        participant=participant,
        title=f"Homework: {said['title']}",
        proposed_at=NOW,
        agreed_at=NOW,
        agreed_by=mentor,
    )
    measure = Measure.objects.create(
        project=project, name=said["title"], unit="%", target=Decimal(75), set_at=NOW
    )
    for n, value in enumerate((41, 48, 57, 63)):
        reading = Reading.objects.create(
            measure=measure,
            taken_on=dt.date(2027, 1, 18) + dt.timedelta(days=21 * n),
            value=Decimal(value),
            entered_at=NOW,
            entered_by=secondee,
        )

    draft = Reflection.objects.create(
        participant=participant,
        window=windows["reflection-2"],
        draft=said["text"],
        draft_revision=1,
        begun_at=NOW,
        draft_kept_at=NOW,
    )
    shared = Reflection.objects.create(
        participant=participant,
        window=windows["reflection-1"],
        draft=said["text"],
        draft_revision=2,
        begun_at=at(2027, 2, 8),
        shared_at=at(2027, 2, 10),
    )
    ReflectionVersion.objects.create(
        reflection=shared,
        number=1,
        kind=ReflectionVersion.Kind.SHARED,
        body=said["text"],
        at=at(2027, 2, 10),
    )
    for kind in (Reader.Kind.MENTOR, Reader.Kind.SLT):
        make.ReaderFactory(reflection=shared, kind=kind)
    for _ in range(many):
        question = make.CoachingQuestionFactory(reflection=shared, asked_by=mentor, body=said["text"])
        answered = make.CoachingQuestionFactory(reflection=shared, asked_by=slt, body=said["text"])
        Answer.objects.create(question=answered, body=said["text"], at=NOW)

    afternoon = make.AfternoonFactory(cohort=cohort, chair=slt)
    presentation = make.PresentationFactory(afternoon=afternoon, participant=participant, position=0)
    released = make.PresentationFactory(
        afternoon=afternoon,
        participant=other,
        position=1,
        delivered_at=NOW,
        released_at=NOW,
        released_by=slt,
    )
    make.PanelNoteFactory(
        presentation=released, by=slt, what_moved=said["text"], what_next=said["text"], questions=said["text"]
    )
    extension = make.ExtensionFactory(
        window=windows["reflection-1"], participant=other, given_by=coordinator, reason=said["text"]
    )
    job = Job.objects.create(kind="portfolios.a4", asked_by=coordinator, asked_at=NOW)
    stored = make.StoredFileFactory(owner=coordinator)
    notice = Notice.objects.create(
        to=secondee,
        key="undelivered",
        template="window_opened",
        cohort=cohort.key,
        created_at=NOW,
        due_at=NOW,
        next_try_at=NOW,
        given_up_at=NOW,
        last_error="SMTPServerDisconnected: gone",
    )
    rebuild_progress(participants=[participant, other], at=NOW)

    keys |= {
        "planned": planned.pk,
        "logged": logged.pk,
        "confirmed": confirmed.pk,
        "meeting": meeting.pk,
        "arranged": arranged.pk,
        "proposed": proposed.pk,
        "project": project.pk,
        "measure": measure.pk,
        "reading": reading.pk,
        "draft": draft.pk,
        "shared": shared.pk,
        "question": question.pk,
        "answered": answered.pk,
        "afternoon": afternoon.pk,
        "presentation": presentation.pk,
        "released": released.pk,
        "notice": notice.pk,
        "extension": extension.pk,
        "job": job.pk,
        "file": stored.pk,
    }
    return World(people, keys)
