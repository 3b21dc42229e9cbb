"""The blogs floor, as Django knows it."""

from django.apps import AppConfig


class BlogsConfig(AppConfig):
    name = "blogs"

    def ready(self) -> None:
        """Tell the lower floors what this one adds to them."""
        from blogs import blueprint, emails, history, todo
        from events import history as events_history
        from secondments import blueprint as programme_file
        from secondments.reminders import register_answered, register_written

        for section in blueprint.SECTIONS:
            programme_file.register(section)
        events_history.register(history.SENTENCES)
        emails.register()
        todo.register_all()
        register_written(todo.who_has_shared)
        register_answered(todo.who_has_answered)
