"""Django's administration site, kept to look-up tables: what grants a right has a page of ours."""

from collections.abc import Iterable
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.db.models import Model
from django.utils.decorators import method_decorator

LOOK_UP_TABLES: frozenset[str] = frozenset()  # labels such as "people.Phase"; none is needed so far


class LookUpTables(AdminSite):
    """Takes in the tables listed above, and leaves out what other packages bring along."""

    site_header = site_title = "Understudy: look-up tables"
    # The one sign-in of the site, with its rate limits and second factor, serves here too.
    login = method_decorator(secure_admin_login)(AdminSite.login)

    def register(
        self, model_or_iterable: type[Model] | Iterable[type[Model]], admin_class: Any = None, **options: Any
    ) -> None:
        """Register the listed ones among these models."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        for model in models:
            if model._meta.label in LOOK_UP_TABLES:
                super().register(model, admin_class, **options)
