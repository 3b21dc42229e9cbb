"""What can happen to a meeting of a secondee and their mentor; either may arrange it and write it up."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Q

from pathways import ground, permissions
from pathways.ground import must
from pathways.models import Meeting, MeetingRevision
from pathways.operations.progress import record_credit
from pathways.operations.refusals import AlreadyHappened, ChangedMeanwhile, NoMentor, Withdrawn
from people.models import User
from secondments.models import Mentorship, Participant


def arrange_meeting(
    *,
    participant: Participant,
    uid: uuid.UUID,
    held_on: date,
    starts_at: time | None = None,
    place: str = "",
    by: User,
    at: datetime,
) -> Meeting:
    """Set a date for the two to meet; one that is over can be set too, and written up next.

    `uid` is the form's own mark. Raises SentBefore, OutsideProgramme, NoMentor.
    """
    must(permissions.can_meet(by, participant, at))
    with transaction.atomic():
        ground.lock(participant)
        wanted: dict[str, Any] = {"held_on": held_on, "starts_at": starts_at, "place": place}
        known = Meeting.objects.filter(uid=uid).first()
        if known := ground.stored_by(known, of="participant_id", owner=participant.pk, **wanted):
            return known
        ground.must_lie_within(participant.cohort, held_on)
        meeting = Meeting.objects.create(
            participant=participant, mentor=_mentor_for(participant, by, at), uid=uid, **wanted
        )
        _write("meeting_arranged", meeting, by, at)
    return meeting


def move_meeting(
    *,
    meeting: Meeting,
    held_on: date,
    starts_at: time | None = None,
    place: str = "",
    by: User,
    at: datetime,
) -> Meeting:
    """Give a meeting that is not written up another date, time or place.

    Raises AlreadyHappened, Withdrawn, OutsideProgramme.
    """
    must(permissions.can_record_meeting(by, meeting, at))
    with transaction.atomic():
        meeting = _arranged(meeting)
        ground.must_lie_within(meeting.participant.cohort, held_on)
        before = meeting.held_on
        meeting.held_on, meeting.starts_at, meeting.place = held_on, starts_at, place
        meeting.save()
        ground.write(
            "meeting_moved",
            about=meeting.key,
            participant=meeting.participant,
            data={"on": held_on.isoformat(), "was_on": before.isoformat()},
            by=by,
            at=at,
        )
    return meeting


def call_off_meeting(*, meeting: Meeting, by: User, at: datetime) -> None:
    """A meeting that is not written up will not take place. Raises AlreadyHappened."""
    must(permissions.can_record_meeting(by, meeting, at))
    with transaction.atomic():
        try:
            meeting = _arranged(meeting)
        except Withdrawn:
            return
        meeting.withdrawn_at = at
        meeting.save()
        _write("meeting_called_off", meeting, by, at)


def record_meeting(
    *,
    meeting: Meeting,
    revision: int,
    held_on: date,
    since_last: str,
    said: str,
    actions: str,
    next_on: date | None = None,
    next_at: time | None = None,
    next_place: str = "",
    by: User,
    at: datetime,
) -> Meeting:
    """Write the short record of a meeting, and set the next date if there is one.

    `revision` is the one the writer began from: when the other has saved meanwhile, ChangedMeanwhile is
    raised and nothing is lost, because the page still holds what was typed. Every text that was ever saved
    is kept as a MeetingRevision. Raises also NotYet, OutsideProgramme, Withdrawn.
    """
    must(permissions.can_record_meeting(by, meeting, at))
    with transaction.atomic():
        ground.lock(meeting.participant)
        meeting = _now(meeting)
        if meeting.withdrawn_at is not None:
            raise Withdrawn
        wanted: dict[str, Any] = {
            "held_on": held_on,
            "since_last": since_last,
            "said": said,
            "actions": actions,
        }
        is_the_same = meeting.is_recorded and all(
            getattr(meeting, name) == text for name, text in wanted.items()
        )
        if meeting.revision != revision and not is_the_same:
            raise ChangedMeanwhile
        ground.must_have_come(meeting.participant.cohort, held_on, at)
        if not is_the_same:
            _keep(meeting, wanted, by, at)
        if next_on is not None:
            _arrange_next(meeting, next_on, next_at, next_place, by, at)
    return meeting


def _keep(meeting: Meeting, texts: dict[str, Any], by: User, at: datetime) -> None:
    for name, text in texts.items():
        setattr(meeting, name, text)
    meeting.revision += 1
    meeting.recorded_at = meeting.recorded_at or at
    meeting.save()
    MeetingRevision.objects.create(meeting=meeting, number=meeting.revision, by=by, at=at, **texts)
    record_credit(
        participant=meeting.participant,
        source=meeting.key,
        kind="meeting",
        slug="mentor",
        on=meeting.held_on,
        by=by,
        at=at,
    )
    _write("meeting_recorded", meeting, by, at)


def _arrange_next(meeting: Meeting, on: date, clock: time | None, place: str, by: User, at: datetime) -> None:
    """The next date, once: saving the same page again does not arrange a second meeting on that day."""
    ground.must_lie_within(meeting.participant.cohort, on)
    that_day = Meeting.objects.current().filter(participant=meeting.participant, held_on=on)
    if not that_day.exists():
        arrange_meeting(
            participant=meeting.participant,
            uid=uuid.uuid4(),
            held_on=on,
            starts_at=clock,
            place=place,
            by=by,
            at=at,
        )


def _now(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("participant__cohort", "mentor").get(pk=meeting.pk)


def _arranged(meeting: Meeting) -> Meeting:
    """The meeting as it stands, locked, while it is only arranged."""
    ground.lock(meeting.participant)
    meeting = _now(meeting)
    if meeting.withdrawn_at is not None:
        raise Withdrawn
    if meeting.is_recorded:
        raise AlreadyHappened
    return meeting


def _mentor_for(participant: Participant, by: User, at: datetime) -> User:
    """Whoever arranges it as mentor, else the mentor of the day, else the one who is to begin."""
    named = Mentorship.objects.not_ended(at).filter(participant=participant).select_related("mentor")
    mentorship = named.filter(Q(mentor=by)).first() or named.order_by("starts_on").first()
    if mentorship is None:
        raise NoMentor
    return mentorship.mentor


def _write(kind: str, meeting: Meeting, by: User, at: datetime) -> None:
    data = {"on": meeting.held_on.isoformat(), "revision": meeting.revision}
    ground.write(kind, about=meeting.key, participant=meeting.participant, data=data, by=by, at=at)
