"""The living demonstration, made around different days."""

import time
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from blogs.models import CoachingQuestion, MentorAnswer, Reader, Reflection
from config.demonstration import cast, lives, story
from config.demonstration.calendar import DAY, ZONE, Calendar, moment
from events.models import Event, Notice
from pathways.models import Activity, Meeting, Project, Reading
from pathways.progress import lines_of_many
from people import demonstration
from people.models import Organisation, Post, Term, User
from people.operations import mark_demonstration
from people.permissions import is_demonstration
from people.terms import terms_of
from portfolios.models import Afternoon, PanelNote, Presentation
from secondments.models import Cohort, Extension, Participant, Window
from secondments.todo import things_to_do
from tests.factories import UserFactory

TUESDAY = datetime(2027, 3, 16, 12, 30, tzinfo=ZONE)
DAYS = [
    pytest.param(datetime(2026, 8, 31, 9, 0, tzinfo=ZONE), id="a Monday, bank holiday at the end of August"),
    pytest.param(datetime(2028, 2, 29, 0, 10, tzinfo=ZONE), id="a Tuesday, just begun, 29 February"),
    pytest.param(datetime(2026, 12, 30, 12, 0, tzinfo=ZONE), id="a Wednesday between the years"),
    pytest.param(datetime(2027, 4, 1, 23, 50, tzinfo=ZONE), id="a Thursday, nearly over, after Easter"),
    pytest.param(datetime(2027, 7, 30, 12, 0, tzinfo=ZONE), id="a Friday before August"),
    pytest.param(datetime(2026, 8, 1, 12, 0, tzinfo=ZONE), id="a Saturday, when a school year begins"),
    pytest.param(datetime(2027, 3, 28, 1, 30, tzinfo=UTC), id="a Sunday, the hour that summer time begins"),
    pytest.param(datetime(2027, 10, 31, 1, 30, tzinfo=UTC), id="a Sunday, the hour that is there twice"),
]


# The calendar, which is pure ------------------------------------------------------------------------------


def every_day(first=date(2026, 1, 1), days=2200):
    return (first + number * DAY for number in range(days))


def test_on_any_day_there_are_six_terms_and_today_lies_in_the_fourth_but_last_week():
    for today in every_day():
        terms = Calendar.around(today).terms

        lengths = [(term.ends_on - term.starts_on).days for term in terms]
        breaks = [(later.starts_on - earlier.ends_on).days for earlier, later in pairwise(terms)]
        assert lengths == [weeks * 7 - 2 for weeks in (7, 7, 6, 5, 7, 7)]
        assert breaks == [weeks * 7 + 2 for weeks in (1, 2, 1, 2, 1)]
        assert terms[3].starts_on <= today < terms[3].ends_on
        assert 5 <= (terms[3].ends_on - DAY - today).days <= 11
        assert (terms[3].ends_on - DAY).weekday() == 4


def test_whatever_is_told_as_past_is_past_and_lies_on_a_school_day():
    for today in every_day():
        calendar = Calendar.around(today)
        past = [calendar.main.day((week, day)) for week in (1, 6, 8, 10) for day in range(5)]
        past += [calendar.earlier.day((week, day)) for week in (1, 7, 10, 15, 17, 19) for day in range(5)]
        past += [calendar.school_day(-1), calendar.school_day(-9), calendar.last_thursday]
        future = [calendar.main.day((week, day)) for week in (12, 15, 21) for day in range(5)]
        future += [calendar.earlier.day((21, 0)), calendar.next_thursday]

        assert all(calendar.is_school_day(day) for day in past + future)
        assert max(past) < today < min(future)
        assert calendar.school_day(-1) < calendar.school_day(0) <= today


def test_the_open_window_opened_three_days_ago_and_closes_on_a_school_day_in_term():
    for today in every_day():
        calendar = Calendar.around(today)
        closes = calendar.window_closes_at.astimezone(ZONE)

        assert calendar.window_opens_at.astimezone(ZONE).date() == today - 3 * DAY
        assert (closes.hour, closes.minute) == (16, 0)
        assert closes.date() - today >= 2 * DAY
        assert calendar.is_school_day(closes.date())
        assert closes.date() < calendar.terms[3].ends_on


def test_nobody_and_nothing_of_the_cast_could_exist():
    people = [person for person in vars(cast).values() if isinstance(person, cast.Person)]

    assert len(people) == len({person.email for person in people}) == 27
    assert all(person.email.endswith(".example") for person in people)


def test_questions_stand_beside_words_that_are_there():
    lived = (*lives.MAIN, *lives.EARLIER, *lives.NEIGHBOURS)
    wrote = [wrote for life in lived for wrote in life.wrote]

    assert len(wrote) == 19
    assert [asked.passage for one in wrote for asked in one.asked if asked.passage not in one.text] == []
    assert 160 <= len(lives.CAOIMHE.wrote[1].text.split()) <= 180


# The story, told once for the tests that only look --------------------------------------------------------


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


# The story, told anew -------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("at", DAYS)
def test_it_can_be_made_on_any_day(at):
    with time_machine.travel(at, tick=False):
        call_command("demo", verbosity=0)

    main = Cohort.objects.filter(organisation__name=cast.SCHOOL).latest("starts_on")
    windows = main.windows.filter(kind=Window.Kind.REFLECTION)
    assert [(w.opens_at <= at, w.closes_at <= at) for w in windows] == [
        (True, True),
        (True, False),
        (False, False),
    ]
    assert not Event.objects.filter(at__gt=at).exists()
    today, calendar = at.astimezone(ZONE).date(), Calendar.around(at.astimezone(ZONE).date())
    days = {*Activity.objects.values_list("planned_for", flat=True)}
    days |= {*Activity.objects.values_list("happened_on", flat=True)}
    days |= {*Meeting.objects.values_list("held_on", flat=True)}
    assert all(calendar.is_school_day(day) for day in days - {None})
    caoimhe = Activity.objects.filter(participant__person__email=cast.CAOIMHE.email)
    assert caoimhe.to_ask_about(today).count() == 2
    assert Term.objects.count() == 12
    assert not Notice.objects.undelivered().filter(due_at__lt=at - timedelta(days=1)).exists()


@pytest.mark.django_db(transaction=True)
def test_fresh_throws_the_old_one_away_and_makes_it_anew():
    mark_demonstration(at=TUESDAY - 60 * DAY)
    UserFactory(name="Somebody of the old one")

    with time_machine.travel(TUESDAY, tick=False):
        call_command("demo", fresh=True, verbosity=0)

    assert User.objects.count() == 27
    assert not User.objects.filter(name="Somebody of the old one").exists()
    assert Event.objects.get(kind="people.demonstration_made").at == TUESDAY


@pytest.mark.django_db
@pytest.mark.parametrize("fresh", [False, True])
def test_a_database_with_people_of_its_own_is_left_alone(fresh):
    UserFactory(name="A real person")

    with pytest.raises(CommandError, match="left as it is"):
        call_command("demo", fresh=fresh)

    assert [user.name for user in User.objects.all()] == ["A real person"]
    assert not is_demonstration()
