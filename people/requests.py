"""The request of somebody who has signed in, as the type checker should see it."""

from django.http import HttpRequest

from people.models import User


class SignedInRequest(HttpRequest):
    """What a view gets behind the sign-in page."""

    user: User
