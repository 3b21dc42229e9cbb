"""What every view of this floor answers with: a page in the group's own words and time."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from people.requests import SignedInRequest
from secondments.models import Cohort


def page(
    request: SignedInRequest, template: str, cohort: Cohort, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The page about a group, with its words, and with days and times as they are where the group is."""
    with timezone.override(cohort.timezone):
        return render(request, template, {"cohort": cohort, "words": cohort.words, **context}, status=status)
