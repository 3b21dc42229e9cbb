"""What every page is given: the places in the navigation, whose school it is, whether it is a demonstration."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Variables of templates/base.html."""
    return {"places": [], "organisation_name": "", "demo": settings.DEMO}
