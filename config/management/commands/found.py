"""Founds an organisation and invites the person who will invite everybody else."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from people import operations
from people.models import Organisation, Post
from people.pasted import Person
from people.periods import LONDON, day_of


class Command(BaseCommand):
    help = "Found a school or a trust, and invite its first coordinator or administrator by e-mail."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--school", metavar="NAME", help="its first person coordinates and administers it")
        what.add_argument("--trust", metavar="NAME", help="its first person becomes its administrator")
        parser.add_argument("--name", required=True, help="the person's name, as colleagues say it")
        parser.add_argument("--email", required=True, help="where the invitation goes")
        parser.add_argument("--zone", default=LONDON, help=f"the time zone of its days ({LONDON})")

    def handle(
        self,
        *args: Any,
        school: str | None,
        trust: str | None,
        name: str,
        email: str,
        zone: str,
        **options: Any,
    ) -> None:
        kind, role = Organisation.Kind.SCHOOL, Post.Role.COORDINATOR
        if trust:
            kind, role = Organisation.Kind.TRUST, Post.Role.ADMINISTRATOR
        called, at = str(school or trust).strip(), timezone.now()
        person = Person(name.strip(), email.strip().lower())
        if Organisation.objects.filter(name=called, parent=None).exists():
            raise CommandError(f"There is a {called} already. Whoever runs it can invite more people.")
        if not called or not person.name:
            raise CommandError("An organisation and a person both need a name.")
        try:
            validate_email(person.email)
            with transaction.atomic():
                organisation = operations.found_organisation(
                    name=called, kind=kind, zone=zone, by=None, at=at
                )
                invited = operations.invite(
                    organisation=organisation, people=[person], role=role, by=None, at=at
                )
                if not invited.new:
                    raise CommandError(f"{person.email} belongs to an account that was closed.")
                if school:
                    # Nobody gives themselves a role, so the first of a school needs both from the start.
                    operations.give_post(
                        person=invited.new[0],
                        organisation=organisation,
                        role=Post.Role.ADMINISTRATOR,
                        starts_on=day_of(at, zone),
                        by=None,
                        at=at,
                    )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            f"{called} is founded. {person.name} is its {Post.Role(role).label.lower()} and is written to at "
            f"{person.email} as soon as the jobs run."
        )
