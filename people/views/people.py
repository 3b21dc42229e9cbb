"""Who works here, and one person with the roles they hold."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people import operations, permissions
from people.forms import NameForm, PeopleFilterForm
from people.invitations import state_of_invitations
from people.models import Organisation, Post, User
from people.requests import SignedInRequest

A_PAGE = 50


@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    at = timezone.now()
    organisations = list(Organisation.objects.visible_to(request.user, at).order_by("path"))
    if not organisations:
        raise PermissionDenied
    form = PeopleFilterForm(request.GET, organisations=organisations)
    wanted = form.cleaned_data if form.is_valid() else {}
    chosen = wanted.get("organisation")
    scope = [o for o in organisations if chosen is None or o.path.startswith(chosen.path)]
    posts = Post.objects.held(at).filter(organisation__in=scope)
    everybody = User.objects.filter(Exists(posts.filter(person=OuterRef("pk"))))
    listed = everybody
    if wanted.get("role"):
        listed = listed.filter(Exists(posts.filter(person=OuterRef("pk"), role=wanted["role"])))
    if wanted.get("q"):
        listed = listed.filter(Q(name__icontains=wanted["q"]) | Q(email__icontains=wanted["q"]))
    page = Paginator(
        listed.order_by("sort_name", "pk").prefetch_related(
            Prefetch("posts", posts.select_related("organisation").order_by("pk"), to_attr="held_here")
        ),
        A_PAGE,
    ).get_page(request.GET.get("page"))
    return render(
        request,
        "people/people.html",
        {
            "form": form,
            "page": page,
            "filtered": any(wanted.values()),
            "count": everybody.count(),
            "never": everybody.never_signed_in().count(),
            "organisations": organisations,
            "here": chosen or organisations[0],
        },
    )


@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    shown = get_object_or_404(User.objects.visible_to(request.user, at), pk=pk)
    posts = list(
        Post.objects.visible_to(request.user, at)
        .filter(person=shown)
        .select_related("organisation")
        .order_by("-starts_on", "-pk")
    )
    places = dict.fromkeys(post.organisation for post in posts)
    looked_after = [place for place in places if permissions.can_invite(request.user, place, at)]
    held = [post for post in posts if post.is_held(at)]
    return render(
        request,
        "people/person.html",
        {
            "shown": shown,
            "posts": [
                (post, permissions.can_end_post(request.user, post, at)) for post in posts if post.is_due(at)
            ],
            "past": [post for post in posts if not post.is_due(at)],
            "invitation": state_of_invitations([shown], at)[shown.pk],
            "can_invite": shown.last_login is None
            and any(post.organisation in looked_after for post in held),
            "can_change": permissions.can_change_person(request.user, shown, at),
            "can_give": shown.pk != request.user.pk and bool(looked_after),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change_person(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    shown = get_object_or_404(User.objects.visible_to(request.user, at), pk=pk)
    if not permissions.can_change_person(request.user, shown, at):
        raise PermissionDenied
    form = NameForm.of(shown, request.POST or None)
    if form.is_valid():
        operations.change_person(person=shown, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, f"{shown.name} is written like this now.")
        return redirect("people:person", pk=shown.pk)
    return render(request, "people/change_person.html", {"shown": shown, "form": form})
