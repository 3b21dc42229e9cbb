"""What this floor asks of a person today: to write, to answer, to read, and the question put to mentors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from blogs.models import CoachingQuestion, MentorAnswer, Reflection, windows_to_share_in
from people.models import User
from people.periods import day_of
from secondments.models import Mentorship, Participant, Window
from secondments.todo import Hat, Todo, register

LATEST = timedelta(days=90)  # after a group's end an extension may still hold a window open


def who_has_shared(window: Window, participants: Iterable[int], at: datetime) -> set[int]:
    """Of these participants, those who had shared something in this window by then."""
    shared = Reflection.objects.filter(window=window, participant__in=list(participants), shared_at__lte=at)
    return set(shared.values_list("participant", flat=True))


def who_has_answered(window: Window, mentors: Iterable[int], at: datetime) -> set[int]:
    """Of these mentors, those who had answered this window's question by then."""
    given = MentorAnswer.objects.filter(window=window, mentor__in=list(mentors), given_at__lte=at)
    return set(given.values_list("mentor", flat=True))


def to_write(user: User, at: datetime) -> list[Todo]:
    """Reflection windows that are open for the user and in which they have shared nothing: three queries."""
    participant = (
        Participant.objects.filter(
            person=user, cohort__withdrawn_at=None, cohort__ends_on__gt=day_of(at - LATEST)
        )
        .select_related("cohort")
        .order_by("-cohort__starts_on", "-pk")
        .first()
    )
    if participant is None:
        return []
    windows = windows_to_share_in(participant, at)
    mine = {
        reflection.window_id: reflection for reflection in Reflection.objects.filter(participant=participant)
    }
    return [
        _write(window, mine.get(window.pk), participant)
        for window in windows
        if window.pk not in mine or not mine[window.pk].is_shared
    ]


def _write(window: Window, begun: Reflection | None, participant: Participant) -> Todo:
    return Todo(
        urgency=2,
        sentence="Go on with your reflection" if begun else "Write your reflection",
        detail=f"{window.title}. {_begun(begun)}Only you can read it until you share it.",
        url=reverse("blogs:write_reflection", args=[begun.pk])
        if begun
        else reverse("blogs:begin_reflection", args=[window.pk]),
        label="Go on writing" if begun else "Write",
        kind="write",
        participant=participant.pk,
        due_at=window.own_closes_at,
    )


def _begun(reflection: Reflection | None) -> str:
    words = reflection.draft_words if reflection else 0
    return f"You have begun: {words} word{'' if words == 1 else 's'}. " if words else ""


def to_answer(user: User, at: datetime) -> list[Todo]:
    """Questions about the user's own reflections without an answer, oldest first: one query."""
    questions = (
        CoachingQuestion.objects.unanswered()
        .filter(reflection__participant__person=user, reflection__participant__cohort__withdrawn_at=None)
        .select_related("asked_by", "reflection__window")
    )
    return [
        Todo(
            urgency=3,
            sentence=f"{question.asked_by.spoken_name} asks you a question",
            detail=question.reflection.window.title if question.reflection.window else "",
            url=f"{reverse('blogs:read_reflection', args=[question.reflection_id])}#question-{question.pk}",
            label="Answer",
            kind="answer",
            participant=question.reflection.participant_id,
        )
        for question in questions.select_related("reflection__participant")
    ]


def to_read(user: User, at: datetime) -> list[Todo]:
    """What is shared with the user and waits for a question: a line for each mentored, one for the rest."""
    waiting = list(
        Reflection.objects.visible_to(user, at)
        .of_others(user)
        .waiting_for(user)
        .filter(participant__cohort__withdrawn_at=None)
        .select_related("participant__person", "window")
        .defer("draft")
        .order_by("shared_at", "pk")
    )
    mentored = set(Mentorship.objects.not_ended(at).filter(mentor=user).values_list("participant", flat=True))
    by_participant: dict[int, list[Reflection]] = {}
    others: list[Reflection] = []
    for reflection in waiting:
        if reflection.participant_id in mentored:
            by_participant.setdefault(reflection.participant_id, []).append(reflection)
        else:
            others.append(reflection)
    return [_read(entries) for entries in [*by_participant.values(), others] if entries]


def _read(entries: list[Reflection]) -> Todo:
    first = entries[0]
    authors = {entry.participant_id for entry in entries}
    one = len(authors) == 1
    return Todo(
        urgency=4,
        sentence=f"Read what {first.author.name} wrote" if one else "Read what is shared with you",
        detail=first.window.title if first.window and len(entries) == 1 else "Oldest first.",
        url=reverse("blogs:read_reflection", args=[first.pk]),
        label="Read and ask",
        kind="read",
        count=len(entries),
        participant=first.participant_id if one else None,
    )


def to_say_as_mentor(user: User, at: datetime) -> list[Todo]:
    """The question put to mentors, while it is open and the user has not answered it: one query."""
    mentored = Mentorship.objects.not_ended(at).filter(mentor=user).values("participant__cohort")
    given = MentorAnswer.objects.filter(window=OuterRef("pk"), mentor=user, given_at__isnull=False)
    windows = Window.objects.current().filter(
        ~Exists(given),
        kind=Window.Kind.MENTOR_QUESTION,
        cohort__in=mentored,
        cohort__withdrawn_at=None,
        opens_at__lte=at,
        closes_at__gt=at,
    )
    return [
        Todo(
            urgency=5,
            sentence="One question for you as a mentor",
            detail=f"{window.title}. You and the coordinator can read your answer.",
            url=reverse("blogs:mentor_question", args=[window.pk]),
            label="Answer it",
            kind="mentor_question",
            due_at=window.closes_at,
        )
        for window in windows
    ]


def register_all() -> None:
    register(to_write, Hat.SECONDEE)
    register(to_answer, Hat.SECONDEE)
    register(to_read, Hat.MENTOR, Hat.SLT)
    register(to_say_as_mentor, Hat.MENTOR)
