import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.house.plan import addresses, is_ours
from tests.rights.table import ROLES, WHO_MAY_SEE_WHAT

# The pages that anybody on the internet may ask for. Adding one is a decision.
PUBLIC = {
    "alive",
    "ready",
    "config:front",
    "config:help",
    "config:privacy",
    "config:accessibility",
    "people:demo_sign_in",
}
# These look themselves whether somebody is signed in: what keeps a text is told 401, not redirected.
SAY_SO_THEMSELVES = {"blogs:keep_draft", "blogs:keep_mentor_answer"}
# What allauth and Django bring: signing in, and finding a forgotten password again.
PUBLIC_OF_OTHERS = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",  # closed: people are invited
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "socialaccount_login_cancelled",
    "socialaccount_signup",  # closed as well
    "google_login",
    "google_callback",
    "google_login_by_token",
    "microsoft_login",
    "microsoft_callback",
    "admin:login",  # leads to account_login
}


def ours():
    return {name for name, pattern in addresses() if is_ours(pattern)}


def public(of_ours):
    return {
        name
        for name, pattern in addresses()
        if is_ours(pattern) is of_ours and not getattr(pattern.callback, "login_required", True)
    }


def test_only_the_listed_pages_are_public():
    assert public(of_ours=True) == PUBLIC | SAY_SO_THEMSELVES


def test_packages_open_only_the_listed_pages():
    assert public(of_ours=False) == PUBLIC_OF_OTHERS


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(SAY_SO_THEMSELVES))
def test_a_text_is_kept_only_for_somebody_who_is_signed_in(client, name):
    answer = client.post(reverse(name, kwargs={"pk": 1}), {"body": "…"}, content_type="application/json")

    assert answer.status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_signup", "socialaccount_signup"])
def test_nobody_registers_themselves(client, name):
    answer = client.post(reverse(name), {"email": "stranger@elsewhere.example"})

    assert not get_user_model().objects.exists()
    assert answer.status_code in (200, 302)


def test_every_address_has_a_name():
    assert [str(pattern.pattern) for _, pattern in addresses() if is_ours(pattern) and not pattern.name] == []


def test_no_two_addresses_share_a_name():
    names = [name for name, pattern in addresses() if is_ours(pattern)]

    assert sorted(names) == sorted(set(names))


def test_every_address_is_in_the_table_of_who_may_see_what():
    assert ours() - set(WHO_MAY_SEE_WHAT) == set()


def test_the_table_lists_no_address_that_is_gone():
    assert set(WHO_MAY_SEE_WHAT) - ours() == set()


def test_the_table_answers_for_every_role():
    wrong = [
        f"{name} {verb}"
        for name, row in WHO_MAY_SEE_WHAT.items()
        for verb in ("GET", "POST")
        if verb in row and len(row[verb].split()) != len(ROLES)
    ]

    assert wrong == []


def test_every_page_has_a_query_budget():
    assert [name for name, row in WHO_MAY_SEE_WHAT.items() if "GET" in row and "budget" not in row] == []
