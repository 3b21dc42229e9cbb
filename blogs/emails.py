"""What an e-mail about questions or answers says: who, about which reflection, and where; never the words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from blogs.operations import notices
from events import registries
from events.models import Notice
from secondments.hours import first_moment


def _questions(notice: Notice) -> dict[str, Any]:
    return {"questions": notices.questions_of(notice)}


def _answers(notice: Notice) -> dict[str, Any]:
    return {"answers": notices.answers_to(notice, timezone.now())}


def questions_wanted(notice: Notice, at: datetime) -> bool:
    """Not when every question has been answered or withdrawn meanwhile."""
    return bool(notices.questions_of(notice))


def answers_wanted(notice: Notice, at: datetime) -> bool:
    """Not when the asker may no longer read what was answered."""
    return bool(notices.answers_to(notice, at))


def register() -> None:
    registries.register_notice(
        notices.ASKED, context=_questions, still_wanted=questions_wanted, first_moment=first_moment
    )
    registries.register_notice(
        notices.ANSWERED, context=_answers, still_wanted=answers_wanted, first_moment=first_moment
    )
