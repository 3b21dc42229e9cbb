"""Pages about windows: the calendar of a group, moving one, giving somebody a new date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import Organisation
from people.quiet import bank_holidays
from people.terms import terms_of
from secondments import calendar, operations, permissions
from secondments.forms import ExtendWindowForm, MoveWindowForm
from secondments.models import Cohort, Extension, Participant, Window
from secondments.models.windows import as_said
from secondments.views.requests import SignedInRequest


@dataclass(frozen=True)
class Entry:
    """One line of the calendar: a day, or an instant of it, and what happens."""

    on: date
    sentence: str
    at: datetime | None = None
    window: Window | None = None


@require_safe
def windows(request: SignedInRequest, pk: int) -> HttpResponse:
    """The calendar of a group, for whoever belongs to it: what is open, and what happens month by month."""
    at = timezone.now()
    cohort = get_object_or_404(
        Cohort.objects.visible_to(request.user, at).select_related("organisation", "version"), pk=pk
    )
    every = list(cohort.windows.current())
    runs = permissions.runs(request.user, cohort, at)
    new_dates = list(_new_dates(request, cohort, at))
    own = {extension.window_id: extension.closes_at for extension in new_dates if extension.is_own}
    entries = sorted(
        _entries(cohort, every), key=lambda entry: (entry.on, entry.at is not None, entry.at or at)
    )
    months = [
        (date(year, month, 1), list(found))
        for (year, month), found in groupby(entries, key=lambda entry: (entry.on.year, entry.on.month))
    ]
    return render(
        request,
        "secondments/windows.html",
        {
            "cohort": cohort,
            "words": cohort.words,
            "rows": [_row(window, own.get(window.pk), at) for window in every],
            "months": months,
            "new_dates": new_dates,
            "runs": runs,
            "at": at,
            "today": cohort.day_of(at),
        },
    )


def _row(window: Window, own: datetime | None, at: datetime) -> dict[str, object]:
    closes_at = max(window.closes_at, own) if own else window.closes_at
    state = "to come" if window.opens_at > at else "open" if closes_at > at else "closed"
    return {
        "window": window,
        "closes_at": as_said(closes_at, window.cohort.timezone),
        "ends_at": closes_at,
        "state": state,
        "is_own": closes_at != window.closes_at,
    }


def _new_dates(request: SignedInRequest, cohort: Cohort, at: datetime) -> Iterable[Extension]:
    """New dates that this person may see: their own, their secondees', and all for whoever runs the group.

    `is_own` says that it is theirs, `shows_reason` that they may read why.
    """
    found = Extension.objects.filter(window__cohort=cohort, withdrawn_at=None).select_related(
        "window", "participant__person", "participant__cohort__organisation", "organisation"
    )
    mine = Participant.objects.filter(cohort=cohort, person=request.user).first()
    ours = set(Extension.objects.of(mine).values_list("pk", flat=True)) if mine else set()
    runs = permissions.runs(request.user, cohort, at)
    mentored = set(Participant.objects.mentored_by(request.user, at).values_list("pk", flat=True))
    for extension in found.order_by("closes_at", "pk"):
        extension.is_own = extension.pk in ours
        if runs or extension.is_own or extension.participant_id in mentored:
            extension.shows_reason = permissions.can_read_reason(
                request.user, cohort, extension.participant, at
            )
            yield extension


def _entries(cohort: Cohort, every: Iterable[Window]) -> Iterable[Entry]:
    yield Entry(cohort.starts_on, f"{cohort.name}: the first day")
    yield Entry(cohort.last_day, f"{cohort.name}: the last day")
    for window in every:
        if window.kind == Window.Kind.RECORD:
            continue  # open as long as the group runs
        if window.kind == Window.Kind.PHASE:
            yield Entry(cohort.day_of(window.opens_at), f"{window.title} begins", window=window)
            continue
        yield Entry(cohort.day_of(window.opens_at), f"{window.title} opens", window.opens_at, window)
        closes_at = window.closes_as_said
        yield Entry(cohort.day_of(closes_at), f"{window.title} closes", closes_at, window)
    yield from _of_school(cohort)


def _of_school(cohort: Cohort) -> Iterable[Entry]:
    inside = range(cohort.starts_on.toordinal(), cohort.ends_on.toordinal())
    for term in terms_of(cohort.organisation):
        if term.starts_on.toordinal() in inside:
            yield Entry(term.starts_on, f"{term.name} begins")
        if (term.ends_on - calendar.DAY).toordinal() in inside:
            yield Entry(term.ends_on - calendar.DAY, f"{term.name} ends")
        if term.half_term_starts_on and term.half_term_starts_on.toordinal() in inside:
            yield Entry(term.half_term_starts_on, f"Half-term of {term.name}")
    closed = bank_holidays()
    for day in map(date.fromordinal, inside):
        if day.weekday() < 5 and day in closed:
            yield Entry(day, "Bank holiday")


def _window(request: SignedInRequest, pk: int, at: datetime) -> Window:
    window = get_object_or_404(
        Window.objects.visible_to(request.user, at).select_related("cohort__organisation", "cohort__version"),
        pk=pk,
    )
    if not permissions.can_move_window(request.user, window, at):
        raise PermissionDenied
    return window


@require_http_methods(["GET", "HEAD", "POST"])
def move_window(request: SignedInRequest, pk: int) -> HttpResponse:
    """New dates of a window for everybody."""
    at = timezone.now()
    window = _window(request, pk, at)
    cohort = window.cohort
    opens, closes = (moment.astimezone(cohort.timezone) for moment in (window.opens_at, window.closes_at))
    form = MoveWindowForm(
        request.POST or None,
        cohort=cohort,
        initial={
            "opens_on": opens.date(),
            "opens_time": opens.time(),
            "closes_on": closes.date(),
            "closes_time": closes.time(),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.move_window(
                window=window, opens_at=form.opens_at, closes_at=form.closes_at, by=request.user, at=at
            )
        except operations.NotLater:
            form.add_error("closes_on", "That has passed: choose a closing that is still to come.")
        else:
            messages.success(request, f"{window} has new dates. Whoever has not written is told of them.")
            return redirect("secondments:windows", pk=cohort.pk)
    return render(
        request,
        "secondments/move_window.html",
        {"window": window, "cohort": cohort, "words": cohort.words, "form": form},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def extend_window(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new date for one person or one school; says who reads the reason."""
    at = timezone.now()
    window = _window(request, pk, at)
    cohort = window.cohort
    people = list(cohort.participants.by_name())
    schools = list(
        Organisation.objects.filter(
            pk__in=cohort.participants.values("periods__organisation"),
            path__startswith=cohort.organisation.path,
        ).order_by("name")
    )
    chosen = request.GET.get("participant", "")
    form = ExtendWindowForm(
        request.POST or None,
        cohort=cohort,
        people=people,
        schools=schools,
        initial={"whom": f"person-{chosen}"} if chosen.isdecimal() else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.extend_window(
                window=window,
                participant=form.participant,
                organisation=form.organisation,
                until=form.until,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=at,
            )
        except operations.NotLater:
            form.add_error("until_on", "Choose a time to come that is later than the group’s own closing.")
        else:
            whom = form.participant or f"Everybody at {form.organisation}"
            messages.success(request, f"{whom} can write until then, and is told so.")
            return redirect("secondments:windows", pk=cohort.pk)
    return render(
        request,
        "secondments/extend_window.html",
        {"window": window, "cohort": cohort, "words": cohort.words, "form": form},
    )


@require_POST
def withdraw_extension(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a new date back."""
    at = timezone.now()
    extension = get_object_or_404(
        Extension.objects.filter(
            window__in=Window.objects.visible_to(request.user, at), withdrawn_at=None
        ).select_related("window__cohort__organisation", "participant__person", "organisation"),
        pk=pk,
    )
    operations.withdraw_extension(extension=extension, by=request.user, at=at)
    messages.success(request, "The new date is taken back.")
    return redirect("secondments:windows", pk=extension.window.cohort_id)
