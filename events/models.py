"""The event log, the notices and the jobs: what happened, who is told, what is being made."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

KEY = 80  # characters of a source key such as "blogs.reflection:17"


class EventQuerySet(models.QuerySet["Event"]):
    def of_participant(self, key: str) -> Self:
        """Everything that happened to one participant, newest first."""
        return self.filter(participant=key).order_by("-at", "-pk")

    def of_cohort(self, key: str) -> Self:
        """Everything that happened in one group, newest first."""
        return self.filter(cohort=key).order_by("-at", "-pk")

    def of_organisation(self, key: str) -> Self:
        """Everything that happened in one organisation, newest first."""
        return self.filter(organisation=key).order_by("-at", "-pk")


class Event(models.Model):
    """One thing that happened. Append-only: the database refuses a change.

    `data` holds ids, codes, instants and what a value was; never anybody's own words, so that purging a
    text and keeping the log do not contradict each other.
    """

    kind = models.CharField(max_length=60, db_index=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="events_done"
    )
    about = models.CharField(max_length=KEY, db_index=True)
    participant = models.CharField(max_length=KEY, blank=True)
    cohort = models.CharField(max_length=KEY, blank=True)
    organisation = models.CharField(max_length=KEY, blank=True)
    data = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["participant", "at"], name="event_of_participant"),
            models.Index(fields=["cohort", "at"], name="event_of_cohort"),
            models.Index(fields=["organisation", "at"], name="event_of_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def undelivered(self) -> Self:
        """Neither sent, nor dropped, nor given up."""
        return self.filter(sent_at=None, dropped_at=None, given_up_at=None)

    def ready(self, at: datetime) -> Self:
        """Due now, not being sent by somebody else and not waiting for another try."""
        return self.undelivered().filter(
            Q(claimed_until=None) | Q(claimed_until__lte=at), due_at__lte=at, next_try_at__lte=at
        )

    def given_up(self) -> Self:
        return self.filter(given_up_at__isnull=False)


class Notice(models.Model):
    """Something one person ought to be told, once. The unique key makes it once."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    key = models.CharField(max_length=120)
    template = models.CharField(max_length=60)
    context = models.JSONField(default=dict)
    participant = models.CharField(max_length=KEY, blank=True)
    cohort = models.CharField(max_length=KEY, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    claim = models.CharField(max_length=32, blank=True)
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_because = models.CharField(max_length=20, blank=True)
    given_up_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["to", "key"], name="nobody_is_told_the_same_thing_twice"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=models.F("due_at")),
                name="a_notice_is_due_before_it_is_over",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="notice_to_deliver",
                condition=Q(sent_at=None, dropped_at=None, given_up_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} to {self.to_id}"

    def is_over(self, at: datetime) -> bool:
        """Too late to be worth sending."""
        return self.until is not None and self.until <= at


class JobQuerySet(models.QuerySet["Job"]):
    def claimable(self, at: datetime) -> Self:
        """Asked for and not finished, and not in the hands of a worker that is still alive."""
        return self.filter(done_at=None, failed_at=None).filter(Q(lease_until=None) | Q(lease_until__lte=at))

    def visible_to(self, user: Any) -> Self:
        """A job is its asker's own business."""
        return self.filter(asked_by=user)


class Job(models.Model):
    """Long work that a person waits for: asked for, started, done or failed."""

    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    about = models.CharField(max_length=KEY, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jobs")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim = models.CharField(max_length=32, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=KEY, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(failed_at=None), name="a_job_is_not_both_done_and_failed"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="progress_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.done_at is None and self.failed_at is None


class Heartbeat(models.Model):
    """The last time the timetable ran, by which `/health/ready/` knows that it does."""

    STALE_AFTER = timedelta(minutes=3)

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    def is_fresh(self, at: datetime) -> bool:
        return at - self.at < self.STALE_AFTER
