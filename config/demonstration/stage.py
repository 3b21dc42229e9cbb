"""What the story is told on: steps kept in the order of time, the people who take them, and the out-tray."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.core.mail import get_connection

from blogs import operations as blogs
from config.demonstration.calendar import DAY, WEEK, ZONE, Calendar, moment
from config.demonstration.cast import Person
from events import operations as events
from people import operations as people
from people.models import Organisation, User
from portfolios import operations as portfolios
from secondments import operations as secondments

Step = Callable[[datetime], None]
MORNING, EVENING = (8, 5), (16, 5)  # soon after the hours at which people are told of things
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


class Stage:
    """Collects steps in any order and takes them in the order of time, each at its own instant."""

    def __init__(self, calendar: Calendar, at: datetime) -> None:
        self.calendar, self.now = calendar, at
        self.users: dict[Person, User] = {}
        self._steps: list[tuple[datetime, int, Step]] = []
        self._posted: set[datetime] = set()

    def __getitem__(self, person: Person) -> User:
        return self.users[person]

    def on(self, at: datetime, step: Step) -> None:
        """Let this happen at that instant. Raises ValueError for one that is still to come."""
        if at >= self.now:
            raise ValueError(f"{at} is still to come")
        self._steps.append((at, len(self._steps), step))

    def play(self) -> None:
        """Take every step; what is told of at the same instant happens in the order in which it was told."""
        for at, _, step in sorted(self._steps, key=lambda taken: taken[:2]):
            step(at)

    # People -----------------------------------------------------------------------------------------------

    def invite(
        self, everybody: Iterable[Person], organisation: Organisation, by: Person | None, at: datetime
    ) -> None:
        """Invite these people, each with what stands on their door."""
        for person in everybody:
            invited = people.invite(
                organisation=organisation,
                people=[person.as_pasted],
                role=person.role,
                title=person.door,
                by=self[by] if by else None,
                at=at,
            )
            self.users[person] = invited.new[0]

    def signed_in(self, everybody: Iterable[Person], at: datetime) -> None:
        """Note that these people came in and proved their addresses, as signing in does."""
        keys = [self[person].pk for person in everybody]
        User.objects.filter(pk__in=keys).update(last_login=at)
        EmailAddress.objects.filter(user__in=keys).update(verified=True)
        for person in everybody:
            self[person].last_login = at

    # E-mail -----------------------------------------------------------------------------------------------

    def expect_post(self, after: datetime) -> None:
        """Something was done that somebody is told of: on the next morning of a school day, they are."""
        day = after.astimezone(ZONE).date()
        while day < self.calendar.today and not (
            self.calendar.is_school_day(day) and moment(day, *MORNING) > after
        ):
            day += DAY
        self._post_at(moment(day, *MORNING))

    def expect_reminders(self, opens_at: datetime, closes_at: datetime) -> None:
        """On what days people hear of a window: a week before, when it opens, before it closes, and after."""
        opens, closes = opens_at.astimezone(ZONE), closes_at.astimezone(ZONE)
        for instant in (opens - WEEK, opens, closes):
            self.expect_post(instant.replace(hour=0))
        self.expect_post(closes)
        for day in (closes.date() - DAY, closes.date()):
            self._post_at(moment(day, *EVENING))

    def _post_at(self, at: datetime) -> None:
        if at < self.now and at not in self._posted:  # what is due from now on is the timetable's business
            self._posted.add(at)
            self.on(at, post)


def post(at: datetime) -> None:
    """Whoever ought to be told by now is told; the e-mail itself goes nowhere, for its day is past."""
    secondments.tell_about_windows(at=at)
    blogs.tell_about_questions(at=at)
    portfolios.tell_about_presentations(at=at)
    events.post_due_notices(through=get_connection(NOWHERE), at=at)


def later(at: datetime, minutes: int) -> datetime:
    """So many minutes after."""
    return at + timedelta(minutes=minutes)
