"""What every test may ask for; most of it is about the browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.sessions import signed_in

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def absent() -> set[str]:
    """The markers whose tests this run cannot hold, for want of a database or a broker."""
    on_postgresql = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    present = {"postgresql": on_postgresql, "services": on_postgresql and settings.HAS_REDIS}
    return {name for name, here in present.items() if not here}


def pytest_report_header(config: pytest.Config) -> str:
    """Say at the top what this run is about to prove, and what only .ci/run proves."""
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    missing = absent() | ({"browser"} if "not browser" in config.option.markexpr else set())
    left_out = f"; .ci/run also holds the tests marked {', '.join(sorted(missing))}" if missing else ""
    return f"understudy: on {engine}{' with Redis' if settings.HAS_REDIS else ''}{left_out}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run was not given the services for; asking for only that then finds nothing."""
    missing = absent()
    held = [item for item in items if not missing & {mark.name for mark in item.iter_markers()}]
    if len(held) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in held])
        items[:] = held


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test inherits another one's rate limits."""
    yield
    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """This machine's own Chromium; a missing one is a failure, because a skipped test proves nothing."""
    chromium = os.environ.get("E2E_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not chromium:
        pytest.fail(
            "There is no Chromium: apt-get install chromium, or name one in E2E_CHROMIUM", pytrace=False
        )
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": FLAGS,
        "chromium_sandbox": os.geteuid() != 0,  # Chromium's sandbox refuses to work for root
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], live_server: Any) -> dict[str, Any]:
    """A school's browser; `page.goto` takes paths."""
    return {
        **browser_context_args,
        "base_url": live_server.url,
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "viewport": DESK,
        "reduced_motion": "reduce",
    }


@pytest.fixture
def console_errors(page: Page) -> list[str]:
    """What the browser complains about, while the test runs; usually asserted to be empty."""
    seen: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            seen.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: seen.append(str(error)))
    return seen


@pytest.fixture
def sign_in(live_server: Any, context: BrowserContext) -> Callable[[Any], None]:
    """Signs a person in, in the browser, without going through the sign-in page."""

    def do(person: Any) -> None:
        client = signed_in(person)
        context.clear_cookies()
        context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                }
            ]
        )

    return do


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Fails with what axe finds wrong on the page as it stands (WCAG 2.2 AA and good practice)."""

    def check(page: Page) -> None:
        axe = Axe()
        if not page.evaluate("Boolean(window.axe)"):  # once a page, though it is looked at in several widths
            page.evaluate(axe.axe_script)
        options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        found = page.evaluate("async options => (await axe.run(document, options)).violations", options)
        lines = [
            f"{violation['id']}: {violation['help']}\n    {node['html'][:200]}\n    {node['failureSummary']}"
            for violation in found
            for node in violation["nodes"]
        ]
        if lines:
            pytest.fail(f"{page.url} is not accessible:\n" + "\n".join(lines), pytrace=False)

    return check
