"""The blogs floor, as Django knows it."""

from django.apps import AppConfig


class BlogsConfig(AppConfig):
    name = "blogs"
