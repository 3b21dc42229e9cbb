"""A secondee's log: what is planned, what was done, and what became of it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pathways import ground, operations, permissions
from pathways.forms import CommentForm, DayForm, LogForm, NewDayForm, PlanForm
from pathways.models import Activity, ActivityComment
from pathways.operations import ChangedMeanwhile, Refusal
from pathways.views.requests import (
    SignedInRequest,
    gives_back,
    mentor_of,
    onward,
    own_participation,
    renew,
    tell,
)
from secondments.models import Participant
from secondments.operations import NotAJoiningStep, NotTakingPart

A_PAGE = 50


def _visible(request: SignedInRequest, pk: int, at: datetime) -> Activity:
    comments = Prefetch("comments", queryset=ActivityComment.objects.select_related("by"))
    activities = Activity.objects.visible_to(request.user, at).select_related(
        "kind", "confirmed_by", "participant__person", "participant__cohort__version__programme"
    )
    return get_object_or_404(activities.prefetch_related(comments), pk=pk)


def _to_edit(request: SignedInRequest, pk: int, at: datetime) -> Activity:
    activity = _visible(request, pk, at)
    if not permissions.can_edit_activity(request.user, activity, at):
        raise PermissionDenied
    return activity


def _context(participant: Participant, at: datetime) -> dict[str, Any]:
    return {
        "participant": participant,
        "cohort": participant.cohort,
        "words": participant.cohort.words,
        "mentor": mentor_of(participant, at),
    }


@require_safe
def log(request: SignedInRequest) -> HttpResponse:
    """Everything one planned and did, newest first, to be narrowed to a state and a kind."""
    at = timezone.now()
    participant = own_participation(request.user)
    today = participant.cohort.day_of(at)
    every = list(
        participant.activities.current()
        .select_related("kind", "confirmed_by")
        .order_by("-happened_on", "-planned_for", "-pk")
    )
    every.sort(key=lambda activity: activity.day, reverse=True)
    kinds = {activity.kind.slug: activity.kind.name for activity in every}
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    of_kind = [activity for activity in every if kind in ("", activity.kind.slug)]
    shown = [activity for activity in of_kind if state in ("", activity.state(today))]
    return render(
        request,
        "pathways/log.html",
        _context(participant, at)
        | {
            "page": Paginator([(activity, activity.state(today)) for activity in shown], A_PAGE).get_page(
                request.GET.get("page")
            ),
            "anything": bool(every),
            "tabs": _tabs(of_kind, today, state, kind),
            "kinds": sorted(kinds.items(), key=lambda pair: pair[1]),
            "kind": kind,
            "state": state,
        },
    )


def _tabs(of_kind: list[Activity], today: date, state: str, kind: str) -> list[dict[str, Any]]:
    counts = Counter(activity.state(today) for activity in of_kind)
    rows = [("", "All", len(of_kind)), *((one.value, one.label, counts[one]) for one in Activity.State)]
    return [
        {
            "label": f"{label}, {count}",
            "query": f"?state={value}&kind={kind}",
            "current": value == state,
        }
        for value, label, count in rows
        if count or value in ("", state)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def log_activity(request: SignedInRequest) -> HttpResponse:
    """Say what was done, when, and to whom: three taps."""
    at = timezone.now()
    participant = own_participation(request.user)
    form = LogForm(request.POST or None, participant=participant, at=at)
    if form.is_valid():
        try:
            activity = operations.log_activity(
                participant=participant,
                uid=form.cleaned_data["uid"],
                happened_on=form.cleaned_data["happened_on"],
                **form.details,
                by=request.user,
                at=at,
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, f"Logged: {activity.heading}.")
            return redirect("pathways:log")
    is_open = ground.record_is_open(participant, at)
    context = _context(participant, at) | {"form": form, "is_open": is_open}
    return render(request, "pathways/log_activity.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_activity(request: SignedInRequest) -> HttpResponse:
    """Say what lies ahead; afterwards one tap makes it a record."""
    at = timezone.now()
    participant = own_participation(request.user)
    form = PlanForm(request.POST or None, participant=participant, at=at)
    if form.is_valid():
        try:
            activity = operations.plan_activity(
                participant=participant,
                uid=form.cleaned_data["uid"],
                planned_for=form.cleaned_data["day"],
                **form.details,
                by=request.user,
                at=at,
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, f"Planned: {activity.heading}.")
            return redirect("pathways:log")
    is_open = ground.record_is_open(participant, at)
    context = _context(participant, at) | {"form": form, "is_open": is_open}
    return render(request, "pathways/plan_activity.html", context)


@require_safe
def activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """One activity, what became of it, and what the two said about it."""
    at = timezone.now()
    return _activity_page(request, _visible(request, pk, at), at)


def _activity_page(
    request: SignedInRequest, found: Activity, at: datetime, comment: CommentForm | None = None
) -> HttpResponse:
    context = _context(found.participant, at) | {
        "activity": found,
        "state": found.state(found.participant.cohort.day_of(at)),
        "is_own": permissions.can_edit_activity(request.user, found, at),
        "can_confirm": permissions.can_confirm(request.user, found.participant, at),
        "comment": comment or CommentForm(label="Write about it"),
    }
    return render(request, "pathways/activity.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(Activity.objects, permissions.can_edit_activity)
def edit_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a plan or a record; one that came back is sent again."""
    at = timezone.now()
    found = _to_edit(request, pk, at)
    has_happened = found.happened_on is not None
    make = DayForm if has_happened else PlanForm
    today = found.participant.cohort.day_of(at)
    form = make(
        request.POST or None,
        participant=found.participant,
        at=at,
        until=today if has_happened else None,
        label="When was it?" if has_happened else "When?",
        initial=DayForm.initial_of(found) | {"seen": found.mark},
    )
    theirs = None
    if form.is_valid():
        try:
            operations.edit_activity(
                activity=found,
                day=form.cleaned_data["day"],
                **form.details,
                seen=form.cleaned_data["seen"],
                by=request.user,
                at=at,
            )
        except ChangedMeanwhile as refusal:
            theirs = found = _to_edit(request, pk, at)
            renew(form, seen=theirs.mark)
            tell(form, refusal)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, "Sent again." if found.returned_at else "Changed.")
            return redirect("pathways:activity", found.pk)
    said = list(found.comments.all())
    context = _context(found.participant, at)
    context |= {"activity": found, "form": form, "last": said[-1] if said else None, "theirs": theirs}
    return render(request, "pathways/edit_activity.html", context, status=409 if theirs else 200)


@require_POST
def happened(request: SignedInRequest, pk: int) -> HttpResponse:
    """One tap: the plan becomes a record."""
    at = timezone.now()
    found = _to_edit(request, pk, at)
    try:
        operations.happened(activity=found, by=request.user, at=at)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"Logged: {found.heading}.")
    return onward(request, "pathways:activity", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def did_not_happen(request: SignedInRequest, pk: int) -> HttpResponse:
    """It has another day, or it is off."""
    at = timezone.now()
    found = _to_edit(request, pk, at)
    is_off = "off" in request.POST
    posted = request.POST if request.method == "POST" and not is_off else None
    form = NewDayForm(posted, cohort=found.participant.cohort, at=at)
    try:
        if is_off:
            operations.withdraw_activity(activity=found, by=request.user, at=at)
            messages.success(request, f"Taken off your plan: {found.heading}.")
            return redirect("pathways:log")
        if form.is_valid():
            day, clock = form.cleaned_data["day"], form.cleaned_data["starts_at"]
            operations.move_plan(activity=found, to=day, starts_at=clock, by=request.user, at=at)
            messages.success(request, f"Moved: {found.heading}.")
            return redirect("pathways:activity", found.pk)
    except Refusal as refusal:
        if not form.is_bound:
            form = NewDayForm({}, cohort=found.participant.cohort, at=at)
            form.errors.clear()
        tell(form, refusal)
    context = _context(found.participant, at) | {"activity": found, "form": form}
    return render(request, "pathways/did_not_happen.html", context)


@require_POST
def withdraw_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back a plan, or a record made in error."""
    at = timezone.now()
    found = _to_edit(request, pk, at)
    try:
        operations.withdraw_activity(activity=found, by=request.user, at=at)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("pathways:activity", found.pk)
    messages.success(request, f"Withdrawn: {found.heading}.")
    return redirect("pathways:log")


@require_POST
@gives_back(Activity.objects, permissions.can_talk_about_activity)
def comment_on_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say something about an activity, as the secondee or as the mentor."""
    at = timezone.now()
    found = _visible(request, pk, at)
    if not permissions.can_talk_about_activity(request.user, found, at):
        raise PermissionDenied
    form = CommentForm(request.POST, label="Write about it")
    if form.is_valid():
        operations.comment_on_activity(activity=found, body=form.cleaned_data["body"], by=request.user, at=at)
        return redirect("pathways:activity", found.pk)
    return _activity_page(request, found, at, form)


@require_POST
def confirm_joining(request: SignedInRequest, slug: str) -> HttpResponse:
    """ "I have had my induction"."""
    at = timezone.now()
    participant = own_participation(request.user)
    try:
        operations.confirm_joining(participant=participant, slug=slug, by=request.user, at=at)
    except NotAJoiningStep as unknown:
        raise Http404 from unknown
    except NotTakingPart:
        messages.error(request, "You are not taking part any more, so nothing was confirmed.")
    else:
        messages.success(request, "Confirmed.")
    return onward(request, "config:secondee_home")
