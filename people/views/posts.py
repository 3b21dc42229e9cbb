"""Giving a role and ending one."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people import operations, permissions
from people.forms import EndPostForm, GivePostForm
from people.models import Organisation, Post, User
from people.operations import EndsBeforeItStarts, HeldAlready, LastAdministrator, NotAllowed
from people.periods import day_of
from people.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def give_post(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    person = get_object_or_404(User.objects.visible_to(request.user, at), pk=pk)
    organisations = list(Organisation.objects.visible_to(request.user, at))
    roles = [
        role
        for role in Post.Role.values
        if any(permissions.can_give_post_to(request.user, person, place, role, at) for place in organisations)
    ]
    if not roles:
        raise PermissionDenied
    form = GivePostForm(
        request.POST or None, organisations=organisations, roles=roles, initial={"starts_on": day_of(at)}
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            operations.give_post(
                person=person,
                organisation=given["organisation"],
                role=given["role"],
                title=given["title"],
                starts_on=given["starts_on"],
                ends_on=form.ends_on(),
                by=request.user,
                at=at,
            )
        except EndsBeforeItStarts:
            form.add_error("last_day", "The last day is before the first one.")
        except HeldAlready:
            form.add_error("role", f"{person} holds this role there at that time already.")
        except NotAllowed:
            form.add_error("role", "Only an administrator of that organisation gives this role.")
        else:
            messages.success(request, f"{person} holds the role from {given['starts_on']:%-d %B %Y}.")
            return redirect("people:person", pk=person.pk)
    return render(request, "people/give_post.html", {"shown": person, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def end_post(request: SignedInRequest, pk: int, post_pk: int) -> HttpResponse:
    at = timezone.now()
    posts = Post.objects.visible_to(request.user, at).select_related("person", "organisation")
    post = get_object_or_404(posts, pk=post_pk, person=pk)
    if not permissions.can_end_post(request.user, post, at):
        raise PermissionDenied
    form = EndPostForm(request.POST or None, initial={"last_day": post.last_day or day_of(at)})
    if form.is_valid():
        try:
            operations.end_post(post=post, ends_on=form.ends_on(), by=request.user, at=at)
        except EndsBeforeItStarts:
            earliest = post.starts_on - timedelta(days=1)
            began = f"The role began on {post.starts_on:%-d %B %Y}."
            form.add_error("last_day", f"{began} If it was a mistake, choose {earliest:%-d %B %Y}.")
        except HeldAlready:
            form.add_error("last_day", f"{post.person} holds the same role there again before that day.")
        except NotAllowed:
            form.add_error(
                "last_day", "Nobody makes their own role last longer: ask a colleague who gives it."
            )
        except LastAdministrator:
            form.add_error(None, "Give somebody else the role first: this is the last administrator.")
        else:
            messages.success(request, f"{post.person}: the end of the role is noted.")
            return redirect("people:person", pk=pk)
    return render(request, "people/end_post.html", {"shown": post.person, "post": post, "form": form})
