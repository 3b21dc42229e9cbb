"""Reflections, who reads them, and the questions asked about them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from people.models import Organisation, Post, User
from secondments.models import Mentorship, Participant, Window
from secondments.models.windows import WindowQuerySet

LONGEST = 100_000  # letters of a reflection: a short book; longer is refused, and never cut


class Outline(NamedTuple):
    """That a reflection was shared, and when: all that a coordinator and the board may know of it."""

    reflection: int
    participant: int
    window: int | None
    shared_at: datetime


def windows_to_share_in(participant: Participant, at: datetime) -> WindowQuerySet:
    """Windows in which the participant may share: open for them, and they take part on that day."""
    day = participant.cohort.day_of(at)
    takes_part = Exists(Participant.objects.taking_part(day).filter(pk=participant.pk))
    return Window.objects.open_for(participant, at).filter(takes_part, kind=Window.Kind.REFLECTION)


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """One's own; of others' what is shared now, with oneself in one's part as mentor, SLT or reader."""
        return self.filter(
            Q(participant__person=user)
            | Q(shared_at__isnull=False) & self._chosen(user, at, Reader.objects.filter(withdrawn_at=None))
        )

    def once_shared_with(self, user: User, at: datetime) -> Self:
        """What others shared once with the user's part in it, though it may have been taken back since."""
        shared = ReflectionVersion.objects.filter(kind=ReflectionVersion.Kind.SHARED)
        first = shared.filter(reflection=OuterRef("reflection")).order_by("number").values("at")[:1]
        readers = Reader.objects.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=Subquery(first)))
        return self.of_others(user).filter(
            self._chosen(user, at, readers), Exists(shared.filter(reflection=OuterRef("pk")))
        )

    def _chosen(self, user: User, at: datetime, among: ReaderQuerySet) -> Q:
        """The condition that the user is among these readers: as mentor, in the senior team, or by name."""
        readers = among.filter(reflection=OuterRef("pk"))
        mentored = Mentorship.objects.not_ended(at).filter(mentor=user).values("participant")
        led = Organisation.objects.reached_by(user, [Post.Role.SLT], at)
        return (
            Q(Exists(readers.filter(kind=Reader.Kind.MENTOR)), participant__in=mentored)
            | Q(Exists(readers.filter(kind=Reader.Kind.SLT)), participant__cohort__organisation__in=led)
            | Q(Exists(readers.filter(kind=Reader.Kind.PERSON, person=user)))
        )

    def shared(self) -> Self:
        return self.filter(shared_at__isnull=False)

    def of_others(self, user: User) -> Self:
        return self.exclude(participant__person=user)

    def with_people(self) -> Self:
        """With whom and what a page about them names: author, group, programme, window."""
        return self.select_related(
            "participant__person",
            "participant__cohort__organisation",
            "participant__cohort__version",
            "window",
        )

    def waiting_for(self, user: User) -> Self:
        """Those about which the user has neither asked nor, since they were last shared, set them aside."""
        asked = CoachingQuestion.objects.standing().filter(reflection=OuterRef("pk"), asked_by=user)
        newest = (
            ReflectionVersion.objects.filter(reflection=OuterRef("pk"), kind=ReflectionVersion.Kind.SHARED)
            .order_by("-number")
            .values("at")[:1]
        )
        done = SetAside.objects.filter(
            reflection=OuterRef("pk"), reader=user, at__gte=OuterRef("last_shared_at")
        )
        return self.annotate(last_shared_at=Subquery(newest)).exclude(Exists(asked)).exclude(Exists(done))

    def outlines(self, participants: Iterable[int]) -> list[Outline]:
        """What has been shared by these participants (keys), without a word of it."""
        rows = self.shared().filter(participant__in=list(participants)).order_by("shared_at", "pk")
        return [
            Outline(pk, participant, window, shared_at)
            for pk, participant, window, shared_at in rows.values_list(
                "pk", "participant", "window", "shared_at"
            )
            if shared_at is not None
        ]


class Reflection(models.Model):
    """What one person writes in one window. `draft` is theirs alone; what others read are its versions.

    `draft_revision` counts saves of the draft: a save that began from an older one overwrites nothing,
    both texts are kept and shown. `draft_tab` is the page that saved last (a random id of its own): what the
    same page sends next follows from it, also when the answer to its last save was lost on the way.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="reflections")
    window = models.ForeignKey(
        Window, null=True, blank=True, on_delete=models.PROTECT, related_name="reflections"
    )
    draft = models.TextField(blank=True)
    draft_revision = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    draft_kept_at = models.DateTimeField(null=True, blank=True)
    draft_typed_at = models.DateTimeField(null=True, blank=True)
    draft_tab = models.CharField(max_length=36, blank=True)
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
    def author(self) -> User:
        return self.participant.person

    @property
    def is_shared(self) -> bool:
        return self.shared_at is not None

    def is_open(self, at: datetime) -> bool:
        """Whether its author may share it now: they take part and their window is open, or extended."""
        return (
            self.window_id is not None
            and windows_to_share_in(self.participant, at).filter(pk=self.window_id).exists()
        )

    def has_left(self, at: datetime) -> bool:
        """Whether its author takes part no longer."""
        day = self.participant.cohort.day_of(at)
        return not Participant.objects.not_left(day).filter(pk=self.participant_id).exists()

    def shared_version(self) -> ReflectionVersion | None:
        """The text that its readers read: what was shared last, while anything is shared."""
        if not self.is_shared:
            return None
        return self.versions.filter(kind=ReflectionVersion.Kind.SHARED).order_by("-number").first()

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
    tab = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["reflection", "number"], name="one_version_of_a_reflection_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reflection} ({self.number})"


class ReaderQuerySet(models.QuerySet["Reader"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


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

    objects = ReaderQuerySet.as_manager()

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


class SetAside(models.Model):
    """A reader's own mark that they have read a reflection and need not ask. The author never sees it."""

    reflection = models.ForeignKey(Reflection, on_delete=models.PROTECT, related_name="set_asides")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reflection", "reader"], name="a_reader_sets_a_reflection_aside_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader} has read {self.reflection}"


class CoachingQuestionQuerySet(models.QuerySet["CoachingQuestion"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def unanswered(self) -> Self:
        return self.standing().filter(~Exists(Answer.objects.filter(question=OuterRef("pk"))))

    def visible_to(self, user: User, at: datetime) -> Self:
        """Questions about what the user may read."""
        return self.standing().filter(reflection__in=Reflection.objects.visible_to(user, at))


class CoachingQuestion(models.Model):
    """A question about a reflection, beside a passage of it; read by all who read the reflection."""

    reflection = models.ForeignKey(Reflection, on_delete=models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="questions_asked"
    )
    asked_at = models.DateTimeField(db_index=True)
    body = models.TextField()
    passage = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = CoachingQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="a_coaching_question_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_by} asks about {self.reflection}"

    @property
    def key(self) -> str:
        return f"blogs.coachingquestion:{self.pk}"


class AnswerQuerySet(models.QuerySet["Answer"]):
    def first_given(self) -> Self:
        """Answers themselves, without what later changed them."""
        return self.filter(
            ~Exists(Answer.objects.filter(question=OuterRef("question"), pk__lt=OuterRef("pk")))
        )


class Answer(models.Model):
    """What the author answers. Changing it adds another; the latest is shown."""

    question = models.ForeignKey(CoachingQuestion, on_delete=models.PROTECT, related_name="answers")
    body = models.TextField()
    at = models.DateTimeField(db_index=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="an_answer_has_words"),
        ]

    def __str__(self) -> str:
        return f"Answer to {self.question}"


class MentorAnswerQuerySet(models.QuerySet["MentorAnswer"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """The mentor's own, and, once given, those of groups that the user coordinates."""
        run = Organisation.objects.reached_by(user, [Post.Role.COORDINATOR], at)
        return self.filter(Q(mentor=user) | Q(given_at__isnull=False, window__cohort__organisation__in=run))


class MentorAnswer(models.Model):
    """What a mentor says, at the end, about their own growth as a coach.

    `body` is the mentor's draft, `given_body` what they gave; `revision` counts saves of the draft.
    """

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="mentor_answers")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    tab = models.CharField(max_length=36, blank=True)
    kept_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)
    given_body = models.TextField(blank=True)

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
