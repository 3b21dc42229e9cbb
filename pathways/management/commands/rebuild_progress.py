"""Count everybody's progress anew from the credits that stand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pathways import operations
from secondments.models import Participant


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        people = Participant.objects.select_related("cohort").iterator(chunk_size=500)
        changed = operations.rebuild_progress(participants=people, at=timezone.now())
        self.stdout.write(f"{changed} figures were different." if changed else "Every figure was right.")
