"""The author's pages: what they show, what they do with a text, and what they never lose."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from blogs.models import Reflection, ReflectionVersion
from blogs.todo import to_write
from pathways.models import Credit
from secondments.models import Window
from tests.blogs.conftest import BEFORE, CLOSED, LATER, readers_of
from tests.factories import NOW, ExtensionFactory, ParticipantFactory, WindowFactory, at

pytestmark = pytest.mark.usefixtures("now")


def post(client, reflection, page, body, base=None, **more):
    base = reflection.draft_revision if base is None else base
    return client.post(
        f"/reflections/{reflection.pk}/{page}/", {"body": body, "base": base, **more}, follow=True
    )


def said(response):
    return response.content.decode()


# One's own list -------------------------------------------------------------------------------------------


def test_the_list_says_what_is_open_past_and_to_come(school, client_of, write):
    WindowFactory(
        cohort=school.cohort,
        title="Reflection at the end of Term 3",
        opens_at=at(2027, 2, 4),
        closes_at=at(2027, 2, 11, 16),
    )
    WindowFactory(
        cohort=school.cohort,
        title="Reflection at the end of Term 5",
        opens_at=at(2027, 5, 21),
        closes_at=at(2027, 5, 28, 16),
    )
    page = said(client_of("author").get("/reflections/"))
    assert "Time to write" in page
    assert "Begin writing" in page
    assert "open until Thursday 25 March at 4 pm" in page
    assert "You wrote nothing here; it closed on Thursday 11 February at 4 pm." in page
    assert "Reflection at the end of Term 5" in page
    write(slt=True)
    page = said(client_of("author").get("/reflections/"))
    assert "Shared today at noon; Siobhán Gallagher, Anna Quill and Gareth Vaughan can read it." in page


def test_the_list_of_somebody_on_no_secondment_says_what_will_be_there(school, client_of):
    assert "You are not on a secondment yet" in said(client_of("slt").get("/reflections/"))


def test_a_group_without_windows_says_who_sets_them(school, client_of):
    Window.objects.all().delete()
    assert "Your coordinator sets them" in said(client_of("author").get("/reflections/"))


# Begin ----------------------------------------------------------------------------------------------------


def test_the_door_into_a_window_asks_and_begins_only_when_pressed(school, client_of):
    client, address = client_of("author"), f"/reflections/windows/{school.window.pk}/begin/"
    page = said(client.get(address))
    assert "What have you learned about leading?" in page
    assert not Reflection.objects.exists()
    response = client.post(address)
    reflection = Reflection.objects.get()
    assert response["Location"] == f"/reflections/{reflection.pk}/write/"
    assert client.get(address)["Location"] == f"/reflections/{reflection.pk}/write/"


@pytest.mark.parametrize(("when", "words"), [(BEFORE, "Opens"), (CLOSED, "you wrote nothing here")])
def test_the_door_of_a_window_that_is_not_open_says_so(school, client_of, now, when, words):
    now.move_to(when)
    client, address = client_of("author"), f"/reflections/windows/{school.window.pk}/begin/"
    assert words in said(client.get(address))
    assert words in said(client.post(address, follow=True))
    assert not Reflection.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("mentor", 403), ("slt", 403), ("coordinator elsewhere", 404)])
def test_the_door_is_the_secondees_own(school, client_of, who, status):
    client = client_of(who)
    for ask in (client.get, client.post):
        assert ask(f"/reflections/windows/{school.window.pk}/begin/").status_code == status


# Write, keep, share ---------------------------------------------------------------------------------------


def test_the_writing_page_says_what_is_asked_until_when_and_who_will_read(school, client_of, write):
    reflection = write("Hm.", shared=False)
    page = said(client_of("author").get(f"/reflections/{reflection.pk}/write/"))
    assert '<label class="ask-it" for="id_body">What have you learned about leading?</label>' in page
    assert "Open until Thursday 25 March at 4 pm: two days." in page
    assert "Only you can read it now." in page
    assert "Share it with Siobhán Gallagher" in page
    assert "Please name no pupils" in page
    assert f'data-keep-url="/reflections/{reflection.pk}/keep/"' in page


def test_a_draft_is_kept_without_a_script(client_of, write):
    reflection = write("One.", shared=False)
    page = said(post(client_of("author"), reflection, "write", "  Two.\r\n\r\nThree. 🙂 "))
    assert "Kept at noon" in page
    reflection.refresh_from_db()
    assert reflection.draft == "  Two.\n\nThree. 🙂 "
    assert "  Two.\n\nThree. 🙂 </textarea>" in page


def test_a_text_that_begins_with_an_empty_line_keeps_it(client_of, write):
    reflection = write("One.", shared=False)
    client = client_of("author")
    post(client, reflection, "write", "\r\nTwo.")
    reflection.refresh_from_db()
    assert reflection.draft == "\nTwo."
    # A browser drops the first line end behind the tag, so the page has to send one more.
    assert "\n\nTwo.</textarea>" in said(client.get(f"/reflections/{reflection.pk}/write/"))


def test_sharing_from_the_page(client_of, write):
    reflection = write("One.", shared=False)
    page = said(post(client_of("author"), reflection, "share", "Two."))
    assert "Shared. Siobhán Gallagher can read it now." in page
    assert readers_of(reflection) == {"mentor"}
    assert "Two." in page


def test_an_empty_text_is_not_shared_and_the_page_says_why(client_of, write):
    reflection = write("One.", shared=False)
    page = said(post(client_of("author"), reflection, "share", "  "))
    assert "There is nothing to share yet." in page


def test_a_text_that_is_too_long_comes_back_whole(client_of, write):
    reflection = write("One.", shared=False)
    for page in ("write", "share"):
        answer = said(post(client_of("author"), reflection, page, "a" * 100_001))
        assert "This is 100,001 letters long, and 100,000 can be kept." in answer
        assert "a" * 100_001 in answer
    reflection.refresh_from_db()
    assert reflection.draft == "One."


def test_without_readers_it_is_kept_and_readers_are_asked_for(client_of, write):
    reflection = write("One.", shared=False)
    reflection.readers.all().delete()
    page = said(post(client_of("author"), reflection, "share", "Two."))
    assert "Choose who can read it, then share it. What you wrote is kept." in page
    reflection.refresh_from_db()
    assert (reflection.draft, reflection.is_shared) == ("Two.", False)


def test_sharing_after_the_closing_keeps_a_private_draft_and_says_so(client_of, write, now):
    reflection = write("One.", shared=False)
    now.move_to(CLOSED)
    page = said(post(client_of("author"), reflection, "share", "Two."))
    assert "This closed today at 4 pm. What you wrote is kept as your private draft" in page
    assert "ask your coordinator for a new date" in page
    assert "Share it" not in page
    reflection.refresh_from_db()
    assert (reflection.draft, reflection.is_shared) == ("Two.", False)


def test_keeping_after_the_closing_says_so_too(client_of, write, now):
    reflection = write("One.", shared=False)
    now.move_to(LATER)
    page = said(post(client_of("author"), reflection, "write", "Two."))
    assert "This closed on Thursday 25 March at 4 pm. What you wrote is kept as your private draft" in page


def test_somebody_with_a_new_date_shares_after_the_others_closing(school, client_of, write, now):
    reflection = write("One.", shared=False)
    ExtensionFactory(window=school.window, participant=school.participant, closes_at=at(2027, 4, 16, 16))
    now.move_to(LATER)
    page = said(client_of("author").get(f"/reflections/{reflection.pk}/write/"))
    assert "Open until Friday 16 April at 4 pm" in page
    post(client_of("author"), reflection, "share", "Two.")
    reflection.refresh_from_db()
    assert reflection.is_shared


def test_two_tabs_show_both_texts_and_the_person_chooses(client_of, write):
    reflection = write("One.", shared=False)
    client = client_of("author")
    post(client, reflection, "write", "From the first tab.", base=1)
    page = said(post(client, reflection, "share", "From the second tab.", base=1))
    assert "both texts are kept, and you choose" in page
    assert "From the first tab." in page
    assert "From the second tab.</textarea>" in page
    assert '<input type="hidden" name="base" value="2"' in page
    reflection.refresh_from_db()
    assert (reflection.draft, reflection.is_shared) == ("From the first tab.", False)
    post(client, reflection, "share", "Of both.", base=2)
    reflection.refresh_from_db()
    assert reflection.shared_version().body == "Of both."
    page = said(client.get(f"/reflections/{reflection.pk}/write/"))
    assert "Kept aside" in page
    assert "From the second tab." in page


def test_to_change_the_readers_keeps_the_text_first(client_of, write):
    reflection = write("One.", shared=False)
    response = client_of("author").post(
        f"/reflections/{reflection.pk}/write/", {"body": "Two.", "base": 1, "do": "readers"}
    )
    assert response["Location"] == f"/reflections/{reflection.pk}/readers/"
    reflection.refresh_from_db()
    assert reflection.draft == "Two."


def test_who_has_left_begins_and_shares_nothing_but_keeps_what_they_typed(school, client_of, write):
    reflection = write("One.", shared=False)
    another = WindowFactory(cohort=school.cohort, slug="another", title="Another")
    school.participant.periods.update(ends_on=NOW.date())
    client = client_of("author")

    page = said(post(client, reflection, "share", "Two."))

    assert "You no longer take part, so this can no longer be shared. What you wrote is kept as your" in page
    assert "Share it" not in page
    assert "new date" not in page
    reflection.refresh_from_db()
    assert (reflection.draft, reflection.is_shared) == ("Two.", False)
    assert not Credit.objects.exists()
    assert "You no longer take part" in keep(client, reflection, body="Three.", base=2).json()["message"]
    door = f"/reflections/windows/{another.pk}/begin/"
    assert "You are not taking part now" in said(client.post(door, follow=True))
    assert not another.reflections.exists()
    page = said(client.get("/reflections/"))
    assert "Begin writing" not in page
    assert "You wrote nothing here; you are not taking part now." in page
    assert to_write(school.people["author"], NOW) == []


# The script's address -------------------------------------------------------------------------------------


def keep(client, reflection, **told):
    return client.post(
        f"/reflections/{reflection.pk}/keep/", json.dumps(told), content_type="application/json"
    )


def test_the_script_is_told_what_became_of_a_text(client_of, write):
    reflection = write("One.", shared=False)
    answer = keep(client_of("author"), reflection, body="One two.", base=1, typed_at=NOW.isoformat(), tab="a")
    assert answer.json() == {
        "state": "kept",
        "at": "2027-03-23T12:00:00+00:00",
        "base": 2,
        "words": 2,
        "message": "Kept at noon",
    }


def test_the_script_is_told_that_it_closed(client_of, write, now):
    reflection = write("One.", shared=False)
    now.move_to(CLOSED + timedelta(minutes=5))
    answer = keep(client_of("author"), reflection, body="Two.", base=1).json()
    assert answer["state"] == "late"
    assert answer["message"].startswith("This closed today at 4 pm. What you wrote is kept")


def test_the_script_is_given_the_other_text(client_of, write):
    reflection = write("One.", shared=False)
    client = client_of("author")
    keep(client, reflection, body="First.", base=1, tab="a")
    answer = keep(client, reflection, body="Second.", base=1, tab="b").json()
    assert (answer["state"], answer["theirs"], answer["base"]) == ("conflict", "First.", 2)
    assert ReflectionVersion.objects.filter(kind="aside", body="Second.").exists()


def test_somebody_signed_out_is_told_so_in_the_scripts_language(school, write):
    answer = keep(Client(), write("One.", shared=False), body="Two.", base=1)
    assert (answer.status_code, answer.json()["state"]) == (401, "signed out")


@pytest.mark.parametrize(
    ("who", "status"), [("mentor", 403), ("slt", 404), ("coordinator", 404), ("coordinator elsewhere", 404)]
)
def test_nobody_keeps_anything_in_somebody_elses_reflection(client_of, write, who, status):
    assert keep(client_of(who), write("One."), body="Two.", base=1).status_code == status


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"body": "a", "base": -1}',
        b'{"body": "\\ud800", "base": 1}',
        b"\xff",
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(client_of, write, told):
    reflection = write("One.", shared=False)
    answer = client_of("author").post(
        f"/reflections/{reflection.pk}/keep/", told, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["state"]) == (400, "refused")
    assert answer.json()["message"]


@pytest.mark.parametrize("typed_at", ["", "yesterday", "2027-13-45T99:99", "2027-03-23T11:59:00", None])
def test_an_unreadable_device_time_does_not_cost_the_text(client_of, write, typed_at):
    reflection = write("One.", shared=False)
    assert keep(client_of("author"), reflection, body="Two.", base=1, typed_at=typed_at).status_code == 200


# Readers and taking back ----------------------------------------------------------------------------------


def test_the_author_chooses_who_reads_in_names(school, client_of, write):
    reflection = write(shared=False)
    client, address = client_of("author"), f"/reflections/{reflection.pk}/readers/"
    page = said(client.get(address))
    assert "Your mentor: Siobhán Gallagher" in page
    assert "SLT: Anna Quill, Gareth Vaughan" in page
    assert "Peter Marsh" not in page
    colleague = school.people["colleague"]
    response = client.post(address, {"groups": ["slt"], "another": colleague.pk}, follow=True)
    assert "can read it once you share it." in said(response)
    assert readers_of(reflection) == {"slt", "Lena Ward"}
    client.post(address, {"groups": ["mentor"]})
    assert readers_of(reflection) == {"mentor"}


def test_somebody_of_another_school_cannot_be_slipped_in(school, client_of, write):
    reflection = write(shared=False)
    stranger = school.people["coordinator elsewhere"]
    page = client_of("author").post(f"/reflections/{reflection.pk}/readers/", {"another": stranger.pk})
    assert page.status_code == 200
    assert readers_of(reflection) == {"mentor"}


def test_a_shared_reflection_keeps_a_reader(client_of, write):
    reflection = write()
    page = said(client_of("author").post(f"/reflections/{reflection.pk}/readers/", {}))
    assert "Choose somebody; or take it back" in page
    assert readers_of(reflection) == {"mentor"}


def test_taking_back_asks_first_and_says_what_it_means(client_of, write, now):
    reflection = write()
    client, address = client_of("author"), f"/reflections/{reflection.pk}/take-back/"
    page = said(client.get(address))
    assert "Siobhán Gallagher will no longer be able to open it." in page
    assert "You can share it again until Thursday 25 March at 4 pm." in page
    now.move_to(LATER)
    assert "only if your coordinator gives you a new date" in said(client.get(address))
    assert "Only you can read it now." in said(client.post(address, follow=True))
    reflection.refresh_from_db()
    assert not reflection.is_shared
    assert "had been taken back already" in said(client.post(address, follow=True))


# Cost -----------------------------------------------------------------------------------------------------


def test_the_authors_pages_cost_the_same_whatever_there_is(
    school, client_of, write, django_assert_num_queries
):
    reflection = write(slt=True)
    client = client_of("author")
    addresses = {
        "/reflections/": 12,
        f"/reflections/{reflection.pk}/write/": 13,
        f"/reflections/{reflection.pk}/readers/": 11,
    }
    for more in (False, True):
        if more:
            for number in range(3):
                WindowFactory(cohort=school.cohort, title=f"Another {number}")
                ParticipantFactory(cohort=school.cohort)
                ReflectionVersion.objects.create(
                    reflection=reflection, number=number + 5, kind="aside", body=f"{number}", at=NOW
                )
        for address, queries in addresses.items():
            with django_assert_num_queries(queries):
                client.get(address)
