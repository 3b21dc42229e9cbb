"""What stands on the homes: gathered from every floor, each in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

import pathways.upcoming
import portfolios.upcoming
import secondments.upcoming
from blogs.models import CoachingQuestion
from config.templatetags.look import in_words
from pathways.models import Activity
from pathways.progress import lines_of, lines_of_many
from people.demonstration import Player, demo_people
from people.models import User
from portfolios.attention import needy_in
from portfolios.models import Afternoon
from secondments.models import Cohort, Participant
from secondments.todo import Hat, Todo, things_to_do

SOURCES = (
    secondments.upcoming.upcoming,
    pathways.upcoming.upcoming,
    portfolios.upcoming.upcoming,
)
COMING = 8  # lines of "What comes next": what a person can hold in mind
GROUPS = 6  # the latest groups and the next afternoons; their own pages have them all

# What waits, as a heading counts it: one, several.
COUNTED = {
    "confirm": ("record to confirm", "records to confirm"),
    "read": ("reflection to read", "reflections to read"),
    "arrange": ("meeting to arrange", "meetings to arrange"),
    "agree": ("project to answer", "projects to answer"),
    "answer": ("question to answer", "questions to answer"),
    "mentor_question": ("question to you", "questions to you"),
    "note": ("presentation to note", "presentations to note"),
    "release": ("feedback to release", "feedbacks to release"),
}


def cast(at: datetime) -> list[Player]:
    """The people of the demonstration, one for each part."""
    return demo_people(at)


def counted(todos: Iterable[Todo]) -> str:
    """A heading that counts what waits: "Five records to confirm and two to read"; empty for nothing."""
    sums: dict[str, int] = {}
    for todo in todos:
        sums[todo.kind] = sums.get(todo.kind, 0) + todo.count
    parts = [
        f"{in_words(sums[kind])} {forms[sums[kind] != 1]}"
        for kind, forms in COUNTED.items()
        if sums.get(kind)
    ]
    said = " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
    return said[:1].upper() + said[1:]


def next_afternoons(user: User, at: datetime) -> QuerySet[Afternoon]:
    """The next afternoons of presentations, today's included."""
    since = at - timedelta(hours=12)
    return (
        Afternoon.objects.visible_to(user, at).filter(starts_at__gte=since).select_related("cohort")[:GROUPS]
    )


def of_secondee(participant: Participant, at: datetime) -> dict[str, Any]:
    """One page for a secondee: the one thing to do, what happened, how far, questions, what comes."""
    cohort = participant.cohort
    every = things_to_do(participant.person, at, Hat.SECONDEE)
    waiting = [todo for todo in every if todo.participant == participant.pk]
    asked = (
        CoachingQuestion.objects.filter(reflection__participant=participant, withdrawn_at=None, answers=None)
        .select_related("asked_by", "reflection__window")
        .order_by("asked_at", "pk")
    )
    happened = (
        Activity.objects.filter(participant=participant)
        .to_ask_about(cohort.day_of(at))
        .select_related("kind")
        .order_by("planned_for", "starts_at", "pk")
    )
    return {
        "participant": participant,
        "cohort": cohort,
        "words": cohort.words,
        "week": cohort.week_of(at),
        "todos": waiting,
        "first": waiting[0] if waiting else None,
        "rest": [todo for todo in waiting[1:] if todo.kind not in ("answer", "happened")],
        "to_ask_about": happened,
        "lines": lines_of(participant, at),
        "questions": asked[:3],
        "coming": secondments.upcoming.together(participant, at, SOURCES)[:COMING],
    }


def of_mentor(user: User, at: datetime) -> dict[str, Any]:
    """A mentor's evening: who waits for what, and how far each of theirs is."""
    own = list(
        Participant.objects.mentored_by(user, at)
        .by_name()
        .select_related("cohort__version", "cohort__organisation")
    )
    waiting = things_to_do(user, at, Hat.MENTOR)
    lines = lines_of_many(own, at)
    return {
        "words": own[0].cohort.words if own else None,
        "todos": waiting,
        "first": waiting[0] if waiting else None,
        "heading": counted(waiting),
        "own": [(participant, lines[participant.pk]) for participant in own],
        "afternoons": next_afternoons(user, at),
    }


def of_slt(user: User, at: datetime) -> dict[str, Any]:
    """The senior team's home: what is shared with them, the afternoons, and each group on one sheet."""
    waiting = things_to_do(user, at, Hat.SLT)
    return {
        "todos": waiting,
        "first": waiting[0] if waiting else None,
        "heading": counted(waiting),
        "afternoons": next_afternoons(user, at),
        "cohorts": Cohort.objects.overseen_by(user, at).order_by("-starts_on", "-pk")[:GROUPS],
    }


def of_coordinator(user: User, cohort: Cohort, at: datetime) -> dict[str, Any]:
    """Who needs the coordinator this week, in the latest group and beyond, and the groups they run."""
    waiting = things_to_do(user, at, Hat.COORDINATOR)
    needy, needing = needy_in(cohort, at)
    return {
        "cohort": cohort,
        "needy": needy,
        "needing": needing,
        "count": len(waiting) + needing,
        "todos": waiting,
        "first": waiting[0] if waiting else None,
        "cohorts": Cohort.objects.run_by(user, at)
        .select_related("organisation", "version__programme")
        .order_by("-starts_on", "-pk")[:GROUPS],
    }
