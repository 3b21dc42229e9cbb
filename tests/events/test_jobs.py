"""Long work is asked for, done once, and never left hanging."""

from datetime import timedelta

import pytest

from events import operations, registries
from events.models import Job
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def handler(monkeypatch):
    """A registered kind of job that notes what it did."""
    done = []

    def make(job, at):
        done.append(job.pk)
        return "people.storedfile:1"

    monkeypatch.setitem(registries._handlers, "tests.make", make)
    return done


def asked(kind="tests.make"):
    return operations.ask_for_job(kind=kind, params={}, by=UserFactory(), at=NOW)


def test_a_job_is_done_once(handler):
    job = asked()
    assert operations.run_jobs(at=NOW) == 1
    assert operations.run_jobs(at=NOW) == 0
    job.refresh_from_db()
    assert (handler, job.result, job.progress, job.done_at) == ([job.pk], "people.storedfile:1", 100, NOW)


def test_a_job_of_unknown_kind_cannot_be_asked_for():
    with pytest.raises(KeyError):
        asked("tests.nobody")
    assert not Job.objects.exists()


def test_a_failure_is_told_to_whoever_waits(monkeypatch):
    def fail(job, at):
        raise OSError("no paper")

    monkeypatch.setitem(registries._handlers, "tests.fail", fail)
    job = asked("tests.fail")
    assert operations.run_jobs(at=NOW) == 0
    job.refresh_from_db()
    assert (job.failed_at, job.error) == (NOW, "OSError: no paper")


def test_work_that_a_dead_worker_began_is_taken_up_when_its_lease_has_run_out(handler):
    job = asked()
    Job.objects.update(started_at=NOW, lease_until=NOW + timedelta(minutes=5), claim="dead", attempts=1)
    assert operations.run_jobs(at=NOW + timedelta(minutes=4)) == 0
    assert operations.run_jobs(at=NOW + timedelta(minutes=5)) == 1
    assert handler == [job.pk]


def test_work_that_kills_every_worker_is_given_up(handler):
    job = asked()
    Job.objects.update(attempts=3, lease_until=NOW)
    assert operations.run_jobs(at=NOW) == 0
    job.refresh_from_db()
    assert handler == []
    assert job.failed_at == NOW
    assert "three times" in job.error


def test_only_the_asker_sees_a_job(handler):
    job = asked()
    assert list(Job.objects.visible_to(job.asked_by)) == [job]
    assert not Job.objects.visible_to(UserFactory())
