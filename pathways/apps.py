"""The pathways floor, as Django knows it."""

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "pathways"
