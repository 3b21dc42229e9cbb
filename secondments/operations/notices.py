"""Sees to it that everybody has been told what they ought to know by now about the windows of their group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce, Greatest

from events.operations import Draft, write_many
from people.models import User
from people.quiet import Calm, calm_of
from secondments import ladder, reminders
from secondments.ladder import Rung, Step
from secondments.models import Mentorship, Participant, Window

EARLIEST = timedelta(days=8)  # before a window opens: the week, and the hour of a clock change
LATEST = timedelta(days=70)  # after it closed: the longest holiday, and the week in which mentors hear
WRITTEN_IN = (Window.Kind.REFLECTION, Window.Kind.MENTOR_QUESTION)

TEMPLATES = {
    Rung.SOON: "window_soon",
    Rung.OPENED: "window_opened",
    Rung.DAY_LEFT: "window_closing",
    Rung.MORNING: "window_closing",
}
TEMPLATES_FOR_MENTORS = {
    Rung.OPENED: "window_question_opened",
    Rung.DAY_LEFT: "window_question_closing",
    Rung.MORNING: "window_question_closing",
}
CAME_IN = "window_came_in"


def tell_about_windows(*, at: datetime) -> int:
    """Write the notices that are due at that instant, and say how many were new.

    It may run late, twice, or in several workers at once: a unique key makes each notice one. A constant
    number of queries per window that has something to say, whatever the number of people.
    """
    quiet: dict[int, Calm] = {}
    drafts: list[Draft] = []
    for window in _around(at):
        home = window.cohort.organisation
        if home.pk not in quiet:
            quiet[home.pk] = calm_of(home, at)
        drafts += _drafts(window, quiet[home.pk], at)
    return write_many(drafts, at=at)


def _around(at: datetime) -> Iterable[Window]:
    """Windows that something may have to be said about now."""
    longest = Max("extensions__closes_at", filter=Q(extensions__withdrawn_at=None))
    return (
        Window.objects.current()
        .filter(kind__in=WRITTEN_IN, cohort__withdrawn_at=None, opens_at__lte=at + EARLIEST)
        .annotate(last=Greatest(F("closes_at"), Coalesce(longest, F("closes_at"))))
        .filter(last__gte=at - LATEST)
        .select_related("cohort__organisation")
        .order_by("pk")
    )


def _drafts(window: Window, calm: Calm, at: datetime) -> Iterator[Draft]:
    if window.kind == Window.Kind.MENTOR_QUESTION:
        return _to_mentors(window, calm, at)
    return _to_participants(window, calm, at)


def _to_participants(window: Window, calm: Calm, at: datetime) -> Iterator[Draft]:
    extended = window.extensions.filter(withdrawn_at=None).values_list("closes_at", flat=True)
    closings = {max(window.closes_at, closes_at) for closes_at in (window.closes_at, *extended)}
    now = {closes_at: ladder.step_at(_steps(window, closes_at, calm), at) for closes_at in closings}
    if not any(now.values()):
        return
    people = list(window.cohort.participants.taking_part(window.cohort.day_of(at)).select_related("person"))
    own = window.closings_for(people)
    written = reminders.written(window, [person.pk for person in people], at)
    closed: dict[datetime, list[int]] = defaultdict(list)
    for person in people:
        step = now.get(own[person.pk])
        if step is not None and step.rung == Rung.CAME_IN:
            closed[own[person.pk]].append(person.pk)
        elif step is not None and person.pk not in written:
            yield _draft(window, step, own[person.pk], person.person, TEMPLATES[step.rung], person)
    if closed:
        yield from _what_came_in(window, closed, calm, at)


def _steps(window: Window, closes_at: datetime, calm: Calm) -> list[Step]:
    return [*ladder.steps(window.opens_at, closes_at, calm), ladder.came_in(closes_at, calm)]


def _what_came_in(
    window: Window, closed: dict[datetime, list[int]], calm: Calm, at: datetime
) -> Iterator[Draft]:
    every = [pk for people in closed.values() for pk in people]
    held = Mentorship.objects.held(at).filter(participant__in=every).select_related("mentor")
    mentors = {mentorship.participant_id: mentorship.mentor for mentorship in held}
    for closes_at, people in closed.items():
        step = ladder.came_in(closes_at, calm)
        for mentor in {mentors[pk] for pk in people if pk in mentors}:
            yield _draft(window, step, closes_at, mentor, CAME_IN)


def _to_mentors(window: Window, calm: Calm, at: datetime) -> Iterator[Draft]:
    step = ladder.step_at(ladder.steps(window.opens_at, window.closes_at, calm), at)
    if step is None or step.rung not in TEMPLATES_FOR_MENTORS:
        return
    today = window.cohort.day_of(at)
    held = Mentorship.objects.held(at).filter(
        participant__in=window.cohort.participants.taking_part(today).values("pk")
    )
    mentors = {mentorship.mentor for mentorship in held.select_related("mentor")}
    answered = reminders.answered(window, [mentor.pk for mentor in mentors], at)
    for mentor in mentors:
        if mentor.pk not in answered:
            yield _draft(window, step, window.closes_at, mentor, TEMPLATES_FOR_MENTORS[step.rung])


def _draft(
    window: Window,
    step: Step,
    closes_at: datetime,
    to: User,
    template: str,
    participant: Participant | None = None,
) -> Draft:
    return Draft(
        to=to,
        key=ladder.key_of(window.key, step.rung, window.opens_at, closes_at),
        template=template,
        context={
            "window": window.pk,
            "participant": participant.pk if participant else None,
            "rung": step.rung.value,
            "closes_at": closes_at.isoformat(),
        },
        due_at=step.due_at,
        until=step.until,
        participant=participant.key if participant else "",
        cohort=f"secondments.cohort:{window.cohort_id}",
    )
