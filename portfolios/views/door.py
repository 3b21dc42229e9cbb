"""What every view of this floor needs at the door: who asks, and a page in the group's own time."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from people.models import User
from secondments.models import Cohort


class SignedInRequest(HttpRequest):
    """A request behind LoginRequiredMiddleware."""

    user: User  # type: ignore[assignment]


def page(
    request: HttpRequest, template: str, cohort: Cohort, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The page about a group, with its words, and with days and times as they are where the group is."""
    with timezone.override(cohort.timezone):
        return render(request, template, {"cohort": cohort, "words": cohort.words, **context}, status=status)
