"""Meetings of a secondee and their mentor: the list, a date, the short record that both can write."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pathways import operations, permissions
from pathways.forms import MeetingForm, MeetingRecordForm
from pathways.models import Meeting, MeetingRevision
from pathways.operations import ChangedMeanwhile, Refusal
from pathways.views.requests import SignedInRequest, gives_back, mentor_of, tell
from people.models import User
from secondments.models import Mentorship, Participant
from secondments.words import COMMON


def whose(user: User, at: datetime) -> list[Participant]:
    """The user's own secondment, if any, then those of the people they mentor."""
    mentored = Mentorship.objects.not_ended(at).filter(mentor=user).values("participant")
    found = (
        Participant.objects.filter(Q(person=user) | Q(pk__in=mentored), cohort__withdrawn_at=None)
        .by_name()
        .select_related("cohort__version__programme")
    )
    return sorted(found, key=lambda participant: participant.person_id != user.pk)


def _visible(request: SignedInRequest, pk: int, at: datetime) -> Meeting:
    meetings = Meeting.objects.visible_to(request.user, at).select_related(
        "mentor", "participant__person", "participant__cohort__version__programme"
    )
    return get_object_or_404(meetings, pk=pk)


def _to_write(request: SignedInRequest, pk: int, at: datetime) -> Meeting:
    meeting = _visible(request, pk, at)
    if not permissions.can_record_meeting(request.user, meeting, at):
        raise PermissionDenied
    return meeting


def _before(meeting: Meeting) -> Meeting | None:
    """The meeting written up before this one: its actions are where this one begins."""
    earlier = Meeting.objects.current().filter(
        participant=meeting.participant_id, recorded_at__isnull=False, held_on__lte=meeting.held_on
    )
    return earlier.exclude(pk=meeting.pk).order_by("-held_on", "-pk").first()


@require_safe
def meetings(request: SignedInRequest) -> HttpResponse:
    """Dates set and records written, for oneself and for everybody one mentors."""
    at = timezone.now()
    people = whose(request.user, at)
    if not people:
        raise Http404
    rows = Meeting.objects.visible_to(request.user, at).select_related("mentor").order_by("-held_on", "-pk")
    of: dict[int, list[Meeting]] = {}
    for found in rows.filter(participant__in=people):
        of.setdefault(found.participant_id, []).append(found)
    groups = [
        {
            "participant": person,
            "is_own": person.person_id == request.user.pk,
            "arranged": [one for one in reversed(of.get(person.pk, [])) if not one.is_recorded],
            "recorded": [one for one in of.get(person.pk, []) if one.is_recorded],
            "today": person.cohort.day_of(at),
        }
        for person in people
    ]
    words = people[0].cohort.words if people else COMMON
    return render(request, "pathways/meetings.html", {"groups": groups, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
def arrange_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set a date with this participant; one that is over leads straight to its record."""
    at = timezone.now()
    people = Participant.objects.visible_to(request.user, at).select_related(
        "person", "cohort__version__programme"
    )
    participant = get_object_or_404(people, pk=pk)
    if not permissions.can_meet(request.user, participant, at):
        raise PermissionDenied
    form = MeetingForm(request.POST or None, cohort=participant.cohort)
    if form.is_valid():
        try:
            found = operations.arrange_meeting(
                participant=participant,
                uid=form.cleaned_data["uid"],
                held_on=form.cleaned_data["day"],
                starts_at=form.cleaned_data["starts_at"],
                place=form.cleaned_data["place"],
                by=request.user,
                at=at,
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            if found.held_on < participant.cohort.day_of(at):
                return redirect("pathways:record_meeting", found.pk)
            messages.success(request, "The date is set.")
            return redirect("pathways:meeting", found.pk)
    return render(
        request,
        "pathways/arrange_meeting.html",
        {
            "participant": participant,
            "cohort": participant.cohort,
            "words": participant.cohort.words,
            "form": form,
            "is_own": participant.person_id == request.user.pk,
            "mentor": mentor_of(participant, at),
        },
    )


@require_safe
def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """One meeting: its date, or its record, and who wrote that when."""
    at = timezone.now()
    found = _visible(request, pk, at)
    return render(request, "pathways/meeting.html", _context(request, found, at))


def _context(request: SignedInRequest, found: Meeting, at: datetime) -> dict[str, Any]:
    cohort = found.participant.cohort
    return {
        "meeting": found,
        "participant": found.participant,
        "cohort": cohort,
        "words": cohort.words,
        "before": _before(found),
        "revisions": list(found.revisions.select_related("by")),
        "is_own": found.participant.person_id == request.user.pk,
        "can_write": permissions.can_record_meeting(request.user, found, at),
        "has_come": found.held_on <= cohort.day_of(at),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(Meeting.objects, permissions.can_record_meeting)
def record_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the record; when the other has saved meanwhile, both texts stand side by side."""
    at = timezone.now()
    found = _to_write(request, pk, at)
    cohort = found.participant.cohort
    form = MeetingRecordForm(request.POST or None, meeting=found, cohort=cohort, at=at)
    theirs = None
    if form.is_valid():
        given = form.cleaned_data
        try:
            operations.record_meeting(
                meeting=found,
                revision=given["revision"],
                held_on=given["day"],
                **{name: given[name] for name in ("since_last", "said", "actions")},
                **{name: given[name] for name in ("next_on", "next_at", "next_place")},
                by=request.user,
                at=at,
            )
        except ChangedMeanwhile:
            theirs = MeetingRevision.objects.filter(meeting=found).select_related("by").last()
            form = _beside(form, found, request, at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, "The record is saved. You can both read and change it.")
            return redirect("pathways:meeting", found.pk)
    context = _context(request, found, at) | {"form": form, "theirs": theirs}
    return render(request, "pathways/record_meeting.html", context, status=409 if theirs else 200)


def _beside(
    form: MeetingRecordForm, found: Meeting, request: SignedInRequest, at: datetime
) -> MeetingRecordForm:
    """The same words again, now written beside the newest record: saving them next replaces it knowingly."""
    data = request.POST.copy()
    data["revision"] = str(Meeting.objects.values_list("revision", flat=True).get(pk=found.pk))
    again = MeetingRecordForm(data, meeting=found, cohort=found.participant.cohort, at=at)
    again.is_valid()
    return again


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(Meeting.objects, permissions.can_record_meeting)
def move_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another date, time or place."""
    at = timezone.now()
    found = _to_write(request, pk, at)
    initial = {"day": found.held_on, "starts_at": found.starts_at, "place": found.place}
    form = MeetingForm(request.POST or None, cohort=found.participant.cohort, initial=initial)
    if form.is_valid():
        try:
            operations.move_meeting(
                meeting=found,
                held_on=form.cleaned_data["day"],
                starts_at=form.cleaned_data["starts_at"],
                place=form.cleaned_data["place"],
                by=request.user,
                at=at,
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, "The new date is set.")
            return redirect("pathways:meeting", found.pk)
    return render(request, "pathways/move_meeting.html", _context(request, found, at) | {"form": form})


@require_POST
def call_off_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """It will not take place."""
    at = timezone.now()
    found = _to_write(request, pk, at)
    try:
        operations.call_off_meeting(meeting=found, by=request.user, at=at)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("pathways:meeting", found.pk)
    messages.success(request, "The meeting is called off.")
    return redirect("pathways:meetings")
