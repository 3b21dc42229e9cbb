"""Who ought to be told of an afternoon by now, and in which words: derived from the clock, writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from people.models import Organisation, Post, User
from people.quiet import Calm, calm_of
from portfolios.blueprint import presentation_of
from portfolios.models import Afternoon, Presentation
from secondments.models import Cohort, Mentorship

MORNING = time(8)
FARTHEST = timedelta(days=60)  # the school day before the first day of autumn lies in July
PUNCTUAL = timedelta(minutes=15)
SETTLE = timedelta(minutes=30)  # an order that is being arranged is not announced after every move


@dataclass(frozen=True)
class Rungs:
    """When an afternoon is announced, and when people are reminded of it."""

    week: datetime
    day: datetime
    over: datetime

    def now(self, at: datetime) -> tuple[str, datetime] | None:
        """The rung that holds at that instant and when it began: after a standstill only the latest one."""
        if at >= self.over:
            return None
        if at >= self.day:
            return "day", self.day
        return ("week", self.week) if at >= self.week else None


@dataclass(frozen=True)
class ToTell:
    """One notice for several people."""

    to: Sequence[User]
    key: str
    template: str
    context: dict[str, Any]
    due_at: datetime
    until: datetime
    participant: str = ""


def rungs_of(starts_at: datetime, cohort: Cohort, calm: Calm) -> Rungs:
    """A week before at 08:00, put off to a school day; and the school day before at 08:00, in local time."""
    today = cohort.day_of(starts_at)
    week = calm.first_moment(cohort.instant(today - timedelta(days=7), MORNING))
    before = calm.last_moment(cohort.instant(today))
    day = cohort.instant(cohort.day_of(before), MORNING)
    return Rungs(week=week, day=day, over=starts_at)


def afternoons_to_tell_of(at: datetime) -> list[Afternoon]:
    """Coming afternoons in which somebody presents."""
    somebody = Presentation.objects.filter(afternoon=OuterRef("pk"), withdrawn_at=None)
    return list(
        Afternoon.objects.current()
        .filter(Exists(somebody), starts_at__gt=at - timedelta(days=1), starts_at__lte=at + FARTHEST)
        .select_related("cohort__organisation", "cohort__version", "chair")
    )


def notices_of(afternoon: Afternoon, at: datetime) -> list[ToTell]:
    """What presenters and audience ought to have been told of this afternoon by now."""
    cohort = afternoon.cohort
    calm = calm_of(cohort.organisation, at)
    rungs = rungs_of(afternoon.starts_at, cohort, calm)
    rung = rungs.now(at)
    if rung is None:
        return []
    name, began_at = rung
    due_at = calm.first_moment(at if at - began_at <= PUNCTUAL else at + SETTLE)
    presentations = list(
        Presentation.objects.current().filter(afternoon=afternoon, delivered_at=None).in_full()
    )
    notices = [
        ToTell(
            to=[presentation.participant.person],
            key=f"{presentation.key} {name} {presentation.starts_at.isoformat()}",
            template="presentation_coming",
            context={
                "presentation": presentation.pk,
                "starts_at": presentation.starts_at.isoformat(),
                "rung": name,
            },
            due_at=due_at,
            until=presentation.starts_at,
            participant=presentation.participant.key,
        )
        for presentation in presentations
        if due_at < presentation.starts_at
    ]
    if due_at < afternoon.starts_at:
        notices.append(
            ToTell(
                to=_audience_of(afternoon, [row.participant.person_id for row in presentations], at),
                key=f"{afternoon.key} {name} {afternoon.starts_at.isoformat()}",
                template="afternoon_coming",
                context={
                    "afternoon": afternoon.pk,
                    "starts_at": afternoon.starts_at.isoformat(),
                    "rung": name,
                },
                due_at=due_at,
                until=afternoon.starts_at,
            )
        )
    return notices


def _audience_of(afternoon: Afternoon, presenters: list[int], at: datetime) -> list[User]:
    """The chair and whom the programme names, without those who present themselves."""
    audience = presentation_of(afternoon.cohort.version).audience
    people = {afternoon.chair_id}
    if "slt" in audience:
        over = Organisation.objects.above(afternoon.cohort.organisation)
        posts = Post.objects.held(at).filter(role=Post.Role.SLT, organisation__in=over)
        people.update(posts.values_list("person_id", flat=True))
    if "mentor" in audience:
        mentors = Mentorship.objects.not_ended(at).filter(participant__cohort=afternoon.cohort)
        people.update(mentors.values_list("mentor_id", flat=True))
    return list(User.objects.filter(pk__in=people.difference(presenters), is_active=True).order_by("pk"))
