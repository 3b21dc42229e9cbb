"""The pages that lead an empty school through setting up, and a test e-mail to oneself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

import events.operations
from events.models import Event
from people.models import Organisation, User
from people.terms import terms_of
from secondments.models import Cohort, Mentorship
from secondments.shipped import shipped
from secondments.views.cohorts import versions_for
from secondments.views.requests import SignedInRequest, organisation_chosen, organisations_run


@dataclass(frozen=True)
class Step:
    """One step of setting up. `said` is what is there already, `invites` why one would do it."""

    name: str
    title: str
    invites: str
    said: str
    url: str
    label: str
    again: str

    @property
    def is_done(self) -> bool:
        return bool(self.said)


@require_safe
def start(request: SignedInRequest) -> HttpResponse:
    """What is there and what is still to do, each step read from what is in the database."""
    at = timezone.now()
    organisation, every = organisation_chosen(request, at)
    steps = list(_steps(organisation, request.user, at))
    done = sum(step.is_done for step in steps)
    return render(
        request,
        "secondments/start.html",
        {
            "organisation": organisation,
            "organisations": every,
            "steps": steps,
            "done": done,
            "done_label": f"{done} of {len(steps)} steps done",
            "next": next((step for step in steps if not step.is_done), None),
            "shipped": shipped(),
        },
    )


def _steps(organisation: Organisation, user: User, at: datetime) -> Iterator[Step]:
    today = at.astimezone(organisation.timezone).date()
    terms = [term for term in terms_of(organisation) if term.ends_on > today]
    yield Step(
        "terms", "Terms", "When school is in session: windows and quiet days follow from it.",
        _count(len(terms), "term to come or running", "terms to come or running"),
        reverse("people:terms", args=[organisation.pk]), "Enter your terms", "Change",
    )  # fmt: skip
    people = User.objects.at_organisations(Organisation.objects.under(organisation), at).exclude(pk=user.pk)
    yield Step(
        "people", "People", "Whoever is seconded, mentors or leads: paste a list, each is invited.",
        _count(people.count(), "person beside you", "people beside you"),
        reverse("people:invite", args=[organisation.pk]), "Invite people", "Invite more",
    )  # fmt: skip
    version = versions_for(organisation).first()
    yield Step(
        "programme", "Programme", "What your secondees will do.",
        version.programme.name if version else "",
        _at("secondments:use_programme", organisation), "Choose a programme", "Choose another",
    )  # fmt: skip
    group = (
        Cohort.objects.filter(organisation=organisation, withdrawn_at=None).order_by("-created_at").first()
    )
    yield from _steps_of_group(group, organisation, at)
    sent = Event.objects.filter(kind="events.test_email_sent", by=user).order_by("-at").first()
    yield Step(
        "test-email", "A test e-mail", "To you, to see that it arrives and is not called junk.",
        f"sent to you on {sent.at.astimezone(organisation.timezone):%-d %B}" if sent else "",
        reverse("secondments:test_email"), "Send me a test e-mail", "Send another",
    )  # fmt: skip


def _steps_of_group(group: Cohort | None, organisation: Organisation, at: datetime) -> Iterator[Step]:
    people = group.participants.count() if group else 0
    if group and not people:
        url, label = reverse("secondments:add_people", args=[group.pk]), f"Add people to {group}"
    else:
        url, label = _at("secondments:add_cohort", organisation), "Make a group"
    yield Step(
        "group", "Group", "Who is seconded, from when to when.",
        f"{group}, {_count(people, 'person', 'people')}" if group and people else "",
        url, label, "Make another",
    )  # fmt: skip
    mentored = (
        Mentorship.objects.not_ended(at)
        .filter(participant__cohort=group)
        .values("participant")
        .distinct()
        .count()
        if group
        else 0
    )
    named = group is not None and people > 0 and mentored >= people
    here = group.pk if group else 0
    yield Step(
        "mentors", "Mentors", "One named mentor for each.",
        "everybody has one" if named else "",
        reverse("secondments:name_mentors", args=[here]) if people else url, "Name the mentors", "Change",
    )  # fmt: skip
    windows = group.windows.current().count() if group else 0
    yield Step(
        "windows", "Windows", "Drawn from your terms; you check them on a calendar.",
        _count(windows, "window", "windows"),
        reverse("secondments:windows", args=[here]) if group else url, "Look at the dates", "Look over",
    )  # fmt: skip


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def _at(name: str, organisation: Organisation) -> str:
    return f"{reverse(name)}?organisation={organisation.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
def test_email(request: SignedInRequest) -> HttpResponse:
    """Send oneself a message, and be told what the mail server says when it cannot."""
    at = timezone.now()
    organisations_run(request.user, at)
    refused = ""
    if request.method == "POST":
        try:
            events.operations.send_test_email(to=request.user, at=at)
        except (OSError, SMTPException) as error:
            # Whoever sets up the mail server has to read what it answers.
            refused = f"{type(error).__name__}: {error}"
        else:
            messages.success(
                request, f"Sent to {request.user.email}. Look whether it arrives, also among the junk."
            )
            return redirect("secondments:start")
    return render(request, "secondments/test_email.html", {"refused": refused})
