"""What this floor asks of a person today: registered with `secondments.todo` when the application starts."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from events.models import Notice
from people.models import User
from people.periods import day_of
from people.permissions import RUNS, holds_anywhere
from secondments import reminders
from secondments.models import Cohort, Mentorship, Participant, Window
from secondments.todo import Todo

NAMED = 3  # people whom a sentence names before it counts
LATELY = timedelta(days=14)  # for which an unwritten window is worth a new date
MOST_WINDOWS = 3  # closed lately, of which is asked: as many queries


def without_mentor(user: User, at: datetime) -> list[Todo]:
    """For whoever runs a group: who has no mentor yet. One query."""
    if not holds_anywhere(user, RUNS, at):
        return []
    groups = Cohort.objects.run_by(user, at).filter(ends_on__gt=day_of(at))
    people = (
        Participant.objects.filter(cohort__in=groups)
        .not_left(day_of(at))
        .exclude(Exists(Mentorship.objects.not_ended(at).filter(participant=OuterRef("pk"))))
        .by_name()
        .select_related("cohort__version", "person")
    )
    by_group: dict[Cohort, list[Participant]] = defaultdict(list)
    for one in people:
        by_group[one.cohort].append(one)
    return [
        Todo(
            urgency=2,
            sentence=f"{_named(found)} {'has' if len(found) == 1 else 'have'} no {group.words.mentor}",
            detail=f"In {group}.",
            url=reverse("secondments:name_mentors", args=[group.pk]),
            label=f"Name the {group.words.mentor if len(found) == 1 else group.words.many_mentor}",
            kind="name_mentor",
            count=len(found),
            participant=found[0].pk if len(found) == 1 else None,
        )
        for group, found in by_group.items()
    ]


def without_new_date(user: User, at: datetime) -> list[Todo]:
    """For whoever runs a group: whose window closed in the last two weeks with nothing shared in it.

    The three windows that closed last, four queries each at most.
    """
    if not holds_anywhere(user, RUNS, at):
        return []
    closed = (
        Window.objects.current()
        .filter(
            kind=Window.Kind.REFLECTION,
            cohort__in=Cohort.objects.run_by(user, at),
            closes_at__lte=at,
            closes_at__gt=at - LATELY,
        )
        .select_related("cohort__version")
        .order_by("-closes_at", "pk")
    )
    return [todo for window in closed[:MOST_WINDOWS] for todo in _of_window(window, at)]


def _of_window(window: Window, at: datetime) -> list[Todo]:
    group = window.cohort
    people = list(group.participants.taking_part(group.day_of(at)).by_name())
    own = window.closings_for(people)
    written = reminders.written(window, [one.pk for one in people], at)
    missing = [one for one in people if one.pk not in written and own[one.pk] <= at]
    if not missing:
        return []
    alone = missing[0].pk if len(missing) == 1 else None
    url = reverse("secondments:extend_window", args=[window.pk])
    return [
        Todo(
            urgency=4,
            sentence=f"{_named(missing)} shared nothing: {window}",
            detail="It has closed. A new date opens it again for one person.",
            url=f"{url}?participant={alone}" if alone else url,
            label="Give a new date",
            kind="new_date",
            count=len(missing),
            participant=alone,
        )
    ]


def undelivered(user: User, at: datetime) -> list[Todo]:
    """For whoever runs a group: e-mails that were given up. Two queries."""
    if not holds_anywhere(user, RUNS, at):
        return []
    groups = {group.key: group for group in Cohort.objects.run_by(user, at)}
    found = (
        Notice.objects.given_up()
        .filter(cohort__in=groups)
        .values("cohort")
        .annotate(count=Count("pk"))
        .order_by("cohort")
    )
    return [
        Todo(
            urgency=1,
            sentence=f"{row['count']} e-mail{'' if row['count'] == 1 else 's'} could not be delivered",
            detail=f"In {groups[row['cohort']]}: to whom, and what the mail server said.",
            url=reverse("secondments:cohort", args=[groups[row["cohort"]].pk]) + "#undelivered",
            label="See which",
            kind="undelivered",
            count=row["count"],
        )
        for row in found
    ]


def to_join(user: User, at: datetime) -> list[Todo]:
    """For a secondee: the steps of joining that they have not confirmed. Two queries."""
    mine = (
        Participant.objects.filter(person=user, cohort__withdrawn_at=None)
        .filter(cohort__starts_on__lte=day_of(at), cohort__ends_on__gt=day_of(at))
        .taking_part(day_of(at))
        .select_related("cohort__version")
        .prefetch_related("joining_steps")
        .order_by("-cohort__starts_on", "-pk")
    )
    return [
        Todo(
            urgency=3,
            sentence=f"{step['name']}: confirm that it is done",
            detail="It takes one tap.",
            url=reverse("secondments:joining"),
            label=step["confirm"],
            kind="induction",
            participant=participant.pk,
        )
        for participant in mine[:1]
        for step in participant.cohort.version.document.get("joining") or []
        if step["slug"] not in {done.slug for done in participant.joining_steps.all()}
    ]


def _named(people: list[Participant]) -> str:
    names = [str(one) for one in people]
    if len(names) > NAMED:
        return f"{len(names)} people"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
