import datetime as dt

import pytest

from events.models import Event
from people.models import Post
from people.operations import NotAllowed
from secondments import operations
from secondments.models import Window
from secondments.shipped import shipped_as
from tests.factories import (
    LONDON,
    NOW,
    OrganisationFactory,
    PostFactory,
    TermFactory,
    at,
    terms,
)

pytestmark = pytest.mark.django_db
BEFORE = at(2026, 12, 1)
FROM, TO = dt.date(2027, 1, 4), dt.date(2027, 5, 29)


@pytest.fixture
def school():
    return OrganisationFactory(name="Marlowe Cross")


@pytest.fixture
def coordinator(school):
    return PostFactory(organisation=school, role=Post.Role.COORDINATOR).person


@pytest.fixture
def version(school, coordinator):
    return operations.use_programme(
        organisation=school,
        loaded=shipped_as("learning-director-secondment"),
        by=coordinator,
        at=BEFORE,
    )


def create(version, coordinator, **changes):
    values = {"name": "2027 secondees", "starts_on": FROM, "ends_on": TO, "by": coordinator, "at": BEFORE}
    return operations.create_cohort(version=version, **values | changes)


def test_a_group_gets_a_week_for_reflecting_at_the_end_of_each_of_its_terms(version, coordinator, school):
    terms(school)

    cohort = create(version, coordinator)

    windows = {window.slug: window for window in cohort.windows.all()}
    assert set(windows) == {"record", "reflection-1", "reflection-2", "reflection-3", "mentor-question"}
    second = windows["reflection-2"]
    assert second.title == "Reflection at the end of Term 4"
    assert (second.opens_at, second.closes_at) == (at(2027, 3, 18, 0), at(2027, 3, 25, 16))
    assert (windows["record"].opens_at, windows["record"].closes_at) == (
        at(2027, 1, 4, 0),
        at(2027, 5, 29, 0),
    )
    assert windows["mentor-question"].opens_at == at(2027, 5, 14, 0)
    assert windows["mentor-question"].closes_at == at(2027, 5, 28, 16)


def test_terms_that_end_outside_the_group_give_no_window(version, coordinator, school):
    terms(school)
    TermFactory(
        organisation=school, name="Term 2", starts_on=dt.date(2026, 11, 2), ends_on=dt.date(2026, 12, 19)
    )
    TermFactory(
        organisation=school, name="Term 6", starts_on=dt.date(2027, 6, 7), ends_on=dt.date(2027, 7, 22)
    )

    cohort = create(version, coordinator)

    titles = [window.title for window in cohort.windows.filter(kind=Window.Kind.REFLECTION)]
    assert titles == [f"Reflection at the end of Term {number}" for number in (3, 4, 5)]


def test_terms_are_inherited_from_the_trust(coordinator):
    trust = OrganisationFactory(kind="trust")
    school = OrganisationFactory(parent=trust)
    by = PostFactory(organisation=school, role=Post.Role.COORDINATOR).person
    terms(trust)
    version = operations.use_programme(
        organisation=school, loaded=shipped_as("learning-director-secondment"), by=by, at=BEFORE
    )

    assert create(version, by).windows.filter(kind=Window.Kind.REFLECTION).count() == 3


def test_without_terms_there_is_no_group_and_nothing_is_left_behind(version, coordinator, school):
    with pytest.raises(operations.NoTermsInside):
        create(version, coordinator)

    assert not school.cohorts.exists()


def test_phases_have_windows_when_the_group_says_when_they_begin(version, coordinator, school):
    terms(school)
    begin = {"joining": FROM, "main": dt.date(2027, 1, 18), "reporting": dt.date(2027, 5, 1)}

    cohort = create(version, coordinator, phases_begin=begin)

    phases = list(cohort.windows.filter(kind=Window.Kind.PHASE))
    assert [phase.slug for phase in phases] == ["joining", "main", "reporting"]
    assert [phase.closes_at for phase in phases] == [
        at(2027, 1, 18, 0),
        at(2027, 5, 1, 0),
        at(2027, 5, 29, 0),
    ]


@pytest.mark.parametrize(
    "begin",
    [
        {"joining": FROM, "main": FROM},
        {"joining": dt.date(2027, 1, 3), "main": dt.date(2027, 2, 1)},
        {"joining": FROM, "main": TO},
    ],
)
def test_phases_begin_one_after_the_other_inside_the_group(version, coordinator, school, begin):
    terms(school)

    with pytest.raises(operations.PhasesOutOfOrder):
        create(version, coordinator, phases_begin=begin)


def test_a_coordinator_of_another_school_makes_no_group_here(version, school):
    terms(school)
    stranger = PostFactory(role=Post.Role.COORDINATOR).person

    with pytest.raises(NotAllowed):
        create(version, stranger)


def test_windows_close_by_the_clock_on_the_wall_of_the_groups_own_zone(version, coordinator, school):
    school.zone = "Europe/Dublin"
    school.save()
    version.programme.refresh_from_db()
    terms(school)

    cohort = create(version, coordinator)

    assert cohort.zone == "Europe/Dublin"
    closes_at = cohort.windows.get(slug="reflection-3").closes_at
    assert closes_at.astimezone(cohort.timezone).hour == 16


def test_making_a_group_is_written_in_the_log_with_what_it_got(version, coordinator, school):
    terms(school)

    cohort = create(version, coordinator)

    event = Event.objects.get(kind="secondments.cohort_created")
    assert (event.cohort, event.organisation, event.by, event.at) == (
        cohort.key, school.key, coordinator, BEFORE,
    )  # fmt: skip
    assert event.data == {"version": version.pk, "windows": 5}
    assert NOW.tzinfo == LONDON
