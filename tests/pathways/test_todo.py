"""What is asked of people today, and what comes next."""

import datetime as dt

import pytest

from pathways import operations, todo
from pathways.upcoming import upcoming
from tests import factories as f
from tests.pathways.conftest import TODAY, another_secondee


def asked(found):
    return [(one.kind, one.sentence, one.count) for one in found]


def test_a_newcomer_is_asked_for_a_project(stage):
    assert asked(todo.as_secondee(stage.secondee, f.NOW)) == [("propose", "Propose a project", 1)]


def test_a_draft_does_not_count_as_proposed_and_a_proposal_does(stage):
    stage.project(proposed=False)
    assert [one.kind for one in todo.as_secondee(stage.secondee, f.NOW)] == ["propose"]
    stage.project()
    assert todo.as_secondee(stage.secondee, f.NOW) == []


def test_plans_whose_day_has_come_are_asked_about_together(stage):
    stage.project()
    stage.plan()
    assert asked(todo.as_secondee(stage.secondee, f.NOW)) == [("happened", "Did it happen?", 1)]
    stage.plan()
    stage.plan(day=dt.date(2027, 4, 20))
    assert asked(todo.as_secondee(stage.secondee, f.NOW)) == [("happened", "Did they happen? Two plans", 2)]


def test_what_came_back_is_named(stage):
    stage.project()
    operations.return_activity(activity=stage.log(), comment="Why?", by=stage.mentor, at=f.NOW)
    found = todo.as_secondee(stage.secondee, f.NOW)
    assert asked(found) == [("returned", "Worship with the whole year group came back to you", 1)]


def test_an_answer_about_a_project_is_asked_for_until_the_last_word_is_ones_own(stage):
    project = stage.project()
    operations.comment_on_project(project=project, body="Which?", by=stage.mentor, at=f.NOW)
    assert len(todo.as_secondee(stage.secondee, f.NOW)) == 1
    operations.comment_on_project(project=project, body="All.", by=stage.secondee, at=f.NOW)
    assert todo.as_secondee(stage.secondee, f.NOW) == []


def test_after_the_end_nothing_is_asked(stage):
    stage.plan()
    assert todo.as_secondee(stage.secondee, f.at(2027, 6, 1)) == []


def test_a_mentor_is_asked_to_confirm_to_answer_and_to_meet(stage):
    stage.log()
    stage.log()
    stage.project()
    name = stage.secondee.name
    assert asked(todo.as_mentor(stage.mentor, f.NOW)) == [
        ("confirm", f"{name}: two records to confirm", 2),
        ("agree", f"{name} proposes a project", 1),
        ("arrange", f"Set a date with {name}", 1),
    ]


def test_a_project_that_was_answered_waits_for_the_secondee(stage):
    project = stage.project()
    operations.comment_on_project(project=project, body="Which?", by=stage.mentor, at=f.NOW)
    assert "agree" not in [one.kind for one in todo.as_mentor(stage.mentor, f.NOW)]


def test_a_meeting_that_is_over_is_to_be_written_up_and_one_to_come_is_enough(stage):
    stage.meeting(dt.date(2027, 3, 22))
    assert [one.label for one in todo.as_mentor(stage.mentor, f.NOW)] == ["Write it up"]
    stage.meeting(dt.date(2027, 4, 12))
    assert todo.as_mentor(stage.mentor, f.NOW) == []


@pytest.mark.parametrize("provider", [todo.as_secondee, todo.as_mentor])
def test_asking_costs_at_most_three_queries_whoever_asks(stage, django_assert_max_num_queries, provider):
    for _ in range(3):
        more = another_secondee(stage.cohort, stage.mentor)
        more.log()
        more.project()
        stage.plan()
        operations.return_activity(activity=stage.log(), comment="Why?", by=stage.mentor, at=f.NOW)
    for person in stage.people.values():
        with django_assert_max_num_queries(3):
            provider(person, f.NOW)


def test_what_comes_next_is_plans_and_dates(stage):
    stage.plan(day=dt.date(2027, 4, 20), title="Starting again", starts_at=dt.time(8, 45))
    stage.meeting(dt.date(2027, 4, 12))
    stage.meeting(dt.date(2027, 3, 1))
    operations.happened(activity=stage.plan(), by=stage.secondee, at=f.NOW)
    found = sorted(upcoming(stage.participant, f.NOW), key=lambda coming: coming.at)
    assert [(one.on, one.sentence) for one in found] == [
        (dt.date(2027, 4, 12), "Meeting with Mrs Gallagher"),
        (dt.date(2027, 4, 20), "Worship with the whole year group: “Starting again”"),
    ]
    assert found[1].at == f.at(2027, 4, 20, 8, 45)
    assert TODAY not in [one.on for one in found]
