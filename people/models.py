"""Who and where: people, organisations, the posts that people hold there, terms and stored files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Lower

from people.names import sort_name_of
from people.periods import LONDON, day_of, holds_on


def a_known_zone(name: str) -> None:
    """Raise ValidationError unless `name` is a time zone such as Europe/London."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValidationError("Choose a time zone such as Europe/London.") from error


class UserQuerySet(models.QuerySet["User"]):
    def never_signed_in(self) -> Self:
        return self.filter(last_login=None, is_active=True, merged_into=None)

    def holding(self, roles: Iterable[str], at: datetime) -> Self:
        """People who hold one of these roles anywhere at that instant."""
        return self.filter(Exists(Post.objects.held(at).filter(person=OuterRef("pk"), role__in=list(roles))))

    def visible_to(self, user: User, at: datetime) -> Self:
        """Whoever holds or held a post where the user coordinates or administers, and the user themselves."""
        if not user.is_active:
            return self.none()
        reached = Organisation.objects.visible_to(user, at)
        posts = Post.objects.filter(person=OuterRef("pk"), organisation__in=reached)
        return self.filter(Q(pk=user.pk) | Exists(posts))

    def at_organisations(self, organisations: models.QuerySet[Organisation], at: datetime) -> Self:
        """People who hold any post at one of these organisations at that instant."""
        return self.filter(
            Exists(Post.objects.held(at).filter(person=OuterRef("pk"), organisation__in=organisations))
        )


class UserManager(BaseUserManager["User"]):
    """Creates people; everything else is asked of the queryset."""

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def create_user(self, email: str = "", password: str | None = None, **fields: Any) -> User:
        """A person; without a password they can sign in by a code, without an e-mail not at all."""
        fields.setdefault("sort_name", sort_name_of(fields.get("name", "")))
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Somebody who may open the look-up tables of the administration site."""
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. They may exist without signing in; a duplicate is merged, never deleted."""

    email = models.EmailField(blank=True, default="")
    name = models.CharField(max_length=120)
    formal_name = models.CharField(max_length=120, blank=True)
    sort_name = models.CharField(max_length=120, blank=True, db_index=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="one_person_per_email_whatever_its_case"
            ),
            # Signing in looks an address up as it is stored.
            models.CheckConstraint(condition=Q(email=Lower("email")), name="an_email_is_in_small_letters"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(is_active=False), name="a_merged_person_does_not_sign_in"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"people.user:{self.pk}"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.given_name

    @property
    def given_name(self) -> str:
        """What friends call them: the first word of the name."""
        return self.name.split(" ")[0] if self.name else ""

    @property
    def spoken_name(self) -> str:
        """What a staffroom says: "Mrs Gallagher" where we know it, else the whole name."""
        return self.formal_name or self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def reached_by(self, user: User, roles: Iterable[str], at: datetime) -> Self:
        """Organisations at or under which the user holds one of these roles: a post reaches down the tree."""
        if not user.is_active:
            return self.none()
        posts = Post.objects.held(at).filter(person=user, role__in=list(roles))
        path = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
        return self.filter(Exists(posts.annotate(here=path).filter(here__startswith=F("organisation__path"))))

    def visible_to(self, user: User, at: datetime) -> Self:
        """Organisations whose people, terms and details the user looks after."""
        return self.reached_by(user, Post.RUNS, at).filter(withdrawn_at=None)

    def of(self, user: User, at: datetime) -> Self:
        """Organisations where the user holds any post themselves."""
        return self.filter(Exists(Post.objects.held(at).filter(person=user, organisation=OuterRef("pk"))))

    def under(self, organisation: Organisation) -> Self:
        """The organisation and everything below it."""
        return self.filter(path__startswith=organisation.path)

    def above(self, organisation: Organisation) -> Self:
        """The organisation and everything over it."""
        return self.filter(pk__in=organisation.path_ids)


class Organisation(models.Model):
    """A trust, a hub or a school. `path` holds the keys from the root down, as in `/3/17/`."""

    class Kind(models.TextChoices):
        TRUST = "trust", "Trust"
        HUB = "hub", "Hub"
        SCHOOL = "school", "School"

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SCHOOL)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=120, blank=True, db_index=True)
    zone = models.CharField(max_length=60, default=LONDON, validators=[a_known_zone])
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("pk")), name="an_organisation_is_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"people.organisation:{self.pk}"

    @property
    def path_ids(self) -> list[int]:
        """Keys from the root down to this organisation."""
        return [int(part) for part in self.path.strip("/").split("/") if part]

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


class PostQuerySet(models.QuerySet["Post"]):
    def held(self, at: datetime) -> Self:
        """Posts held on the day of that instant."""
        return self.filter(holds_on(day_of(at)))

    def visible_to(self, user: User, at: datetime) -> Self:
        """One's own posts, and everybody's at the organisations that the user looks after."""
        return self.filter(Q(person=user) | Q(organisation__in=Organisation.objects.visible_to(user, at)))


class Post(models.Model):
    """What somebody is at an organisation between two days; rights follow from it."""

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", "Administrator"
        COORDINATOR = "coordinator", "Coordinator"
        HEADTEACHER = "headteacher", "Headteacher"
        SLT = "slt", "Senior leader"
        MENTOR = "mentor", "Mentor"
        STAFF = "staff", "Member of staff"

    RUNS = (Role.COORDINATOR, Role.ADMINISTRATOR)

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            # A post that ends on the day it starts was never held: that is how a mistake is taken back.
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_post_does_not_end_before_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "role"], name="post_by_organisation_and_role")]

    def __str__(self) -> str:
        return f"{self.person} as {self.title or self.get_role_display()}"

    @property
    def label(self) -> str:
        """The title on the door, or the role's name."""
        return self.title or self.get_role_display()

    @property
    def last_day(self) -> date | None:
        """The last day on which it is held, as people say it."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    @property
    def was_never_held(self) -> bool:
        return self.ends_on == self.starts_on

    def is_held(self, at: datetime) -> bool:
        """Whether it is held on the day of that instant."""
        return self.starts_on <= day_of(at) and self.is_due(at)

    def is_due(self, at: datetime) -> bool:
        """Whether it is held now or will be: it has not ended."""
        return self.ends_on is None or (day_of(at) < self.ends_on and not self.was_never_held)


class TermQuerySet(models.QuerySet["Term"]):
    def current(self) -> Self:
        return self.filter(withdrawn_at=None)


class Term(models.Model):
    """A term of one organisation, with its half-term where it has one. Days are end-exclusive."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="terms")
    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()
    half_term_starts_on = models.DateField(null=True, blank=True)
    half_term_ends_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="a_term_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(half_term_starts_on=None, half_term_ends_on=None)
                | Q(
                    half_term_starts_on__gt=F("starts_on"),
                    half_term_ends_on__gt=F("half_term_starts_on"),
                    half_term_ends_on__lt=F("ends_on"),
                ),
                name="half_term_lies_inside_its_term",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> date:
        """The last day of school, as people say it."""
        return self.ends_on - timedelta(days=1)

    @property
    def half_term_last_day(self) -> date | None:
        return self.half_term_ends_on - timedelta(days=1) if self.half_term_ends_on else None

    @property
    def school_year(self) -> int:
        """The year in which this term's school year began: August starts a new one (as in Scotland)."""
        return self.starts_on.year if self.starts_on.month >= 8 else self.starts_on.year - 1

    def holds(self, day: date) -> bool:
        """School is in session on that day as far as the term says (weekends apart)."""
        if not self.starts_on <= day < self.ends_on:
            return False
        if self.half_term_starts_on is None or self.half_term_ends_on is None:
            return True
        return not self.half_term_starts_on <= day < self.half_term_ends_on


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, user: User) -> Self:
        """A file is its owner's alone; whoever else may have it asks for one of their own."""
        return self.filter(owner=user, withdrawn_at=None)


class StoredFile(models.Model):
    """A file that was made or brought, with who may say that it is theirs."""

    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="files/%Y/%m/")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="files")
    stored_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = StoredFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"people.storedfile:{self.pk}"
