"""Credits, the figures kept beside them, and the lines that pages show."""

import datetime as dt

import pytest
from django.core.management import call_command

from pathways import operations
from pathways.models import Credit, Progress
from pathways.progress import lines_of, lines_of_many
from tests import factories as f
from tests.pathways.conftest import another_secondee

DAY = dt.date(2027, 3, 22)


def line(stage, slug):
    return {line.requirement: line for line in lines_of(stage.participant, f.NOW)}[slug]


def credit(stage, source="pathways.activity:1", slug="worship", audience="whole-year", **more):
    wanted = {"kind": "activity", "on": DAY, "qualities": {"audience": audience}} | more
    return operations.record_credit(
        participant=stage.participant, source=source, slug=slug, by=stage.mentor, at=f.NOW, **wanted
    )


def test_before_anything_happened_every_requirement_has_a_line(stage):
    assert [(line.requirement, line.short) for line in lines_of(stage.participant, f.NOW)] == [
        ("worship", "0 of 6"),
        ("project", "No project agreed yet"),
        ("measure", "No measure with a baseline and a last reading yet"),
        ("reflections", "None yet"),
        ("other-leading", "None yet"),
        ("shadowing", "None yet"),
        ("meetings", "None yet"),
        ("induction", "Induction not confirmed yet"),
        ("presentation", "Not presented yet"),
    ]


def test_a_credit_counts_once_however_often_it_is_given(stage):
    credit(stage)
    credit(stage)
    assert line(stage, "worship").figures["count"] == 1
    assert Credit.objects.count() == 1


def test_a_credit_given_with_other_values_takes_the_place_of_the_first(stage):
    credit(stage)
    credit(stage, audience="some")
    assert line(stage, "worship").figures == {
        "count": 1,
        "of_which": {"whole-year": 0},
        "by_slug": {"worship": 1},
    }
    assert Credit.objects.standing().count() == 1


def test_a_credit_taken_back_counts_no_longer_and_is_kept(stage):
    credit(stage)
    operations.retract_credit(source="pathways.activity:1", by=stage.mentor, at=f.NOW)
    operations.retract_credit(source="pathways.activity:1", by=stage.mentor, at=f.NOW)
    assert line(stage, "worship").figures["count"] == 0
    assert Credit.objects.get().retracted_at == f.NOW
    credit(stage)
    assert line(stage, "worship").figures["count"] == 1


def test_a_source_cannot_count_for_two_people(stage):
    credit(stage)
    with pytest.raises(ValueError, match="somebody else"):
        credit(another_secondee(stage.cohort, stage.mentor))


def test_four_of_six_with_one_of_three_and_two_planned(stage):
    done = [stage.log(audience="whole-year"), *(stage.log(audience="some") for _ in range(3))]
    stage.confirm(*done)
    stage.plan(day=dt.date(2027, 4, 20))
    stage.plan(day=dt.date(2027, 4, 27))
    worship = line(stage, "worship")
    assert worship.headline == "4 of 6 worship sessions led"
    assert worship.parts == ["1 of 3 to a whole year group"]
    assert worship.told == "Two are planned, so you are on the way to all six."
    assert (worship.lit, worship.plan, worship.total) == (4, 2, 6)
    assert (worship.shares[0].lit, worship.shares[0].plan, worship.shares[0].total) == (1, 2, 3)
    assert (worship.short, worship.short_detail) == ("4 of 6", "1 of 3 whole year; 2 planned")
    assert not worship.is_met


def test_what_is_logged_and_not_confirmed_is_on_its_way(stage):
    stage.log()
    stage.log("learning-walk")
    assert (line(stage, "worship").lit, line(stage, "worship").plan) == (0, 1)
    assert line(stage, "shadowing").headline == "Shadowing: 1 logged"
    assert line(stage, "shadowing").detail == "One waits to be confirmed."


def test_what_came_back_or_was_withdrawn_is_not_on_its_way(stage):
    operations.return_activity(activity=stage.log(), comment="Which year?", by=stage.mentor, at=f.NOW)
    operations.withdraw_activity(activity=stage.log(), by=stage.secondee, at=f.NOW)
    assert line(stage, "worship").plan == 0


def test_reflections_are_counted_out_of_the_groups_windows(stage):
    f.WindowFactory(cohort=stage.cohort)
    f.WindowFactory(cohort=stage.cohort)
    f.WindowFactory(cohort=stage.cohort, withdrawn_at=f.NOW)
    operations.record_credit(
        participant=stage.participant,
        source="blogs.reflection:1",
        kind="reflection",
        slug="reflection-1",
        on=DAY,
        by=stage.secondee,
        at=f.NOW,
    )
    reflections = line(stage, "reflections")
    assert (reflections.headline, reflections.total) == ("1 of 2 reflections written", 2)
    assert reflections.is_expected
    assert not reflections.is_met


def test_everybodys_lines_cost_the_same_number_of_queries(stage, django_assert_num_queries):
    people = [stage.participant]
    with django_assert_num_queries(5):
        lines_of_many(people, f.NOW)
    more = [another_secondee(stage.cohort, stage.mentor) for _ in range(3)]
    for one in more:
        one.confirm(one.log())
        one.plan()
    with django_assert_num_queries(5):
        lines = lines_of_many([*people, *(one.participant for one in more)], f.NOW)
    assert [lines[one.participant.pk][0].lit for one in more] == [1, 1, 1]


def test_nobody_has_no_lines(stage, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert lines_of_many([], f.NOW) == {}


def test_counting_anew_gives_exactly_what_was_kept(stage):
    stage.confirm(stage.log(), stage.log(audience="some"), stage.log("learning-walk"))
    operations.reopen_activity(activity=stage.participant.activities.first(), by=stage.mentor, at=f.NOW)
    rows = Progress.objects.order_by("participant", "requirement")
    kept = list(rows.values_list("participant", "requirement__slug", "figures"))
    assert [figures["count"] for *_, figures in kept] == [1, 1]
    Progress.objects.filter(requirement__slug="worship").update(
        figures={"count": 9, "of_which": {}, "by_slug": {}}
    )
    Progress.objects.filter(requirement__slug="shadowing").delete()
    call_command("rebuild_progress")
    assert list(rows.values_list("participant", "requirement__slug", "figures")) == kept
    assert operations.rebuild_progress(participants=[stage.participant], at=f.NOW) == 0
