"""What happens to terms: an organisation sets a school year of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from events.operations import record
from people import permissions
from people.models import Organisation, Term, User
from people.operations.allowed import only_if
from people.terms import Fault, TermDates, faults_in, own_terms


class TermsDoNotFit(Exception):
    """The terms overlap or contradict themselves; `faults` says how."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(fault.said for fault in faults))
        self.faults = list(faults)


def set_terms(
    *, organisation: Organisation, school_year: int, terms: Sequence[TermDates], by: User, at: datetime
) -> list[Term]:
    """Let these be the organisation's own terms of the school year that begins in `school_year`.

    None at all means that those of the organisation above hold again. Terms that are already there stay as
    they are; setting the same ones twice changes nothing. Windows made from earlier terms are not moved.
    Raises NotAllowed, TermsDoNotFit.
    """
    only_if(permissions.can_set_terms(by, organisation, at))
    faults = faults_in(terms, school_year)
    if faults:
        raise TermsDoNotFit(faults)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)  # two people at the same form
        wanted = list(terms)
        kept: list[Term] = []
        withdrawn: list[Term] = []
        for term in own_terms(organisation, school_year):
            dates = TermDates.of(term)
            (kept if dates in wanted else withdrawn).append(term)
            if dates in wanted:
                wanted.remove(dates)
        if not wanted and not withdrawn:
            return kept
        Term.objects.filter(pk__in=[term.pk for term in withdrawn]).update(withdrawn_at=at)
        new = [
            Term.objects.create(
                organisation=organisation,
                name=dates.name,
                starts_on=dates.starts_on,
                ends_on=dates.ends_on,
                half_term_starts_on=dates.half_term_starts_on,
                half_term_ends_on=dates.half_term_ends_on,
            )
            for dates in wanted
        ]
        record(
            "people.terms_set",
            about=organisation.key,
            organisation=organisation.key,
            data={
                "school_year": school_year,
                "count": len(terms),
                "days": [[dates.starts_on.isoformat(), dates.ends_on.isoformat()] for dates in terms],
            },
            by=by,
            at=at,
        )
    return sorted([*kept, *new], key=lambda term: term.starts_on)
