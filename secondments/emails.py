"""What the e-mails about windows say, and whether somebody still wants to hear it when it goes out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from events.models import Notice
from events.registries import register_notice
from people.periods import holds_on
from secondments import ladder, reminders
from secondments.hours import first_moment
from secondments.ladder import Rung
from secondments.models import Mentorship, Participant, Window
from secondments.models.windows import as_said

TO_PARTICIPANTS = ("window_soon", "window_opened", "window_closing")
TO_MENTORS = ("window_question_opened", "window_question_closing")


def register_notices() -> None:
    """Tell the out-tray how this floor's notices are worded and delivered."""
    for template in TO_PARTICIPANTS:
        register_notice(
            template, context=window_context, still_wanted=is_still_to_write, first_moment=first_moment
        )
    for template in TO_MENTORS:
        register_notice(
            template, context=window_context, still_wanted=is_still_to_answer, first_moment=first_moment
        )
    register_notice(
        "window_came_in", context=came_in_context, still_wanted=has_somebody_here, first_moment=first_moment
    )


def window_context(notice: Notice) -> dict[str, Any]:
    """The window, its group and the closing that holds for whoever is told."""
    window = Window.objects.select_related("cohort__version").get(pk=notice.context["window"])
    return {
        "window": window,
        "cohort": window.cohort,
        "words": window.cohort.words,
        "closes_at": as_said(datetime.fromisoformat(notice.context["closes_at"]), window.cohort.timezone),
    }


def came_in_context(notice: Notice) -> dict[str, Any]:
    """Beside the window: who of the mentor's has shared something in it, and who has not."""
    context = window_context(notice)
    theirs = _theirs(notice, context["window"], notice.due_at)
    closing = datetime.fromisoformat(notice.context["closes_at"])
    written = reminders.written(context["window"], [one.pk for one in theirs], closing)
    return context | {
        "shared": [one for one in theirs if one.pk in written],
        "not_shared": [one for one in theirs if one.pk not in written],
    }


def is_still_to_write(notice: Notice, at: datetime) -> bool:
    """The window and their own date are still what the notice says, they take part, and have not written."""
    participant = (
        Participant.objects.filter(pk=notice.context["participant"], cohort__withdrawn_at=None)
        .select_related("cohort")
        .first()
    )
    if participant is None:
        return False
    window = Window.objects.for_participant(participant).filter(pk=notice.context["window"]).first()
    if window is None or not _is_the_same(notice, window, window.own_closes_at):
        return False
    if not participant.periods.filter(holds_on(participant.cohort.day_of(at))).exists():
        return False
    return participant.pk not in reminders.written(window, [participant.pk], at)


def is_still_to_answer(notice: Notice, at: datetime) -> bool:
    """The window is still what the notice says, they still mentor somebody in it, and have not answered."""
    window = _current(notice)
    if window is None or not _is_the_same(notice, window, window.closes_at):
        return False
    mentored = Mentorship.objects.held(at).filter(participant__cohort=window.cohort_id, mentor=notice.to_id)
    return mentored.exists() and notice.to_id not in reminders.answered(window, [notice.to_id], at)


def has_somebody_here(notice: Notice, at: datetime) -> bool:
    """Somebody whom they mentor had this closing, and still has."""
    window = _current(notice)
    return window is not None and bool(_theirs(notice, window, at))


def _current(notice: Notice) -> Window | None:
    return (
        Window.objects.current()
        .filter(pk=notice.context["window"], cohort__withdrawn_at=None)
        .select_related("cohort")
        .first()
    )


def _is_the_same(notice: Notice, window: Window, closes_at: datetime) -> bool:
    rung = Rung(notice.context["rung"])
    return notice.key == ladder.key_of(window.key, rung, window.opens_at, closes_at)


def _theirs(notice: Notice, window: Window, at: datetime) -> list[Participant]:
    """Those whom the told person mentors, and for whom the window closed at the instant of the notice."""
    held = Mentorship.objects.held(at).filter(mentor=notice.to_id)
    theirs = list(window.cohort.participants.filter(pk__in=held.values("participant")).by_name())
    own = window.closings_for(theirs)
    closing = datetime.fromisoformat(notice.context["closes_at"])
    return [one for one in theirs if own[one.pk] == closing]
