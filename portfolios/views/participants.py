"""The page about one person, for their mentor and those who oversee the group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from blogs.models import Reflection
from pathways.models import Meeting, Project
from people.models import User
from people.requests import SignedInRequest
from portfolios import board, permissions
from portfolios.views.door import page
from secondments import permissions as secondments
from secondments.models import Mentorship, Participant, Window


@dataclass(frozen=True)
class Written:
    """A window in which to reflect, by this person's own dates, and what became of it: never a word of it."""

    window: Window
    closes_at: datetime
    reflection: Reflection | None
    is_readable: bool
    at: datetime

    @property
    def state(self) -> str:
        if self.reflection and self.reflection.shared_at:
            return "shared"
        if self.window.opens_at > self.at:
            return "to come"
        return "open" if self.closes_at > self.at else "closed"

    @property
    def is_longer(self) -> bool:
        """This person has a later date than the group."""
        return self.closes_at > self.window.closes_at


@require_safe
def participant(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    rows = Participant.objects.visible_to(request.user, at).select_related(
        "person", "cohort__organisation", "cohort__version__programme"
    )
    participant = get_object_or_404(rows, pk=pk)
    if secondments.is_secondee(request.user, participant):
        return redirect("config:secondee_home")
    if not permissions.can_look_after(request.user, participant, at):
        raise PermissionDenied
    cohort = participant.cohort
    [row] = board.rows_of([participant], at)
    return page(
        request,
        "portfolios/participant.html",
        cohort,
        {
            "at": at,
            "week": cohort.week_of(at),
            "participant": participant,
            "row": row,
            "mentorships": Mentorship.objects.filter(participant=participant)
            .select_related("mentor")
            .order_by("starts_on", "pk"),
            "is_mentor": secondments.is_mentor_of(request.user, participant, at),
            "runs": secondments.runs(request.user, cohort, at),
            "reads_history": secondments.can_read_participant_history(request.user, participant, at),
            "readable_project": Project.objects.visible_to(request.user, at)
            .filter(participant=participant, withdrawn_at=None)
            .order_by("agreed_at", "pk")
            .last(),
            "meetings": _meetings(participant, request.user, at),
            "written": _written(participant, request.user, at),
        },
    )


def _meetings(participant: Participant, user: User, at: datetime) -> list[tuple[Meeting, bool]]:
    """Every meeting, and whether this reader may open its record."""
    readable = set(
        Meeting.objects.visible_to(user, at).filter(participant=participant).values_list("pk", flat=True)
    )
    rows = Meeting.objects.current().filter(participant=participant)
    return [(meeting, meeting.pk in readable) for meeting in rows]


def _written(participant: Participant, user: User, at: datetime) -> list[Written]:
    reflections = {row.window_id: row for row in Reflection.objects.filter(participant=participant)}
    readable = set(
        Reflection.objects.visible_to(user, at).filter(participant=participant).values_list("pk", flat=True)
    )
    windows = Window.objects.for_participant(participant).filter(kind=Window.Kind.REFLECTION)
    return [
        Written(
            window=window,
            closes_at=window.own_closes_at,
            reflection=(found := reflections.get(window.pk)),
            is_readable=found is not None and found.pk in readable,
            at=at,
        )
        for window in windows
    ]
