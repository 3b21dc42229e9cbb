"""Inviting people, and those who have not found their way in yet."""

from __future__ import annotations

from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import operations, pasted, permissions
from people.forms import InviteForm
from people.invitations import state_of_invitations
from people.models import Organisation, Post, User
from people.operations import Invited, NothingToSend
from people.pasted import Pasted, Refused
from people.requests import SignedInRequest

A_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user, at), pk=pk)
    if not permissions.can_invite(request.user, organisation, at):
        raise PermissionDenied
    roles = [r for r in Post.Role.values if permissions.can_give_post(request.user, organisation, r, at)]
    form = InviteForm(request.POST or None, roles=roles)
    result, refused = None, []
    if form.is_valid():
        wanted = form.cleaned_data
        read = pasted.read(wanted["people"])
        result = operations.invite(
            organisation=organisation,
            people=read.people,
            role=wanted["role"],
            title=wanted["title"],
            by=request.user,
            at=at,
        )
        refused = _refused(read, result)
        if not refused:
            messages.success(request, _said(result))
            return redirect("people:never_signed_in", pk=organisation.pk)
        left = "\n".join(piece.text for piece in refused)
        form = InviteForm(initial=wanted | {"people": left}, roles=roles)
    return render(
        request,
        "people/invite.html",
        {
            "organisation": organisation,
            "form": form,
            "said": _said(result) if result else "",
            "refused": refused,
        },
    )


def _refused(read: Pasted, result: Invited) -> list[Refused]:
    """Lines that come back: those that could not be read, and those that nobody can be invited by."""
    closed = [
        Refused(f"{person.name}, {person.email}", "This account was closed. Ask an administrator.")
        for person in result.closed
    ]
    oneself = [
        Refused(f"{person.name}, {person.email}", "That is you. Somebody else gives you a role.")
        for person in result.oneself
    ]
    return [*read.refused, *closed, *oneself]


def _said(result: Invited) -> str:
    """What became of a list, in a sentence."""
    new, already = len(result.new), len(result.already)
    parts = []
    if new:
        parts.append(
            f"{new} {'person is' if new == 1 else 'people are'} invited; the e-mail goes out at once."
        )
    if already:
        parts.append(
            f"{already} held this role already and {'was' if already == 1 else 'were'} not written to."
        )
    return " ".join(parts) or "Nobody was invited."


@require_safe
def never_signed_in(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user, at), pk=pk)
    held = Post.objects.held(at).filter(
        person=OuterRef("pk"), organisation__in=Organisation.objects.under(organisation)
    )
    people = User.objects.never_signed_in().filter(Exists(held)).order_by("sort_name", "pk")
    page = Paginator(people, A_PAGE).get_page(request.GET.get("page"))
    states = state_of_invitations(page.object_list, at)
    return render(
        request,
        "people/never_signed_in.html",
        {
            "organisation": organisation,
            "page": page,
            "invitations": [states[person.pk] for person in page.object_list],
            "sender": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
            "sender_domain": parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2],
            "site": settings.SITE_URL,
            "site_domain": urlsplit(settings.SITE_URL).hostname or "",
        },
    )


@require_POST
def invite_again(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    person = get_object_or_404(User.objects.visible_to(request.user, at), pk=pk)
    posts = Post.objects.held(at).visible_to(request.user, at).filter(person=person)
    places = [post.organisation for post in posts.select_related("organisation").order_by("pk")]
    place = next((place for place in places if permissions.can_invite(request.user, place, at)), None)
    if place is None:
        raise PermissionDenied
    try:
        operations.invite_again(person=person, organisation=place, by=request.user, at=at)
    except NothingToSend:
        messages.warning(request, f"{person} was written to today, has signed in, or has no e-mail address.")
    else:
        messages.success(request, f"Another invitation goes out to {person}.")
    if request.POST.get("back") == "list":
        return redirect("people:never_signed_in", pk=place.pk)
    return redirect("people:person", pk=person.pk)
