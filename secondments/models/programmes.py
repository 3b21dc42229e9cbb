"""Programmes, their frozen versions, and the groups that run on them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from people.models import Organisation, Post, User, a_known_zone
from people.periods import LONDON
from secondments.words import Words

OVERSEERS = (Post.Role.COORDINATOR, Post.Role.ADMINISTRATOR, Post.Role.SLT)


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """Programmes of the organisations that the user coordinates or administers."""
        reached = Organisation.objects.reached_by(user, (Post.Role.COORDINATOR, Post.Role.ADMINISTRATOR), at)
        return self.filter(organisation__in=reached, withdrawn_at=None)


class Programme(models.Model):
    """What one organisation runs, addressed ORGANISATION/SLUG; what it asks stands in its versions."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="one_programme_per_slug"),
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammeVersion(models.Model):
    """One edition of a programme. Its document is the truth; once published it is never edited."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["programme", "digest"], name="the_same_content_is_the_same_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme.slug}@{self.number}"

    @property
    def words(self) -> Words:
        """The words of this programme for the screen."""
        return Words.of(self.document)


class CohortQuerySet(models.QuerySet["Cohort"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """Groups that the user oversees, mentors somebody in, or is in."""
        return self.filter(
            Q(organisation__in=Organisation.objects.reached_by(user, OVERSEERS, at))
            | Q(pk__in=user.mentorships.not_ended(at).values("participant__cohort"))
            | Q(pk__in=user.participations.values("cohort")),
            withdrawn_at=None,
        )

    def overseen_by(self, user: User, at: datetime) -> Self:
        """Groups that the user coordinates, administers, or is a senior leader over."""
        return self.filter(
            organisation__in=Organisation.objects.reached_by(user, OVERSEERS, at), withdrawn_at=None
        )

    def run_by(self, user: User, at: datetime) -> Self:
        """Groups that the user coordinates or administers."""
        roles = (Post.Role.COORDINATOR, Post.Role.ADMINISTRATOR)
        return self.filter(
            organisation__in=Organisation.objects.reached_by(user, roles, at), withdrawn_at=None
        )

    def running(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, ends_on__gt=day, withdrawn_at=None)


class Cohort(models.Model):
    """A group that starts together ("2027 secondees") on one version of a programme; days end-exclusive."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cohorts")
    version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    zone = models.CharField(max_length=60, default=LONDON, validators=[a_known_zone])
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="a_group_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"secondments.cohort:{self.pk}"

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def words(self) -> Words:
        return self.version.words

    @property
    def last_day(self) -> date:
        """The last day that still belongs to it, as people say it."""
        return self.ends_on - timedelta(days=1)

    def day_of(self, at: datetime) -> date:
        """The calendar day of that instant where the group is."""
        return at.astimezone(self.timezone).date()

    def instant(self, day: date, clock: time = time(0)) -> datetime:
        """That time of that day where the group is, as an instant."""
        return datetime.combine(day, clock, tzinfo=self.timezone)

    def week_of(self, at: datetime) -> int | None:
        """In which week of the programme that instant lies, from 1; None outside its dates."""
        day = self.day_of(at)
        return (day - self.starts_on).days // 7 + 1 if self.starts_on <= day < self.ends_on else None

    @property
    def weeks(self) -> int:
        return -(-(self.ends_on - self.starts_on).days // 7)
