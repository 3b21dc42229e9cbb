"""The front page, the homes of the four parts people play, and the pages that anybody may read."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from config import hats, homes
from people.models import User
from secondments.todo import Hat


def _as(request: HttpRequest, hat: Hat, at: datetime) -> hats.Wearer:
    """The signed-in person wearing this hat; 404 for whoever does not own one."""
    who = hats.wearer(request.user, at) if isinstance(request.user, User) else None
    if who is None or hat not in who.hats:
        raise Http404
    return who


@require_safe
@login_not_required
def front(request: HttpRequest) -> HttpResponse:
    """What this is, and the way in; for whoever is in already, the way to their home."""
    at = timezone.now()
    if isinstance(request.user, User) and "change" not in request.GET:
        who = hats.wearer(request.user, at)
        if who.hats:
            return redirect(hats.HOMES[who.hats[0]])
        return render(request, "config/nothing_yet.html")
    return render(request, "config/front.html", {"demo_people": homes.cast(at) if settings.DEMO else []})


@require_safe
def secondee_home(request: HttpRequest) -> HttpResponse:
    """What comes next, the one thing to do, and how far one is."""
    at = timezone.now()
    participant = _as(request, Hat.SECONDEE, at).participant
    if participant is None:
        raise Http404
    return render(request, "config/secondee_home.html", homes.of_secondee(participant, at))


@require_safe
def mentor_home(request: HttpRequest) -> HttpResponse:
    """Who of one's secondees waits for what."""
    at = timezone.now()
    return render(request, "config/mentor_home.html", homes.of_mentor(_as(request, Hat.MENTOR, at).user, at))


@require_safe
def slt_home(request: HttpRequest) -> HttpResponse:
    """What is shared with the senior team, and the presentation afternoons."""
    at = timezone.now()
    return render(request, "config/slt_home.html", homes.of_slt(_as(request, Hat.SLT, at).user, at))


@require_safe
def coordinator_home(request: HttpRequest) -> HttpResponse:
    """Who needs the coordinator this week; a school that has no group yet is led through setting up."""
    at = timezone.now()
    who = _as(request, Hat.COORDINATOR, at)
    if who.cohort is None:
        return redirect("secondments:start")
    return render(request, "config/coordinator_home.html", homes.of_coordinator(who.user, who.cohort, at))


@require_safe
@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "config/help.html")


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "config/privacy.html")


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "config/accessibility.html")
