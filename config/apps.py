"""The roof, as Django knows it."""

from django.apps import AppConfig


class RoofConfig(AppConfig):
    name = "config"
