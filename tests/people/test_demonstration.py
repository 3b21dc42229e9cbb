"""The demonstration's one-click way in exists nowhere else."""

import pytest
from django.urls import reverse

from events.models import Event
from people import operations, permissions
from people.models import Post
from people.operations import NotAllowed, NotEmpty
from tests.factories import NOW, OrganisationFactory, PostFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("present")]
WALK_IN = reverse("people:demo_sign_in")


@pytest.fixture
def cast(settings):
    """A marked database with a coordinator and a mentor to be."""
    settings.DEMO = True
    operations.mark_demonstration(at=NOW)
    school = OrganisationFactory()
    people = [
        PostFactory(organisation=school, role=role).person
        for role in (Post.Role.COORDINATOR, Post.Role.MENTOR)
    ]
    operations.name_cast(cast=[("coordinator", people[0]), ("mentor", people[1])], at=NOW)
    return people


def test_only_an_empty_database_becomes_a_demonstration():
    UserFactory()
    with pytest.raises(NotEmpty):
        operations.mark_demonstration(at=NOW)
    assert not permissions.is_demonstration()


def test_marking_twice_is_marking_once():
    operations.mark_demonstration(at=NOW)
    UserFactory()
    operations.mark_demonstration(at=NOW)
    assert permissions.is_demonstration()


def test_a_real_database_has_no_cast():
    with pytest.raises(NotAllowed):
        operations.name_cast(cast=[("mentor", UserFactory())], at=NOW)
    assert operations.demo_people(NOW) == []


def test_the_cast_is_listed_in_its_order_with_the_part_each_plays(cast):
    assert [(p.pk, p.role, p.name) for p in operations.demo_people(NOW)] == [
        (cast[0].pk, "Coordinator", cast[0].name),
        (cast[1].pk, "Mentor", cast[1].name),
    ]
    with pytest.raises(KeyError):
        operations.name_cast(cast=[("king", cast[0])], at=NOW)


def test_one_click_lets_a_visitor_be_one_of_the_cast_and_passes_the_second_step(client, cast):
    response = client.post(WALK_IN, {"person": cast[0].pk})
    assert response["Location"] == "/"
    assert client.get(reverse("people:people")).status_code == 200
    client.post(WALK_IN, {"person": cast[1].pk})
    assert client.session["_auth_user_id"] == str(cast[1].pk)
    assert client.get(reverse("usersessions_list")).status_code == 200


def test_the_session_stops_passing_when_the_demonstration_is_switched_off(client, cast, settings):
    client.post(WALK_IN, {"person": cast[0].pk})
    settings.DEMO = False
    assert client.get(reverse("people:people"))["Location"] == reverse("people:second_factor")


def test_one_click_is_unheard_of_without_the_switch(client, cast, settings):
    settings.DEMO = False
    assert client.post(WALK_IN, {"person": cast[0].pk}).status_code == 404


def test_one_click_is_unheard_of_in_a_database_that_was_not_made_for_it(client, settings):
    settings.DEMO = True
    person = UserFactory()
    Event.objects.create(kind="people.cast_named", at=NOW, about="x", data={"cast": [["mentor", person.pk]]})
    assert client.post(WALK_IN, {"person": person.pk}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("asked", ["", "x", "0", "-1", "99999999999999999999"])
def test_one_click_lets_in_nobody_who_is_not_of_the_cast(asked, client, cast):
    assert client.post(WALK_IN, {"person": asked}).status_code == 404
    assert client.post(WALK_IN, {"person": UserFactory().pk}).status_code == 404
    assert client.get(WALK_IN).status_code == 405
