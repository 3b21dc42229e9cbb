"""Pages about programmes: which there are, what one asks, using one that is shipped."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from secondments import operations
from secondments.forms import UseProgrammeForm
from secondments.models import Programme, ProgrammeVersion
from secondments.shipped import shipped, shipped_as
from secondments.views.requests import SignedInRequest, organisation_chosen, organisations_run
from secondments.words import Words


@require_safe
def programmes(request: SignedInRequest) -> HttpResponse:
    """The programmes of the organisations that one runs, and those that can be used."""
    at = timezone.now()
    organisations_run(request.user, at)
    own = (
        Programme.objects.visible_to(request.user, at)
        .select_related("organisation")
        .order_by("name", "organisation__name")
    )
    return render(request, "secondments/programmes.html", {"programmes": own, "shipped": shipped()})


@require_safe
def programme(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a programme asks, read from the document of its newest published version."""
    at = timezone.now()
    one = get_object_or_404(
        Programme.objects.visible_to(request.user, at).select_related("organisation"), pk=pk
    )
    version = (
        ProgrammeVersion.objects.filter(programme=one, published_at__isnull=False)
        .select_related("published_by")
        .order_by("-number")
        .first()
    )
    if version is None:
        raise Http404
    groups = one.organisation.cohorts.filter(version__programme=one, withdrawn_at=None).order_by("-starts_on")
    return render(
        request,
        "secondments/programme.html",
        {"programme": one, "version": version, "groups": groups, **_read(version.document)},
    )


@require_safe
def shipped_programme(request: SignedInRequest, slug: str) -> HttpResponse:
    """The same of a programme that comes with the product, before it is used."""
    organisations_run(request.user, timezone.now())
    one = shipped_as(slug)
    if one is None:
        raise Http404
    return render(request, "secondments/programme.html", {"shipped": one, **_read(one.document)})


def _read(document: dict[str, Any]) -> dict[str, Any]:
    """A document as prose needs it."""
    asked = document.get("requirements") or []
    return {
        "document": document,
        "words": Words.of(document),
        "asked": [one for one in asked if not one.get("expected")],
        "expected": [one for one in asked if one.get("expected")],
        "led": [one for one in document.get("activities") or [] if one.get("family") == "led"],
        "shadowed": [one for one in document.get("activities") or [] if one.get("family") == "shadowed"],
        "windows": [_window(rule) for rule in document.get("windows") or []],
    }


def _window(rule: dict[str, Any]) -> dict[str, Any]:
    opens = rule.get("opens") or {}
    return {
        "title": rule["title"].replace("{term}", "each term"),
        "each_term": rule.get("each") == "term",
        "days": opens.get("days_before_end"),
        "closes": (rule.get("closes") or {}).get("at", ""),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def use_programme(request: SignedInRequest) -> HttpResponse:
    """Copy a shipped programme to one's organisation."""
    at = timezone.now()
    organisation, every = organisation_chosen(request, at)
    choices = [(one.slug, one.name) for one in shipped()]
    form = UseProgrammeForm(request.POST or None, choices=choices, initial={"programme": choices[0][0]})
    if request.method == "POST" and form.is_valid():
        loaded = shipped_as(form.cleaned_data["programme"])
        if loaded is None:
            raise Http404
        version = operations.use_programme(organisation=organisation, loaded=loaded, by=request.user, at=at)
        messages.success(request, f"{organisation} uses “{loaded.name}” now.")
        if request.POST.get("back") == "start":
            return redirect("secondments:start")
        return redirect("secondments:programme", pk=version.programme_id)
    return render(
        request,
        "secondments/use_programme.html",
        {"form": form, "organisation": organisation, "organisations": every, "shipped": shipped()},
    )
