"""What comes next for a participant, as far as presenting goes."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from portfolios.models import Presentation
from secondments.models import Participant
from secondments.upcoming import Coming


def upcoming(participant: Participant, at: datetime) -> list[Coming]:
    """Their presentation, while it is to come."""
    rows = Presentation.objects.current().filter(participant=participant, delivered_at=None)
    return [
        Coming(
            at=presentation.starts_at,
            on=participant.cohort.day_of(presentation.starts_at),
            sentence=_sentence(presentation),
            url=reverse("portfolios:my_presentation"),
        )
        for presentation in rows.select_related("afternoon")
        if presentation.ends_at > at
    ]


def _sentence(presentation: Presentation) -> str:
    minutes = presentation.afternoon.speaking_minutes
    place = presentation.afternoon.place
    return f"You present: {minutes} minutes, then questions{f', {place}' if place else ''}"
