"""What this floor asks of a person today, and what it tells the floors below."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blogs import operations, todo
from blogs.models import Reflection
from secondments.models import Window
from secondments.reminders import written
from tests.blogs.conftest import BEFORE, CLOSED
from tests.factories import (
    NOW,
    CoachingQuestionFactory,
    ExtensionFactory,
    MentorshipFactory,
    ParticipantFactory,
    ReaderFactory,
    ReflectionFactory,
    WindowFactory,
    at,
)


def sentences(provider, user, when=NOW):
    return [(each.sentence, each.count) for each in provider(user, when)]


def test_an_open_window_asks_to_be_written_in_until_something_is_shared(school, write):
    author = school.people["author"]
    assert sentences(todo.to_write, author, BEFORE) == []
    assert sentences(todo.to_write, author) == [("Write your reflection", 1)]
    assert todo.to_write(author, NOW)[0].url == f"/reflections/windows/{school.window.pk}/begin/"
    reflection = write(shared=False)
    assert sentences(todo.to_write, author) == [("Go on with your reflection", 1)]
    assert todo.to_write(author, NOW)[0].url == f"/reflections/{reflection.pk}/write/"
    assert sentences(todo.to_write, author, CLOSED) == []
    write()
    assert sentences(todo.to_write, author) == []


def test_an_extension_asks_until_its_own_end(school):
    ExtensionFactory(window=school.window, participant=school.participant, closes_at=at(2027, 4, 16, 16))
    (asked,) = todo.to_write(school.people["author"], CLOSED)
    assert asked.due_at == at(2027, 4, 16, 16)


def test_a_question_asks_its_author_for_an_answer(school, write):
    question = operations.ask(reflection=write(), body="Why?", by=school.people["mentor"], at=NOW)
    author = school.people["author"]
    (asked,) = todo.to_answer(author, NOW)
    assert asked.sentence == "Siobhán Gallagher asks you a question"
    assert asked.url == f"/reflections/{question.reflection_id}/#question-{question.pk}"
    operations.answer(question=question, body="So.", by=author, at=NOW)
    assert todo.to_answer(author, NOW) == []


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        ("mentor", [("Read what Thomas Ashdown wrote", 1)]),
        ("slt", [("Read what Thomas Ashdown wrote", 1)]),
        ("coordinator", []),
        ("former mentor", []),
        ("author", []),
    ],
)
def test_what_is_shared_asks_its_readers_to_read_it(school, write, who, asked):
    write(slt=True)
    assert sentences(todo.to_read, school.people[who]) == asked


def test_what_has_been_asked_about_or_set_aside_waits_no_longer(school, write):
    reflection = write(slt=True)
    operations.ask(reflection=reflection, body="Why?", by=school.people["mentor"], at=NOW)
    operations.set_aside(reflection=reflection, by=school.people["slt"], at=NOW)
    assert todo.to_read(school.people["mentor"], NOW) == todo.to_read(school.people["slt"], NOW) == []


def test_a_mentor_has_a_line_for_each_of_theirs_and_the_senior_team_one_for_all(school, write):
    write(slt=True)
    mentor = school.people["mentor"]
    MentorshipFactory(participant=(second := ParticipantFactory(cohort=school.cohort)), mentor=mentor)
    other = operations.begin_reflection(participant=second, window=school.window, by=second.person, at=NOW)
    operations.share_reflection(
        reflection=other, body="Two.", base=0, mentor=True, slt=True, by=second.person, at=NOW
    )
    assert len(sentences(todo.to_read, mentor)) == 2
    assert sentences(todo.to_read, school.people["slt"]) == [("Read what is shared with you", 2)]


def test_mentors_are_asked_their_question_while_it_is_open_and_until_they_have_answered(school):
    window = WindowFactory(
        cohort=school.cohort,
        kind=Window.Kind.MENTOR_QUESTION,
        slug="mentor-question",
        title="Your own growth as a coach",
        opens_at=NOW,
        closes_at=NOW + timedelta(days=14),
    )
    mentor = school.people["mentor"]
    assert todo.to_say_as_mentor(mentor, NOW - timedelta(seconds=1)) == []
    assert sentences(todo.to_say_as_mentor, mentor) == [("One question for you as a mentor", 1)]
    assert todo.to_say_as_mentor(school.people["author"], NOW) == []
    assert todo.to_say_as_mentor(school.people["coordinator"], NOW) == []
    operations.give_mentor_answer(window=window, body="A lot.", base=0, by=mentor, at=NOW)
    assert todo.to_say_as_mentor(mentor, NOW) == []


def test_who_has_written_is_who_has_shared_by_then(school, write):
    keys = [school.participant.pk, school.other_participant.pk]
    write(shared=False)
    assert written(school.window, keys, NOW) == set()
    write()
    assert written(school.window, keys, NOW) == {school.participant.pk}
    assert written(school.window, keys, NOW - timedelta(seconds=1)) == set()
    assert written(school.window, [school.other_participant.pk], NOW) == set()


def test_an_outline_says_that_it_exists_and_when_and_nothing_else(school, write):
    reflection = write("Marmalade.")
    (outline,) = Reflection.objects.outlines([school.participant.pk])
    assert outline == (reflection.pk, school.participant.pk, school.window.pk, NOW)
    operations.take_back(reflection=reflection, by=school.people["author"], at=NOW)
    assert Reflection.objects.outlines([school.participant.pk]) == []


@pytest.mark.parametrize(
    ("provider", "who", "most"),
    [
        (todo.to_write, "author", 3),
        (todo.to_answer, "author", 1),
        (todo.to_read, "slt", 2),
        (todo.to_say_as_mentor, "mentor", 1),
    ],
)
def test_what_is_asked_costs_the_same_for_one_and_for_many(school, write, provider, who, most):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            provider(school.people[who], NOW)
        return len(queries)

    reflection = write(slt=True)
    CoachingQuestionFactory(reflection=reflection)
    assert cost() == most
    CoachingQuestionFactory.create_batch(3, reflection=reflection)
    for participant in ParticipantFactory.create_batch(3, cohort=school.cohort):
        entry = ReflectionFactory(participant=participant, window=school.window, shared_at=NOW)
        ReaderFactory(reflection=entry, kind="slt")
        WindowFactory(cohort=school.cohort)
    assert cost() == most
