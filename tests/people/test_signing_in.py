"""Ways in: a code by e-mail, a password, Google and Microsoft; for invited people alone."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.socialaccount.internal.flows.login import complete_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core import mail
from django.urls import reverse

from people import operations
from people.models import Post, User
from people.pasted import Person
from tests.factories import NOW, PostFactory, UserFactory

pytestmark = pytest.mark.django_db
ASK = reverse("account_request_login_code")
CONFIRM = reverse("account_confirm_login_code")
LOGIN = reverse("account_login")


@pytest.fixture
def anna(school, coordinator):
    """Invited as a mentor, never signed in, without a password."""
    people = [Person("Anna Ash", "anna@x.example")]
    return operations.invite(
        organisation=school, people=people, role=Post.Role.MENTOR, by=coordinator, at=NOW
    ).new[0]


def code_in(letter):
    found = re.search(r"^[A-Z0-9][A-Z0-9-]{4,}$", letter.body, re.MULTILINE)
    assert found, letter.body
    return found.group()


def who(client):
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None


def test_an_invited_person_comes_in_by_a_code_and_thereby_proves_the_address(client, anna):
    client.post(ASK, {"email": "Anna@X.example"})
    (letter,) = mail.outbox
    assert letter.to == ["anna@x.example"]
    response = client.post(CONFIRM, {"code": code_in(letter)})
    assert response.status_code == 302
    assert who(client) == anna
    assert EmailAddress.objects.get(user=anna).verified
    assert User.objects.get(pk=anna.pk).last_login is not None


def test_after_signing_in_one_lands_where_one_wanted_to_go(client, anna):
    wanted = reverse("people:my_account")
    page = client.get(wanted, follow=True)
    assert page.redirect_chain == [(f"{LOGIN}?next={wanted}", 302)]
    way = re.search(rf'href="({ASK}[^"]*)"', page.content.decode()).group(1)
    form = client.get(way.replace("&amp;", "&")).content.decode()
    assert f'name="next" value="{wanted}"' in form
    page = client.post(ASK, {"email": "anna@x.example", "next": wanted}, follow=True)
    assert f'name="next" value="{wanted}"' in page.content.decode()
    response = client.post(CONFIRM, {"code": code_in(mail.outbox[0]), "next": wanted})
    assert (response.status_code, response["Location"]) == (302, wanted)


def test_nobody_is_led_to_another_site(client, anna):
    client.post(ASK, {"email": "anna@x.example", "next": "https://evil.example/"})
    response = client.post(CONFIRM, {"code": code_in(mail.outbox[0]), "next": "https://evil.example/"})
    assert response["Location"] == "/"


def test_a_wrong_code_does_not_let_in_and_five_of_them_end_it(client, anna):
    client.post(ASK, {"email": "anna@x.example"})
    for _ in range(5):
        client.post(CONFIRM, {"code": "WRONGX"})
        assert who(client) is None
    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})
    assert who(client) is None


def test_a_code_works_once(client, anna):
    client.post(ASK, {"email": "anna@x.example"})
    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})
    client.post(reverse("account_logout"))
    assert who(client) is None
    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})
    assert who(client) is None


def test_a_stranger_is_answered_alike_but_gets_no_code(client, anna):
    known = client.post(ASK, {"email": "anna@x.example"})
    client.cookies.clear()
    unknown = client.post(ASK, {"email": "stranger@y.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    letter = mail.outbox[1]
    assert letter.to == ["stranger@y.example"]
    assert not re.search(r"^[A-Z0-9-]{5,}$", letter.body, re.MULTILINE)
    assert not User.objects.filter(email="stranger@y.example").exists()


@pytest.mark.parametrize("merged", [False, True])
def test_closed_and_merged_people_do_not_come_in(merged, client, anna):
    anna.set_password("a long enough password")
    anna.is_active = False
    anna.merged_into = UserFactory() if merged else None
    anna.save()
    client.post(ASK, {"email": "anna@x.example"})
    assert not re.search(r"^[A-Z0-9-]{5,}$", mail.outbox[0].body, re.MULTILINE)
    client.post(LOGIN, {"login": "anna@x.example", "password": "a long enough password"})
    assert who(client) is None


def test_a_session_ends_when_the_account_is_closed(client, anna):
    client.force_login(anna)
    assert client.get(reverse("people:my_account")).status_code == 200
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert client.get(reverse("people:my_account")).status_code == 302


def test_a_password_is_set_by_a_link_and_then_lets_in_and_a_second_step_can_be_set(client, anna):
    client.post(reverse("account_reset_password"), {"email": "anna@x.example"})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body).group(1)
    form = client.get(link, follow=True)
    secret = "a long enough password"
    client.post(form.redirect_chain[-1][0], {"password1": secret, "password2": secret})
    client.cookies.clear()
    client.post(LOGIN, {"login": "ANNA@x.example", "password": secret})
    assert who(client) == anna
    response = client.get(reverse("mfa_activate_totp"))
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    client.post(response["Location"], {"password": secret})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_ten_failures_close_the_door_for_a_while_even_for_the_right_password(client, anna):
    anna.set_password("a long enough password")
    anna.save()
    for _ in range(10):
        client.post(LOGIN, {"login": "anna@x.example", "password": "wrong"})
    page = client.post(LOGIN, {"login": "Anna@x.example", "password": "a long enough password"})
    assert who(client) is None
    assert "Too many failed" in page.content.decode()


def test_nobody_registers_themselves(client):
    signup = reverse("account_signup")
    sent = {"email": "stranger@y.example", "password1": "a long enough password"}
    for response in (client.get(signup), client.post(signup, sent)):
        assert "Your school invites you" in response.content.decode()
    assert not User.objects.exists()


def test_a_mail_server_that_refuses_is_said_and_breaks_nothing(client, anna, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    response = client.post(ASK, {"email": "anna@x.example"})
    assert response.status_code == 503
    assert "The e-mail did not go out" in response.content.decode()


@pytest.mark.parametrize("email", ["Anna@x.example", "not-invited-yet@x.example"])
def test_nobody_adds_an_address(email, client, anna):
    """Whoever took one before its owner is invited would have codes sent there open their account."""
    squatter = UserFactory(email="squat@x.example")
    EmailAddress.objects.create(user=squatter, email="squat@x.example", primary=True, verified=True)
    client.force_login(squatter)
    page = client.get(reverse("account_email")).content.decode()
    assert "squat@x.example" in page
    assert "action_add" not in page
    assert "action_remove" not in page
    page = client.post(reverse("account_email"), {"action_add": "", "email": email}).content.decode()
    assert "Nobody adds an address by themselves" in page
    assert squatter.emailaddress_set.get().email == "squat@x.example"


def test_somebody_signed_in_has_a_link_for_a_password_sent_to_their_own_address_alone(client, anna):
    client.force_login(anna)
    client.post(reverse("account_reset_password"), {"email": "Anna@x.example"})
    client.post(reverse("account_reset_password"), {"email": "other@x.example"})
    assert [letter.to for letter in mail.outbox] == [["anna@x.example"]]


def test_an_address_that_was_taken_before_the_invitation_opens_the_account_of_its_owner(
    client, social, school, coordinator
):
    squatter = UserFactory(email="squat@x.example")
    EmailAddress.objects.create(user=squatter, email="anna@x.example", verified=False)
    people = [Person("Anna Ash", "anna@x.example")]
    (anna,) = operations.invite(organisation=school, people=people, by=coordinator, at=NOW).new
    client.post(ASK, {"email": "anna@x.example"})
    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})
    assert who(client) == anna
    _, request = social("anna@x.example")
    assert request.user == anna


def test_google_does_not_open_an_account_by_an_address_that_is_not_its_own(social):
    """Nobody has invited that address; whoever noted it beside their own has not proved it."""
    squatter = UserFactory(email="squat@x.example")
    EmailAddress.objects.create(user=squatter, email="anna@x.example", verified=False)
    response, request = social("anna@x.example")
    assert response.status_code == 403
    assert not request.user.is_authenticated


def test_the_administration_site_has_no_sign_in_page_of_its_own(client):
    response = client.post(reverse("admin:login"), {"username": "a@x.example", "password": "x"})
    assert (response.status_code, response["Location"].partition("?")[0]) == (302, reverse("account_login"))
    client.force_login(UserFactory())
    assert client.get(reverse("admin:login")).status_code == 403


# Google and Microsoft ------------------------------------------------------------------------------------


@pytest.fixture
def social(rf, settings):
    """Comes back from Google with this address; answers the response and the request."""
    settings.SOCIALACCOUNT_PROVIDERS = {
        "google": {"APPS": [{"client_id": "id", "secret": "secret", "key": ""}]},
    }

    def do(email, *, verified=True, uid="g-1", user=None, process="login"):
        request = rf.get("/account/google/login/callback/")
        SessionMiddleware(lambda r: None).process_request(request)
        request.session.save()
        MessageMiddleware(lambda r: None).process_request(request)
        request.user = user or AnonymousUser()
        with context.request_context(request):
            from allauth.socialaccount.adapter import get_adapter

            login = SocialLogin(
                user=User(),
                account=SocialAccount(provider="google", uid=uid),
                email_addresses=[EmailAddress(email=email, verified=verified, primary=True)],
                provider=get_adapter().get_provider(request, "google"),
            )
            login.state = {"process": process}
            return complete_login(request, login), request

    return do


def test_google_lets_in_whoever_was_invited_by_a_verified_address(social, anna):
    response, request = social("Anna@x.example")
    assert (response.status_code, response["Location"]) == (302, "/")
    assert request.user == anna
    assert SocialAccount.objects.get().user == anna


@pytest.mark.parametrize(
    ("email", "verified"), [("stranger@y.example", True), ("anna@x.example", False), ("", True)]
)
def test_google_lets_in_no_stranger_and_no_unverified_address(email, verified, social, anna):
    response, request = social(email, verified=verified)
    assert response.status_code == 403
    assert b"Your school invites you" in response.content
    assert not request.user.is_authenticated
    assert not SocialAccount.objects.exists()
    assert not User.objects.filter(email="stranger@y.example").exists()


def test_google_does_not_let_in_a_closed_account(social, anna):
    User.objects.filter(pk=anna.pk).update(is_active=False)
    response, request = social("anna@x.example")
    assert response["Location"] == reverse("account_inactive")
    assert not request.user.is_authenticated


def test_an_account_with_another_address_is_not_tied_to_ones_own(social, anna):
    EmailAddress.objects.filter(user=anna).update(verified=True)
    response, _ = social("private@y.example", user=anna, process="connect")
    assert response["Location"] == reverse("socialaccount_connections")
    assert not SocialAccount.objects.exists()
    social("anna@x.example", user=anna, process="connect")
    assert SocialAccount.objects.get().user == anna


def test_a_coordinators_google_account_does_not_replace_the_second_step(client, coordinator):
    client.force_login(coordinator)
    assert client.get(reverse("people:people"))["Location"] == reverse("people:second_factor")
    assert PostFactory(role=Post.Role.MENTOR).person
