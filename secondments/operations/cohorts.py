"""What can happen to groups."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise

from django.db import transaction

from events.operations import record
from people.models import Organisation, User
from people.operations import NotAllowed
from people.terms import terms_of
from secondments import calendar, permissions
from secondments.models import Cohort, ProgrammeVersion, Window


class NoTermsInside(Exception):
    """The programme has windows at the end of each term, and no term ends while the group runs."""


class PhasesOutOfOrder(Exception):
    """The parts of the programme have to begin one after the other, inside the group's dates."""


def create_cohort(
    *,
    version: ProgrammeVersion,
    organisation: Organisation | None = None,
    name: str,
    starts_on: date,
    ends_on: date,
    phases_begin: Mapping[str, date] | None = None,
    by: User,
    at: datetime,
) -> Cohort:
    """A group on a published version, with the windows that its document and the organisation's terms give.

    `ends_on` is the day after the last; `phases_begin` says on which day each phase (by slug) begins, if that
    is known. `organisation` is the programme's own unless named. Later changes of terms move no window.
    Raises NotAllowed, NoTermsInside, PhasesOutOfOrder.
    """
    home = organisation or version.programme.organisation
    if not permissions.can_create_cohort(by, home, at):
        raise NotAllowed
    terms = terms_of(home)
    each_term = any(rule.each == "term" for rule in calendar.rules_of(version.document))
    if each_term and not calendar.terms_inside(terms, starts_on, ends_on):
        raise NoTermsInside
    _in_order(version, phases_begin or {}, starts_on, ends_on)
    with transaction.atomic():
        cohort = Cohort.objects.create(
            organisation=home,
            version=version,
            name=name.strip(),
            starts_on=starts_on,
            ends_on=ends_on,
            zone=home.zone,
            created_at=at,
        )
        planned = calendar.planned_windows(
            version.document,
            starts_on=starts_on,
            ends_on=ends_on,
            terms=terms,
            zone=cohort.timezone,
            phases_begin=phases_begin,
        )
        Window.objects.bulk_create(
            Window(
                cohort=cohort,
                kind=one.kind,
                slug=one.slug,
                title=one.title,
                opens_at=one.opens_at,
                closes_at=one.closes_at,
            )
            for one in planned
        )
        record(
            "secondments.cohort_created",
            about=cohort.key,
            cohort=cohort.key,
            organisation=home.key,
            data={"version": version.pk, "windows": len(planned)},
            by=by,
            at=at,
        )
    return cohort


def _in_order(
    version: ProgrammeVersion, phases_begin: Mapping[str, date], starts_on: date, ends_on: date
) -> None:
    begin = [phases_begin[p.slug] for p in calendar.phases_of(version.document) if p.slug in phases_begin]
    if any(later <= earlier for earlier, later in pairwise(begin)):
        raise PhasesOutOfOrder
    if begin and not starts_on <= begin[0] <= begin[-1] < ends_on:
        raise PhasesOutOfOrder
