"""What happened, in order: two schools, three groups, and everything up to this minute."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from blogs import operations as blogs
from config.demonstration import cast, lives, texts
from config.demonstration.calendar import DAY, WEEK, ZONE, Calendar, moment
from config.demonstration.cast import Person
from config.demonstration.lives import Life
from config.demonstration.stage import Stage, later, post
from config.demonstration.telling import Group, Telling
from people import operations as people
from people.models import Organisation, Post
from people.terms import TermDates, school_year_of
from portfolios import operations as portfolios
from portfolios.models import Presentation
from secondments import operations as secondments
from secondments.models import ProgrammeVersion
from secondments.shipped import shipped_as

PROGRAMME = "learning-director-secondment"
JOINING = REPORTING = 3 * WEEK  # how long the first and the last part of the programme take
BEFORE = 3 * WEEK  # how long before its first day a group is made
REASON = (
    "Away for an operation and six weeks of recovery; back half-time since last week. The first "
    "reflection can wait "
    "until the end of her first full week."
)
# Who a visitor can be, in the order of the front page.
OFFERED = (
    ("secondee", cast.CAOIMHE),
    ("new_secondee", cast.FFION),
    ("mentor", cast.GALLAGHER),
    ("slt", cast.HOLLINGDALE),
    ("coordinator", cast.THRELFALL),
    ("administrator", cast.ACHEBE),
    ("neighbour", cast.HARTNOLL),
)


def tell(*, at: datetime) -> None:
    """Make the demonstration around that instant, in a database without people; all of it or nothing.

    Raises people.operations.NotEmpty.
    """
    with transaction.atomic():
        people.mark_demonstration(at=at)
        Story(at).tell()


class Story:
    """The schools of the demonstration and what happened in them until `at`."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.calendar = Calendar.around(at.astimezone(ZONE).date())
        self.stage = Stage(self.calendar, at)
        self.main, self.earlier = Group(self.calendar.main), Group(self.calendar.earlier)
        self.neighbours = Group(self.calendar.main)
        self.trust: Organisation
        self.school: Organisation
        self.neighbour: Organisation
        self.versions: dict[int, ProgrammeVersion] = {}

    def tell(self) -> None:
        """Every step in the order of time; then who can be entered with one click, and this "
        "morning's mail."""
        self.tell_of_schools()
        year = f"{self.main.course.starts_on.year} secondees"
        self.tell_of_group(
            self.earlier, f"{self.earlier.course.season} secondees", cast.THRELFALL, lives.EARLIER
        )
        self.tell_of_group(self.main, year, cast.THRELFALL, lives.MAIN)
        self.tell_of_group(self.neighbours, year, cast.HARTNOLL, lives.NEIGHBOURS)
        self.tell_of_windows()
        self.tell_of_afternoons()
        self.stage.on(self.day(-9, 11), self.invite_somebody_who_never_came)
        self.stage.expect_post(self.day(-9, 11))
        self.stage.play()
        self.look_in()
        people.name_cast(cast=[(part, self.stage[person]) for part, person in OFFERED], at=self.at)
        post(self.at)

    def day(self, away: int, hour: int, minute: int = 0) -> datetime:
        """A time of the school day so many before today."""
        return moment(self.calendar.school_day(away), hour, minute)

    # Schools ----------------------------------------------------------------------------------------------

    def tell_of_schools(self) -> None:
        first = self.calendar.terms[0].starts_on
        heads = [cast.ACHEBE, cast.HARTNOLL, cast.THRELFALL]
        senior = [cast.HOLLINGDALE, cast.VAUGHAN, *cast.MENTORS, cast.BRIGHTWATER]
        self.stage.on(moment(first, 9), self.found)
        self.stage.expect_post(moment(first, 9))
        self.stage.expect_post(moment(first + DAY, 11))
        self.stage.on(moment(first + DAY, 9), lambda at: self.stage.signed_in(heads, at))
        self.stage.on(moment(first + DAY, 10), self.prepare)
        self.stage.on(moment(first + DAY, 11), self.invite_senior_staff)
        self.stage.on(moment(first + 2 * DAY, 9), lambda at: self.stage.signed_in(senior, at))

    def found(self, at: datetime) -> None:
        """Somebody at the machine's console founds what stands at the top; its people found the rest."""
        kind = Organisation.Kind.TRUST
        self.trust = people.found_organisation(name=cast.TRUST, kind=kind, by=None, at=at)
        self.neighbour = people.found_organisation(name=cast.NEIGHBOUR, by=None, at=at)
        self.stage.invite([cast.ACHEBE], self.trust, None, at)
        self.stage.invite([cast.HARTNOLL], self.neighbour, None, at)
        self.school = people.found_organisation(
            name=cast.SCHOOL, parent=self.trust, by=self.stage[cast.ACHEBE], at=at
        )
        self.stage.invite([cast.THRELFALL], self.school, cast.ACHEBE, at)

    def prepare(self, at: datetime) -> None:
        """Terms, which the school has from its trust and the other one sets itself, and the programme."""
        self.set_terms(self.trust, self.calendar.terms, cast.ACHEBE, at)
        own = [TermDates(term.name, term.starts_on + DAY, term.ends_on) for term in self.calendar.terms]
        self.set_terms(self.neighbour, own, cast.HARTNOLL, at)
        loaded = shipped_as(PROGRAMME)
        if loaded is None:
            raise LookupError(f"The programme {PROGRAMME} does not come with the product any longer.")
        for school, who in ((self.school, cast.THRELFALL), (self.neighbour, cast.HARTNOLL)):
            self.versions[school.pk] = secondments.use_programme(
                organisation=school, loaded=loaded, by=self.stage[who], at=at
            )

    def set_terms(self, school: Organisation, terms: Iterable[TermDates], who: Person, at: datetime) -> None:
        """Terms are kept by school year, and six around today belong to one or two of them."""
        years: dict[int, list[TermDates]] = {}
        for term in terms:
            years.setdefault(school_year_of(term.starts_on), []).append(term)
        for year, own in years.items():
            people.set_terms(organisation=school, school_year=year, terms=own, by=self.stage[who], at=at)

    def invite_senior_staff(self, at: datetime) -> None:
        senior = [cast.HOLLINGDALE, cast.VAUGHAN, *cast.MENTORS]
        self.stage.invite(senior, self.school, cast.THRELFALL, at)
        self.stage.invite([cast.BRIGHTWATER], self.neighbour, cast.HARTNOLL, at)
        people.give_post(
            person=self.stage[cast.HOLLINGDALE],
            organisation=self.school,
            role=Post.Role.HEADTEACHER,
            title=cast.HOLLINGDALE.door,
            starts_on=at.astimezone(ZONE).date(),
            by=self.stage[cast.ACHEBE],
            at=at,
        )

    def invite_somebody_who_never_came(self, at: datetime) -> None:
        self.stage.invite([cast.PONSONBY], self.school, cast.THRELFALL, at)

    def look_in(self) -> None:
        """Everybody but one has been here in the last days, at no time that gives anything away."""
        regulars = [person for person in self.stage.users if person is not cast.PONSONBY]
        for number, person in enumerate(regulars):
            self.stage.signed_in([person], self.at - timedelta(hours=20 + 3 * number))

    # Groups -----------------------------------------------------------------------------------------------

    def tell_of_group(self, group: Group, name: str, who: Person, members: Sequence[Life]) -> None:
        """Its people are invited, it is made, each has a mentor; then each life by itself."""
        begins = group.course.starts_on - BEFORE
        at_first = [life for life in members if life.joins == (1, 0)]
        self.tell_of_joining(group, at_first, who, begins, name)
        for life in members:
            if life not in at_first:
                self.tell_of_joining(group, [life], who, group.course.day(life.joins) - 4 * DAY)
        for place, life in enumerate(members):
            Telling(self.stage, group, life, place).tell()

    def tell_of_joining(
        self, group: Group, members: Sequence[Life], who: Person, begins: date, name: str = ""
    ) -> None:
        """Invited one day, signed in the next, and then added, with a mentor; a name makes the "
        "group first."""
        people_of_it = [life.person for life in members]
        self.stage.expect_post(moment(begins, 10))
        self.stage.on(
            moment(begins, 10), lambda at: self.stage.invite(people_of_it, self.home_of(who), who, at)
        )
        self.stage.on(moment(begins + DAY, 9), lambda at: self.stage.signed_in(people_of_it, at))
        if name:
            self.stage.on(moment(begins + DAY, 14), lambda at: self.create(group, name, who, at))
        self.stage.on(moment(begins + DAY, 15), lambda at: self.add(group, members, who, at))

    def home_of(self, coordinator: Person) -> Organisation:
        return self.neighbour if coordinator is cast.HARTNOLL else self.school

    def create(self, group: Group, name: str, who: Person, at: datetime) -> None:
        course = group.course
        phases = {
            "joining": course.starts_on,
            "main": course.starts_on + JOINING,
            "reporting": course.ends_on - REPORTING,
        }
        cohort = secondments.create_cohort(
            version=self.versions[self.home_of(who).pk],
            name=name,
            starts_on=course.starts_on,
            ends_on=course.ends_on,
            phases_begin=phases,
            by=self.stage[who],
            at=at,
        )
        group.begin(cohort)

    def add(self, group: Group, members: Sequence[Life], who: Person, at: datetime) -> None:
        coordinator = self.stage[who]
        added = secondments.add_participants(
            cohort=group.cohort,
            people=[self.stage[life.person] for life in members],
            from_on=group.course.day(members[0].joins),
            by=coordinator,
            at=at,
        )
        for life, participant in zip(members, added, strict=True):
            group.participants[life.person] = participant
            secondments.name_mentor(
                participant=participant, mentor=self.stage[life.mentor], by=coordinator, at=at
            )

    # Windows ----------------------------------------------------------------------------------------------

    def tell_of_windows(self) -> None:
        """One is moved for everybody, one kept open for somebody, and the question to mentors is out."""
        course = self.main.course
        asked = self.earlier.course.ends_on - 15 * DAY
        self.stage.on(course.at((9, 1), 10, 20), self.move_the_second_reflection)
        self.stage.on(course.at((10, 2), 11, 30), self.give_a_new_date)
        self.stage.on(moment(asked, 17, 5), self.answer_as_mentor)
        self.stage.on(moment(asked, 17, 20), self.begin_to_answer_as_mentor)
        self.expect_reminders()

    def expect_reminders(self) -> None:
        """By the dates that the programme gives to windows, and those of the one that is moved."""
        for group in (self.earlier, self.main):
            for end in (
                term.ends_on for term in self.calendar.terms if term.ends_on > group.course.starts_on
            ):
                self.stage.expect_reminders(moment(end - 8 * DAY, 0), moment(end - DAY, 16))
            asked = group.course.ends_on - 15 * DAY
            self.stage.expect_reminders(moment(asked, 0), moment(group.course.ends_on - DAY, 16))
        self.stage.expect_reminders(self.calendar.window_opens_at, self.calendar.window_closes_at)

    def move_the_second_reflection(self, at: datetime) -> None:
        self.main.windows["reflection-2"] = secondments.move_window(
            window=self.main.windows["reflection-2"],
            opens_at=self.calendar.window_opens_at,
            closes_at=self.calendar.window_closes_at,
            by=self.stage[cast.THRELFALL],
            at=at,
        )

    def give_a_new_date(self, at: datetime) -> None:
        secondments.extend_window(
            window=self.main.windows["reflection-1"],
            participant=self.main.participants[cast.NERYS],
            until=self.main.course.at((15, 4), 16),
            reason=REASON,
            by=self.stage[cast.THRELFALL],
            at=at,
        )

    def answer_as_mentor(self, at: datetime) -> None:
        blogs.give_mentor_answer(
            window=self.earlier.windows["mentor-question"],
            body=texts.FEATHERSTONEHAUGH_ON_COACHING,
            base=0,
            by=self.stage[cast.FEATHERSTONEHAUGH],
            at=at,
        )

    def begin_to_answer_as_mentor(self, at: datetime) -> None:
        blogs.keep_mentor_answer(
            window=self.earlier.windows["mentor-question"],
            body=texts.BEVAN_ON_COACHING_DRAFT,
            base=0,
            by=self.stage[cast.BEVAN],
            at=at,
        )

    # Presentations ----------------------------------------------------------------------------------------

    def tell_of_afternoons(self) -> None:
        """One last week, heard and answered; one next week, in order."""
        course, heard = self.earlier.course, self.calendar.last_thursday
        self.stage.on(course.at((17, 1), 10), lambda at: self.arrange_afternoon(heard, [cast.ZAINAB], at))
        self.stage.on(
            course.at((18, 0), 10),
            lambda at: self.arrange_afternoon(self.calendar.next_thursday, lives.ORDER, at),
        )
        self.stage.on(moment(heard, 14, 31), self.hear)
        for day in (heard, self.calendar.next_thursday):
            self.stage.expect_post(moment(day - WEEK, 0))
            self.stage.expect_post(moment(day - DAY, 0))
        self.stage.expect_post(moment(heard, 17))

    def arrange_afternoon(self, day: date, order: Sequence[Person], at: datetime) -> None:
        asked = self.earlier.cohort.version.document["presentation"]
        coordinator = self.stage[cast.THRELFALL]
        afternoon = portfolios.add_afternoon(
            cohort=self.earlier.cohort,
            starts_at=moment(day, 14, 15),
            place="Library",
            speaking_minutes=asked["speaking_minutes"],
            questions_minutes=asked["questions_minutes"],
            chair=self.stage[cast.HOLLINGDALE],
            by=coordinator,
            at=at,
        )
        portfolios.order_afternoon(
            afternoon=afternoon,
            participants=[self.earlier.participants[person] for person in order],
            seen=afternoon.revision,
            by=coordinator,
            at=later(at, 10),
        )

    def hear(self, at: datetime) -> None:
        """It is heard, two people note what moved, and the chair releases it."""
        presentation = Presentation.objects.get(participant=self.earlier.participants[cast.ZAINAB])
        chair, deputy = self.stage[cast.HOLLINGDALE], self.stage[cast.VAUGHAN]
        portfolios.keep_note(
            presentation=presentation,
            questions=texts.ON_ZAINAB_QUESTIONS,
            what_moved=texts.ON_ZAINAB_MOVED,
            what_next=texts.ON_ZAINAB_NEXT,
            seen=0,
            by=chair,
            at=at,
        )
        portfolios.keep_note(
            presentation=presentation,
            questions="",
            what_moved=texts.VAUGHAN_ON_ZAINAB_MOVED,
            what_next=texts.VAUGHAN_ON_ZAINAB_NEXT,
            seen=0,
            by=deputy,
            at=later(at, 4),
        )
        portfolios.mark_delivered(presentation=presentation, by=chair, at=later(at, 5))
        portfolios.release_feedback(presentation=presentation, by=chair, at=later(at, 90))
