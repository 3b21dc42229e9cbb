import datetime as dt

import pytest

from portfolios import blueprint, todo, upcoming
from portfolios.blueprint import presentation_of
from secondments.blueprint import sections
from secondments.todo import things_to_do
from tests import factories as f
from tests.factories import at
from tests.portfolios.conftest import AFTER, BEFORE, DAY, DURING


def asked(person, moment):
    return [(item.kind, item.count) for provider in PROVIDERS for item in provider(person, moment)]


PROVIDERS = (todo.presenting, todo.noting, todo.releasing)


def test_a_presenter_is_asked_to_get_ready_two_weeks_before(stage):
    stage.presentation()
    person = stage.participant.person
    assert asked(person, at(2027, 5, 4)) == []
    assert asked(person, BEFORE) == [("present", 1)]
    assert asked(person, DURING) == []
    [item] = todo.presenting(person, BEFORE)
    assert item.due_at == DAY


def test_released_feedback_waits_to_be_read_for_three_weeks(stage):
    presentation = stage.presentation()
    stage.note(presentation)
    stage.heard(presentation)
    assert asked(stage.participant.person, AFTER) == []
    stage.released(presentation)
    assert asked(stage.participant.person, AFTER) == [("feedback", 1)]
    assert asked(stage.participant.person, AFTER + dt.timedelta(days=22)) == []


@pytest.mark.parametrize(
    ("who", "count"),
    [("slt", 2), ("mentor", 2), ("chair", 2), ("coordinator", 0), ("secondee", 0), ("slt elsewhere", 0)],
)
def test_the_audience_is_asked_for_what_they_have_not_noted(stage, who, count):
    presentation = stage.presentation()
    person = stage.people[who]
    assert [item.count for item in todo.noting(person, BEFORE)] == []
    assert [item.count for item in todo.noting(person, DURING)] == ([count] if count else [])
    if count:
        stage.note(presentation, by=who)
        assert [item.count for item in todo.noting(person, DURING)] == [1]
        assert todo.noting(person, DURING + dt.timedelta(days=22)) == []


def test_nobody_is_asked_to_note_their_own_presentation(stage):
    stage.presentation()
    stage.people["slt"].posts.update(person=stage.participant.person)
    assert [item.count for item in todo.noting(stage.participant.person, DURING)] == [1]


def test_a_mentor_outside_the_programmes_audience_is_not_asked(stage):
    stage.presentation()
    stage.cohort.version.document["presentation"]["audience"] = ["slt"]
    stage.cohort.version.save()
    assert todo.noting(stage.people["mentor"], DURING) == []
    assert todo.noting(stage.people["slt"], DURING) != []


def test_the_chair_is_asked_to_release_from_the_day_after(stage):
    presentation = stage.presentation()
    stage.note(presentation)
    stage.heard(presentation)
    assert todo.releasing(stage.chair, DURING) == []
    assert [item.count for item in todo.releasing(stage.chair, AFTER)] == [1]
    assert todo.releasing(stage.people["slt"], AFTER) == []
    stage.released(presentation)
    assert todo.releasing(stage.chair, AFTER) == []


@pytest.mark.parametrize("many", [1, 3])
def test_asking_costs_the_same_however_much_there_is(stage, django_assert_num_queries, many):
    people = [f.ParticipantFactory(cohort=stage.cohort) for _ in range(many)]
    for row in stage.order(stage.add_afternoon(), *people):
        stage.heard(row)
        stage.note(row, by="chair")
    for provider, queries in ((todo.presenting, 1), (todo.noting, 3), (todo.releasing, 1)):
        with django_assert_num_queries(queries):
            provider(stage.chair, AFTER)


def test_the_providers_are_registered(stage):
    stage.presentation()
    assert "present" in [item.kind for item in things_to_do(stage.participant.person, BEFORE)]


def test_the_presentation_comes_next_until_it_is_over(stage):
    stage.presentation()
    [coming] = upcoming.upcoming(stage.participant, BEFORE)
    assert (coming.at, coming.on) == (DAY, DAY.date())
    assert coming.sentence == "You present: 10 minutes, then questions, Library"
    assert upcoming.upcoming(stage.participant, AFTER) == []


def test_the_programme_says_how_long_people_speak(stage):
    part = presentation_of(stage.cohort.version)
    assert (part.speaking_minutes, part.questions_minutes, part.audience) == (10, 5, ("slt", "mentor"))
    assert "presentation" in [section.name for section in sections()]
    assert presentation_of(f.ProgrammeVersionFactory()) == blueprint.UNSAID


@pytest.mark.parametrize(
    "part",
    [
        {"speaking_minutes": 0, "questions_minutes": 5},
        {"speaking_minutes": 10, "questions_minutes": -1},
        {"speaking_minutes": 10, "questions_minutes": 5, "audience": []},
        {"speaking_minutes": 10, "questions_minutes": 5, "audience": ["governors"]},
        {"speaking_minutes": 10, "questions_minutes": 5, "slides": 3},
    ],
)
def test_a_programme_that_says_something_else_is_refused(part):
    with pytest.raises(ValueError, match="PresentationPart"):
        blueprint.PresentationPart.model_validate(part)
