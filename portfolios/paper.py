"""Sheets on paper: the group's A4 and the running order with its feedback sheets, as tagged PDFs."""

from __future__ import annotations

import ctypes
import logging
import mimetypes
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Warning
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from events.models import Job
from people import operations as people
from people.operations import NotAllowed
from portfolios import board, permissions
from portfolios.models import Afternoon, Presentation
from secondments.models import Cohort

# Only for looking our own style sheets up: nothing is ever fetched from an address.
OWN = "https://understudy.invalid/"
LIBRARIES = {
    "libgobject-2.0.so.0": "libpango-1.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
}
# The sheet counts what is done and written; joining and meetings are not the senior team's figures.
COUNTED = ("activity", "reflection")


# What WeasyPrint needs ----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def missing_packages() -> tuple[str, ...]:
    """Debian packages without which no PDF can be made; elsewhere nothing is known before one tries."""
    if not sys.platform.startswith("linux"):
        return ()
    return tuple(dict.fromkeys(package for name, package in LIBRARIES.items() if not _is_there(name)))


def _is_there(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def can_make_pdfs() -> bool:
    """Whether to offer a PDF; otherwise pages say how to print them."""
    return not missing_packages()


def check_libraries(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A missing library switches PDFs off, and nothing else."""
    if can_make_pdfs():
        return []
    return [
        Warning(
            "PDFs are switched off, because libraries are missing. Pages offer to be printed instead.",
            hint=f"apt-get install --no-install-recommends {' '.join(missing_packages())}",
            id="portfolios.W001",
        )
    ]


def pdf_of(template: str, context: dict[str, Any]) -> bytes:
    """A page of ours as a PDF with tags (PDF/UA-1). WeasyPrint is loaded here: loading takes seconds."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Hands out our own style sheets and what a page carries in itself; refuses every other address."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            found = finders.find(url.removeprefix(OWN)) if url.startswith(OWN) else None
            if not found:
                raise ValueError(f"not one of our own files: {url}")
            kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
            return URLFetcherResponse(url, body=Path(found).read_bytes(), headers={"Content-Type": kind})

    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    html = HTML(
        string=render_to_string(template, context),
        base_url=OWN,
        url_fetcher=OwnFiles(allowed_protocols={"data", "https"}),
    )
    return bytes(html.write_pdf(pdf_variant="pdf/ua-1"))


# The group on one A4 ------------------------------------------------------------------------------------


def sheet_of(cohort: Cohort, reader: str, at: datetime) -> dict[str, Any]:
    """What the A4 shows, on the page and on paper: for whom it is printed stands at its foot."""
    every = board.columns_of(board.requirements_of(cohort))
    columns = [column for column in every if column.kind in COUNTED]
    rows = board.rows_of(board.people_of(cohort, at), at)
    slugs = [column.slug for column in columns]
    for row in rows:
        by_slug = {line.requirement: line for line in row.lines}
        row.lines[:] = [by_slug[slug] for slug in slugs]
    if rows:
        # Where windows are counted, there are as many to fill as the group has.
        columns = [
            replace(column, asked=line.total) for column, line in zip(columns, rows[0].lines, strict=True)
        ]
    return {
        "cohort": cohort,
        "words": cohort.words,
        "programme": cohort.version.programme,
        "columns": columns,
        "rows": rows,
        "week": cohort.week_of(at),
        "at": at,
        "reader": reader,
    }


def make_sheet(job: Job, at: datetime) -> str:
    """Do the job "portfolios.a4": the sheet, kept for whoever asked. Raises NotAllowed."""
    cohort = Cohort.objects.select_related("organisation", "version__programme").get(pk=job.params["cohort"])
    if not permissions.can_print_sheet(job.asked_by, cohort, at):
        raise NotAllowed
    with timezone.override(cohort.timezone):
        content = pdf_of("pdf/a4.html", sheet_of(cohort, job.asked_by.spoken_name, at))
    return _kept(f"{slugify(cohort.name) or 'group'}-on-one-page.pdf", content, job, at)


# The running order --------------------------------------------------------------------------------------


def running_order_of(afternoon: Afternoon, at: datetime) -> dict[str, Any]:
    """What the running order shows, with a sheet for handwriting for each presentation."""
    presentations = list(
        Presentation.objects.current().in_full().filter(afternoon=afternoon).order_by("position")
    )
    projects = board.projects_of(row.participant for row in presentations)
    mentors = board.mentors_of([row.participant for row in presentations], at)
    return {
        "afternoon": afternoon,
        "cohort": afternoon.cohort,
        "words": afternoon.cohort.words,
        "order": [
            {
                "presentation": row,
                "project": projects.get(row.participant_id, (None, []))[0],
                "standings": projects.get(row.participant_id, (None, []))[1],
                "mentor": mentors.get(row.participant_id),
            }
            for row in presentations
        ],
        "at": at,
    }


def make_running_order(job: Job, at: datetime) -> str:
    """Do the job "portfolios.running_order", for whoever asked. Raises NotAllowed."""
    afternoon = (
        Afternoon.objects.current()
        .select_related("cohort__organisation", "cohort__version__programme", "chair")
        .get(pk=job.params["afternoon"])
    )
    if not permissions.can_see_afternoon(job.asked_by, afternoon, at):
        raise NotAllowed
    with timezone.override(afternoon.cohort.timezone):
        content = pdf_of("pdf/running_order.html", running_order_of(afternoon, at))
    day = afternoon.cohort.day_of(afternoon.starts_at)
    return _kept(f"presentations-{day.isoformat()}.pdf", content, job, at)


def _kept(name: str, content: bytes, job: Job, at: datetime) -> str:
    stored = people.store_file(
        name=name, content_type="application/pdf", content=content, owner=job.asked_by, at=at
    )
    return stored.key
