from django.conf import settings

from config.celery import app


def tasks():
    app.loader.import_default_modules()
    return {name for name in app.tasks if not name.startswith("celery.")}


def test_the_timetable_names_real_tasks():
    assert {line["task"] for line in settings.CELERY_BEAT_SCHEDULE.values()} <= tasks()


def test_every_task_of_ours_is_in_the_timetable_because_nobody_calls_one():
    assert tasks() <= {line["task"] for line in settings.CELERY_BEAT_SCHEDULE.values()}


def test_a_tick_that_nobody_took_is_gone_before_the_next():
    for line in settings.CELERY_BEAT_SCHEDULE.values():
        assert line["options"]["expires"] <= line["schedule"].total_seconds()


def test_every_line_runs_at_least_once_a_minute_so_nothing_is_remembered_between_starts():
    for line in settings.CELERY_BEAT_SCHEDULE.values():
        assert line["schedule"].total_seconds() <= 60
