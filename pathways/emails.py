"""What e-mails about records and projects say: how many, of whom, and where; never anybody's words."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

from events import registries
from events.models import Notice
from pathways.models import Activity, Project
from pathways.operations import notices
from secondments.hours import first_moment
from secondments.models import Mentorship


def _waiting(notice: Notice) -> list[Activity]:
    """What waits for this mentor, by secondee; theirs are those of the day the notice was written."""
    mentored = (
        Mentorship.objects.not_ended(notice.created_at).filter(mentor=notice.to_id).values("participant")
    )
    found = Activity.objects.to_confirm().filter(
        participant__in=mentored, participant__cohort__withdrawn_at=None
    )
    return list(
        found.select_related("participant__person").order_by("participant__person__sort_name", "participant")
    )


def _of_waiting(notice: Notice) -> dict[str, Any]:
    waiting = _waiting(notice)
    groups = groupby(waiting, key=lambda activity: activity.participant)
    return {"count": len(waiting), "groups": [(person, len(list(rows))) for person, rows in groups]}


def _returned(notice: Notice) -> list[Activity]:
    returned = Activity.objects.returned().filter(participant=notice.context["participant"])
    return list(returned.select_related("kind").order_by("returned_at"))


def _of_returned(notice: Notice) -> dict[str, Any]:
    return {"activities": _returned(notice)}


def _project(notice: Notice) -> Project | None:
    found = Project.objects.current().filter(pk=notice.context["project"])
    return found.select_related("participant__person", "participant__cohort__version", "agreed_by").first()


def _of_project(notice: Notice) -> dict[str, Any]:
    project = _project(notice)
    return {"project": project, "words": project.participant.cohort.words if project else None}


def _answered(notice: Notice) -> Project | None:
    talked = (
        Project.objects.current()
        .filter(participant=notice.context["participant"], agreed_at=None, proposed_at__isnull=False)
        .select_related("participant__cohort__version")
    )
    return talked.filter(comments__isnull=False).order_by("-comments__at").first()


def _of_answered(notice: Notice) -> dict[str, Any]:
    project = _answered(notice)
    return {"project": project, "words": project.participant.cohort.words if project else None}


def _still_waiting(notice: Notice, at: datetime) -> bool:
    return bool(_waiting(notice))


def _still_returned(notice: Notice, at: datetime) -> bool:
    return bool(_returned(notice))


def _still_proposed(notice: Notice, at: datetime) -> bool:
    project = _project(notice)
    return project is not None and project.agreed_at is None


def _still_agreed(notice: Notice, at: datetime) -> bool:
    project = _project(notice)
    return project is not None and project.agreed_at is not None


def _still_answered(notice: Notice, at: datetime) -> bool:
    return _answered(notice) is not None


def register() -> None:
    """Tell the lowest floor how these are worded, and when they are no longer wanted."""
    add = partial(registries.register_notice, first_moment=first_moment)
    add(notices.WAITING, context=_of_waiting, still_wanted=_still_waiting)
    add(notices.RETURNED, context=_of_returned, still_wanted=_still_returned)
    add(notices.PROPOSED, context=_of_project, still_wanted=_still_proposed)
    add(notices.AGREED, context=_of_project, still_wanted=_still_agreed)
    add(notices.ANSWERED, context=_of_answered, still_wanted=_still_answered)
