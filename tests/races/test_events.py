from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from events import operations, registries
from events.models import Heartbeat, Job, Notice
from people import operations as people
from people.pasted import Person
from tests import factories

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def invited(count):
    people.invite(
        organisation=factories.OrganisationFactory(),
        people=[Person(f"Ada Example {n}", f"ada{n}@school.example") for n in range(count)],
        by=None,
        at=timezone.now(),
    )


def test_eight_workers_deliver_each_notice_once(at_once):
    invited(120)  # more than two batches

    sent = at_once(lambda: operations.post_due_notices(at=timezone.now()))

    assert sum(sent) == 120
    assert Counter(Counter(message.to[0] for message in mail.outbox).values()) == {1: 120}
    assert not Notice.objects.filter(sent_at=None).exists()


def test_eight_workers_write_each_notice_once(at_once):
    everybody = factories.UserFactory.create_batch(5)
    at = timezone.now()

    new = at_once(
        lambda: operations.write_notices(
            to=everybody, key="tests:1 told", template="test_email", context={}, due_at=at, at=at
        )
    )

    assert Notice.objects.count() == 5
    assert max(new) <= 5


def test_eight_workers_do_each_job_once(at_once, monkeypatch):
    done = []
    monkeypatch.setitem(registries._handlers, "tests.job", lambda job, at: done.append(job.pk) or "tests:1")
    asker = factories.UserFactory()
    at = timezone.now()
    jobs = [operations.ask_for_job(kind="tests.job", params={}, by=asker, at=at) for _ in range(12)]

    finished = at_once(lambda: operations.run_jobs(at=timezone.now()))

    assert sum(finished) == 12
    assert sorted(done) == sorted(job.pk for job in jobs)
    assert Job.objects.exclude(done_at=None).count() == 12


def test_the_work_of_a_worker_that_died_is_taken_up_by_one_other(at_once, monkeypatch):
    done = []
    monkeypatch.setitem(registries._handlers, "tests.job", lambda job, at: done.append(job.pk) or "tests:1")
    at = timezone.now()
    job = operations.ask_for_job(kind="tests.job", params={}, by=factories.UserFactory(), at=at)
    Job.objects.filter(pk=job.pk).update(
        claim="gone", started_at=at, attempts=1, lease_until=at - timedelta(seconds=1)
    )

    at_once(lambda: operations.run_jobs(at=timezone.now()))

    assert done == [job.pk]


def test_eight_workers_keep_one_heartbeat(at_once):
    at_once(lambda: operations.beat(at=timezone.now()))

    assert Heartbeat.objects.count() == 1
