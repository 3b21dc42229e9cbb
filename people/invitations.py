"""How far an invitation has come: waiting, sent, or back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from events.models import Notice
from people.models import User
from people.periods import day_of


@dataclass(frozen=True)
class Invitation:
    """The latest invitation of one person; no notice when nobody has written to them."""

    person: User
    notice: Notice | None
    today: date

    @property
    def is_sent(self) -> bool:
        return self.notice is not None and self.notice.sent_at is not None

    @property
    def came_back(self) -> bool:
        return self.notice is not None and self.notice.given_up_at is not None

    @property
    def was_dropped(self) -> bool:
        return self.notice is not None and self.notice.dropped_at is not None

    @property
    def waits(self) -> bool:
        return self.notice is not None and not (self.is_sent or self.came_back or self.was_dropped)

    @property
    def can_be_repeated(self) -> bool:
        """Whether another one may be sent: there is an address, and it was not used today."""
        return bool(self.person.email) and (
            self.notice is None or day_of(self.notice.created_at) != self.today
        )


def state_of_invitations(people: Iterable[User], at: datetime) -> dict[int, Invitation]:
    """The latest invitation of each of these people, by their key, in one query."""
    wanted = {person.pk: person for person in people}
    latest: dict[int, Notice] = {}
    for notice in Notice.objects.filter(to__in=wanted, template="invited").order_by("created_at", "pk"):
        latest[notice.to_id] = notice
    return {pk: Invitation(person, latest.get(pk), day_of(at)) for pk, person in wanted.items()}
