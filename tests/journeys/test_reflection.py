"""A reflection in a real browser: typed, kept, torn, cut off, signed out, shared, asked about, answered."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from blogs import operations
from blogs.models import CoachingQuestion, Reflection, ReflectionVersion
from people.models import Post
from secondments.models import Window
from tests.factories import (
    CohortFactory,
    MentorshipFactory,
    OrganisationFactory,
    ParticipantFactory,
    PostFactory,
    ProgrammeVersionFactory,
    UserFactory,
    WindowFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PROMPT = "What have you learned about leading?"


@pytest.fixture
def window(transactional_db):
    """A window that is open today, in a group whose programme asks something."""
    now = timezone.now()
    school = OrganisationFactory(name="Marlowe Cross")
    cohort = CohortFactory(
        organisation=school,
        version=ProgrammeVersionFactory(
            programme__organisation=school, document={"reflections": {"reflection": {"prompt": PROMPT}}}
        ),
        starts_on=(now - timedelta(days=60)).date(),
        ends_on=(now + timedelta(days=60)).date(),
    )
    return WindowFactory(
        cohort=cohort,
        slug="reflection-2",
        title="Reflection at the end of Term 4",
        opens_at=now - timedelta(days=3),
        closes_at=now + timedelta(days=2),
    )


@pytest.fixture
def secondee(window):
    person = UserFactory(name="Thomas Ashdown")
    PostFactory(person=person, organisation=window.cohort.organisation)
    return ParticipantFactory(person=person, cohort=window.cohort)


@pytest.fixture
def mentor(secondee):
    person = UserFactory(name="Siobhán Gallagher", formal_name="Mrs Gallagher")
    PostFactory(person=person, organisation=secondee.cohort.organisation, role=Post.Role.MENTOR)
    MentorshipFactory(participant=secondee, mentor=person, starts_on=secondee.cohort.starts_on)
    return person


@pytest.fixture
def reflection(secondee, mentor, window):
    return operations.begin_reflection(
        participant=secondee, window=window, by=secondee.person, at=timezone.now()
    )


@pytest.fixture
def writing(page, sign_in, reflection):
    """The author at the writing page."""
    sign_in(reflection.author)
    page.goto(f"/reflections/{reflection.pk}/write/")
    return page


def text_of(page):
    return page.get_by_label(PROMPT)


def status_of(page):
    return page.get_by_role("status").last


def draft(reflection):
    return Reflection.objects.get(pk=reflection.pk).draft


def test_what_is_typed_is_kept_by_itself(writing, reflection, console_errors, accessible):
    text_of(writing).fill("I heard myself telling instead of asking.")
    expect(status_of(writing)).to_contain_text("Kept at", timeout=8000)
    expect(writing.get_by_text("7 words")).to_be_visible()
    assert draft(reflection) == "I heard myself telling instead of asking."
    writing.reload()
    expect(text_of(writing)).to_have_value("I heard myself telling instead of asking.")
    assert not Reflection.objects.get(pk=reflection.pk).is_shared
    accessible(writing)
    assert console_errors == []


def test_a_window_that_closes_while_somebody_types(writing, reflection, window):
    text_of(writing).fill("In the middle of a")
    expect(status_of(writing)).to_contain_text("Kept at", timeout=8000)
    Window.objects.filter(pk=window.pk).update(closes_at=timezone.now())
    text_of(writing).press_sequentially(" sentence")
    expect(status_of(writing)).to_contain_text("kept as your private draft", timeout=8000)
    assert draft(reflection) == "In the middle of a sentence"
    writing.get_by_role("button", name="Share it with Mrs Gallagher").click()
    expect(writing.get_by_role("alert")).to_contain_text("What you wrote is kept as your private draft")
    expect(text_of(writing)).to_have_value("In the middle of a sentence")
    expect(writing.get_by_role("button", name="Share it")).to_have_count(0)
    assert not Reflection.objects.get(pk=reflection.pk).is_shared


def test_a_session_that_ends_while_somebody_types(writing, reflection, sign_in):
    Session.objects.all().delete()
    text_of(writing).fill("Typed after the session had ended.")
    expect(status_of(writing)).to_contain_text("Signed out meanwhile", timeout=8000)
    assert draft(reflection) == ""
    expect(writing.get_by_role("link", name="Sign in")).to_have_attribute(
        "href", f"/account/login/?next=/reflections/{reflection.pk}/write/"
    )
    sign_in(reflection.author)
    writing.goto(f"/reflections/{reflection.pk}/write/")
    expect(writing.get_by_text("Typed after the session had ended.")).to_be_visible()
    writing.get_by_role("button", name="Take it up").click()
    expect(text_of(writing)).to_have_value("Typed after the session had ended.")
    expect(status_of(writing)).to_contain_text("Kept at", timeout=8000)
    assert draft(reflection) == "Typed after the session had ended."


def test_two_tabs_and_both_texts(writing, reflection, context, accessible):
    other = context.new_page()
    other.goto(f"/reflections/{reflection.pk}/write/")
    text_of(writing).fill("From the first tab.")
    expect(status_of(writing)).to_contain_text("Kept at", timeout=8000)
    text_of(other).fill("From the second tab.")
    expect(other.get_by_text("From the first tab.")).to_be_visible(timeout=8000)
    expect(text_of(other)).to_have_value("From the second tab.")
    assert draft(reflection) == "From the first tab."
    assert ReflectionVersion.objects.filter(kind="aside", body="From the second tab.").exists()
    accessible(other)
    other.get_by_role("button", name="Keep what stands above").click()
    expect(status_of(other)).to_contain_text("Kept at", timeout=8000)
    assert draft(reflection) == "From the second tab."


def test_the_network_is_away_and_comes_back(writing, reflection, context):
    context.set_offline(True)
    text_of(writing).fill("Typed on a train.")
    expect(status_of(writing)).to_contain_text("Kept on this device", timeout=8000)
    assert draft(reflection) == ""
    context.set_offline(False)
    expect(status_of(writing)).to_contain_text("Kept at", timeout=15000)
    assert draft(reflection) == "Typed on a train."


def test_what_never_arrived_is_offered_after_a_reload(writing, reflection):
    address = f"**/reflections/{reflection.pk}/keep/"
    writing.route(address, lambda route: route.abort())
    text_of(writing).fill("Typed in a cellar.")
    expect(status_of(writing)).to_contain_text("Kept on this device", timeout=8000)
    writing.on("dialog", lambda dialog: dialog.accept())
    writing.unroute(address)
    writing.reload()
    expect(text_of(writing)).to_have_value("")
    writing.get_by_role("button", name="Take it up").click()
    expect(text_of(writing)).to_have_value("Typed in a cellar.")
    expect(status_of(writing)).to_contain_text("Kept at", timeout=8000)
    assert draft(reflection) == "Typed in a cellar."


def test_an_answer_that_is_lost_on_the_way_makes_no_conflict(writing, reflection):
    address = f"**/reflections/{reflection.pk}/keep/"

    def lose(route):
        route.fetch()
        route.abort()

    writing.route(address, lose)
    text_of(writing).fill("It arrived")
    expect(status_of(writing)).to_contain_text("Kept on this device", timeout=8000)
    assert draft(reflection) == "It arrived"
    writing.unroute(address)
    text_of(writing).press_sequentially(", and nobody said so.")
    expect(status_of(writing)).to_contain_text("Kept at", timeout=8000)
    assert draft(reflection) == "It arrived, and nobody said so."
    assert not ReflectionVersion.objects.exists()


def test_from_the_first_word_to_the_answer(page, sign_in, secondee, mentor, accessible, console_errors):
    sign_in(secondee.person)
    page.goto("/reflections/")
    accessible(page)
    page.get_by_role("button", name="Begin writing").click()
    text_of(page).fill("My first worship was eleven minutes long.\n\nI remember none of it.")
    page.get_by_role("button", name="Share it with Mrs Gallagher").click()
    expect(page.get_by_text("Mrs Gallagher can read it now.")).to_be_visible()
    accessible(page)

    sign_in(mentor)
    page.goto("/to-read/")
    accessible(page)
    page.get_by_role("link", name="Begin with Thomas").click()
    page.wait_for_load_state()
    page.evaluate(
        """() => {
            const text = document.querySelector("[data-passages] p").firstChild;
            const start = text.data.indexOf("eleven");
            getSelection().setBaseAndExtent(text, start, text, start + "eleven minutes".length);
        }"""
    )
    expect(page.get_by_label("The passage it is about")).to_have_value("eleven minutes")
    page.get_by_label("One question for Thomas").fill("What did you hear in them?")
    accessible(page)
    page.get_by_role("button", name="Ask, then next").click()
    expect(page.get_by_text("Asked. Thomas is told of it by e-mail")).to_be_visible()

    sign_in(secondee.person)
    page.goto(f"/reflections/{Reflection.objects.get().pk}/")
    expect(page.locator(".cue")).to_have_text("eleven minutes")
    accessible(page)
    page.get_by_label("Your answer").fill("Only my own voice.")
    page.get_by_role("button", name="Answer Mrs Gallagher").click()
    expect(page.get_by_text("Only my own voice.")).to_be_visible()
    assert CoachingQuestion.objects.get().answers.get().body == "Only my own voice."
    accessible(page)
    assert console_errors == []


@pytest.fixture
def plain(browser, browser_context_args):
    """A browser without scripts."""
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context
    context.close()


def test_without_scripts_everything_works(plain, sign_in, context, secondee, mentor):
    def as_(person):
        sign_in(person)
        plain.clear_cookies()
        plain.add_cookies(context.cookies())

    page = plain.new_page()
    as_(secondee.person)
    page.goto("/reflections/")
    page.get_by_role("button", name="Begin writing").click()
    text_of(page).fill("By hand.")
    page.get_by_role("button", name="Keep it as a draft").click()
    expect(page.get_by_text("Kept at").first).to_be_visible()
    text_of(page).fill("By hand, and again.")
    page.get_by_role("button", name="Change who can read it").click()
    page.get_by_role("button", name="Save who can read it").click()
    expect(text_of(page)).to_have_value("By hand, and again.")
    page.get_by_role("button", name="Share it with Mrs Gallagher").click()
    expect(page.get_by_text("Mrs Gallagher can read it now.")).to_be_visible()
    as_(mentor)
    page.goto("/to-read/")
    page.get_by_role("link", name="Begin with Thomas").click()
    page.wait_for_load_state()
    page.get_by_label("The passage it is about").fill("By hand")
    page.get_by_label("One question for Thomas").fill("Whose?")
    page.get_by_role("button", name="Ask, then next").click()
    as_(secondee.person)
    page.goto(f"/reflections/{Reflection.objects.get().pk}/")
    page.get_by_label("Your answer").fill("Mine.")
    page.get_by_role("button", name="Answer Mrs Gallagher").click()
    expect(page.get_by_text("Mine.")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_pages_hold_at_every_width_and_are_accessible(
    page, sign_in, reflection, mentor, accessible, width
):
    long = "Word" * 60 + " " + "and then some more words. " * 40
    operations.share_reflection(
        reflection=reflection,
        body=f"{long}\n\n{long}",
        base=0,
        mentor=True,
        slt=True,
        by=reflection.author,
        at=timezone.now(),
    )
    question = operations.ask(
        reflection=reflection, body=long, passage="Word" * 60, by=mentor, at=timezone.now()
    )
    end = WindowFactory(
        cohort=reflection.participant.cohort,
        kind=Window.Kind.MENTOR_QUESTION,
        slug="mentor-question",
        title="Your own growth as a coach",
        opens_at=timezone.now() - timedelta(days=1),
        closes_at=timezone.now() + timedelta(days=13),
    )
    page.set_viewport_size({"width": width, "height": 900})
    pk = reflection.pk
    addresses = {
        reflection.author: [
            "/reflections/",
            *(f"/reflections/{pk}/{verb}" for verb in ("", "write/", "readers/", "take-back/")),
            f"/questions/{question.pk}/answer/",
        ],
        mentor: [
            "/to-read/",
            f"/reflections/{pk}/",
            f"/questions/{question.pk}/withdraw/",
            f"/mentor-questions/{end.pk}/",
        ],
    }
    for person, paths in addresses.items():
        sign_in(person)
        for path in paths:
            page.goto(path)
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert page.locator(".go").count() <= 1, path
