"""Jobs of the timetable: read the clock, one operation."""

from celery import shared_task
from django.utils import timezone

from secondments import operations


@shared_task(name="secondments.tell_about_windows")
def tell_about_windows() -> None:
    operations.tell_about_windows(at=timezone.now())
