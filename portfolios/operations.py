"""Everything that can happen to afternoons of presentations, to the panel's notes and to feedback."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from events import operations as events
from events.models import Job
from pathways import operations as pathways
from people.models import User
from people.operations import NotAllowed
from people.quiet import calm_of
from portfolios import announcements, permissions
from portfolios.models import Afternoon, PanelNote, Presentation
from secondments.models import Cohort, Participant

FAR = 10_000  # places nobody has, through which two people change places without meeting
FEEDBACK_IS_NEWS_FOR = timedelta(days=30)


class BeforeProgramme(Exception):
    """People present within the programme or after it, not before it has begun."""


class NoSuchChair(Exception):
    """Whoever chairs is a headteacher, a senior leader, one who runs the group, or one of its mentors."""


class OwnChair(Exception):
    """Whoever arranges does not name themselves to chair, and so read every note, unless they lead."""


class NotInThisGroup(Exception):
    """Somebody in the order belongs to another group."""


class PresentsElsewhere(Exception):
    """Somebody in the order has a place in another afternoon."""


class ChairPresents(Exception):
    """Whoever chairs would release the feedback on their own presentation."""


class OrderChanged(Exception):
    """Somebody else has changed the order since the page was opened."""


class AlreadyHeard(Exception):
    """What has been heard keeps its place, and is not taken out of the order."""


class Noted(Exception):
    """Somebody has written a note on these `people`: without their place nobody would see it."""

    def __init__(self, people: list[User]) -> None:
        super().__init__("noted already")
        self.people = people


class NoPlace(Exception):
    """The presentation was taken out of the order, or its afternoon called off, since the page was opened."""


class NotYet(Exception):
    """A presentation is heard on its afternoon's day or later."""


class NotHeard(Exception):
    """Feedback is released when the presentation has been heard."""


class NothingToRelease(Exception):
    """Nobody has written what moved or what next."""


class Released(Exception):
    """The secondee has the feedback: it stands, until the chair takes it back."""


class NoteChanged(Exception):
    """The same person has kept another text since this one was begun; `kept` is what stands."""

    def __init__(self, kept: PanelNote) -> None:
        super().__init__("changed meanwhile")
        self.kept = kept


# Afternoons ---------------------------------------------------------------------------------------------


def add_afternoon(
    *,
    cohort: Cohort,
    starts_at: datetime,
    place: str,
    speaking_minutes: int,
    questions_minutes: int,
    chair: User,
    by: User,
    at: datetime,
) -> Afternoon:
    """Arrange an afternoon; people are put into its order afterwards. Minutes are for each person.

    Raises NotAllowed, BeforeProgramme, NoSuchChair, OwnChair.
    """
    if not permissions.can_arrange(by, cohort, at):
        raise NotAllowed
    afternoon = Afternoon(
        cohort=cohort,
        starts_at=starts_at,
        place=place,
        speaking_minutes=speaking_minutes,
        questions_minutes=questions_minutes,
        chair=chair,
    )
    _check_arrangement(afternoon, at)
    _check_chair(afternoon, by, at)
    with transaction.atomic():
        afternoon.save()
        _record_of_afternoon("portfolios.afternoon_added", afternoon, _arrangement(afternoon), by, at)
    return afternoon


def change_afternoon(
    *,
    afternoon: Afternoon,
    starts_at: datetime,
    place: str,
    speaking_minutes: int,
    questions_minutes: int,
    chair: User,
    by: User,
    at: datetime,
) -> None:
    """Give an afternoon another time, place, length or chair; the log keeps what it was.

    A chair whom another has named may stay. Raises NotAllowed, BeforeProgramme, NoSuchChair, OwnChair,
    ChairPresents; AlreadyHeard when the time of something that has been heard would change.
    """
    with transaction.atomic():
        afternoon = _locked(afternoon)
        if not permissions.can_arrange(by, afternoon.cohort, at):
            raise NotAllowed
        was, had_place = _arrangement(afternoon), afternoon.place
        afternoon.starts_at, afternoon.place, afternoon.chair = starts_at, place, chair
        afternoon.speaking_minutes, afternoon.questions_minutes = speaking_minutes, questions_minutes
        now = _arrangement(afternoon)
        if now == was and place == had_place:
            return
        _check_arrangement(afternoon, at)
        if now["chair"] != was["chair"]:
            _check_chair(afternoon, by, at)
        presentations = afternoon.presentations.filter(withdrawn_at=None)
        if presentations.filter(participant__person=chair).exists():
            raise ChairPresents
        retimed = any(now[key] != was[key] for key in ("starts_at", "speaking_minutes", "questions_minutes"))
        if retimed and presentations.filter(delivered_at__isnull=False).exists():
            raise AlreadyHeard
        afternoon.save()
        _record_of_afternoon("portfolios.afternoon_changed", afternoon, now | {"was": was}, by, at)


def withdraw_afternoon(*, afternoon: Afternoon, by: User, at: datetime) -> None:
    """Call an afternoon off; its people can be given places elsewhere.

    Raises NotAllowed, AlreadyHeard, Noted.
    """
    with transaction.atomic():
        afternoon = _locked(afternoon)
        if not permissions.can_arrange(by, afternoon.cohort, at):
            raise NotAllowed
        presentations = afternoon.presentations.filter(withdrawn_at=None)
        if presentations.filter(delivered_at__isnull=False).exists():
            raise AlreadyHeard
        _give_up(presentations, at)
        afternoon.withdrawn_at = at
        afternoon.save(update_fields=["withdrawn_at"])
        _record_of_afternoon("portfolios.afternoon_withdrawn", afternoon, {}, by, at)


def order_afternoon(
    *, afternoon: Afternoon, participants: Sequence[Participant], seen: int, by: User, at: datetime
) -> None:
    """Say who presents in which order; whoever is left out gives their place up.

    `seen` is the afternoon's revision when the page was opened. Raises NotAllowed, OrderChanged,
    NotInThisGroup, PresentsElsewhere, ChairPresents; AlreadyHeard when somebody heard, and Noted when
    somebody noted on, would lose their place.
    """
    with transaction.atomic():
        afternoon = _locked(afternoon)
        if not permissions.can_arrange(by, afternoon.cohort, at):
            raise NotAllowed
        if afternoon.revision != seen:
            raise OrderChanged
        wanted = list(dict.fromkeys(person.pk for person in participants))
        standing = {row.participant_id: row for row in afternoon.presentations.filter(withdrawn_at=None)}
        if wanted == sorted(standing, key=lambda pk: standing[pk].position):
            return
        _check_order(afternoon, participants, wanted, standing)
        _take_places(afternoon, wanted, standing, at)
        Afternoon.objects.filter(pk=afternoon.pk).update(revision=F("revision") + 1)
        _record_of_afternoon("portfolios.order_changed", afternoon, {"participants": wanted}, by, at)


def _check_arrangement(afternoon: Afternoon, at: datetime) -> None:
    cohort = afternoon.cohort
    if cohort.day_of(afternoon.starts_at) < cohort.starts_on:
        raise BeforeProgramme
    if not permissions.can_chair(afternoon.chair, cohort, at):
        raise NoSuchChair


def _check_chair(afternoon: Afternoon, by: User, at: datetime) -> None:
    if afternoon.chair == by and not permissions.can_name_themselves(by, afternoon.cohort, at):
        raise OwnChair


def _check_order(
    afternoon: Afternoon,
    participants: Iterable[Participant],
    wanted: list[int],
    standing: dict[int, Presentation],
) -> None:
    if any(person.cohort_id != afternoon.cohort_id for person in participants):
        raise NotInThisGroup
    if any(person.person_id == afternoon.chair_id for person in participants):
        raise ChairPresents
    heard = {pk: row.position for pk, row in standing.items() if row.is_delivered}
    if any(position >= len(wanted) or wanted[position] != pk for pk, position in heard.items()):
        raise AlreadyHeard
    elsewhere = Presentation.objects.filter(participant__in=wanted, withdrawn_at=None)
    if elsewhere.exclude(afternoon=afternoon).exists():
        raise PresentsElsewhere


def _take_places(
    afternoon: Afternoon, wanted: list[int], standing: dict[int, Presentation], at: datetime
) -> None:
    """Two steps, because no two may hold one place at any moment, not even halfway through."""
    rows = afternoon.presentations.filter(withdrawn_at=None)
    _give_up(rows.exclude(participant__in=wanted), at)
    rows.filter(delivered_at=None).update(position=F("position") + FAR)
    former = afternoon.presentations.exclude(withdrawn_at=None).filter(participant__in=wanted)
    known = {row.participant_id: row for row in former.order_by("withdrawn_at", "pk")} | standing
    new = []
    for position, pk in enumerate(wanted):
        row = known.get(pk)
        if row is None:
            new.append(Presentation(afternoon=afternoon, participant_id=pk, position=position))
        elif not row.is_delivered:
            Presentation.objects.filter(pk=row.pk).update(position=position, withdrawn_at=None)
    Presentation.objects.bulk_create(new)


def _give_up(presentations: QuerySet[Presentation], at: datetime) -> None:
    """Take these out of the order. Locked first, so that a note is kept before this or not at all."""
    leaving = list(presentations.order_by("pk").select_for_update().values_list("pk", flat=True))
    notes = PanelNote.objects.written().filter(presentation__in=leaving)
    noted = User.objects.filter(participations__presentations__notes__in=notes).distinct()
    if people := list(noted.order_by("sort_name", "name")):
        raise Noted(people)
    Presentation.objects.filter(pk__in=leaving).update(withdrawn_at=at)


# On the day ---------------------------------------------------------------------------------------------


def keep_note(
    *,
    presentation: Presentation,
    questions: str,
    what_moved: str,
    what_next: str,
    seen: int,
    by: User,
    at: datetime,
) -> PanelNote | None:
    """Keep what one member of the audience noted; nothing is kept of nothing.

    `seen` is the revision the text began from, 0 for a first note.

    Raises NotAllowed, NoPlace; Released when the secondee has the feedback already and it would change;
    NoteChanged when the same person has kept another text meanwhile.
    """
    texts = {"questions": questions, "what_moved": what_moved, "what_next": what_next}
    with transaction.atomic():
        presentation = _locked_presentation(presentation)
        if not permissions.can_note(by, presentation, at):
            raise NotAllowed
        note = PanelNote.objects.filter(presentation=presentation, by=by).first()
        if all(getattr(note, name, "") == text for name, text in texts.items()):
            return note
        if presentation.is_released and _is_other_feedback(note, what_moved, what_next):
            raise Released
        if note and note.revision != seen:
            raise NoteChanged(note)
        if note is None:
            note = PanelNote(presentation=presentation, by=by, revision=0)
        for name, text in texts.items():
            setattr(note, name, text)
        note.revision += 1
        note.kept_at = at
        note.save()
        _record("portfolios.note_kept", presentation, {"revision": note.revision}, by, at)
    return note


def _is_other_feedback(note: PanelNote | None, what_moved: str, what_next: str) -> bool:
    """Questions and answers stay the senior team's; what the secondee has read does not change under them."""
    kept = (note.what_moved, note.what_next) if note else ("", "")
    return kept != (what_moved, what_next)


def mark_delivered(*, presentation: Presentation, by: User, at: datetime) -> None:
    """Say that it was heard: it counts from then on. Twice changes nothing. Raises NotAllowed, NotYet."""
    with transaction.atomic():
        presentation = _locked_presentation(presentation)
        if not permissions.can_mark_delivered(by, presentation, at):
            raise NotAllowed
        if presentation.is_delivered:
            return
        cohort = presentation.afternoon.cohort
        day = cohort.day_of(presentation.afternoon.starts_at)
        if cohort.day_of(at) < day:
            raise NotYet
        presentation.delivered_at = at
        presentation.save(update_fields=["delivered_at"])
        pathways.record_credit(
            participant=presentation.participant,
            source=presentation.key,
            kind="presentation",
            slug="delivered",
            on=day,
            qualities={},
            by=by,
            at=at,
        )
        _record("portfolios.presentation_heard", presentation, {}, by, at)


def unmark_delivered(*, presentation: Presentation, by: User, at: datetime) -> None:
    """Take back that it was heard. Raises NotAllowed, Released."""
    with transaction.atomic():
        presentation = _locked_presentation(presentation)
        if not permissions.can_mark_delivered(by, presentation, at):
            raise NotAllowed
        if not presentation.is_delivered:
            return
        if presentation.is_released:
            raise Released
        presentation.delivered_at = None
        presentation.save(update_fields=["delivered_at"])
        pathways.retract_credit(source=presentation.key, by=by, at=at)
        _record("portfolios.presentation_not_heard", presentation, {}, by, at)


def release_feedback(*, presentation: Presentation, by: User, at: datetime) -> None:
    """Let the secondee read what moved and what next, of everybody's notes, and tell them so.

    Raises NotAllowed, NotHeard, NothingToRelease. Releasing twice changes nothing.
    """
    with transaction.atomic():
        presentation = _locked_presentation(presentation)
        if not permissions.can_release(by, presentation, at):
            raise NotAllowed
        if presentation.is_released:
            return
        if not presentation.is_delivered:
            raise NotHeard
        if not presentation.notes.exclude(what_moved="", what_next="").exists():
            raise NothingToRelease
        presentation.released_at, presentation.released_by = at, by
        presentation.save(update_fields=["released_at", "released_by"])
        _record("portfolios.feedback_released", presentation, {}, by, at)
        _tell_of_feedback(presentation, at)


def take_release_back(*, presentation: Presentation, by: User, at: datetime) -> None:
    """Hide the feedback from the secondee again, so that notes can be changed. Raises NotAllowed."""
    with transaction.atomic():
        presentation = _locked_presentation(presentation)
        if not permissions.can_release(by, presentation, at):
            raise NotAllowed
        if not presentation.is_released:
            return
        presentation.released_at = presentation.released_by = None
        presentation.save(update_fields=["released_at", "released_by"])
        _record("portfolios.feedback_taken_back", presentation, {}, by, at)


def _tell_of_feedback(presentation: Presentation, at: datetime) -> None:
    participant = presentation.participant
    due_at = calm_of(presentation.afternoon.cohort.organisation, at).first_moment(at)
    events.write_notices(
        to=[participant.person],
        key=f"{presentation.key} released {at.isoformat()}",
        template="feedback_released",
        context={"presentation": presentation.pk, "released_at": at.isoformat()},
        due_at=due_at,
        until=due_at + FEEDBACK_IS_NEWS_FOR,
        participant=participant.key,
        cohort=presentation.afternoon.cohort.key,
        at=at,
    )


# Telling and printing -----------------------------------------------------------------------------------


def tell_about_presentations(*, at: datetime) -> None:
    """See to it that presenters and audience have been told, a week and a school day before."""
    for afternoon in announcements.afternoons_to_tell_of(at):
        for notice in announcements.notices_of(afternoon, at):
            events.write_notices(
                to=notice.to,
                key=notice.key,
                template=notice.template,
                context=notice.context,
                due_at=notice.due_at,
                until=notice.until,
                participant=notice.participant,
                cohort=afternoon.cohort.key,
                at=at,
            )


def ask_for_sheet(*, cohort: Cohort, by: User, at: datetime) -> Job:
    """Ask for the group on one A4 as a PDF. Raises NotAllowed."""
    if not permissions.can_print_sheet(by, cohort, at):
        raise NotAllowed
    return events.ask_for_job(
        kind="portfolios.a4", params={"cohort": cohort.pk}, about=cohort.key, by=by, at=at
    )


def ask_for_running_order(*, afternoon: Afternoon, by: User, at: datetime) -> Job:
    """Ask for the running order with its feedback sheets as a PDF. Raises NotAllowed."""
    if not permissions.can_see_afternoon(by, afternoon, at):
        raise NotAllowed
    return events.ask_for_job(
        kind="portfolios.running_order",
        params={"afternoon": afternoon.pk},
        about=afternoon.key,
        by=by,
        at=at,
    )


# What every operation above needs -----------------------------------------------------------------------


def _locked(afternoon: Afternoon) -> Afternoon:
    rows = Afternoon.objects.select_for_update(of=("self",)).select_related("cohort__organisation", "chair")
    return rows.get(pk=afternoon.pk, withdrawn_at=None)


def _locked_presentation(presentation: Presentation) -> Presentation:
    rows = Presentation.objects.in_full().select_for_update(of=("self",))
    found = rows.filter(pk=presentation.pk, withdrawn_at=None).first()
    if found is None:
        raise NoPlace
    return found


def _arrangement(afternoon: Afternoon) -> dict[str, Any]:
    """What the log keeps of it; the place is somebody's own words and is not kept."""
    return {
        "starts_at": afternoon.starts_at.astimezone(UTC).isoformat(),
        "speaking_minutes": afternoon.speaking_minutes,
        "questions_minutes": afternoon.questions_minutes,
        "chair": afternoon.chair_id,
    }


def _record_of_afternoon(
    kind: str, afternoon: Afternoon, data: dict[str, Any], by: User, at: datetime
) -> None:
    events.record(kind, about=afternoon.key, cohort=afternoon.cohort.key, data=data, by=by, at=at)


def _record(kind: str, presentation: Presentation, data: dict[str, Any], by: User, at: datetime) -> None:
    events.record(
        kind,
        about=presentation.key,
        participant=presentation.participant.key,
        cohort=presentation.afternoon.cohort.key,
        data=data,
        by=by,
        at=at,
    )
