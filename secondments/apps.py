"""The secondments floor, as Django knows it."""

from django.apps import AppConfig


class SecondmentsConfig(AppConfig):
    name = "secondments"
