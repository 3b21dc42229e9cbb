"""The living demonstration as visitors find it: told once, and looked at by every test."""

import time
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from blogs.models import CoachingQuestion, MentorAnswer, Reader, Reflection
from config.demonstration import cast, lives, story
from config.demonstration.calendar import ZONE, moment
from events.models import Event, Notice
from pathways.models import Activity, Project, Reading
from pathways.progress import lines_of_many
from people import demonstration
from people.models import Organisation, Post, User
from people.terms import terms_of
from portfolios.models import Afternoon, PanelNote, Presentation
from secondments.models import Cohort, Extension, Participant, Window
from secondments.todo import things_to_do

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2027, 3, 16, 12, 30, tzinfo=ZONE)
seconds: dict[str, float] = {}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        transaction.set_rollback(False)
        try:
            begun = time.process_time()
            with time_machine.travel(TUESDAY, tick=False):
                call_command("demo", verbosity=0)
            seconds["taken"] = time.process_time() - begun
            yield TUESDAY
        finally:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


def person(of_cast):
    return User.objects.get(email=of_cast.email)


def participant(of_cast):
    return Participant.objects.get(person__email=of_cast.email)


def lines(of_cast):
    one = participant(of_cast)
    return {line.requirement: line for line in lines_of_many([one], TUESDAY)[one.pk]}


def groups():
    return Cohort.objects.filter(organisation__name=cast.SCHOOL).order_by("starts_on")


def test_the_trusts_terms_hold_for_its_school_and_the_neighbour_has_its_own(world):
    school, neighbour = (Organisation.objects.get(name=name) for name in (cast.SCHOOL, cast.NEIGHBOUR))

    assert school.parent.name == cast.TRUST
    assert [term.organisation.name for term in terms_of(school)] == [cast.TRUST] * 6
    assert [term.organisation.name for term in terms_of(neighbour)] == [cast.NEIGHBOUR] * 6


def test_two_groups_of_the_school_run_and_each_has_its_people(world):
    assert [(group.name, group.participants.count()) for group in groups()] == [
        ("Autumn secondees", 5),
        ("2027 secondees", 10),
    ]
    assert [group.week_of(world) for group in groups()] == [20, 11]
    assert [group.weeks for group in groups()] == [21, 21]


def test_of_the_main_groups_reflection_windows_one_is_past_one_open_and_one_to_come(world):
    windows = list(groups()[1].windows.filter(kind=Window.Kind.REFLECTION))

    assert [(w.opens_at <= world, w.closes_at <= world) for w in windows] == [
        (True, True),
        (True, False),
        (False, False),
    ]
    assert windows[1].opens_at == moment(date(2027, 3, 13), 0)
    assert windows[1].closes_at == moment(date(2027, 3, 18), 16)


@pytest.mark.parametrize(
    ("who", "led", "whole", "planned", "agreed", "reflections"),
    [
        (cast.CAOIMHE, 4, 1, 2, True, 1),
        (cast.THOMAS, 3, 1, 2, True, 2),
        (cast.GWENLLIAN, 4, 2, 2, True, 2),
        (cast.TADHG, 2, 1, 1, False, 1),
        (cast.DANIEL, 3, 0, 0, True, 1),
        (cast.JOSEPHINE, 2, 0, 1, True, 1),
        (cast.NERYS, 2, 1, 1, True, 0),
        (cast.OLUWASEUN, 6, 3, 0, True, 2),
        (cast.BETHAN, 4, 3, 2, True, 1),
        (cast.FFION, 0, 0, 0, False, 0),
        (cast.ZAINAB, 6, 3, 0, True, 2),
        (cast.FOLASADE, 5, 2, 1, True, 1),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_how_far_everybody_is(world, who, led, whole, planned, agreed, reflections):
    found = lines(who)

    assert found["worship"].figures["count"] == led
    assert found["worship"].figures["of_which"] == {"whole-year": whole}
    assert found["worship"].plan == planned
    assert found["project"].is_met is agreed
    assert found["reflections"].figures["count"] == reflections


def test_the_main_persona_has_something_of_everything(world):
    mine = Activity.objects.filter(participant=participant(cast.CAOIMHE))
    project = Project.objects.get(participant__person__email=cast.CAOIMHE.email)
    first, second = Reflection.objects.filter(participant=participant(cast.CAOIMHE)).order_by(
        "window__opens_at"
    )

    assert [activity.planned_for for activity in mine.to_ask_about(world.date()).order_by("planned_for")] == [
        date(2027, 3, 15),
        date(2027, 3, 16),
    ]
    assert mine.planned().filter(planned_for__gt=world.date()).count() == 2
    assert mine.to_confirm().count() == 2
    assert [measure.readings.count() for measure in project.measures.all()] == [4, 4]
    assert project.agreed_by == person(cast.GALLAGHER)
    assert {reader.kind for reader in first.readers.standing()} == {Reader.Kind.MENTOR, Reader.Kind.SLT}
    assert first.questions.count() == 2
    assert CoachingQuestion.objects.unanswered().filter(reflection=first).count() == 1
    assert not second.is_shared
    assert second.draft_words == 172


def test_others_are_where_a_coordinator_needs_them(world):
    gwenllian = Activity.objects.filter(participant=participant(cast.GWENLLIAN))
    tadhg = Project.objects.filter(participant=participant(cast.TADHG))

    assert (gwenllian.to_confirm().count(), gwenllian.returned().count()) == (3, 1)
    assert (tadhg.count(), tadhg.awaiting_mentor().count(), tadhg.agreed().count()) == (2, 1, 0)
    assert Reading.objects.filter(measure__project__participant=participant(cast.JOSEPHINE)).count() == 1
    assert Extension.objects.get().participant == participant(cast.NERYS)
    assert Extension.objects.get().closes_at > world
    assert not participant(cast.FFION).joining_steps.exists()
    assert [user.name for user in User.objects.never_signed_in()] == [cast.PONSONBY.name]


def test_one_presentation_has_been_heard_and_four_come_next_week(world):
    heard, coming = Afternoon.objects.order_by("starts_at")

    assert (heard.starts_at, coming.starts_at) == (
        moment(date(2027, 3, 11), 14, 15),
        moment(date(2027, 3, 25), 14, 15),
    )
    assert Presentation.objects.get(afternoon=heard).is_released
    assert PanelNote.objects.count() == 2
    assert [one.participant.person.name for one in coming.presentations.all()] == [
        one.name for one in lives.ORDER
    ]
    assert coming.place == "Library"
    assert MentorAnswer.objects.filter(given_at__isnull=False).count() == 1
    window = groups()[0].windows.get(kind=Window.Kind.MENTOR_QUESTION)
    assert window.opens_at <= world < window.closes_at


def test_the_mentor_on_the_front_page_has_an_evening_of_every_kind(world):
    waiting = {}
    for todo in things_to_do(person(cast.GALLAGHER), world):
        waiting[todo.kind] = waiting.get(todo.kind, 0) + todo.count

    assert {kind: waiting[kind] for kind in ("confirm", "read", "arrange")} == {
        "confirm": 5,
        "read": 2,
        "arrange": 1,
    }


def test_one_person_of_each_part_can_be_entered_with_one_click(world):
    assert [(player.part, player.name) for player in demonstration.demo_people(world)] == [
        (part, who.name) for part, who in story.OFFERED
    ]


def test_walking_in_shows_the_main_personas_page(world, settings):
    settings.DEMO = True
    offered = {player.part: player.pk for player in demonstration.demo_people(world)}
    client = Client()

    with time_machine.travel(world, tick=False):
        client.post(reverse("people:demo_sign_in"), {"person": offered["secondee"]})
        page = client.get(reverse("config:secondee_home")).content.decode()

    assert "4 of 6" in page
    assert "Who is my neighbour?" in page


def test_the_other_school_sees_nothing_of_the_first(world):
    hartnoll = person(cast.HARTNOLL)

    assert [p.person.name for p in Participant.objects.visible_to(hartnoll, world)] == [cast.IMOGEN.name]
    posts = Post.objects.filter(person__in=User.objects.visible_to(hartnoll, world))
    assert {post.organisation.name for post in posts} == {cast.NEIGHBOUR}


def test_everybody_was_told_in_their_day_and_nothing_is_left_to_be_sent(world):
    assert Notice.objects.filter(sent_at__isnull=False).count() > 150
    assert list(Notice.objects.undelivered()) == []
    assert list(Notice.objects.exclude(last_error="")) == []
    assert not Notice.objects.filter(sent_at__gt=world).exists()
    assert set(Notice.objects.values_list("template", flat=True)) == {
        "afternoon_coming",
        "feedback_released",
        "invited",
        "presentation_coming",
        "questions_answered",
        "questions_asked",
        "window_came_in",
        "window_closing",
        "window_opened",
        "window_question_opened",
        "window_soon",
    }
    assert mail.outbox == []


def test_the_log_reads_like_a_school_year(world):
    kinds = ("people.demonstration_made", "people.cast_named")
    told = list(Event.objects.exclude(kind__in=kinds).order_by("pk").values_list("at", flat=True))

    assert len(told) > 600
    assert told[-1] < world
    assert (told[-1] - told[0]).days > 150
    # What takes a few minutes is one step, so what another person does meanwhile may stand after it.
    assert max(earlier - later for earlier, later in pairwise(told)) < timedelta(hours=2)


def test_it_is_made_within_ten_seconds_of_the_processors_time(world):
    assert seconds["taken"] < 10


def test_made_again_it_says_since_when_it_is_there_and_changes_nothing(world, capsys):
    before = (Event.objects.count(), User.objects.count())

    call_command("demo")

    assert "The demonstration is there, since Tuesday 16 March 2027." in capsys.readouterr().out
    assert (Event.objects.count(), User.objects.count()) == before
