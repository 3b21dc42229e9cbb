"""When who is told: the pure derivation, over weekends, holidays and both clock changes."""

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.models import Term
from people.quiet import Calm, bank_holidays
from secondments import ladder
from secondments.ladder import Rung
from tests.factories import LONDON, at


def term(first, last, half=None):
    """A term by its first and last day, and the first and last day of its half-term."""
    day = dt.timedelta(days=1)
    return Term(
        name="Term",
        starts_on=first,
        ends_on=last + day,
        half_term_starts_on=half[0] if half else None,
        half_term_ends_on=half[1] + day if half else None,
    )


TERMS = [
    term(dt.date(2026, 9, 1), dt.date(2026, 12, 18), (dt.date(2026, 10, 26), dt.date(2026, 10, 30))),
    term(dt.date(2027, 1, 4), dt.date(2027, 3, 25), (dt.date(2027, 2, 12), dt.date(2027, 2, 19))),
    term(dt.date(2027, 4, 12), dt.date(2027, 7, 21), (dt.date(2027, 5, 31), dt.date(2027, 6, 4))),
    term(dt.date(2027, 9, 1), dt.date(2027, 12, 17), (dt.date(2027, 10, 25), dt.date(2027, 10, 29))),
]
CALM = Calm(LONDON, TERMS, bank_holidays())
EVERY_DAY = Calm(LONDON, [], frozenset())  # weekdays only: no terms are known


def rungs(opens_at, closes_at, calm=CALM):
    return {step.rung: step for step in ladder.steps(opens_at, closes_at, calm)}


def due(opens_at, closes_at, calm=CALM):
    return {rung: step.due_at.astimezone(LONDON) for rung, step in rungs(opens_at, closes_at, calm).items()}


def test_an_ordinary_week_has_four_rungs():
    said = due(at(2027, 3, 18, 0), at(2027, 3, 25, 16))

    assert said == {
        Rung.SOON: at(2027, 3, 11, 8),  # midnight is quiet, so the morning
        Rung.OPENED: at(2027, 3, 18, 8),
        Rung.DAY_LEFT: at(2027, 3, 24, 16),
        Rung.MORNING: at(2027, 3, 25, 8),
    }


def test_each_rung_ends_where_the_next_begins_and_the_last_when_it_closes():
    found = rungs(at(2027, 3, 18, 0), at(2027, 3, 25, 16))

    assert found[Rung.SOON].until == at(2027, 3, 18, 0)
    assert found[Rung.OPENED].until == found[Rung.DAY_LEFT].due_at
    assert found[Rung.DAY_LEFT].until == found[Rung.MORNING].due_at
    assert found[Rung.MORNING].until == at(2027, 3, 25, 16)


def test_the_reminders_for_a_monday_closing_come_on_friday_and_on_monday_morning():
    said = due(at(2027, 3, 1, 8), at(2027, 3, 8, 16))

    assert said[Rung.DAY_LEFT] == at(2027, 3, 5, 17, 55)
    assert said[Rung.MORNING] == at(2027, 3, 8, 8)


def test_for_a_sunday_closing_there_is_one_reminder_on_friday_not_two():
    said = due(at(2027, 3, 1, 8), at(2027, 3, 7, 16))

    assert said[Rung.DAY_LEFT] == at(2027, 3, 5, 17, 55)
    assert Rung.MORNING not in said


def test_for_a_saturday_closing_friday_at_four_is_enough():
    said = due(at(2027, 3, 1, 8), at(2027, 3, 6, 16))

    assert said[Rung.DAY_LEFT] == at(2027, 3, 5, 16)
    assert Rung.MORNING not in said


def test_an_opening_in_half_term_is_announced_on_the_first_day_back():
    said = due(at(2027, 2, 15, 8), at(2027, 2, 26, 16))

    assert said[Rung.OPENED] == at(2027, 2, 22, 8)
    assert said[Rung.SOON] == at(2027, 2, 8, 8)


def test_a_closing_in_the_holidays_is_reminded_of_before_they_begin():
    said = due(at(2027, 3, 18, 0), at(2027, 4, 6, 16))

    assert said[Rung.DAY_LEFT] == at(2027, 3, 25, 17, 55)
    assert Rung.MORNING not in said


def test_bank_holidays_are_quiet():
    said = due(at(2027, 4, 26, 8), at(2027, 5, 4, 16))  # Monday 3 May is the early May holiday

    assert said[Rung.DAY_LEFT] == at(2027, 4, 30, 17, 55)
    assert said[Rung.MORNING] == at(2027, 5, 4, 8)


def test_a_window_of_one_day_is_announced_and_not_reminded_of_on_the_same_day():
    assert set(due(at(2027, 3, 2, 8), at(2027, 3, 2, 16))) == {Rung.SOON, Rung.OPENED}


def test_a_closing_at_midnight_has_its_morning_on_the_day_that_ends_then():
    said = due(at(2027, 3, 1, 8), at(2027, 3, 6, 0))

    assert said[Rung.MORNING] == at(2027, 3, 5, 8)


def test_a_closing_before_eight_has_no_morning_of_its_own():
    assert Rung.MORNING not in due(at(2027, 3, 1, 8), at(2027, 3, 5, 7))


def test_a_window_that_is_open_only_in_the_holidays_is_said_to_come_and_no_more():
    assert set(due(at(2027, 3, 27, 8), at(2027, 4, 9, 16))) == {Rung.SOON}


@pytest.mark.parametrize(
    ("sunday", "before", "after"),
    [
        (dt.date(2027, 3, 28), dt.timedelta(0), dt.timedelta(hours=1)),
        (dt.date(2027, 10, 31), dt.timedelta(hours=1), dt.timedelta(0)),
    ],
)
def test_over_a_clock_change_everything_keeps_to_the_clock_on_the_wall(sunday, before, after):
    monday = sunday + dt.timedelta(days=1)
    opens_at = dt.datetime.combine(sunday - dt.timedelta(days=5), dt.time(8), tzinfo=LONDON)
    closes_at = dt.datetime.combine(monday, dt.time(16), tzinfo=LONDON)

    said = due(opens_at, closes_at, EVERY_DAY)

    assert said[Rung.MORNING] == dt.datetime.combine(monday, dt.time(8), tzinfo=LONDON)
    assert said[Rung.MORNING].astimezone(dt.UTC).time() == dt.time(7 if after else 8)
    assert said[Rung.SOON].time() == dt.time(8)
    assert said[Rung.SOON].utcoffset() == before
    assert closes_at.utcoffset() == after


class Always:
    """Hours without any quiet, so that nothing hides a slip of an hour."""

    zone = LONDON

    def first_moment(self, instant):
        return instant

    last_moment = first_moment


@pytest.mark.parametrize("sunday", [dt.date(2027, 3, 28), dt.date(2027, 10, 31)])
def test_a_day_before_a_clock_change_is_the_same_time_on_the_wall(sunday):
    closes_at = dt.datetime.combine(sunday, dt.time(16), tzinfo=LONDON)
    opens_at = closes_at - dt.timedelta(days=5)

    said = due(opens_at.astimezone(dt.UTC), closes_at.astimezone(dt.UTC), Always())

    assert said[Rung.DAY_LEFT] == closes_at - dt.timedelta(days=1)  # wall time: both are London's
    assert said[Rung.MORNING] == dt.datetime.combine(sunday, dt.time(8), tzinfo=LONDON)
    assert (closes_at.astimezone(dt.UTC) - said[Rung.DAY_LEFT].astimezone(dt.UTC)) != dt.timedelta(days=1)


def test_mentors_hear_in_the_first_calm_hours_after_it_closed_for_a_week():
    open_evening = ladder.came_in(at(2027, 3, 24, 20), CALM)
    last_day = ladder.came_in(at(2027, 3, 25, 18), CALM)

    assert open_evening.due_at == at(2027, 3, 25, 8)
    assert last_day.due_at == at(2027, 4, 12, 8)
    assert open_evening.until - open_evening.due_at == dt.timedelta(days=7)


def test_the_same_instant_has_the_same_key_however_it_is_written():
    key = ladder.key_of("secondments.window:7", Rung.OPENED, at(2027, 3, 18), at(2027, 4, 16, 16))
    utc = ladder.key_of(
        "secondments.window:7",
        Rung.OPENED,
        at(2027, 3, 18).astimezone(dt.UTC),
        at(2027, 4, 16, 16).astimezone(dt.UTC),
    )

    assert key == utc == "secondments.window:7 opened 20270318T120000Z 20270416T150000Z"


MINUTES = st.integers(min_value=0, max_value=500 * 24 * 60)
LONG = st.integers(min_value=1, max_value=60 * 24 * 60)


def moments(start, length):
    opens_at = dt.datetime(2026, 9, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=start)
    return opens_at, opens_at + dt.timedelta(minutes=length)


@given(MINUTES, LONG)
def test_rungs_never_overlap_never_come_late_and_never_break_the_quiet(start, length):
    opens_at, closes_at = moments(start, length)

    found = ladder.steps(opens_at, closes_at, CALM)

    for step in found:
        assert step.due_at < step.until <= closes_at
        assert CALM.is_calm(step.due_at)
        assert step.rung == Rung.SOON or step.due_at >= opens_at
    for earlier, later in pairwise(found):
        assert earlier.until <= later.due_at
        assert earlier.due_at.astimezone(LONDON).date() < later.due_at.astimezone(LONDON).date()


@given(MINUTES, st.sampled_from([CALM, EVERY_DAY]))
def test_the_calm_moments_are_calm_and_on_the_right_side(start, calm):
    instant, _ = moments(start, 1)

    assert calm.first_moment(instant) >= instant >= calm.last_moment(instant)
    assert calm.is_calm(calm.first_moment(instant))
    assert calm.is_calm(calm.last_moment(instant))


def test_what_is_calm_is_left_alone():
    instant = at(2027, 3, 23, 12)

    assert CALM.first_moment(instant) == CALM.last_moment(instant) == instant


def test_the_evening_begins_at_six_and_the_morning_at_eight():
    assert CALM.is_calm(at(2027, 3, 23, 8))
    assert not CALM.is_calm(at(2027, 3, 23, 7, 59))
    assert not CALM.is_calm(at(2027, 3, 23, 18))
    assert CALM.last_moment(at(2027, 3, 23, 18)) == at(2027, 3, 23, 17, 55)


def test_silence_ends_where_nobody_has_entered_terms():
    only = Calm(LONDON, [term(dt.date(2027, 1, 4), dt.date(2027, 3, 25))], bank_holidays())

    assert not only.is_calm(at(2027, 4, 7))  # Easter
    assert only.is_calm(at(2027, 9, 8))
    assert Calm(LONDON, [], bank_holidays()).is_calm(at(2027, 4, 7))


def test_another_zone_has_its_own_evening():
    dublin = Calm(ZoneInfo("Europe/Dublin"), [], frozenset())
    paris = Calm(ZoneInfo("Europe/Paris"), [], frozenset())

    assert dublin.is_calm(at(2027, 3, 23, 17, 30))
    assert not paris.is_calm(at(2027, 3, 23, 17, 30))
