"""Pages about a whole group: the board, and the sheet for the senior team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pathways.progress import Line
from people.models import User
from people.requests import SignedInRequest
from portfolios import attention, operations, paper, permissions
from portfolios import board as boards
from portfolios.views.door import page
from secondments import reminders
from secondments.models import Cohort, Window
from secondments.permissions import runs
from secondments.words import Words

PAGE = 100
MOST_ADDRESSES = 60  # an address line longer than this is refused by some mail programmes
TABS = ("needs", "reflection", "mentor")


@dataclass(frozen=True)
class BoardRow:
    """A row of the board: the person, and their lines in the order of its columns."""

    row: boards.Row
    lines: list[Line]

    @property
    def project(self) -> str:
        """The state of the project where there is no figure to show for it yet."""
        if self.row.project is None:
            return "None agreed"
        standing = self.row.first
        if standing is None:
            return "Agreed, no measure yet"
        return "Agreed, no reading yet" if standing.baseline is None else ""


@dataclass(frozen=True)
class Heading:
    """A column's heading: what it says, where it leads, and the order it stands for ("" for none)."""

    label: str
    link: str
    order: str


@require_safe
def board(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    cohort = _cohort(request.user, pk, at)
    if not permissions.can_see_board(request.user, cohort, at):
        raise PermissionDenied
    asked = boards.requirements_of(cohort)
    columns = _in_board_order(boards.columns_of(asked))
    people = boards.people_of(cohort, at)
    keys = list(people.values_list("pk", flat=True))
    is_run = runs(request.user, cohort, at)
    needs = attention.needs_of(cohort, keys, asked, at) if is_run else {}
    window = _last_reflection(cohort, at)
    missing = set(keys) - reminders.written(window, keys, at) if window else set()

    show = request.GET.get("show", "")
    show = show if show in TABS else ""
    sort = _sort(request.GET.get("sort", ""), columns, "mentor" if show == "mentor" else "name")
    chosen = {"needs": needs.keys(), "reflection": missing}.get(show, keys)
    if len(chosen) != len(keys):
        people = people.filter(pk__in=chosen)
    pages = Paginator(boards.sorted_by(people, sort, at), PAGE)
    pages.count = len(chosen)  # known already, so not asked again
    wanted = request.GET.get("q", "").strip()[:80]
    if wanted:
        found = boards.sorted_by(people.filter(person__name__icontains=wanted), sort, at)
        pages = Paginator(found, PAGE)
    shown = pages.get_page(request.GET.get("page"))
    rows = boards.rows_of(shown.object_list, at)
    return page(
        request,
        "portfolios/board.html",
        cohort,
        {
            "at": at,
            "week": cohort.week_of(at),
            "runs": is_run,
            "total": len(keys),
            "needy": attention.first_of(cohort, needs, at),
            "needing": len(needs),
            "at_ease": len(keys) - len(needs),
            "window": window,
            "missing": len(missing),
            "unwritten_addresses": _addresses(missing) if is_run else "",
            "headings": _headings(columns, cohort.words, sort),
            "show": show,
            "sort": sort,
            "q": wanted,
            "page": shown,
            "groups": _groups(rows, columns, show),
            "many_pages": shown.has_other_pages(),
        },
    )


@require_safe
def a4(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    cohort = _cohort(request.user, pk, at)
    if not permissions.can_print_sheet(request.user, cohort, at):
        raise PermissionDenied
    sheet = paper.sheet_of(cohort, request.user.spoken_name, at)
    return page(request, "portfolios/a4.html", cohort, sheet | {"can_make_pdfs": paper.can_make_pdfs()})


@require_POST
def a4_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    cohort = _cohort(request.user, pk, at)
    if not permissions.can_print_sheet(request.user, cohort, at):
        raise PermissionDenied
    asked = operations.ask_for_sheet(cohort=cohort, by=request.user, at=at)
    return redirect("portfolios:job", pk=asked.pk)


def _cohort(user: User, pk: int, at: datetime) -> Cohort:
    rows = Cohort.objects.visible_to(user, at).select_related("organisation", "version__programme")
    return get_object_or_404(rows, pk=pk)


def _in_board_order(columns: list[boards.Column]) -> list[boards.Column]:
    """What is asked for in numbers first, then writing, then what is logged, then the rest."""

    def weight(column: boards.Column) -> int:
        if column.kind == "activity":
            return 0 if column.asked else 2
        return 1 if column.kind == "reflection" else 3

    return sorted(columns, key=weight)


def _headings(columns: list[boards.Column], words: Words, sort: str) -> list[Heading]:
    """The first requirement, the project, the others, then when they present and who mentors them."""
    named = [(column.slug, column.name) for column in columns]
    every = [
        ("name", words.secondee),
        *named[:1],
        ("project", words.project),
        *named[1:],
        ("presents", "presents"),
        ("mentor", words.mentor),
    ]
    states = {sort: "descending" if sort.startswith("-") else "ascending"}
    return [
        Heading(
            label=f"{label[:1].upper()}{label[1:]}",
            link=f"-{key}" if sort == key else key,
            order=states.get(key) or states.get(f"-{key}") or "",
        )
        for key, label in every
    ]


def _sort(asked: str, columns: list[boards.Column], otherwise: str) -> str:
    known = {*boards.SORTS, *(column.slug for column in columns)}
    return asked if asked.removeprefix("-") in known else otherwise


def _last_reflection(cohort: Cohort, at: datetime) -> Window | None:
    """The reflection that is open, or else the one that closed last."""
    windows = Window.objects.current().filter(cohort=cohort, kind=Window.Kind.REFLECTION, opens_at__lte=at)
    return windows.order_by("-opens_at", "-pk").first()


def _addresses(missing: set[int]) -> str:
    people = User.objects.filter(participations__in=sorted(missing), is_active=True).exclude(email="")
    emails = list(people.order_by("pk").values_list("email", flat=True)[: MOST_ADDRESSES + 1])
    return ",".join(emails) if len(emails) <= MOST_ADDRESSES else ""


def _groups(
    rows: list[boards.Row], columns: list[boards.Column], show: str
) -> list[tuple[User | None, list[BoardRow]]]:
    """The rows of one page, under their mentors' names where one asked for that."""
    groups = boards.by_mentor(rows) if show == "mentor" else [(None, rows)]
    return [(mentor, [_board_row(row, columns) for row in group]) for mentor, group in groups]


def _board_row(row: boards.Row, columns: list[boards.Column]) -> BoardRow:
    by_slug = {line.requirement: line for line in row.lines}
    return BoardRow(row, [by_slug[column.slug] for column in columns])
