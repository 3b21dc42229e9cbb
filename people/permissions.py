"""Who may do what to people and organisations: plain functions over posts held now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from events.models import Event
from people.models import Organisation, Post, User
from people.periods import day_of

RUNS = Post.RUNS
GIVEN_BY_COORDINATORS = (Post.Role.MENTOR, Post.Role.STAFF, Post.Role.SLT, Post.Role.HEADTEACHER)


def posts_of(user: User | AnonymousUser, at: datetime) -> list[Post]:
    """Posts that the user holds on the day of that instant; asked once per user object and day."""
    if not isinstance(user, User) or not user.is_active:
        return []
    day = day_of(at)
    known: tuple[object, list[Post]] | None = user.__dict__.get("_posts_held")
    if known is None or known[0] != day:
        known = (day, list(user.posts.held(at).select_related("organisation").order_by("pk")))
        user.__dict__["_posts_held"] = known
    return known[1]


def forget_posts(user: User) -> None:
    """Ask the database again next time: called by the operations that change posts."""
    user.__dict__.pop("_posts_held", None)


def holds(user: User | AnonymousUser, roles: Iterable[str], organisation: Organisation, at: datetime) -> bool:
    """Whether the user holds one of these roles at the organisation or above it."""
    wanted = set(roles)
    return any(
        post.role in wanted and organisation.path.startswith(post.organisation.path)
        for post in posts_of(user, at)
    )


def holds_anywhere(user: User | AnonymousUser, roles: Iterable[str], at: datetime) -> bool:
    """Whether the user holds one of these roles at any organisation."""
    wanted = set(roles)
    return any(post.role in wanted for post in posts_of(user, at))


def can_invite(user: User, organisation: Organisation, at: datetime) -> bool:
    return holds(user, RUNS, organisation, at)


def can_give_post(user: User, organisation: Organisation, role: str, at: datetime) -> bool:
    """Administrators give any post; coordinators those that carry no rights over others."""
    if holds(user, [Post.Role.ADMINISTRATOR], organisation, at):
        return True
    return role in GIVEN_BY_COORDINATORS and holds(user, [Post.Role.COORDINATOR], organisation, at)


def can_give_post_to(user: User, person: User, organisation: Organisation, role: str, at: datetime) -> bool:
    """Nobody gives themselves a post: coordinators could else read what is shared with senior leaders."""
    return person.pk != user.pk and can_give_post(user, organisation, role, at)


def can_end_post(user: User, post: Post, at: datetime) -> bool:
    """Whoever could give a post can end it, their own too."""
    return can_give_post(user, post.organisation, post.role, at)


def can_prolong_post(user: User, post: Post, at: datetime) -> bool:
    """To move an end to a later day is to give the post: nobody does it to themselves."""
    return can_give_post_to(user, post.person, post.organisation, post.role, at)


def can_change_person(user: User, person: User, at: datetime) -> bool:
    """People write their own name; whoever looks after every role they hold may put it right."""
    if person.pk == user.pk:
        return user.is_active
    held = posts_of(person, at)
    return bool(held) and all(holds(user, RUNS, post.organisation, at) for post in held)


def can_found_organisation(user: User, parent: Organisation | None, at: datetime) -> bool:
    """Administrators add below their own; what stands at the top is begun at the machine's console."""
    return parent is not None and holds(user, [Post.Role.ADMINISTRATOR], parent, at)


def can_manage_organisation(user: User, organisation: Organisation, at: datetime) -> bool:
    return holds(user, [Post.Role.ADMINISTRATOR], organisation, at)


def can_set_terms(user: User, organisation: Organisation, at: datetime) -> bool:
    return holds(user, RUNS, organisation, at)


def needs_second_factor(user: User | AnonymousUser, at: datetime) -> bool:
    """Coordinators and administrators reach other people's data, so a password alone is not enough."""
    return user.is_staff or holds_anywhere(user, RUNS, at)


def is_demonstration() -> bool:
    """Whether this database was made for the demonstration and holds invented people only."""
    return Event.objects.filter(kind="people.demonstration_made").exists()
