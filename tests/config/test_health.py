from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from events.models import Heartbeat


def test_alive_asks_the_database_nothing(client):
    answer = client.get("/health/alive/")  # without the db mark a query would fail this test

    assert answer.status_code == 200
    assert answer.json() == {"alive": True}


@pytest.mark.django_db
def test_ready_when_the_timetable_ticked_a_short_while_ago(client):
    Heartbeat.objects.create(name="timetable", at=timezone.now() - timedelta(minutes=2))

    answer = client.get("/health/ready/")

    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "problems": {}}


@pytest.mark.django_db
def test_not_ready_when_the_timetable_never_ran(client):
    answer = client.get("/health/ready/")

    assert answer.status_code == 503
    assert "never run" in answer.json()["problems"]["timetable"]


@pytest.mark.django_db
def test_not_ready_when_the_timetable_stopped(client):
    Heartbeat.objects.create(name="timetable", at=timezone.now() - timedelta(minutes=3))

    answer = client.get("/health/ready/")

    assert answer.status_code == 503
    assert "last ran at" in answer.json()["problems"]["timetable"]


@pytest.mark.django_db
def test_not_ready_when_redis_does_not_answer(client, settings):
    settings.HAS_REDIS = True
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    Heartbeat.objects.create(name="timetable", at=timezone.now())

    answer = client.get("/health/ready/")

    assert answer.status_code == 503
    assert set(answer.json()["problems"]) == {"broker"}


@pytest.mark.django_db
def test_not_ready_when_the_database_does_not_answer(client):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("the password is secret")

    with connection.execute_wrapper(refuse):
        answer = client.get("/health/ready/")

    assert answer.status_code == 503
    assert set(answer.json()["problems"]) == {"database", "timetable"}
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/health/alive/", "/health/ready/"])
def test_health_is_only_read(client, path):
    assert client.post(path).status_code == 405
