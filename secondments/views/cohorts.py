"""Pages about groups: which there are, a new one, one of them, and who is in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import events.operations
from events.models import Notice
from people import pasted
from people.models import Organisation, Post, User
from secondments import calendar, operations, permissions
from secondments.forms import (
    AddPeopleForm,
    CohortForm,
    EndParticipationForm,
    FindPeopleForm,
    MentorsForm,
)
from secondments.models import Cohort, Mentorship, Participant, ProgrammeVersion
from secondments.views.requests import SignedInRequest, cohort_to_run, organisation_chosen, organisations_run

MENTORS_A_PAGE = 50
PEOPLE_TO_CHOOSE = 200


@require_safe
def cohorts(request: SignedInRequest) -> HttpResponse:
    """The groups that one runs."""
    at = timezone.now()
    organisations_run(request.user, at)
    every = (
        Cohort.objects.run_by(request.user, at)
        .select_related("organisation", "version__programme")
        .annotate(people=Count("participants"))
        .order_by("-starts_on", "name")
    )
    return render(request, "secondments/cohorts.html", {"cohorts": every})


@require_http_methods(["GET", "HEAD", "POST"])
def add_cohort(request: SignedInRequest) -> HttpResponse:
    """A new group; its windows follow from the programme and the organisation's terms."""
    at = timezone.now()
    organisation, every = organisation_chosen(request, at)
    versions = versions_for(organisation)
    newest = versions.first()
    context: dict[str, Any] = {"organisation": organisation, "organisations": every, "version": newest}
    if newest is None:
        return render(request, "secondments/add_cohort.html", context)
    chosen = _chosen_version(request, versions) or newest
    form = CohortForm(
        request.POST or None,
        versions=versions,
        phases=calendar.phases_of(chosen.document),
        months=(chosen.document.get("length") or {}).get("months", 0),
        initial={"version": chosen},
    )
    if request.method == "POST" and form.is_valid() and (cohort := _create(form, organisation, request, at)):
        messages.success(request, f"{cohort.name} is made. Look over its dates.")
        return redirect("secondments:windows", pk=cohort.pk)
    return render(request, "secondments/add_cohort.html", {**context, "form": form})


def versions_for(organisation: Organisation) -> QuerySet[ProgrammeVersion]:
    """Published versions that a group here can run on, the newest first."""
    return (
        ProgrammeVersion.objects.filter(
            programme__organisation__in=organisation.path_ids,
            programme__withdrawn_at=None,
            published_at__isnull=False,
        )
        .select_related("programme__organisation")
        .order_by("-published_at", "-pk")
    )


def _chosen_version(
    request: SignedInRequest, versions: QuerySet[ProgrammeVersion]
) -> ProgrammeVersion | None:
    wanted = request.POST.get("version", "")
    return versions.filter(pk=int(wanted)).first() if wanted.isdecimal() else None


def _create(
    form: CohortForm, organisation: Organisation, request: SignedInRequest, at: datetime
) -> Cohort | None:
    values = form.cleaned_data
    try:
        return operations.create_cohort(
            version=values["version"],
            organisation=organisation,
            name=values["name"],
            starts_on=values["first_day"],
            ends_on=values["last_day"] + calendar.DAY,
            phases_begin=form.phases_begin(),
            by=request.user,
            at=at,
        )
    except operations.NoTermsInside:
        form.add_error(
            None, "No term ends between these days. Enter your terms first: the windows are drawn from them."
        )
    except operations.PhasesOutOfOrder:
        form.add_error(
            None, "The parts of the programme begin one after the other, inside the group’s dates."
        )
    return None


@require_safe
def cohort(request: SignedInRequest, pk: int) -> HttpResponse:
    """One group: who is in it and with which mentor, its windows, and e-mails that could not be delivered."""
    at = timezone.now()
    group = cohort_to_run(request, pk, at)
    people = list(group.participants.by_name().prefetch_related("periods"))
    mentors = mentors_now(group, at)
    today = group.day_of(at)
    rows = [
        {
            "participant": one,
            "mentor": mentors.get(one.pk),
            "period": max(one.periods.all(), key=lambda period: period.starts_on, default=None),
        }
        for one in people
    ]
    here = [row for row in rows if not _has_left(row["period"], today)]
    return render(
        request,
        "secondments/cohort.html",
        {
            "cohort": group,
            "words": group.words,
            "here": here,
            "left": [row for row in rows if row not in here],
            "without": [row for row in here if row["mentor"] is None],
            "windows": group.windows.current(),
            "given_up": Notice.objects.given_up()
            .filter(cohort=group.key)
            .select_related("to")
            .order_by("to"),
            "at": at,
        },
    )


def _has_left(period: Any, today: Any) -> bool:
    return period is not None and period.ends_on is not None and period.ends_on <= today


def mentors_now(group: Cohort, at: datetime) -> dict[int, User]:
    """By key of the participant, whoever mentors them now or is named to."""
    rows = (
        Mentorship.objects.not_ended(at)
        .filter(participant__cohort=group)
        .select_related("mentor")
        .order_by("starts_on")
    )
    return {row.participant_id: row.mentor for row in rows}


@require_http_methods(["GET", "HEAD", "POST"])
def add_people(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put people into a group: chosen from those who work here, or from a pasted list."""
    at = timezone.now()
    group = cohort_to_run(request, pk, at)
    find = FindPeopleForm(request.GET or None)
    words = find.cleaned_data["q"] if find.is_bound and find.is_valid() else ""
    here = people_to_add(group, at)
    offered = here.filter(Q(name__icontains=words) | Q(email__icontains=words)) if words else here
    shown = list(offered[: PEOPLE_TO_CHOOSE + 1])
    form = AddPeopleForm(
        request.POST or None,
        people=here
        if request.method == "POST"
        else here.filter(pk__in=[p.pk for p in shown[:PEOPLE_TO_CHOOSE]]),
        cohort=group,
    )
    context = {
        "cohort": group,
        "words": group.words,
        "form": form,
        "find": find,
        "q": words,
        "nobody": not shown,
        "more": len(shown) > PEOPLE_TO_CHOOSE,
    }
    if request.method == "POST" and form.is_valid():
        read = pasted.read(form.cleaned_data["pasted"])
        added, refused = operations.invite_participants(
            cohort=group,
            people=list(form.cleaned_data.get("people") or []),
            listed=read.people,
            from_on=form.cleaned_data["from_on"],
            by=request.user,
            at=at,
        )
        back = [f"{one.name}, {one.email}" for one in refused] + [one.text for one in read.refused]
        if not back:
            messages.success(request, _said(added, group))
            return redirect("secondments:cohort", pk=group.pk)
        again = AddPeopleForm(
            people=people_to_add(group, at),
            cohort=group,
            initial={"pasted": "\n".join(back), "from_on": form.cleaned_data["from_on"]},
        )
        context |= {
            "form": again,
            "added": added,
            "refused": [
                (f"{one.name}, {one.email}", "This account is closed, or is your own.") for one in refused
            ]
            + [(one.text, one.reason) for one in read.refused],
        }
    return render(request, "secondments/add_people.html", context)


def people_to_add(group: Cohort, at: datetime) -> QuerySet[User]:
    """People with a post at the group's organisation or below it who are not in the group."""
    return (
        User.objects.at_organisations(Organisation.objects.under(group.organisation), at)
        .filter(is_active=True, merged_into=None)
        .exclude(participations__cohort=group)
        .order_by("sort_name", "name", "pk")
    )


def _said(added: list[Participant], group: Cohort) -> str:
    if not added:
        return f"They are all in {group.name} already."
    return f"{len(added)} added to {group.name}." if len(added) > 1 else f"{added[0]} is in {group.name} now."


@require_http_methods(["GET", "HEAD", "POST"])
def name_mentors(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every mentor of a group in one form, fifty people a page, those without one first."""
    at = timezone.now()
    group = cohort_to_run(request, pk, at)
    now = mentors_now(group, at)
    people = group.participants.not_left(group.day_of(at)).by_name()
    everybody = sorted(people, key=lambda one: one.pk in now)
    page = Paginator(everybody, MENTORS_A_PAGE).get_page(request.GET.get("p"))
    mentors = list(mentors_to_name(group, at).exclude(pk=request.user.pk))
    form = MentorsForm(request.POST or None, participants=list(page), mentors=mentors, now=now)
    if request.method == "POST" and form.is_valid():
        named = form.named()
        operations.name_mentors(cohort=group, mentors=named, by=request.user, at=at)
        if named:
            messages.success(request, f"Kept: {len(named)} of them have a new {group.words.mentor}.")
        return redirect("secondments:cohort", pk=group.pk)
    return render(
        request,
        "secondments/name_mentors.html",
        {"cohort": group, "words": group.words, "form": form, "page": page, "mentors": mentors},
    )


def mentors_to_name(group: Cohort, at: datetime) -> QuerySet[User]:
    """People who hold a mentor's post at the group's organisation, above it or below it."""
    around = Organisation.objects.filter(
        Q(path__startswith=group.organisation.path) | Q(pk__in=group.organisation.path_ids)
    )
    posts = Post.objects.held(at).filter(role=Post.Role.MENTOR, organisation__in=around)
    return User.objects.filter(pk__in=posts.values("person"), is_active=True).order_by(
        "sort_name", "name", "pk"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end_participation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody leaves the programme: on which day, and what happens to what they wrote."""
    at = timezone.now()
    participant = get_object_or_404(
        Participant.objects.visible_to(request.user, at).select_related(
            "person", "cohort__organisation", "cohort__version"
        ),
        pk=pk,
    )
    if not permissions.can_end_participation(request.user, participant, at):
        raise PermissionDenied
    form = EndParticipationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.end_participation(
                participant=participant, last_day=form.cleaned_data["last_day"], by=request.user, at=at
            )
        except operations.BeforeTheyBegan:
            form.add_error("last_day", "That is before their first day.")
        except operations.NotTakingPart:
            form.add_error("last_day", "They have left earlier than that already.")
        else:
            messages.success(request, f"It is noted when {participant} leaves.")
            return redirect("secondments:cohort", pk=participant.cohort_id)
    return render(
        request,
        "secondments/end_participation.html",
        {"participant": participant, "cohort": participant.cohort, "form": form},
    )


@require_POST
def try_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send an e-mail again that was given up."""
    at = timezone.now()
    keys = [one.key for one in Cohort.objects.visible_to(request.user, at)]
    notice = get_object_or_404(Notice.objects.given_up().filter(cohort__in=keys), pk=pk)
    group = get_object_or_404(
        Cohort.objects.select_related("organisation"), pk=int(notice.cohort.rpartition(":")[2])
    )
    if not permissions.can_try_again(request.user, group, at):
        raise PermissionDenied
    events.operations.try_again(notice=notice, by=request.user, at=at)
    messages.success(request, f"The e-mail to {notice.to} goes out again.")
    return redirect("secondments:cohort", pk=group.pk)
