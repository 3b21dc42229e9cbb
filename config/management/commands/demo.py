"""Makes the living demonstration: an invented school year around today, on a database that has no people."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demonstration import story
from events.models import Event
from people.models import User
from people.operations import NotEmpty
from people.permissions import is_demonstration


class Command(BaseCommand):
    help = "Make the demonstration around today; again, say since when it is there; --fresh, make it anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--fresh", action="store_true", help="throw the demonstration away and make it anew around today"
        )

    def handle(self, *args: Any, fresh: bool = False, **options: Any) -> None:
        if is_demonstration():
            if not fresh:
                made = Event.objects.filter(kind="people.demonstration_made").earliest("at").at
                day = timezone.localtime(made)
                self.stdout.write(
                    f"The demonstration is there, since {day:%A} {day.day} {day:%B %Y}. "
                    "manage.py demo --fresh makes it anew around today."
                )
                return
            call_command("flush", interactive=False, verbosity=0)
        try:
            story.tell(at=timezone.now())
        except NotEmpty:
            raise CommandError(
                "There are people in this database whom the demonstration did not make, so it is "
                "left as it is. "
                "Point DATABASE_URL at an empty database."
            ) from None
        self.stdout.write(f"The demonstration is ready: {User.objects.count()} people, all of them invented.")
