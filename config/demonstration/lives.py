"""What each secondee of the demonstration did: led, shadowed, proposed, measured, met about and wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from config.demonstration import cast, texts
from config.demonstration.calendar import Day
from config.demonstration.cast import Person

WHOLE, SOME = "whole-year", "some"
Clock = tuple[int, int]


class State(Enum):
    """How far an activity has come today."""

    PLANNED = "planned"
    WAITING = "waiting to be confirmed"
    RETURNED = "returned"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Did:
    """An activity; `said` is what the mentor wrote when it came back."""

    kind: str
    day: Day
    audience: str = ""
    title: str = ""
    note: str = ""
    place: str = ""
    clock: Clock | None = None
    state: State = State.CONFIRMED
    said: str = ""


@dataclass(frozen=True)
class Measured:
    """A measure with its readings: day, value, how it was taken."""

    name: str
    of_whom: str
    readings: tuple[tuple[Day, str, str], ...]
    target: str | None = None
    unit: str = ""
    more_is_better: bool = True


@dataclass(frozen=True)
class Proposed:
    """A project: proposed on a day, talked about, and agreed on another one or not."""

    title: str
    area: str
    plan: str
    on: Day
    talk: tuple[tuple[Day, Person, str], ...] = ()
    agreed: Day | None = None
    measures: tuple[Measured, ...] = ()
    moved: str = ""


@dataclass(frozen=True)
class Met:
    """A meeting with its record."""

    day: Day
    since_last: str
    said: str
    actions: str
    by_mentor: bool = True


@dataclass(frozen=True)
class Asked:
    """A coaching question, beside a passage or about the whole, and what was answered on which day."""

    by: Person
    on: Day
    body: str
    passage: str = ""
    answered: Day | None = None
    answer: str = ""


@dataclass(frozen=True)
class Wrote:
    """A reflection in the window of that number, shared with the mentor and perhaps more people, "
    "or a draft."""

    window: int
    text: str
    slt: bool = False
    readers: tuple[Person, ...] = ()
    asked: tuple[Asked, ...] = ()
    is_draft: bool = False


@dataclass(frozen=True)
class Life:
    """One secondee's months."""

    person: Person
    mentor: Person
    induction: Day | None = (1, 2)
    joins: Day = (1, 0)
    did: tuple[Did, ...] = ()
    projects: tuple[Proposed, ...] = ()
    meetings: tuple[Met, ...] = ()
    next_meeting: tuple[Day, Clock, str] | None = None
    wrote: tuple[Wrote, ...] = field(default=())


def _worship(day: Day, audience: str, title: str, state: State = State.CONFIRMED, note: str = "") -> Did:
    place = "main hall" if audience == WHOLE else "chapel"
    return Did("worship", day, audience, title, note, place, (8, 45), state)


def _assembly(day: Day, audience: str, title: str, state: State = State.CONFIRMED, note: str = "") -> Did:
    return Did("assembly", day, audience, title, note, "main hall", (14, 30), state)


def _shadowed(kind: str, day: Day, title: str = "", state: State = State.CONFIRMED, note: str = "") -> Did:
    return Did(kind, day, title=title, note=note, state=state)


CAOIMHE = Life(
    cast.CAOIMHE,
    cast.GALLAGHER,
    did=(
        _shadowed("learning-walk", (2, 2), "Back rows", note="She looks where I do not."),
        _worship((3, 1), SOME, "Light in dark places"),
        _shadowed("parents", (4, 3), "With the special needs coordinator", note="Forty words in 25 minutes."),
        _shadowed("directors", (5, 0), "Options, reports, the spring trip"),
        _worship(
            (5, 3),
            WHOLE,
            "Perseverance",
            note="Eleven minutes. I kept to the script. Next time: look up sooner.",
        ),
        _shadowed("key-stage", (6, 1), "Setting in Year 10"),
        _worship((8, 1), SOME, "Listening", note="Two readings were one too many."),
        _worship((9, 1), SOME, "Patience with ourselves", note="Put the script down. Lost my place once."),
        _assembly((10, 3), SOME, "How the library opens after school", State.WAITING),
        _shadowed("directors", (10, 4), "Mock examinations and who invigilates", State.WAITING),
        _shadowed("learning-walk", -1, "Starts of lessons in mathematics", State.PLANNED),
        _worship(0, WHOLE, "Who is my neighbour?", State.PLANNED),
        _shadowed("key-stage", (12, 2), "Key Stage 4 courses", State.PLANNED),
        _worship((16, 1), WHOLE, "Starting again", State.PLANNED),
    ),
    projects=(
        Proposed(
            "Homework: the 24 in Year 9 who hand in least",
            "Twenty-four pupils in Year 9 account for half of all missing homework. Fifteen of "
            "them have a place "
            "where they could work; nine do not. Detention has not changed either figure since Year 7.",
            "We shall ask every home one question, open the library until 4.30 pm on three days, "
            "and let each "
            "pupil choose which subject to put right first.",
            on=(2, 3),
            talk=(
                (
                    (2, 4),
                    cast.GALLAGHER,
                    "Good: small enough to finish. What will you do in the week when the library "
                    "is closed for the "
                    "book fair? And ask the homes before you open anything.",
                ),
                ((3, 1), cast.CAOIMHE, "Room 14 for that week, I have asked. The homes first, agreed."),
            ),
            agreed=(3, 3),
            measures=(
                Measured(
                    "Homework on time",
                    "24 pupils, all subjects, from the school’s own register",
                    (
                        ((3, 0), "41", "register, three weeks"),
                        ((6, 0), "48", "register, three weeks"),
                        ((9, 0), "57", "register, two weeks: holidays between"),
                        (-1, "63", "register, three weeks"),
                    ),
                    target="75",
                    unit="%",
                ),
                Measured(
                    "Late to tutor time",
                    "the same 24 pupils, marks a week",
                    (
                        ((3, 0), "31", "mean of three weeks"),
                        ((6, 0), "27", "mean of three weeks"),
                        ((9, 0), "24", "mean of two weeks"),
                        (-1, "25", "mean of three weeks"),
                    ),
                    target="15",
                    more_is_better=False,
                ),
            ),
            moved="The library did less than the telephone. Of the nine who had nowhere to work, "
            "six now come; of the "
            "fifteen who did, eleven changed after one call that asked a question instead of giving news.",
        ),
    ),
    meetings=(
        Met(
            (1, 3),
            "First meeting.",
            "What she wants from five months: to lead something that is not a lesson. What "
            "worries her: two hundred "
            "and forty people at once. We went through the calendar and marked six mornings.",
            "Caoimhe: list of the pupils whose homework goes missing.\nSiobhán: find three "
            "meetings to shadow.",
        ),
        Met(
            (3, 2),
            "First worship with two tutor groups; a learning walk.",
            "The project, mostly. It is smaller than it was and better for it.",
            "Caoimhe: baseline of both measures by Monday.\nSiobhán: ask the librarian about 4.30.",
        ),
        Met(
            (6, 2),
            "Whole-year worship on perseverance. She says that she did not look up until the blessing.",
            "That clear is not the same as heard. What she would leave out. She asked whether I "
            "had been nervous the "
            "first time, and I told her about the fire alarm.",
            "Caoimhe: lead the next one from a card, not a script.\nBoth: ring homes together on a Thursday.",
            by_mentor=False,
        ),
        Met(
            (10, 0),
            "Two more with tutor groups, one of them from a card. Homework at 57 per cent.",
            "The late marks have stopped moving. She wanted to drop the measure; I asked what it "
            "would be like to "
            "present it as it is.",
            "Caoimhe: ring three more homes before the end of term.",
        ),
    ),
    next_meeting=((15, 0), (15, 30), "Year 9 office"),
    wrote=(
        Wrote(
            1,
            texts.CAOIMHE_1,
            slt=True,
            asked=(
                Asked(
                    cast.GALLAGHER,
                    (6, 4),
                    "What would have been lost if you had put the script down for one minute?",
                    "I did not look up until the blessing.",
                    answered=(9, 2),
                    answer="Only my certainty. I put it down yesterday and lost my place once, "
                    "and nobody minded "
                    "but me.",
                ),
                Asked(
                    cast.VAUGHAN,
                    -1,
                    "Who in Year 9 would you most like to have been listening, and how would you "
                    "know that they were?",
                    "the ones who were not listening",
                ),
            ),
        ),
        Wrote(2, texts.CAOIMHE_2_DRAFT, is_draft=True),
    ),
)

THOMAS = Life(
    cast.THOMAS,
    cast.GALLAGHER,
    did=(
        _shadowed("learning-walk", (2, 1), "Lessons in humanities"),
        _worship((3, 2), SOME, "Asking and waiting", note="Somebody answered."),
        _shadowed("key-stage", (4, 1)),
        _worship(
            (5, 1), WHOLE, "The still small voice", note="Four seconds of silence, timed by Mrs Gallagher."
        ),
        _shadowed("parents", (6, 0), "Parents’ evening, at her table"),
        _worship((9, 3), SOME, "Words and pages"),
        _assembly((10, 1), WHOLE, "Who was born on the day that your book was written?"),
        _shadowed("learning-walk", (10, 2), "How much do they read in an hour?"),
        _worship((12, 1), SOME, "The last page", State.PLANNED),
        _worship((17, 2), WHOLE, "Written on the heart", State.PLANNED),
    ),
    projects=(
        Proposed(
            "Boys’ reading in 9B and 9D",
            "Of thirty-one boys in two tutor groups, twelve read at the age of eleven or over. "
            "The others are not "
            "often asked to read anything that is longer than a slide.",
            "One page with paragraphs in every lesson, in the three departments that say yes; ten "
            "minutes in tutor "
            "time, read aloud and not tested.",
            on=(2, 1),
            talk=(((2, 2), cast.GALLAGHER, "Two tutor groups, not six. Then tell me how you would know."),),
            agreed=(3, 0),
            measures=(
                Measured(
                    "Reading age of eleven or over",
                    "of 31 boys",
                    (
                        ((2, 4), "12", "group test in tutor time"),
                        ((6, 1), "14", "the same test, other form"),
                        ((10, 2), "17", "the same test, first form"),
                    ),
                    target="22",
                ),
            ),
        ),
    ),
    meetings=(
        Met(
            (1, 4),
            "First meeting.",
            "He would like to change the curriculum. We settled on two tutor groups.",
            "Thomas: come to the Key Stage meeting and say nothing.",
        ),
        Met(
            (10, 0),
            "Third worship. The project has turned from the homes to the lessons.",
            "A department asked him who he thought he was. We talked about what he would like to have said.",
            "Thomas: write down the answer. Then go back and ask them something.",
        ),
    ),
    wrote=(
        Wrote(
            1,
            texts.THOMAS_1,
            asked=(
                Asked(
                    cast.GALLAGHER,
                    (8, 0),
                    "What would you ask them if you knew that they would take ten seconds?",
                    "It was four seconds.",
                    answered=(8, 3),
                    answer="Something to which I did not have the answer. I do not think that I "
                    "had noticed that I did.",
                ),
            ),
        ),
        Wrote(2, texts.THOMAS_2),
    ),
)

GWENLLIAN = Life(
    cast.GWENLLIAN,
    cast.GALLAGHER,
    did=(
        _worship((2, 3), SOME, "The open gate"),
        _shadowed("parents", (3, 1)),
        _worship((4, 2), WHOLE, "Three kinds of late"),
        _shadowed("learning-walk", (5, 2)),
        _worship((6, 0), WHOLE, "The eleventh hour"),
        _shadowed("directors", (8, 0)),
        _worship((8, 4), SOME, "Bread", note="In Welsh and English. Better in Welsh."),
        Did(
            "learning-walk",
            (9, 2),
            title="Period 4",
            state=State.RETURNED,
            said="Which lessons did we see, and what were we looking for? I have two walks down "
            "for that week and "
            "neither of them was on a Wednesday.",
        ),
        _assembly((9, 4), WHOLE, "The trip to Bangor", State.WAITING),
        _worship(
            (10, 2),
            SOME,
            "Patience",
            State.WAITING,
            note="Too fast again. I finished four minutes early and we just sat there.",
        ),
        _shadowed("parents", (10, 3), "With the special needs coordinator", State.WAITING),
        _worship((16, 3), WHOLE, "On the road", State.PLANNED),
    ),
    projects=(
        Proposed(
            "Late to tutor time, Year 9",
            "Fifty-two late marks in an ordinary week, half of them from fourteen people. One "
            "letter goes to all.",
            "Ask which kind of late it is, and do something different about each of the three.",
            on=(2, 0),
            talk=(((2, 1), cast.GALLAGHER, "Yes. Stand at the gate for a week before you do anything."),),
            agreed=(2, 4),
            measures=(
                Measured(
                    "Late marks a week",
                    "Year 9, 240 pupils",
                    (
                        ((2, 4), "52", "register, mean of two weeks"),
                        ((6, 3), "47", "register, mean of two weeks"),
                        ((10, 4), "43", "register, mean of two weeks"),
                    ),
                    target="30",
                    more_is_better=False,
                ),
            ),
        ),
    ),
    meetings=(
        Met(
            (1, 4),
            "First meeting.",
            "The gate. What a letter home is for.",
            "Gwenllian: a fortnight at the gate.",
        ),
        Met(
            (9, 1),
            "A hard meeting with a parent.",
            "She was right and it did not help. We tried it aloud, with me as the mother.",
            "Gwenllian: one conversation that begins with a question.",
            by_mentor=False,
        ),
    ),
    next_meeting=((12, 1), (13, 5), "Year 9 office"),
    wrote=(
        Wrote(
            1,
            texts.GWENLLIAN_1,
            asked=(
                Asked(
                    cast.GALLAGHER,
                    (8, 1),
                    "When do you not sound like one?",
                    "I do it and sound like a barrister.",
                    answered=(8, 4),
                    answer="In Welsh, apparently.",
                ),
            ),
        ),
        Wrote(2, texts.GWENLLIAN_2),
    ),
)

TADHG = Life(
    cast.TADHG,
    cast.BEVAN,
    did=(
        _shadowed("key-stage", (3, 3), "One timetable, four opinions"),
        _worship((4, 4), SOME, "Common ground"),
        _shadowed("learning-walk", (8, 2)),
        _worship((9, 4), WHOLE, "The map and the country"),
        _worship((17, 1), SOME, "Borders", State.PLANNED),
    ),
    projects=(
        Proposed(
            "A calmer lunch for Year 8",
            "Lunch is where the year group is made or unmade. On wet days four hundred people "
            "share two corridors.",
            "A new timetable for lunch, in two sittings.",
            on=(3, 1),
            talk=(
                (
                    (3, 4),
                    cast.BEVAN,
                    "Two sittings is the whole school’s timetable, so it is not ours to give. "
                    "What would you measure, "
                    "and which part of it could you move by yourself before the end of term?",
                ),
            ),
        ),
        Proposed(
            "Quiet places at break",
            "Some pupils in Year 8 spend break in the lavatories, because there is nowhere else "
            "to be quiet. I counted "
            "thirty-eight in a week.",
            "Three rooms, open and lightly staffed, chosen by the pupils who would use them.",
            on=(10, 2),
        ),
    ),
    meetings=(
        Met(
            (2, 2),
            "First meeting.",
            "Lunch. Also the rota.",
            "Tadhg: what would “calm” look like if you counted it?",
        ),
        Met(
            (9, 3),
            "Whole-year worship with a map on the floor. People walked on it.",
            "That having no project in the ninth week is a fact and not a fault. He is nearer "
            "than he thinks.",
            "Tadhg: put the second idea in writing, half a page.",
        ),
    ),
    next_meeting=((12, 0), (15, 20), "Humanities office"),
    wrote=(
        Wrote(
            1,
            texts.TADHG_1,
            slt=True,
            asked=(
                Asked(
                    cast.HOLLINGDALE,
                    (8, 2),
                    "What did the person do who was in charge and did not say so?",
                    "not one of them raised the question of who was in charge",
                ),
            ),
        ),
    ),
)

DANIEL = Life(
    cast.DANIEL,
    cast.MARCHBANKS,
    did=(
        _shadowed("directors", (2, 0)),
        _worship((2, 4), SOME, "Being counted"),
        _shadowed("parents", (4, 0)),
        _worship((5, 2), SOME, "The lost sheep"),
        _shadowed("parents", (8, 3)),
        _worship((9, 2), SOME, "Being called by name"),
        _assembly((10, 4), SOME, "Attendance, without the word"),
    ),
    projects=(
        Proposed(
            "Attendance of eighteen in Year 7",
            "Eighteen pupils below ninety per cent, each for a reason that fits on one line once "
            "somebody has asked.",
            "One adult each, who says good morning and notices.",
            on=(2, 2),
            talk=(
                (
                    (2, 3),
                    cast.MARCHBANKS,
                    "Who are the eighteen adults? You are allowed to be only one of them.",
                ),
            ),
            agreed=(3, 1),
            measures=(
                Measured(
                    "Attendance",
                    "mean of 18 pupils",
                    (
                        ((3, 2), "86.2", "register since the first day of the year"),
                        ((6, 2), "87.4", "register, four weeks"),
                        ((10, 1), "89.1", "register, four weeks"),
                    ),
                    target="93",
                    unit="%",
                ),
            ),
        ),
    ),
    meetings=(
        Met((1, 2), "First meeting.", "Names. How many he knows.", "Daniel: the eighteen, one line each."),
        Met(
            (8, 4),
            "Two with tutor groups.",
            "The hall. We did not agree on a date.",
            "Daniel: a date for the hall.",
        ),
    ),
    next_meeting=((15, 1), (8, 15), "Year 7 office"),
    wrote=(
        Wrote(
            1,
            texts.DANIEL_1,
            asked=(
                Asked(
                    cast.MARCHBANKS,
                    (8, 1),
                    "Who could notice with you?",
                    "how to notice two hundred and forty",
                    answered=(9, 0),
                    answer="Eighteen tutors, and some of them do already. I had been thinking of "
                    "it as my pair of eyes.",
                ),
            ),
        ),
    ),
)

JOSEPHINE = Life(
    cast.JOSEPHINE,
    cast.MARCHBANKS,
    did=(
        _shadowed("parents", (3, 0)),
        _shadowed("parents", (4, 4)),
        _worship((5, 4), SOME, "Looking at one painting"),
        _shadowed("parents", (6, 1), "Where people sit"),
        _worship((10, 1), SOME, "Hands"),
        _worship((16, 2), SOME, "Unfinished things", State.PLANNED),
    ),
    projects=(
        Proposed(
            "Parents we never see, Year 7",
            "We reached 119 of 187 families last term, by any means. The others are not hard to "
            "reach; we are.",
            "A first call with good news, made by whoever teaches the subject that the pupil likes.",
            on=(2, 3),
            talk=(((2, 4), cast.MARCHBANKS, "I like “we are”. Begin."),),
            agreed=(2, 4),
            measures=(
                Measured(
                    "Families reached",
                    "of 187, by telephone or face to face",
                    (((3, 0), "119", "the office’s list"),),
                    target="165",
                ),
            ),
        ),
    ),
    meetings=(
        Met((1, 2), "First meeting.", "Rooms, and what they say.", "Josephine: baseline from the office."),
        Met(
            (6, 3),
            "Three meetings with parents.",
            "The exhibition took a fortnight.",
            "Josephine: ring five homes.",
        ),
    ),
    next_meeting=((12, 1), (16, 0), "Art 2"),
    wrote=(Wrote(1, texts.JOSEPHINE_1),),
)

NERYS = Life(
    cast.NERYS,
    cast.BEVAN,
    did=(
        _worship((2, 2), SOME, "The team and the twelfth player"),
        _worship((3, 4), WHOLE, "Running the race"),
        _shadowed("learning-walk", (10, 1)),
        _worship((17, 3), SOME, "Rest", State.PLANNED),
    ),
    projects=(
        Proposed(
            "Girls’ football at break",
            "Eight of a hundred and four girls in Year 8 play at break. Nobody forbids it; nobody "
            "makes room.",
            "One third of the court, on two days, and a captain who is not me.",
            on=(2, 0),
            talk=(((2, 3), cast.BEVAN, "Ask the eight first, then the other ninety-six."),),
            agreed=(3, 0),
            measures=(
                Measured(
                    "Play every week",
                    "of 104 girls",
                    (((3, 1), "8", "count at break, one week"), ((10, 3), "15", "count at break, one week")),
                    target="30",
                ),
            ),
        ),
    ),
    meetings=(
        Met((1, 4), "First meeting.", "Who plays, and where.", "Nerys: count for a week."),
        Met(
            (10, 0),
            "Welcome back.",
            "What can wait. Most of it can.",
            "Hywel: keep the court.",
            by_mentor=True,
        ),
    ),
    next_meeting=((15, 3), (15, 30), "Sports hall"),
)

OLUWASEUN = Life(
    cast.OLUWASEUN,
    cast.FEATHERSTONEHAUGH,
    did=(
        _worship((2, 1), SOME, "Salt"),
        _shadowed("directors", (2, 3)),
        _worship((3, 3), WHOLE, "One minute of quiet"),
        _shadowed("key-stage", (4, 2)),
        _worship((5, 0), SOME, "A lamp on a stand"),
        _shadowed("parents", (5, 3)),
        _worship((6, 1), WHOLE, "Weights and measures"),
        _assembly((6, 2), WHOLE, "What a statement is for"),
        _worship((8, 3), SOME, "Leaven"),
        _shadowed("learning-walk", (9, 0)),
        _worship((9, 4), WHOLE, "What nobody saw"),
        _assembly((10, 1), WHOLE, "Two tutors speak"),
        _shadowed("key-stage", (10, 3)),
    ),
    projects=(
        Proposed(
            "University statements by half-term",
            "Seventy-one students apply. Fourteen had a draft when it could still be helped.",
            "Ask each tutor for three names; ten minutes with each of them; the tutors take the hall.",
            on=(1, 4),
            talk=(((2, 0), cast.FEATHERSTONEHAUGH, "Ask before you announce."),),
            agreed=(2, 2),
            measures=(
                Measured(
                    "Drafts handed in",
                    "of 71 students",
                    (
                        ((2, 2), "14", "tutors’ lists"),
                        ((5, 4), "31", "tutors’ lists"),
                        ((10, 2), "52", "tutors’ lists"),
                    ),
                    target="71",
                ),
            ),
            moved="The hall moved fourteen. Twelve tutors with a list of three names each moved the rest.",
        ),
    ),
    meetings=(
        Met((1, 3), "First meeting.", "Announcing, and asking.", "Oluwaseun: twelve tutor rooms."),
        Met((5, 1), "Fourteen drafts.", "The speech, and whom it was for.", "Oluwaseun: give it away."),
        Met(
            (10, 0),
            "Fifty drafts. A disagreement with a colleague.",
            "What he had wanted to hear; what it would have cost to say it.",
            "Oluwaseun: coffee.",
            by_mentor=False,
        ),
    ),
    next_meeting=((15, 2), (12, 45), "Sixth form office"),
    wrote=(
        Wrote(
            1,
            texts.OLUWASEUN_1,
            slt=True,
            asked=(
                Asked(
                    cast.FEATHERSTONEHAUGH,
                    (8, 0),
                    "Who is the speech for?",
                    "I still like the speech.",
                    answered=(9, 1),
                    answer="For me, at first. I am trying to find out whether there is a version "
                    "of it that is not.",
                ),
                Asked(
                    cast.HOLLINGDALE,
                    (8, 2),
                    "Where else in the school is knowledge that nobody has asked for?",
                    answered=(9, 1),
                    answer="The office, the technicians and the people who see them off the bus. "
                    "I have begun with the "
                    "technicians.",
                ),
            ),
        ),
        Wrote(2, texts.OLUWASEUN_2, slt=True),
    ),
)

BETHAN = Life(
    cast.BETHAN,
    cast.BEVAN,
    did=(
        _shadowed("learning-walk", (2, 0)),
        _worship((2, 4), WHOLE, "The rest in the music"),
        _shadowed("directors", (3, 2)),
        _worship((4, 1), WHOLE, "Harmony is not unison"),
        _shadowed("parents", (5, 1)),
        _worship((6, 2), WHOLE, "A new song"),
        _shadowed("key-stage", (8, 0)),
        _worship((9, 0), SOME, "Tuning up"),
        _assembly((10, 2), WHOLE, "Corridors, and why they echo"),
        _worship((15, 4), SOME, "Call and response", State.PLANNED),
        _worship((18, 1), SOME, "Silence", State.PLANNED),
    ),
    projects=(
        Proposed(
            "Corridors at lunch",
            "Seventeen incidents a week in one corridor, nearly all between 12.50 and 1.05.",
            "Move the queue, take down what people stop at, and see what is left.",
            on=(2, 1),
            talk=(((2, 3), cast.BEVAN, "What would it look like if it ran itself?"),),
            agreed=(3, 3),
            measures=(
                Measured(
                    "Incidents a week",
                    "lower corridor, 12.40 to 1.20 pm",
                    (
                        ((3, 3), "17", "duty book"),
                        ((6, 4), "13", "duty book"),
                        ((10, 4), "9", "duty book"),
                    ),
                    target="6",
                    more_is_better=False,
                ),
            ),
        ),
    ),
    meetings=(
        Met((1, 2), "First meeting.", "Duties.", "Bethan: read the duty book, three weeks of it."),
        Met(
            (6, 0),
            "The queue has moved.",
            "That she did less and it worked.",
            "Bethan: now the noticeboards.",
        ),
    ),
    next_meeting=((12, 2), (13, 0), "Music 1"),
    wrote=(
        Wrote(
            1,
            texts.BETHAN_1,
            readers=(cast.VAUGHAN,),
            asked=(
                Asked(
                    cast.BEVAN,
                    (8, 2),
                    "What would you lead without the piano?",
                    "I am aware that I am hiding behind the piano.",
                    answered=(8, 4),
                    answer="Something short.",
                ),
            ),
        ),
    ),
)

FFION = Life(
    cast.FFION, cast.FEATHERSTONEHAUGH, induction=None, joins=(10, 0), next_meeting=((12, 0), (15, 30), "")
)

MAIN = (CAOIMHE, THOMAS, GWENLLIAN, TADHG, DANIEL, JOSEPHINE, NERYS, OLUWASEUN, BETHAN, FFION)

ZAINAB = Life(
    cast.ZAINAB,
    cast.FEATHERSTONEHAUGH,
    did=(
        _worship((3, 0), SOME, "Mustard seed"),
        _shadowed("directors", (3, 2)),
        _worship((5, 2), WHOLE, "Wonder"),
        _shadowed("parents", (7, 1)),
        _worship((11, 1), SOME, "The door"),
        _worship((12, 3), WHOLE, "Where were you?"),
        _shadowed("key-stage", (13, 0)),
        _assembly((14, 2), WHOLE, "Wednesdays"),
        _worship((15, 0), SOME, "Asking twice"),
        _worship((18, 1), WHOLE, "The eleventh hour"),
    ),
    projects=(
        Proposed(
            "A revision club that people come to",
            "Thirteen of ninety-two came, on Fridays, to the examination hall.",
            "Another day, another room, another name, and ask the ones who do not come.",
            on=(2, 1),
            agreed=(2, 3),
            measures=(
                Measured(
                    "Come every week",
                    "of 92 in Year 11",
                    (
                        ((3, 4), "13", "signed in at the door"),
                        ((7, 2), "31", "signed in at the door"),
                        ((14, 2), "37", "signed in at the door"),
                        ((19, 1), "46", "signed in at the door"),
                    ),
                    target="50",
                ),
            ),
            moved="Thirteen became forty-six when it stopped being called anything and moved to "
            "where the kettle is.",
        ),
    ),
    meetings=(
        Met((2, 0), "First meeting.", "Why Fridays?", "Zainab: find out."),
        Met((11, 3), "Thirty-one.", "The ones who do not come.", "Zainab: a list of fifty-five."),
        Met(
            (18, 3), "Six of six led.", "The presentation. What to leave out.", "Zainab: ten minutes, aloud."
        ),
    ),
    wrote=(
        Wrote(
            1,
            texts.ZAINAB_1,
            slt=True,
            asked=(
                Asked(
                    cast.VAUGHAN,
                    (7, 4),
                    "What else do we offer that nobody decided?",
                    "Nobody had decided any of that",
                    answered=(10, 1),
                    answer="Detention, I think. And the order in which the options evening goes round.",
                ),
            ),
        ),
        Wrote(
            2,
            texts.ZAINAB_2,
            slt=True,
            asked=(
                Asked(
                    cast.FEATHERSTONEHAUGH,
                    (17, 0),
                    "What did the four say when they asked?",
                    "Four of them have.",
                    answered=(17, 3),
                    answer="“You can be rubbish and it’s fine.” I have not improved on it.",
                ),
            ),
        ),
    ),
)

RUTH = Life(
    cast.RUTH,
    cast.FEATHERSTONEHAUGH,
    did=(
        _worship((3, 3), WHOLE, "Vocation"),
        _shadowed("parents", (4, 1)),
        _worship((6, 0), SOME, "Talents, and burying them"),
        _worship((10, 2), WHOLE, "Called in the night"),
        _shadowed("learning-walk", (12, 0)),
        _worship((13, 3), SOME, "Work"),
        _worship((17, 2), WHOLE, "Fair wages"),
        _worship((19, 0), SOME, "Sabbath"),
    ),
    projects=(
        Proposed(
            "A careers interview before options",
            "Of 133 pupils twenty had spoken to anybody before they chose.",
            "One interview each, twenty minutes, before the forms go out.",
            on=(2, 0),
            agreed=(2, 2),
            measures=(
                Measured(
                    "Interviews held",
                    "of 133 in Year 9",
                    (
                        ((3, 1), "20", "careers log"),
                        ((11, 4), "60", "careers log"),
                        ((19, 2), "96", "careers log"),
                    ),
                    target="133",
                ),
            ),
        ),
    ),
    meetings=(
        Met((2, 4), "First meeting.", "Fair, and to whom.", "Ruth: the list."),
        Met(
            (18, 2),
            "Interviews from the other end of the list.",
            "The presentation.",
            "Ruth: keep the mistake in.",
        ),
    ),
    next_meeting=((21, 1), (8, 20), "Sixth form office"),
    wrote=(Wrote(2, texts.RUTH_2, slt=True),),
)

SION = Life(
    cast.SION,
    cast.BEVAN,
    did=(
        _worship((4, 0), SOME, "Noise and signal"),
        _shadowed("learning-walk", (5, 0)),
        _worship((6, 3), WHOLE, "The word and the code"),
        _worship((11, 2), SOME, "Nineteen"),
        _shadowed("key-stage", (12, 1)),
        _worship((13, 0), WHOLE, "Those who are not here"),
        _worship((15, 2), WHOLE, "Being quiet enough"),
        _worship((18, 3), SOME, "What did not change"),
    ),
    projects=(
        Proposed(
            "Girls choosing computing",
            "Nineteen of 118 girls chose it last year.",
            "Taster days, a visit, an assembly, a booklet that does not show a hooded figure.",
            on=(2, 2),
            agreed=(3, 0),
            measures=(
                Measured(
                    "Choosing it",
                    "of 118 girls",
                    (((3, 2), "19", "last year’s forms"), ((18, 4), "19", "this year’s forms")),
                    target="35",
                ),
            ),
            moved="The number did not. Who chooses it did: two from outside the top set last "
            "year, ten this year.",
        ),
    ),
    meetings=(
        Met((2, 1), "First meeting.", "Why nineteen?", "Siôn: ask some of the ninety-nine."),
        Met((18, 0), "Nineteen again.", "That it is a finding.", "Siôn: say so on the first slide."),
    ),
    next_meeting=((21, 0), (15, 30), "Computing office"),
    wrote=(
        Wrote(
            2,
            texts.SION_2,
            asked=(
                Asked(
                    cast.BEVAN,
                    (17, 1),
                    "What would a quiet classroom of yours sound like?",
                    "They meant my classroom.",
                ),
            ),
        ),
    ),
)

RHODRI = Life(
    cast.RHODRI,
    cast.GALLAGHER,
    did=(
        _worship((2, 4), SOME, "In the beginning was the word"),
        _worship((4, 3), WHOLE, "A story without its end"),
        _shadowed("parents", (5, 4)),
        _worship((7, 0), SOME, "Psalms, aloud"),
        _worship((11, 0), WHOLE, "The last quarter of an hour"),
        _shadowed("directors", (12, 4)),
        _worship((14, 1), SOME, "Letters"),
        _worship((18, 2), WHOLE, "The end of the story"),
        _assembly((19, 1), WHOLE, "What we read"),
    ),
    projects=(
        Proposed(
            "The last quarter of an hour: reading in Year 8",
            "A pupil in Year 8 borrows 1.2 books a term.",
            "Everybody reads for the last fifteen minutes of English on a Friday, the teacher too.",
            on=(2, 1),
            agreed=(2, 4),
            measures=(
                Measured(
                    "Books borrowed",
                    "a pupil and term, Year 8",
                    (
                        ((3, 1), "1.2", "library system"),
                        ((7, 3), "1.9", "library system"),
                        ((14, 3), "2.6", "library system"),
                        ((19, 2), "3.1", "library system"),
                    ),
                    target="4",
                ),
            ),
        ),
    ),
    meetings=(
        Met((2, 3), "First meeting.", "What not to call it.", "Rhodri: baseline from the library."),
        Met((18, 1), "Three point one.", "What he may claim and what not.", "Rhodri: one slide fewer."),
    ),
    next_meeting=((21, 2), (13, 5), "Library"),
    wrote=(
        Wrote(
            1,
            texts.RHODRI_1,
            slt=True,
            asked=(
                Asked(
                    cast.GALLAGHER,
                    (10, 0),
                    "What would convince you that they are not connected?",
                    "I have no idea whether those two things are connected",
                    answered=(10, 3),
                    answer="Year 7, who do not do it. I have asked the library for their figures as well.",
                ),
            ),
        ),
    ),
)

FOLASADE = Life(
    cast.FOLASADE,
    cast.MARCHBANKS,
    did=(
        _worship((3, 2), SOME, "Made things"),
        _assembly((4, 2), WHOLE, "Without a microphone"),
        _worship((6, 4), WHOLE, "The potter"),
        _shadowed("directors", (10, 4)),
        _worship((12, 2), SOME, "Tools"),
        _worship((14, 0), WHOLE, "The bus at 3.25"),
        _worship((17, 4), SOME, "Mending"),
        _worship((21, 1), WHOLE, "Finished", State.PLANNED),
    ),
    projects=(
        Proposed(
            "Clubs for those whom the bus takes home",
            "Eleven of forty-six pupils with pupil premium are in a club every week. The bus leaves at 3.25.",
            "Move four clubs to lunchtime.",
            on=(2, 3),
            agreed=(3, 1),
            measures=(
                Measured(
                    "In a club every week",
                    "of 46 pupils",
                    (
                        ((3, 3), "11", "registers, checked by eye"),
                        ((7, 1), "20", "registers, checked by eye"),
                        ((18, 4), "24", "registers, checked by eye"),
                    ),
                    target="30",
                ),
            ),
        ),
    ),
    meetings=(
        Met((2, 2), "First meeting.", "Lists and buses.", "Folasade: the bus company’s telephone number."),
        Met((18, 0), "Twenty-four.", "The presentation.", "Folasade: bring the bus timetable."),
    ),
    next_meeting=((21, 0), (8, 15), "Year 7 office"),
    wrote=(
        Wrote(
            1,
            texts.FOLASADE_1,
            asked=(
                Asked(
                    cast.MARCHBANKS,
                    (10, 1),
                    "What happened in the room when you came down?",
                    "I had to come down off the stage.",
                    answered=(10, 4),
                    answer="They stopped talking. I have not been back up since.",
                ),
            ),
        ),
    ),
)

EARLIER = (ZAINAB, RUTH, SION, RHODRI, FOLASADE)
ORDER = (cast.RUTH, cast.SION, cast.RHODRI, cast.FOLASADE)  # next Thursday

IMOGEN = Life(
    cast.IMOGEN,
    cast.BRIGHTWATER,
    did=(
        _assembly((4, 0), WHOLE, "Remember on Friday"),
        _shadowed("directors", (5, 2)),
        _assembly((9, 2), SOME, "Starting a language", State.WAITING),
    ),
    projects=(
        Proposed(
            "Speaking Spanish in Year 10",
            "Pupils speak for less than a minute an hour.",
            "Pairs, every lesson, with a timer.",
            on=(3, 0),
            agreed=(3, 3),
            measures=(
                Measured(
                    "Minutes spoken",
                    "a pupil and lesson, 10C",
                    (((3, 4), "0.8", "counted by a colleague"), ((10, 0), "2.4", "counted by a colleague")),
                    target="4",
                ),
            ),
        ),
    ),
    meetings=(Met((2, 0), "First meeting.", "The back of the tapestry.", "Imogen: first assembly."),),
    next_meeting=((12, 3), (15, 10), "Languages office"),
    wrote=(Wrote(1, texts.IMOGEN_1),),
)

NEIGHBOURS = (IMOGEN,)
