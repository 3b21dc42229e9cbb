"""The map of the blogs floor."""

from django.urls import URLPattern

app_name = "blogs"
urlpatterns: list[URLPattern] = []
