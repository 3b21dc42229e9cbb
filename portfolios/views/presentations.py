"""Pages about one presentation: noting, hearing, releasing, and what the secondee sees of it."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from people.models import User
from people.requests import SignedInRequest
from portfolios import board, operations, permissions
from portfolios.blueprint import presentation_of
from portfolios.forms import NoteForm
from portfolios.models import PanelNote, Presentation
from portfolios.views.afternoons import Refused, afternoon_page
from portfolios.views.door import page
from secondments.models import Participant


def note(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    if request.method == "POST" and (lost := _without_place(request.user, pk, at)):
        return _shown_again(request, lost, at)
    found = _presentation(request.user, pk, at)
    if not permissions.can_note(request.user, found, at):
        raise PermissionDenied
    if request.method != "POST":
        return redirect(_fold(found.afternoon_id, found.pk))
    mine = PanelNote.objects.filter(presentation=found, by=request.user).first()
    form = NoteForm(request.POST, note=mine, presentation=found.pk)
    refused = Refused(found.pk, form)
    if form.is_valid():
        try:
            operations.keep_note(presentation=found, **form.cleaned_data, by=request.user, at=at)
        except operations.NoPlace:
            return _shown_again(request, found, at)
        except operations.NoteChanged as changed:
            refused = _both_texts(request, found, changed.kept)
        except operations.Released:
            form.add_error(
                None,
                f"{found.participant.person.given_name} has the feedback already, so “What moved?” and "
                "“What next?” stand. Your text is still here, but it is not kept: ask "
                f"{found.afternoon.chair.spoken_name} to take the release back, then keep it.",
            )
        else:
            return redirect(_fold(found.afternoon_id, _next_after(found)))
    return afternoon_page(request, found.afternoon, at, refused=refused)


def _without_place(user: User, pk: int, at: datetime) -> Presentation | None:
    """A presentation that lost its place, to whoever could note there; to others it is not there at all."""
    found = Presentation.objects.without_place().in_full().filter(pk=pk).first()
    return found if found and permissions.can_note(user, found, at) else None


def _shown_again(request: SignedInRequest, lost: Presentation, at: datetime) -> HttpResponse:
    """What was typed for it, with what happened; ready to be kept where the same person presents now."""
    rows = Presentation.objects.visible_to(request.user, at).in_full()
    there = rows.filter(participant=lost.participant_id).first()
    typed = request.POST.copy()
    if there and not permissions.can_note(request.user, there, at):
        there = None
    if there and there.pk != lost.pk:
        typed["seen"] = "0"
    target = there.pk if there else lost.pk
    form = NoteForm(typed, note=None, presentation=target)
    context = {"person": lost.participant.person, "there": there, "target": target, "form": form}
    return page(request, "portfolios/note_without_place.html", lost.afternoon.cohort, context)


def _both_texts(request: SignedInRequest, found: Presentation, kept: PanelNote) -> Refused:
    """The arriving text in the form, ready to be kept over the other one, which stands beside it."""
    typed = request.POST.copy()
    typed["seen"] = str(kept.revision)
    return Refused(found.pk, NoteForm(typed, note=kept, presentation=found.pk), kept)


def _next_after(found: Presentation) -> int:
    following = Presentation.objects.current().filter(
        afternoon=found.afternoon_id, position__gt=found.position
    )
    return following.order_by("position").values_list("pk", flat=True).first() or found.pk


def _fold(afternoon: int, presentation: int) -> str:
    return f"{reverse('portfolios:afternoon', args=[afternoon])}?open={presentation}#p{presentation}"


@require_POST
def heard(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    found = _presentation(request.user, pk, at)
    if not permissions.can_mark_delivered(request.user, found, at):
        raise PermissionDenied
    try:
        operations.mark_delivered(presentation=found, by=request.user, at=at)
    except operations.NotYet:
        messages.error(request, "Nobody has presented yet: this can be said on the day or after it.")
    return redirect(_fold(found.afternoon_id, found.pk))


@require_POST
def not_heard(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    found = _presentation(request.user, pk, at)
    if not permissions.can_mark_delivered(request.user, found, at):
        raise PermissionDenied
    try:
        operations.unmark_delivered(presentation=found, by=request.user, at=at)
    except operations.Released:
        messages.error(
            request,
            f"{found.participant.person.given_name} has the feedback already, so it has been heard. "
            "The chair can take the release back first.",
        )
    return redirect(_fold(found.afternoon_id, found.pk))


def release(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    found = _presentation(request.user, pk, at)
    if not permissions.can_release(request.user, found, at):
        raise PermissionDenied
    wrong = ""
    if request.method == "POST":
        try:
            operations.release_feedback(presentation=found, by=request.user, at=at)
        except operations.NotHeard:
            wrong = (
                "It is not marked as heard yet. Do that on the afternoon’s page, then release the feedback."
            )
        except operations.NothingToRelease:
            wrong = "Nobody has written what moved or what next, so there is nothing to release yet."
        else:
            name = found.participant.person.given_name
            messages.success(request, f"{name} can read the feedback now, and is told so by e-mail.")
            return redirect(_fold(found.afternoon_id, found.pk))
    return page(
        request,
        "portfolios/release.html",
        found.afternoon.cohort,
        {
            "presentation": found,
            "afternoon": found.afternoon,
            "notes": PanelNote.objects.visible_to(request.user, at).filter(presentation=found).feedback(),
            "wrong": wrong,
        },
    )


@require_POST
def take_back_release(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    found = _presentation(request.user, pk, at)
    if not permissions.can_release(request.user, found, at):
        raise PermissionDenied
    operations.take_release_back(presentation=found, by=request.user, at=at)
    name = found.participant.person.given_name
    messages.success(request, f"{name} no longer sees the feedback. They may have read it before.")
    return redirect("portfolios:release", pk=pk)


# The secondee's own -------------------------------------------------------------------------------------


@require_safe
def my_presentation(request: SignedInRequest) -> HttpResponse:
    at = timezone.now()
    participant = (
        Participant.objects.filter(person=request.user, cohort__withdrawn_at=None)
        .select_related("person", "cohort__organisation", "cohort__version__programme")
        .order_by("-cohort__starts_on", "-pk")
        .first()
    )
    if participant is None:
        return render(request, "portfolios/my_presentation.html", {"participant": None})
    presentation = Presentation.objects.current().in_full().filter(participant=participant).first()
    project, standings = board.projects_of([participant]).get(participant.pk, (None, []))
    part = presentation_of(participant.cohort.version)
    return page(
        request,
        "portfolios/my_presentation.html",
        participant.cohort,
        {
            "at": at,
            "participant": participant,
            "presentation": presentation,
            "part": part,
            "many": presentation.afternoon.presentations.filter(withdrawn_at=None).count()
            if presentation
            else 0,
            "is_over": presentation is not None and presentation.ends_at <= at,
            "project": project,
            "standings": standings,
        },
    )


@require_safe
def feedback(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    found = _presentation(request.user, pk, at)
    if not permissions.can_read_feedback(request.user, found, at):
        raise PermissionDenied
    notes = PanelNote.objects.filter(presentation=found).feedback() if found.is_released else []
    return page(
        request,
        "portfolios/feedback.html",
        found.afternoon.cohort,
        {"presentation": found, "afternoon": found.afternoon, "notes": notes},
    )


def _presentation(user: User, pk: int, at: datetime) -> Presentation:
    return get_object_or_404(Presentation.objects.visible_to(user, at).in_full(), pk=pk)
