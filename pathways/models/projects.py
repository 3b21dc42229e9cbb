"""Projects, the talk about them, their measures and the readings taken."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, Max, Min, OuterRef, Prefetch, Q

from pathways.findings import Finding
from people.models import User
from secondments.models import Mentorship, Participant


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """A draft, its author; once proposed, the mentor; once agreed, all who may see the participant."""
        return self.open_to(user, at).filter(withdrawn_at=None)

    def open_to(self, user: User, at: datetime) -> Self:
        """Those of `visible_to`, and what was put aside since."""
        mentored = Mentorship.objects.not_ended(at).filter(mentor=user).values("participant")
        return self.filter(
            Q(participant__person=user)
            | Q(proposed_at__isnull=False, participant__in=mentored)
            | Q(agreed_at__isnull=False, participant__in=Participant.objects.visible_to(user, at)),
        )

    def current(self) -> Self:
        return self.filter(withdrawn_at=None)

    def agreed(self) -> Self:
        return self.current().filter(agreed_at__isnull=False)

    def awaiting_mentor(self) -> Self:
        """Proposed, not agreed, and the last word is the secondee's."""
        last = ProjectComment.objects.filter(project=OuterRef("pk"), at__gte=OuterRef("proposed_at"))
        answered = Exists(last.exclude(by=OuterRef("participant__person")))
        return self.current().filter(~answered, proposed_at__isnull=False, agreed_at=None)


class Project(models.Model):
    """An improvement project: drafted, proposed, discussed and agreed with the mentor, then measured."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="projects")
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=160)
    area = models.TextField()
    plan = models.TextField(blank=True)
    moved = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(agreed_at__isnull=False, withdrawn_at=None),
                name="one_agreed_project_per_participant",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(proposed_at__isnull=False, agreed_by__isnull=False),
                name="only_a_proposed_project_is_agreed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        return f"pathways.project:{self.pk}"


class ProjectComment(models.Model):
    """One contribution to the talk about a project before (and after) it is agreed."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    body = models.TextField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.by} on {self.project}"


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """Those of the projects that one may see."""
        return self.filter(project__in=Project.objects.visible_to(user, at), withdrawn_at=None)

    def open_to(self, user: User, at: datetime) -> Self:
        """Those of `visible_to`, and what was put aside since."""
        return self.filter(project__in=Project.objects.open_to(user, at))

    def current(self) -> Self:
        return self.filter(withdrawn_at=None)

    def with_readings(self) -> Self:
        """Each with `current_readings`, in order of their days."""
        readings = Reading.objects.current().order_by("taken_on", "pk")
        return self.prefetch_related(Prefetch("readings", queryset=readings, to_attr="current_readings"))


class Measure(models.Model):
    """What is measured to see whether the project moved anything: of whom, in what unit, towards what."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="measures")
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    of_whom = models.CharField(max_length=160, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    more_is_better = models.BooleanField(default=True)
    target = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    set_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"pathways.measure:{self.pk}"

    @property
    def with_unit(self) -> str:
        """How a figure of it is read: "%" follows at once, a word after a space."""
        return self.unit if self.unit in ("", "%") else f" {self.unit}"

    @property
    def finding(self) -> Finding:
        """What its readings come to; those of `with_readings()` where they are at hand, else asked for."""
        found = getattr(self, "current_readings", None)
        if found is None:
            found = self.readings.current().order_by("taken_on", "pk")
        return Finding(
            readings=[(reading.taken_on, reading.value) for reading in found],
            unit=self.unit,
            more_is_better=self.more_is_better,
            target=self.target,
        )


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """Those of the measures that one may see."""
        return self.filter(measure__in=Measure.objects.visible_to(user, at), withdrawn_at=None)

    def open_to(self, user: User, at: datetime) -> Self:
        """Those of `visible_to`, and what was put aside since."""
        return self.filter(measure__in=Measure.objects.open_to(user, at))

    def current(self) -> Self:
        return self.filter(withdrawn_at=None, measure__withdrawn_at=None)

    def last_of_a_measured(self, project: Project) -> date | None:
        """The latest day on which one of its measures was read again after a baseline, inside the dates."""
        cohort = project.participant.cohort
        inside = self.current().filter(
            measure__project=project, taken_on__gte=cohort.starts_on, taken_on__lt=cohort.ends_on
        )
        spans = inside.order_by().values("measure").annotate(first=Min("taken_on"), last=Max("taken_on"))
        days = [last for first, last in spans.values_list("first", "last") if last > first]
        return max(days, default=None)


class Reading(models.Model):
    """One reading of a measure. The first is the baseline, the latest is where things stand now."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="readings")
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    taken_on = models.DateField()
    value = models.DecimalField(max_digits=12, decimal_places=3)
    how = models.CharField(max_length=160, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["taken_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "taken_on"],
                condition=Q(withdrawn_at=None),
                name="one_reading_of_a_measure_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.value} on {self.taken_on}"
