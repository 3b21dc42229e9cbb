"""Two people change the same group, person or window at once, and the facts stay whole."""

import datetime as dt

import pytest

from events.models import Event
from people.models import Post
from secondments import operations
from secondments.models import Extension, JoiningStep, Mentorship, Participant, ProgrammeVersion
from secondments.shipped import shipped_as
from tests.factories import (
    CohortFactory,
    OrganisationFactory,
    ParticipantFactory,
    PostFactory,
    WindowFactory,
    at,
)

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
MOMENT = at(2027, 3, 23, 12)


@pytest.fixture
def cohort(transactional_db):
    return CohortFactory(organisation=OrganisationFactory())


@pytest.fixture
def coordinator(cohort):
    return PostFactory(organisation=cohort.organisation, role=Post.Role.COORDINATOR).person


def test_eight_coordinators_name_eight_mentors_and_one_mentorship_runs(at_once, cohort, coordinator):
    participant = ParticipantFactory(cohort=cohort)
    mentors = [PostFactory(organisation=cohort.organisation, role=Post.Role.MENTOR).person for _ in range(8)]
    queue = list(mentors)

    at_once(
        lambda: operations.name_mentor(participant=participant, mentor=queue.pop(), by=coordinator, at=MOMENT)
    )

    assert Mentorship.objects.get(participant=participant).mentor in mentors
    assert Event.objects.filter(kind="secondments.mentor_named").count() == 8


def test_the_same_list_added_eight_times_is_one_group(at_once, cohort, coordinator):
    people = [PostFactory(organisation=cohort.organisation).person for _ in range(5)]

    added = at_once(
        lambda: operations.add_participants(cohort=cohort, people=people, by=coordinator, at=MOMENT)
    )

    assert sum(map(len, added)) == Participant.objects.count() == 5


def test_eight_new_dates_for_one_person_leave_one_that_holds(at_once, cohort, coordinator):
    participant = ParticipantFactory(cohort=cohort)
    window = WindowFactory(cohort=cohort)
    days = list(range(12, 20))

    at_once(
        lambda: operations.extend_window(
            window=window,
            participant=participant,
            until=at(2027, 4, days.pop(), 16),
            by=coordinator,
            at=MOMENT,
        )
    )

    assert Extension.objects.count() == 8
    assert Extension.objects.filter(withdrawn_at=None).count() == 1


def test_moving_a_window_from_two_places_keeps_one_pair_of_dates(at_once, cohort, coordinator):
    window = WindowFactory(cohort=cohort)
    pairs = [(at(2027, 4, day, 8), at(2027, 4, day + 3, 16)) for day in (12, 19)]
    queue = list(pairs)

    def move():
        opens_at, closes_at = queue.pop()
        operations.move_window(
            window=window, opens_at=opens_at, closes_at=closes_at, by=coordinator, at=MOMENT
        )

    at_once(move, workers=2)

    window.refresh_from_db()
    assert (window.opens_at, window.closes_at) in pairs


def test_a_programme_used_eight_times_at_once_is_one_version(at_once, cohort, coordinator):
    loaded = shipped_as("learning-director-secondment")

    versions = at_once(
        lambda: operations.use_programme(
            organisation=cohort.organisation, loaded=loaded, by=coordinator, at=MOMENT
        )
    )

    assert len({version.pk for version in versions}) == 1
    version = ProgrammeVersion.objects.get(digest=loaded.digest)
    assert version.requirements.count() == len(loaded.document["requirements"])


def test_a_joining_step_tapped_eight_times_is_confirmed_once(at_once, cohort):
    cohort.version.document = {"joining": [{"slug": "induction"}]}
    cohort.version.save()
    participant = ParticipantFactory(cohort=cohort)

    at_once(
        lambda: operations.confirm_joining_step(
            participant=participant, slug="induction", by=participant.person, at=MOMENT
        )
    )

    assert JoiningStep.objects.count() == 1
    assert Event.objects.filter(kind="secondments.joining_confirmed").count() == 1


def test_leaving_and_a_new_mentor_at_once_leave_no_mentorship_behind(at_once, cohort, coordinator):
    participant = ParticipantFactory(cohort=cohort)
    mentor = PostFactory(organisation=cohort.organisation, role=Post.Role.MENTOR).person
    work = ["leave", "name"]

    def either():
        if work.pop() == "leave":
            operations.end_participation(
                participant=participant, last_day=dt.date(2027, 3, 22), by=coordinator, at=MOMENT
            )
        else:
            try:
                operations.name_mentor(participant=participant, mentor=mentor, by=coordinator, at=MOMENT)
            except operations.NotTakingPart:
                return

    at_once(either, workers=2)

    open_ended = Mentorship.objects.filter(participant=participant, ends_on=None)
    assert not open_ended.exists()
