"""The refusal that every floor's operations share."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied


class NotAllowed(PermissionDenied):
    """The person who asked for it may not do it. Every floor's operations raise this one."""


def only_if(may: bool) -> None:
    """Raise NotAllowed unless the person may."""
    if not may:
        raise NotAllowed
