"""What every view of this floor is given, and how it finds what the person may look at."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from people.models import Organisation, User
from people.permissions import RUNS, holds_anywhere, posts_of
from secondments import permissions
from secondments.models import Cohort


class SignedInRequest(HttpRequest):
    """LoginRequiredMiddleware has seen to it that there is somebody."""

    user: User


def cohort_to_run(request: SignedInRequest, pk: int, at: datetime) -> Cohort:
    """The group, for whoever runs it: 404 if it is not theirs to see, 403 if they may look but not touch."""
    cohort = get_object_or_404(
        Cohort.objects.visible_to(request.user, at).select_related("organisation", "version__programme"),
        pk=pk,
    )
    if not permissions.runs(request.user, cohort, at):
        raise PermissionDenied
    return cohort


def organisations_run(user: User, at: datetime) -> list[Organisation]:
    """The organisations that the user runs, those of their own posts first. 403 for everybody else."""
    if not holds_anywhere(user, RUNS, at):
        raise PermissionDenied
    own = {post.organisation_id for post in posts_of(user, at) if post.role in RUNS}
    reached = Organisation.objects.reached_by(user, RUNS, at).filter(withdrawn_at=None).order_by("path")
    return sorted(reached, key=lambda organisation: organisation.pk not in own)


def organisation_chosen(request: SignedInRequest, at: datetime) -> tuple[Organisation, list[Organisation]]:
    """The organisation that `?organisation=` names, else one's own; and all to choose from."""
    every = organisations_run(request.user, at)
    wanted = request.POST.get("organisation") or request.GET.get("organisation")
    if not wanted:
        return every[0], every
    chosen = next((organisation for organisation in every if str(organisation.pk) == wanted), None)
    if chosen is None:
        raise Http404
    return chosen, every
