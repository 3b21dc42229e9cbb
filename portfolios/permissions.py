"""Who may do what with the board, the sheets and the presentations: plain functions."""

from __future__ import annotations

from datetime import datetime

from people.models import Post
from people.permissions import holds
from portfolios.blueprint import presentation_of
from portfolios.models import Afternoon, Presentation
from secondments import permissions as secondments
from secondments.models import Cohort, Participant
from secondments.permissions import Viewer


def can_see_board(user: Viewer, cohort: Cohort, at: datetime) -> bool:
    """Coordinators, administrators and senior leaders see how far everybody is, in figures."""
    return secondments.oversees(user, cohort, at)


def can_print_sheet(user: Viewer, cohort: Cohort, at: datetime) -> bool:
    """Whoever sees the board may take it along on paper."""
    return can_see_board(user, cohort, at)


def can_look_after(user: Viewer, participant: Participant, at: datetime) -> bool:
    """The page about one person is for their mentor and those who oversee the group, not for themselves."""
    if secondments.is_secondee(user, participant):
        return False
    return secondments.is_mentor_of(user, participant, at) or secondments.oversees(
        user, participant.cohort, at
    )


def can_arrange(user: Viewer, cohort: Cohort, at: datetime) -> bool:
    """Afternoons and their order are arranged by whoever runs the group."""
    return secondments.runs(user, cohort, at)


def can_chair(user: Viewer, cohort: Cohort, at: datetime) -> bool:
    """Who may be named to chair: the headteacher, senior leaders, who runs the group, and its mentors."""
    return (
        secondments.oversees(user, cohort, at)
        or holds(user, [Post.Role.HEADTEACHER], cohort.organisation, at)
        or secondments.mentors_in(user, cohort, at)
    )


def can_name_themselves(user: Viewer, cohort: Cohort, at: datetime) -> bool:
    """Who chairs reads every note: of those who arrange, only a senior leader, who reads them anyway."""
    return secondments.leads(user, cohort, at)


def is_chair(user: Viewer, afternoon: Afternoon) -> bool:
    return user.is_active and afternoon.chair_id == user.pk


def is_audience(user: Viewer, afternoon: Afternoon, at: datetime) -> bool:
    """The chair, and whom the programme names: senior leaders, and mentors of the group."""
    if is_chair(user, afternoon):
        return True
    audience = presentation_of(afternoon.cohort.version).audience
    if "slt" in audience and secondments.leads(user, afternoon.cohort, at):
        return True
    return "mentor" in audience and secondments.mentors_in(user, afternoon.cohort, at)


def can_see_afternoon(user: Viewer, afternoon: Afternoon, at: datetime) -> bool:
    """The order is for the audience and for whoever runs the group."""
    return (
        is_chair(user, afternoon)
        or secondments.oversees(user, afternoon.cohort, at)
        or secondments.mentors_in(user, afternoon.cohort, at)
    )


def can_note(user: Viewer, presentation: Presentation, at: datetime) -> bool:
    """The audience notes, each for themselves; nobody on their own presentation."""
    return not secondments.is_secondee(user, presentation.participant) and is_audience(
        user, presentation.afternoon, at
    )


def can_read_all_notes(user: Viewer, presentation: Presentation, at: datetime) -> bool:
    """The senior team and the chair read what everybody noted; the presenter, whatever else, does not."""
    if secondments.is_secondee(user, presentation.participant):
        return False
    return is_chair(user, presentation.afternoon) or holds(
        user, [Post.Role.SLT], presentation.afternoon.cohort.organisation, at
    )


def can_mark_delivered(user: Viewer, presentation: Presentation, at: datetime) -> bool:
    """The chair or whoever runs the group says that it was heard; nobody of their own."""
    if secondments.is_secondee(user, presentation.participant):
        return False
    return is_chair(user, presentation.afternoon) or can_arrange(user, presentation.afternoon.cohort, at)


def can_release(user: Viewer, presentation: Presentation, at: datetime) -> bool:
    """Feedback is released, and taken back, by the chair alone."""
    return is_chair(user, presentation.afternoon) and not secondments.is_secondee(
        user, presentation.participant
    )


def can_read_feedback(user: Viewer, presentation: Presentation, at: datetime) -> bool:
    """Released feedback is the presenter's."""
    return secondments.is_secondee(user, presentation.participant)
