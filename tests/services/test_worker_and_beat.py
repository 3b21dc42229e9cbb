import pytest
from django.conf import settings
from django.core.cache.backends.redis import RedisCache
from django.utils import timezone

from events.models import Heartbeat, Notice
from people import operations
from people.pasted import Person
from tests import factories

pytestmark = pytest.mark.services

WORKER = ("celery", "-A", "config", "worker", "--concurrency", "2", "--loglevel", "warning")
BEAT = ("celery", "-A", "config", "beat", "--loglevel", "warning")


def test_a_worker_and_a_timetable_over_redis_make_the_site_ready(start, wait_for, client):
    start(*WORKER)
    assert client.get("/health/ready/").status_code == 503
    start(*BEAT)

    wait_for("readiness", lambda: client.get("/health/ready/").status_code == 200)

    first = Heartbeat.objects.get().at
    wait_for("the next beat", lambda: Heartbeat.objects.get().at > first)


def test_without_a_worker_a_timetable_alone_makes_nothing_ready(start, wait_for, client, broker):
    beat = start(*BEAT)
    wait_for("a tick in Redis", lambda: broker.llen("celery") > 0)

    assert beat.poll() is None
    assert client.get("/health/ready/").json()["problems"].keys() == {"timetable"}


def test_what_is_due_reaches_a_mail_server_once_and_over_one_conversation(start, wait_for, sink):
    people = [Person(f"Ada Example {n}", f"ada{n}@school.example") for n in range(3)]
    operations.invite(organisation=factories.OrganisationFactory(), people=people, by=None, at=timezone.now())
    start(*WORKER)
    start(*WORKER)
    start(*BEAT)

    wait_for("the post", lambda: Notice.objects.exclude(sent_at=None).count() == 3)

    assert sorted(letter["To"] for letter in sink.letters) == [person.email for person in people]
    assert sink.conversations == 1
    for letter in sink.letters:
        assert "http://localhost:8000/" in letter.get_body(("plain",)).get_content()
        assert "http://localhost:8000/" in letter.get_body(("html",)).get_content()


def test_redis_holds_what_all_processes_must_share():
    cache = RedisCache(settings.REDIS_URL, {})
    cache.set("tests.services", "kept", 30)
    try:
        assert RedisCache(settings.REDIS_URL, {}).get("tests.services") == "kept"
    finally:
        cache.delete("tests.services")
