"""Jobs of this floor: read the clock, one operation."""

from celery import shared_task
from django.utils import timezone

from pathways import operations


@shared_task(name="pathways.tell_about_records")
def tell_about_records() -> None:
    operations.tell_about_records(at=timezone.now())
