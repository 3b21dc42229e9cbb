"""A school in the middle of a secondment, and a browser in which somebody has signed in."""

import pytest

from people.models import Post
from tests.factories import NOW, CohortFactory, OrganisationFactory, PostFactory, terms


@pytest.fixture
def school(db):
    school = OrganisationFactory(name="Marlowe Cross")
    terms(school)
    return school


@pytest.fixture
def holding(school):
    """Makes somebody who holds a role at the school, or elsewhere."""

    def make(role, organisation=None, **fields):
        fields = {f"person__{name}": value for name, value in fields.items()}
        return PostFactory(organisation=organisation or school, role=role, **fields).person

    return make


@pytest.fixture
def coordinator(holding):
    return holding(Post.Role.COORDINATOR, name="Cora Coordinator")


@pytest.fixture
def cohort(school):
    return CohortFactory(organisation=school)


@pytest.fixture
def sign_in_as(client):
    """Signs somebody in, second step and all."""

    def do(person):
        client.force_login(person)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": NOW.timestamp(), "type": "totp"}]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
        return client

    return do
