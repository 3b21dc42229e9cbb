"""Sees to it that people sign in, coordinators and administrators with a second factor, and lose no page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from people.models import User
from people.permissions import needs_second_factor

WALKED_IN = "demonstration_person"
OWN_ACCOUNT = ("account_", "mfa_", "usersessions_", "socialaccount_")
OPEN = {
    "people:my_account",
    "people:second_factor",
    "people:demo_sign_in",
    "config:help",
    "config:privacy",
    "config:accessibility",
    "alive",
    "ready",
}
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends a stranger to sign in, and from there to a page, even when it was a form that was sent."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        return redirect_to_login(
            page_of(request), self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        )


def page_of(request: HttpRequest) -> str:
    """The path of the page that somebody is at: for a form, of the page of ours that it stood on.

    Many forms are sent to addresses that answer nothing else.
    """
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    origin = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(origin, {request.get_host()}, require_https=request.is_secure()):
        page = urlsplit(origin)._replace(scheme="", netloc="", fragment="").geturl()
        if page.startswith("/") and url_has_allowed_host_and_scheme(page, None):
            return page
    return reverse("config:front")


class SecondFactorMiddleware:
    """Lets a session that has not taken the second step reach its own account and nothing else.

    It is the session that counts, not whether the person has a second factor somewhere: a session from before
    it was set up may be somebody else's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User) or _is_open(request) or has_taken_second_step(request, user):
            return None
        if not needs_second_factor(user, timezone.now()):
            return None
        if is_mfa_enabled(user, FACTORS):
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': page_of(request)})}")
        return redirect("people:second_factor")


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    return match.view_name in OPEN or (not match.namespace and match.view_name.startswith(OWN_ACCOUNT))


def has_taken_second_step(request: HttpRequest, user: User) -> bool:
    """Whether this session showed a second factor or a passkey, or belongs to the demonstration."""
    if settings.DEMO and request.session.get(WALKED_IN) == user.pk:
        return True
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))
