"""How allauth is told that people are invited and never register themselves."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect, render

from people.models import User

log = logging.getLogger(__name__)

SET_UP = {"mfa/email/totp_activated": "totp", "mfa/email/webauthn_added": "webauthn"}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in with an address that a school invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_email(self, email: str) -> str:
        """Nobody adds an address: a code sent there would open the wrong account when its owner comes."""
        user = self.request.user
        if isinstance(user, User) and email.lower() != user.email:  # else they have forgotten their password
            raise ValidationError("Nobody adds an address by themselves: your school invites you by yours.")
        return email

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter about an account at once; when the mail server refuses, say so on a page."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:
            log.exception("%s was not sent", template_prefix)
            page = render(self.request, "people/mail_refused.html", status=503)
            raise ImmediateHttpResponse(page) from error

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody what happened to their account; it has happened, whether or not the letter arrives.

        A session that set up a second factor has shown it, and is not asked for it at once.
        """
        if template_prefix in SET_UP:
            record_authentication(self.request, user, "mfa", type=SET_UP[template_prefix])
        try:
            super().send_notification_mail(template_prefix, user, context, email)
        except ImmediateHttpResponse:
            log.warning("%s is done, but the letter about it did not go out", template_prefix)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Signing in with Google or Microsoft: only by an address that they verified and a school invited."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Any, str] | None:
        """Whose account an address opens: that of the person who was invited by it, nobody else's."""
        for address in sociallogin.email_addresses:
            if address.verified and self.can_authenticate_by_email(sociallogin, address.email):
                user = User.objects.exclude(email="").filter(email=address.email.lower()).first()
                if user is not None:
                    return user, address.email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Turn strangers away, and tie in no account whose address is not the person's own."""
        verified = {address.email.lower() for address in sociallogin.email_addresses if address.verified}
        if sociallogin.state.get("process") == AuthProcess.CONNECT and request.user.is_authenticated:
            own = EmailAddress.objects.filter(user=request.user, verified=True).values_list(
                "email", flat=True
            )
            if not verified & {email.lower() for email in own}:
                messages.error(request, "That account has another address than yours here, so it stays out.")
                raise ImmediateHttpResponse(redirect("socialaccount_connections"))
        elif not sociallogin.is_existing:
            raise ImmediateHttpResponse(render(request, "account/signup_closed.html", status=403))
