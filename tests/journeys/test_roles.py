"""One journey in a real browser for each part people play, along links and buttons from their home."""

import re
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail
from playwright.sync_api import Locator, Page, expect

from pathways.models import Activity, Meeting, Project, Reading
from people.models import Post, Term, User
from portfolios.models import PanelNote, Presentation
from secondments.models import Extension
from tests.conftest import PHONE
from tests.factories import NOW, ActivityFactory, ParticipantFactory, at
from tests.rights import world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPED = "input:not([type=hidden], [type=radio], [type=checkbox]), textarea, select"


class Walk:
    """Somebody's way through the pages: a first address, then links and buttons only.

    Every page on the way answers, has one first heading and at most one loud button.
    """

    def __init__(self, page: Page) -> None:
        self.page = page

    def begins(self, path: str) -> None:
        self.page.goto(path)
        self._looks()

    def follows(self, words: str, inside: Locator | None = None, *, exact: bool = False) -> None:
        """Go where a link says."""
        self._clicks((inside or self.page).get_by_role("link", name=words, exact=exact))

    def goes_to(self, place: str) -> None:
        """Go to a place of the main navigation, which a telephone has behind a button."""
        menu = self.page.get_by_role("button", name="Menu")
        if menu.is_visible():
            menu.click()
        self.follows(place, self.page.get_by_role("navigation", name="Main"), exact=True)

    def presses(self, words: str, inside: Locator | None = None, *, refused: bool = False) -> None:
        """Press a button that sends something; it is taken, unless a refusal is what is to be seen."""
        self._clicks((inside or self.page).get_by_role("button", name=words))
        assert (self.page.locator(".errors, .note.bad").count() > 0) is refused, self.page.url

    def reads(self, words: str) -> None:
        """Be told that it is done."""
        expect(self.page.get_by_role("status").filter(has_text=words)).to_be_visible()

    def _clicks(self, target: Locator) -> None:
        with self.page.expect_navigation():
            target.click()
        self._looks()

    def _looks(self) -> None:
        assert self.page.locator("h1").count() == 1, self.page.url
        assert self.page.locator(".go").count() <= 1, self.page.url


@pytest.fixture
def school(transactional_db):
    """A school in the last week of its fourth term; `clock` moves the day."""
    with time_machine.travel(NOW, tick=True) as clock:
        built = world.build()
        yield SimpleNamespace(people=built.people, keys=built.keys, clock=clock)


@pytest.fixture
def walk(page):
    return Walk(page)


def test_a_secondee_on_a_telephone(school, page, walk, sign_in, accessible, console_errors):
    secondee = school.people["secondee"]
    page.set_viewport_size(PHONE)
    sign_in(secondee)
    walk.begins("/")

    walk.presses("It happened")
    assert Activity.objects.get(pk=school.keys["planned"]).happened_on
    expect(page.get_by_role("button", name="It happened")).to_have_count(0)

    before = set(Activity.objects.values_list("pk", flat=True))
    walk.goes_to("Log")
    walk.follows("Log what you did")
    form = page.get_by_role("main").locator("form")
    assert [field.get_attribute("name") for field in form.locator(TYPED).all() if field.is_visible()] == []
    form.get_by_text("Led worship").click()
    form.get_by_text("The whole year group").click()
    walk.presses("Log it")
    walk.reads("Logged:")
    logged = Activity.objects.exclude(pk__in=before).get()
    assert (logged.kind.slug, logged.audience) == ("worship", "whole-year")
    assert logged.happened_on == NOW.date()

    walk.follows("Plan something")
    page.get_by_text("Assembly or other leading").click()
    page.get_by_text("Some of them").click()
    page.get_by_label("When?").fill("2027-04-20")
    walk.presses("Plan it")
    walk.reads("Planned:")
    assert Activity.objects.get(planned_for="2027-04-20").kind.slug == "assembly"

    walk.goes_to("Project")
    walk.follows("Homework: Patience")
    walk.follows("Add a reading")
    page.get_by_label("Patience (%)").fill("70")
    walk.presses("Add it")
    walk.reads("The reading is in.")
    expect(page.locator(".figures")).to_contain_text("70%")
    assert Reading.objects.filter(measure=school.keys["measure"], value=70, taken_on=NOW.date()).exists()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    accessible(page)
    assert console_errors == []


def test_a_mentor(school, page, walk, sign_in, accessible, console_errors):
    mentor = school.people["mentor"]
    kind = Activity.objects.get(pk=school.keys["logged"]).kind
    doubtful = ActivityFactory(
        participant_id=school.keys["participant"], kind=kind, audience="some", title="Courage"
    )
    sign_in(mentor)
    walk.begins("/")

    walk.follows("Confirm", page.get_by_role("main"), exact=True)
    page.get_by_role("checkbox", name="Courage").uncheck()
    walk.presses("Confirm all that is ticked")
    walk.reads("confirmed")
    assert Activity.objects.get(pk=school.keys["logged"]).confirmed_by == mentor
    expect(page.get_by_role("heading", level=1)).to_have_text("One record to confirm")
    walk.follows("Send back")
    page.get_by_role("main").get_by_role("textbox").fill("Was this not last week?")
    walk.presses("Send it back")
    walk.reads("Sent back to Sam.")
    doubtful.refresh_from_db()
    assert doubtful.confirmed_at is None
    assert doubtful.returned_at
    assert doubtful.comments.get().body == "Was this not last week?"

    walk.goes_to("Meetings")
    walk.follows("Set a date")
    page.get_by_label("Which day?").fill("2027-03-22")
    walk.presses("Set")
    page.get_by_label("What was said?").fill("He wants to ask before he tells.")
    page.get_by_label("When do you meet next?").fill("2027-04-19")
    page.get_by_label("At what time?").fill("15:30")
    walk.presses("Save the record")
    walk.reads("The record is saved.")
    assert Meeting.objects.get(held_on="2027-03-22").said == "He wants to ask before he tells."
    assert Meeting.objects.get(held_on="2027-04-19").mentor == mentor

    walk.goes_to("Projects")
    walk.follows("Homework: Patience")
    talk = page.get_by_role("region", name="What you said to each other")
    talk.get_by_role("textbox").fill("Which of the twelve moved most?")
    walk.presses("Write it", talk)
    expect(talk.get_by_text("Which of the twelve moved most?")).to_be_visible()
    assert Project.objects.get(pk=school.keys["project"]).comments.get().by == mentor
    accessible(page)
    assert console_errors == []


def test_a_senior_leader_in_the_chair(school, page, walk, sign_in, accessible, console_errors):
    leader = school.people["slt"]
    school.clock.move_to(at(2027, 5, 20, 14, 5))
    sign_in(leader)
    walk.begins("/")

    walk.goes_to("Presentations")
    walk.follows("2027 secondees")
    fold = page.locator("details.fold").filter(has_text="Sam Secondee")
    fold.get_by_label("Questions and answers").fill("Who rang the homes?")
    fold.get_by_label("What moved?").fill("From 41 to 63.")
    fold.get_by_label("What next?").fill("Year 8.")
    walk.presses("Keep", fold)
    presentation = Presentation.objects.get(pk=school.keys["presentation"])
    assert PanelNote.objects.get(presentation=presentation).what_moved == "From 41 to 63."

    fold.locator("summary").first.click()
    walk.presses("Heard: Sam has presented", fold)
    walk.follows("Read the feedback, and release it to Sam", fold)
    expect(page.get_by_text("From 41 to 63.")).to_be_visible()
    expect(page.get_by_text("Who rang the homes?")).to_have_count(0)
    walk.presses("Release it to Sam")
    walk.reads("Sam can read the feedback now")
    presentation.refresh_from_db()
    assert presentation.delivered_at
    assert presentation.released_by == leader
    accessible(page)
    assert console_errors == []


def test_a_coordinator(school, page, walk, sign_in, accessible, console_errors):
    for name in ("Tia Unplaced", "Una Unplaced"):
        ParticipantFactory(person__name=name, cohort_id=school.keys["cohort"])
    sign_in(school.people["coordinator"])
    walk.begins("/")

    walk.goes_to("Board")
    walk.follows("Sam Secondee", page.get_by_role("table"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sam Secondee")
    expect(page.get_by_text("I did not look up until the last word.")).to_have_count(0)

    walk.goes_to("Groups")
    walk.follows("2027 secondees", page.get_by_role("main"), exact=True)
    walk.follows("The whole calendar")
    walk.follows("Give somebody a new date for Reflection 2")
    page.get_by_label("For whom?").select_option("Sam Secondee")
    page.get_by_label("Open until").fill("2027-04-14")
    page.get_by_label("Why").fill("At his sister's wedding.")
    walk.presses("Give the new date")
    walk.reads("can write until then")
    given = Extension.objects.get(window=school.keys["window"])
    assert given.participant_id == school.keys["participant"]
    assert given.closes_at == at(2027, 4, 14, 16)

    walk.follows("Group", page.get_by_role("main"), exact=True)
    walk.follows("Presentations", page.get_by_role("main"))
    walk.follows("2027 secondees", page.get_by_role("region", name="To come"))
    walk.follows("Change the order")
    walk.presses("Sam Secondee later", refused=True)
    expect(page.get_by_role("alert")).to_contain_text("Who has been heard keeps their place.")
    walk.presses("Place everybody, by name")
    walk.presses("Una Unplaced earlier")
    order = Presentation.objects.filter(afternoon=school.keys["afternoon"]).order_by("position")
    assert [one.participant.person.given_name for one in order] == ["Sam", "Oda", "Una", "Tia"]

    walk.goes_to("Board")
    walk.follows("Print on one A4")
    navigation = page.get_by_role("navigation", name="Main")
    expect(navigation).to_be_visible()
    accessible(page)
    page.emulate_media(media="print")
    expect(navigation).to_be_hidden()
    expect(page.locator(".foot")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("heading", name="2027 secondees: what has moved so far")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Sam Secondee")).to_contain_text("63")
    assert console_errors == []


def test_an_administrator(school, page, walk, sign_in, accessible, console_errors):
    sign_in(school.people["administrator"])
    walk.begins("/")

    walk.goes_to("People")
    walk.follows("Marlowe Cross School", page.get_by_role("main"))
    walk.follows("See or change the terms")
    last = page.get_by_label("Last day").nth(2)
    expect(last).to_have_value("2027-05-28")
    last.fill("2027-05-27")
    walk.presses("Keep these terms")
    walk.reads("are kept")
    assert (
        Term.objects.current().get(organisation=school.keys["organisation"], name="Term 5").last_day
        == at(2027, 5, 27).date()
    )

    walk.follows("People", page.get_by_role("navigation", name="Where you are"))
    walk.follows("Invite people")
    page.get_by_label("Role").select_option("mentor")
    page.get_by_label("People").fill("Mrs Gia Good <gia@marlowe.example>\nBadly, Bob; bob at marlowe")
    walk.presses("Invite them", refused=True)
    came_back = page.get_by_role("alert").get_by_role("listitem")
    expect(came_back).to_have_count(1)
    expect(came_back).to_contain_text("bob at marlowe")
    expect(page.get_by_label("People")).to_have_value("Badly, Bob; bob at marlowe")
    expect(came_back).to_contain_text("e-mail address")
    walk.reads("1 person is invited")
    invited = User.objects.get(email="gia@marlowe.example")
    assert invited.posts.get().role == Post.Role.MENTOR
    assert not User.objects.filter(name__contains="Bob").exists()
    accessible(page)

    walk.goes_to("People")
    walk.follows("Who has never signed in")
    expect(page.get_by_role("main")).to_contain_text("Gia Good")
    accessible(page)
    assert console_errors == []


def code_in_the_letter() -> str:
    """The code for signing in, from the one letter that went out."""
    (letter,) = mail.outbox
    found = re.search(r"\n\n(\S+)\n\n", letter.body)
    assert found, letter.body
    return found[1]


def test_a_stranger_at_the_front_page(school, page, walk, accessible, console_errors):
    walk.begins("/")
    page.get_by_label("School e-mail").fill(school.people["secondee"].email)
    walk.presses("Send me a code")
    page.get_by_label("Code").fill(code_in_the_letter())
    walk.presses("Sign in")
    expect(page).to_have_url(re.compile(r"/secondment/$"))
    accessible(page)
    assert console_errors == []


def test_a_stranger_with_a_link_from_a_letter(school, page, walk, accessible, console_errors):
    wanted = f"/projects/{school.keys['project']}/"
    walk.begins(wanted)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in with your password")
    walk.follows("we send you a code")
    page.get_by_label("School e-mail").fill(school.people["secondee"].email)
    walk.presses("Send me a code")
    page.get_by_label("Code").fill(code_in_the_letter())
    walk.presses("Sign in")
    expect(page).to_have_url(re.compile(re.escape(wanted) + "$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Homework: Patience")
    accessible(page)
    assert console_errors == []
