"""Projects: proposed, talked over, agreed, measured, and what moved."""

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
from pathways.forms import AgreeForm, CommentForm, MeasureForm, MovedForm, ProjectForm, ReadingForm
from pathways.models import Measure, Project, ProjectComment, Reading
from pathways.operations import ChangedMeanwhile, Refusal
from pathways.views.meetings import whose
from pathways.views.requests import SignedInRequest, gives_back, mentor_of, own_participation, renew, tell
from people.models import User
from secondments.models import Participant

TALK = "Write to each other"


def _visible(request: SignedInRequest, pk: int, at: datetime) -> Project:
    projects = Project.objects.visible_to(request.user, at).select_related(
        "agreed_by", "participant__person", "participant__cohort__version__programme"
    )
    return get_object_or_404(projects, pk=pk)


def _own(request: SignedInRequest, pk: int, at: datetime) -> Project:
    project = _visible(request, pk, at)
    if not permissions.can_edit_project(request.user, project, at):
        raise PermissionDenied
    return project


def _measure(request: SignedInRequest, pk: int, at: datetime) -> Measure:
    measures = Measure.objects.visible_to(request.user, at).select_related(
        "project__participant__person", "project__participant__cohort__version__programme"
    )
    measure = get_object_or_404(measures, pk=pk)
    if not permissions.can_measure(request.user, measure.project, at):
        raise PermissionDenied
    return measure


def _reading(request: SignedInRequest, pk: int, at: datetime) -> Reading:
    readings = Reading.objects.visible_to(request.user, at).select_related(
        "measure__project__participant__person",
        "measure__project__participant__cohort__version__programme",
    )
    reading = get_object_or_404(readings, pk=pk)
    if not permissions.can_take_reading(request.user, reading.measure, at):
        raise PermissionDenied
    return reading


def _may_put_right(user: User, reading: Reading, at: datetime) -> bool:
    return permissions.can_take_reading(user, reading.measure, at)


def _context(participant: Participant, at: datetime) -> dict[str, Any]:
    return {
        "participant": participant,
        "cohort": participant.cohort,
        "words": participant.cohort.words,
        "mentor": mentor_of(participant, at),
    }


@require_safe
def projects(request: SignedInRequest) -> HttpResponse:
    """One's own projects and those of one's secondees; a single agreed one of one's own opens at once."""
    at = timezone.now()
    people = whose(request.user, at)
    if not people:
        raise Http404
    mine = Q(participant__person=request.user)
    rows = (
        Project.objects.visible_to(request.user, at)
        .filter(Q(proposed_at__isnull=False) | mine, participant__in=people)
        .select_related("agreed_by")
        .order_by("-agreed_at", "-proposed_at", "-pk")
    )
    of: dict[int, list[Project]] = {}
    for found in rows:
        of.setdefault(found.participant_id, []).append(found)
    only = of.get(people[0].pk, [])
    if len(people) == 1 and people[0].person_id == request.user.pk and len(only) == 1 and only[0].agreed_at:
        return redirect("pathways:project", only[0].pk)
    groups = [
        {
            "participant": person,
            "is_own": person.person_id == request.user.pk,
            "projects": of.get(person.pk, []),
        }
        for person in people
    ]
    context = {"groups": groups, "words": people[0].cohort.words, "has_own": groups[0]["is_own"]}
    return render(request, "pathways/projects.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose_project(request: SignedInRequest) -> HttpResponse:
    """Write a project down and propose it, or keep it as a draft that nobody else reads."""
    at = timezone.now()
    participant = own_participation(request.user)
    form = ProjectForm(request.POST or None, words=participant.cohort.words)
    if form.is_valid():
        given = form.cleaned_data
        try:
            found = operations.draft_project(
                participant=participant,
                uid=given["uid"],
                title=given["title"],
                area=given["area"],
                plan=given["plan"],
                by=request.user,
                at=at,
            )
            return _kept(request, found, at)
        except Refusal as refusal:
            tell(form, refusal)
    return render(request, "pathways/propose_project.html", _context(participant, at) | {"form": form})


def _kept(request: SignedInRequest, found: Project, at: datetime) -> HttpResponse:
    """Propose it too, when that was the button; then the project's page."""
    if "propose" in request.POST:
        operations.propose_project(project=found, by=request.user, at=at)
        messages.success(request, "Proposed.")
    elif found.proposed_at is None:
        messages.success(request, "Kept as a draft that only you can read.")
    else:
        messages.success(request, "Changed.")
    return redirect("pathways:project", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(Project.objects, permissions.can_edit_project)
def edit_project(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a project that is not agreed."""
    at = timezone.now()
    found = _own(request, pk, at)
    words = found.participant.cohort.words
    form = ProjectForm(request.POST or None, words=words, project=found)
    theirs = None
    if form.is_valid():
        given = form.cleaned_data
        try:
            found = operations.edit_project(
                project=found,
                revision=given["revision"] or 0,
                title=given["title"],
                area=given["area"],
                plan=given["plan"],
                by=request.user,
                at=at,
            )
            return _kept(request, found, at)
        except ChangedMeanwhile as refusal:
            theirs = Project.objects.get(pk=found.pk)
            data = request.POST.copy()
            data["revision"] = str(theirs.revision)
            form = ProjectForm(data, words=words, project=found)
            form.is_valid()
            tell(form, refusal)
        except Refusal as refusal:
            tell(form, refusal)
    context = _context(found.participant, at) | {"project": found, "form": form, "theirs": theirs}
    return render(request, "pathways/edit_project.html", context, status=409 if theirs else 200)


@require_safe
def project(request: SignedInRequest, pk: int) -> HttpResponse:
    """One project: what it is about, its measures as charts, what moved; for the two, the talk about it."""
    at = timezone.now()
    return _project_page(request, _visible(request, pk, at), at)


def _project_page(
    request: SignedInRequest,
    found: Project,
    at: datetime,
    *,
    comment: CommentForm | None = None,
    agree: AgreeForm | None = None,
) -> HttpResponse:
    discusses = permissions.can_discuss(request.user, found, at)
    talk = ProjectComment.objects.filter(project=found).select_related("by") if discusses else []
    measures = list(found.measures.current().with_readings())
    findings = [(measure, measure.finding) for measure in measures]
    context = _context(found.participant, at) | {
        "project": found,
        "findings": findings,
        "first": measures[0] if measures else None,
        "last_on": max((finding.last_on for _, finding in findings if finding.last_on), default=None),
        "talk": talk,
        "is_own": permissions.can_edit_project(request.user, found, at),
        "can_agree": permissions.can_agree(request.user, found, at),
        "can_discuss": discusses,
        "comment": comment or CommentForm(label=TALK),
        "agree": agree or AgreeForm(initial={"revision": found.revision}),
    }
    return render(request, "pathways/project.html", context)


@require_POST
@gives_back(Project.objects, permissions.can_discuss)
def comment_on_project(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say something about a project, as the secondee or as the mentor."""
    at = timezone.now()
    found = _visible(request, pk, at)
    if not permissions.can_discuss(request.user, found, at):
        raise PermissionDenied
    form = CommentForm(request.POST, label=TALK)
    if form.is_valid():
        try:
            operations.comment_on_project(
                project=found, body=form.cleaned_data["body"], by=request.user, at=at
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            return redirect("pathways:project", found.pk)
    return _project_page(request, found, at, comment=form)


@require_POST
@gives_back(Project.objects, permissions.can_agree)
def agree_project(request: SignedInRequest, pk: int) -> HttpResponse:
    """The mentor agrees what they read."""
    at = timezone.now()
    found = _visible(request, pk, at)
    if not permissions.can_agree(request.user, found, at):
        raise PermissionDenied
    form = AgreeForm(request.POST)
    if form.is_valid():
        try:
            operations.agree_project(project=found, **form.cleaned_data, by=request.user, at=at)
        except ChangedMeanwhile as refusal:
            found = _visible(request, pk, at)
            data = request.POST.copy()
            data["revision"] = str(found.revision)
            form = AgreeForm(data)
            form.is_valid()
            tell(form, refusal)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, f"Agreed with {found.participant.person.given_name}.")
            return redirect("pathways:project", found.pk)
    return _project_page(request, found, at, agree=form)


@require_POST
def reopen_project(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open an agreed project again, so that it can be changed."""
    at = timezone.now()
    found = _visible(request, pk, at)
    if not permissions.can_agree(request.user, found, at):
        raise PermissionDenied
    try:
        operations.reopen_project(project=found, by=request.user, at=at)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Reopened: it counts again once you have agreed it.")
    return redirect("pathways:project", found.pk)


@require_POST
def withdraw_project(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a project aside that is not agreed."""
    at = timezone.now()
    found = _own(request, pk, at)
    try:
        operations.withdraw_project(project=found, by=request.user, at=at)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("pathways:project", found.pk)
    messages.success(request, "Put aside.")
    return redirect("pathways:projects")


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(Project.objects, permissions.can_edit_project)
def what_moved(request: SignedInRequest, pk: int) -> HttpResponse:
    """What moved, in the secondee's words, for the presentation."""
    at = timezone.now()
    found = _own(request, pk, at)
    form = MovedForm(request.POST or None, initial={"moved": found.moved, "seen": found.revision})
    theirs = None
    if form.is_valid():
        try:
            operations.say_what_moved(project=found, **form.cleaned_data, by=request.user, at=at)
        except ChangedMeanwhile as refusal:
            theirs = found = _own(request, pk, at)
            renew(form, seen=theirs.revision)
            tell(form, refusal)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, "Saved.")
            return redirect("pathways:project", found.pk)
    context = _context(found.participant, at) | {"project": found, "form": form, "theirs": theirs}
    return render(request, "pathways/what_moved.html", context, status=409 if theirs else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(Project.objects, permissions.can_edit_project)
def add_measure(request: SignedInRequest, pk: int) -> HttpResponse:
    """What will show whether anything moved."""
    at = timezone.now()
    found = _own(request, pk, at)
    form = MeasureForm(request.POST or None)
    if form.is_valid():
        try:
            measure = operations.add_measure(
                project=found, uid=form.cleaned_data["uid"], **form.values, by=request.user, at=at
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, "The measure is set. Its first reading is the baseline.")
            return redirect("pathways:add_reading", measure.pk)
    context = _context(found.participant, at) | {"project": found, "form": form}
    return render(request, "pathways/add_measure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(Measure.objects, permissions.can_take_reading)
def edit_measure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a measure, or put it aside."""
    at = timezone.now()
    measure = _measure(request, pk, at)
    form = MeasureForm(request.POST or None, measure=measure)
    if form.is_valid():
        try:
            operations.edit_measure(measure=measure, **form.values, by=request.user, at=at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, "Changed.")
            return redirect("pathways:project", measure.project_id)
    context = _context(measure.project.participant, at)
    context |= {"project": measure.project, "measure": measure, "form": form}
    return render(request, "pathways/edit_measure.html", context)


@require_POST
def withdraw_measure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a measure aside."""
    at = timezone.now()
    measure = _measure(request, pk, at)
    try:
        operations.withdraw_measure(measure=measure, by=request.user, at=at)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "The measure is put aside.")
    return redirect("pathways:project", measure.project_id)


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(Measure.objects, permissions.can_take_reading)
def add_reading(request: SignedInRequest, pk: int) -> HttpResponse:
    """One reading of a measure."""
    at = timezone.now()
    measure = _measure(request, pk, at)
    participant = measure.project.participant
    form = ReadingForm(request.POST or None, measure=measure, cohort=participant.cohort, at=at)
    if form.is_valid():
        given = form.cleaned_data
        try:
            operations.add_reading(
                measure=measure,
                uid=given["uid"],
                taken_on=given["day"],
                value=given["value"],
                how=given["how"],
                by=request.user,
                at=at,
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, "The reading is in.")
            return redirect("pathways:project", measure.project_id)
    context = _context(participant, at)
    context |= {"project": measure.project, "measure": measure, "finding": measure.finding, "form": form}
    return render(request, "pathways/add_reading.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(Reading.objects, _may_put_right)
def edit_reading(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a reading right; the history keeps that it was changed."""
    at = timezone.now()
    reading = _reading(request, pk, at)
    measure, participant = reading.measure, reading.measure.project.participant
    form = ReadingForm(
        request.POST or None, measure=measure, cohort=participant.cohort, at=at, reading=reading
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            operations.edit_reading(
                reading=reading,
                taken_on=given["day"],
                value=given["value"],
                how=given["how"],
                by=request.user,
                at=at,
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, "Changed. The history keeps that it was changed.")
            return redirect("pathways:project", measure.project_id)
    context = _context(participant, at)
    context |= {"project": measure.project, "measure": measure, "reading": reading, "form": form}
    return render(request, "pathways/edit_reading.html", context)


@require_POST
def withdraw_reading(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a reading out that was entered in error."""
    at = timezone.now()
    reading = _reading(request, pk, at)
    try:
        operations.withdraw_reading(reading=reading, by=request.user, at=at)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "The reading is taken out. The history keeps that it was there.")
    return redirect("pathways:project", reading.measure.project_id)
