"""What a secondee does: activities planned and logged, and meetings with their mentor."""

from __future__ import annotations

import hashlib
import uuid
from datetime import date, datetime
from typing import Self, cast

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.models import User
from secondments.models import Mentorship, Participant, ProgrammeVersion


class ActivityKind(models.Model):
    """A kind of activity that a version of a programme knows, written when the version is published."""

    class Family(models.TextChoices):
        LED = "led", "led"
        SHADOWED = "shadowed", "shadowed"

    version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, related_name="activity_kinds")
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    family = models.CharField(max_length=10, choices=Family)
    name = models.CharField(max_length=80)
    done_name = models.CharField(max_length=80)
    audiences = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "slug"], name="one_activity_kind_per_slug"),
        ]

    def __str__(self) -> str:
        return self.name


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """One's own, and those of participants one mentors; coordinators and SLT see figures, not notes."""
        return self.open_to(user, at).filter(withdrawn_at=None)

    def open_to(self, user: User, at: datetime) -> Self:
        """Those of `visible_to`, and what was put aside since."""
        return self.filter(
            Q(participant__person=user)
            | Q(participant__in=Mentorship.objects.not_ended(at).filter(mentor=user).values("participant")),
        )

    def current(self) -> Self:
        return self.filter(withdrawn_at=None)

    def planned(self) -> Self:
        """Not yet said to have happened."""
        return self.current().filter(happened_on=None)

    def to_ask_about(self, day: date) -> Self:
        """Planned for a day that has come: did it happen?"""
        return self.planned().filter(planned_for__lte=day)

    def to_confirm(self) -> Self:
        """Logged, and waiting for the mentor's word."""
        return self.current().filter(happened_on__isnull=False, confirmed_at=None, returned_at=None)

    def returned(self) -> Self:
        """Sent back with a comment, waiting for the secondee."""
        return self.current().filter(returned_at__isnull=False, confirmed_at=None)

    def confirmed(self) -> Self:
        return self.current().filter(confirmed_at__isnull=False)


class Activity(models.Model):
    """Something led or shadowed: planned, then logged, then confirmed by the mentor (or returned).

    `uid` is the client's own mark of the form it came from: the same form sent twice is one activity.
    """

    class State(models.TextChoices):
        """What it is on a given day; derived, never stored."""

        TO_ASK = "to-ask", "Did it happen?"
        RETURNED = "returned", "Came back"
        PLANNED = "planned", "Planned"
        WAITING = "waiting", "To be confirmed"
        CONFIRMED = "confirmed", "Confirmed"

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="activities")
    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="activities")
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    audience = models.SlugField(max_length=40, blank=True)
    title = models.CharField(max_length=160, blank=True)
    note = models.TextField(blank=True)
    place = models.CharField(max_length=120, blank=True)
    planned_for = models.DateField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    happened_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    logged_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_for__isnull=False) | Q(happened_on__isnull=False),
                name="an_activity_is_planned_or_happened",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(happened_on__isnull=False, confirmed_by__isnull=False),
                name="only_what_happened_is_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(returned_at=None), name="not_both_confirmed_and_returned"
            ),
        ]
        indexes = [
            models.Index(fields=["participant", "happened_on"], name="activity_of_participant"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.kind)

    @property
    def key(self) -> str:
        return f"pathways.activity:{self.pk}"

    @property
    def mark(self) -> str:
        """What a page carries of the activity it shows: with another mark it says something else."""
        names = ("kind_id", "audience", "title", "note", "place", "starts_at", "planned_for", "happened_on")
        told = [str(getattr(self, name)) for name in (*names, "returned_at")]
        return hashlib.sha256("\0".join(told).encode()).hexdigest()[:32]

    @property
    def audience_name(self) -> str:
        """The audience in the programme's words ("the whole year group"), or nothing."""
        return str(self.kind.audiences.get(self.audience, ""))

    @property
    def heading(self) -> str:
        """What it was, and who was there: "Worship with the whole year group"."""
        name = self.audience_name
        return f"{self.kind.name} with {name}" if name else self.kind.name

    def state(self, today: date) -> Activity.State:
        """Where it stands on that day."""
        if self.happened_on is None:
            return self.State.TO_ASK if self.day <= today else self.State.PLANNED
        if self.confirmed_at is not None:
            return self.State.CONFIRMED
        return self.State.RETURNED if self.returned_at is not None else self.State.WAITING

    @property
    def day(self) -> date:
        """When it happened, or is planned for."""
        return cast(date, self.happened_on or self.planned_for)  # an_activity_is_planned_or_happened


class ActivityComment(models.Model):
    """What mentor and secondee say to each other about one activity; a return always has one."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    body = models.TextField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.by} on {self.activity}"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """The secondee and their mentor, who also reads what an earlier one agreed (who reads no more)."""
        return self.open_to(user, at).filter(withdrawn_at=None)

    def open_to(self, user: User, at: datetime) -> Self:
        """Those of `visible_to`, and what was put aside since."""
        return self.filter(
            Q(participant__person=user)
            | Q(participant__in=Mentorship.objects.not_ended(at).filter(mentor=user).values("participant")),
        )

    def current(self) -> Self:
        return self.filter(withdrawn_at=None)

    def arranged(self) -> Self:
        """With a date, and not written up."""
        return self.current().filter(recorded_at=None)


class Meeting(models.Model):
    """A meeting of a secondee and their mentor, arranged or held; both write its short record.

    `revision` counts saves: a save that began from an older one is refused, and both texts are shown.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="meetings")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    since_last = models.TextField(blank=True)
    said = models.TextField(blank=True)
    actions = models.TextField(blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["participant", "held_on"], name="meeting_of_participant")]

    def __str__(self) -> str:
        return f"{self.participant} with {self.mentor} on {self.held_on}"

    @property
    def key(self) -> str:
        return f"pathways.meeting:{self.pk}"

    @property
    def is_recorded(self) -> bool:
        """Something has been written about it, so it took place."""
        return self.recorded_at is not None


class MeetingRevision(models.Model):
    """What the record of a meeting said after each save, and who wrote it; the last is the record itself."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    held_on = models.DateField()
    since_last = models.TextField(blank=True)
    said = models.TextField(blank=True)
    actions = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_meeting_revision_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} ({self.number})"
