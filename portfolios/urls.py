"""The map of the portfolios floor."""

from django.urls import URLPattern

app_name = "portfolios"
urlpatterns: list[URLPattern] = []
