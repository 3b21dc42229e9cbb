"""Everybody is told what they ought to know by now, once, whenever the job runs."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import Notice
from events.operations import post_due_notices
from people.models import Post
from secondments import operations
from secondments.models import Window
from tests.factories import (
    CohortFactory,
    ExtensionFactory,
    MentorshipFactory,
    OrganisationFactory,
    ParticipantFactory,
    PostFactory,
    ReflectionFactory,
    UserFactory,
    WindowFactory,
    at,
    terms,
)

pytestmark = pytest.mark.django_db
OPENS, CLOSES = at(2027, 3, 18, 0), at(2027, 3, 25, 16)


@pytest.fixture
def cohort():
    school = OrganisationFactory(name="Marlowe Cross")
    terms(school)
    return CohortFactory(organisation=school)


@pytest.fixture
def window(cohort):
    return WindowFactory(cohort=cohort, opens_at=OPENS, closes_at=CLOSES)


@pytest.fixture
def coordinator(cohort):
    return PostFactory(organisation=cohort.organisation, role=Post.Role.COORDINATOR).person


@pytest.fixture
def caoimhe(cohort):
    return ParticipantFactory(cohort=cohort, person__name="Caoimhe Tester")


@pytest.fixture
def thomas(cohort):
    return ParticipantFactory(cohort=cohort, person__name="Thomas Tester")


def share(participant, window, when):
    return ReflectionFactory(participant=participant, window=window, begun_at=when, shared_at=when)


def tell(*instants):
    return [operations.tell_about_windows(at=instant) for instant in instants]


def told(participant):
    """What somebody has been told, in order: template and the instant it was due."""
    rows = Notice.objects.filter(to=participant.person).order_by("due_at")
    return [(row.context["rung"], row.due_at) for row in rows]


ORDINARY = [
    ("soon", at(2027, 3, 11, 8)),
    ("opened", at(2027, 3, 18, 8)),
    ("day-left", at(2027, 3, 24, 16)),
    ("morning", at(2027, 3, 25, 8)),
]


def test_whoever_has_not_written_hears_four_times_about_a_window(window, caoimhe):
    tell(*(due for _, due in ORDINARY))

    assert told(caoimhe) == ORDINARY


def test_asking_twice_tells_nobody_twice(window, caoimhe):
    assert tell(*[at(2027, 3, 18, 8)] * 3) == [1, 0, 0]


def test_nothing_is_said_before_it_is_due(window, caoimhe):
    assert tell(at(2027, 3, 11, 7, 59), at(2027, 3, 17, 23, 59)) == [0, 1]
    assert told(caoimhe) == ORDINARY[:1]


def test_after_a_standstill_only_what_still_makes_sense_is_said(window, caoimhe):
    tell(at(2027, 3, 25, 9))

    assert told(caoimhe) == [("morning", at(2027, 3, 25, 8))]


def test_nothing_is_said_to_secondees_about_what_is_over(window, caoimhe):
    tell(at(2027, 3, 25, 16))

    assert told(caoimhe) == []


def test_whoever_has_written_is_not_reminded(window, caoimhe, thomas):
    share(caoimhe, window, at(2027, 3, 20))

    tell(at(2027, 3, 24, 16))

    assert told(caoimhe) == []
    assert told(thomas) == [ORDINARY[2]]


def test_whoever_writes_before_a_late_reminder_goes_out_does_not_get_it(window, caoimhe):
    tell(at(2027, 3, 24, 16))
    share(caoimhe, window, at(2027, 3, 24, 17))

    post_due_notices(at=at(2027, 3, 24, 17, 1))

    notice = Notice.objects.get()
    assert (notice.sent_at, notice.dropped_because) == (None, "no longer wanted")
    assert mail.outbox == []


def test_nobody_who_is_not_taking_part_is_told(window, cohort):
    left = ParticipantFactory(cohort=cohort, period__ends_on=dt.date(2027, 3, 1))
    to_come = ParticipantFactory(cohort=cohort, period__starts_on=dt.date(2027, 4, 12))

    tell(at(2027, 3, 18, 8))

    assert told(left) == told(to_come) == []


def test_somebody_who_leaves_before_it_goes_out_is_not_told(window, caoimhe, coordinator):
    tell(at(2027, 3, 18, 8))
    operations.end_participation(
        participant=caoimhe, last_day=dt.date(2027, 3, 17), by=coordinator, at=at(2027, 3, 18, 8)
    )

    post_due_notices(at=at(2027, 3, 18, 8, 1))

    assert Notice.objects.get().dropped_because == "no longer wanted"


def test_somebody_who_joins_late_is_told_that_it_is_open(window, cohort, caoimhe):
    tell(at(2027, 3, 18, 8))
    late = ParticipantFactory(cohort=cohort, period__starts_on=dt.date(2027, 3, 22))

    tell(at(2027, 3, 21, 12), at(2027, 3, 22, 9))

    assert told(late) == [("opened", at(2027, 3, 18, 8))]
    assert len(told(caoimhe)) == 1


def test_a_new_date_given_before_it_closes_brings_the_ladder_of_that_date(window, caoimhe, thomas):
    ExtensionFactory(window=window, participant=caoimhe, closes_at=at(2027, 4, 16, 16))

    tell(at(2027, 3, 24, 16), at(2027, 3, 25, 8), at(2027, 4, 15, 16), at(2027, 4, 16, 8))

    assert told(caoimhe) == [
        ("opened", at(2027, 3, 18, 8)),
        ("day-left", at(2027, 4, 15, 16)),
        ("morning", at(2027, 4, 16, 8)),
    ]
    assert told(thomas) == ORDINARY[2:]


def test_a_new_date_given_after_it_closed_is_announced_at_once(window, caoimhe, coordinator):
    tell(*(due for _, due in ORDINARY))
    given_at = at(2027, 4, 12, 9)
    operations.extend_window(
        window=window, participant=caoimhe, until=at(2027, 4, 16, 16), by=coordinator, at=given_at
    )

    tell(given_at, at(2027, 4, 15, 16))

    announced = Notice.objects.get(to=caoimhe.person, created_at=given_at)
    assert announced.context["rung"] == "opened"
    assert dt.datetime.fromisoformat(announced.context["closes_at"]) == at(2027, 4, 16, 16)
    reminded = Notice.objects.get(to=caoimhe.person, created_at=at(2027, 4, 15, 16))
    assert reminded.context["rung"] == "day-left"


def test_a_new_date_that_was_taken_back_is_not_announced_any_more(window, caoimhe, coordinator):
    extension = operations.extend_window(
        window=window, participant=caoimhe, until=at(2027, 4, 16, 16), by=coordinator, at=at(2027, 3, 22)
    )
    tell(at(2027, 3, 22, 12))
    operations.withdraw_extension(extension=extension, by=coordinator, at=at(2027, 3, 22, 12))

    post_due_notices(at=at(2027, 3, 22, 12))

    assert Notice.objects.get().dropped_because == "no longer wanted"


def test_a_school_with_a_new_date_has_its_own_ladder(cohort, window):
    host = OrganisationFactory(parent=cohort.organisation)
    there = ParticipantFactory(cohort=cohort, period=False)
    there.periods.create(organisation=host, starts_on=cohort.starts_on)
    here = ParticipantFactory(cohort=cohort)
    ExtensionFactory(window=window, participant=None, organisation=host, closes_at=at(2027, 4, 16, 16))

    tell(at(2027, 3, 25, 8), at(2027, 4, 16, 8))

    assert told(there) == [("opened", at(2027, 3, 18, 8)), ("morning", at(2027, 4, 16, 8))]
    assert told(here) == ORDINARY[3:]


def test_a_window_that_is_moved_is_announced_anew_and_the_old_announcement_dropped(
    window, caoimhe, coordinator
):
    tell(at(2027, 3, 18, 8))
    operations.move_window(
        window=window,
        opens_at=at(2027, 3, 22, 8),
        closes_at=CLOSES,
        by=coordinator,
        at=at(2027, 3, 18, 8),
    )
    post_due_notices(at=at(2027, 3, 18, 9))

    tell(at(2027, 3, 18, 9), at(2027, 3, 22, 8))
    post_due_notices(at=at(2027, 3, 22, 8))

    old = Notice.objects.get(created_at=at(2027, 3, 18, 8))
    assert old.dropped_because == "no longer wanted"
    assert told(caoimhe)[-1] == ("opened", at(2027, 3, 22, 8))
    assert "25 March at 4 pm" in mail.outbox[-1].subject


def test_a_withdrawn_window_or_group_is_not_spoken_of(window, cohort, caoimhe):
    Window.objects.update(withdrawn_at=OPENS)
    assert tell(at(2027, 3, 18, 8)) == [0]

    Window.objects.update(withdrawn_at=None)
    cohort.withdrawn_at = OPENS
    cohort.save()
    assert tell(at(2027, 3, 18, 8)) == [0]


def test_nothing_is_said_about_phases_and_records(cohort, caoimhe):
    for kind in (Window.Kind.PHASE, Window.Kind.RECORD):
        WindowFactory(cohort=cohort, kind=kind, opens_at=OPENS, closes_at=CLOSES)

    assert tell(at(2027, 3, 18, 8), at(2027, 3, 25, 9)) == [0, 0]


# Mentors ------------------------------------------------------------------------------------------------


@pytest.fixture
def mentor(caoimhe, thomas):
    mentor = UserFactory(name="Siobhán Mentor")
    MentorshipFactory(participant=caoimhe, mentor=mentor)
    MentorshipFactory(participant=thomas, mentor=mentor)
    return mentor


def test_each_mentor_hears_once_what_came_in_with_names_and_no_content(window, mentor, caoimhe, thomas):
    share(caoimhe, window, at(2027, 3, 20))

    tell(at(2027, 3, 25, 16), at(2027, 3, 25, 17))
    post_due_notices(at=at(2027, 3, 25, 17))

    message = mail.outbox[0]
    assert [notice.to for notice in Notice.objects.all()] == [mentor]
    assert message.subject == "What came in: Reflection at the end of Term 4"
    assert "Shared: Caoimhe Tester." in message.body
    assert "Not shared: Thomas Tester." in message.body
    assert "/to-read/" in message.body


def test_what_came_in_after_the_last_calm_hour_is_heard_after_the_holidays(cohort, mentor):
    WindowFactory(cohort=cohort, opens_at=OPENS, closes_at=at(2027, 3, 25, 19))

    tell(at(2027, 3, 25, 20), at(2027, 4, 5, 9), at(2027, 4, 12, 7, 59))
    assert not Notice.objects.filter(to=mentor).exists()

    tell(at(2027, 4, 12, 8))
    assert Notice.objects.filter(to=mentor).count() == 1


def test_the_mentor_of_somebody_with_a_new_date_hears_about_them_when_theirs_has_closed(
    window, mentor, caoimhe, thomas
):
    ExtensionFactory(window=window, participant=caoimhe, closes_at=at(2027, 4, 16, 16))

    tell(at(2027, 3, 25, 16), at(2027, 4, 16, 16))
    post_due_notices(at=at(2027, 3, 25, 16))
    post_due_notices(at=at(2027, 4, 16, 16))

    first, second = (message.body for message in mail.outbox if "What came in" in message.subject)
    assert "Thomas Tester" in first
    assert "Caoimhe Tester" not in first
    assert "Caoimhe Tester" in second
    assert "Thomas Tester" not in second


def test_a_former_mentor_hears_nothing(window, mentor, caoimhe, thomas):
    mentor.mentorships.update(ends_on=dt.date(2027, 3, 1))

    tell(at(2027, 3, 25, 16))

    assert not Notice.objects.filter(to=mentor).exists()


def test_mentors_are_asked_their_own_question_and_reminded(cohort, mentor):
    WindowFactory(
        cohort=cohort,
        kind=Window.Kind.MENTOR_QUESTION,
        opens_at=at(2027, 5, 14, 0),
        closes_at=at(2027, 5, 28, 16),
        title="Your own growth as a coach",
    )

    tell(at(2027, 5, 7, 8), at(2027, 5, 14, 8), at(2027, 5, 27, 16), at(2027, 5, 28, 8), at(2027, 5, 28, 16))

    rungs = [row.context["rung"] for row in Notice.objects.order_by("due_at")]
    assert rungs == ["opened", "day-left", "morning"]
    assert {row.to for row in Notice.objects.all()} == {mentor}


# Delivery and quiet -------------------------------------------------------------------------------------


def test_the_announcement_says_until_when_and_leads_to_the_thing_itself(window, caoimhe):
    tell(at(2027, 3, 18, 8))

    post_due_notices(at=at(2027, 3, 18, 8))

    message = mail.outbox[0]
    assert message.subject == "Reflection at the end of Term 4: open until Thursday 25 March at 4 pm"
    assert f"/reflections/windows/{window.pk}/begin/" in message.body
    assert message.alternatives[0].mimetype == "text/html"


def test_what_could_not_be_sent_in_the_day_waits_for_the_morning(window, caoimhe):
    tell(at(2027, 3, 18, 8))

    assert post_due_notices(at=at(2027, 3, 18, 22)) == 0
    assert post_due_notices(at=at(2027, 3, 19, 7, 59)) == 0
    assert post_due_notices(at=at(2027, 3, 19, 8)) == 1


def test_what_waits_until_it_is_over_is_never_sent(cohort, caoimhe):
    WindowFactory(cohort=cohort, opens_at=OPENS, closes_at=at(2027, 3, 27, 16))  # a Saturday
    tell(at(2027, 3, 25, 17, 55))

    assert post_due_notices(at=at(2027, 3, 25, 18)) == 0
    assert post_due_notices(at=at(2027, 4, 12, 8)) == 0
    assert Notice.objects.get().dropped_because == "over"


@pytest.mark.parametrize("who", ["caoimhe", "everybody"])
def test_people_and_notices_cost_no_further_queries(cohort, window, who, django_assert_num_queries):
    people = 1 if who == "caoimhe" else 30
    for n in range(people):
        participant = ParticipantFactory(cohort=cohort)
        MentorshipFactory(participant=participant)
        if n % 3 == 0:
            ExtensionFactory(window=window, participant=participant, closes_at=at(2027, 4, 16, 16))

    with django_assert_num_queries(8):
        operations.tell_about_windows(at=at(2027, 3, 24, 16))


def test_a_tick_with_nothing_to_say_asks_little(window, caoimhe, django_assert_num_queries):
    with django_assert_num_queries(1):
        operations.tell_about_windows(at=at(2027, 3, 5, 3))

    with django_assert_num_queries(3):
        operations.tell_about_windows(at=at(2027, 4, 8, 3))


# Whenever the job runs ----------------------------------------------------------------------------------


def rows():
    return {(row.to_id, row.key, row.due_at, row.until) for row in Notice.objects.all()}


def each_moment_that_matters(begin, end):
    """Midnight, eight, four and five to six of each day: when rungs of these windows begin and end."""
    day = begin
    while day < end:
        yield from (
            day.replace(hour=hour, minute=minute) for hour, minute in ((0, 0), (8, 0), (16, 0), (17, 55))
        )
        day += dt.timedelta(days=1)


@pytest.fixture
def busy(cohort, window, caoimhe, thomas, mentor):
    """One who shares on the Monday, one with a new date, one who joins on the Friday."""
    share(caoimhe, window, at(2027, 3, 22, 10))
    ExtensionFactory(window=window, participant=thomas, closes_at=at(2027, 3, 29, 16))
    ParticipantFactory(cohort=cohort, period__starts_on=dt.date(2027, 3, 19))
    return caoimhe


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.integers(min_value=1, max_value=4000), min_size=1, max_size=25))
def test_walking_the_clock_in_any_steps_says_the_same_but_for_what_was_over(busy, reference, steps):
    ticks, moment = [], at(2027, 3, 9, 0).astimezone(dt.UTC)
    for step in steps:
        moment += dt.timedelta(minutes=step)
        ticks.append(moment)
    shared_at = at(2027, 3, 22, 10)
    joined_at = at(2027, 3, 19, 0)

    with transaction.atomic():
        tell(*ticks)
        found = rows()
        transaction.set_rollback(True)

    def could_be_said(row, tick):
        to, _, due_at, until = row
        if to == busy.person_id and tick >= shared_at:
            return False
        if to == reference.late and tick < joined_at:
            return False
        return due_at <= tick < until

    assert found == {row for row in reference.rows if any(could_be_said(row, tick) for tick in ticks)}


class Reference:
    def __init__(self, rows, late):
        self.rows, self.late = rows, late


@pytest.fixture
def reference(busy, cohort):
    with transaction.atomic():
        tell(*each_moment_that_matters(at(2027, 3, 9, 0), at(2027, 4, 20, 0)))
        found = rows()
        transaction.set_rollback(True)
    late = cohort.participants.order_by("-pk").first().person_id
    assert len(found) > 8
    return Reference(found, late)


def test_a_second_worker_inserts_nothing(window, caoimhe):
    with CaptureQueriesContext(connection) as captured:
        tell(at(2027, 3, 18, 8), at(2027, 3, 18, 8))

    assert sum("INSERT" in query["sql"] for query in captured) == 1
