"""What happens to posts: they are given from one day and end with another."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from events.operations import record
from people import permissions
from people.models import Organisation, Post, User
from people.operations.allowed import only_if


class HeldAlready(Exception):
    """The person holds this role there at that time already."""


class EndsBeforeItStarts(Exception):
    """A post cannot end before it starts."""


class LastAdministrator(Exception):
    """Somebody has to be able to look after the organisation."""


def give_post(
    *,
    person: User,
    organisation: Organisation,
    role: str,
    title: str = "",
    starts_on: date,
    ends_on: date | None = None,
    by: User | None,
    at: datetime,
) -> Post:
    """Give somebody a role from a day on, until the day before `ends_on`; rights follow from it.

    `title` is what stands on the door ("Learning Director, Year 9"). `by` none is the machine's console.
    Raises NotAllowed, EndsBeforeItStarts, HeldAlready.
    """
    only_if(by is None or permissions.can_give_post_to(by, person, organisation, role, at))
    if ends_on is not None and ends_on <= starts_on:
        raise EndsBeforeItStarts
    with transaction.atomic():
        try:
            with transaction.atomic():
                post = Post.objects.create(
                    person=person,
                    organisation=organisation,
                    role=role,
                    title=title,
                    starts_on=starts_on,
                    ends_on=ends_on,
                )
        except IntegrityError as refused:
            raise HeldAlready from refused
        _record("people.post_given", post, by, at)
    permissions.forget_posts(person)
    return post


def end_post(*, post: Post, ends_on: date, by: User, at: datetime) -> None:
    """End a post: it is held until the day before `ends_on`, and not at all when that is the day it starts.

    Nobody makes their own last longer. Raises NotAllowed, EndsBeforeItStarts; HeldAlready when a later end
    would run into the same post held again; LastAdministrator when nobody would be left to look after the
    organisation.
    """
    only_if(permissions.can_end_post(by, post, at))
    if post.ends_on is not None and ends_on > post.ends_on:
        only_if(permissions.can_prolong_post(by, post, at))
    if ends_on < post.starts_on:
        raise EndsBeforeItStarts
    with transaction.atomic():
        if post.role == Post.Role.ADMINISTRATOR and not _somebody_else_administers(post, ends_on):
            raise LastAdministrator
        post.ends_on = ends_on
        try:
            with transaction.atomic():
                post.save(update_fields=["ends_on"])
        except IntegrityError as refused:
            post.refresh_from_db(fields=["ends_on"])
            raise HeldAlready from refused
        _record("people.post_ended", post, by, at)
    permissions.forget_posts(post.person)


def _somebody_else_administers(post: Post, day: date) -> bool:
    """Whether the organisation, or one above it, has another administrator whose post has no end."""
    # Two administrators who end each other's post at once must not both find the other one there.
    list(Organisation.objects.select_for_update().filter(pk__in=post.organisation.path_ids).order_by("pk"))
    others = Post.objects.filter(
        role=Post.Role.ADMINISTRATOR,
        organisation__in=post.organisation.path_ids,
        person__is_active=True,
        starts_on__lte=day,
        ends_on=None,
    ).exclude(pk=post.pk)
    return others.exists()


def _record(kind: str, post: Post, by: User | None, at: datetime) -> None:
    record(
        kind,
        about=f"people.user:{post.person_id}",
        organisation=post.organisation.key,
        data={
            "post": post.pk,
            "person": post.person_id,
            "role": post.role,
            "starts_on": post.starts_on.isoformat(),
            "ends_on": post.ends_on.isoformat() if post.ends_on else None,
        },
        by=by,
        at=at,
    )
