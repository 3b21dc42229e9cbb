"""Who is told of questions and answers, when, how often, and in which words."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blogs import operations
from blogs.operations.notices import tell_about_questions
from events.models import Notice
from events.operations import post_due_notices
from secondments.models import Mentorship
from tests.factories import NOW, CoachingQuestionFactory, ParticipantFactory, ReflectionFactory, at, terms

MINUTE = timedelta(minutes=1)


@pytest.fixture
def reflection(school, write):
    terms(school.trust)
    return write("Marmalade.", slt=True)


def ask(reflection, who, when, body="Why?"):
    return operations.ask(reflection=reflection, body=body, by=who, at=when)


def tick(when):
    tell_about_questions(at=when)
    post_due_notices(at=when)


def tick_until(start, end, step=timedelta(minutes=10)):
    while start <= end:
        tick(start)
        start += step


def sent_to(person):
    return [message for message in mail.outbox if message.to == [person.email]]


def test_the_author_is_told_half_an_hour_later_of_all_that_was_asked(school, reflection):
    ask(reflection, school.people["mentor"], NOW)
    ask(reflection, school.people["slt"], NOW + 20 * MINUTE)
    tick(NOW + 29 * MINUTE)
    assert not mail.outbox
    tick(NOW + 30 * MINUTE)
    (message,) = sent_to(school.people["author"])
    assert message.subject == "Two questions about what you wrote"
    assert "Siobhán Gallagher has asked you" in message.body
    assert "Gareth Vaughan has asked you" in message.body
    assert f"/reflections/{reflection.pk}/#question-" in message.body


def test_no_word_of_the_text_or_of_the_question_is_in_an_email(school, reflection):
    question = ask(reflection, school.people["mentor"], NOW, "Why marmalade?")
    tick_until(NOW, NOW + 40 * MINUTE)
    operations.answer(question=question, body="For marmalade.", by=reflection.author, at=NOW + 60 * MINUTE)
    tick_until(NOW + 60 * MINUTE, NOW + 120 * MINUTE)
    assert len(mail.outbox) == 2
    for message in mail.outbox:
        html = message.alternatives[0][0]
        assert "armalade" not in message.subject + message.body + html


def test_one_email_a_day_and_the_rest_the_next(school, reflection):
    mentor, author = school.people["mentor"], school.people["author"]
    ask(reflection, mentor, NOW)
    tick_until(NOW, NOW + 60 * MINUTE)
    ask(reflection, mentor, NOW + 61 * MINUTE)
    tick_until(NOW + 61 * MINUTE, at(2027, 3, 23, 23, 50))
    assert len(sent_to(author)) == 1
    tick_until(at(2027, 3, 24, 0), at(2027, 3, 24, 12))
    assert len(sent_to(author)) == 2
    assert "Siobhán Gallagher has asked you a question" in sent_to(author)[1].subject


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (at(2027, 3, 23, 20), at(2027, 3, 24, 8)),  # an evening
        (at(2027, 3, 19, 17, 45), at(2027, 3, 22, 8)),  # a Friday at the end of the day
        (at(2027, 3, 25, 17, 40), at(2027, 4, 12, 8)),  # the end of term, over the clock change
        (at(2027, 3, 23, 7), at(2027, 3, 23, 8)),  # an early morning
    ],
)
def test_nobody_is_told_in_the_evening_at_the_weekend_or_in_the_holidays(school, reflection, asked, told):
    ask(reflection, school.people["mentor"], asked)
    tell_about_questions(at=asked + MINUTE)
    assert Notice.objects.get().due_at == told
    post_due_notices(at=told - MINUTE)
    assert not mail.outbox
    post_due_notices(at=told)
    assert len(mail.outbox) == 1


def test_asking_a_thousand_times_tells_once(school, reflection):
    ask(reflection, school.people["mentor"], NOW)
    for _ in range(3):
        tell_about_questions(at=NOW + MINUTE)
    assert Notice.objects.count() == 1
    tick_until(NOW, at(2027, 3, 24, 12))
    assert len(mail.outbox) == 1


def test_a_question_withdrawn_or_answered_before_it_is_told_is_not_told(school, reflection):
    first = ask(reflection, school.people["mentor"], NOW)
    second = ask(reflection, school.people["slt"], NOW)
    tell_about_questions(at=NOW + MINUTE)
    operations.withdraw_question(question=first, by=school.people["mentor"], at=NOW + 2 * MINUTE)
    operations.answer(question=second, body="Because.", by=reflection.author, at=NOW + 3 * MINUTE)
    post_due_notices(at=NOW + 31 * MINUTE)
    assert not sent_to(school.people["author"])
    assert Notice.objects.get(to=school.people["author"]).dropped_because == "no longer wanted"


def test_whoever_asked_is_told_of_the_answer_once_also_when_it_is_changed(school, reflection):
    question = ask(reflection, school.people["mentor"], NOW)
    for minutes in (5, 500):
        operations.answer(
            question=question, body=f"{minutes}", by=reflection.author, at=NOW + minutes * MINUTE
        )
    tick_until(NOW + 5 * MINUTE, at(2027, 3, 25, 12))
    (message,) = sent_to(school.people["mentor"])
    assert message.subject == "Thomas Ashdown has answered your question"


def test_a_mentor_whose_mentorship_has_ended_is_not_told_of_answers(school, reflection):
    question = ask(reflection, school.people["mentor"], NOW)
    operations.answer(question=question, body="Hm.", by=reflection.author, at=NOW + MINUTE)
    tell_about_questions(at=NOW + 2 * MINUTE)
    Mentorship.objects.filter(mentor=school.people["mentor"]).update(ends_on=NOW.date())
    post_due_notices(at=NOW + 32 * MINUTE)
    assert not sent_to(school.people["mentor"])


def test_a_day_without_jobs_makes_it_late_and_not_double(school, reflection):
    ask(reflection, school.people["mentor"], NOW)
    ask(reflection, school.people["slt"], NOW + 5 * MINUTE)
    tick(at(2027, 3, 25, 9))
    tick(at(2027, 3, 25, 9, 1))
    assert len(sent_to(school.people["author"])) == 1


def test_a_tick_costs_the_same_for_one_question_and_for_many_that_are_told(school, reflection):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            tell_about_questions(at=NOW + 5 * MINUTE)
        return len(queries)

    ask(reflection, school.people["mentor"], NOW)
    tell_about_questions(at=NOW + MINUTE)
    one = cost()
    for participant in ParticipantFactory.create_batch(3, cohort=school.cohort):
        entry = ReflectionFactory(participant=participant, window=school.window, shared_at=NOW)
        CoachingQuestionFactory.create_batch(2, reflection=entry, asked_at=NOW)
    tell_about_questions(at=NOW + MINUTE)
    assert cost() == one == 3
