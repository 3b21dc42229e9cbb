"""Says whether programme files can be used, and everything that is wrong with those that cannot."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from secondments import blueprint


class Command(BaseCommand):
    help = "Check programme files"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for path in options["files"]:
            try:
                read = blueprint.read(path)
            except OSError as error:
                broken += 1
                self.stderr.write(f"{path}: {error.strerror}")
            except blueprint.NotABlueprint as error:
                broken += 1
                for problem in error.problems:
                    self.stderr.write(f"{path}: {problem}")
            else:
                self.stdout.write(f"{path}: {read.name} can be used ({read.slug}, {read.digest[:12]})")
        if broken:
            raise CommandError(f"{broken} of {len(options['files'])} cannot be used")
