"""The secondments floor, as Django knows it."""

from django.apps import AppConfig


class SecondmentsConfig(AppConfig):
    name = "secondments"

    def ready(self) -> None:
        from secondments.blueprint.sections import register_sections

        register_sections()
