"""Everything that can happen to people, organisations, posts and terms."""

from django.core.exceptions import PermissionDenied


class NotAllowed(PermissionDenied):
    """The person who asked for it may not do it. Every floor's operations raise this one."""
