"""The geometry of lamps, strokes, bars and charts."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest

from config.charts import ADVANCE, BOTTOM, TOP, Chart, Lights, Scale, SheetBar, Tally, figure

FIRST = date(2027, 1, 18)


def measured(*values, baseline=None, target=None, unit="", title="", until=None, every=21):
    return Chart(
        readings=[(FIRST + timedelta(days=every * n), Decimal(str(v))) for n, v in enumerate(values)],
        baseline=None if baseline is None else Decimal(str(baseline)),
        target=None if target is None else Decimal(str(target)),
        unit=unit,
        title=title,
        until=until,
    )


HARD = {
    "one reading": measured(5, baseline=5, target=9, until=date(2027, 5, 14)),
    "one reading and nothing else": measured(5),
    "all equal": measured(7, 7, 7, baseline=7, target=7),
    "all nothing": measured(0, 0, baseline=0, target=0),
    "negative": measured("-2.5", "0.4", "-1.2", baseline="-2.5", target="1.5"),
    "decimals": measured("1.2", "1.25", "2.6", baseline="1.2", target="4.0"),
    "the same week": measured(10, 11, 12, 14, baseline=10, target=13, every=1),
    "the same day": measured(10, 11, baseline=10, target=13, every=0),
    "many": measured(*[40 + (n * 7) % 23 for n in range(30)], baseline=40, target=41, every=4),
    "crowded": measured(*[1000 + n % 2 for n in range(12)], baseline=1000, target=1001, every=1),
    "large": measured(12000, 12450, 15000, baseline=12000, target=20000),
    "falling": measured(31, 27, 24, 25, baseline=31, target=15),
    "tiny": measured("0.001", "0.0015", baseline="0.001", target="0.002"),
    "baseline beside target": measured(40, 41, baseline=40, target="40.5", until=date(2028, 5, 14)),
}
every_hard_chart = pytest.mark.parametrize("chart", HARD.values(), ids=HARD.keys())


def boxes(chart):
    for text in [*chart.figures, *chart.line_labels]:
        x, y, room = float(text.x), float(text.y), len(text.said) * ADVANCE
        left = {"middle": x - room / 2, "start": x, "end": x - room}[text.anchor]
        yield left, y - 11, left + room, y + 3, text.said


def touch(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@every_hard_chart
def test_no_two_labels_of_a_chart_overlap(chart):
    assert [(a[4], b[4]) for a, b in combinations(boxes(chart), 2) if touch(a, b)] == []


@every_hard_chart
def test_the_days_below_a_chart_stand_apart(chart):
    days = [(float(t.x), len(t.said) * ADVANCE) for t in chart.days]
    assert all(b - a >= (wa + wb) / 2 for (a, wa), (b, wb) in combinations(days, 2))
    assert days


@every_hard_chart
def test_everything_stands_inside_the_drawing(chart):
    for dot in chart.dots:
        assert chart.left < float(dot.x) < chart.right
        assert TOP <= float(dot.y) <= BOTTOM
    assert all(left >= 0 and right <= 400 for left, _, right, _, _ in boxes(chart))


@every_hard_chart
def test_an_axis_has_between_one_and_three_round_figures(chart):
    assert 1 <= len(chart.ticks) <= 3


def test_the_latest_figure_is_always_written():
    for name, chart in HARD.items():
        assert figure(chart.readings[-1][1]) in [text.said for text in chart.figures], name


def test_a_first_reading_that_is_the_baseline_is_named_once():
    chart = measured(41, 48, baseline=41, target=75)
    assert [text.said for text in chart.figures] == ["48"]
    assert [text.said for text in chart.line_labels] == ["Target 75", "Baseline 41"]


def test_the_axis_of_the_prototype_is_the_axis_of_the_page():
    assert Scale.around([41, 48, 57, 63, 75]).ticks == [30, 50, 70]
    assert Scale.around([31, 27, 24, 25, 15]).ticks == [10, 20, 30]


def test_an_axis_of_what_cannot_be_negative_never_shows_less_than_nothing():
    assert Scale.around([0, 1]).low == 0
    assert Scale.around([3, 3]).low >= 0


def test_readings_are_drawn_in_the_order_of_their_days():
    early, late = (FIRST, Decimal(3)), (FIRST + timedelta(days=7), Decimal(5))
    assert Chart(readings=[late, early]).readings == [early, late]


def test_the_closing_day_leaves_room_after_the_last_reading():
    open_ended = measured(41, 63, every=63)
    closing = measured(41, 63, every=63, until=date(2027, 5, 14))
    assert float(closing.dots[-1].x) < float(open_ended.dots[-1].x)
    assert [text.said for text in closing.days] == ["18 Jan", "22 Mar", "14 May"]


@pytest.mark.parametrize(
    ("chart", "sentence"),
    [
        (
            measured(41, 48, 57, 63, baseline=41, target=75, unit="%", title="Homework on time"),
            "Homework on time: 41 per cent on 18 January, 48, 57, then 63 on 22 March. Target 75.",
        ),
        (measured(5, baseline=4, unit="marks"), "5 marks on 18 January. Baseline 4."),
        (measured(5, 5), "5 on 18 January, then 5 on 8 February."),
        (
            measured(*range(20), every=1, title="Late"),
            "Late: from 0 on 18 January to 19 on 6 February, 20 readings.",
        ),
    ],
)
def test_a_chart_says_its_whole_finding(chart, sentence):
    assert chart.sentence == sentence


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Decimal("4.00"), "4"),
        (Decimal("4.50"), "4.5"),
        (Decimal("1200"), "1,200"),
        (Decimal("1E+2"), "100"),
        (Decimal("-2.50"), "−2.5"),
        (Decimal("-0.0"), "0"),
        (0.1, "0.1"),
        (7, "7"),
        (None, "–"),
    ],
)
def test_a_figure_is_written_as_people_write_it(value, said):
    assert figure(value) == said


def test_lamps_are_lit_then_planned_then_flat():
    row = Lights(lit=1, plan=1, total=3)
    assert [lamp.kind for lamp in row.lamps()] == ["lit", "plan", "off"]
    assert [lamp.path for lamp in row.lamps()] == [
        "M5 12a10 10 0 0 1 20 0z",
        "M35 12a10 10 0 0 1 20 0z",
        "M68 10.5h14",
    ]


def test_a_tally_crosses_its_fifth_stroke():
    assert (Tally(5).width, Tally(6).width, Tally(13).width) == (30, 46, 96)
    assert Tally(6).path == "M3 2v16M10 2v16M17 2v16M24 2v16M1 15L29 5M39 2v16"


@pytest.mark.parametrize(
    ("baseline", "now", "target", "share"),
    [
        (20, 96, 133, 76 / 113),
        (17, 9, 6, 8 / 11),
        (17, 17, 26, 0),
        (17, 12, 26, 0),
        (10, 40, 30, 1),
        (5, 5, 5, 1),
        (5, 4, 5, 0),
        (5, None, 9, None),
        (None, 5, 9, None),
        (5, 6, None, None),
    ],
)
def test_a_bar_says_how_much_of_the_way_is_gone(baseline, now, target, share):
    assert SheetBar(baseline, now, target).share == (share if share is None else pytest.approx(share))


def test_a_lamp_that_has_not_moved_stands_at_the_left_without_a_line():
    still = SheetBar(17, 17, 26)
    assert (still.gone, still.lamp) == ("", "M2 8a4.5 4.5 0 0 1 9 0z")
    assert SheetBar(17, None, 26).lamp == ""
