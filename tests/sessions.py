"""Signing somebody in without the sign-in page, as after a password and a second factor."""

from typing import Any

from django.test import Client


def signed_in(person: Any | None) -> Client:
    """A browser in which that person has signed in with everything asked for; a stranger's for None."""
    client = Client()
    if person is not None:
        client.force_login(person)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    return client
