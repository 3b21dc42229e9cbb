"""Coaching questions about what was shared: asked, answered, withdrawn, or nothing to ask."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from blogs import permissions
from blogs.models import Answer, CoachingQuestion, Reflection, SetAside
from blogs.operations.texts import NothingWritten, refuse_too_long
from events.operations import record
from people.models import User
from people.operations import NotAllowed

LONGEST_QUESTION = 4_000  # letters
LONGEST_PASSAGE = 2_000
LONGEST_ANSWER = 20_000


class AlreadyAnswered(Exception):
    """A question that has been answered stays: the answer would hang in the air."""


def ask(*, reflection: Reflection, body: str, passage: str = "", by: User, at: datetime) -> CoachingQuestion:
    """Ask the author a question, beside a passage of the text or about the whole.

    Raises NotAllowed, NothingWritten, TextTooLong.
    """
    if not permissions.can_ask(by, reflection, at):
        raise NotAllowed
    if not body.strip():
        raise NothingWritten
    refuse_too_long(body, LONGEST_QUESTION)
    refuse_too_long(passage, LONGEST_PASSAGE)
    with transaction.atomic():
        question = CoachingQuestion.objects.create(
            reflection=reflection, asked_by=by, asked_at=at, body=body, passage=passage
        )
        _tell("blogs.question_asked", question, by, at)
    return question


def answer(*, question: CoachingQuestion, body: str, by: User, at: datetime) -> Answer:
    """Answer, or change one's answer, at any time: what is said about a window's text outlives the window.

    Raises NotAllowed (also for a question that has been withdrawn), NothingWritten, TextTooLong.
    """
    if not permissions.can_answer(by, question, at):
        raise NotAllowed
    if not body.strip():
        raise NothingWritten
    refuse_too_long(body, LONGEST_ANSWER)
    with transaction.atomic():
        held = _hold(question)
        if held.withdrawn_at is not None:
            raise NotAllowed
        said = Answer.objects.create(question=held, body=body, at=at)
        _tell("blogs.question_answered", held, by, at)
    return said


def withdraw_question(*, question: CoachingQuestion, by: User, at: datetime) -> None:
    """Take one's question back while nobody has answered it. Raises NotAllowed, AlreadyAnswered."""
    if not permissions.can_withdraw_question(by, question, at):
        raise NotAllowed
    with transaction.atomic():
        held = _hold(question)
        if held.answers.exists():
            raise AlreadyAnswered
        if held.withdrawn_at is None:
            CoachingQuestion.objects.filter(pk=held.pk).update(withdrawn_at=at)
            _tell("blogs.question_withdrawn", held, by, at)


def set_aside(*, reflection: Reflection, by: User, at: datetime) -> None:
    """Say that one has read it and need not ask: it stops waiting, until a new version is shared.

    The mark is the reader's own, and no history shows it. Raises NotAllowed.
    """
    if not permissions.can_set_aside(by, reflection, at):
        raise NotAllowed
    with transaction.atomic():
        SetAside.objects.update_or_create(reflection=reflection, reader=by, defaults={"at": at})
        record("blogs.reflection_set_aside", about=reflection.key, by=by, at=at)


def _hold(question: CoachingQuestion) -> CoachingQuestion:
    """The row as it is now; an answer and a withdrawal cannot pass each other."""
    return (
        CoachingQuestion.objects.select_for_update(of=("self",))
        .select_related("reflection__participant")
        .get(pk=question.pk)
    )


def _tell(kind: str, question: CoachingQuestion, by: User, at: datetime) -> None:
    participant = question.reflection.participant
    record(
        kind,
        about=question.key,
        participant=participant.key,
        cohort=f"secondments.cohort:{participant.cohort_id}",
        data={"reflection": question.reflection_id},
        by=by,
        at=at,
    )
