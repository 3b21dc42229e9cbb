"""The map of the people floor."""

from django.urls import URLPattern

app_name = "people"
urlpatterns: list[URLPattern] = []
