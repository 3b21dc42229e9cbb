"""The question put to mentors at the end: they write and give their answer, the coordinator reads it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from blogs import operations, permissions
from blogs.blueprint import asked_of_mentors
from blogs.forms import DraftForm
from blogs.models import MentorAnswer
from blogs.operations import DraftMoved, Kept, NothingWritten, State, WindowClosed
from blogs.views.writing import answered, refused, signed_out, typed_in, wrong_with
from people.models import User
from people.requests import SignedInRequest
from secondments.models import Window


@require_http_methods(["GET", "HEAD", "POST"])
def mentor_question(request: SignedInRequest, pk: int) -> HttpResponse:
    """A mentor's own page to write on; for the coordinator, what mentors have given."""
    at = timezone.now()
    window = _window(request.user, pk, at)
    is_mentor = permissions.can_answer_as_mentor(request.user, window, at)
    reads = permissions.can_read_mentor_answers(request.user, window, at)
    if not (is_mentor or reads) or (request.method == "POST" and not is_mentor):
        raise PermissionDenied
    if request.method == "POST":
        return _posted(request, window, at)
    return _page(request, window, at)


def _posted(request: SignedInRequest, window: Window, at: datetime) -> HttpResponse:
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _page(request, window, at, form)
    text = {name: form.cleaned_data[name] for name in ("body", "base", "tab")}
    if request.POST.get("do") == "give":
        try:
            operations.give_mentor_answer(window=window, **text, by=request.user, at=at)
        except NothingWritten:
            form.add_error("body", "There is nothing to give yet. Write something first.")
            return _page(request, window, at, form)
        except (WindowClosed, DraftMoved):
            # Whichever it was, what is typed is kept below, or shown beside the other text.
            pass
        else:
            messages.success(request, "Given. You and the coordinator can read it.")
            return redirect("blogs:mentor_question", pk=window.pk)
    if not window.has_opened(at):
        return _page(request, window, at, form)
    kept = operations.keep_mentor_answer(window=window, **text, by=request.user, at=at)
    if kept.state is State.KEPT:
        messages.info(request, _said(kept))
        return redirect("blogs:mentor_question", pk=window.pk)
    return _page(request, window, at, DraftForm(initial=form.cleaned_data | {"base": kept.base}), kept)


@login_not_required
@require_POST
def keep_mentor_answer(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep what a mentor is typing; the same question and answer as for a reflection."""
    at = timezone.now()
    if not isinstance(request.user, User):
        return signed_out()
    windows = Window.objects.visible_to(request.user, at).filter(kind=Window.Kind.MENTOR_QUESTION)
    window = windows.filter(pk=pk).select_related("cohort").first()
    if window is None or not permissions.can_answer_as_mentor(request.user, window, at):
        return refused("This page is out of date.", 404 if window is None else 403)
    form = typed_in(request)
    if not form.is_valid():
        return refused(wrong_with(form), 400)
    text = {name: form.cleaned_data[name] for name in ("body", "base", "tab")}
    try:
        kept = operations.keep_mentor_answer(window=window, **text, by=request.user, at=at)
    except WindowClosed:
        return refused("This has not opened yet.", 409)
    return answered(kept, _said(kept))


def _said(kept: Kept) -> str:
    return render_to_string("blogs/kept.txt", {"kept": kept}).strip()


def _window(user: User, pk: int, at: datetime) -> Window:
    return get_object_or_404(
        Window.objects.visible_to(user, at).select_related("cohort__version", "cohort__organisation"),
        pk=pk,
        kind=Window.Kind.MENTOR_QUESTION,
    )


def _page(
    request: SignedInRequest,
    window: Window,
    at: datetime,
    form: DraftForm | None = None,
    kept: Kept | None = None,
) -> HttpResponse:
    seen = MentorAnswer.objects.visible_to(request.user, at).filter(window=window).select_related("mentor")
    answers = list(seen.order_by("mentor__sort_name", "mentor__name", "pk"))
    own = next((answer for answer in answers if answer.mentor_id == request.user.pk), None)
    context: dict[str, Any] = {
        "window": window,
        "words": window.cohort.words,
        "asked": asked_of_mentors(window.cohort.version, window),
        "is_mentor": permissions.can_answer_as_mentor(request.user, window, at),
        "reads": permissions.can_read_mentor_answers(request.user, window, at),
        "is_open": window.has_opened(at) and at < window.closes_at,
        "is_to_come": not window.has_opened(at),
        "own": own,
        "kept": kept,
        "said": _said(kept) if kept else "",
        "others": [answer for answer in answers if answer.mentor_id != request.user.pk],
        "form": form
        or DraftForm(initial={"body": own.body if own else "", "base": own.revision if own else 0}),
    }
    return render(request, "blogs/mentor_question.html", context)
