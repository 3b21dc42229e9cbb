"""What this floor adds to what comes next: planned activities, and meetings with a date."""

from __future__ import annotations

from datetime import datetime, time

from django.urls import reverse

from pathways.models import Activity, Meeting
from secondments.models import Participant
from secondments.upcoming import Coming


def upcoming(participant: Participant, at: datetime) -> list[Coming]:
    """Everything planned and every date to meet from today on."""
    cohort = participant.cohort
    today = cohort.day_of(at)
    plans = Activity.objects.planned().filter(participant=participant, planned_for__gte=today)
    meetings = Meeting.objects.arranged().filter(participant=participant, held_on__gte=today)
    return [
        *(
            Coming(
                at=cohort.instant(plan.day, plan.starts_at or time(0)),
                on=plan.day,
                sentence=_plan(plan),
                url=reverse("pathways:activity", args=[plan.pk]),
            )
            for plan in plans.select_related("kind")
        ),
        *(
            Coming(
                at=cohort.instant(meeting.held_on, meeting.starts_at or time(0)),
                on=meeting.held_on,
                sentence=_meeting(meeting),
                url=reverse("pathways:meeting", args=[meeting.pk]),
            )
            for meeting in meetings.select_related("mentor")
        ),
    ]


def _plan(plan: Activity) -> str:
    title = f": “{plan.title}”" if plan.title else ""
    return ", ".join(filter(None, [plan.heading, plan.place])) + title


def _meeting(meeting: Meeting) -> str:
    return ", ".join(filter(None, [f"Meeting with {meeting.mentor.spoken_name}", meeting.place]))
