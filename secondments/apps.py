"""The secondments floor, as Django knows it."""

from django.apps import AppConfig


class SecondmentsConfig(AppConfig):
    name = "secondments"

    def ready(self) -> None:
        from events.history import register
        from secondments import attention, todo
        from secondments.blueprint.schema import register_sections
        from secondments.emails import register_notices
        from secondments.history import SENTENCES

        register_sections()
        register_notices()
        register(SENTENCES)
        todo.register(attention.undelivered, todo.Hat.COORDINATOR)
        todo.register(attention.without_mentor, todo.Hat.COORDINATOR)
        todo.register(attention.to_join, todo.Hat.SECONDEE)
        todo.register(attention.without_new_date, todo.Hat.COORDINATOR)
