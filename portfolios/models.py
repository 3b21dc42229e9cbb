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
            cohort__withdrawn_at=None,
        )

    def current(self) -> Self:
        return self.filter(withdrawn_at=None, cohort__withdrawn_at=None)


class Afternoon(models.Model):
    """An afternoon on which several people present: each speaks, then is asked questions.

    `revision` counts changes of the order: an order that was arranged on an older page is refused.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="afternoons")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    speaking_minutes = models.PositiveSmallIntegerField()
    questions_minutes = models.PositiveSmallIntegerField()
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AfternoonQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(speaking_minutes__gte=1), name="somebody_speaks_for_a_minute_or_more"
            ),
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


class PresentationQuerySet(models.QuerySet["Presentation"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """One's own, and those of the afternoons that one may see."""
        return self.filter(
            Q(participant__person=user) | Q(afternoon__in=Afternoon.objects.visible_to(user, at)),
            withdrawn_at=None,
            afternoon__withdrawn_at=None,
            afternoon__cohort__withdrawn_at=None,
        )

    def current(self) -> Self:
        return self.filter(withdrawn_at=None, afternoon__withdrawn_at=None)

    def without_place(self) -> Self:
        """Taken out of the order, or called off with the afternoon, while the group goes on."""
        return self.exclude(withdrawn_at=None, afternoon__withdrawn_at=None).filter(
            afternoon__cohort__withdrawn_at=None
        )

    def in_full(self) -> Self:
        """With everything that their time and their names are read from."""
        return self.select_related(
            "afternoon__cohort__organisation",
            "afternoon__cohort__version",
            "afternoon__chair",
            "participant__person",
        )


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

    objects = PresentationQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(delivered_at__isnull=False, released_by__isnull=False),
                name="only_what_was_heard_is_released_by_somebody",
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

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + self.afternoon.each

    @property
    def place_in_order(self) -> int:
        """Its place as people count: 1 is first."""
        return self.position + 1

    @property
    def is_delivered(self) -> bool:
        return self.delivered_at is not None

    @property
    def is_released(self) -> bool:
        return self.released_at is not None


class PanelNoteQuerySet(models.QuerySet["PanelNote"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """One's own; all for the senior team and who chairs; none about oneself, in any hat."""
        led = Organisation.objects.reached_by(user, [Post.Role.SLT], at)
        return self.filter(
            Q(by=user)
            | Q(presentation__afternoon__cohort__organisation__in=led)
            | Q(presentation__afternoon__chair=user)
        ).exclude(presentation__participant__person=user)

    def written(self) -> Self:
        """Notes that hold a word: one that was emptied stands for nothing."""
        return self.exclude(questions="", what_moved="", what_next="")

    def feedback(self) -> Self:
        """Notes that hold something for the secondee, in the order in which they were begun."""
        return self.exclude(what_moved="", what_next="").select_related("by").order_by("pk")


class PanelNote(models.Model):
    """What one member of the panel noted: questions for the senior team, feedback for the secondee.

    `revision` counts saves: one that began from an older text overwrites nothing, and both are shown.
    """

    presentation = models.ForeignKey(Presentation, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panel_notes")
    questions = models.TextField(blank=True)
    what_moved = models.TextField(blank=True)
    what_next = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    kept_at = models.DateTimeField()

    objects = PanelNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["presentation", "by"], name="one_note_per_presentation_and_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} on {self.presentation}"
