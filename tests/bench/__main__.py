# ruff: noqa: E402, T201
"""`./dev bench [--only NAME] [--json FILE] [--check]`: how long each main page takes, beside the floor.

Each row: `name`, `people` (participants in the database), `group` (in the group looked at), `ms` (median
server time), `floor_ms` (median of a page that only checks the session and renders the shell, measured in
turns with it), `ratio`, `queries`, `peak_mb` (most memory that Python held more while the page was made).
"""

import argparse
import gc
import json
import os
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, get_runner, setup_test_environment
from django.utils import timezone

from people.models import User
from secondments.models import Cohort, Participant
from tests.bench import world
from tests.sessions import signed_in

ROUNDS = 25
WARM_UP = 3
FEW, MANY = 10, 5000  # participants in the database
SMALL, LARGE = 25, 1000  # of the group whose board is looked at
FLOOR_MS = 25.0  # the floor's own limit
AIM = 2.0  # floors: what every page ought to take
# What each takes today, with room for a busy machine: none may become slower on its way to the aim.
LIMITS = {
    "secondee_home": 10.0,
    "mentor_home": 18.0,
    "slt_home": 11.0,
    "cohort_board": 10.0,
    "reflection": 6.0,
}


@dataclass(frozen=True)
class Row:
    """One figure of one page at one size."""

    name: str
    people: int
    group: int
    ms: float
    floor_ms: float
    ratio: float
    queries: int
    peak_mb: float


@dataclass(frozen=True)
class Page:
    """A page to measure: whose it is, and where it stands in a group."""

    name: str
    who: Callable[[world.School, Cohort], User]
    path: Callable[[Cohort], str]


def first(cohort: Cohort) -> Participant:
    return cohort.participants.select_related("person").order_by("pk")[0]


PAGES = [
    Page("secondee_home", lambda _, cohort: first(cohort).person, lambda _: "/secondment/"),
    Page("mentor_home", lambda _, cohort: first(cohort).mentorships.get().mentor, lambda _: "/mentoring/"),
    Page("slt_home", lambda school, _: school.leader, lambda _: "/senior/"),
    Page("cohort_board", lambda school, _: school.coordinator, lambda cohort: f"/groups/{cohort.pk}/board/"),
    Page(
        "reflection",
        lambda _, cohort: first(cohort).person,
        lambda cohort: f"/reflections/{first(cohort).reflections.order_by('pk')[0].pk}/",
    ),
]


def timed(client: Client, path: str) -> float:
    """Milliseconds from request to answer; a page that is not 200 is not worth measuring."""
    begun = time.perf_counter()
    answer = client.get(path)
    took = (time.perf_counter() - begun) * 1000
    if answer.status_code != 200:
        sys.exit(f"bench: {path} answered {answer.status_code}")
    return took


def measure(page: Page, school: world.School, cohort: Cohort, people: int) -> Row:
    """Time the page and the floor in turns, then count its queries and its memory."""
    client = signed_in(page.who(school, cohort))
    path = page.path(cohort)
    for _ in range(WARM_UP):
        timed(client, path)
        timed(client, "/bench-floor/")
    gc.collect()
    pairs = [(timed(client, path), timed(client, "/bench-floor/")) for _ in range(ROUNDS)]
    ms, floor_ms = (statistics.median(column) for column in zip(*pairs, strict=True))
    with CaptureQueriesContext(connection) as asked:
        timed(client, path)
    queries = len(asked)  # the next request empties the list
    tracemalloc.start()
    timed(client, path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return Row(
        name=page.name,
        people=people,
        group=cohort.participants.count(),
        ms=round(ms, 2),
        floor_ms=round(floor_ms, 2),
        ratio=round(ms / floor_ms, 2),
        queries=queries,
        peak_mb=round(peak / 1_000_000, 2),
    )


def rows(only: str | None) -> Iterator[Row]:
    """Every row: with few people in the database, then with many."""
    now = timezone.now()
    pages = [page for page in PAGES if only in (None, page.name)]
    if not pages:
        sys.exit(f"bench: no row is named {only}; there are {', '.join(page.name for page in PAGES)}")
    school = world.school(now)
    few = world.group(school, "Few", FEW)
    for page in pages:
        if page.name != "cohort_board":
            yield measure(page, school, few, FEW)
    small = world.group(school, "Small", SMALL)
    board = [page for page in pages if page.name == "cohort_board"]
    for page in board:
        yield measure(page, school, small, FEW + SMALL)
    large = world.group(school, "Large", LARGE)
    have = FEW + SMALL + LARGE
    while have < MANY:
        world.group(school, f"Group {have}", world.GROUP)
        have += world.GROUP
    connection.cursor().execute("ANALYZE")
    for page in pages:
        if page.name != "cohort_board":
            yield measure(page, school, few, have)
    for page in board:
        yield measure(page, school, small, have)
        yield measure(page, school, large, have)


def complaints(found: list[Row]) -> Iterator[str]:
    """What is over its limit: the floor itself, a page against the floor, or queries that grow."""
    for row in found:
        if row.floor_ms > FLOOR_MS:
            yield f"{row.name} ({row.people} people): the floor took {row.floor_ms} ms, more than {FLOOR_MS}"
        if row.ratio > LIMITS[row.name] and row.group <= SMALL:
            yield f"{row.name} ({row.people} people) took {row.ratio} floors, more than {LIMITS[row.name]}"
    for name in {row.name for row in found}:
        counts = {row.queries for row in found if row.name == name}
        if len(counts) > 1:
            yield f"{name} asks {sorted(counts)} queries depending on the size; it must be one number"


def show(row: Row) -> None:
    print(
        f"{row.name:16}{row.people:>7}{row.group:>7}{row.ms:>9.2f}{row.floor_ms:>10.2f}"
        f"{row.ratio:>7.2f}{row.queries:>9}{row.peak_mb:>9.2f}",
        flush=True,
    )


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser(prog="./dev bench", description=__doc__.split("\n")[0])
    options.add_argument("--only", metavar="NAME", help="one row")
    options.add_argument("--json", metavar="FILE", type=Path, help="write the rows there as well")
    options.add_argument("--check", action="store_true", help="fail when a limit is passed")
    chosen = options.parse_args(arguments)

    settings.ROOT_URLCONF = "tests.bench.urls"
    setup_test_environment(debug=False)
    runner: Any = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        print(
            f"{'name':16}{'people':>7}{'group':>7}{'ms':>9}{'floor_ms':>10}{'ratio':>7}{'queries':>9}{'peak_mb':>9}"
        )
        found = []
        for row in rows(chosen.only):
            show(row)
            found.append(row)
    finally:
        runner.teardown_databases(databases)
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(row) for row in found], indent=2) + "\n")
    beyond = sorted({row.name for row in found if row.ratio > AIM})
    if beyond:
        print(f"the aim is {AIM} floors; not there yet: {', '.join(beyond)}")
    wrong = list(complaints(found))
    for complaint in wrong:
        print(f"over the limit: {complaint}")
    return 1 if chosen.check and wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
