"""E-mail by SMTP: one kept connection, growing pauses, given up visibly; against a real socket."""

import datetime as dt

import pytest
from django.utils import timezone

from events import operations, registries
from events.models import Event, Notice
from tests import smtp
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def server(settings):
    with smtp.running() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 2
        yield server


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    """A notice that needs nothing but its person."""
    monkeypatch.setitem(registries._contexts, "test_email", lambda notice: {})


def write(people, *, key="hello", due_at=NOW, until=None):
    operations.write_notices(
        to=people, key=key, template="test_email", context={}, due_at=due_at, until=until, at=NOW
    )


def people(count):
    return UserFactory.create_batch(count)


def test_a_batch_goes_out_over_one_connection(server):
    write(people(7))

    assert operations.post_due_notices(at=NOW) == 7
    assert (len(server.messages), server.connections) == (7, 1)


def test_many_more_than_a_batch_go_out_in_one_run(server):
    write(people(operations.BATCH + 3))

    assert operations.post_due_notices(at=NOW) == operations.BATCH + 3
    assert server.connections == 1


def test_each_message_has_text_and_html_and_an_id_of_its_own(server):
    write(people(2))

    operations.post_due_notices(at=NOW)

    first, second = server.messages
    assert [part.get_content_type() for part in first.iter_parts()] == ["text/plain", "text/html"]
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated"


def test_nothing_due_opens_no_connection(server):
    write(people(1), due_at=NOW + MINUTE)

    assert operations.post_due_notices(at=NOW) == 0
    assert server.connections == 0


def test_one_refused_address_does_not_stop_the_others(server):
    everybody = people(5)
    server.unknown = {everybody[1].email}
    write(everybody)

    assert operations.post_due_notices(at=NOW) == 4

    refused = Notice.objects.get(to=everybody[1])
    assert "nobody of that name" in refused.last_error
    assert refused.sent_at is None


def test_a_conversation_that_breaks_off_is_begun_anew_for_the_next(server):
    server.breaks_off = 1
    write(people(4))

    assert operations.post_due_notices(at=NOW) == 3
    assert server.connections == 2
    assert operations.post_due_notices(at=NOW + MINUTE) == 1


def test_pauses_grow_until_it_is_given_up_and_can_be_seen(server):
    person = UserFactory()
    server.unknown = {person.email}
    write([person])

    moment, pauses = NOW, []
    for _ in range(len(operations.PAUSES) + 1):
        assert operations.post_due_notices(at=moment) == 0
        notice = Notice.objects.get()
        pauses.append(notice.next_try_at - moment)
        moment = notice.next_try_at

    assert pauses[:-1] == operations.PAUSES == sorted(operations.PAUSES)
    assert notice.given_up_at == moment
    assert list(Notice.objects.given_up()) == [notice]
    assert operations.post_due_notices(at=moment + dt.timedelta(days=9)) == 0


def test_between_two_tries_it_is_left_alone(server):
    server.busy = 1
    write(people(1))

    operations.post_due_notices(at=NOW)

    assert operations.post_due_notices(at=NOW + dt.timedelta(seconds=59)) == 0
    assert operations.post_due_notices(at=NOW + MINUTE) == 1


def test_what_was_given_up_goes_out_when_somebody_says_so(server):
    person = UserFactory()
    write([person])
    Notice.objects.update(given_up_at=NOW, attempts=7)

    operations.try_again(notice=Notice.objects.get(), by=person, at=NOW + MINUTE)

    assert operations.post_due_notices(at=NOW + MINUTE) == 1
    assert Event.objects.get().kind == "events.notice_tried_again"


def test_a_server_that_stalls_costs_its_time_limit_and_no_more(server):
    server.stalls = 3
    write(people(1))
    begun = timezone.now()

    assert operations.post_due_notices(at=NOW) == 0

    assert timezone.now() - begun < dt.timedelta(seconds=10)
    assert "timed out" in Notice.objects.get().last_error.lower()


def test_a_server_that_is_away_is_asked_twice_and_the_rest_keeps_its_tries(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    write(people(4))

    assert operations.post_due_notices(at=NOW) == 0

    assert sorted(Notice.objects.values_list("attempts", flat=True)) == [0, 0, 1, 1]
    assert not Notice.objects.exclude(claim="", claimed_until=None).exists()


def test_a_run_that_takes_long_gives_back_what_it_did_not_reach(server, monkeypatch):
    monkeypatch.setattr(operations, "RUN", dt.timedelta(seconds=0.5))
    server.stalls = 0.3
    write(people(5))

    sent = operations.post_due_notices(at=NOW)

    assert 1 <= sent < 5
    server.stalls = 0
    assert operations.post_due_notices(at=NOW) == 5 - sent
    assert len(server.messages) == 5


def test_what_is_over_or_to_nobody_is_dropped_with_its_reason(server):
    gone, nameless, late = UserFactory(is_active=False), UserFactory(email=""), UserFactory()
    write([gone, nameless])
    write([late], key="late", until=NOW + MINUTE)

    operations.post_due_notices(at=NOW + MINUTE)

    reasons = dict(Notice.objects.values_list("to", "dropped_because"))
    assert reasons == {gone.pk: "nobody there", nameless.pk: "nobody there", late.pk: "over"}
    assert server.messages == []


def test_a_notice_waits_for_its_calm_moment_without_counting_as_tried(server, monkeypatch):
    morning = NOW + dt.timedelta(hours=20)
    monkeypatch.setitem(registries._first_moment, "test_email", lambda notice, at: max(at, morning))
    write(people(1))

    assert operations.post_due_notices(at=NOW) == 0
    assert Notice.objects.get().attempts == 0
    assert operations.post_due_notices(at=morning) == 1


def test_a_worker_that_died_gives_its_batch_back_when_its_claim_runs_out(server):
    write(people(1))
    Notice.objects.update(claim="dead", claimed_until=NOW + operations.LEASE)

    assert operations.post_due_notices(at=NOW) == 0
    assert operations.post_due_notices(at=NOW + operations.LEASE) == 1


def test_writing_twice_writes_once_and_says_how_many_were_new():
    everybody = people(3)

    def written(to):
        return operations.write_notices(
            to=to, key="once", template="test_email", context={}, due_at=NOW, at=NOW
        )

    assert [written(everybody[:2]), written(everybody), written(everybody)] == [2, 1, 0]
