"""What every page is given: places in the navigation, whose school it is, whether it is a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from config import hats
from people.models import User


def shell(request: HttpRequest) -> dict[str, Any]:
    """Variables of templates/base.html. The hat last worn is remembered where pages belong to several."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or getattr(request, "bare_shell", False):
        return {"places": [], "me": None, "organisation_name": "", "demo": settings.DEMO}
    who = hats.wearer(user, timezone.now())
    last = request.session.get("hat", "")
    hat = hats.hat_at(request.path, who.hats, last)
    if hat is not None and hat != last and len(who.hats) > 1:
        request.session["hat"] = str(hat)
    return {
        "places": hats.places(who, hat, request.path),
        "other_homes": hats.other_homes(who, hat),
        "me": user,
        "organisation_name": who.organisation_name,
        "demo": settings.DEMO,
    }
