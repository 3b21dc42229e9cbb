"""Tells one life: every record, meeting, project and reflection as a step at its own instant."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from blogs import operations as blogs
from blogs.models import CoachingQuestion, Reflection
from config.demonstration.calendar import DAY, FRIDAY, ZONE, Course, Day, moment
from config.demonstration.cast import Person
from config.demonstration.lives import Asked, Clock, Did, Life, Measured, Met, Proposed, State, Wrote
from config.demonstration.stage import Stage, Step, later
from pathways import operations as pathways
from pathways.models import Activity, ActivityKind, Measure, Meeting, Project
from people.models import User
from secondments.models import Cohort, Participant, Window

Date = tuple[Day, Clock, str]  # day, time and place of a meeting
NIGHT = 14 * 60  # minutes from an evening's writing to a morning's reading


class Group:
    """A group of the story: its dates, and once they exist its row, its windows and its people's."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.cohort: Cohort
        self.kinds: Mapping[str, ActivityKind] = {}
        self.windows: dict[str, Window] = {}
        self.participants: dict[Person, Participant] = {}
        self.to_confirm: dict[tuple[Person, date], list[Activity]] = {}

    def begin(self, cohort: Cohort) -> None:
        """The group exists now."""
        self.cohort = cohort
        self.kinds = {kind.slug: kind for kind in cohort.version.activity_kinds.all()}
        self.windows = {window.slug: window for window in cohort.windows.all()}


class Telling:
    """One secondee's months, turned into steps."""

    def __init__(self, stage: Stage, group: Group, life: Life, place: int) -> None:
        self.stage, self.group, self.life = stage, group, life
        self.course = group.course
        self.place = place  # in the group: people do not all write in the same minute

    @property
    def participant(self) -> Participant:
        return self.group.participants[self.life.person]

    @property
    def secondee(self) -> User:
        return self.stage[self.life.person]

    @property
    def mentor(self) -> User:
        return self.stage[self.life.mentor]

    def tell(self) -> None:
        """Everything that this person did."""
        if self.life.induction:
            self.stage.on(self.course.at(self.life.induction, 15, 30 + self.place), self.confirm_induction)
        for did in self.life.did:
            self.tell_activity(did)
        for project in self.life.projects:
            self.tell_project(project)
        self.tell_meetings()
        for wrote in self.life.wrote:
            self.tell_reflection(wrote)

    def confirm_induction(self, at: datetime) -> None:
        pathways.confirm_joining(participant=self.participant, slug="induction", by=self.secondee, at=at)

    # Activities -------------------------------------------------------------------------------------------

    def tell_activity(self, did: Did) -> None:
        if did.state is State.PLANNED:
            self.stage.on(moment(self.stage.calendar.school_day(-6), 15, 50), lambda at: self.plan(did, at))
            return
        self.stage.on(self.course.at(did.day, 15, 40 + self.place), lambda at: self.log(did, at))
        day = self.course.day(did.day)
        friday = day + (FRIDAY - day.weekday()) * DAY
        if did.state is State.CONFIRMED:
            self.confirm_on(friday)

    def plan(self, did: Did, at: datetime) -> None:
        pathways.plan_activity(
            participant=self.participant,
            uid=uuid.uuid4(),
            kind=self.group.kinds[did.kind],
            planned_for=self.course.day(did.day),
            audience=did.audience,
            title=did.title,
            note=did.note,
            place=did.place,
            starts_at=time(*did.clock) if did.clock else None,
            by=self.secondee,
            at=at,
        )

    def log(self, did: Did, at: datetime) -> None:
        day = self.course.day(did.day)
        activity = pathways.log_activity(
            participant=self.participant,
            uid=uuid.uuid4(),
            kind=self.group.kinds[did.kind],
            happened_on=day,
            audience=did.audience,
            title=did.title,
            note=did.note,
            place=did.place,
            starts_at=time(*did.clock) if did.clock else None,
            by=self.secondee,
            at=at,
        )
        if did.state is State.RETURNED:
            pathways.return_activity(
                activity=activity, comment=did.said, seen=activity.logged_at, by=self.mentor, at=later(at, 60)
            )
        elif did.state is State.CONFIRMED:
            friday = day + (FRIDAY - day.weekday()) * DAY
            self.group.to_confirm.setdefault((self.life.mentor, friday), []).append(activity)

    def confirm_on(self, friday: date) -> None:
        """On Fridays the mentor confirms what came in during the week, everybody's at once."""
        self.stage.on(moment(friday, 16, 40), self.confirm)

    def confirm(self, at: datetime) -> None:
        waiting = self.group.to_confirm.pop((self.life.mentor, at.astimezone(ZONE).date()), [])
        seen = {activity: activity.logged_at for activity in waiting if activity.logged_at}
        if seen:
            pathways.confirm_activities(seen=seen, by=self.mentor, at=at)

    # Projects ---------------------------------------------------------------------------------------------

    def tell_project(self, proposed: Proposed) -> None:
        held: list[Project] = []
        self.stage.on(
            self.course.at(proposed.on, 16, self.place), lambda at: held.append(self.propose(proposed, at))
        )
        for number, (day, who, body) in enumerate(proposed.talk):
            self.stage.on(self.course.at(day, 16, 30 + number), self.comment(held, who, body))
        if proposed.agreed:
            self.stage.on(self.course.at(proposed.agreed, 16, 45), lambda at: self.agree(held, at))
        for number, measured in enumerate(proposed.measures):
            self.tell_measure(held, measured, number)
        if proposed.moved:
            last = max(self.course.day(day) for one in proposed.measures for day, _, _ in one.readings)
            self.stage.on(moment(last, 17, 30), lambda at: self.say_what_moved(held, proposed.moved, at))

    def propose(self, proposed: Proposed, at: datetime) -> Project:
        project = pathways.draft_project(
            participant=self.participant,
            uid=uuid.uuid4(),
            title=proposed.title,
            area=proposed.area,
            plan=proposed.plan,
            by=self.secondee,
            at=at,
        )
        return pathways.propose_project(project=project, by=self.secondee, at=later(at, 9))

    def comment(self, held: list[Project], who: Person, body: str) -> Step:
        return lambda at: self._comment(held, who, body, at)

    def _comment(self, held: list[Project], who: Person, body: str, at: datetime) -> None:
        pathways.comment_on_project(project=held[0], body=body, by=self.stage[who], at=at)

    def agree(self, held: list[Project], at: datetime) -> None:
        held[0] = pathways.agree_project(project=held[0], revision=held[0].revision, by=self.mentor, at=at)

    def say_what_moved(self, held: list[Project], moved: str, at: datetime) -> None:
        pathways.say_what_moved(project=held[0], moved=moved, by=self.secondee, at=at)

    def tell_measure(self, held: list[Project], measured: Measured, number: int) -> None:
        measures: list[Measure] = []
        first = measured.readings[0][0]
        self.stage.on(
            self.course.at(first, 16, 50 + number),
            lambda at: measures.append(self.set_measure(held[0], measured, at)),
        )
        for day, value, how in measured.readings:
            self.stage.on(self.course.at(day, 17, number), self.read(measures, day, value, how))

    def set_measure(self, project: Project, measured: Measured, at: datetime) -> Measure:
        return pathways.add_measure(
            project=project,
            uid=uuid.uuid4(),
            name=measured.name,
            of_whom=measured.of_whom,
            unit=measured.unit,
            more_is_better=measured.more_is_better,
            target=Decimal(measured.target) if measured.target else None,
            by=self.secondee,
            at=at,
        )

    def read(self, measures: list[Measure], day: Day, value: str, how: str) -> Step:
        return lambda at: self._read(measures[0], self.course.day(day), Decimal(value), how, at)

    def _read(self, measure: Measure, day: date, value: Decimal, how: str, at: datetime) -> None:
        pathways.add_reading(
            measure=measure, uid=uuid.uuid4(), taken_on=day, value=value, how=how, by=self.secondee, at=at
        )

    # Meetings ---------------------------------------------------------------------------------------------

    def tell_meetings(self) -> None:
        """Each meeting's record sets the date of the next one."""
        met = self.life.meetings
        dates: list[Date] = [(one.day, (15, 30), "") for one in met]
        if self.life.next_meeting:
            dates.append(self.life.next_meeting)
        if dates:
            self.stage.on(
                self.course.at(self.life.joins, 9, 10 + self.place), lambda at: self.arrange(dates[0], at)
            )
        for number, one in enumerate(met):
            coming = dates[number + 1] if number + 1 < len(dates) else None
            self.stage.on(self.course.at(one.day, 17, 10 + self.place), self.record(one, coming))

    def arrange(self, when: Date, at: datetime) -> None:
        day, clock, place = when
        pathways.arrange_meeting(
            participant=self.participant,
            uid=uuid.uuid4(),
            held_on=self.course.day(day),
            starts_at=time(*clock),
            place=place,
            by=self.mentor,
            at=at,
        )

    def record(self, met: Met, coming: Date | None) -> Step:
        return lambda at: self._record(met, coming, at)

    def _record(self, met: Met, coming: Date | None, at: datetime) -> None:
        meeting = Meeting.objects.get(participant=self.participant, held_on=self.course.day(met.day))
        pathways.record_meeting(
            meeting=meeting,
            revision=meeting.revision,
            held_on=meeting.held_on,
            since_last=met.since_last,
            said=met.said,
            actions=met.actions,
            next_on=self.course.day(coming[0]) if coming else None,
            next_at=time(*coming[1]) if coming else None,
            next_place=coming[2] if coming else "",
            by=self.mentor if met.by_mentor else self.secondee,
            at=at,
        )

    # Reflections ------------------------------------------------------------------------------------------

    def tell_reflection(self, wrote: Wrote) -> None:
        held: list[Reflection] = []
        self.stage.on(self.written_at(wrote), lambda at: held.append(self.write(wrote, at)))
        for number, asked in enumerate(wrote.asked):
            self.tell_question(held, wrote, asked, number)

    def written_at(self, wrote: Wrote) -> datetime:
        """The evening before a past window closed; in the open one two days ago, or yesterday for a draft."""
        calendar = self.stage.calendar
        ends = [term.ends_on for term in calendar.terms if term.ends_on > self.course.starts_on]
        if ends[wrote.window - 1] < calendar.today:
            return moment(ends[wrote.window - 1] - 2 * DAY, 19, 20 + self.place)
        return moment(calendar.today - (1 if wrote.is_draft else 2) * DAY, 19, 20 + self.place)

    def write(self, wrote: Wrote, at: datetime) -> Reflection:
        reflection = blogs.begin_reflection(
            participant=self.participant,
            window=self.group.windows[f"reflection-{wrote.window}"],
            by=self.secondee,
            at=at,
        )
        if wrote.is_draft:
            blogs.keep_draft(
                reflection=reflection, body=wrote.text, base=0, by=self.secondee, at=later(at, 25)
            )
        else:
            blogs.share_reflection(
                reflection=reflection,
                body=wrote.text,
                base=0,
                mentor=True,
                slt=wrote.slt,
                persons=[self.stage[reader] for reader in wrote.readers],
                by=self.secondee,
                at=later(at, 40),
            )
        return reflection

    def tell_question(self, held: list[Reflection], wrote: Wrote, asked: Asked, number: int) -> None:
        """Asked once it can be read, which a bank holiday may put after the day of the question."""
        questions: list[CoachingQuestion] = []
        asked_at = max(self.course.at(asked.on, 16, 20 + number), later(self.written_at(wrote), NIGHT))
        self.stage.on(asked_at, lambda at: questions.append(self.ask(held[0], asked, at)))
        self.stage.expect_post(later(asked_at, 40))
        if asked.answered:
            answered_at = max(self.course.at(asked.answered, 17, 40 + number), later(asked_at, 60))
            self.stage.on(answered_at, lambda at: self.answer(questions, asked, at))
            self.stage.expect_post(later(answered_at, 20))

    def ask(self, reflection: Reflection, asked: Asked, at: datetime) -> CoachingQuestion:
        return blogs.ask(
            reflection=reflection, body=asked.body, passage=asked.passage, by=self.stage[asked.by], at=at
        )

    def answer(self, questions: list[CoachingQuestion], asked: Asked, at: datetime) -> None:
        blogs.answer(question=questions[0], body=asked.answer, by=self.secondee, at=at)
