"""The parts that a person plays, and where each part's places in the navigation are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from people.models import Post, User
from people.periods import day_of
from people.permissions import holds_anywhere, posts_of
from secondments.models import Cohort, Mentorship, Participant
from secondments.todo import Hat
from secondments.words import COMMON, Words

HOMES = {
    Hat.SECONDEE: "config:secondee_home",
    Hat.MENTOR: "config:mentor_home",
    Hat.SLT: "config:slt_home",
    Hat.COORDINATOR: "config:coordinator_home",
}
# Addresses that are one hat's own; where several share a page, the session says which was last on.
OWN = {
    Hat.SECONDEE: ("/secondment/", "/log/", "/reflections/"),
    Hat.MENTOR: ("/mentoring/", "/confirmations/"),
    Hat.SLT: ("/senior/",),
    Hat.COORDINATOR: ("/coordinating/", "/people/", "/programmes/", "/start/", "/organisations/"),
}


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Wearer:
    """What of one person the navigation needs, asked of the database once a page."""

    user: User
    at: datetime
    hats: tuple[Hat, ...]
    participant: Participant | None
    cohort: Cohort | None

    @property
    def words(self) -> Words:
        """How the programme that they see most says things."""
        own = self.participant.cohort if self.participant else self.cohort
        return own.words if own else COMMON

    @property
    def organisation_name(self) -> str:
        """Whose page this is: the person's own school before a trust that they also serve."""
        posts = posts_of(self.user, self.at)
        nearest = max(posts, key=lambda post: len(post.organisation.path), default=None)
        if nearest is not None:
            return nearest.organisation.name
        return self.participant.cohort.organisation.name if self.participant else ""


def latest_participation(user: User) -> Participant | None:
    """The secondment that a person is on, or was on last."""
    return (
        Participant.objects.filter(person=user, cohort__withdrawn_at=None)
        .select_related("person", "cohort__version__programme", "cohort__organisation")
        .order_by("-cohort__starts_on", "-pk")
        .first()
    )


def latest_cohort(user: User, at: datetime) -> Cohort | None:
    """The group that a coordinator or senior leader looks at: of those begun, the one that began last."""
    cohorts = Cohort.objects.overseen_by(user, at).select_related("organisation", "version__programme")
    begun = cohorts.filter(starts_on__lte=day_of(at)).order_by("-starts_on", "-pk").first()
    return begun or cohorts.order_by("starts_on", "pk").first()


def wearer(user: User, at: datetime) -> Wearer:
    """The hats of a person, the most everyday one first."""
    participant = latest_participation(user)
    mentors = (
        Mentorship.objects.not_ended(at).filter(mentor=user, participant__cohort__withdrawn_at=None).exists()
    )
    senior = holds_anywhere(user, [Post.Role.SLT], at)
    runs = holds_anywhere(user, [Post.Role.COORDINATOR, Post.Role.ADMINISTRATOR], at)
    hats = (
        (Hat.SECONDEE, participant is not None),
        (Hat.COORDINATOR, runs),
        (Hat.MENTOR, mentors),
        (Hat.SLT, senior),
    )
    return Wearer(
        user=user,
        at=at,
        hats=tuple(hat for hat, worn in hats if worn),
        participant=participant,
        cohort=latest_cohort(user, at) if runs or senior else None,
    )


def hat_at(path: str, worn: tuple[Hat, ...], last: str) -> Hat | None:
    """Which hat is on at this address: the one it belongs to, else the last one on, else the first."""
    for hat in worn:
        if path.startswith(OWN[hat]):
            return hat
    if last in worn:
        return Hat(last)
    return worn[0] if worn else None


def _own_places(hat: Hat, who: Wearer) -> list[tuple[str, str]]:
    here, words = [("Home", reverse(HOMES[hat]))], who.words
    if hat is Hat.SECONDEE:
        return [
            *here,
            ("Log", reverse("pathways:log")),
            (_titled(words.many_reflection), reverse("blogs:reflections")),
            (_titled(words.project), reverse("pathways:projects")),
            ("Meetings", reverse("pathways:meetings")),
            *_history(who),
        ]
    if hat is Hat.MENTOR:
        return [
            *here,
            ("Confirm", reverse("pathways:confirmations")),
            ("Read", reverse("blogs:to_read")),
            ("Meetings", reverse("pathways:meetings")),
            (_titled(words.many_project), reverse("pathways:projects")),
        ]
    board = [("Board", reverse("portfolios:board", args=[who.cohort.pk]))] if who.cohort else []
    if hat is Hat.SLT:
        return [
            *here,
            ("Read", reverse("blogs:to_read")),
            ("Presentations", reverse("portfolios:afternoons")),
            *board,
        ]
    windows = [("Windows", reverse("secondments:windows", args=[who.cohort.pk]))] if who.cohort else []
    return [
        ("To follow up", here[0][1]),
        *board,
        *windows,
        (_titled(words.many_group), reverse("secondments:cohorts")),
        ("People", reverse("people:people")),
        ("Programmes", reverse("secondments:programmes")),
    ]


def _titled(word: str) -> str:
    return word[:1].upper() + word[1:]


def _history(who: Wearer) -> list[tuple[str, str]]:
    if who.participant is None:
        return []
    return [("History", reverse("secondments:participant_history", args=[who.participant.pk]))]


def places(who: Wearer, hat: Hat | None, path: str) -> list[Place]:
    """The navigation: the places of the hat that is on, six at most."""
    if hat is None:
        return []
    own = _own_places(hat, who)
    nearest = max((url for _, url in own if path.startswith(url)), key=len, default="")
    return [Place(label, url, url == nearest) for label, url in own]


def other_homes(who: Wearer, hat: Hat | None) -> list[Place]:
    """The homes of the other hats that the person wears."""
    called = {
        Hat.SECONDEE: "My secondment",
        Hat.MENTOR: f"As {who.words.mentor}",
        Hat.SLT: "As senior leader",
        Hat.COORDINATOR: "As coordinator",
    }
    return [Place(called[other], reverse(HOMES[other])) for other in who.hats if other is not hat]
