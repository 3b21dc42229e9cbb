"""The whole secondment, day by day, by way of the views: from an empty school to released feedback."""

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

import blogs.operations
import events.operations
import pathways.operations
import portfolios.operations
import secondments.operations
from blogs.models import CoachingQuestion, Reflection
from events.models import Notice
from people.models import Post, User
from portfolios.models import Presentation
from secondments.models import Cohort, Participant, Window
from tests import factories as make
from tests.browserless import Hand
from tests.factories import at

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
TERMS = (
    ("2027-01-04", "2027-02-11"),
    ("2027-02-22", "2027-03-25"),
    ("2027-04-12", "2027-05-28"),
)
WORSHIP = {
    dt.date(2027, 1, 19): "whole-year",
    dt.date(2027, 2, 2): "some",
    dt.date(2027, 2, 23): "whole-year",
    dt.date(2027, 3, 9): "some",
    dt.date(2027, 4, 20): "whole-year",
    dt.date(2027, 5, 4): "some",
}
READINGS = {
    dt.date(2027, 1, 18): "41",
    dt.date(2027, 3, 1): "57%",
    dt.date(2027, 5, 14): "70",
}
CLOSINGS = (dt.date(2027, 2, 11), dt.date(2027, 3, 25), dt.date(2027, 5, 28))
AFTERNOON = dt.date(2027, 5, 26)


def tick() -> None:
    """What the timetable does, once."""
    now = timezone.now()
    secondments.operations.tell_about_windows(at=now)
    pathways.operations.tell_about_records(at=now)
    blogs.operations.tell_about_questions(at=now)
    portfolios.operations.tell_about_presentations(at=now)
    events.operations.post_due_notices(at=now)


def set_up(coordinator: User, leader: User) -> Cohort:
    """The coordinator makes everything in the browser, beginning with an empty school."""
    hand = Hand(coordinator).opens("/")
    assert hand.path == "/start/"
    school = coordinator.posts.get().organisation
    terms = {
        f"form-{n}-{name}": value
        for n, (first, last) in enumerate(TERMS)
        for name, value in (("name", f"Term {n + 3}"), ("first_day", first), ("last_day", last))
    }
    hand.opens(f"/organisations/{school.pk}/terms/").presses("Keep these terms", **terms)
    hand.opens(f"/organisations/{school.pk}/invite/").presses(
        "Invite them", role="mentor", people="Mrs Mia Mentor <mia@walk.example>"
    )
    hand.opens("/programmes/use/").presses("Use this programme")
    hand.opens("/groups/add/").presses(
        "Make the group", name="2027 secondees", first_day="2027-01-04", last_day="2027-05-28"
    )
    cohort = Cohort.objects.get()
    hand.opens(f"/groups/{cohort.pk}/people/add/").presses(
        "Add them", pasted="Diligent, Dora <dora@walk.example>\nSilent Silas; silas@walk.example"
    )
    mentor = User.objects.get(email="mia@walk.example")
    chosen = {f"mentor_{one.pk}": mentor.pk for one in cohort.participants.all()}
    hand.opens(f"/groups/{cohort.pk}/mentors/").presses("Keep", **chosen)
    hand.opens("/start/test-email/").presses("Send")
    assert "test" in mail.outbox[-1].subject.lower()
    return cohort


class Walk:
    """What people do on which day; everybody looks at their home on every school day."""

    def __init__(self, cohort: Cohort, coordinator: User, leader: User) -> None:
        self.cohort = cohort
        self.coordinator, self.leader = coordinator, leader
        self.dora = User.objects.get(email="dora@walk.example")
        self.silas = User.objects.get(email="silas@walk.example")
        self.mia = User.objects.get(email="mia@walk.example")

    def everybody_looks(self) -> None:
        Hand(self.dora).opens("/secondment/")
        Hand(self.silas).opens("/secondment/")
        Hand(self.mia).opens("/mentoring/")
        Hand(self.leader).opens("/senior/")
        Hand(self.coordinator).opens("/coordinating/").opens(f"/groups/{self.cohort.pk}/board/")

    def day(self, today: dt.date) -> None:
        if today == dt.date(2027, 1, 5):
            self.joins()
        if today == dt.date(2027, 1, 14):
            self.agrees_a_project()
        if today in READINGS:
            self.reads_the_measure(today)
        if today in WORSHIP:
            self.leads(today)
        if today.weekday() == 4:
            self.mentor_confirms()
        if today in CLOSINGS:
            self.writes(today)
        if today in [day + dt.timedelta(days=18) for day in CLOSINGS[:2]]:
            self.mentor_asks()
        if today in [day + dt.timedelta(days=19) for day in CLOSINGS[:2]]:
            self.dora_answers()
        if today == dt.date(2027, 5, 10):
            self.the_afternoon_is_ordered()
        if today == AFTERNOON:
            self.presents()

    def joins(self) -> None:
        Hand(self.dora).opens("/secondment/joining/").presses("I have had my induction")

    def agrees_a_project(self) -> None:
        hand = (
            Hand(self.dora)
            .opens("/projects/propose/")
            .presses("Propose", title="Homework", area="Half of all missing homework.")
        )
        project = hand.path
        mentor = Hand(self.mia).opens(project)
        mentor.presses("Agree")
        hand.opens(f"{project}measures/add/").presses(
            "Set", name="Homework on time", unit="%", direction="more", target="75"
        )

    def reads_the_measure(self, today: dt.date) -> None:
        measure = participation(self.dora).projects.get().measures.get()
        Hand(self.dora).opens(f"/measures/{measure.pk}/readings/add/").presses("Add", value=READINGS[today])

    def leads(self, today: dt.date) -> None:
        Hand(self.dora).opens("/log/new/").presses(
            "Log it", what="worship", audience=WORSHIP[today], when="today"
        )

    def mentor_confirms(self) -> None:
        hand = Hand(self.mia).opens("/confirmations/")
        if any(button.words.startswith("Confirm") for form in hand.page.forms for button in form.buttons):
            hand.presses("Confirm all that is ticked")

    def writes(self, today: dt.date) -> None:
        window = Window.objects.get(
            kind=Window.Kind.REFLECTION, closes_at=dt.datetime.combine(today, dt.time(16), tzinfo=LONDON)
        )
        hand = Hand(self.dora).opens(f"/reflections/windows/{window.pk}/begin/").presses("Begin writing")
        hand.presses("Keep it as a draft", body="I kept to the script.")
        assert "I kept to the script." in hand.opens(hand.path).text
        hand.presses("Share it", body="I put the script down for one minute.")

    def mentor_asks(self) -> None:
        hand = Hand(self.mia).opens("/to-read/")
        unread = Reflection.objects.filter(shared_at__isnull=False, questions=None).get()
        hand.opens(f"/reflections/{unread.pk}/").presses("Ask", "/ask/", body="What did you lose by it?")

    def dora_answers(self) -> None:
        question = CoachingQuestion.objects.get(answers=None)
        Hand(self.dora).opens(f"/reflections/{question.reflection_id}/").presses(
            "Answer", f"/questions/{question.pk}/", **{f"question-{question.pk}-body": "Only my certainty."}
        )

    def the_afternoon_is_ordered(self) -> None:
        hand = Hand(self.coordinator).opens(f"/groups/{self.cohort.pk}/afternoons/add/")
        hand.presses("Arrange it", day=AFTERNOON, clock="14:15", place="Library", chair=self.leader.pk)
        afternoon = self.cohort.afternoons.get()
        hand.opens(f"/afternoons/{afternoon.pk}/order/").presses("Place everybody, by name")

    def presents(self) -> None:
        afternoon = self.cohort.afternoons.get()
        presentation = Presentation.objects.get(participant__person=self.dora)
        hand = Hand(self.leader).opens(f"/afternoons/{afternoon.pk}/")
        hand.presses(
            "Keep",
            f"/presentations/{presentation.pk}/",
            questions="Who rang the homes?",
            what_moved="From 41 to 70.",
            what_next="Year 8.",
        )
        hand.opens(f"/afternoons/{afternoon.pk}/").presses("Heard", f"/presentations/{presentation.pk}/")
        hand.opens(f"/presentations/{presentation.pk}/release/").presses("Release")
        page = Hand(self.dora).opens(f"/presentations/{presentation.pk}/feedback/")
        assert "From 41 to 70." in page.text
        assert "Who rang the homes?" not in page.text


def participation(person: User) -> Participant:
    return Participant.objects.get(person=person)


def told(person: User) -> Counter:
    """How often each notice was sent to that person."""
    return Counter(Notice.objects.filter(to=person, sent_at__isnull=False).values_list("template", flat=True))


def test_a_whole_secondment_day_by_day():
    with time_machine.travel(at(2026, 12, 1, 10), tick=False) as clock:
        school = make.OrganisationFactory(name="Walk School")
        coordinator, leader = make.UserFactory(name="Cora Walk"), make.UserFactory(name="Lea Walk")
        make.PostFactory(person=coordinator, organisation=school, role=Post.Role.COORDINATOR)
        make.PostFactory(person=leader, organisation=school, role=Post.Role.SLT)
        cohort = set_up(coordinator, leader)
        walk = Walk(cohort, coordinator, leader)
        days = [dt.date(2026, 12, 2) + dt.timedelta(days=n) for n in range(187)]
        for today in days:
            for hour, minute in ((8, 0), (15, 0), (16, 10)):
                clock.move_to(dt.datetime.combine(today, dt.time(hour, minute), tzinfo=LONDON))
                if hour == 15 and today.weekday() < 5:
                    walk.everybody_looks()
                    walk.day(today)
                tick()

        dora = Hand(walk.dora).opens("/secondment/").text
        assert "6 of 6 worship sessions led" in dora
        assert "3 of 3 to a whole year group" in dora
        assert "A measure with a baseline and a last reading" in dora
        assert "Presented" in dora
        assert "0 of 6 worship sessions led" in Hand(walk.silas).opens("/secondment/").text

        for person in (walk.dora, walk.silas):
            assert told(person)["window_soon"] == 3
            assert told(person)["window_opened"] == 3
        # On the closing day Dora had not written by eight; the day before, neither.
        assert told(walk.dora)["window_closing"] == told(walk.silas)["window_closing"] == 6
        assert told(walk.mia)["window_came_in"] == 3
        assert told(walk.dora)["questions_asked"] == 2
        assert told(walk.mia)["questions_answered"] == 2
        assert not Notice.objects.filter(given_up_at__isnull=False).exists()
        for notice in Notice.objects.filter(sent_at__isnull=False).exclude(template="invited"):
            local = notice.sent_at.astimezone(LONDON)
            assert local.weekday() < 5, notice
            assert 8 <= local.hour < 18, notice
            assert notice.until is None or notice.sent_at < notice.until, notice
