"""What an author does with a reflection: begin, keep, share, choose who reads, take back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from blogs import permissions
from blogs.models import Reader, Reflection, ReflectionVersion, windows_to_share_in
from blogs.operations.texts import (
    DraftMoved,
    Kept,
    NothingWritten,
    State,
    WindowClosed,
    refuse_too_long,
    typed_by,
)
from events.operations import record
from pathways import operations as pathways
from people.models import User
from people.operations import NotAllowed
from secondments.models import Participant, Window

SITTING = timedelta(minutes=30)  # saves closer together than this are one line in the log, not hundreds


class NobodyReads(Exception):
    """To share a reflection is to choose at least one reader."""


class NotShared(Exception):
    """Nobody else reads it as it is."""


def begin_reflection(*, participant: Participant, window: Window, by: User, at: datetime) -> Reflection:
    """The participant's reflection in this window, begun now if need be. The mentor is its first reader.

    Raises NotAllowed for anybody but the participant, WindowClosed when there is none and it cannot be begun.
    """
    if not permissions.can_begin(by, participant, at):
        raise NotAllowed
    with transaction.atomic():
        begun = Reflection.objects.filter(participant=participant, window=window).first()
        if begun is not None:
            return begun
        if not windows_to_share_in(participant, at).filter(pk=window.pk).exists():
            raise WindowClosed(window.closes_at_for(participant))
        reflection, is_new = Reflection.objects.get_or_create(
            participant=participant, window=window, defaults={"begun_at": at}
        )
        if is_new:
            Reader.objects.create(reflection=reflection, kind=Reader.Kind.MENTOR, chosen_at=at)
            _note("blogs.reflection_begun", reflection, {"window": window.pk}, by, at)
    return reflection


def keep_draft(
    *,
    reflection: Reflection,
    body: str,
    base: int,
    typed_at: datetime | None = None,
    tab: str = "",
    by: User,
    at: datetime,
) -> Kept:
    """Keep what the author has typed as their private draft, at any time, also when the window has closed
    or they have left.

    `base` is the draft's revision from which the text was begun, `typed_at` the device's time, `tab` an id of
    the page it was typed in. A text begun from an older draft overwrites nothing: both are kept aside.
    Raises NotAllowed, TextTooLong.
    """
    if not permissions.can_write(by, reflection, at):
        raise NotAllowed
    refuse_too_long(body)
    typed_at = typed_by(typed_at, at)
    with transaction.atomic():
        held = _hold(reflection)
        is_open = held.is_open(at)
        closed_at = None if is_open else _closing(held)
        if _has_moved(held, body, base, tab):
            _keep_both(held, body, typed_at, tab, by, at)
            return Kept(State.CONFLICT, held.draft_revision, at, _words(body), closed_at, theirs=held.draft)
        if not _is_older(held, typed_at, tab):
            _keep(held, body, typed_at, tab, is_open, by, at)
    return Kept(
        State.KEPT if is_open else State.LATE,
        held.draft_revision,
        held.draft_kept_at or at,
        _words(body),
        closed_at,
        has_left=not is_open and held.has_left(at),
    )


def share_reflection(
    *,
    reflection: Reflection,
    body: str,
    base: int,
    mentor: bool,
    slt: bool,
    persons: Iterable[User] = (),
    typed_at: datetime | None = None,
    tab: str = "",
    by: User,
    at: datetime,
) -> ReflectionVersion:
    """Share this text with these readers, while the window is open for the author and they take part; again
    for a new version.

    Raises NotAllowed, TextTooLong, NothingWritten, NobodyReads, WindowClosed, and DraftMoved when the text
    was begun from an older draft. When it raises, nothing has been kept: `keep_draft` keeps it.
    """
    people = list(persons)
    if not permissions.can_share(by, reflection, at):
        raise NotAllowed
    refuse_too_long(body)
    if not body.strip():
        raise NothingWritten
    if not (mentor or slt or people):
        raise NobodyReads
    with transaction.atomic():
        held = _hold(reflection)
        if not held.is_open(at):
            raise WindowClosed(_closing(held))
        if _has_moved(held, body, base, tab):
            raise DraftMoved
        _keep(held, body, typed_by(typed_at, at), tab, True, by, at)
        version = _share(held, body, by, at)
        chosen = _set_readers(held, mentor, slt, people, at)
        _tell("blogs.reflection_shared", held, chosen | {"version": version.number}, by, at)
    return version


def take_back(*, reflection: Reflection, by: User, at: datetime) -> None:
    """Nobody but the author reads it any longer, and it does not count; questions asked stay with the author.

    Possible at any time; sharing it again needs an open window. Raises NotAllowed, NotShared.
    """
    if not permissions.can_take_back(by, reflection, at):
        raise NotAllowed
    with transaction.atomic():
        held = _hold(reflection)
        if not held.is_shared:
            raise NotShared
        Reflection.objects.filter(pk=held.pk).update(shared_at=None)
        pathways.retract_credit(source=held.key, by=by, at=at)
        _tell("blogs.reflection_taken_back", held, {}, by, at)


def choose_readers(
    *,
    reflection: Reflection,
    mentor: bool,
    slt: bool,
    persons: Iterable[User] = (),
    by: User,
    at: datetime,
) -> None:
    """Say who reads it, or will once it is shared; more or fewer people, at any time.

    Raises NotAllowed, and NobodyReads for a shared one without readers: that is taken back instead.
    """
    people = list(persons)
    if not permissions.can_choose_readers(by, reflection, at):
        raise NotAllowed
    with transaction.atomic():
        held = _hold(reflection)
        if held.is_shared and not (mentor or slt or people):
            raise NobodyReads
        chosen = _set_readers(held, mentor, slt, people, at)
        # Before it is shared, even that there is a draft is the author's own business.
        (_tell if held.is_shared else _note)("blogs.readers_chosen", held, chosen, by, at)


# Beneath the verbs ----------------------------------------------------------------------------------------


def _hold(reflection: Reflection) -> Reflection:
    """The row as it is now, which nobody else changes until the transaction ends."""
    return (
        Reflection.objects.select_for_update(of=("self",))
        .select_related("participant__person", "participant__cohort", "window")
        .get(pk=reflection.pk)
    )


def _closing(reflection: Reflection) -> datetime | None:
    return reflection.window.closes_at_for(reflection.participant) if reflection.window else None


def _words(text: str) -> int:
    return len(text.split())


def _has_moved(held: Reflection, body: str, base: int, tab: str) -> bool:
    """Whether another page has saved since this text was begun, something else than it says."""
    from_here = bool(tab) and held.draft_tab == tab
    return base != held.draft_revision and not from_here and body != held.draft


def _is_older(held: Reflection, typed_at: datetime, tab: str) -> bool:
    """Whether this save overtook nobody: the same page has already brought what was typed after it."""
    if not tab or held.draft_tab != tab or held.draft_typed_at is None:
        return False
    return typed_at < held.draft_typed_at


def _keep(
    held: Reflection, body: str, typed_at: datetime, tab: str, is_open: bool, by: User, at: datetime
) -> None:
    if body == held.draft:
        return
    is_new_sitting = held.draft_kept_at is None or at - held.draft_kept_at >= SITTING
    held.draft, held.draft_revision = body, held.draft_revision + 1
    held.draft_kept_at, held.draft_typed_at, held.draft_tab = at, typed_at, tab
    held.save(update_fields=["draft", "draft_revision", "draft_kept_at", "draft_typed_at", "draft_tab"])
    if is_new_sitting or not is_open:
        kind = "blogs.draft_kept" if is_open else "blogs.draft_kept_late"
        _note(kind, held, {"revision": held.draft_revision, "typed_at": typed_at.isoformat()}, by, at)


def _keep_both(held: Reflection, body: str, typed_at: datetime, tab: str, by: User, at: datetime) -> None:
    """Keep the arriving text beside the draft, and the draft as it is, so that either can be chosen."""
    asides = held.versions.filter(kind=ReflectionVersion.Kind.ASIDE)
    if tab and asides.filter(tab=tab).update(body=body, at=at, typed_at=typed_at):
        return  # the same page typed on
    _keep_aside(held, held.draft, held.draft_typed_at, "", at)
    if _keep_aside(held, body, typed_at, tab, at):
        _note("blogs.text_kept_aside", held, {"revision": held.draft_revision}, by, at)


def _keep_aside(held: Reflection, body: str, typed_at: datetime | None, tab: str, at: datetime) -> bool:
    """Keep a text beside the draft, unless it says nothing or is there already."""
    kind = ReflectionVersion.Kind.ASIDE
    if not body.strip() or held.versions.filter(kind=kind, body=body).exists():
        return False
    ReflectionVersion.objects.create(
        reflection=held, number=_next_number(held), kind=kind, body=body, at=at, typed_at=typed_at, tab=tab
    )
    return True


def _next_number(held: Reflection) -> int:
    last: int = held.versions.aggregate(last=Max("number"))["last"] or 0
    return last + 1


def _share(held: Reflection, body: str, by: User, at: datetime) -> ReflectionVersion:
    current = held.shared_version()
    if current is not None and current.body == body:
        return current
    version = ReflectionVersion.objects.create(
        reflection=held,
        number=_next_number(held),
        kind=ReflectionVersion.Kind.SHARED,
        body=body,
        at=at,
        typed_at=held.draft_typed_at,
    )
    if not held.is_shared and held.window is not None:
        held.shared_at = at
        held.save(update_fields=["shared_at"])
        pathways.record_credit(
            participant=held.participant,
            source=held.key,
            kind="reflection",
            slug=held.window.slug,
            on=held.participant.cohort.day_of(at),
            qualities={},
            by=by,
            at=at,
        )
    return version


def _set_readers(
    held: Reflection, mentor: bool, slt: bool, people: list[User], at: datetime
) -> dict[str, Any]:
    """Withdraw the readers who are no longer chosen, add those who are new; answers who they are, as ids."""
    wanted: set[tuple[str, int | None]] = {
        (Reader.Kind.PERSON.value, person.pk) for person in people if person.pk != held.participant.person_id
    }
    wanted |= {(Reader.Kind.MENTOR.value, None)} if mentor else set()
    wanted |= {(Reader.Kind.SLT.value, None)} if slt else set()
    standing = {(reader.kind, reader.person_id): reader.pk for reader in held.readers.standing()}
    gone = [pk for who, pk in standing.items() if who not in wanted]
    Reader.objects.filter(pk__in=gone).update(withdrawn_at=at)
    Reader.objects.bulk_create(
        Reader(reflection=held, kind=kind, person_id=person, chosen_at=at)
        for kind, person in sorted(wanted - standing.keys(), key=str)
    )
    return {"mentor": mentor, "slt": slt, "persons": sorted(pk for _, pk in wanted if pk)}


def _tell(kind: str, reflection: Reflection, data: dict[str, Any], by: User, at: datetime) -> None:
    """Write into the log what the participant's and the group's history show."""
    record(
        kind,
        about=reflection.key,
        participant=reflection.participant.key,
        cohort=f"secondments.cohort:{reflection.participant.cohort_id}",
        data=data | {"window": reflection.window_id},
        by=by,
        at=at,
    )


def _note(kind: str, reflection: Reflection, data: dict[str, Any], by: User, at: datetime) -> None:
    """Write into the log what no history shows: that there is a draft is the author's own business."""
    record(kind, about=reflection.key, data=data | {"window": reflection.window_id}, by=by, at=at)
