"""The people floor, as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        import events.history
        from events import registries
        from people import emails, history

        events.history.register(history.SENTENCES)
        registries.register_notice(
            "invited", context=emails.of_invitation, still_wanted=emails.invitation_still_wanted
        )
