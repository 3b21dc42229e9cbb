"""The author's pages: one's reflections, writing one, sharing it, who reads it, taking it back."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blogs import operations, permissions
from blogs.blueprint import asked_in
from blogs.forms import DraftForm, ReadersForm
from blogs.models import CoachingQuestion, Reader, Reflection, ReflectionVersion, windows_to_share_in
from blogs.operations import DraftMoved, Kept, NobodyReads, NothingWritten, NotShared, State, WindowClosed
from blogs.readers import audience_of, circle_of, colleagues_of
from people.models import User
from people.requests import SignedInRequest
from secondments.models import Participant, Window


@require_safe
def reflections(request: SignedInRequest) -> HttpResponse:
    """One's own windows: the open one first, what is past, what is to come."""
    at = timezone.now()
    participant = (
        Participant.objects.filter(person=request.user, cohort__withdrawn_at=None)
        .select_related("person", "cohort__version", "cohort__organisation")
        .order_by("-cohort__starts_on", "-pk")
        .first()
    )
    rows = _rows(participant, at) if participant else []
    return render(
        request,
        "blogs/reflections.html",
        {
            "participant": participant,
            "words": participant.cohort.words if participant else None,
            "open": [row for row in rows if row["state"] == "open"],
            "past": [row for row in rows if row["state"] == "past"],
            "to_come": [row for row in rows if row["state"] == "to come"],
        },
    )


def _rows(participant: Participant, at: datetime) -> list[dict[str, Any]]:
    """A line for each reflection window of one person: six queries."""
    takes_part = Participant.objects.taking_part(participant.cohort.day_of(at)).filter(pk=participant.pk)
    windows: Any = (
        Window.objects.for_participant(participant)
        .filter(kind=Window.Kind.REFLECTION)
        .annotate(takes_part=Exists(takes_part))
    )
    mine = {
        reflection.window_id: reflection
        for reflection in Reflection.objects.filter(participant=participant).prefetch_related(
            "readers__person"
        )
    }
    questions = CoachingQuestion.objects.unanswered().filter(reflection__participant=participant)
    unanswered = Counter(questions.values_list("reflection", flat=True))
    circle = circle_of(participant, at)
    rows = []
    for window in windows:
        reflection = mine.get(window.pk)
        readers = reflection.readers.all() if reflection else []
        rows.append(
            {
                "window": window,
                "state": _state(window, window.takes_part, at),
                "has_left": not window.takes_part and window.own_closes_at > at,
                "reflection": reflection,
                "unanswered": unanswered[reflection.pk] if reflection else 0,
                "audience": circle.audience(reader for reader in readers if not reader.withdrawn_at),
            }
        )
    return rows


def _state(window: Window, takes_part: bool, at: datetime) -> str:
    """Of a window with its closing for one participant, and whether they take part."""
    if window.opens_at > at:
        return "to come"
    return "open" if window.own_closes_at > at and takes_part else "past"


@require_http_methods(["GET", "HEAD", "POST"])
def begin_reflection(request: SignedInRequest, pk: int) -> HttpResponse:
    """The door into a window: what is asked there; to the page itself when it has been begun."""
    at = timezone.now()
    window = get_object_or_404(
        Window.objects.visible_to(request.user, at).select_related("cohort__version"),
        pk=pk,
        kind=Window.Kind.REFLECTION,
    )
    participant = Participant.objects.filter(person=request.user, cohort=window.cohort).first()
    if participant is None or not permissions.can_begin(request.user, participant, at):
        raise PermissionDenied
    if request.method == "POST":
        try:
            reflection = operations.begin_reflection(
                participant=participant, window=window, by=request.user, at=at
            )
        except WindowClosed:
            return redirect("blogs:begin_reflection", pk=pk)
        return redirect("blogs:write_reflection", pk=reflection.pk)
    begun = Reflection.objects.filter(participant=participant, window=window).first()
    if begun is not None:
        return redirect("blogs:write_reflection", pk=begun.pk)
    own = Window.objects.for_participant(participant).get(pk=window.pk)
    return render(
        request,
        "blogs/begin_reflection.html",
        {
            "window": own,
            "asked": asked_in(window.cohort.version, window),
            "is_open": windows_to_share_in(participant, at).filter(pk=window.pk).exists(),
            "is_within": own.opens_at <= at < own.own_closes_at,
            "is_to_come": own.opens_at > at,
            "words": window.cohort.words,
            "mentors": circle_of(participant, at).mentors,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def write_reflection(request: SignedInRequest, pk: int) -> HttpResponse:
    """The writing page; posting to it keeps the text as a draft."""
    at = timezone.now()
    reflection = _own(request.user, pk, at)
    if not permissions.can_write(request.user, reflection, at):
        raise PermissionDenied
    form = DraftForm(request.POST if request.method == "POST" else None, initial=_as_it_is(reflection))
    if form.is_valid():
        kept = operations.keep_draft(reflection=reflection, **form.cleaned_data, by=request.user, at=at)
        if kept.state is State.CONFLICT:
            return _writing(request, reflection, _beside(form, kept), at, kept)
        if request.POST.get("do") == "readers":
            return redirect("blogs:choose_readers", pk=pk)
        messages.info(request, _said(kept, reflection))
        return redirect("blogs:write_reflection", pk=pk)
    return _writing(request, reflection, form, at)


@require_POST
def share_reflection(request: SignedInRequest, pk: int) -> HttpResponse:
    """Share the text as it stands in the writing page with the readers whom that page named."""
    at = timezone.now()
    reflection = _own(request.user, pk, at)
    if not permissions.can_share(request.user, reflection, at):
        raise PermissionDenied
    form = DraftForm(request.POST, initial=_as_it_is(reflection))
    if not form.is_valid():
        return _writing(request, reflection, form, at)
    text = form.cleaned_data
    try:
        operations.share_reflection(
            reflection=reflection, **text, **_readers_of(reflection), by=request.user, at=at
        )
    except NothingWritten:
        form.add_error("body", "There is nothing to share yet. Write something first, or come back later.")
        return _writing(request, reflection, form, at)
    except NobodyReads:
        operations.keep_draft(reflection=reflection, **text, by=request.user, at=at)
        messages.warning(request, "Choose who can read it, then share it. What you wrote is kept.")
        return redirect("blogs:choose_readers", pk=pk)
    except (WindowClosed, DraftMoved):
        kept = operations.keep_draft(reflection=reflection, **text, by=request.user, at=at)
        return _writing(request, reflection, _beside(form, kept), at, kept)
    names = audience_of(reflection, at).said
    messages.success(request, f"Shared. {names} can read it now." if names else "Shared.")
    return redirect("blogs:read_reflection", pk=pk)


@login_not_required
@require_POST
def keep_draft(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep what is being typed; asked by static/write.js, and answered in JSON whatever happens.

    Takes {body, base, typed_at, tab}; answers {state, at, base, words, message, theirs?}.
    """
    at = timezone.now()
    if not isinstance(request.user, User):
        return signed_out()
    reflection = Reflection.objects.visible_to(request.user, at).with_people().filter(pk=pk).first()
    if reflection is None or not permissions.can_write(request.user, reflection, at):
        return refused("This page is out of date.", 404 if reflection is None else 403)
    form = typed_in(request)
    if not form.is_valid():
        return refused(wrong_with(form), 400)
    kept = operations.keep_draft(reflection=reflection, **form.cleaned_data, by=request.user, at=at)
    return answered(kept, _said(kept, reflection))


def typed_in(request: HttpRequest) -> DraftForm:
    """The form of a JSON body; an unreadable one is as good as an empty one, which is not valid."""
    try:
        told = json.loads(request.body)
    except ValueError:
        told = {}
    return DraftForm(told if isinstance(told, dict) else {})


def wrong_with(form: DraftForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def answered(kept: Kept, message: str) -> JsonResponse:
    answer = {
        "state": kept.state.value,
        "at": kept.at.isoformat(),
        "base": kept.base,
        "words": kept.words,
        "message": message,
    }
    return JsonResponse(answer | ({"theirs": kept.theirs} if kept.state is State.CONFLICT else {}))


def signed_out() -> JsonResponse:
    return JsonResponse({"state": "signed out", "message": "You have been signed out."}, status=401)


def refused(message: str, status: int) -> JsonResponse:
    return JsonResponse({"state": "refused", "message": message}, status=status)


def _said(kept: Kept, reflection: Reflection) -> str:
    """What became of the text, in a sentence."""
    return render_to_string("blogs/kept.txt", {"kept": kept, "reflection": reflection}).strip()


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks once more, then nobody but the author reads it."""
    at = timezone.now()
    reflection = _own(request.user, pk, at)
    if not permissions.can_take_back(request.user, reflection, at):
        raise PermissionDenied
    if request.method == "POST":
        try:
            operations.take_back(reflection=reflection, by=request.user, at=at)
        except NotShared:
            messages.info(request, "Nobody else can read it: it had been taken back already.")
        else:
            messages.success(request, "Taken back. Only you can read it now.")
        return redirect("blogs:write_reflection", pk=pk)
    if not reflection.is_shared:
        return redirect("blogs:write_reflection", pk=pk)
    return render(
        request,
        "blogs/take_back.html",
        {
            "reflection": reflection,
            "words": reflection.participant.cohort.words,
            "audience": audience_of(reflection, at),
            "closes_at": _closes_at(reflection),
            "is_open": reflection.is_open(at),
            "has_left": reflection.has_left(at),
            "questions": reflection.questions.standing().count(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def choose_readers(request: SignedInRequest, pk: int) -> HttpResponse:
    """The author says who can read it, or will once it is shared."""
    at = timezone.now()
    reflection = _own(request.user, pk, at)
    if not permissions.can_choose_readers(request.user, reflection, at):
        raise PermissionDenied
    audience = audience_of(reflection, at)
    form = ReadersForm(
        request.POST if request.method == "POST" else None,
        audience=audience,
        words=reflection.participant.cohort.words,
        near=colleagues_of(reflection.participant, at),
    )
    if form.is_valid():
        try:
            operations.choose_readers(reflection=reflection, **form.readers(), by=request.user, at=at)
        except NobodyReads:
            form.add_error("groups", "Choose somebody; or take it back, and nobody but you can read it.")
        else:
            names = audience_of(reflection, at).said or "Nobody but you"
            will = "can read it" if reflection.is_shared else "can read it once you share it"
            messages.success(request, f"{names} {will}.")
            return redirect(_page_of(reflection), pk=pk)
    return render(
        request,
        "blogs/choose_readers.html",
        {
            "reflection": reflection,
            "form": form,
            "words": reflection.participant.cohort.words,
            "back": reverse(_page_of(reflection), args=[pk]),
            "questions": reflection.questions.standing().count(),
        },
    )


# Beneath the pages ----------------------------------------------------------------------------------------


def _own(user: User, pk: int, at: datetime) -> Reflection:
    return get_object_or_404(Reflection.objects.visible_to(user, at).with_people(), pk=pk)


def _page_of(reflection: Reflection) -> str:
    return "blogs:read_reflection" if reflection.is_shared else "blogs:write_reflection"


def _closes_at(reflection: Reflection) -> datetime | None:
    return reflection.window.closes_at_for(reflection.participant) if reflection.window else None


def _as_it_is(reflection: Reflection) -> dict[str, Any]:
    return {"body": reflection.draft, "base": reflection.draft_revision}


def _readers_of(reflection: Reflection) -> dict[str, Any]:
    readers = list(reflection.readers.standing().select_related("person"))
    kinds = {reader.kind for reader in readers}
    return {
        "mentor": Reader.Kind.MENTOR in kinds,
        "slt": Reader.Kind.SLT in kinds,
        "persons": [reader.person for reader in readers if reader.person is not None],
    }


def _beside(form: DraftForm, kept: Kept) -> DraftForm:
    """The form with the text that arrived, from which to go on after the draft as it stands now."""
    return DraftForm(initial=form.cleaned_data | {"base": kept.base})


def _writing(
    request: SignedInRequest,
    reflection: Reflection,
    form: DraftForm,
    at: datetime,
    kept: Kept | None = None,
) -> HttpResponse:
    """The writing page with this form; `kept` when a text has just been kept otherwise than was wished."""
    version = reflection.participant.cohort.version
    shared = reflection.shared_version()
    asides = reflection.versions.filter(kind=ReflectionVersion.Kind.ASIDE).order_by("-number")
    is_open = reflection.is_open(at)
    return render(
        request,
        "blogs/write_reflection.html",
        {
            "reflection": reflection,
            "form": form,
            "kept": kept,
            "said": _said(kept, reflection) if kept else "",
            "asked": asked_in(version, reflection.window),
            "words": version.words,
            "audience": audience_of(reflection, at),
            "closes_at": _closes_at(reflection),
            "is_open": is_open,
            "has_left": not is_open and reflection.has_left(at),
            "is_changed": shared is not None and shared.body != reflection.draft,
            "asides": [aside for aside in asides if aside.body != reflection.draft],
        },
    )
