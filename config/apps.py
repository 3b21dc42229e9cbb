"""The roof, and the administration site under it, as Django knows them."""

from django.apps import AppConfig
from django.contrib.admin import apps


class RoofConfig(AppConfig):
    name = "config"
    default = True


class AdministrationConfig(apps.AdminConfig):
    """Django's administration site, kept to look-up tables."""

    default = False
    default_site = "config.admin.LookUpTables"
