"""Inviting people: once each, whatever is pasted how often."""

import datetime as dt

import pytest
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, transaction

from events import registries
from events.models import Event, Notice
from events.operations import post_due_notices
from people import operations
from people.models import Post, User
from people.operations import NotAllowed, NothingToSend
from people.pasted import read
from tests.factories import NOW, OrganisationFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = read("Mrs Anna Ash, Anna@x.example\nBen Birch, ben@x.example").people


@pytest.fixture
def school():
    return OrganisationFactory(name="Marlowe Cross")


@pytest.fixture
def coordinator(school):
    return PostFactory(
        organisation=school, role=Post.Role.COORDINATOR, person__name="Alison Threlfall"
    ).person


def invite(school, by, people=LIST, at=NOW, **more):
    return operations.invite(organisation=school, people=people, by=by, at=at, **more)


def test_people_who_are_invited_exist_hold_the_role_and_can_be_found_by_their_address(school, coordinator):
    invite(school, coordinator, role=Post.Role.MENTOR, title="Learning Director")
    anna = User.objects.get(email="anna@x.example")
    assert (anna.name, anna.formal_name, anna.sort_name) == ("Anna Ash", "Mrs Ash", "Ash, Anna")
    assert not anna.has_usable_password()
    post = anna.posts.get()
    assert (post.organisation, post.role, post.title) == (school, "mentor", "Learning Director")
    assert post.starts_on == dt.date(2027, 3, 23)
    address = EmailAddress.objects.get(user=anna)
    assert (address.email, address.primary, address.verified) == ("anna@x.example", True, False)


def test_pasting_the_same_list_again_invites_nobody_twice(school, coordinator):
    first = invite(school, coordinator)
    again = invite(
        school, coordinator, people=read("ANNA ASH, ANNA@X.example\nBen Birch, ben@x.example").people
    )
    assert (len(first.new), len(first.already)) == (2, 0)
    assert (len(again.new), len(again.already)) == (0, 2)
    assert [User.objects.filter(posts__role="staff").count(), Notice.objects.count()] == [2, 2]
    assert Event.objects.filter(kind="people.person_invited").count() == 2


def test_a_second_list_with_another_role_adds_the_role_and_not_the_person(school, coordinator):
    invite(school, coordinator)
    result = invite(school, coordinator, people=LIST[:1], role=Post.Role.SLT)
    assert len(result.new) == 1
    assert set(result.new[0].posts.values_list("role", flat=True)) == {"staff", "slt"}
    assert Notice.objects.filter(to=result.new[0]).count() == 1


def test_somebody_known_keeps_the_name_they_have(school, coordinator):
    known = UserFactory(name="Ανna Ash-Birch", email="anna@x.example")
    invite(school, coordinator)
    known.refresh_from_db()
    assert known.name == "Ανna Ash-Birch"
    assert known.posts.count() == 1


@pytest.mark.parametrize("verified", [False, True])
@pytest.mark.parametrize("exists", [False, True])
def test_an_address_that_somebody_else_took_first_becomes_the_invited_persons(
    verified, exists, school, coordinator
):
    """Whoever took it could have had it confirmed by its owner, who only clicked on a link."""
    squatter = UserFactory(email="squat@x.example")
    for email in ("squat@x.example", "anna@x.example", "third@x.example"):
        EmailAddress.objects.create(user=squatter, email=email, verified=verified)
    anna = UserFactory(email="anna@x.example") if exists else None
    invited = invite(school, coordinator, people=LIST[:1]).new[0]
    assert invited == (anna or User.objects.get(email="anna@x.example"))
    assert filter_users_by_email("anna@x.example", prefer_verified=True) == [invited]
    kept = set(squatter.emailaddress_set.values_list("email", flat=True))
    assert kept == {"squat@x.example", "third@x.example"}


def test_an_account_that_was_closed_is_not_opened_by_a_list(school, coordinator):
    UserFactory(email="anna@x.example", is_active=False)
    result = invite(school, coordinator)
    assert [person.email for person in result.closed] == ["anna@x.example"]
    assert [user.name for user in result.new] == ["Ben Birch"]


def test_a_duplicate_that_was_merged_leads_to_the_person(school, coordinator):
    person = UserFactory()
    UserFactory(email="anna@x.example", is_active=False, merged_into=person)
    assert invite(school, coordinator).new[0] == person


def test_a_merged_duplicate_can_never_be_active():
    with pytest.raises(IntegrityError, match="a_merged_person_does_not_sign_in"), transaction.atomic():
        UserFactory(merged_into=UserFactory())


def test_an_address_is_unique_whatever_its_case_and_kept_in_small_letters():
    UserFactory(email="Anna@X.example")
    assert User.objects.get().email == "anna@x.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="ANNA@x.example")
    with pytest.raises(IntegrityError, match="an_email_is_in_small_letters"), transaction.atomic():
        User.objects.update(email="Anna@x.example")


def test_oneself_cannot_be_on_the_list(school, coordinator):
    own = read(f"Me, {coordinator.email}").people
    result = invite(school, coordinator, people=own, role=Post.Role.SLT)
    assert [person.email for person in result.oneself] == [coordinator.email]
    assert coordinator.posts.count() == 1


def test_only_whoever_looks_after_a_school_invites_and_a_coordinator_no_administrators(school, coordinator):
    elsewhere = PostFactory(role=Post.Role.ADMINISTRATOR).person
    mentor = PostFactory(organisation=school, role=Post.Role.MENTOR).person
    for by in (elsewhere, mentor, UserFactory()):
        with pytest.raises(NotAllowed):
            invite(school, by)
    for role in (Post.Role.ADMINISTRATOR, Post.Role.COORDINATOR):
        with pytest.raises(NotAllowed):
            invite(school, coordinator, role=role)
    assert not Notice.objects.exists()


def test_the_invitation_says_who_invites_where_to_and_how_to_come_in(school, coordinator, settings):
    settings.SITE_URL = "https://understudy.example"
    invite(school, coordinator, role=Post.Role.MENTOR, title="Learning Director")
    assert post_due_notices(at=NOW) == 2
    letter = next(letter for letter in mail.outbox if letter.to == ["anna@x.example"])
    assert letter.subject == "Alison Threlfall invites you to Understudy at Marlowe Cross"
    html = letter.alternatives[0][0]
    for body in (letter.body, html):
        assert "https://understudy.example/account/login/code/" in body
        assert "Learning Director" in body
        assert "anna@x.example" in body


def test_a_name_cannot_smuggle_anything_into_the_letter(school, coordinator):
    coordinator.name = "Eve\r\nBcc: all@x.example <b>"
    coordinator.save()
    invite(school, coordinator, people=LIST[:1])
    post_due_notices(at=NOW)
    (letter,) = mail.outbox
    assert "\n" not in letter.subject
    assert letter.recipients() == ["anna@x.example"]
    assert "<b>" not in letter.alternatives[0][0]


def test_nobody_is_written_to_who_has_found_their_way_in_or_has_gone(school, coordinator):
    new = invite(school, coordinator).new
    User.objects.filter(pk=new[0].pk).update(last_login=NOW)
    Post.objects.filter(person=new[1]).update(ends_on=dt.date(2027, 3, 23))
    assert post_due_notices(at=NOW) == 0
    assert set(Notice.objects.values_list("dropped_because", flat=True)) == {"no longer wanted"}


def test_whoever_has_not_come_in_is_written_to_again_once_a_day(school, coordinator):
    anna = invite(school, coordinator).new[0]
    with pytest.raises(NothingToSend):
        operations.invite_again(person=anna, organisation=school, by=coordinator, at=NOW)
    tomorrow = NOW + dt.timedelta(days=1)
    operations.invite_again(person=anna, organisation=school, by=coordinator, at=tomorrow)
    with pytest.raises(NothingToSend):
        operations.invite_again(person=anna, organisation=school, by=coordinator, at=tomorrow)
    assert Notice.objects.filter(to=anna).count() == 2


def test_nobody_is_written_to_again_who_has_signed_in_or_works_elsewhere(school, coordinator):
    tomorrow = NOW + dt.timedelta(days=1)
    anna = invite(school, coordinator).new[0]
    anna.last_login = NOW
    with pytest.raises(NothingToSend):
        operations.invite_again(person=anna, organisation=school, by=coordinator, at=tomorrow)
    with pytest.raises(NotAllowed):
        operations.invite_again(person=PostFactory().person, organisation=school, by=coordinator, at=tomorrow)


def test_a_list_costs_a_constant_number_of_queries_to_look_up(school, coordinator, django_assert_num_queries):
    invite(school, coordinator)
    with django_assert_num_queries(5):  # two for the transaction, three to look everybody up
        invite(school, coordinator)
    with django_assert_num_queries(5):
        invite(school, coordinator, people=LIST[:1])


def test_people_and_whoever_looks_after_them_write_a_name(school, coordinator):
    anna = invite(school, coordinator).new[0]
    operations.change_person(person=anna, name="Anna Ash-Birch", formal_name="Dr Ash-Birch", by=anna, at=NOW)
    assert anna.sort_name == "Ash-Birch, Anna"
    operations.change_person(person=anna, name="Anna Ash", by=coordinator, at=NOW)
    assert [e.data["fields"] for e in Event.objects.filter(kind="people.person_changed")] == [
        ["name", "formal_name", "sort_name"],
        ["name", "formal_name", "sort_name"],
    ]
    for by in (UserFactory(), PostFactory(role=Post.Role.ADMINISTRATOR).person):
        with pytest.raises(NotAllowed):
            operations.change_person(person=anna, name="Nobody", by=by, at=NOW)


def test_every_notice_of_this_floor_is_registered():
    assert "invited" in registries.templates()
