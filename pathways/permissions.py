"""Who may do what on this floor: plain functions over what somebody is to a participant."""

from __future__ import annotations

from datetime import datetime

from pathways.models import Activity, Measure, Meeting, Project
from people.models import User
from secondments.models import Participant
from secondments.permissions import is_mentor_of, is_secondee


def can_log(user: User, participant: Participant, at: datetime) -> bool:
    """Activities are planned and logged by whoever does them."""
    return is_secondee(user, participant)


def can_edit_activity(user: User, activity: Activity, at: datetime) -> bool:
    return is_secondee(user, activity.participant)


def can_confirm(user: User, participant: Participant, at: datetime) -> bool:
    """The mentor says that it happened; nobody says so of themselves."""
    return is_mentor_of(user, participant, at) and not is_secondee(user, participant)


def can_talk_about_activity(user: User, activity: Activity, at: datetime) -> bool:
    return _is_one_of_the_two(user, activity.participant, at)


def can_meet(user: User, participant: Participant, at: datetime) -> bool:
    """Both who meet arrange it and write its record."""
    return _is_one_of_the_two(user, participant, at)


def can_record_meeting(user: User, meeting: Meeting, at: datetime) -> bool:
    return _is_one_of_the_two(user, meeting.participant, at)


def can_propose(user: User, participant: Participant, at: datetime) -> bool:
    return is_secondee(user, participant)


def can_edit_project(user: User, project: Project, at: datetime) -> bool:
    return is_secondee(user, project.participant)


def can_discuss(user: User, project: Project, at: datetime) -> bool:
    """The talk about a project is between the secondee and the mentor; others read only what was agreed."""
    return _is_one_of_the_two(user, project.participant, at)


def can_agree(user: User, project: Project, at: datetime) -> bool:
    """The mentor agrees a project; nobody agrees their own."""
    return can_confirm(user, project.participant, at)


def can_measure(user: User, project: Project, at: datetime) -> bool:
    """Measures and readings are the secondee's to set and to take."""
    return is_secondee(user, project.participant)


def can_take_reading(user: User, measure: Measure, at: datetime) -> bool:
    return can_measure(user, measure.project, at)


def _is_one_of_the_two(user: User, participant: Participant, at: datetime) -> bool:
    return is_secondee(user, participant) or is_mentor_of(user, participant, at)
