"""The front page, the homes of the four parts people play, and the pages that anybody may read."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "config/front.html")


def secondee_home(request: HttpRequest) -> HttpResponse:
    return render(request, "config/secondee_home.html")


def mentor_home(request: HttpRequest) -> HttpResponse:
    return render(request, "config/mentor_home.html")


def slt_home(request: HttpRequest) -> HttpResponse:
    return render(request, "config/slt_home.html")


def coordinator_home(request: HttpRequest) -> HttpResponse:
    return render(request, "config/coordinator_home.html")


@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "config/help.html")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "config/privacy.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "config/accessibility.html")
