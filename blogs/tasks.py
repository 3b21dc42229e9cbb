"""Jobs of this floor: read the clock, one operation."""

from celery import shared_task
from django.utils import timezone

from blogs import operations


@shared_task(name="blogs.tell_about_questions")
def tell_about_questions() -> None:
    operations.tell_about_questions(at=timezone.now())
