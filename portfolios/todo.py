"""What this floor asks of a person today: to present, to note what moved, to release feedback."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from people.models import Organisation, Post, User
from people.periods import day_of
from portfolios.blueprint import presentation_of
from portfolios.models import Afternoon, PanelNote, Presentation
from secondments.models import Mentorship
from secondments.todo import Hat, Todo, register

SOON = timedelta(days=14)
STALE = timedelta(days=21)  # after which an afternoon's notes are no longer asked for


def presenting(user: User, at: datetime) -> list[Todo]:
    """The secondee's presentation, from two weeks before; and feedback that they have not had for long."""
    rows = (
        Presentation.objects.current()
        .filter(participant__person=user, participant__cohort__withdrawn_at=None)
        .select_related("afternoon__cohort", "participant")
    )
    found = []
    for presentation in rows:
        if presentation.is_released and presentation.released_at and at - presentation.released_at < STALE:
            found.append(_feedback_to_read(presentation))
        elif not presentation.is_delivered and at < presentation.ends_at <= at + SOON:
            found.append(_to_present(presentation))
    return found


def _feedback_to_read(presentation: Presentation) -> Todo:
    return Todo(
        urgency=3,
        sentence="Read the feedback on your presentation",
        detail="What moved, and what next.",
        url=reverse("portfolios:feedback", args=[presentation.pk]),
        label="Read the feedback",
        kind="feedback",
        participant=presentation.participant_id,
    )


def _to_present(presentation: Presentation) -> Todo:
    afternoon = presentation.afternoon
    return Todo(
        urgency=2,
        sentence="Get your presentation ready",
        detail=f"{afternoon.speaking_minutes} minutes, then questions.",
        url=reverse("portfolios:my_presentation"),
        label="See when and where",
        kind="present",
        participant=presentation.participant_id,
        due_at=presentation.starts_at,
    )


def noting(user: User, at: datetime) -> list[Todo]:
    """Presentations of today and the days before on which a member of the audience has noted nothing yet."""
    mine = PanelNote.objects.filter(presentation=OuterRef("pk"), by=user)
    rows = (
        _heard_lately(user, at)
        .filter(~Exists(mine), released_at=None)
        .exclude(participant__person=user)
        .select_related("afternoon__cohort__version")
    )
    led = set(Organisation.objects.reached_by(user, [Post.Role.SLT], at).values_list("pk", flat=True))
    mentored = set(
        Mentorship.objects.not_ended(at).filter(mentor=user).values_list("participant__cohort", flat=True)
    )
    waiting: dict[int, list[Presentation]] = {}
    for presentation in rows:
        if _is_asked(user, presentation.afternoon, led, mentored):
            waiting.setdefault(presentation.afternoon_id, []).append(presentation)
    return [_to_note(presentations) for presentations in waiting.values()]


def _is_asked(user: User, afternoon: Afternoon, led: set[int], mentored: set[int]) -> bool:
    """As permissions.is_audience says, without a query for each row."""
    audience = presentation_of(afternoon.cohort.version).audience
    return (
        afternoon.chair_id == user.pk
        or ("slt" in audience and afternoon.cohort.organisation_id in led)
        or ("mentor" in audience and afternoon.cohort_id in mentored)
    )


def _heard_lately(user: User, at: datetime) -> QuerySet[Presentation]:
    mentored = Mentorship.objects.not_ended(at).filter(mentor=user).values("participant__cohort")
    led = Organisation.objects.reached_by(user, [Post.Role.SLT], at)
    return Presentation.objects.current().filter(
        Q(afternoon__cohort__in=mentored)
        | Q(afternoon__cohort__organisation__in=led)
        | Q(afternoon__chair=user),
        afternoon__cohort__withdrawn_at=None,
        afternoon__starts_at__lte=at,
        afternoon__starts_at__gt=at - STALE,
    )


def _to_note(presentations: list[Presentation]) -> Todo:
    many = len(presentations)
    return Todo(
        urgency=2,
        sentence=f"Say what moved in {'a presentation' if many == 1 else f'{many} presentations'}",
        detail="What moved, and what next: the chair releases it to them.",
        url=reverse("portfolios:afternoon", args=[presentations[0].afternoon_id]),
        label="Write it down",
        kind="note",
        count=many,
    )


def releasing(user: User, at: datetime) -> list[Todo]:
    """Feedback that waits for the chair's release, from the day after."""
    written = PanelNote.objects.filter(presentation=OuterRef("pk")).exclude(what_moved="", what_next="")
    rows = (
        Presentation.objects.current()
        .filter(Exists(written), afternoon__chair=user, delivered_at__isnull=False, released_at=None)
        .filter(afternoon__cohort__withdrawn_at=None)
        .select_related("afternoon__cohort")
    )
    waiting: dict[int, list[Presentation]] = {}
    for presentation in rows:
        if day_of(presentation.afternoon.starts_at) < day_of(at):
            waiting.setdefault(presentation.afternoon_id, []).append(presentation)
    return [_to_release(presentations) for presentations in waiting.values()]


def _to_release(presentations: list[Presentation]) -> Todo:
    many = len(presentations)
    return Todo(
        urgency=2,
        sentence=f"Release the feedback to {'one person' if many == 1 else f'{many} people'}",
        detail="They read it when you release it, and not before.",
        url=reverse("portfolios:afternoon", args=[presentations[0].afternoon_id]),
        label="Read and release",
        kind="release",
        count=many,
    )


def register_all() -> None:
    """Add this floor's providers."""
    register(presenting, Hat.SECONDEE)
    register(noting, Hat.MENTOR, Hat.SLT)
    register(releasing, Hat.MENTOR, Hat.SLT)
