"""Finds the words' values for this floor's notices, and says whether they are still wanted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from events.models import Notice
from people.models import Organisation, Post, User


def of_invitation(notice: Notice) -> dict[str, Any]:
    """Who invites whom to which organisation, with the role they are to play."""
    organisation = Organisation.objects.get(pk=notice.context["organisation"])
    by = User.objects.filter(pk=notice.context["by"]).first() if notice.context["by"] else None
    post = (
        Post.objects.filter(person=notice.to.pk, organisation=organisation)
        .order_by("-starts_on", "-pk")
        .first()
    )
    return {
        "organisation": organisation,
        "by": by,
        "role": post.label if post else "",
        "address": settings.SITE_URL,
    }


def invitation_still_wanted(notice: Notice, at: datetime) -> bool:
    """They still hold a post there, and somebody new has not found their way in meanwhile."""
    person = User.objects.get(pk=notice.to.pk)
    if notice.context["new"] and person.last_login is not None:
        return False
    here = Organisation.objects.filter(pk=notice.context["organisation"])
    return Post.objects.held(at).filter(person=person, organisation__in=here).exists()
