"""Eight workers tell about windows and deliver at once, and nobody hears anything twice."""

from collections import Counter

import pytest
from django.core import mail

from events.models import Notice
from events.operations import post_due_notices
from secondments import operations
from tests.factories import CohortFactory, MentorshipFactory, ParticipantFactory, WindowFactory, at, terms

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def window(transactional_db):
    cohort = CohortFactory()
    terms(cohort.organisation)
    for _ in range(20):
        MentorshipFactory(participant__cohort=cohort)
    return WindowFactory(cohort=cohort, opens_at=at(2027, 3, 18, 0), closes_at=at(2027, 3, 25, 16))


def test_eight_workers_announce_a_window_once_to_each(at_once, window):
    at_once(lambda: operations.tell_about_windows(at=at(2027, 3, 18, 8)))

    assert Notice.objects.count() == 20
    assert Notice.objects.values("to", "key").distinct().count() == 20


def test_workers_at_different_moments_leave_everybody_one_of_each(at_once, window):
    moments = [at(2027, 3, 18, 8), at(2027, 3, 24, 16), at(2027, 3, 25, 8), at(2027, 3, 25, 16)] * 2

    at_once(lambda: operations.tell_about_windows(at=moments.pop()), workers=len(moments))

    assert Counter(Notice.objects.values_list("template", flat=True)) == {
        "window_opened": 20,
        "window_closing": 40,
        "window_came_in": 20,
    }


def test_two_workers_tell_and_deliver_and_nobody_gets_two(at_once, window):
    moment = at(2027, 3, 18, 8)

    def work():
        operations.tell_about_windows(at=moment)
        return post_due_notices(at=moment)

    sent = at_once(work, workers=2)

    assert sum(sent) == 20
    assert set(Counter(message.to[0] for message in mail.outbox).values()) == {1}


def test_a_second_group_of_the_same_school_is_told_too(at_once, window):
    other = WindowFactory(
        cohort=CohortFactory(organisation=window.cohort.organisation),
        opens_at=window.opens_at,
        closes_at=window.closes_at,
    )
    ParticipantFactory(cohort=other.cohort)

    at_once(lambda: operations.tell_about_windows(at=at(2027, 3, 18, 8)))

    assert Notice.objects.count() == 21
