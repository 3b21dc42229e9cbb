"""The map of the secondments floor."""

from django.urls import URLPattern

app_name = "secondments"
urlpatterns: list[URLPattern] = []
