"""Pages about an afternoon of presentations: arranging it, ordering it, and following it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pathways.models import Project
from people.models import Organisation, Post, User
from people.requests import SignedInRequest
from portfolios import board, operations, paper, permissions
from portfolios.blueprint import presentation_of
from portfolios.forms import NOT_ONESELF, AfternoonForm, NoteForm, OrderForm
from portfolios.models import Afternoon, PanelNote, Presentation
from portfolios.views.door import page
from secondments.models import Cohort, Mentorship, Participant


@require_safe
def afternoons(request: SignedInRequest) -> HttpResponse:
    at = timezone.now()
    rows = (
        Afternoon.objects.visible_to(request.user, at)
        .select_related("cohort__version", "cohort__organisation", "chair")
        .annotate(many=Count("presentations", filter=Q(presentations__withdrawn_at=None)))
        .order_by("-starts_at", "-pk")
    )
    running = Cohort.objects.run_by(request.user, at).order_by("starts_on", "pk")
    mine = [cohort for cohort in running if cohort.day_of(at) < cohort.ends_on]
    found = list(rows)
    return render(
        request,
        "portfolios/afternoons.html",
        {
            "coming": [row for row in reversed(found) if row.starts_at >= at],
            "past": [row for row in found if row.starts_at < at],
            "cohorts": mine,
        },
    )


# Arranging ----------------------------------------------------------------------------------------------


def add_afternoon(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    rows = Cohort.objects.visible_to(request.user, at).select_related("organisation", "version__programme")
    cohort = get_object_or_404(rows, pk=pk)
    if not permissions.can_arrange(request.user, cohort, at):
        raise PermissionDenied
    part = presentation_of(cohort.version)
    form = AfternoonForm(
        request.POST or None,
        cohort=cohort,
        chairs=_chairs(cohort, request.user, at),
        initial={
            "speaking_minutes": part.speaking_minutes,
            "questions_minutes": part.questions_minutes,
            "clock": "14:00",
        },
    )
    if form.is_valid():
        try:
            added = operations.add_afternoon(cohort=cohort, **_arrangement(form), by=request.user, at=at)
        except operations.BeforeProgramme:
            form.add_error("day", _before(cohort))
        except operations.NoSuchChair:
            form.add_error("chair", "Choose somebody who leads, runs or mentors in this group.")
        except operations.OwnChair:
            form.add_error("chair", NOT_ONESELF)
        else:
            return redirect("portfolios:order", pk=added.pk)
    return page(request, "portfolios/add_afternoon.html", cohort, {"form": form})


def change_afternoon(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    found = _afternoon(request.user, pk, at)
    cohort = found.cohort
    if not permissions.can_arrange(request.user, cohort, at):
        raise PermissionDenied
    form = AfternoonForm(
        request.POST or None,
        cohort=cohort,
        chairs=[*_chairs(cohort, request.user, at), found.chair],
        initial=AfternoonForm.initial_of(found),
    )
    if form.is_valid():
        try:
            operations.change_afternoon(afternoon=found, **_arrangement(form), by=request.user, at=at)
        except operations.BeforeProgramme:
            form.add_error("day", _before(cohort))
        except operations.NoSuchChair:
            form.add_error("chair", "Choose somebody who leads, runs or mentors in this group.")
        except operations.OwnChair:
            form.add_error("chair", NOT_ONESELF)
        except operations.ChairPresents:
            form.add_error("chair", "They present that afternoon, so somebody else has to chair it.")
        except operations.AlreadyHeard:
            form.add_error(
                None,
                "Somebody has been heard already, so the time stands. The place and the chair can change.",
            )
        else:
            messages.success(request, "It is changed. Whoever had been told hears of the new time.")
            return redirect("portfolios:afternoon", pk=pk)
    return page(request, "portfolios/change_afternoon.html", cohort, {"form": form, "afternoon": found})


def withdraw_afternoon(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    found = _afternoon(request.user, pk, at)
    if not permissions.can_arrange(request.user, found.cohort, at):
        raise PermissionDenied
    refused = ""
    if request.method == "POST":
        try:
            operations.withdraw_afternoon(afternoon=found, by=request.user, at=at)
        except operations.AlreadyHeard:
            refused = "Somebody has been heard that afternoon, so it cannot be called off any more."
        except operations.Noted as noted:
            refused = _noted(noted)
        else:
            messages.success(
                request, "The afternoon is called off. Its people can be given places elsewhere."
            )
            return redirect("portfolios:afternoons")
    return page(
        request,
        "portfolios/withdraw_afternoon.html",
        found.cohort,
        {
            "afternoon": found,
            "many": found.presentations.filter(withdrawn_at=None).count(),
            "refused": refused,
        },
    )


def _arrangement(form: AfternoonForm) -> dict[str, Any]:
    said = {
        name: form.cleaned_data[name] for name in ("place", "chair", "speaking_minutes", "questions_minutes")
    }
    return {**said, "starts_at": form.starts_at}


def _noted(refused: operations.Noted) -> str:
    people = ", ".join(map(str, refused.people))
    return (
        f"Somebody has written a note on {people}, and it would be lost with the place. "
        "First ask the audience to empty their notes there."
    )


def _before(cohort: Cohort) -> str:
    first = f"{cohort.starts_on.day} {cohort.starts_on:%B %Y}"
    return f"The programme begins on {first}. Choose that day or a later one."


def _chairs(cohort: Cohort, by: User, at: datetime) -> list[User]:
    """Whom permissions.can_chair allows, by posts over the group or as its mentors, and `by` may name."""
    roles = (Post.Role.COORDINATOR, Post.Role.ADMINISTRATOR, Post.Role.SLT, Post.Role.HEADTEACHER)
    over = Organisation.objects.above(cohort.organisation)
    posts = Post.objects.held(at).filter(role__in=roles, organisation__in=over)
    mentors = Mentorship.objects.not_ended(at).filter(participant__cohort=cohort)
    people = User.objects.filter(
        Q(pk__in=posts.values("person")) | Q(pk__in=mentors.values("mentor")), is_active=True
    )
    return list(people if permissions.can_name_themselves(by, cohort, at) else people.exclude(pk=by.pk))


# Ordering -----------------------------------------------------------------------------------------------


def order(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    found = _afternoon(request.user, pk, at)
    if not permissions.can_arrange(request.user, found.cohort, at):
        raise PermissionDenied
    standing = list(
        Presentation.objects.current().filter(afternoon=found).select_related("participant__person")
    )
    placed = {row.participant_id: row.position for row in standing}
    people = _to_place(found, placed, at)
    form = OrderForm(request.POST or None, people=people, placed=placed, seen=found.revision)
    if form.is_valid():
        wanted = _wanted(request, form)
        try:
            operations.order_afternoon(
                afternoon=found, participants=wanted, seen=form.cleaned_data["seen"], by=request.user, at=at
            )
        except operations.OrderChanged:
            form.add_error(
                None,
                "Somebody else has changed the order meanwhile. Open this page again to see it as it is.",
            )
        except operations.PresentsElsewhere:
            form.add_error(None, "Somebody has been given a place in another afternoon meanwhile.")
        except operations.ChairPresents:
            form.add_error(None, f"{found.chair.spoken_name} chairs, so they cannot present that afternoon.")
        except operations.AlreadyHeard:
            form.add_error(None, "Who has been heard keeps their place. Order those who come after them.")
        except operations.Noted as noted:
            form.add_error(None, _noted(noted))
        else:
            return redirect("portfolios:order", pk=pk)
    return page(
        request,
        "portfolios/order.html",
        found.cohort,
        {"afternoon": found, "form": form, "rows": _order_rows(found, standing, people, form)},
    )


def _to_place(afternoon: Afternoon, placed: dict[int, int], at: datetime) -> list[Participant]:
    """Who has a place here, in order, then by name whoever has none anywhere; not the chair."""
    elsewhere = (
        Presentation.objects.current()
        .filter(participant__cohort=afternoon.cohort)
        .exclude(afternoon=afternoon)
        .values("participant")
    )
    free = board.people_of(afternoon.cohort, at).exclude(pk__in=elsewhere).exclude(person=afternoon.chair)
    here = Participant.objects.filter(pk__in=placed.keys()).select_related("person")
    first = sorted(here, key=lambda person: placed[person.pk])
    return [*first, *(person for person in free if person.pk not in placed)]


def _wanted(request: SignedInRequest, form: OrderForm) -> list[Participant]:
    """The order as typed, or with one person moved when one of their buttons was pressed."""
    for name, step in (("earlier", -1), ("later", 1)):
        key = request.POST.get(name, "")
        if key.isdecimal():
            return form.moved(int(key), step)
    if "everybody" in request.POST:
        placed = form.ordered()
        return [*placed, *(person for person in form.people if person not in placed)]
    return form.ordered()


def _order_rows(
    afternoon: Afternoon, standing: list[Presentation], people: Sequence[Participant], form: OrderForm
) -> dict[str, list[dict[str, Any]]]:
    presentations = {row.participant_id: row for row in standing}
    rows = [
        {
            "person": person,
            "field": form[form.name_of(person)],
            "position": (here := presentations.get(person.pk)) and here.position,
            "starts_at": here and afternoon.starts_at + here.position * afternoon.each,
            "is_heard": here is not None and here.is_delivered,
        }
        for person in people
    ]
    return {
        "placed": [row for row in rows if row["starts_at"]],
        "free": [row for row in rows if not row["starts_at"]],
    }


# On the day ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fold:
    """One presentation on the afternoon's page: who, what they worked on, and what was noted."""

    presentation: Presentation
    project: Project | None
    standings: list[board.Standing]
    form: NoteForm | None
    mine: PanelNote | None
    others: list[PanelNote]
    is_now: bool
    is_open: bool
    may_mark: bool
    may_release: bool
    kept: PanelNote | None = None


@dataclass(frozen=True)
class Refused:
    """A note that could not be kept: its form with everything typed, and what stands instead."""

    presentation: int
    form: NoteForm
    kept: PanelNote | None = field(default=None)


@require_safe
def afternoon(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    found = _afternoon(request.user, pk, at)
    return afternoon_page(request, found, at, request.GET.get("open", ""))


def afternoon_page(
    request: SignedInRequest, found: Afternoon, at: datetime, opened: str = "", refused: Refused | None = None
) -> HttpResponse:
    """The afternoon with its folds; with a note that was refused, open there and with its text kept."""
    if not permissions.can_see_afternoon(request.user, found, at):
        raise PermissionDenied
    folds = _folds(request.user, found, at, opened, refused)
    return page(
        request,
        "portfolios/afternoon.html",
        found.cohort,
        {
            "afternoon": found,
            "folds": folds,
            "at": at,
            "listens": permissions.is_audience(request.user, found, at),
            "is_chair": permissions.is_chair(request.user, found),
            "may_arrange": permissions.can_arrange(request.user, found.cohort, at),
            "to_release": [
                fold.presentation.participant.person
                for fold in folds
                if fold.may_release and fold.presentation.is_delivered and not fold.presentation.is_released
            ],
            "ends_at": folds[-1].presentation.ends_at if folds else None,
        },
    )


def _folds(
    user: User, afternoon: Afternoon, at: datetime, opened: str, refused: Refused | None
) -> list[Fold]:
    rows = list(
        Presentation.objects.current().in_full().filter(afternoon=afternoon).order_by("position", "pk")
    )
    for row in rows:
        row.afternoon = afternoon
    projects = board.projects_of(row.participant for row in rows)
    notes: dict[int, list[PanelNote]] = {}
    visible = PanelNote.objects.visible_to(user, at).filter(presentation__in=rows).select_related("by")
    for note in visible.order_by("pk"):
        notes.setdefault(note.presentation_id, []).append(note)
    listens = permissions.is_audience(user, afternoon, at)
    arranges = permissions.can_arrange(user, afternoon.cohort, at)
    chairs = permissions.is_chair(user, afternoon)
    open_key = refused.presentation if refused else _open_key(rows, notes, user, opened, at, listens)
    folds = []
    for row in rows:
        mine = next((note for note in notes.get(row.pk, []) if note.by_id == user.pk), None)
        own = row.participant.person_id == user.pk
        form = NoteForm(note=mine, presentation=row.pk) if listens and not own else None
        is_refused = refused is not None and refused.presentation == row.pk
        project, standings = projects.get(row.participant_id, (None, []))
        folds.append(
            Fold(
                presentation=row,
                project=project,
                standings=standings,
                form=refused.form if refused and is_refused else form,
                mine=mine,
                others=[note for note in notes.get(row.pk, []) if note.by_id != user.pk],
                is_now=row.starts_at <= at < row.ends_at,
                is_open=row.pk == open_key,
                may_mark=(chairs or arranges) and not own,
                may_release=chairs and not own,
                kept=refused.kept if refused and is_refused else None,
            )
        )
    return folds


def _open_key(
    rows: list[Presentation],
    notes: dict[int, list[PanelNote]],
    user: User,
    opened: str,
    at: datetime,
    listens: bool,
) -> int | None:
    """Which is open: the one asked for, the one that is on, else the first that has begun without a note."""
    if opened.isdecimal():
        return int(opened)
    for row in rows:
        if row.starts_at <= at < row.ends_at:
            return row.pk
    if not listens:
        return None
    return next(
        (
            row.pk
            for row in rows
            if row.starts_at <= at and not any(note.by_id == user.pk for note in notes.get(row.pk, []))
        ),
        None,
    )


# On paper -----------------------------------------------------------------------------------------------


@require_safe
def running_order(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    found = _afternoon(request.user, pk, at)
    if not permissions.can_see_afternoon(request.user, found, at):
        raise PermissionDenied
    context = paper.running_order_of(found, at) | {"can_make_pdfs": paper.can_make_pdfs()}
    return page(request, "portfolios/running_order.html", found.cohort, context)


@require_POST
def running_order_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    found = _afternoon(request.user, pk, at)
    if not permissions.can_see_afternoon(request.user, found, at):
        raise PermissionDenied
    asked = operations.ask_for_running_order(afternoon=found, by=request.user, at=at)
    return redirect("portfolios:job", pk=asked.pk)


def _afternoon(user: User, pk: int, at: datetime) -> Afternoon:
    rows: QuerySet[Afternoon] = Afternoon.objects.visible_to(user, at)
    rows = rows.select_related("cohort__organisation", "cohort__version__programme", "chair")
    return get_object_or_404(rows, pk=pk)
