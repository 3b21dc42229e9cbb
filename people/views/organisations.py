"""One organisation with what is below it, and its terms."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people import operations, permissions
from people.forms import TERMS_A_YEAR, OrganisationForm, TermFormSet
from people.models import Organisation, Post, Term
from people.operations import CannotStandThere
from people.periods import day_of
from people.requests import SignedInRequest
from people.terms import own_terms, school_year_name, school_year_of, terms_of

# What schools usually call them: three terms with half-terms, or six.
NAMES = {
    "three": ["Autumn term", "Spring term", "Summer term"],
    "six": [f"Term {number}" for number in range(1, 7)],
}
RANKS = [Organisation.Kind.TRUST, Organisation.Kind.HUB, Organisation.Kind.SCHOOL]


def _one(request: SignedInRequest, pk: int, at: datetime) -> Organisation:
    visible = Organisation.objects.visible_to(request.user, at).select_related("parent")
    return get_object_or_404(visible, pk=pk)


@require_safe
def organisation(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    shown = _one(request, pk, at)
    below = Organisation.objects.under(shown).exclude(pk=shown.pk).filter(withdrawn_at=None)
    held = Post.objects.held(at).filter(organisation__in=Organisation.objects.under(shown))
    today = day_of(at)
    return render(
        request,
        "people/organisation.html",
        {
            "shown": shown,
            "below": below.select_related("parent").order_by("path"),
            "people": held.values("person").distinct().count(),
            "terms": [term for term in terms_of(shown) if term.school_year == school_year_of(today)],
            "year": school_year_name(school_year_of(today)),
            "can_manage": permissions.can_manage_organisation(request.user, shown, at),
            "can_add": permissions.can_found_organisation(request.user, shown, at)
            and shown.kind != RANKS[-1],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change_organisation(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    shown = _one(request, pk, at)
    if not permissions.can_manage_organisation(request.user, shown, at):
        raise PermissionDenied
    form = OrganisationForm(
        request.POST or None, initial={"name": shown.name, "kind": shown.kind, "zone": shown.zone}
    )
    if form.is_valid():
        try:
            operations.change_organisation(organisation=shown, **form.cleaned_data, by=request.user, at=at)
        except CannotStandThere:
            form.add_error("kind", "A trust holds hubs and schools, a hub holds schools; this would not fit.")
        else:
            messages.success(request, f"{shown.name} is changed.")
            return redirect("people:organisation", pk=shown.pk)
    return render(request, "people/change_organisation.html", {"shown": shown, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def add_organisation(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    parent = _one(request, pk, at)
    if not permissions.can_found_organisation(request.user, parent, at):
        raise PermissionDenied
    form = OrganisationForm(
        request.POST or None, initial={"kind": Organisation.Kind.SCHOOL, "zone": parent.zone}
    )
    if form.is_valid():
        try:
            founded = operations.found_organisation(
                **form.cleaned_data, parent=parent, by=request.user, at=at
            )
        except CannotStandThere:
            form.add_error(
                "kind", f"{parent.name} is a {parent.get_kind_display().lower()}; this would not fit."
            )
        else:
            messages.success(request, f"{founded.name} is added. Its terms are those of {parent.name}.")
            return redirect("people:organisation", pk=founded.pk)
    return render(request, "people/add_organisation.html", {"parent": parent, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    shown = _one(request, pk, at)
    if not permissions.can_set_terms(request.user, shown, at):
        raise PermissionDenied
    this_year = school_year_of(day_of(at))
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else this_year
    own = own_terms(shown, year)
    holding = [term for term in terms_of(shown) if term.school_year == year]
    if request.method == "POST" and "inherit" in request.POST:
        operations.set_terms(organisation=shown, school_year=year, terms=[], by=request.user, at=at)
        messages.success(
            request, f"{shown.name} has no terms of its own for {school_year_name(year)} any more."
        )
        return redirect(f"{reverse('people:terms', args=[shown.pk])}?year={year}")
    shape = "six" if request.GET.get("shape") == "six" else "three"
    formset = TermFormSet(request.POST or None, initial=_initial(own or holding, shape))
    formset.school_year = year
    if request.method == "POST" and formset.is_valid():
        operations.set_terms(
            organisation=shown, school_year=year, terms=formset.dates(), by=request.user, at=at
        )
        messages.success(request, f"The terms of {school_year_name(year)} are kept.")
        return redirect(f"{reverse('people:terms', args=[shown.pk])}?year={year}")
    return render(
        request,
        "people/terms.html",
        {
            "shown": shown,
            "formset": formset,
            "own": own,
            "inherited": [] if own else holding,
            "year": school_year_name(year),
            "years": [
                (number, school_year_name(number), number == year)
                for number in range(min(year, this_year - 1), max(year, this_year + 1) + 1)
            ],
            "number": year,
            "shape": shape,
        },
    )


def _initial(known: list[Term], shape: str) -> list[dict[str, object]]:
    """What the form begins with: the terms that hold, else the usual names without days."""
    if not known:
        return [{"name": name} for name in NAMES[shape]]
    return [
        {
            "name": term.name,
            "first_day": term.starts_on,
            "last_day": term.last_day,
            "half_term_first_day": term.half_term_starts_on,
            "half_term_last_day": term.half_term_last_day,
        }
        for term in known[:TERMS_A_YEAR]
    ]
