"""Who is told of what: once, in the hours of a school day, and not about what is done."""

import datetime as dt

import pytest
from django.core import mail

from events.models import Notice
from events.operations import post_due_notices
from pathways import operations
from tests import factories as f
from tests.pathways.conftest import another_secondee


@pytest.fixture
def term(stage):
    f.terms(stage.cohort.organisation)
    return stage


def told(person, template=None):
    found = Notice.objects.filter(to=person)
    return list((found.filter(template=template) if template else found).order_by("pk"))


def tick(at=f.NOW):
    operations.tell_about_records(at=at)
    operations.tell_about_records(at=at)
    post_due_notices(at=at)


def test_a_mentor_hears_of_records_only_after_three_school_days(term):
    term.log(day=dt.date(2027, 3, 18), at=f.at(2027, 3, 18))  # a Thursday
    tick(f.at(2027, 3, 23))  # Friday, Monday, Tuesday
    assert told(term.mentor) == []
    tick(f.at(2027, 3, 24))
    assert [notice.template for notice in told(term.mentor)] == ["records_waiting"]
    assert mail.outbox[0].subject == "One record waits for you"
    assert "/confirmations/" in mail.outbox[0].body


def test_a_mentor_hears_once_a_week_in_one_message_about_everybody(term):
    other = another_secondee(term.cohort, term.mentor)
    for stage in (term, term, other):
        stage.log(day=dt.date(2027, 3, 1), at=f.at(2027, 3, 1))
    tick(f.at(2027, 3, 8))
    tick(f.at(2027, 3, 12))
    assert len(told(term.mentor)) == 1
    assert mail.outbox[0].subject == "Three records wait for you"
    tick(f.at(2027, 3, 16))
    assert len(told(term.mentor)) == 2


def test_holidays_do_not_count_as_waiting(term):
    term.log(day=dt.date(2027, 3, 25), at=f.at(2027, 3, 25))
    tick(f.at(2027, 4, 14, 9))  # the third school day after the holidays
    assert told(term.mentor) == []
    tick(f.at(2027, 4, 15, 9))
    assert len(told(term.mentor)) == 1


def test_what_was_confirmed_meanwhile_is_not_written_about(term):
    activity = term.log(day=dt.date(2027, 3, 1), at=f.at(2027, 3, 1))
    operations.tell_about_records(at=f.at(2027, 3, 8, 20))
    term.confirm(activity)
    post_due_notices(at=f.at(2027, 3, 9, 9))
    assert mail.outbox == []
    assert told(term.mentor)[0].dropped_because == "no longer wanted"


def test_a_record_that_came_back_is_told_in_the_morning(term):
    evening = f.at(2027, 3, 22, 21)
    operations.return_activity(
        activity=term.log(day=dt.date(2027, 3, 22), at=evening), comment="Why?", by=term.mentor, at=evening
    )
    tick(evening)
    assert mail.outbox == []
    tick(f.at(2027, 3, 23, 8))
    assert [message.subject for message in mail.outbox] == ["One record came back to you"]
    assert "Why?" not in mail.outbox[0].body


def test_several_records_that_came_back_are_one_message_and_a_later_one_is_another(term):
    for minute in (0, 5):
        operations.return_activity(
            activity=term.log(), comment="Why?", by=term.mentor, at=f.NOW + dt.timedelta(minutes=minute)
        )
    tick(f.NOW + dt.timedelta(minutes=6))
    assert [message.subject for message in mail.outbox] == ["Two records came back to you"]
    later = f.NOW + dt.timedelta(hours=1)
    operations.return_activity(activity=term.log(at=later), comment="Where?", by=term.mentor, at=later)
    tick(later + dt.timedelta(minutes=1))
    assert len(mail.outbox) == 2


def test_the_mentor_hears_of_a_proposal_and_the_secondee_of_the_answer_and_the_agreement(term):
    project = term.project()
    tick()
    assert [notice.template for notice in told(term.mentor)] == ["project_proposed"]
    operations.comment_on_project(project=project, body="Which of them?", by=term.mentor, at=f.NOW)
    tick()
    assert [notice.template for notice in told(term.secondee)] == ["project_answered"]
    operations.agree_project(project=project, revision=1, by=term.mentor, at=f.NOW)
    tick()
    assert [notice.template for notice in told(term.secondee)] == ["project_answered", "project_agreed"]
    assert [message.to for message in mail.outbox] == [
        [term.mentor.email],
        [term.secondee.email],
        [term.secondee.email],
    ]


def test_ones_own_words_are_no_news(term):
    project = term.project()
    operations.comment_on_project(project=project, body="I wonder.", by=term.secondee, at=f.NOW)
    tick()
    assert told(term.secondee) == []


def test_old_news_is_not_told_when_the_jobs_stood_still(term):
    term.project(agreed=True, at=f.at(2027, 3, 1))
    tick(f.at(2027, 3, 12))
    assert told(term.secondee) == []
