"""The pathways floor, as Django knows it."""

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "pathways"

    def ready(self) -> None:
        """Tell the lower floors what this one adds to them."""
        from events import history
        from pathways import blueprint, emails, todo
        from pathways.history import SENTENCES
        from secondments.blueprint import register
        from secondments.todo import Hat
        from secondments.todo import register as register_todo

        history.register(SENTENCES)
        emails.register()
        register(blueprint.ACTIVITIES)
        register(blueprint.REQUIREMENTS)
        register_todo(todo.as_secondee, Hat.SECONDEE)
        register_todo(todo.as_mentor, Hat.MENTOR)
