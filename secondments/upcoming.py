"""What comes next for one participant: dated sentences that every floor adds to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from secondments.models import Participant, Window
from secondments.models.windows import as_said


@dataclass(frozen=True)
class Coming:
    """Something that will happen: when, on which day, what, and where to read on (no url, no link)."""

    at: datetime
    on: date
    sentence: str
    url: str = ""


Source = Callable[[Participant, datetime], list[Coming]]


def upcoming(participant: Participant, at: datetime) -> list[Coming]:
    """When reflection windows open, and when those not yet over close, by this participant's own dates."""
    cohort = participant.cohort
    found: list[Coming] = []
    for window in Window.objects.for_participant(participant).filter(kind=Window.Kind.REFLECTION):
        if window.opens_at > at:
            found.append(Coming(window.opens_at, cohort.day_of(window.opens_at), f"{window.title} opens"))
        if window.own_closes_at > at:
            closes_at = as_said(window.own_closes_at, cohort.timezone)
            url = reverse("blogs:begin_reflection", args=[window.pk]) if window.opens_at <= at else ""
            found.append(Coming(closes_at, cohort.day_of(closes_at), f"{window.title} closes", url))
    return sorted(found, key=lambda coming: coming.at)


def together(participant: Participant, at: datetime, sources: Iterable[Source]) -> list[Coming]:
    """What several floors know, in order of time."""
    return sorted(
        (coming for source in sources for coming in source(participant, at)),
        key=lambda coming: (coming.at, coming.sentence),
    )
