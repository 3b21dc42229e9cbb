"""The portfolios floor, as Django knows it."""

from django.apps import AppConfig


class PortfoliosConfig(AppConfig):
    name = "portfolios"
