"""Two coordinators with one list, two administrators who end each other: it comes out right, once."""

import datetime as dt
import itertools

import pytest
from allauth.account.models import EmailAddress

from events.models import Event, Notice
from people import operations
from people.models import Post, User
from people.operations import HeldAlready, LastAdministrator
from people.pasted import Person
from people.terms import TermDates, terms_of
from tests.factories import NOW, OrganisationFactory, PostFactory, UserFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
LIST = [Person("Anna Ash", "anna@x.example"), Person("Ben Birch", "ben@x.example")]


@pytest.fixture
def school(transactional_db):
    return OrganisationFactory()


@pytest.fixture
def coordinator(school):
    return PostFactory(organisation=school, role=Post.Role.COORDINATOR).person


def test_the_same_list_pasted_eight_times_at_once_invites_everybody_once(at_once, school, coordinator):
    turn = itertools.count()

    def paste():
        people = LIST if next(turn) % 2 else LIST[::-1]
        return operations.invite(organisation=school, people=people, by=coordinator, at=NOW)

    at_once(paste)
    assert User.objects.filter(email__in=["anna@x.example", "ben@x.example"]).count() == 2
    assert EmailAddress.objects.count() == 2
    assert Post.objects.filter(role="staff").count() == 2
    assert Notice.objects.filter(template="invited").count() == 2
    assert Event.objects.filter(kind="people.person_invited").count() == 2


def test_a_role_given_eight_times_at_once_is_given_once(at_once, school, coordinator):
    person = UserFactory()

    def give():
        try:
            operations.give_post(
                person=person,
                organisation=school,
                role=Post.Role.MENTOR,
                starts_on=dt.date(2027, 3, 23),
                by=coordinator,
                at=NOW,
            )
        except HeldAlready:
            return False
        return True

    assert sum(at_once(give)) == 1
    assert Event.objects.filter(kind="people.post_given").count() == 1


def test_two_administrators_cannot_both_be_ended_at_once(at_once, school):
    posts = [PostFactory(organisation=school, role=Post.Role.ADMINISTRATOR) for _ in range(2)]
    turn = itertools.count()

    def end():
        mine = next(turn) % 2
        post = Post.objects.select_related("organisation", "person").get(pk=posts[mine].pk)
        try:
            operations.end_post(post=post, ends_on=dt.date(2027, 3, 23), by=posts[1 - mine].person, at=NOW)
        except (LastAdministrator, operations.NotAllowed):
            return False
        return True

    assert any(at_once(end))
    assert Post.objects.filter(role="administrator", ends_on=None).count() == 1


def test_the_same_terms_set_eight_times_at_once_are_there_once(at_once, school, coordinator):
    spring = TermDates("Spring term", dt.date(2027, 1, 4), dt.date(2027, 3, 26))

    def set_them():
        operations.set_terms(organisation=school, school_year=2026, terms=[spring], by=coordinator, at=NOW)

    at_once(set_them)
    assert [term.name for term in terms_of(school)] == ["Spring term"]
    assert Event.objects.filter(kind="people.terms_set").count() == 1
