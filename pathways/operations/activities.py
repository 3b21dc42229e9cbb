"""What can happen to an activity, from the plan to the mentor's word."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from pathways import ground, permissions
from pathways.ground import must
from pathways.models import Activity, ActivityComment, ActivityKind
from pathways.operations.progress import record_credit, retract_credit
from pathways.operations.refusals import (
    AlreadyHappened,
    AlreadyOver,
    ChangedMeanwhile,
    CommentNeeded,
    Confirmed,
    NotHappened,
    UnknownAudience,
    UnknownKind,
    Withdrawn,
)
from people.models import User
from secondments.models import Participant


@dataclass
class Confirmations:
    """What a mentor's list came to: what counts now, and what had changed since the page was opened."""

    confirmed: list[Activity] = field(default_factory=list)
    changed: list[Activity] = field(default_factory=list)


def log_activity(
    *,
    participant: Participant,
    uid: uuid.UUID,
    kind: ActivityKind,
    happened_on: date,
    audience: str = "",
    title: str = "",
    note: str = "",
    place: str = "",
    starts_at: time | None = None,
    by: User,
    at: datetime,
) -> Activity:
    """Record something that was done. `uid` is the form's own mark: the same form sent twice is one activity.

    Raises SentBefore, RecordClosed, NotYet, OutsideProgramme, UnknownKind, UnknownAudience.
    """
    must(permissions.can_log(by, participant, at))
    with transaction.atomic():
        ground.lock(participant)
        wanted: dict[str, Any] = {
            "kind": kind,
            "audience": audience,
            "title": title,
            "note": note,
            "place": place,
            "starts_at": starts_at,
            "happened_on": happened_on,
        }
        if known := _sent_before(uid, participant, wanted):
            return known
        ground.must_be_open(participant, at)
        ground.must_have_come(participant.cohort, happened_on, at)
        _must_suit(participant, kind, audience)
        activity = Activity.objects.create(
            participant=participant, uid=uid, recorded_at=at, logged_at=at, **wanted
        )
        _write("activity_logged", activity, by, at)
    return activity


def plan_activity(
    *,
    participant: Participant,
    uid: uuid.UUID,
    kind: ActivityKind,
    planned_for: date,
    audience: str = "",
    title: str = "",
    note: str = "",
    place: str = "",
    starts_at: time | None = None,
    by: User,
    at: datetime,
) -> Activity:
    """Plan something for today or a later day; afterwards it happened, or it did not.

    Raises SentBefore, RecordClosed, AlreadyOver, OutsideProgramme, UnknownKind, UnknownAudience.
    """
    must(permissions.can_log(by, participant, at))
    with transaction.atomic():
        ground.lock(participant)
        wanted: dict[str, Any] = {
            "kind": kind,
            "audience": audience,
            "title": title,
            "note": note,
            "place": place,
            "starts_at": starts_at,
            "planned_for": planned_for,
        }
        if known := _sent_before(uid, participant, wanted):
            return known
        ground.must_be_open(participant, at)
        _must_lie_ahead(participant, planned_for, at)
        _must_suit(participant, kind, audience)
        activity = Activity.objects.create(participant=participant, uid=uid, recorded_at=at, **wanted)
        _write("activity_planned", activity, by, at)
    return activity


def edit_activity(
    *,
    activity: Activity,
    kind: ActivityKind,
    day: date,
    audience: str = "",
    title: str = "",
    note: str = "",
    place: str = "",
    starts_at: time | None = None,
    seen: str | None = None,
    by: User,
    at: datetime,
) -> Activity:
    """Change a plan or a record that is not confirmed; one that came back is sent again by this.

    `seen` is the `mark` of the activity that the writer began from; what says so already is not written
    again. Raises RecordClosed, Confirmed, Withdrawn, ChangedMeanwhile, NotYet or AlreadyOver,
    OutsideProgramme, UnknownKind, UnknownAudience.
    """
    texts = {"audience": audience, "title": title, "note": note, "place": place, "starts_at": starts_at}
    wanted: dict[str, Any] = {"kind": kind, "day": day} | texts
    must(permissions.can_edit_activity(by, activity, at))
    with transaction.atomic():
        activity = _to_write(activity, at)
        if seen is not None and activity.mark != seen:
            if activity.returned_at is None and all(getattr(activity, n) == v for n, v in wanted.items()):
                return activity
            raise ChangedMeanwhile
        before = activity.day
        if activity.happened_on is not None:
            ground.must_have_come(activity.participant.cohort, day, at)
            activity.happened_on, activity.logged_at, activity.returned_at = day, at, None
        else:
            if day != activity.planned_for:
                _must_lie_ahead(activity.participant, day, at)
            activity.planned_for = day
        _must_suit(activity.participant, kind, audience)
        activity.kind = kind
        for name, text in texts.items():
            setattr(activity, name, text)
        activity.save()
        _write("activity_changed", activity, by, at, was_on=before.isoformat())
    return activity


def happened(*, activity: Activity, by: User, at: datetime) -> Activity:
    """Turn a plan into a record, on the day it was planned for. Once done, asking again changes nothing.

    Raises RecordClosed, Withdrawn, NotYet.
    """
    must(permissions.can_edit_activity(by, activity, at))
    with transaction.atomic():
        if activity.happened_on is None:
            activity = _to_write(activity, at)
        if activity.happened_on is not None:
            return activity
        ground.must_have_come(activity.participant.cohort, activity.day, at)
        activity.happened_on, activity.logged_at = activity.day, at
        activity.save()
        _write("activity_logged", activity, by, at)
    return activity


def move_plan(
    *, activity: Activity, to: date, starts_at: time | None = None, by: User, at: datetime
) -> Activity:
    """It did not happen, and has a new day.

    Raises RecordClosed, AlreadyHappened, AlreadyOver, OutsideProgramme.
    """
    must(permissions.can_edit_activity(by, activity, at))
    with transaction.atomic():
        activity = _to_write(activity, at)
        if activity.happened_on is not None:
            raise AlreadyHappened
        _must_lie_ahead(activity.participant, to, at)
        before = activity.day
        activity.planned_for, activity.starts_at = to, starts_at
        activity.save()
        _write("activity_moved", activity, by, at, was_on=before.isoformat())
    return activity


def withdraw_activity(*, activity: Activity, by: User, at: datetime) -> None:
    """A plan that came to nothing, or a record made in error. Raises RecordClosed, Confirmed."""
    must(permissions.can_edit_activity(by, activity, at))
    with transaction.atomic():
        ground.lock(activity.participant)
        activity = _now(activity)
        if activity.withdrawn_at is not None:
            return
        ground.must_be_open(activity.participant, at)
        _must_be_free(activity)
        activity.withdrawn_at = at
        activity.save()
        _write("activity_withdrawn", activity, by, at)


def confirm_activities(*, seen: Mapping[Activity, datetime], by: User, at: datetime) -> Confirmations:
    """Confirm what the mentor saw: each activity with the `logged_at` that its line showed.

    A record that was changed, withdrawn or sent back meanwhile is not confirmed unseen; one that somebody
    confirmed already stays confirmed. Each one that is confirmed counts.
    """
    for activity in seen:
        must(permissions.can_confirm(by, activity.participant, at))
    result = Confirmations()
    # Everybody locks in the same order, so two lists that cross cannot wait for each other.
    in_order = sorted(seen.items(), key=lambda line: (line[0].participant_id, line[0].pk))
    with transaction.atomic():
        for activity, logged_at in in_order:
            _confirm(activity, logged_at, result, by, at)
    return result


def _confirm(activity: Activity, logged_at: datetime, result: Confirmations, by: User, at: datetime) -> None:
    ground.lock(activity.participant)
    activity = _now(activity)
    if activity.confirmed_at is not None:
        return
    if activity.logged_at != logged_at or activity.withdrawn_at or activity.returned_at:
        result.changed.append(activity)
        return
    activity.confirmed_at, activity.confirmed_by = at, by
    activity.save()
    _count(activity, by, at)
    _write("activity_confirmed", activity, by, at)
    result.confirmed.append(activity)


def return_activity(
    *, activity: Activity, comment: str, seen: datetime | None = None, by: User, at: datetime
) -> Activity:
    """Send a record back with what is missing; `seen` is the `logged_at` that the mentor saw.

    Raises CommentNeeded, Confirmed, NotHappened, Withdrawn, ChangedMeanwhile.
    """
    must(permissions.can_confirm(by, activity.participant, at))
    if not comment.strip():
        raise CommentNeeded
    with transaction.atomic():
        ground.lock(activity.participant)
        activity = _now(activity)
        _must_be_free(activity)
        if activity.happened_on is None:
            raise NotHappened
        if seen is not None and activity.logged_at != seen:
            raise ChangedMeanwhile
        activity.returned_at = at
        activity.save()
        ActivityComment.objects.create(activity=activity, by=by, at=at, body=comment.strip())
        _write("activity_returned", activity, by, at)
    return activity


def reopen_activity(*, activity: Activity, by: User, at: datetime) -> Activity:
    """A confirmed record can be changed again and counts no longer until it is confirmed anew."""
    must(permissions.can_confirm(by, activity.participant, at))
    with transaction.atomic():
        ground.lock(activity.participant)
        activity = _now(activity)
        if activity.confirmed_at is None:
            return activity
        activity.confirmed_at, activity.confirmed_by = None, None
        activity.save()
        retract_credit(source=activity.key, by=by, at=at)
        _write("activity_reopened", activity, by, at)
    return activity


def comment_on_activity(*, activity: Activity, body: str, by: User, at: datetime) -> ActivityComment:
    """Say something about a record. Raises CommentNeeded."""
    must(permissions.can_talk_about_activity(by, activity, at))
    if not body.strip():
        raise CommentNeeded
    with transaction.atomic():
        comment = ActivityComment.objects.create(activity=activity, by=by, at=at, body=body.strip())
        _write("activity_commented", activity, by, at)
    return comment


def _now(activity: Activity) -> Activity:
    """The activity as it stands under the lock."""
    return Activity.objects.select_related("participant__cohort", "kind").get(pk=activity.pk)


def _to_write(activity: Activity, at: datetime) -> Activity:
    """The activity as it stands, locked, when its secondee may change it now."""
    ground.lock(activity.participant)
    activity = _now(activity)
    ground.must_be_open(activity.participant, at)
    _must_be_free(activity)
    return activity


def _must_be_free(activity: Activity) -> None:
    if activity.withdrawn_at is not None:
        raise Withdrawn
    if activity.confirmed_at is not None:
        raise Confirmed


def _must_lie_ahead(participant: Participant, day: date, at: datetime) -> None:
    if day < participant.cohort.day_of(at):
        raise AlreadyOver
    ground.must_lie_within(participant.cohort, day)


def _must_suit(participant: Participant, kind: ActivityKind, audience: str) -> None:
    if kind.version_id != participant.cohort.version_id:
        raise UnknownKind
    if audience not in (kind.audiences or {"": ""}):
        raise UnknownAudience


def _sent_before(uid: uuid.UUID, participant: Participant, wanted: dict[str, Any]) -> Activity | None:
    known = Activity.objects.filter(uid=uid).first()
    return ground.stored_by(known, of="participant_id", owner=participant.pk, **wanted)


def _count(activity: Activity, by: User, at: datetime) -> None:
    record_credit(
        participant=activity.participant,
        source=activity.key,
        kind="activity",
        slug=activity.kind.slug,
        on=activity.day,
        qualities={"audience": activity.audience} if activity.audience else {},
        by=by,
        at=at,
    )


def _write(kind: str, activity: Activity, by: User, at: datetime, **more: Any) -> None:
    data = {"kind": activity.kind.slug, "what": activity.kind.name, "on": activity.day.isoformat()} | more
    ground.write(kind, about=activity.key, participant=activity.participant, data=data, by=by, at=at)
