"""Posts are held between days, once at a time, and rights reach down the tree and never up."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from events.models import Event
from people import operations, permissions
from people.models import Organisation, Post, User
from people.operations import (
    CannotStandThere,
    EndsBeforeItStarts,
    HeldAlready,
    LastAdministrator,
    NotAllowed,
)
from tests.factories import NOW, OrganisationFactory, PostFactory, UserFactory

day = dt.date
TODAY = day(2027, 3, 23)
pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return OrganisationFactory(kind="trust", name="Trust")


@pytest.fixture
def school(trust):
    return OrganisationFactory(parent=trust, name="School")


@pytest.fixture
def administrator(trust):
    return PostFactory(organisation=trust, role=Post.Role.ADMINISTRATOR).person


def give(person, organisation, role=Post.Role.MENTOR, **more):
    return operations.give_post(
        person=person, organisation=organisation, role=role, **{"starts_on": TODAY, "at": NOW} | more
    )


def test_a_post_is_held_from_its_first_day_until_the_day_before_it_ends(school, administrator):
    post = give(UserFactory(), school, ends_on=day(2027, 3, 25), by=administrator)
    held = {d: post.is_held(NOW + dt.timedelta(days=d)) for d in (-1, 0, 1, 2)}
    assert held == {-1: False, 0: True, 1: True, 2: False}
    for days, expected in held.items():
        at = NOW + dt.timedelta(days=days)
        assert Post.objects.held(at).filter(pk=post.pk).exists() is expected
    assert post.last_day == day(2027, 3, 24)


def test_the_day_is_the_schools_and_not_that_of_greenwich():
    """At half past midnight in a British summer it is still yesterday in Greenwich."""
    half_past_midnight = dt.datetime(2027, 6, 1, 23, 30, tzinfo=dt.UTC)
    an_hour_before = half_past_midnight - dt.timedelta(hours=1)
    post = PostFactory(role=Post.Role.COORDINATOR, starts_on=day(2027, 6, 2))
    assert not permissions.holds(post.person, permissions.RUNS, post.organisation, an_hour_before)
    assert permissions.holds(post.person, permissions.RUNS, post.organisation, half_past_midnight)


def test_the_database_refuses_the_same_post_twice_at_once(school):
    post = PostFactory(organisation=school, role=Post.Role.MENTOR, starts_on=TODAY, ends_on=day(2027, 4, 1))
    again = {"person": post.person, "organisation": school, "role": Post.Role.MENTOR}
    with pytest.raises(IntegrityError, match="a_post_is_held_once_at_a_time"), transaction.atomic():
        PostFactory(**again, starts_on=day(2027, 3, 31))
    PostFactory(**again, starts_on=day(2027, 4, 1))
    PostFactory(**again, starts_on=day(2027, 3, 25), ends_on=day(2027, 3, 25))  # a mistake, never held
    PostFactory(**again | {"role": Post.Role.SLT}, starts_on=TODAY)


def test_a_role_that_is_held_already_is_not_given_again(school, administrator):
    person = UserFactory()
    give(person, school, by=administrator)
    with pytest.raises(HeldAlready):
        give(person, school, by=administrator)
    assert Event.objects.filter(kind="people.post_given").count() == 1


def test_a_post_cannot_end_before_it_starts(school, administrator):
    with pytest.raises(EndsBeforeItStarts):
        give(UserFactory(), school, ends_on=TODAY, by=administrator)
    post = give(UserFactory(), school, by=administrator)
    with pytest.raises(EndsBeforeItStarts):
        operations.end_post(post=post, ends_on=day(2027, 3, 22), by=administrator, at=NOW)


def test_a_post_given_by_mistake_is_taken_back_the_same_day(school, administrator):
    person = UserFactory()
    post = give(person, school, role=Post.Role.COORDINATOR, by=administrator)
    assert permissions.holds(person, permissions.RUNS, school, NOW)
    operations.end_post(post=post, ends_on=TODAY, by=administrator, at=NOW)
    assert post.was_never_held
    assert not permissions.holds(User.objects.get(pk=person.pk), permissions.RUNS, school, NOW)
    give(person, school, role=Post.Role.COORDINATOR, by=administrator)


def test_rights_end_with_the_post_in_the_same_request(school, administrator):
    post = give(UserFactory(), school, role=Post.Role.COORDINATOR, by=administrator)
    assert permissions.can_invite(post.person, school, NOW)
    operations.end_post(post=post, ends_on=TODAY, by=administrator, at=NOW)
    assert not permissions.can_invite(post.person, school, NOW)


def test_rights_reach_down_the_tree_and_never_up_or_sideways(trust, school):
    other = OrganisationFactory(parent=trust)
    below = PostFactory(organisation=school, role=Post.Role.ADMINISTRATOR).person
    above = PostFactory(organisation=trust, role=Post.Role.ADMINISTRATOR).person
    places = [trust, school, other]
    assert [permissions.holds(below, permissions.RUNS, p, NOW) for p in places] == [False, True, False]
    assert [permissions.holds(above, permissions.RUNS, p, NOW) for p in places] == [True, True, True]
    assert list(Organisation.objects.visible_to(below, NOW)) == [school]
    assert set(Organisation.objects.visible_to(above, NOW)) == set(places)


def test_a_post_that_has_ended_or_has_not_begun_opens_nothing(school):
    for dates in ({"ends_on": TODAY}, {"starts_on": day(2027, 3, 24)}):
        person = PostFactory(organisation=school, role=Post.Role.ADMINISTRATOR, **dates).person
        assert not permissions.holds(person, permissions.RUNS, school, NOW)
        assert not Organisation.objects.visible_to(person, NOW).exists()
        assert list(User.objects.visible_to(person, NOW)) == [person]


def test_a_path_that_begins_alike_is_not_below():
    """Organisation 1 is not above organisation 12."""
    first = OrganisationFactory()
    Organisation.objects.filter(pk=first.pk).update(path="/1/")
    other = OrganisationFactory()
    Organisation.objects.filter(pk=other.pk).update(path="/12/")
    person = PostFactory(organisation=first, role=Post.Role.ADMINISTRATOR).person
    other.refresh_from_db()
    assert not permissions.holds(person, permissions.RUNS, other, NOW)
    assert list(Organisation.objects.visible_to(person, NOW)) == [first]


def test_the_last_administrator_stays_until_there_is_another(trust, school, administrator):
    post = administrator.posts.get()
    with pytest.raises(LastAdministrator):
        operations.end_post(post=post, ends_on=day(2027, 4, 1), by=administrator, at=NOW)
    give(UserFactory(), school, role=Post.Role.ADMINISTRATOR, by=administrator)
    with pytest.raises(LastAdministrator):
        operations.end_post(post=post, ends_on=day(2027, 4, 1), by=administrator, at=NOW)
    give(UserFactory(), trust, role=Post.Role.ADMINISTRATOR, by=administrator)
    operations.end_post(post=post, ends_on=day(2027, 4, 1), by=administrator, at=NOW)
    assert post.last_day == day(2027, 3, 31)


def test_an_administrator_of_a_school_can_go_while_the_trust_has_one(school, administrator):
    post = give(UserFactory(), school, role=Post.Role.ADMINISTRATOR, by=administrator)
    operations.end_post(post=post, ends_on=day(2027, 4, 1), by=administrator, at=NOW)


def test_nobody_gives_themselves_a_role(school, administrator):
    coordinator = give(UserFactory(), school, role=Post.Role.COORDINATOR, by=administrator).person
    for person in (coordinator, administrator):
        with pytest.raises(NotAllowed):
            give(person, school, role=Post.Role.SLT, by=person)


def test_nobody_prolongs_a_role_of_their_own_or_takes_an_ended_one_up_again(school, administrator):
    coordinator = give(UserFactory(), school, role=Post.Role.COORDINATOR, by=administrator).person
    for starts_on, ends_on in ((TODAY, day(2027, 4, 1)), (day(2027, 1, 4), day(2027, 2, 1))):
        post = PostFactory(
            person=coordinator, organisation=school, role=Post.Role.SLT, starts_on=starts_on, ends_on=ends_on
        )
        with pytest.raises(NotAllowed):
            operations.end_post(post=post, ends_on=day(2027, 7, 1), by=coordinator, at=NOW)
        post.refresh_from_db()
        assert post.ends_on == ends_on
        operations.end_post(post=post, ends_on=ends_on - dt.timedelta(days=1), by=coordinator, at=NOW)
    operations.end_post(post=post, ends_on=day(2027, 3, 1), by=administrator, at=NOW)
    assert post.last_day == day(2027, 2, 28)


def test_what_happens_to_a_post_is_in_the_log_without_names(school, administrator):
    post = give(UserFactory(), school, title="Learning Director, Year 9", by=administrator)
    event = Event.objects.get(kind="people.post_given")
    assert (event.about, event.organisation, event.by) == (post.person.key, school.key, administrator)
    assert event.data == {
        "post": post.pk,
        "person": post.person.pk,
        "role": "mentor",
        "starts_on": "2027-03-23",
        "ends_on": None,
    }


def test_an_organisation_is_founded_with_its_path(trust, administrator):
    hub = operations.found_organisation(name="Hub", kind="hub", parent=trust, by=administrator, at=NOW)
    below = operations.found_organisation(name="Below", parent=hub, by=administrator, at=NOW)
    assert below.path == f"/{trust.pk}/{hub.pk}/{below.pk}/"
    assert below.path_ids == [trust.pk, hub.pk, below.pk]
    assert permissions.can_manage_organisation(administrator, below, NOW)


def test_an_organisation_at_the_top_is_founded_at_the_console_alone(administrator):
    with pytest.raises(NotAllowed):
        operations.found_organisation(name="Mine", by=administrator, at=NOW)
    assert operations.found_organisation(name="New", by=None, at=NOW).path_ids


def test_a_school_holds_nothing_and_a_trust_stands_under_nothing(trust, school, administrator):
    with pytest.raises(CannotStandThere):
        operations.found_organisation(name="Inner", parent=school, by=administrator, at=NOW)
    with pytest.raises(CannotStandThere):
        operations.found_organisation(name="Inner", kind="trust", parent=trust, by=administrator, at=NOW)
    with pytest.raises(CannotStandThere):
        operations.change_organisation(
            organisation=trust, name="Trust", kind="school", zone=trust.zone, by=administrator, at=NOW
        )


def test_changing_an_organisation_says_what_changed_and_nothing_twice(school, administrator):
    for _ in range(2):
        operations.change_organisation(
            organisation=school, name="Upper", kind="school", zone="Europe/Dublin", by=administrator, at=NOW
        )
    assert [event.data for event in Event.objects.filter(kind="people.organisation_changed")] == [
        {"fields": ["name", "zone"]}
    ]
