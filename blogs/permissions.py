"""Who may do what with reflections, questions about them, and the question put to mentors."""

from __future__ import annotations

from datetime import datetime

from blogs.models import CoachingQuestion, Reflection
from people.models import Post, User
from people.permissions import holds
from secondments.models import Participant, Window
from secondments.permissions import coordinates, is_mentor_of, is_secondee, mentors_in

# "Senior staff will be able to offer coaching questions": a reader by name asks when they are one.
SENIOR = (
    Post.Role.ADMINISTRATOR,
    Post.Role.COORDINATOR,
    Post.Role.HEADTEACHER,
    Post.Role.SLT,
    Post.Role.MENTOR,
)


def can_begin(user: User, participant: Participant, at: datetime) -> bool:
    """Only the secondee writes."""
    return is_secondee(user, participant)


def can_write(user: User, reflection: Reflection, at: datetime) -> bool:
    return is_secondee(user, reflection.participant)


def can_share(user: User, reflection: Reflection, at: datetime) -> bool:
    return is_secondee(user, reflection.participant)


def can_take_back(user: User, reflection: Reflection, at: datetime) -> bool:
    return is_secondee(user, reflection.participant)


def can_choose_readers(user: User, reflection: Reflection, at: datetime) -> bool:
    """The author alone says who reads."""
    return is_secondee(user, reflection.participant)


def can_ask(user: User, reflection: Reflection, at: datetime) -> bool:
    """The mentor, or a senior colleague, who may read it; never the author, nobody by their post alone."""
    if is_secondee(user, reflection.participant):
        return False
    if not Reflection.objects.visible_to(user, at).filter(pk=reflection.pk).exists():
        return False
    return asks(user, reflection, at)


def asks(user: User, reflection: Reflection, at: datetime) -> bool:
    """Whether somebody is one who asks, of whatever they may read: the mentor, or a senior colleague."""
    return holds(user, SENIOR, reflection.participant.cohort.organisation, at) or is_mentor_of(
        user, reflection.participant, at
    )


def can_set_aside(user: User, reflection: Reflection, at: datetime) -> bool:
    """Every reader may say that they have read it; it is their own mark."""
    return (
        not is_secondee(user, reflection.participant)
        and Reflection.objects.visible_to(user, at).filter(pk=reflection.pk).exists()
    )


def can_answer(user: User, question: CoachingQuestion, at: datetime) -> bool:
    return is_secondee(user, question.reflection.participant)


def can_withdraw_question(user: User, question: CoachingQuestion, at: datetime) -> bool:
    return user.is_active and question.asked_by_id == user.pk


def can_answer_as_mentor(user: User, window: Window, at: datetime) -> bool:
    """Mentors of the group are asked; each answers for themselves."""
    return window.kind == Window.Kind.MENTOR_QUESTION and mentors_in(user, window.cohort, at)


def can_read_mentor_answers(user: User, window: Window, at: datetime) -> bool:
    """The coordinator reads what mentors gave."""
    return window.kind == Window.Kind.MENTOR_QUESTION and coordinates(user, window.cohort, at)
