"""What counts: credits given and taken back, and the figures kept beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from pathways import ground, rules
from pathways.models import Credit, Progress, Requirement
from people.models import User
from secondments import operations as secondments
from secondments.models import Participant


def record_credit(
    *,
    participant: Participant,
    source: str,
    kind: str,
    slug: str,
    on: date,
    qualities: Mapping[str, str] | None = None,
    by: User | None,
    at: datetime,
) -> Credit:
    """Let something count, once per source ("blogs.reflection:17"), and bring the figures up to date.

    Given again with the same values it changes nothing; with other values it takes the place of the earlier
    one. Whoever calls it has asked their own permission and writes what happened into the log.
    """
    with transaction.atomic():
        ground.lock(participant)
        values = {"kind": kind, "slug": slug, "on": on, "qualities": dict(qualities or {})}
        standing = Credit.objects.standing().filter(source=source).first()
        if standing is not None:
            if standing.participant_id != participant.pk:
                raise ValueError(f"{source} counts for somebody else")
            if all(getattr(standing, name) == value for name, value in values.items()):
                return standing
            _take_back(standing, at)
        credit = Credit.objects.create(participant=participant, source=source, recorded_at=at, **values)
        _bring_up_to_date(participant, at)
    return credit


def retract_credit(*, source: str, by: User | None, at: datetime) -> None:
    """What came from this source counts no longer; nothing happens when it did not count."""
    with transaction.atomic():
        credit = Credit.objects.standing().filter(source=source).select_related("participant").first()
        if credit is None:
            return
        ground.lock(credit.participant)
        _take_back(credit, at)
        _bring_up_to_date(credit.participant, at)


def confirm_joining(*, participant: Participant, slug: str, by: User, at: datetime) -> None:
    """A step of joining is confirmed, and counts. Raises what secondments' operation raises."""
    with transaction.atomic():
        step = secondments.confirm_joining_step(participant=participant, slug=slug, by=by, at=at)
        record_credit(
            participant=participant,
            source=step.key,
            kind="joining",
            slug=slug,
            on=participant.cohort.day_of(step.confirmed_at),
            by=by,
            at=at,
        )


def rebuild_progress(*, participants: Iterable[Participant], at: datetime) -> int:
    """Count everything anew from the credits that stand, and say how many figures were different."""
    changed = 0
    for participant in participants:
        with transaction.atomic():
            ground.lock(participant)
            changed += _bring_up_to_date(participant, at)
    return changed


def _take_back(credit: Credit, at: datetime) -> None:
    Credit.objects.filter(pk=credit.pk, retracted_at=None).update(retracted_at=at)


def _bring_up_to_date(participant: Participant, at: datetime) -> int:
    """Write the figures that differ from what the standing credits come to; the participant is locked."""
    items = [
        rules.Item(kind, slug, qualities)
        for kind, slug, qualities in Credit.objects.standing()
        .filter(participant=participant)
        .values_list("kind", "slug", "qualities")
    ]
    known = dict(Progress.objects.filter(participant=participant).values_list("requirement_id", "figures"))
    changed = []
    for requirement in Requirement.objects.filter(version__cohorts=participant.cohort_id):
        rule = rules.Rule.of(requirement.rule)
        figures = rules.tally(rule, items)
        if known.get(requirement.pk, rules.tally(rule, ())) != figures:
            changed.append(
                Progress(participant=participant, requirement=requirement, figures=figures, counted_at=at)
            )
    Progress.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["participant", "requirement"],
        update_fields=["figures", "counted_at"],
    )
    return len(changed)
