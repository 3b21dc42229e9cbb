"""Jobs of the timetable: read the clock, one operation."""

from celery import shared_task
from django.utils import timezone

from portfolios import operations


@shared_task(name="portfolios.tell_about_presentations")
def tell_about_presentations() -> None:
    operations.tell_about_presentations(at=timezone.now())
