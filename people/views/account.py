"""One's own account, the second step that some need, and walking into the demonstration."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import demonstration, operations, permissions
from people.forms import NameForm
from people.middleware import WALKED_IN
from people.models import Post, User
from people.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def my_account(request: SignedInRequest) -> HttpResponse:
    at = timezone.now()
    form = NameForm.of(request.user, request.POST or None)
    if form.is_valid():
        operations.change_person(person=request.user, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, "Your name is written like this now.")
        return redirect("people:my_account")
    posts = Post.objects.held(at).filter(person=request.user).select_related("organisation").order_by("pk")
    return render(request, "people/my_account.html", {"form": form, "posts": posts})


@require_safe
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Why a second step is needed, with the ways to set one up."""
    return render(request, "people/second_factor.html", {"has_one": is_mfa_enabled(request.user)})


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Become one of the demonstration's people, with one click; unheard of anywhere else."""
    if not settings.DEMO or not permissions.is_demonstration():
        raise Http404
    asked = request.POST.get("person", "")
    cast = {str(player.pk) for player in demonstration.demo_people(timezone.now())}
    if asked not in cast:
        raise Http404
    person = get_object_or_404(User, pk=asked, is_active=True)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session[WALKED_IN] = person.pk
    UserSession.objects.create_from_request(request)
    return redirect("config:front")
