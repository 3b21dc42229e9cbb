"""The log keeps what happened, and the database refuses to let anybody change it."""

import pytest
from django.db import DatabaseError, transaction

from events import history
from events.models import Event
from events.operations import record
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db


def test_an_event_says_what_who_when_and_about_what():
    person = UserFactory(name="Ada Example")
    record(
        "events.job_asked_for",
        about="events.job:1",
        participant="secondments.participant:5",
        cohort="secondments.cohort:2",
        data={"kind": "portfolios.a4"},
        by=person,
        at=NOW,
    )
    event = Event.objects.of_participant("secondments.participant:5").get()
    assert (event.by, event.at, event.data) == (person, NOW, {"kind": "portfolios.a4"})
    assert Event.objects.of_cohort("secondments.cohort:2").get() == event


def test_the_database_refuses_to_change_an_event():
    event = record("events.job_asked_for", about="events.job:1", by=None, at=NOW)
    with pytest.raises(DatabaseError, match="the_log_is_append_only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(kind="something else")
    assert Event.objects.get().kind == "events.job_asked_for"


def test_an_event_is_told_in_a_sentence():
    event = record("events.job_asked_for", about="events.job:1", by=None, at=NOW)
    assert history.sentence(event, by="Ada Example") == "Ada Example asked for a document"


def test_two_floors_cannot_word_the_same_kind():
    with pytest.raises(ValueError, match="two wordings"):
        history.register({"events.job_asked_for": "again"})
