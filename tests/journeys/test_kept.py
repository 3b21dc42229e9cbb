"""What somebody typed outlives the session, a reload and the network, and nobody else's eyes see it."""

import pytest
import time_machine
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from pathways.models import MeetingRevision, ProjectComment
from tests.factories import NOW
from tests.rights import world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Could Year 8 read it aloud first?"
BACK = "What you typed before is back. It has not been sent."


@pytest.fixture
def built(transactional_db):
    """The school, on a day when everything in it is open."""
    with time_machine.travel(NOW, tick=True):
        yield world.build()


@pytest.fixture
def project(built):
    return f"/projects/{built.keys['proposed']}/"


def comment(page):
    return page.get_by_label("Write to each other")


def typed(page):
    """What this tab keeps."""
    return page.evaluate("Object.keys(sessionStorage)")


def test_a_comment_outlives_the_session(page, sign_in, built, project, accessible, console_errors):
    mentor = built.people["mentor"]
    sign_in(mentor)
    page.goto(project)
    expect(page.get_by_text(BACK)).to_have_count(0)
    comment(page).fill(WORDS)
    Session.objects.all().delete()
    page.get_by_role("button", name="Write it").click()
    page.wait_for_url(f"**/account/login/?next={project}")
    assert not ProjectComment.objects.filter(body=WORDS).exists()

    sign_in(mentor)
    page.goto(project)
    expect(comment(page)).to_have_value(WORDS)
    expect(page.get_by_role("status").filter(has_text=BACK)).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Write it").click()
    expect(page.get_by_role("listitem").filter(has_text=WORDS)).to_be_visible()
    expect(comment(page)).to_have_value("")
    assert ProjectComment.objects.filter(body=WORDS).count() == 1
    assert typed(page) == []
    assert console_errors == []


def test_signing_in_with_a_password_brings_somebody_back_to_their_words(page, sign_in, built, project):
    mentor = built.people["mentor"]
    mentor.set_password("a long one, kept safe")
    mentor.save()
    sign_in(mentor)
    page.goto(project)
    comment(page).fill(WORDS)
    Session.objects.all().delete()
    page.get_by_role("button", name="Write it").click()
    page.get_by_label("School e-mail").fill(mentor.email)
    page.get_by_label("Password").fill("a long one, kept safe")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"**{project}")
    expect(comment(page)).to_have_value(WORDS)


def test_a_record_comes_back_after_a_reload_and_can_be_thrown_away(page, sign_in, built, console_errors):
    sign_in(built.people["mentor"])
    page.goto(f"/meetings/{built.keys['meeting']}/record/")
    said = page.get_by_label("What was said")
    before = said.input_value()
    said.fill(WORDS)
    page.goto(page.url)
    expect(said).to_have_value(WORDS)
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text(BACK)).to_have_count(0)
    expect(said).to_have_value(before)
    page.goto(page.url)
    expect(said).to_have_value(before)
    assert typed(page) == []
    assert console_errors == []


def test_a_record_that_somebody_changed_meanwhile_is_not_overwritten(page, sign_in, built):
    sign_in(built.people["mentor"])
    address = f"/meetings/{built.keys['meeting']}/record/"
    page.goto(address)
    page.get_by_label("What was said").fill("First.")
    page.get_by_role("button", name="Save the record").click()
    page.goto(address)
    page.get_by_label("What was said").fill(WORDS)
    other = page.context.browser.new_page(base_url=page.evaluate("location.origin"))
    sign_in(built.people["secondee"])
    other.context.add_cookies(page.context.cookies())
    other.goto(address)
    other.get_by_label("What was said").fill("From the other side.")
    other.get_by_role("button", name="Save the record").click()
    expect(other.get_by_text("From the other side.").first).to_be_visible()
    other.close()

    sign_in(built.people["mentor"])
    page.goto(address)
    expect(page.get_by_label("What was said")).to_have_value(WORDS)
    page.get_by_role("button", name="Save the record").click()
    expect(page.get_by_text("saved this record while you were writing")).to_be_visible()
    expect(page.get_by_label("What was said")).to_have_value(WORDS)
    assert not MeetingRevision.objects.filter(said=WORDS).exists()


def test_a_page_with_errors_keeps_the_words_until_it_is_accepted(page, sign_in, built):
    sign_in(built.people["secondee"])
    page.goto("/projects/propose/")
    page.locator("form[method=post]").last.evaluate("form => { form.noValidate = true }")
    page.locator("textarea").first.fill(WORDS)
    page.get_by_role("button").and_(page.locator(".go")).click()
    expect(page.locator("textarea").first).to_have_value(WORDS)
    expect(page.get_by_text(BACK)).to_have_count(0)
    page.goto("/projects/propose/")
    expect(page.locator("textarea").first).to_have_value(WORDS)
    expect(page.get_by_text(BACK)).to_be_visible()


def test_the_next_person_at_the_same_tab_sees_nothing(page, sign_in, built, project):
    sign_in(built.people["mentor"])
    page.goto(project)
    comment(page).fill(WORDS)
    sign_in(built.people["secondee"])
    page.goto(project)
    expect(comment(page)).to_have_value("")
    assert typed(page) == []
    comment(page).fill(WORDS)
    page.goto("/account/logout/")
    assert typed(page) != []
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")
    assert typed(page) == []
