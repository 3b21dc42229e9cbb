"""A mentor's list: did these happen?"""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pathways import operations, permissions
from pathways.forms import CommentForm
from pathways.models import Activity
from pathways.operations import Refusal
from pathways.rules import in_words
from pathways.views.requests import SignedInRequest, gives_back, onward, tell
from people.models import User
from secondments.models import Mentorship
from secondments.words import COMMON

MISSING = "What is missing?"
WHO_READS = "The two of you can read this. It comes back to the list when it has been changed."


def waiting_for(user: User, at: datetime) -> list[Activity]:
    """What waits for this mentor's word, by secondee, the oldest first."""
    mentored = Mentorship.objects.not_ended(at).filter(mentor=user).values("participant")
    return list(
        Activity.objects.to_confirm()
        .filter(participant__in=mentored)
        .exclude(participant__person=user)
        .select_related("kind", "participant__person", "participant__cohort__version__programme")
        .order_by(
            "participant__person__sort_name", "participant__person__name", "participant", "happened_on", "pk"
        )
    )


def _may_confirm(user: User, activity: Activity, at: datetime) -> bool:
    return permissions.can_confirm(user, activity.participant, at)


@require_safe
def confirmations(request: SignedInRequest) -> HttpResponse:
    """Everything that waits, by secondee and ticked; one button confirms what stays ticked."""
    at = timezone.now()
    waiting = waiting_for(request.user, at)
    groups = [
        (person, list(activities))
        for person, activities in groupby(waiting, key=lambda activity: activity.participant)
    ]
    words = waiting[0].participant.cohort.words if waiting else COMMON
    return render(
        request, "pathways/confirmations.html", {"groups": groups, "count": len(waiting), "words": words}
    )


@require_POST
def confirm(request: SignedInRequest) -> HttpResponse:
    """Confirm what is ticked, as it was when the page was opened."""
    at = timezone.now()
    wanted = [int(key) for key in request.POST.getlist("record") if key.isdigit()]
    found = list(
        Activity.objects.visible_to(request.user, at)
        .filter(pk__in=wanted)
        .select_related("participant__person", "participant__cohort", "kind")
    )
    if any(not permissions.can_confirm(request.user, activity.participant, at) for activity in found):
        raise PermissionDenied
    seen = {}
    for activity in found:
        logged_at = parse_datetime(request.POST.get(f"seen-{activity.pk}", ""))
        if logged_at is not None:
            seen[activity] = logged_at
    result = operations.confirm_activities(seen=seen, by=request.user, at=at)
    gone = len(set(wanted)) - len(found)
    _tell_what_came_of_it(request, len(result.confirmed), len(result.changed) + gone)
    return onward(request, "pathways:confirmations")


def _tell_what_came_of_it(request: SignedInRequest, confirmed: int, changed: int) -> None:
    if confirmed:
        what = "record" if confirmed == 1 else "records"
        messages.success(request, f"{in_words(confirmed)} {what} confirmed.".capitalize())
    if changed:
        was = "record was" if changed == 1 else "records were"
        messages.warning(
            request,
            f"{in_words(changed)} {was} changed or taken back meanwhile and not confirmed.".capitalize(),
        )
    if not confirmed and not changed:
        messages.info(request, "Nothing was ticked, so nothing was confirmed.")


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(Activity.objects, _may_confirm)
def return_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a record back, saying what is missing."""
    at = timezone.now()
    found = get_object_or_404(
        Activity.objects.visible_to(request.user, at).select_related(
            "kind", "participant__person", "participant__cohort__version__programme"
        ),
        pk=pk,
    )
    if not permissions.can_confirm(request.user, found.participant, at):
        raise PermissionDenied
    form = CommentForm(request.POST or None, label=MISSING, hint=WHO_READS)
    if form.is_valid():
        try:
            operations.return_activity(
                activity=found,
                comment=form.cleaned_data["body"],
                seen=parse_datetime(request.POST.get("seen", "")),
                by=request.user,
                at=at,
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, f"Sent back to {found.participant.person.given_name}.")
            return redirect("pathways:confirmations")
    context = {"activity": found, "form": form, "words": found.participant.cohort.words}
    return render(request, "pathways/return_activity.html", context)


@require_POST
def reopen_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a confirmed record again, so that it can be changed."""
    at = timezone.now()
    found = get_object_or_404(
        Activity.objects.visible_to(request.user, at).select_related("participant"), pk=pk
    )
    if not permissions.can_confirm(request.user, found.participant, at):
        raise PermissionDenied
    operations.reopen_activity(activity=found, by=request.user, at=at)
    messages.success(request, "Reopened: it counts again once you have confirmed it.")
    return redirect("pathways:activity", found.pk)
