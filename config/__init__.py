"""The roof: settings, the map of addresses, the timetable and the commands."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
