"""The application's addresses, and the floor: a page that only checks the session and renders the shell."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


def floor(request: HttpRequest) -> HttpResponse:
    """The least that any page of ours costs."""
    return render(request, "base.html")


urlpatterns = [path("bench-floor/", floor), path("", include("config.urls"))]
