"""Every page, in each role, with nothing, ordinary and overlong data, on a phone and at a desk."""

import pytest
import time_machine
from playwright.sync_api import Page

from tests.conftest import DESK, PHONE
from tests.factories import NOW
from tests.rights import world
from tests.rights.table import ROLES, WHO_MAY_SEE_WHAT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALLEST = {"width": 320, "height": 640}
LONG = {
    "person": " Ní Dhomhnaill-Featherstonehaugh de Montmorency-Wolstenholme",
    "title": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch and what came of it in the end ",
    "text": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft. " * 60,
}
DATA = {"ordinary": {"many": 2}, "overlong": {"names": LONG, "many": 3}, "empty": {"bare": True}}
NOT_HTML = {"alive", "ready", "portfolios:download"}
ROLES_TRIED = [role for role in ROLES if role not in ("other_secondee", "other_mentor")]


def pages_of(role: str) -> list[str]:
    """The pages that this role sees."""
    column = ROLES.index(role)
    return [
        name
        for name, row in WHO_MAY_SEE_WHAT.items()
        if name not in NOT_HTML and "GET" in row and row["GET"].split()[column] == "200"
    ]


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("role", ROLES_TRIED)
def test_every_page_is_accessible_and_fits(role, data, page: Page, sign_in, accessible, console_errors):
    wrong = []
    with time_machine.travel(NOW, tick=True):
        built = world.build(**DATA[data])
        if role != "anonymous":
            sign_in(built.people[role])
        for name in pages_of(role):
            try:
                path = WHO_MAY_SEE_WHAT[name]["path"].format(**built.keys)
            except KeyError:
                continue  # a page about something that a bare world does not have
            page.set_viewport_size(PHONE)
            answer = page.goto(path)
            assert answer is not None
            if answer.status != 200 or not page.title().endswith("Understudy"):
                wrong.append(f"{path} answered {answer.status} with the title {page.title()}")
            if (headings := page.locator("h1").count()) != 1:
                wrong.append(f"{path} has {headings} first headings")
            accessible(page)
            page.set_viewport_size(DESK)
            accessible(page)
            page.set_viewport_size(SMALLEST)
            if (width := page.evaluate("document.documentElement.scrollWidth")) > SMALLEST["width"]:
                wrong.append(f"{path} is {width} px wide")
    assert wrong + console_errors == []
