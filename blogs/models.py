"""Reflections, who reads them, and the questions asked about them."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from people.models import Organisation, Post, User
from secondments.models import Mentorship, Participant, Window


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """One's own; of others' only what is shared now, and with oneself in one's part as mentor, SLT or reader."""
        readers = Reader.objects.filter(reflection=OuterRef("pk"), withdrawn_at=None)
        mentored = Mentorship.objects.not_ended(at).filter(mentor=user).values("participant")
        led = Organisation.objects.reached_by(user, [Post.Role.SLT], at)
        return self.filter(
            Q(participant__person=user)
            | Q(shared_at__isnull=False)
            & (
                Q(Exists(readers.filter(kind=Reader.Kind.MENTOR)), participant__in=mentored)
                | Q(Exists(readers.filter(kind=Reader.Kind.SLT)), participant__cohort__organisation__in=led)
                | Q(Exists(readers.filter(kind=Reader.Kind.PERSON, person=user)))
            )
        )

    def shared(self) -> Self:
        return self.filter(shared_at__isnull=False)


class Reflection(models.Model):
    """What one person writes in one window. `draft` is theirs alone; what others read are its versions.

    `draft_revision` counts saves of the draft: a save that began from an older one overwrites nothing,
    both texts are kept and shown.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="reflections")
    window = models.ForeignKey(Window, null=True, blank=True, on_delete=models.PROTECT, related_name="reflections")
    draft = models.TextField(blank=True)
    draft_revision = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    draft_kept_at = models.DateTimeField(null=True, blank=True)
    draft_typed_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "window"],
                condition=Q(window__isnull=False),
                name="one_reflection_per_window",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}, {self.window}"

    @property
    def key(self) -> str:
        return f"blogs.reflection:{self.pk}"

    @property
    def draft_words(self) -> int:
        """Words of the draft, as a writer counts them."""
        return len(self.draft.split())


class ReflectionVersion(models.Model):
    """A text as it was shared, or one that a conflicting or late save would otherwise have lost."""

    class Kind(models.TextChoices):
        SHARED = "shared", "shared"
        ASIDE = "aside", "kept aside"

    reflection = models.ForeignKey(Reflection, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    body = models.TextField()
    at = models.DateTimeField()
    typed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["reflection", "number"], name="one_version_of_a_reflection_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.reflection} ({self.number})"


class Reader(models.Model):
    """Whom the author lets read a reflection: their mentor, the senior team, or a person they chose."""

    class Kind(models.TextChoices):
        MENTOR = "mentor", "mentor"
        SLT = "slt", "senior team"
        PERSON = "person", "person"

    reflection = models.ForeignKey(Reflection, on_delete=models.PROTECT, related_name="readers")
    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    chosen_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reflection", "kind"],
                condition=Q(withdrawn_at=None) & ~Q(kind="person"),
                name="a_group_of_readers_is_chosen_once",
            ),
            models.UniqueConstraint(
                fields=["reflection", "person"],
                condition=Q(withdrawn_at=None, kind="person"),
                name="a_reader_is_chosen_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="person", person__isnull=False) | (~Q(kind="person") & Q(person=None)),
                name="a_chosen_reader_is_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} reads {self.reflection}"


class CoachingQuestion(models.Model):
    """A question asked about a reflection, beside the passage it is about; read by all who read the reflection."""

    reflection = models.ForeignKey(Reflection, on_delete=models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="questions_asked")
    asked_at = models.DateTimeField()
    body = models.TextField()
    passage = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.asked_by} asks about {self.reflection}"

    @property
    def key(self) -> str:
        return f"blogs.coachingquestion:{self.pk}"


class Answer(models.Model):
    """What the author answers. Changing it adds another; the latest is shown."""

    question = models.ForeignKey(CoachingQuestion, on_delete=models.PROTECT, related_name="answers")
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Answer to {self.question}"


class MentorAnswerQuerySet(models.QuerySet["MentorAnswer"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """The mentor's own, and, once given, those of groups that the user coordinates."""
        run = Organisation.objects.reached_by(user, [Post.Role.COORDINATOR], at)
        return self.filter(Q(mentor=user) | Q(given_at__isnull=False, window__cohort__organisation__in=run))


class MentorAnswer(models.Model):
    """What a mentor says, at the end, about their own growth as a coach."""

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="mentor_answers")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)

    objects = MentorAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "mentor"], name="a_mentor_answers_once_per_window"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor}, {self.window}"

    @property
    def key(self) -> str:
        return f"blogs.mentoranswer:{self.pk}"
