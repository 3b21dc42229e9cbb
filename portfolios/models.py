"""The presentation of impact: afternoons, who presents when, and what the panel noted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.models import Organisation, Post, User
from secondments.models import Cohort, Mentorship, Participant


class AfternoonQuerySet(models.QuerySet["Afternoon"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """Overseers of the group, its mentors (they are the audience, with SLT), and who chairs."""
        mentored = Mentorship.objects.not_ended(at).filter(mentor=user).values("participant__cohort")
        return self.filter(
            Q(cohort__in=Cohort.objects.overseen_by(user, at)) | Q(cohort__in=mentored) | Q(chair=user),
            withdrawn_at=None,
        )

    def current(self) -> Self:
        return self.filter(withdrawn_at=None)


class Afternoon(models.Model):
    """An afternoon on which several people present: each speaks, then is asked questions."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="afternoons")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    speaking_minutes = models.PositiveSmallIntegerField()
    questions_minutes = models.PositiveSmallIntegerField()
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AfternoonQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(speaking_minutes__gte=1), name="somebody_speaks_for_a_minute_or_more"),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}, {self.starts_at:%Y-%m-%d}"

    @property
    def key(self) -> str:
        return f"portfolios.afternoon:{self.pk}"

    @property
    def each(self) -> timedelta:
        """How long one presentation takes with its questions."""
        return timedelta(minutes=self.speaking_minutes + self.questions_minutes)


class Presentation(models.Model):
    """One person's place in an afternoon; its time follows from the order."""

    afternoon = models.ForeignKey(Afternoon, on_delete=models.PROTECT, related_name="presentations")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="presentations")
    position = models.PositiveSmallIntegerField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant"], condition=Q(withdrawn_at=None), name="everybody_presents_once"
            ),
            models.UniqueConstraint(
                fields=["afternoon", "position"],
                condition=Q(withdrawn_at=None),
                name="one_presentation_per_place_in_the_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} presents"

    @property
    def key(self) -> str:
        return f"portfolios.presentation:{self.pk}"

    @property
    def starts_at(self) -> datetime:
        """When this presentation begins, from its place in the order (0 is first)."""
        return self.afternoon.starts_at + self.position * self.afternoon.each


class PanelNote(models.Model):
    """What one member of the panel noted: questions and answers for the senior team, feedback for the secondee."""

    presentation = models.ForeignKey(Presentation, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panel_notes")
    questions = models.TextField(blank=True)
    what_moved = models.TextField(blank=True)
    what_next = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["presentation", "by"], name="one_note_per_presentation_and_person"),
        ]

    def __str__(self) -> str:
        return f"{self.by} on {self.presentation}"
