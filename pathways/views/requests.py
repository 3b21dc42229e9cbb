"""What every view here asks first: who is this, whose secondment is it, where to go afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme

from pathways.forms import OTHER
from pathways.models import Activity, Measure, Meeting, Reading
from pathways.operations import Refusal, SentBefore
from people.models import User
from secondments.models import Mentorship, Participant
from secondments.words import COMMON


class SignedInRequest(HttpRequest):
    """A request behind the sign-in, as every one is here."""

    user: User


View = Callable[[SignedInRequest, int], HttpResponse]


def own_participation(user: User) -> Participant:
    """The secondment that somebody is on, or was on last; 404 for whoever is on none."""
    found = (
        Participant.objects.filter(person=user, cohort__withdrawn_at=None)
        .select_related("person", "cohort__version__programme", "cohort__organisation")
        .order_by("-cohort__starts_on", "-pk")
        .first()
    )
    if found is None:
        raise Http404
    return found


def mentor_of(participant: Participant, at: datetime) -> User | None:
    """The participant's mentor, or the one who is to begin."""
    named = Mentorship.objects.not_ended(at).filter(participant=participant)
    mentorship = named.select_related("mentor").order_by("starts_on", "pk").first()
    return mentorship.mentor if mentorship else None


def tell(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal beside the field it is about, or over the whole form.

    A form that was sent before keeps what was typed and gets a fresh mark: sent again, it makes a new record.
    """
    if isinstance(refusal, SentBefore):
        renew(form, uid=uuid.uuid4())
        form.add_error(None, _what_was_stored(refusal))
        return
    field: str | None = {"kind": "what"}.get(refusal.field, refusal.field)
    if field == "day" and form.data.get("when", OTHER) != OTHER:
        field = "when"
    form.add_error(field if field in form.fields else None, refusal.message)


def renew(form: forms.Form, **hidden: object) -> None:
    """Give a form that is shown again new values in its hidden fields, beside what was typed."""
    form.data = {name: form.data[name] for name in form.data} | {
        name: str(value) for name, value in hidden.items()
    }


def _what_was_stored(refusal: SentBefore) -> str:
    if not refusal.is_there:
        return refusal.message
    match refusal.stored:
        case Activity() as stored:
            where = reverse("pathways:activity", args=[stored.pk])
        case Meeting() as stored:
            where = reverse("pathways:meeting", args=[stored.pk])
        case Measure() as stored:
            where = reverse("pathways:project", args=[stored.project_id])
        case Reading() as stored:
            where = reverse("pathways:project", args=[stored.measure.project_id])
        case stored:
            where = reverse("pathways:project", args=[stored.pk])
    what = '{} <a href="{}">Look at what was stored then</a>, or send this again to store it as well.'
    return format_html(what, refusal.message, where)


def onward(request: HttpRequest, to: str, *args: object) -> HttpResponse:
    """To where the form came from, when it says so and that is a page of ours; else to the page named."""
    came_from = request.POST.get("next", "")
    if came_from and url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    ):
        return redirect(came_from)
    return redirect(to, *args)


# The fields in which somebody writes, in the order in which the pages ask.
WRITTEN = (
    *("title", "name", "of_whom", "target", "value", "how", "area", "plan", "moved"),
    *("since_last", "said", "actions", "next_place", "body", "conditions", "note", "place"),
)


def gives_back(rows: Any, may: Callable[[User, Any, datetime], bool]) -> Callable[[View], View]:
    """For a view of one row: what is typed about a row that was put aside meanwhile comes back to be copied.

    It does so for those to whom the row was open (`rows.open_to`) and who `may` write; to others it is a 404.
    """

    def around(view: View) -> View:
        @wraps(view)
        def answer(request: SignedInRequest, pk: int) -> HttpResponse:
            try:
                return view(request, pk)
            except Http404:
                at = timezone.now()
                row = rows.open_to(request.user, at).filter(pk=pk).first() if request.POST else None
                if row is None or not may(request.user, row, at):
                    raise
                typed = "\n\n".join(request.POST[name] for name in WRITTEN if request.POST.get(name))
                context = {"typed": typed, "words": COMMON}
                return render(request, "pathways/put_aside.html", context, status=409)

        return answer

    return around
