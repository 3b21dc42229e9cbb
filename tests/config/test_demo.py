"""The living demonstration, made around different days."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core.management import CommandError, call_command

from config.demonstration import cast, lives
from config.demonstration.calendar import DAY, ZONE, Calendar
from events.models import Event, Notice
from pathways.models import Activity, Meeting
from people.models import Term, User
from people.operations import mark_demonstration
from people.permissions import is_demonstration
from secondments.models import Cohort, Window
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
