"""Loads programme files into an organisation; the same content twice is one version."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from people.models import Organisation
from secondments import blueprint, operations


class Command(BaseCommand):
    help = "Load programme files into an organisation"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--organisation", required=True, metavar="NAME_OR_ID")
        parser.add_argument("--publish", action="store_true", help="make it usable for groups at once")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        organisation = self._organisation(options["organisation"])
        read = [self._read(path) for path in options["files"]]
        with transaction.atomic():
            for one in read:
                version = operations.load_blueprint(organisation=organisation, loaded=one, by=None, at=at)
                if options["publish"]:
                    version = operations.publish_version(version=version, by=None, at=at)
                state = "published" if version.published_at else "not published"
                self.stdout.write(f"{one.name}: edition {version.number} of {organisation}, {state}")

    def _organisation(self, name: str) -> Organisation:
        found = Organisation.objects.filter(withdrawn_at=None)
        found = found.filter(pk=int(name)) if name.isdecimal() else found.filter(name__iexact=name)
        if len(found) != 1:
            raise CommandError(f"{len(found)} organisations are called {name}; name one by its number")
        return found[0]

    def _read(self, path: Path) -> blueprint.Blueprint:
        try:
            return blueprint.read(path)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except blueprint.NotABlueprint as error:
            raise CommandError("\n".join(f"{path}: {problem}" for problem in error.problems)) from error
