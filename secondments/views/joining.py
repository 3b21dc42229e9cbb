"""The page on which a secondee confirms the steps of joining."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.periods import day_of
from secondments.models import Participant
from secondments.views.requests import SignedInRequest


@require_safe
def joining(request: SignedInRequest) -> HttpResponse:
    """The steps of one’s own joining, confirmed or not. 404 for whoever is on no programme."""
    at = timezone.now()
    participant = (
        Participant.objects.filter(person=request.user, cohort__withdrawn_at=None)
        .not_left(day_of(at))
        .select_related("cohort__version")
        .prefetch_related("joining_steps")
        .order_by("-cohort__starts_on", "-pk")
        .first()
    )
    if participant is None:
        raise Http404
    done = {step.slug: step for step in participant.joining_steps.all()}
    asked = participant.cohort.version.document.get("joining") or []
    steps = [{**step, "done": done.get(step["slug"])} for step in asked]
    return render(
        request,
        "secondments/joining.html",
        {
            "cohort": participant.cohort,
            "steps": steps,
            "first": next((step["slug"] for step in steps if not step["done"]), ""),
        },
    )
