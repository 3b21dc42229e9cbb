"""What this floor asks of a person today, as a secondee and as a mentor; at most three queries each."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse

from pathways.models import Activity, Meeting, Project, ProjectComment
from pathways.rules import in_words
from people.models import User
from people.periods import day_of
from secondments.models import Mentorship, Participant
from secondments.models.participants import ParticipantQuerySet
from secondments.todo import Todo

URGENT, SOON, SOME_TIME = 3, 4, 6


def as_secondee(user: User, at: datetime) -> list[Todo]:
    """Did it happen? What came back, and a project that is not proposed or was answered."""
    today = day_of(at)
    own = (
        Participant.objects.filter(person=user)
        .taking_part(today)
        .filter(
            cohort__withdrawn_at=None,
            cohort__starts_on__lte=today,
            cohort__ends_on__gt=today,
        )
    )
    activities = Activity.objects.current().filter(
        Q(happened_on=None, planned_for__lte=today) | Q(returned_at__isnull=False, confirmed_at=None),
        participant__in=own,
    )
    found = list(activities.select_related("kind").order_by("participant", "planned_for", "pk"))
    return [
        *_returned([one for one in found if one.returned_at is not None]),
        *_happened([one for one in found if one.returned_at is None]),
        *_projects(user, own, at),
    ]


def _returned(found: list[Activity]) -> list[Todo]:
    return [
        Todo(
            urgency=URGENT,
            sentence=f"{activity.heading} came back to you",
            detail="Read the comment, put it right and send it again.",
            url=reverse("pathways:edit_activity", args=[activity.pk]),
            label="Put it right",
            kind="returned",
            participant=activity.participant_id,
        )
        for activity in found
    ]


def _happened(found: list[Activity]) -> list[Todo]:
    asked = []
    for participant, group in groupby(found, key=lambda activity: activity.participant_id):
        plans = list(group)
        one = len(plans) == 1
        asked.append(
            Todo(
                urgency=SOON,
                sentence="Did it happen?"
                if one
                else f"Did they happen? {in_words(len(plans)).capitalize()} plans",
                detail=plans[0].heading if one else "",
                url=reverse("pathways:log") + "?" + urlencode({"state": Activity.State.TO_ASK.value}),
                label="Say what happened",
                kind="happened",
                count=len(plans),
                participant=participant,
            )
        )
    return asked


def _projects(user: User, own: ParticipantQuerySet, at: datetime) -> list[Todo]:
    """Nothing proposed yet, or the mentor has had the last word about what was."""
    proposed = Project.objects.current().filter(participant=OuterRef("pk"), proposed_at__isnull=False)
    asked = [
        Todo(
            urgency=SOME_TIME,
            sentence="Propose a project",
            detail="Write it as you would say it. You can keep a draft, and propose more than one.",
            url=reverse("pathways:projects"),
            label="Begin",
            kind="propose",
            participant=participant.pk,
        )
        for participant in own.filter(~Exists(proposed))
    ]
    last_word = ProjectComment.objects.filter(project=OuterRef("pk")).order_by("-at", "-pk").values("by")[:1]
    answered = (
        Project.objects.current()
        .filter(participant__in=own, proposed_at__isnull=False, agreed_at=None)
        .annotate(last_by=Subquery(last_word))
        .exclude(last_by=None)
        .exclude(last_by=user.pk)
    )
    asked += [
        Todo(
            urgency=SOON,
            sentence=f"There is an answer about “{project.title}”",
            detail="Your project is not agreed yet.",
            url=reverse("pathways:project", args=[project.pk]) + "#talk",
            label="Read it",
            kind="propose",
            participant=project.participant_id,
        )
        for project in answered
    ]
    return asked


def as_mentor(user: User, at: datetime) -> list[Todo]:
    """Records to confirm, projects to answer, meetings to arrange: for each secondee apart."""
    today = day_of(at)
    mentored = Mentorship.objects.not_ended(at).filter(mentor=user).values("participant")
    coming = Meeting.objects.arranged().filter(participant=OuterRef("pk"), held_on__gte=today)
    over = Meeting.objects.arranged().filter(participant=OuterRef("pk"), held_on__lt=today)
    met = Meeting.objects.current().filter(participant=OuterRef("pk"), recorded_at__isnull=False)
    to_confirm = Q(
        activities__withdrawn_at=None,
        activities__happened_on__isnull=False,
        activities__confirmed_at=None,
        activities__returned_at=None,
    )
    secondees = list(
        Participant.objects.filter(pk__in=mentored, cohort__withdrawn_at=None)
        .exclude(person=user)
        .by_name()
        .select_related("cohort")
        .annotate(
            waiting=Count("activities", filter=to_confirm),
            is_arranged=Exists(coming),
            last_met=Subquery(met.order_by("-held_on").values("held_on")[:1]),
            unwritten=Subquery(over.order_by("-held_on").values("pk")[:1]),
        )
    )
    projects = Project.objects.awaiting_mentor().filter(participant__in=[one.pk for one in secondees])
    return [
        *(_to_confirm(one, vars(one)["waiting"]) for one in secondees if vars(one)["waiting"]),
        *(_to_agree(one) for one in projects.select_related("participant__person").order_by("proposed_at")),
        *(_to_meet(one) for one in secondees if not vars(one)["is_arranged"] and _is_running(one, today)),
    ]


def _is_running(participant: Participant, today: date) -> bool:
    return participant.cohort.starts_on <= today < participant.cohort.ends_on


def _to_confirm(participant: Participant, count: int) -> Todo:
    return Todo(
        urgency=URGENT,
        sentence=f"{participant.person}: {in_words(count)} record{'' if count == 1 else 's'} to confirm",
        detail="Ticked and ready; untick what you cannot vouch for.",
        url=reverse("pathways:confirmations"),
        label="Confirm",
        kind="confirm",
        count=count,
        participant=participant.pk,
    )


def _to_agree(project: Project) -> Todo:
    return Todo(
        urgency=URGENT,
        sentence=f"{project.participant.person} proposes a project",
        detail=project.title,
        url=reverse("pathways:project", args=[project.pk]),
        label="Read and answer",
        kind="agree",
        participant=project.participant_id,
    )


def _to_meet(participant: Participant) -> Todo:
    """A meeting that is over and not written up, else the next date to set."""
    last, unwritten = vars(participant)["last_met"], vars(participant)["unwritten"]
    if unwritten is not None:
        return Todo(
            urgency=SOME_TIME,
            sentence=f"Write up your meeting with {participant.person}",
            detail="Three short answers, and the next date.",
            url=reverse("pathways:record_meeting", args=[unwritten]),
            label="Write it up",
            kind="arrange",
            participant=participant.pk,
        )
    said = (
        f"You last met on {last.day} {last:%B}, and no next date is set." if last else "No date is set yet."
    )
    return Todo(
        urgency=SOME_TIME,
        sentence=f"Set a date with {participant.person}",
        detail=said,
        url=reverse("pathways:arrange_meeting", args=[participant.pk]),
        label="Set a date",
        kind="arrange",
        participant=participant.pk,
    )
