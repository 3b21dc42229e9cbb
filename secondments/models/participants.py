"""People on a programme, and the dated facts beside them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from people.models import Organisation, Post, User
from people.periods import day_of, holds_on, in_order
from secondments.models.programmes import OVERSEERS, Cohort


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """Oneself, those one mentors, and those whose group or school one oversees."""
        reached = Organisation.objects.reached_by(user, OVERSEERS, at)
        at_school = Exists(
            ParticipationPeriod.objects.filter(participant=OuterRef("pk"), organisation__in=reached).exclude(
                ends_on__lte=day_of(at)
            )
        )
        return self.filter(
            Q(person=user)
            | Q(pk__in=Mentorship.objects.not_ended(at).filter(mentor=user).values("participant"))
            | Q(cohort__organisation__in=reached)
            | Q(at_school),
            cohort__withdrawn_at=None,
        )

    def mentored_by(self, user: User, at: datetime) -> Self:
        """Those whose mentor the user is, or is about to be."""
        return self.filter(
            pk__in=Mentorship.objects.not_ended(at).filter(mentor=user).values("participant"),
            cohort__withdrawn_at=None,
        )

    def taking_part(self, day: date) -> Self:
        """Those who are on the programme that day: neither before joining nor after leaving."""
        return self.filter(
            Exists(ParticipationPeriod.objects.filter(holds_on(day), participant=OuterRef("pk")))
        )

    def not_left(self, day: date) -> Self:
        """Those who take part that day or are still to begin."""
        periods = ParticipationPeriod.objects.filter(participant=OuterRef("pk"))
        return self.filter(Exists(periods.filter(Q(ends_on=None) | Q(ends_on__gt=day))))

    def by_name(self) -> Self:
        return self.select_related("person").order_by("person__sort_name", "person__name", "pk")


class Participant(models.Model):
    """One person in one group. There is no status column: the dated rows beside it say what is true when."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="participations")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="participants")
    added_at = models.DateTimeField()

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "cohort"], name="nobody_is_in_a_group_twice"),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def key(self) -> str:
        return f"secondments.participant:{self.pk}"


class ParticipationPeriod(models.Model):
    """From when to when somebody takes part, and at which school (their own, or a host)."""

    class Kind(models.TextChoices):
        HOME = "home", "own school"
        HOST = "host", "host school"

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="periods")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.HOME)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [in_order("taking_part_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.participant} at {self.organisation}"

    @property
    def last_day(self) -> date | None:
        """The last day on which they take part, as people say it."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None


class MentorshipQuerySet(models.QuerySet["Mentorship"]):
    def held(self, at: datetime) -> Self:
        """Mentorships that hold on the day of that instant."""
        return self.filter(holds_on(day_of(at))).by_people_still_here(at)

    def not_ended(self, at: datetime) -> Self:
        """Those that hold or are to begin: a mentor named for January can read themselves in."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day_of(at))).by_people_still_here(at)

    def by_people_still_here(self, at: datetime) -> Self:
        """Not of mentors whose every post has ended: whoever has left the school reads nothing more there."""
        posts = Post.objects.filter(person=OuterRef("mentor"))
        lasting = posts.filter(Q(ends_on=None) | Q(ends_on__gt=day_of(at)))
        return self.filter(~Exists(posts) | Exists(lasting))


class Mentorship(models.Model):
    """Who mentors whom, from when to when; one mentor at a time."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="mentorships")
    mentor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mentorships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        constraints = [in_order("a_mentorship_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.mentor} mentors {self.participant}"


class JoiningStep(models.Model):
    """A step of joining that somebody has confirmed ("I have had my induction")."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="joining_steps")
    slug = models.SlugField(max_length=60)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "slug"], name="a_joining_step_is_confirmed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.slug}"

    @property
    def key(self) -> str:
        return f"secondments.joiningstep:{self.pk}"
