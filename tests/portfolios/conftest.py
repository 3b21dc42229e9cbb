"""One group near the end of the shipped programme, an afternoon of presentations, and who is around it."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
import time_machine

from pathways.models import Measure, Reading
from people.models import Post
from portfolios import operations
from secondments import operations as secondments
from secondments.shipped import shipped_as
from tests import factories as f
from tests.factories import at
from tests.sessions import signed_in

DAY = at(2027, 5, 19, 14)  # a Wednesday in term 5
BEFORE = at(2027, 5, 10)
DURING = at(2027, 5, 19, 14, 20)
AFTER = at(2027, 5, 20, 9)


@dataclass
class Stage:
    """Everybody by what they are to the first presenter, and shortcuts to what they do."""

    school: object
    cohort: object
    participant: object
    second: object
    chair: object
    people: dict = field(default_factory=dict)

    def add_afternoon(self, by="coordinator", at=BEFORE, **more):
        wanted = {
            "cohort": self.cohort,
            "starts_at": DAY,
            "place": "Library",
            "speaking_minutes": 10,
            "questions_minutes": 5,
            "chair": self.chair,
        } | more
        return operations.add_afternoon(**wanted, by=self.people[by], at=at)

    def order(self, afternoon, *participants, by="coordinator", at=BEFORE, seen=None):
        afternoon.refresh_from_db()
        operations.order_afternoon(
            afternoon=afternoon,
            participants=participants,
            seen=afternoon.revision if seen is None else seen,
            by=self.people[by],
            at=at,
        )
        return list(afternoon.presentations.filter(withdrawn_at=None).order_by("position"))

    def presentation(self):
        """The first presenter's, with the second one after it."""
        return self.order(self.add_afternoon(), self.participant, self.second)[0]

    def note(self, presentation, by="slt", at=DURING, seen=0, **texts):
        wanted = {"questions": "", "what_moved": "Homework.", "what_next": "Year 8."} | texts
        return operations.keep_note(presentation=presentation, **wanted, seen=seen, by=self.people[by], at=at)

    def heard(self, presentation, at=DURING):
        operations.mark_delivered(presentation=presentation, by=self.chair, at=at)
        presentation.refresh_from_db()

    def released(self, presentation, at=AFTER):
        operations.release_feedback(presentation=presentation, by=self.chair, at=at)
        presentation.refresh_from_db()


def project(
    participant, title="Homework: the 24 who hand in least", values=(41, 72), target=75, unit="per cent"
):
    """An agreed project with a measure and these readings, from 18 January every six weeks."""
    agreed = f.ProjectFactory(
        participant=participant,
        title=title,
        proposed_at=at(2027, 1, 18),
        agreed_at=at(2027, 1, 21),
        agreed_by=f.UserFactory(),
    )
    measure = Measure.objects.create(
        project=agreed, name="on time", unit=unit, target=target, set_at=at(2027, 1, 21)
    )
    for place, value in enumerate(values):
        Reading.objects.create(
            measure=measure,
            taken_on=dt.date(2027, 1, 18) + dt.timedelta(days=42 * place),
            value=Decimal(str(value)),
            entered_at=at(2027, 1, 21),
            entered_by=participant.person,
        )
    return agreed


def holding(organisation, role, name, formal_name=""):
    return f.PostFactory(
        organisation=organisation,
        role=role,
        person=f.UserFactory(name=name, sort_name=name.split()[-1], formal_name=formal_name),
    ).person


def a_group(school, name="2027 secondees"):
    """A group on the shipped programme, with its windows."""
    version = secondments.use_programme(
        organisation=school,
        loaded=shipped_as("learning-director-secondment"),
        by=None,
        at=f.NOW,
    )
    cohort = f.CohortFactory(organisation=school, version=version, name=name)
    f.WindowFactory(cohort=cohort, slug="reflection-2", title="Reflection at the end of Term 4")
    return cohort


@pytest.fixture
def stage(db):
    school = f.OrganisationFactory(name="Marlowe Cross School")
    f.terms(school)
    cohort = a_group(school)
    coordinator = holding(school, Post.Role.COORDINATOR, "Alison Threlfall")
    chair = holding(school, Post.Role.SLT, "Harriet Hollingdale", "Mrs Hollingdale")
    mentor = f.UserFactory(name="Siobhan Gallagher", formal_name="Mrs Gallagher")
    other_mentor = f.UserFactory(name="Hywel Bevan", formal_name="Mr Bevan")
    former = f.UserFactory(name="Owen Former")
    participant = f.ParticipantFactory(
        cohort=cohort, person=f.UserFactory(name="Caoimhe Dhomhnaill", sort_name="Dhomhnaill")
    )
    second = f.ParticipantFactory(
        cohort=cohort, person=f.UserFactory(name="Thomas Ashdown", sort_name="Ashdown")
    )
    f.MentorshipFactory(
        participant=participant, mentor=former, starts_on=f.STARTS, ends_on=dt.date(2027, 2, 1)
    )
    f.MentorshipFactory(participant=participant, mentor=mentor, starts_on=dt.date(2027, 2, 1))
    f.MentorshipFactory(participant=second, mentor=other_mentor)
    elsewhere = f.OrganisationFactory(name="Another School")
    return Stage(
        school,
        cohort,
        participant,
        second,
        chair,
        {
            "coordinator": coordinator,
            "administrator": holding(school, Post.Role.ADMINISTRATOR, "Ada Ministrator"),
            "headteacher": holding(school, Post.Role.HEADTEACHER, "Hedley Teacher"),
            "chair": chair,
            "slt": holding(school, Post.Role.SLT, "Peter Vaughan", "Mr Vaughan"),
            "mentor": mentor,
            "other mentor": other_mentor,
            "former mentor": former,
            "secondee": participant.person,
            "other secondee": second.person,
            "colleague": holding(school, Post.Role.STAFF, "Colin League"),
            "coordinator elsewhere": holding(elsewhere, Post.Role.COORDINATOR, "Elsie Where"),
            "slt elsewhere": holding(elsewhere, Post.Role.SLT, "Sally Elsewhere"),
        },
    )


@pytest.fixture
def sign_up():
    """Signs somebody in, second factor and all, at a moment of the programme."""
    travellers = []

    def do(person, moment=DURING):
        traveller = time_machine.travel(moment, tick=False)
        traveller.start()
        travellers.append(traveller)
        return signed_in(person)

    yield do
    for traveller in reversed(travellers):
        traveller.stop()
