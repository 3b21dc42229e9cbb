"""Numbers, days and times as pages say them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
import time_machine
from django.template import Context, Template

from config.templatetags import look

TUESDAY = datetime(2027, 3, 23, 13, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_tuesday_23_march():
    with time_machine.travel(TUESDAY, tick=False):
        yield


@pytest.mark.parametrize(
    ("number", "words"), [(0, "none"), (1, "one"), (12, "twelve"), (13, "13"), (1200, "1,200"), (-1, "−1")]
)
def test_numbers_are_words_up_to_twelve(number, words):
    assert look.in_words(number) == words


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 3, 25), "Thursday 25 March"),
        (date(2026, 9, 1), "Tuesday 1 September"),
        (date(2026, 8, 31), "Monday 31 August 2026"),
        (date(2027, 9, 1), "Wednesday 1 September 2027"),
        (datetime(2027, 6, 30, 23, 30, tzinfo=UTC), "Thursday 1 July"),
        (None, ""),
    ],
)
def test_a_day_has_its_year_only_outside_this_school_year(day, said):
    assert look.day(day) == said


def test_days_come_in_three_lengths():
    day = date(2027, 4, 12)
    assert (look.day(day), look.short_day(day), look.plain_day(day)) == (
        "Monday 12 April",
        "Mon 12 April",
        "12 April",
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (time(16), "4 pm"),
        (time(8, 45), "8.45 am"),
        (time(12), "noon"),
        (time(12, 5), "12.05 pm"),
        (time(0), "midnight"),
        (time(0, 30), "12.30 am"),
        (datetime(2027, 6, 30, 15, tzinfo=UTC), "4 pm"),
        (datetime(2027, 1, 30, 15, tzinfo=UTC), "3 pm"),
        (None, ""),
    ],
)
def test_a_clock_says_am_and_pm_in_the_schools_zone(value, said):
    assert look.clock(value) == said


@pytest.mark.parametrize(
    ("instant", "at_head", "in_sentence"),
    [
        (datetime(2027, 3, 23, 13, 14, tzinfo=UTC), "Today, 1.14 pm", "today at 1.14 pm"),
        (datetime(2027, 3, 22, 16, 2, tzinfo=UTC), "Yesterday, 4.02 pm", "yesterday at 4.02 pm"),
        (datetime(2027, 3, 24, 9, tzinfo=UTC), "Tomorrow, 9 am", "tomorrow at 9 am"),
        (
            datetime(2027, 3, 25, 16, tzinfo=UTC),
            "Thursday 25 March at 4 pm",
            "on Thursday 25 March at 4 pm",
        ),
    ],
)
def test_an_instant_is_told_from_today(instant, at_head, in_sentence):
    assert look.when(instant) == at_head
    assert look.on(instant) == in_sentence


def test_a_day_without_a_time_is_told_from_today_too():
    assert look.on(date(2027, 3, 24)) == "tomorrow"
    assert look.on(date(2027, 4, 12)) == "on Monday 12 April"


@pytest.mark.parametrize(
    ("hours", "minutes", "said"),
    [
        (50, 50, "two days"),
        (48, 0, "two days"),
        (47, 59, "47 hours"),
        (3, 10, "three hours"),
        (1, 59, "119 minutes"),
        (0, 20, "20 minutes"),
        (0, 1, "one minute"),
        (0, 0, "less than a minute"),
        (-1, 0, ""),
        (24 * 30, 0, "four weeks"),
        (24 * 20, 0, "20 days"),
    ],
)
def test_the_time_left_is_never_more_than_there_is(hours, minutes, said):
    end = datetime.fromtimestamp(TUESDAY.timestamp() + hours * 3600 + minutes * 60, UTC)
    assert look.left(end) == said


def test_the_time_left_is_real_time_over_a_change_of_clocks():
    noon_before = datetime(2027, 3, 27, 12, tzinfo=UTC)
    assert look.left(datetime(2027, 3, 28, 11, tzinfo=UTC), noon_before) == "23 hours"


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (iter("ab"), "a and b"),
    ],
)
def test_names_are_joined_as_one_reads_them_aloud(people, said):
    assert look.names(people) == said


def test_a_figure_has_no_needless_zeros():
    assert look.figure(Decimal("12.50")) == "12.5"


def test_markup_in_what_somebody_wrote_is_shown_and_not_obeyed():
    assert look.prose("One <b>line</b>\n\nTwo & three") == (
        "<p>One &lt;b&gt;line&lt;/b&gt;</p>\n\n<p>Two &amp; three</p>"
    )
    assert look.prose(None) == ""
    assert Template("{{ text|prose }}").render(Context({"text": "Twenty-four"})) == "<p>Twenty-four</p>"


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/150 Safari/537.36 Edg/150",
            "Edge on Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150 Safari/537.36", "Chrome on Linux"),
        (
            "Mozilla/5.0 (iPhone; OS 19_0 like Mac OS X) Version/19 Safari/604",
            "Safari on an iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:150) Gecko Firefox/150", "Firefox on a Mac"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/150 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8", "A browser on a device we do not know"),
    ],
)
def test_a_device_is_called_what_its_owner_calls_it(user_agent, said):
    assert look.device(user_agent) == said
