"""Every page, in each role, with nothing, ordinary and overlong data, on a phone and at a desk."""

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Page

from people import operations
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
ROLES_TRIED = [role for role in ROLES if role != "other_mentor"]
# Pages that allauth brings and our templates dress, by who looks at them.
SIGNING_IN = ("account_login", "account_request_login_code", "account_reset_password", "account_signup")
ACCOUNT = (
    "account_email",
    "account_change_password",
    "account_set_password",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "usersessions_list",
)


def pages_of(role: str) -> list[str]:
    """The pages that this role sees."""
    column = ROLES.index(role)
    return [
        name
        for name, row in WHO_MAY_SEE_WHAT.items()
        if name not in NOT_HTML and "GET" in row and row["GET"].split()[column] == "200"
    ]


def look(page: Page, path: str, accessible) -> list[str]:
    """What is wrong with one page, at three widths."""
    wrong = []
    page.set_viewport_size(PHONE)
    page.goto(path)
    if not page.title().endswith("Understudy"):
        wrong.append(f"{path} has the title {page.title()}")
    if (headings := page.locator("h1").count()) != 1:
        wrong.append(f"{path} has {headings} first headings")
    if (main := page.locator(".go:visible").count()) > 1:
        wrong.append(f"{path} has {main} main actions")
    accessible(page)
    page.set_viewport_size(DESK)
    accessible(page)
    page.set_viewport_size(SMALLEST)
    if (width := page.evaluate("document.documentElement.scrollWidth")) > SMALLEST["width"]:
        wrong.append(f"{path} is {width} px wide")
    return wrong


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
            wrong += look(page, path, accessible)
    assert wrong + console_errors == []


def test_the_pages_about_ones_account_are_accessible_and_fit(page: Page, sign_in, accessible, console_errors):
    built = world.build(bare=True)
    wrong = [problem for name in SIGNING_IN for problem in look(page, reverse(name), accessible)]
    sign_in(built.people["coordinator"])
    wrong += [problem for name in ACCOUNT for problem in look(page, reverse(name), accessible)]
    assert wrong + console_errors == []


def test_what_is_not_there_says_so_accessibly(page: Page, sign_in, accessible):
    built = world.build(bare=True)
    sign_in(built.people["secondee"])
    assert look(page, "/nowhere/", accessible) == []
    assert look(page, f"/groups/{built.keys['cohort']}/history/", accessible) == []


@time_machine.travel(NOW, tick=True)
def test_the_front_page_of_the_demonstration_is_accessible(page, accessible, settings, console_errors):
    settings.DEMO = True
    operations.mark_demonstration(at=NOW)
    people = world.build(bare=True).people
    operations.name_cast(cast=[("secondee", people["secondee"]), ("mentor", people["mentor"])], at=NOW)
    assert look(page, "/", accessible) + console_errors == []
    assert page.get_by_role("button", name="Mentor").is_visible()
