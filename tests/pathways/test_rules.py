"""Rules, figures and the sentences made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.rules import (
    Item,
    Rule,
    detail,
    headline,
    is_met,
    share_headline,
    short,
    short_detail,
    tally,
)

WORSHIP = Rule.of(
    {
        "counts": {"kind": "activity", "slugs": ["worship"]},
        "at_least": 6,
        "done": "worship sessions led",
        "of_which": [
            {"audience": "whole-year", "at_least": 3, "say": "to a whole year group", "short": "whole year"}
        ],
    }
)
SHADOWING = Rule.of(
    {"counts": {"kind": "activity", "slugs": ["walk", "parents"]}, "expected": True, "done": "logged"}
)
AGREED = Rule.of(
    {
        "counts": {"kind": "project", "slugs": ["agreed"]},
        "at_least": 1,
        "when_met": "Project agreed",
        "until_then": "No project agreed yet",
    }
)
REFLECTIONS = Rule.of(
    {
        "counts": {"kind": "reflection"},
        "expected": True,
        "done": "reflections written",
        "each_window": "reflection",
    }
)


def led(whole=0, some=0):
    return [Item("activity", "worship", {"audience": "whole-year"})] * whole + [
        Item("activity", "worship", {"audience": "some"})
    ] * some


def figures(whole=0, some=0):
    return tally(WORSHIP, led(whole, some))


def test_what_is_of_another_kind_or_slug_does_not_count():
    others = [Item("activity", "assembly", {"audience": "whole-year"}), Item("meeting", "worship")]
    assert tally(WORSHIP, others + led(1, 1)) == {
        "count": 2,
        "of_which": {"whole-year": 1},
        "by_slug": {"worship": 2},
    }


def test_a_rule_without_slugs_takes_every_one_of_its_kind():
    assert tally(REFLECTIONS, [Item("reflection", "reflection-1"), Item("reflection", "x")])["count"] == 2


@pytest.mark.parametrize(
    ("whole", "some", "said"),
    [
        (0, 0, "0 of 6 worship sessions led"),
        (1, 3, "4 of 6 worship sessions led"),
        (3, 3, "6 of 6 worship sessions led"),
        (4, 3, "7 worship sessions led; 6 asked"),
    ],
)
def test_how_many_of_how_many_is_said(whole, some, said):
    assert headline(WORSHIP, figures(whole, some)) == said


def test_the_share_is_said_in_the_programmes_words():
    assert share_headline(WORSHIP.of_which[0], figures(1, 3)) == "1 of 3 to a whole year group"
    assert share_headline(WORSHIP.of_which[0], figures(4)) == "4 to a whole year group; 3 asked"


def test_six_sessions_without_three_to_the_whole_year_group_are_not_enough():
    assert not is_met(WORSHIP, figures(2, 4))
    assert is_met(WORSHIP, figures(3, 3))
    assert not is_met(WORSHIP, figures(5, 0))


@pytest.mark.parametrize(
    ("whole", "some", "planned", "waiting", "said"),
    [
        (1, 3, 2, 0, "Two are planned, so you are on the way to all six."),
        (1, 3, 1, 1, "One waits to be confirmed and one is planned, so you are on the way to all six."),
        (1, 3, 1, 0, "One is planned."),
        (1, 3, 0, 0, "None is planned."),
        (3, 3, 0, 0, ""),
        (3, 3, 1, 0, "One is planned."),
    ],
)
def test_what_is_on_its_way_is_said_to_the_secondee(whole, some, planned, waiting, said):
    assert detail(WORSHIP, figures(whole, some), planned=planned, waiting=waiting, you=True) == said


def test_others_are_not_addressed_as_if_they_had_led_it():
    assert detail(WORSHIP, figures(1, 3), planned=2, waiting=0) == "Two are planned, which makes all six."


@pytest.mark.parametrize(
    ("count", "waiting", "said"), [(0, 0, "None yet"), (3, 0, "3 logged"), (2, 1, "3 logged")]
)
def test_what_is_only_expected_is_counted(count, waiting, said):
    assert headline(SHADOWING, tally(SHADOWING, [Item("activity", "walk")] * count), waiting) == said


@given(st.integers(0, 40))
def test_what_is_only_expected_is_never_met(count):
    assert not is_met(SHADOWING, tally(SHADOWING, [Item("activity", "walk")] * count))
    assert not is_met(REFLECTIONS, tally(REFLECTIONS, [Item("reflection", "r")] * count))


def test_different_kinds_of_shadowing_are_told():
    counted = tally(SHADOWING, [Item("activity", "walk"), Item("activity", "parents")])
    assert detail(SHADOWING, counted, planned=0, waiting=0) == "Of two different kinds."


def test_a_requirement_of_one_has_its_own_words():
    assert headline(AGREED, tally(AGREED, [])) == "No project agreed yet"
    assert headline(AGREED, tally(AGREED, [Item("project", "agreed")])) == "Project agreed"
    assert detail(AGREED, tally(AGREED, []), planned=0, waiting=0) == ""


def test_reflections_are_told_out_of_the_windows_there_are():
    one = tally(REFLECTIONS, [Item("reflection", "reflection-1")])
    assert headline(REFLECTIONS, one, windows=3) == "1 of 3 reflections written"
    assert short(REFLECTIONS, one, windows=3) == "1 of 3"


@pytest.mark.parametrize(
    ("whole", "some", "planned", "said", "beneath"),
    [
        (1, 3, 2, "4 of 6", "1 of 3 whole year; 2 planned"),
        (0, 3, 0, "3 of 6", "0 of 3 whole year; none planned"),
        (3, 3, 0, "6 of 6", "3 of 3 whole year"),
    ],
)
def test_a_cell_of_the_board_says_it_shortly(whole, some, planned, said, beneath):
    assert short(WORSHIP, figures(whole, some)) == said
    assert short_detail(WORSHIP, figures(whole, some), planned) == beneath


items = st.lists(
    st.builds(
        Item,
        st.sampled_from(["activity", "meeting"]),
        st.sampled_from(["worship", "assembly"]),
        st.fixed_dictionaries({"audience": st.sampled_from(["", "some", "whole-year"])}),
    )
)


@given(items.flatmap(lambda one: st.tuples(st.just(one), st.permutations(one))))
def test_the_order_in_which_things_are_recorded_does_not_matter(pair):
    one, other = pair
    assert tally(WORSHIP, one) == tally(WORSHIP, other)


@given(items, items)
def test_one_more_never_lowers_a_figure(one, more):
    before, after = tally(WORSHIP, one), tally(WORSHIP, one + more)
    assert after["count"] >= before["count"]
    assert all(after["of_which"][name] >= count for name, count in before["of_which"].items())
    assert is_met(WORSHIP, after) or not is_met(WORSHIP, before)


@given(items, items)
def test_taking_back_what_was_added_restores_the_figures(one, more):
    assert tally(WORSHIP, (one + more)[: len(one)]) == tally(WORSHIP, one)
