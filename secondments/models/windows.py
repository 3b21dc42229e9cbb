"""When something can be done: the windows of a group, and longer ones for one person or school."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from people.models import Organisation, User
from secondments.models.participants import Participant, ParticipationPeriod
from secondments.models.programmes import Cohort


def as_said(closes_at: datetime, zone: ZoneInfo) -> datetime:
    """A closing as people hear it: midnight is the minute before, so nobody takes it for a day later."""
    local = closes_at.astimezone(zone)
    return local if local.hour or local.minute else (closes_at - timedelta(minutes=1)).astimezone(zone)


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def of(self, participant: Participant) -> Self:
        """Extensions that this participant has, themselves or through a school where they take part."""
        schools = ParticipationPeriod.objects.filter(participant=participant).values("organisation")
        return self.filter(Q(participant=participant) | Q(organisation__in=schools), withdrawn_at=None)


class WindowQuerySet(models.QuerySet["Window"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        return self.filter(cohort__in=Cohort.objects.visible_to(user, at), withdrawn_at=None)

    def current(self) -> Self:
        return self.filter(withdrawn_at=None)

    def for_participant(self, participant: Participant) -> Self:
        """This participant's windows, each with `own_closes_at`: the closing that holds for them."""
        longest = (
            Extension.objects.of(participant)
            .filter(window=OuterRef("pk"))
            .order_by()
            .values("window")
            .annotate(last=Max("closes_at"))
            .values("last")
        )
        return (
            self.current()
            .filter(cohort=participant.cohort_id)
            .annotate(own_closes_at=Greatest(F("closes_at"), Coalesce(Subquery(longest), F("closes_at"))))
        )

    def open_for(self, participant: Participant, at: datetime) -> Self:
        """Windows in which this participant may write at that instant, extensions included."""
        longer = Extension.objects.of(participant).filter(window=OuterRef("pk"), closes_at__gt=at)
        return (
            self.for_participant(participant)
            .filter(opens_at__lte=at)
            .filter(Q(closes_at__gt=at) | Exists(longer))
        )


class Window(models.Model):
    """Opens, is due, closes at stored instants; whether it is open is asked for a person and an instant."""

    class Kind(models.TextChoices):
        PHASE = "phase", "part of the programme"
        RECORD = "record", "activities and readings"
        REFLECTION = "reflection", "reflection"
        MENTOR_QUESTION = "mentor_question", "question to mentors"

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="windows")
    kind = models.CharField(max_length=20, choices=Kind)
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    own_closes_at: (
        datetime  # given by `for_participant` and `open_for`: the closing that holds for that person
    )

    objects = WindowQuerySet.as_manager()

    class Meta:
        ordering = ["opens_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "slug"], name="one_window_per_slug"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="window_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(due_at__gt=F("opens_at"), due_at__lte=F("closes_at")),
                name="window_is_due_while_it_is_open",
            ),
        ]
        indexes = [models.Index(fields=["kind", "opens_at"], name="window_by_kind_and_opening")]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        return f"secondments.window:{self.pk}"

    def closes_at_for(self, participant: Participant) -> datetime:
        """When it closes for this participant: the latest of its closing and their extensions."""
        longer = (
            Extension.objects.of(participant).filter(window=self).aggregate(last=Max("closes_at"))["last"]
        )
        return max(self.closes_at, longer) if longer else self.closes_at

    def closings_for(self, participants: Iterable[Participant]) -> dict[int, datetime]:
        """When it closes for each of these participants, by key; at most two queries."""
        longer = list(self.extensions.filter(withdrawn_at=None))
        own: dict[int, datetime] = {}
        for extension in longer:
            if extension.participant_id is not None:
                known = own.get(extension.participant_id, extension.closes_at)
                own[extension.participant_id] = max(known, extension.closes_at)
        schools = {
            extension.organisation_id: extension.closes_at
            for extension in longer
            if extension.organisation_id
        }
        keys = [participant.pk for participant in participants]
        if schools:
            periods = ParticipationPeriod.objects.filter(participant__in=keys, organisation__in=schools)
            for pk, school in periods.values_list("participant", "organisation"):
                own[pk] = max(own.get(pk, self.closes_at), schools[school])
        return {pk: max(self.closes_at, own.get(pk, self.closes_at)) for pk in keys}

    @property
    def closes_as_said(self) -> datetime:
        """Its closing for everybody, as people hear it."""
        return as_said(self.closes_at, self.cohort.timezone)

    def has_opened(self, at: datetime) -> bool:
        return self.opens_at <= at


class Extension(models.Model):
    """A later closing of one window, for one participant or for everybody of one organisation.

    The reason is read by the person and the coordinator alone; everybody else sees the new date.
    """

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="extensions")
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="extensions"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closes_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    is_own: bool  # said by a page of whoever looks at it
    shows_reason: bool

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(participant=None, organisation__isnull=False)
                | Q(participant__isnull=False, organisation=None),
                name="an_extension_is_for_a_person_or_a_school",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.window} until {self.closes_at}"
