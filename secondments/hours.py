"""When mail of a group may go out: the calm hours of the school that it belongs to."""

from __future__ import annotations

from datetime import datetime

from events.models import Notice
from people.quiet import calm_of
from secondments.models import Cohort


def first_moment(notice: Notice, at: datetime) -> datetime:
    """The first calm moment from `at` on for a notice of a group; at once for one that belongs to none."""
    if not notice.cohort:
        return at
    cohort = Cohort.objects.select_related("organisation").get(pk=int(notice.cohort.rpartition(":")[2]))
    return calm_of(cohort.organisation, at).first_moment(at)
