"""What happens to people: they are invited, once, and put their own names right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from events.operations import record, write_notices
from people import permissions
from people.models import Organisation, Post, User
from people.names import sort_name_of
from people.operations.allowed import only_if
from people.pasted import Person
from people.periods import day_of


class NothingToSend(Exception):
    """They have signed in already, were written to today, or have no address."""


@dataclass
class Invited:
    """What became of a list: who is new here, who held the role already, who cannot be invited like this."""

    new: list[User] = field(default_factory=list)
    already: list[User] = field(default_factory=list)
    closed: list[Person] = field(default_factory=list)
    oneself: list[Person] = field(default_factory=list)


def invite(
    *,
    organisation: Organisation,
    people: Sequence[Person],
    role: str = Post.Role.STAFF,
    title: str = "",
    by: User | None,
    at: datetime,
) -> Invited:
    """See to it that these people exist, hold the role at the organisation from today, and are told so once.

    They come back in the order of their addresses. Inviting the same list again changes nothing. Somebody who
    is known by their address keeps their name. Nobody gives themselves a role, and an account that was closed
    is not opened by a list. `by` none is the machine's console. Raises NotAllowed.
    """
    only_if(
        by is None
        or (
            permissions.can_invite(by, organisation, at)
            and permissions.can_give_post(by, organisation, role, at)
        )
    )
    result = Invited()
    with transaction.atomic():
        known = _known([person.email for person in people])
        _free([person.email for person in people], known)
        holding = set(
            Post.objects.held(at)
            .filter(organisation=organisation, role=role, person__in=known.values())
            .values_list("person_id", flat=True)
        )
        for person in sorted(people, key=lambda person: person.email):  # one order for all: no deadlocks
            user = known.get(person.email)
            if user is not None and not user.is_active:
                result.closed.append(person)
            elif user is not None and by is not None and user.pk == by.pk:
                result.oneself.append(person)
            elif user is not None and user.pk in holding:
                result.already.append(user)
            else:
                user = _welcome(user or _new_user(person), organisation, role, title, by, at)
                holding.add(user.pk)
                known[person.email] = user
                result.new.append(user)
    return result


def _known(emails: Sequence[str]) -> dict[str, User]:
    """Whom these addresses belong to. One that somebody noted beside their own is not theirs."""
    people = User.objects.select_related("merged_into").filter(email__in=emails)
    return {user.email: user.merged_into or user for user in people}


def _free(emails: Sequence[str], known: dict[str, User]) -> None:
    """Take these addresses from everybody else: a code sent there must open the account of their owner.

    Confirmed ones too: the owner may have clicked on a link that somebody else had asked for.
    """
    rows = EmailAddress.objects.filter(email__in=emails).values_list("pk", "email", "user")
    taken = [pk for pk, email, user in rows if email not in known or known[email].pk != user]
    if taken:
        EmailAddress.objects.filter(pk__in=taken).delete()


def _new_user(person: Person) -> User:
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                person.email, name=person.name, formal_name=person.formal_name, sort_name=person.sort_name
            )
            EmailAddress.objects.create(user=user, email=person.email, primary=True, verified=False)
    except IntegrityError:  # somebody else pasted the same list in the same moment
        return User.objects.get(email=person.email)
    return user


def _welcome(
    user: User, organisation: Organisation, role: str, title: str, by: User | None, at: datetime
) -> User:
    post = Post(person=user, organisation=organisation, role=role, title=title, starts_on=day_of(at))
    try:
        with transaction.atomic():
            post.save()
    except IntegrityError:  # given in the same moment, or held again from a later day
        return user
    permissions.forget_posts(user)
    record(
        "people.person_invited",
        about=user.key,
        organisation=organisation.key,
        data={"post": post.pk, "person": user.pk, "role": role},
        by=by,
        at=at,
    )
    _write(user, organisation, by, at)
    return user


def _write(user: User, organisation: Organisation, by: User | None, at: datetime) -> int:
    """Put the invitation into the out-tray, once a day at most. It goes out at once: somebody asked."""
    return write_notices(
        to=[user],
        key=f"{organisation.key} invited {day_of(at).isoformat()}",
        template="invited",
        context={
            "organisation": organisation.pk,
            "by": by.pk if by else None,
            "new": user.last_login is None,
        },
        due_at=at,
        at=at,
    )


def invite_again(*, person: User, organisation: Organisation, by: User, at: datetime) -> None:
    """Write once more to somebody who has never signed in; at most once a day.

    Raises NotAllowed; NothingToSend when they have signed in, were written to today or cannot be written to.
    """
    only_if(permissions.can_invite(by, organisation, at))
    only_if(person.posts.held(at).filter(organisation__in=Organisation.objects.under(organisation)).exists())
    if person.last_login is not None or not person.is_active or not person.email:
        raise NothingToSend
    with transaction.atomic():
        if not _write(person, organisation, by, at):
            raise NothingToSend
        record(
            "people.person_invited_again",
            about=person.key,
            organisation=organisation.key,
            data={"person": person.pk},
            by=by,
            at=at,
        )


def change_person(
    *, person: User, name: str, formal_name: str = "", sort_name: str = "", by: User, at: datetime
) -> None:
    """Write a person's names: the full one, what pupils say ("Mrs Gallagher"), and what lists sort by.

    Without `sort_name` it is made from the name. Raises NotAllowed.
    """
    only_if(permissions.can_change_person(by, person, at))
    new = {"name": name, "formal_name": formal_name, "sort_name": sort_name or sort_name_of(name)}
    changed = [column for column, value in new.items() if getattr(person, column) != value]
    if not changed:
        return
    for column in changed:
        setattr(person, column, new[column])
    with transaction.atomic():
        person.save(update_fields=changed)
        data = {"person": person.pk, "fields": changed}
        record("people.person_changed", about=person.key, data=data, by=by, at=at)
