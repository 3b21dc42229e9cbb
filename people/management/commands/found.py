"""Begins with a school or a trust: founds it and invites its first administrator."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from people import operations, pasted
from people.models import Organisation, Post
from people.periods import LONDON


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="as it stands on the gate")
        parser.add_argument(
            "--administrator", required=True, metavar="“NAME <E-MAIL>”", help="who looks after it first"
        )
        parser.add_argument("--kind", choices=Organisation.Kind.values, default=Organisation.Kind.SCHOOL)
        parser.add_argument("--zone", default=LONDON, help=f"its time zone; {LONDON} unless told")

    def handle(self, *args: Any, **options: Any) -> None:
        read = pasted.read(options["administrator"])
        if len(read.people) != 1 or read.refused:
            reasons = " ".join(refused.reason for refused in read.refused)
            raise CommandError(
                f"--administrator is one person, as in “Ada Marlowe <ada@school.example>”. {reasons}"
            )
        if Organisation.objects.filter(name=options["name"], parent=None).exists():
            raise CommandError(f"{options['name']} is there already.")
        at = timezone.now()
        try:
            with transaction.atomic():
                organisation = operations.found_organisation(
                    name=options["name"], kind=options["kind"], zone=options["zone"], by=None, at=at
                )
                operations.invite(
                    organisation=organisation,
                    people=read.people,
                    role=Post.Role.ADMINISTRATOR,
                    by=None,
                    at=at,
                )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            f"{organisation.name} is founded; {read.people[0].name} is invited as administrator."
        )
