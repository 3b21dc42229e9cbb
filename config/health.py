"""Two addresses for whoever watches the site: is it alive, and is it ready for people?"""

from collections.abc import Callable

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.models import Heartbeat


class NotReady(Exception):
    """What keeps the site from serving people, in a sentence for whoever runs it."""


@login_not_required
@never_cache
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """Answers whenever the process does."""
    return JsonResponse({"alive": True})


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answers 200 when database, broker and timetable all work, and 503 with the reasons when not."""
    parts: dict[str, Callable[[], None]] = {"database": database, "broker": broker, "timetable": timetable}
    problems = {}
    for name, ask in parts.items():
        try:
            ask()
        except NotReady as reason:
            problems[name] = str(reason)
    answer = {"ready": not problems, "problems": problems}
    return JsonResponse(answer, status=503 if problems else 200)


def database() -> None:
    """Raise NotReady unless the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        raise NotReady(f"The database does not answer ({type(error).__name__}).") from error


def broker() -> None:
    """Raise NotReady unless Redis answers; without Redis the broker is a part of the jobs process."""
    if not settings.HAS_REDIS:
        return
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as client:
            client.ping()
    except redis.RedisError as error:
        raise NotReady(f"Redis does not answer ({type(error).__name__}).") from error


def timetable() -> None:
    """Raise NotReady unless the timetable has ticked and a worker has taken the tick a short while ago."""
    try:
        last = Heartbeat.objects.order_by("-at").first()
    except DatabaseError as error:
        raise NotReady("Whether the timetable runs cannot be read from the database.") from error
    if last is None:
        raise NotReady("The timetable has never run: start the jobs.")
    if not last.is_fresh(timezone.now()):
        raise NotReady(f"The timetable last ran at {last.at.isoformat()}: start the jobs again.")
