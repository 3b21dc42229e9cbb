"""Sessions of people who have taken the second step, in the present of the tests."""

import pytest
import time_machine
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY

from people.models import Post
from tests.factories import NOW, OrganisationFactory, PostFactory


@pytest.fixture
def present():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def school(db):
    return OrganisationFactory(name="Marlowe Cross")


@pytest.fixture
def coordinator(school):
    return PostFactory(
        organisation=school, role=Post.Role.COORDINATOR, person__name="Alison Threlfall"
    ).person


@pytest.fixture
def administrator(school):
    return PostFactory(organisation=school, role=Post.Role.ADMINISTRATOR, person__name="Ruth Amadi").person


@pytest.fixture
def signed_in(client):
    """A session of this person that has taken the second step."""

    def do(person):
        client.force_login(person)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": 0, "type": "totp"}]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
        return client

    return do


@pytest.fixture
def as_coordinator(signed_in, coordinator):
    return signed_in(coordinator)


@pytest.fixture
def as_administrator(signed_in, administrator):
    return signed_in(administrator)


@pytest.fixture
def words():
    """The text of an answer with its line breaks evened out."""
    return lambda response: " ".join(response.content.decode().split())
