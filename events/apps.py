"""The events floor, as Django knows it."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
