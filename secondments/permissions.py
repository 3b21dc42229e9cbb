"""Who may do what on this floor: plain functions over posts held and what somebody is to a participant."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from people.models import Organisation, Post, User
from people.permissions import RUNS, holds
from secondments.models import Cohort, Mentorship, Participant, Programme, Window

Viewer = User | AnonymousUser


def is_secondee(user: Viewer, participant: Participant) -> bool:
    """Whether this is the participant themselves."""
    return user.is_active and participant.person_id == user.pk


def is_mentor_of(user: Viewer, participant: Participant, at: datetime) -> bool:
    """Whether the user mentors this participant, or is named to do so from a later day."""
    if not user.is_active:
        return False
    return Mentorship.objects.not_ended(at).filter(participant=participant, mentor=user.pk).exists()


def mentors_in(user: Viewer, cohort: Cohort, at: datetime) -> bool:
    """Whether the user mentors anybody in this group, now or soon."""
    if not user.is_active:
        return False
    return Mentorship.objects.not_ended(at).filter(participant__cohort=cohort, mentor=user.pk).exists()


def runs(user: Viewer, cohort: Cohort, at: datetime) -> bool:
    """Coordinators and administrators of the group's organisation run it."""
    return holds(user, RUNS, cohort.organisation, at)


def coordinates(user: Viewer, cohort: Cohort, at: datetime) -> bool:
    """Coordinators alone: reasons and mentors' answers are theirs, not an administrator's."""
    return holds(user, [Post.Role.COORDINATOR], cohort.organisation, at)


def oversees(user: Viewer, cohort: Cohort, at: datetime) -> bool:
    """Who runs the group, and senior leaders over it."""
    return holds(user, [*RUNS, Post.Role.SLT], cohort.organisation, at)


def leads(user: Viewer, cohort: Cohort, at: datetime) -> bool:
    """Senior leaders over the group's organisation."""
    return holds(user, [Post.Role.SLT], cohort.organisation, at)


def can_use_programme(user: Viewer, organisation: Organisation, at: datetime) -> bool:
    return holds(user, RUNS, organisation, at)


def can_publish(user: Viewer, programme: Programme, at: datetime) -> bool:
    return holds(user, RUNS, programme.organisation, at)


def can_create_cohort(user: Viewer, organisation: Organisation, at: datetime) -> bool:
    return holds(user, RUNS, organisation, at)


def can_add_people(user: Viewer, cohort: Cohort, at: datetime) -> bool:
    return runs(user, cohort, at)


def can_name_mentor(user: Viewer, participant: Participant, at: datetime) -> bool:
    return runs(user, participant.cohort, at)


def can_end_participation(user: Viewer, participant: Participant, at: datetime) -> bool:
    return runs(user, participant.cohort, at)


def can_move_window(user: Viewer, window: Window, at: datetime) -> bool:
    return runs(user, window.cohort, at)


def can_extend(user: Viewer, window: Window, at: datetime) -> bool:
    return runs(user, window.cohort, at)


def can_read_reason(user: Viewer, cohort: Cohort, participant: Participant | None, at: datetime) -> bool:
    """The reason for a new date is read by the person it is for and the coordinator, by nobody else."""
    return coordinates(user, cohort, at) or (participant is not None and is_secondee(user, participant))


def can_confirm_joining(user: Viewer, participant: Participant, at: datetime) -> bool:
    """Joining is confirmed by whoever joins."""
    return is_secondee(user, participant)


def can_read_participant_history(user: Viewer, participant: Participant, at: datetime) -> bool:
    return (
        is_secondee(user, participant)
        or is_mentor_of(user, participant, at)
        or runs(user, participant.cohort, at)
    )


def can_read_cohort_history(user: Viewer, cohort: Cohort, at: datetime) -> bool:
    return runs(user, cohort, at)


def can_read_organisation_history(user: Viewer, organisation: Organisation, at: datetime) -> bool:
    return holds(user, RUNS, organisation, at)


def can_try_again(user: Viewer, cohort: Cohort, at: datetime) -> bool:
    """Whoever runs the group sees e-mails that were given up, and has them sent again."""
    return runs(user, cohort, at)
