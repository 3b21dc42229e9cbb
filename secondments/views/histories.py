"""Pages that say what happened: to one participant, in one group, at one organisation."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Event
from people.models import Organisation
from people.permissions import RUNS
from secondments import permissions
from secondments.chronicle import told
from secondments.models import Cohort, Participant
from secondments.views.requests import SignedInRequest

LINES_A_PAGE = 50


def _page(request: SignedInRequest, events: QuerySet[Event], zone: str, **context: object) -> HttpResponse:
    page = Paginator(events.select_related("by"), LINES_A_PAGE).get_page(request.GET.get("p"))
    return render(request, "secondments/history.html", {"page": page, "lines": told(page, zone), **context})


@require_safe
def participant_history(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    participant = get_object_or_404(
        Participant.objects.visible_to(request.user, at).select_related("person", "cohort__organisation"),
        pk=pk,
    )
    if not permissions.can_read_participant_history(request.user, participant, at):
        raise PermissionDenied
    return _page(
        request,
        Event.objects.of_participant(participant.key),
        participant.cohort.zone,
        title=f"History of {participant}",
        over=str(participant.cohort),
    )


@require_safe
def cohort_history(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    cohort = get_object_or_404(
        Cohort.objects.visible_to(request.user, at).select_related("organisation"), pk=pk
    )
    if not permissions.can_read_cohort_history(request.user, cohort, at):
        raise PermissionDenied
    return _page(
        request,
        Event.objects.of_cohort(cohort.key),
        cohort.zone,
        title=f"History of {cohort}",
        over=str(cohort.organisation),
    )


@require_safe
def organisation_history(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    organisation = get_object_or_404(Organisation.objects.reached_by(request.user, RUNS, at), pk=pk)
    if not permissions.can_read_organisation_history(request.user, organisation, at):
        raise PermissionDenied
    return _page(
        request,
        Event.objects.of_organisation(organisation.key),
        organisation.zone,
        title=f"History of {organisation}",
        over="",
    )
