"""Open and closed, moved, open longer for somebody."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from events.models import Event
from secondments import operations
from secondments.models import Extension, Window
from secondments.models.windows import as_said
from secondments.upcoming import upcoming
from tests.factories import (
    LONDON,
    NOW,
    ExtensionFactory,
    OrganisationFactory,
    ParticipantFactory,
    WindowFactory,
    at,
)

pytestmark = pytest.mark.django_db
CLOSES = at(2027, 3, 25, 16)
LATER = at(2027, 4, 16, 16)


@pytest.fixture
def window(cohort):
    return WindowFactory(cohort=cohort, closes_at=CLOSES)


@pytest.fixture
def ann(cohort):
    return ParticipantFactory(cohort=cohort)


def is_open(participant, when):
    return Window.objects.open_for(participant, when).exists()


def extend(window, by, when=NOW, until=LATER, **whom):
    return operations.extend_window(window=window, until=until, by=by, at=when, **whom)


def move(window, by, opens_at, closes_at, when=NOW):
    return operations.move_window(window=window, opens_at=opens_at, closes_at=closes_at, by=by, at=when)


def test_a_window_is_open_from_its_opening_up_to_and_not_at_its_closing(window, ann):
    tick = dt.timedelta(microseconds=1)

    assert [is_open(ann, when) for when in (window.opens_at - tick, window.opens_at)] == [False, True]
    assert [is_open(ann, when) for when in (CLOSES - tick, CLOSES)] == [True, False]


@pytest.mark.parametrize(
    ("closes_at", "utc"), [(at(2027, 3, 28, 16), 15), (at(2027, 3, 27, 16), 16), (at(2027, 10, 31, 16), 16)]
)
def test_four_in_the_afternoon_is_four_on_the_wall_on_both_sides_of_a_clock_change(
    cohort, ann, closes_at, utc
):
    WindowFactory(cohort=cohort, opens_at=at(2027, 3, 1, 0), closes_at=closes_at)
    stored = Window.objects.get().closes_at.astimezone(dt.UTC)

    assert stored.hour == utc
    assert is_open(ann, stored - dt.timedelta(minutes=1))
    assert not is_open(ann, stored)


def test_a_new_date_keeps_it_open_for_that_person_alone(window, ann, cohort, coordinator):
    other = ParticipantFactory(cohort=cohort)

    extend(window, coordinator, participant=ann)

    assert is_open(ann, at(2027, 4, 12))
    assert not is_open(other, at(2027, 4, 12))
    assert not is_open(ann, LATER)
    assert Window.objects.for_participant(ann).get().own_closes_at == LATER
    assert window.closes_at_for(ann) == LATER
    assert window.closings_for([ann, other]) == {ann.pk: LATER, other.pk: CLOSES}


def test_a_new_date_given_after_it_closed_opens_it_again(window, ann, coordinator):
    assert not is_open(ann, at(2027, 4, 12))

    extend(window, coordinator, at(2027, 4, 12), participant=ann)

    assert is_open(ann, at(2027, 4, 12))


def test_a_school_with_a_new_date_has_it_for_everybody_there(window, cohort, coordinator):
    host = OrganisationFactory(parent=cohort.organisation)
    there, here = ParticipantFactory(cohort=cohort, period=False), ParticipantFactory(cohort=cohort)
    there.periods.create(organisation=host, starts_on=cohort.starts_on)

    extend(window, coordinator, organisation=host)

    assert (is_open(there, at(2027, 4, 12)), is_open(here, at(2027, 4, 12))) == (True, False)
    assert window.closings_for([there, here]) == {there.pk: LATER, here.pk: CLOSES}


def test_of_two_new_dates_the_one_given_last_holds(window, ann, coordinator):
    extend(window, coordinator, participant=ann)
    extend(window, coordinator, participant=ann, until=at(2027, 4, 13, 16))

    assert window.closes_at_for(ann) == at(2027, 4, 13, 16)
    assert Extension.objects.filter(withdrawn_at=None).count() == 1


def test_of_a_schools_date_and_ones_own_the_later_holds(window, ann, cohort, coordinator):
    extend(window, coordinator, organisation=cohort.organisation, until=LATER)
    extend(window, coordinator, participant=ann, until=at(2027, 4, 13, 16))

    assert window.closes_at_for(ann) == LATER
    assert window.closings_for([ann]) == {ann.pk: LATER}


def test_a_new_date_that_is_taken_back_holds_no_more(window, ann, coordinator):
    extension = extend(window, coordinator, participant=ann)

    for _ in range(2):
        operations.withdraw_extension(extension=extension, by=coordinator, at=NOW)

    assert not is_open(ann, at(2027, 4, 12))
    assert Event.objects.filter(kind="secondments.extension_withdrawn").count() == 1


@pytest.mark.parametrize("until", [CLOSES, at(2027, 3, 24, 16)])
def test_a_new_date_is_later_than_the_groups(window, ann, coordinator, until):
    with pytest.raises(operations.NotLater):
        extend(window, coordinator, participant=ann, until=until)


def test_a_new_date_lies_in_the_future(window, ann, coordinator):
    with pytest.raises(operations.NotLater):
        extend(window, coordinator, at(2027, 4, 20), participant=ann)


def test_a_new_date_is_for_somebody_of_the_group(window, coordinator):
    with pytest.raises(operations.AnotherGroup):
        extend(window, coordinator, participant=ParticipantFactory())
    with pytest.raises(operations.AnotherGroup):
        extend(window, coordinator, organisation=OrganisationFactory())
    with pytest.raises(ValueError, match="name a participant"):
        extend(window, coordinator)


def test_the_reason_stands_in_no_event(window, ann, coordinator):
    extend(window, coordinator, participant=ann, reason="A bereavement.")

    event = Event.objects.get()
    assert "bereavement" not in str(event.data)
    assert event.data["until_at"] == LATER.isoformat()
    assert event.participant == ann.key


def test_the_database_keeps_an_extension_to_a_person_or_a_school(window, ann, cohort):
    with pytest.raises(IntegrityError, match="person_or_a_school"), transaction.atomic():
        ExtensionFactory(window=window, participant=ann, organisation=cohort.organisation)


def test_a_window_is_moved_for_everybody_and_the_log_keeps_what_was(window, ann, coordinator):
    extend(window, coordinator, participant=ann)

    moved = move(window, coordinator, at(2027, 3, 22, 8), at(2027, 3, 26, 16))

    event = Event.objects.get(kind="secondments.window_moved")
    assert (moved.opens_at, moved.closes_at) == (at(2027, 3, 22, 8), at(2027, 3, 26, 16))
    assert dt.datetime.fromisoformat(event.data["was_closes_at"]) == CLOSES
    assert moved.closes_at_for(ann) == LATER


def test_what_comes_next_goes_by_ones_own_dates_and_leads_to_what_is_open(window, ann, cohort, coordinator):
    WindowFactory(cohort=cohort, opens_at=at(2027, 5, 21, 0), closes_at=at(2027, 5, 29, 0), title="The last")
    extend(window, coordinator, participant=ann)

    coming = [(one.on, one.sentence, bool(one.url)) for one in upcoming(ann, NOW)]

    assert coming == [
        (dt.date(2027, 4, 16), f"{window} closes", True),
        (dt.date(2027, 5, 21), "The last opens", False),
        (dt.date(2027, 5, 28), "The last closes", False),
    ]


@pytest.mark.parametrize(
    ("closes_at", "said"),
    [
        (at(2027, 5, 29, 0), at(2027, 5, 28, 23, 59)),
        (at(2027, 3, 28, 0), at(2027, 3, 27, 23, 59)),
        (CLOSES, CLOSES),
    ],
)
def test_midnight_is_said_as_the_minute_before(closes_at, said):
    assert as_said(closes_at.astimezone(dt.UTC), LONDON) == said


def test_moving_it_to_where_it_is_is_nothing(window, coordinator):
    move(window, coordinator, window.opens_at, window.closes_at)

    assert not Event.objects.exists()


def test_a_window_closes_after_it_opens_and_not_in_the_past(window, coordinator):
    with pytest.raises(operations.OutOfOrder):
        move(window, coordinator, CLOSES, CLOSES)
    with pytest.raises(operations.NotLater):
        move(window, coordinator, window.opens_at, at(2027, 3, 22, 16))
    window.refresh_from_db()
    assert window.closes_at == CLOSES


def test_a_window_that_has_closed_can_be_opened_again_for_everybody(window, ann, coordinator):
    when = at(2027, 4, 12)

    move(window, coordinator, window.opens_at, LATER, when)

    assert is_open(ann, when)


def test_a_due_instant_that_no_longer_fits_goes(window, coordinator):
    Window.objects.update(due_at=at(2027, 3, 24, 16))
    window.refresh_from_db()

    assert move(window, coordinator, window.opens_at, LATER).due_at == at(2027, 3, 24, 16)
    assert move(window, coordinator, at(2027, 4, 1), LATER).due_at is None
