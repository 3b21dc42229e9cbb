"""What a programme asks, what counts towards it, and the figures kept up to date beside them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from events.models import KEY
from secondments.models import Participant, ProgrammeVersion


class Requirement(models.Model):
    """Something a version of a programme asks or expects, written when the version is published."""

    version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, related_name="requirements")
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    rule = models.JSONField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "slug"], name="one_requirement_per_slug"),
        ]

    def __str__(self) -> str:
        return self.name


class CreditQuerySet(models.QuerySet["Credit"]):
    def standing(self) -> Self:
        """Credits that have not been taken back."""
        return self.filter(retracted_at=None)


class Credit(models.Model):
    """Something that counts, once per source (`pathways.activity:17`), with what distinguishes it."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="credits")
    source = models.CharField(max_length=KEY)
    kind = models.CharField(max_length=30)
    slug = models.CharField(max_length=60, blank=True)
    on = models.DateField()
    qualities = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True, blank=True)

    objects = CreditQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(retracted_at=None), name="a_source_counts_once"
            ),
        ]
        indexes = [models.Index(fields=["participant", "kind"], name="credit_of_participant")]

    def __str__(self) -> str:
        return self.source


class Progress(models.Model):
    """Figures of one participant for one requirement; what they say is derived from them and the moment."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="progress")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="progress")
    figures = models.JSONField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "requirement"], name="one_progress_per_requirement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.requirement}"
