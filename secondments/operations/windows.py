"""What can happen to windows: being moved, being open longer for a person or a school."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.operations import record
from people.models import Organisation, User
from people.operations import NotAllowed
from secondments import permissions
from secondments.models import Extension, Participant, Window


class OutOfOrder(Exception):
    """A window closes after it opens."""


class NotLater(Exception):
    """A new date lies in the future, and after the date that holds without it."""


class AnotherGroup(Exception):
    """The person or school has no part in the window's group."""


def move_window(*, window: Window, opens_at: datetime, closes_at: datetime, by: User, at: datetime) -> Window:
    """Give a window new instants for everybody. Longer dates that somebody has stay as they are.

    Raises NotAllowed; OutOfOrder; NotLater when what is moved would close in the past.
    """
    if not permissions.can_move_window(by, window, at):
        raise NotAllowed
    if closes_at <= opens_at:
        raise OutOfOrder
    with transaction.atomic():
        window = (
            Window.objects.select_for_update(of=("self",))
            .select_related("cohort__organisation", "cohort__version")
            .get(pk=window.pk)
        )
        was = {"was_opens_at": window.opens_at.isoformat(), "was_closes_at": window.closes_at.isoformat()}
        if (window.opens_at, window.closes_at) == (opens_at, closes_at):
            return window
        if closes_at <= at and closes_at != window.closes_at:
            raise NotLater
        window.opens_at, window.closes_at = opens_at, closes_at
        if window.due_at is not None and not opens_at < window.due_at <= closes_at:
            window.due_at = None
        window.save(update_fields=["opens_at", "closes_at", "due_at"])
        record(
            "secondments.window_moved",
            about=window.key,
            cohort=window.cohort.key,
            data={
                "window": window.pk,
                "opens_at": opens_at.isoformat(),
                "closes_at": closes_at.isoformat(),
                **was,
            },
            by=by,
            at=at,
        )
    return window


def extend_window(
    *,
    window: Window,
    participant: Participant | None = None,
    organisation: Organisation | None = None,
    until: datetime,
    reason: str = "",
    by: User,
    at: datetime,
) -> Extension:
    """Keep a window open until that instant for one participant or for everybody of one school.

    It takes the place of the date that they had been given before. The reason is read by the person and the
    coordinator alone and stands in no event. Raises NotAllowed, AnotherGroup, NotLater; ValueError unless
    exactly one of participant and organisation is named.
    """
    if (participant is None) == (organisation is None):
        raise ValueError("name a participant or an organisation")
    if not permissions.can_extend(by, window, at):
        raise NotAllowed
    _belongs(window, participant, organisation)
    with transaction.atomic():
        window = Window.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=window.pk)
        if until <= at or until <= window.closes_at:
            raise NotLater
        Extension.objects.filter(
            window=window, participant=participant, organisation=organisation, withdrawn_at=None
        ).update(withdrawn_at=at)
        extension = Extension.objects.create(
            window=window,
            participant=participant,
            organisation=organisation,
            closes_at=until,
            reason=reason.strip(),
            given_at=at,
            given_by=by,
        )
        _record("secondments.window_extended", extension, by, at)
    return extension


def _belongs(window: Window, participant: Participant | None, organisation: Organisation | None) -> None:
    if participant is not None and participant.cohort_id != window.cohort_id:
        raise AnotherGroup
    if organisation is not None:
        home = window.cohort.organisation
        if not organisation.path.startswith(home.path):
            raise AnotherGroup


def withdraw_extension(*, extension: Extension, by: User, at: datetime) -> None:
    """Take a new date back; the window's own closing holds again. Raises NotAllowed."""
    if not permissions.can_extend(by, extension.window, at):
        raise NotAllowed
    with transaction.atomic():
        if Extension.objects.filter(pk=extension.pk, withdrawn_at=None).update(withdrawn_at=at):
            _record("secondments.extension_withdrawn", extension, by, at)


def _record(kind: str, extension: Extension, by: User, at: datetime) -> None:
    participant, window = extension.participant, extension.window
    record(
        kind,
        about=window.key,
        participant=participant.key if participant else "",
        cohort=f"secondments.cohort:{window.cohort_id}",
        data={
            "window": window.pk,
            "extension": extension.pk,
            "organisation": extension.organisation_id,
            "until_at": extension.closes_at.isoformat(),
        },
        by=by,
        at=at,
    )
