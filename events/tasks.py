"""Jobs of the timetable: read the clock, one operation."""

from celery import shared_task
from django.utils import timezone

from events import operations


@shared_task(name="events.beat")
def beat() -> None:
    operations.beat(at=timezone.now())


@shared_task(name="events.post_due_notices")
def post_due_notices() -> None:
    operations.post_due_notices(at=timezone.now())


@shared_task(name="events.run_jobs")
def run_jobs() -> None:
    operations.run_jobs(at=timezone.now())
