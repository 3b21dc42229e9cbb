"""The readers' pages: what is shared with me, and one reflection with what is asked about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from blogs import permissions
from blogs.forms import AnswerForm, AskForm
from blogs.models import Answer, Reflection
from blogs.passages import lay_out
from blogs.readers import audience_of
from people.requests import SignedInRequest

A_PAGE = 50  # lines


@require_safe
def to_read(request: SignedInRequest) -> HttpResponse:
    """What others have shared with the user: what waits for their question first, oldest first."""
    at = timezone.now()
    shared = (
        Reflection.objects.visible_to(request.user, at)
        .of_others(request.user)
        .filter(participant__cohort__withdrawn_at=None)
        .with_people()
        .defer("draft")
    )
    waiting = shared.waiting_for(request.user)
    done = shared.exclude(pk__in=waiting.values("pk")).order_by("-shared_at", "-pk")
    return render(
        request,
        "blogs/to_read.html",
        {
            "count": waiting.count(),
            "waiting": waiting.order_by("shared_at", "pk")[:A_PAGE],
            "done": Paginator(done, A_PAGE).get_page(request.GET.get("page")),
        },
    )


@require_safe
def read_reflection(request: SignedInRequest, pk: int) -> HttpResponse:
    """One shared reflection, as its author or as its reader; a draft is only on its author's writing page."""
    at = timezone.now()
    reflection = get_object_or_404(Reflection.objects.visible_to(request.user, at).with_people(), pk=pk)
    if not reflection.is_shared:
        return redirect("blogs:write_reflection", pk=pk)
    return page(request, reflection, at)


def page(
    request: SignedInRequest,
    reflection: Reflection,
    at: datetime,
    *,
    ask_form: AskForm | None = None,
    answer_forms: dict[int, AnswerForm] | None = None,
) -> HttpResponse:
    """The reading page, with the forms as they were sent when something in them is to be put right."""
    version = reflection.shared_version()
    questions = list(
        reflection.questions.standing()
        .select_related("asked_by")
        .prefetch_related(Prefetch("answers", queryset=Answer.objects.order_by("-at", "-pk")))
    )
    audience = audience_of(reflection, at)
    is_author = permissions.can_write(request.user, reflection, at)
    can_ask = permissions.can_ask(request.user, reflection, at)
    context: dict[str, Any] = {
        "reflection": reflection,
        "version": version,
        "layout": lay_out(version.body if version else "", questions),
        "length": len(version.body.split()) if version else 0,
        "audience": audience,
        "words": reflection.participant.cohort.words,
        "is_author": is_author,
        "is_open": is_author and reflection.is_open(at),
        "can_ask": can_ask,
        "can_set_aside": can_ask or permissions.can_set_aside(request.user, reflection, at),
    }
    if can_ask:
        context["ask_form"] = ask_form or AskForm(author=reflection.author.given_name)
    if is_author:
        forms = answer_forms or {}
        for question in questions:
            if not question.answers.all():
                readers = f"{audience.said} can read it." if audience.said else "Only you can read it."
                forms.setdefault(question.pk, AnswerForm(readers=readers, prefix=f"question-{question.pk}"))
        context["answer_forms"] = forms
    return render(request, "blogs/read_reflection.html", context)
