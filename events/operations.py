"""Everything that can happen to the log, to notices and to jobs."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPConnectError, SMTPException, SMTPServerDisconnected
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F

from events import emails, registries
from events.models import Event, Heartbeat, Job, Notice

if TYPE_CHECKING:
    from people.models import User  # this floor knows people only as settings.AUTH_USER_MODEL

log = logging.getLogger(__name__)

BATCH = 50  # notices claimed at once: one connection, and a lease that outlives the slowest server
LEASE = timedelta(minutes=10)
RUN = timedelta(minutes=4)  # of one worker; with the slowest last message it still ends before its lease
LOST = 2  # conversations that break one after the other before the server counts as away
PAUSES = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720)]  # after which the notice is given up
JOB_LEASE = timedelta(minutes=5)
JOB_TRIES = 3


# The log ------------------------------------------------------------------------------------------------


def record(
    kind: str,
    *,
    about: str,
    participant: str = "",
    cohort: str = "",
    organisation: str = "",
    data: dict[str, Any] | None = None,
    by: User | None,
    at: datetime,
) -> Event:
    """Write that something happened; called by every operation, inside its transaction.

    `kind` is "floor.what_happened" in the past tense ("blogs.reflection_shared"); the others are keys such as
    "secondments.participant:5". `data` holds ids, codes and instants (as ISO text), never anybody's words.
    """
    return Event.objects.create(
        kind=kind,
        about=about,
        participant=participant,
        cohort=cohort,
        organisation=organisation,
        data=data or {},
        by=by,
        at=at,
    )


# Notices ------------------------------------------------------------------------------------------------


def write_notices(
    *,
    to: Iterable[User],
    key: str,
    template: str,
    context: dict[str, Any],
    due_at: datetime,
    until: datetime | None = None,
    participant: str = "",
    cohort: str = "",
    at: datetime,
) -> int:
    """See to it that each of these people is told this once, and say how many rows were new.

    Whoever has a notice with this key already is left alone, so it can be asked again at every tick and by
    several workers at once. `context` is small: ids, and what the words need. `until` is when it is over.
    """
    return write_many(
        [
            Draft(
                to=person,
                key=key,
                template=template,
                context=context,
                due_at=due_at,
                until=until,
                participant=participant,
                cohort=cohort,
            )
            for person in to
        ],
        at=at,
    )


@dataclass(frozen=True)
class Draft:
    """A notice to be written: see `write_notices` for what the parts mean."""

    to: User
    key: str
    template: str
    context: dict[str, Any]
    due_at: datetime
    until: datetime | None = None
    participant: str = ""
    cohort: str = ""


def write_many(drafts: Iterable[Draft], *, at: datetime) -> int:
    """Write which of these are not written yet, in constant queries, and say how many were new."""
    wanted = {(draft.to.pk, draft.key): draft for draft in drafts}
    keys = {key for _, key in wanted}
    written = set(Notice.objects.filter(key__in=keys).values_list("to", "key")) if keys else set()
    # In one order: two workers inserting the same rows in different orders would wait for each other.
    missing = sorted(wanted.keys() - written)
    if not missing:
        return 0
    rows = [
        Notice(
            to=draft.to,
            key=draft.key,
            template=draft.template,
            context=draft.context,
            participant=draft.participant,
            cohort=draft.cohort,
            created_at=at,
            due_at=draft.due_at,
            until=draft.until,
            next_try_at=draft.due_at,
        )
        for draft in (wanted[which] for which in missing)
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def post_due_notices(*, through: BaseEmailBackend | None = None, at: datetime) -> int:
    """Send what is due over one kept connection, batch by batch, and say how many went.

    A worker claims a batch by a conditional update before it sends; a worker that dies leaves its claim to
    run out. What is over, or no longer wanted, is dropped with its reason and never sent. After RUN, or when
    the mail server is away, what is left goes back untouched and waits for the next tick.
    `through` takes the place of the configured mail server.
    """
    run = _Run(ends=time.monotonic() + RUN.total_seconds())
    with _kept_connection(through) as mail:
        while not run.is_over() and (batch := _claim_notices(at)):
            for notice in batch:
                if run.is_over():
                    _settle(notice)
                else:
                    _deliver(notice, mail, run, at)
    return run.sent


@dataclass
class _Run:
    """One worker's run: when it ends by the machine's own clock, and how the mail server behaves in it."""

    ends: float
    sent: int = 0
    lost: int = 0  # conversations that broke since something was last sent

    def is_over(self) -> bool:
        """A claim must outlive the run, and a server that is away is not asked fifty times."""
        return self.lost >= LOST or time.monotonic() >= self.ends


def _claim_notices(at: datetime) -> list[Notice]:
    claim = secrets.token_hex(16)
    with transaction.atomic():
        ready = Notice.objects.ready(at).order_by("next_try_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            ready = ready.select_for_update(skip_locked=True)
        taken = list(ready.values_list("pk", flat=True)[:BATCH])
        Notice.objects.ready(at).filter(pk__in=taken).update(claim=claim, claimed_until=at + LEASE)
    return list(Notice.objects.filter(claim=claim).select_related("to").order_by("next_try_at", "pk"))


def _deliver(notice: Notice, mail: BaseEmailBackend, run: _Run, at: datetime) -> None:
    why_not = _why_not(notice, at)
    if why_not:
        _settle(notice, dropped_at=at, dropped_because=why_not)
        return
    calm_at = registries.first_moment(notice, at)
    if calm_at > at:
        _settle(notice, next_try_at=calm_at)
        return
    try:
        message = emails.message_of(notice)
        mail.open()  # once; Django closes after each message what it had to open itself
        message.connection = mail
        message.send()
    except Exception as error:
        # Whatever a mail server or a text can do wrong must not stop the others: written down, tried again.
        log.warning("notice %s was not delivered: %s", notice.pk, error)
        _put_off(notice, error, mail, at)
        run.lost += _is_lost(error)
        return
    _settle(notice, sent_at=at, attempts=notice.attempts + 1, last_error="")
    run.sent, run.lost = run.sent + 1, 0


def _is_lost(error: Exception) -> bool:
    """The server did not answer at all, which says nothing about this message."""
    if isinstance(error, SMTPException):
        return isinstance(error, SMTPServerDisconnected | SMTPConnectError)
    return isinstance(error, OSError)


def _why_not(notice: Notice, at: datetime) -> str:
    if notice.is_over(at):
        return "over"
    if not notice.to.is_active or not notice.to.email:
        return "nobody there"
    if not registries.still_wanted(notice, at):
        return "no longer wanted"
    return ""


def _put_off(notice: Notice, error: Exception, mail: BaseEmailBackend, at: datetime) -> None:
    mail.close()  # a broken conversation is not continued
    tried = notice.attempts + 1
    said = f"{type(error).__name__}: {error}"[:300]
    if tried > len(PAUSES):
        _settle(notice, given_up_at=at, attempts=tried, last_error=said)
    else:
        _settle(notice, next_try_at=at + PAUSES[tried - 1], attempts=tried, last_error=said)


def _settle(notice: Notice, **values: Any) -> None:
    """Write what became of it, but only while the claim is still ours."""
    Notice.objects.filter(pk=notice.pk, claim=notice.claim).update(claim="", claimed_until=None, **values)


@contextmanager
def _kept_connection(given: BaseEmailBackend | None = None) -> Iterator[BaseEmailBackend]:
    mail = given or get_connection(fail_silently=False)
    try:
        yield mail
    finally:
        mail.close()


def try_again(*, notice: Notice, by: User, at: datetime) -> None:
    """Put a notice that was given up back into the out-tray."""
    with transaction.atomic():
        Notice.objects.filter(pk=notice.pk, given_up_at__isnull=False).update(
            given_up_at=None, attempts=0, next_try_at=at
        )
        record("events.notice_tried_again", about=f"events.notice:{notice.pk}", by=by, at=at)


# Jobs ---------------------------------------------------------------------------------------------------


def ask_for_job(*, kind: str, params: dict[str, Any], about: str = "", by: User, at: datetime) -> Job:
    """Ask for long work; a worker finds the row within seconds. `kind` names a registered handler."""
    registries.handler_of(kind)
    with transaction.atomic():
        job = Job.objects.create(kind=kind, params=params, about=about, asked_by=by, asked_at=at)
        record("events.job_asked_for", about=f"events.job:{job.pk}", data={"kind": kind}, by=by, at=at)
    return job


def run_jobs(*, at: datetime) -> int:
    """Do what was asked for, one job at a time, and say how many were finished."""
    done = 0
    while job := _claim_job(at):
        done += _run(job, at)
    return done


def _claim_job(at: datetime) -> Job | None:
    for pk in Job.objects.claimable(at).order_by("asked_at", "pk").values_list("pk", flat=True)[:10]:
        claim = secrets.token_hex(16)
        taken = (
            Job.objects.claimable(at)
            .filter(pk=pk)
            .update(claim=claim, lease_until=at + JOB_LEASE, started_at=at, attempts=F("attempts") + 1)
        )
        if taken:
            return Job.objects.select_related("asked_by").get(pk=pk)
    return None


def _run(job: Job, at: datetime) -> bool:
    mine = Job.objects.filter(pk=job.pk, claim=job.claim)
    if job.attempts > JOB_TRIES:
        mine.update(failed_at=at, error="It was begun three times and never finished.", lease_until=None)
        return False
    try:
        result = registries.handler_of(job.kind)(job, at)
    except Exception as error:
        # The person who waits is told; the trace goes to the log.
        log.exception("job %s failed", job.pk)
        mine.update(failed_at=at, error=f"{type(error).__name__}: {error}"[:300], lease_until=None)
        return False
    return bool(mine.update(done_at=at, progress=100, result=result, lease_until=None))


# The timetable ------------------------------------------------------------------------------------------


def beat(*, at: datetime) -> None:
    """Note that the timetable runs."""
    Heartbeat.objects.update_or_create(name="timetable", defaults={"at": at})


def send_test_email(*, to: User, at: datetime) -> None:
    """Send one message at once, for somebody setting up. Raises what the mail server says."""
    subject, text, html = emails.render("test_email", {"person": to, "site_url": settings.SITE_URL})
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [to.email])
    message.attach_alternative(html, "text/html")
    message.send()
    record("events.test_email_sent", about=f"people.user:{to.pk}", by=to, at=at)
