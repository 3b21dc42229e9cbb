"""Asking, answering and withdrawing; having nothing to ask."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from blogs import operations, permissions
from blogs.forms import AnswerForm, AskForm
from blogs.models import CoachingQuestion, Reflection
from blogs.operations import AlreadyAnswered
from blogs.readers import audience_of
from blogs.views import reading
from people.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """The question form stands on the reading page; what is wrong with a question is said there."""
    at = timezone.now()
    if request.method == "POST" and (gone := _taken_back(request, pk, at)):
        return gone
    reflection = _shared(request, pk, at)
    if not permissions.can_ask(request.user, reflection, at):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("blogs:read_reflection", pk=pk)
    author = reflection.author.given_name
    form = AskForm(request.POST, author=author)
    if not form.is_valid():
        return reading.page(request, reflection, at, ask_form=form)
    operations.ask(reflection=reflection, **form.cleaned_data, by=request.user, at=at)
    messages.success(request, f"Asked. {author} is told of it by e-mail, without your words.")
    return _next(request, at)


@require_POST
def set_aside(request: SignedInRequest, pk: int) -> HttpResponse:
    """The reader has read it and asks nothing; nobody is told."""
    at = timezone.now()
    reflection = _shared(request, pk, at)
    if not permissions.can_set_aside(request.user, reflection, at):
        raise PermissionDenied
    operations.set_aside(reflection=reflection, by=request.user, at=at)
    return _next(request, at)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer a question, or change what one answered."""
    at = timezone.now()
    if request.method == "POST" and (gone := _withdrawn(request, pk)):
        return gone
    question = _question(request, pk, at)
    if not permissions.can_answer(request.user, question, at):
        raise PermissionDenied
    reflection = question.reflection
    latest = question.answers.order_by("-at", "-pk").first()
    names = audience_of(reflection, at).said if reflection.is_shared else ""
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        readers=f"{names} can read it." if names else "Only you can read it.",
        prefix=f"question-{question.pk}",
        initial={"body": latest.body if latest else ""},
    )
    if form.is_valid():
        operations.answer(question=question, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, "Answered.")
        page = "blogs:read_reflection" if reflection.is_shared else "blogs:write_reflection"
        return redirect(page, pk=reflection.pk)
    return render(
        request,
        "blogs/answer.html",
        {
            "question": question,
            "reflection": reflection,
            "form": form,
            "words": reflection.participant.cohort.words,
            "is_change": latest is not None,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_question(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks once more, then the question is gone from the page."""
    at = timezone.now()
    question = _question(request, pk, at)
    if not permissions.can_withdraw_question(request.user, question, at):
        raise PermissionDenied
    if request.method == "POST":
        try:
            operations.withdraw_question(question=question, by=request.user, at=at)
        except AlreadyAnswered:
            messages.warning(request, "It has been answered meanwhile, so the question stays.")
        else:
            messages.success(request, "Your question has been taken back.")
        return redirect("blogs:read_reflection", pk=question.reflection_id)
    if question.answers.exists():
        messages.warning(request, "It has been answered, so the question stays.")
        return redirect("blogs:read_reflection", pk=question.reflection_id)
    return render(
        request,
        "blogs/withdraw_question.html",
        {
            "question": question,
            "reflection": question.reflection,
            "words": question.reflection.participant.cohort.words,
        },
    )


def _shared(request: SignedInRequest, pk: int, at: datetime) -> Reflection:
    """A reflection that others may read; its author's unshared one has no questions to be asked."""
    reflection = get_object_or_404(Reflection.objects.visible_to(request.user, at).with_people(), pk=pk)
    if not reflection.is_shared and not permissions.can_write(request.user, reflection, at):
        raise Http404
    return reflection


def _taken_back(request: SignedInRequest, pk: int, at: datetime) -> HttpResponse | None:
    """For whoever could ask until the author took it back, or took them off its readers: their own words."""
    if Reflection.objects.visible_to(request.user, at).filter(pk=pk).exists():
        return None
    once = Reflection.objects.once_shared_with(request.user, at).with_people().filter(pk=pk).first()
    if once is None or not permissions.asks(request.user, once, at):
        return None
    return _gone(
        request,
        heading="It is no longer shared with you",
        said=f"{once.author.given_name} has taken it back, or changed who can read it.",
        typed=request.POST.get("body", ""),
        onward=reverse("blogs:to_read"),
    )


def _withdrawn(request: SignedInRequest, pk: int) -> HttpResponse | None:
    """For the author who was answering a question that has been withdrawn: their own words."""
    withdrawn = CoachingQuestion.objects.filter(
        pk=pk, withdrawn_at__isnull=False, reflection__participant__person=request.user
    )
    question = withdrawn.select_related("asked_by").first()
    if question is None:
        return None
    return _gone(
        request,
        heading="The question has been taken back",
        said=f"{question.asked_by.spoken_name} took it back before your answer arrived.",
        typed=request.POST.get(f"question-{pk}-body", ""),
        onward=reverse("blogs:read_reflection", args=[question.reflection_id]),
    )


def _gone(request: SignedInRequest, **told: str) -> HttpResponse:
    return render(request, "blogs/parts/gone.html", told, status=410)


def _question(request: SignedInRequest, pk: int, at: datetime) -> CoachingQuestion:
    return get_object_or_404(
        CoachingQuestion.objects.visible_to(request.user, at).select_related(
            "asked_by",
            "reflection__window",
            "reflection__participant__person",
            "reflection__participant__cohort__organisation",
            "reflection__participant__cohort__version",
        ),
        pk=pk,
    )


def _next(request: SignedInRequest, at: datetime) -> HttpResponse:
    """To the next reflection that waits for the user, or to the list when none does."""
    waiting = (
        Reflection.objects.visible_to(request.user, at).of_others(request.user).waiting_for(request.user)
    )
    reflection = waiting.order_by("shared_at", "pk").first()
    return redirect("blogs:read_reflection", pk=reflection.pk) if reflection else redirect("blogs:to_read")
