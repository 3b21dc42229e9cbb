"""Coordinators and administrators show a second factor before they reach other people's data."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.urls import reverse

from people import permissions
from people.models import Post
from tests.factories import NOW, PostFactory, UserFactory

pytestmark = pytest.mark.django_db
PEOPLE = reverse("people:people")
WHY = reverse("people:second_factor")
SECRET = "JBSWY3DPEHPK3PXP"


def code(secret=SECRET):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.mark.parametrize(
    ("role", "needs"),
    [
        (Post.Role.ADMINISTRATOR, True),
        (Post.Role.COORDINATOR, True),
        (Post.Role.HEADTEACHER, False),
        (Post.Role.SLT, False),
        (Post.Role.MENTOR, False),
        (Post.Role.STAFF, False),
    ],
)
def test_who_needs_a_second_factor(role, needs):
    assert permissions.needs_second_factor(PostFactory(role=role).person, NOW) is needs


def test_whoever_opens_the_administration_site_needs_one_too():
    assert permissions.needs_second_factor(UserFactory(is_staff=True), NOW)
    assert not permissions.needs_second_factor(UserFactory(), NOW)


def test_a_coordinator_without_one_reaches_their_own_account_and_nothing_else(client, coordinator, school):
    client.force_login(coordinator)
    for closed in (
        PEOPLE,
        reverse("config:coordinator_home"),
        reverse("people:organisation", args=[school.pk]),
        reverse("admin:index"),
    ):
        response = client.get(closed)
        assert (response.status_code, response["Location"]) == (302, WHY)
    response = client.post(reverse("people:invite", args=[school.pk]), {"people": "A B, a@x.example"})
    assert response["Location"] == WHY
    for opened in (
        WHY,
        reverse("people:my_account"),
        reverse("mfa_index"),
        reverse("mfa_activate_totp"),
        reverse("account_email"),
        reverse("account_logout"),
        reverse("usersessions_list"),
        reverse("config:help"),
    ):
        assert client.get(opened).status_code == 200, opened
    assert "needs a second key" in client.get(WHY).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_coordinator_sets_one_up_and_goes_on_in_the_same_session(client, coordinator):
    client.force_login(coordinator)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert Authenticator.objects.filter(user=coordinator, type="totp").exists()
    assert client.get(PEOPLE).status_code == 200


def test_an_older_session_has_to_show_what_was_set_up_meanwhile(client, coordinator):
    """Whoever got into the mailbox before must not profit from the owner's diligence."""
    client.force_login(coordinator)
    TOTP.activate(coordinator, SECRET)
    response = client.get(PEOPLE)
    assert response["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fpeople%2F"
    response = client.post(response["Location"], {"code": code(), "next": PEOPLE})
    assert response["Location"] == PEOPLE
    assert client.get(PEOPLE).status_code == 200


def test_signing_in_with_a_code_by_email_asks_for_the_second_factor_too(client, coordinator):
    TOTP.activate(coordinator, SECRET)
    client.post(reverse("account_request_login_code"), {"email": coordinator.email})
    letter = mail.outbox[0].body
    typed = next(line for line in letter.splitlines() if line.isupper() and " " not in line)
    response = client.post(reverse("account_confirm_login_code"), {"code": typed})
    assert response["Location"] == reverse("mfa_authenticate")
    assert client.get(PEOPLE).status_code == 302
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert client.get(PEOPLE).status_code == 200


def test_a_mentor_is_never_held_up(client):
    client.force_login(PostFactory(role=Post.Role.MENTOR).person)
    assert client.get(PEOPLE).status_code == 403


def test_somebody_who_becomes_a_coordinator_is_held_up_from_then_on(client, school):
    person = PostFactory(organisation=school, role=Post.Role.MENTOR).person
    client.force_login(person)
    assert client.get(reverse("people:my_account")).status_code == 200
    PostFactory(organisation=school, person=person, role=Post.Role.COORDINATOR)
    assert client.get(PEOPLE)["Location"] == WHY


def test_a_record_of_another_person_in_the_session_counts_for_nothing(client, coordinator):
    client.force_login(coordinator)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session["account_authentication_methods_user"] = str(coordinator.pk + 1)
    session.save()
    assert client.get(PEOPLE)["Location"] == WHY
