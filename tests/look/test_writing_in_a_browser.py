"""What keeps a text safe while it is written: the script against answers that a school's server may give."""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en-GB"><title>Writing</title>
<script src="/static/write.js" defer></script>
<form data-keep-url="/keep/" data-base="3"><textarea aria-label="Text" name="body">At school</textarea>
<p><span role="status"></span> <span data-words></span></p></form>"""


class School:
    """Stands for the server: remembers what it was sent and answers as it is told to."""

    def __init__(self):
        self.sent = []
        self.status = 200
        self.answer = {"state": "kept", "at": "2027-03-23T13:10:00Z", "base": 4, "words": 3, "message": ""}

    def reply(self, route):
        self.sent.append(json.loads(route.request.post_data))
        if self.status is None:
            return route.abort()
        return route.fulfill(
            status=self.status, content_type="application/json", body=json.dumps(self.answer)
        )


@pytest.fixture
def school(page):
    school = School()
    page.route("**/writing/", lambda route: route.fulfill(content_type="text/html", body=PAGE))
    page.route("**/keep/", school.reply)
    page.goto("/writing/")
    return school


def write(page, text):
    page.locator("textarea").press("Control+End")
    page.keyboard.type(text)


def test_what_is_typed_is_kept_at_school_and_then_forgotten_on_the_device(page, school):
    write(page, ", and here")
    expect(page.locator("[data-words]")).to_have_text("4 words")
    expect(page.get_by_role("status")).to_have_text("Kept at 1.10 pm")
    assert [(sent["body"], sent["base"]) for sent in school.sent] == [("At school, and here", 3)]
    assert re.match(r"\d{4}-\d\d-\d\dT", school.sent[0]["typed_at"])
    assert page.evaluate("localStorage.length") == 0


def test_what_the_school_did_not_get_is_offered_after_a_reload_and_never_put_in_by_itself(page, school):
    school.status = None
    write(page, " unsent")
    expect(page.get_by_role("status")).to_have_text("Kept on this device; the school cannot be reached")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("textarea")).to_have_value("At school")
    school.status = 200
    page.get_by_role("button", name="Take it up").click()
    expect(page.locator("textarea")).to_have_value("At school unsent")
    expect(page.get_by_role("status")).to_have_text("Kept at 1.10 pm")


def test_somebody_signed_out_meanwhile_is_told_where_the_words_are(page, school):
    school.status = 401
    write(page, " more")
    expect(page.get_by_role("status")).to_contain_text("Your words are kept on this device. Sign in")
    assert page.evaluate("localStorage.length") == 1


def test_what_arrives_too_late_says_what_became_of_it(page, school):
    school.answer |= {"state": "late", "message": "This closed at 4 pm: kept as your private draft."}
    write(page, " more")
    expect(page.get_by_role("status")).to_have_text("This closed at 4 pm: kept as your private draft.")


def test_of_two_versions_neither_is_lost_until_one_is_chosen(page, school):
    school.answer |= {"state": "conflict", "base": 9, "message": "", "theirs": "Written elsewhere"}
    write(page, " more")
    expect(page.get_by_role("group")).to_contain_text("Written elsewhere")
    expect(page.locator("textarea")).to_have_value("At school more")
    school.answer |= {"state": "kept", "base": 10}
    page.get_by_role("button", name="Keep what stands above").click()
    expect(page.get_by_role("status")).to_have_text("Kept at 1.10 pm")
    assert (school.sent[-1]["body"], school.sent[-1]["base"]) == ("At school more", 9)
