"""Turns this floor's notices into the values of their words, and says whether they are still wanted."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import QuerySet

from events.models import Notice
from events.registries import register_notice
from portfolios import permissions
from portfolios.models import Afternoon, Presentation
from secondments.hours import first_moment


def _presentation(notice: Notice) -> QuerySet[Presentation]:
    return Presentation.objects.current().in_full().filter(pk=notice.context["presentation"])


def _afternoon(notice: Notice) -> QuerySet[Afternoon]:
    rows = Afternoon.objects.current().filter(pk=notice.context["afternoon"])
    return rows.select_related("cohort__organisation", "cohort__version", "chair")


def _of_presentation(notice: Notice) -> dict[str, Any]:
    presentation = _presentation(notice).get()
    afternoon = presentation.afternoon
    return {
        "presentation": presentation,
        "afternoon": afternoon,
        "cohort": afternoon.cohort,
        "words": afternoon.cohort.words,
        "many": afternoon.presentations.filter(withdrawn_at=None).count(),
        "is_tomorrow": notice.context.get("rung") == "day",
    }


def _of_afternoon(notice: Notice) -> dict[str, Any]:
    afternoon = _afternoon(notice).get()
    order = Presentation.objects.current().in_full().filter(afternoon=afternoon)
    return {
        "afternoon": afternoon,
        "cohort": afternoon.cohort,
        "words": afternoon.cohort.words,
        "order": order.order_by("position"),
        "is_tomorrow": notice.context["rung"] == "day",
    }


def _still_presents(notice: Notice, at: datetime) -> bool:
    """The same person still presents at the same time, and has not done so yet."""
    presentation = _presentation(notice).filter(delivered_at=None).first()
    return presentation is not None and _is_at(presentation.starts_at, notice, at)


def _still_takes_place(notice: Notice, at: datetime) -> bool:
    """The afternoon is at the same time, and this person still belongs to its audience."""
    afternoon = _afternoon(notice).first()
    if afternoon is None or not _is_at(afternoon.starts_at, notice, at):
        return False
    return permissions.is_audience(notice.to, afternoon, at)


def _is_at(starts_at: datetime, notice: Notice, at: datetime) -> bool:
    return at < starts_at == datetime.fromisoformat(notice.context["starts_at"])


def _still_released(notice: Notice, at: datetime) -> bool:
    released_at = datetime.fromisoformat(notice.context["released_at"])
    return _presentation(notice).filter(released_at=released_at).exists()


def register() -> None:
    """Add the notices of this floor."""
    add = partial(register_notice, first_moment=first_moment)
    add("presentation_coming", context=_of_presentation, still_wanted=_still_presents)
    add("afternoon_coming", context=_of_afternoon, still_wanted=_still_takes_place)
    add("feedback_released", context=_of_presentation, still_wanted=_still_released)
