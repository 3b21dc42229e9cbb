"""What a mentor says, at the end, about their own growth: kept as a draft, then given to the coordinator."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from blogs import permissions
from blogs.models import MentorAnswer
from blogs.operations.texts import DraftMoved, Kept, NothingWritten, State, WindowClosed, refuse_too_long
from events.operations import record
from people.models import User
from people.operations import NotAllowed
from secondments.models import Window


def keep_mentor_answer(
    *, window: Window, body: str, base: int, tab: str = "", by: User, at: datetime
) -> Kept:
    """Keep the mentor's draft, which they alone read, from the window's opening on, also when it has closed.

    `base` is the draft's revision from which the text was begun, `tab` an id of the page it was typed in. A
    text begun from an older one is not kept, and the answer holds the one that is. Raises NotAllowed,
    WindowClosed before it opens, TextTooLong.
    """
    if not permissions.can_answer_as_mentor(by, window, at):
        raise NotAllowed
    if not window.has_opened(at):
        raise WindowClosed(None)
    refuse_too_long(body)
    is_open = at < window.closes_at
    closed_at = None if is_open else window.closes_at
    with transaction.atomic():
        held = _hold(window, by, at)
        if _has_moved(held, body, base, tab):
            return Kept(State.CONFLICT, held.revision, at, len(body.split()), closed_at, theirs=held.body)
        _keep(held, body, tab, at)
    return Kept(State.KEPT if is_open else State.LATE, held.revision, at, len(body.split()), closed_at)


def give_mentor_answer(
    *, window: Window, body: str, base: int, tab: str = "", by: User, at: datetime
) -> MentorAnswer:
    """Give it to the coordinator, while the window is open; again to give a newer text.

    Raises NotAllowed, WindowClosed, NothingWritten, TextTooLong, DraftMoved.
    """
    if not permissions.can_answer_as_mentor(by, window, at):
        raise NotAllowed
    if not window.has_opened(at) or at >= window.closes_at:
        raise WindowClosed(window.closes_at)
    if not body.strip():
        raise NothingWritten
    refuse_too_long(body)
    with transaction.atomic():
        held = _hold(window, by, at)
        if _has_moved(held, body, base, tab):
            raise DraftMoved
        _keep(held, body, tab, at)
        held.given_at, held.given_body = at, body
        held.save(update_fields=["given_at", "given_body"])
        record(
            "blogs.mentor_answer_given",
            about=held.key,
            cohort=f"secondments.cohort:{window.cohort_id}",
            data={"window": window.pk, "revision": held.revision},
            by=by,
            at=at,
        )
    return held


def _hold(window: Window, mentor: User, at: datetime) -> MentorAnswer:
    MentorAnswer.objects.get_or_create(window=window, mentor=mentor, defaults={"kept_at": at})
    return MentorAnswer.objects.select_for_update(of=("self",)).get(window=window, mentor=mentor)


def _has_moved(held: MentorAnswer, body: str, base: int, tab: str) -> bool:
    """Whether another page has saved since this text was begun, something else than it says."""
    from_here = bool(tab) and held.tab == tab
    return base != held.revision and not from_here and body != held.body


def _keep(held: MentorAnswer, body: str, tab: str, at: datetime) -> None:
    if body == held.body:
        return
    held.body, held.revision, held.kept_at, held.tab = body, held.revision + 1, at, tab
    held.save(update_fields=["body", "revision", "kept_at", "tab"])
    if held.revision == 1:
        # Once, when it is begun, and for no history: until it is given it is the mentor's own.
        record(
            "blogs.mentor_answer_begun",
            about=held.key,
            data={"window": held.window_id},
            by=held.mentor,
            at=at,
        )
