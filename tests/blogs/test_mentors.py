"""The question put to mentors: kept by each for themselves, given to the coordinator, seen by nobody else."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from blogs import operations, permissions
from blogs.models import MentorAnswer
from blogs.operations import DraftMoved, NothingWritten, State, WindowClosed
from events.models import Event
from people.models import Post
from people.operations import NotAllowed
from secondments.models import Window
from tests.factories import NOW, PostFactory, WindowFactory

pytestmark = pytest.mark.usefixtures("now")
OPENS, CLOSES = NOW - timedelta(days=1), NOW + timedelta(days=13)
SECRET = "Marmalade taught me patience"


@pytest.fixture
def window(school):
    return WindowFactory(
        cohort=school.cohort,
        kind=Window.Kind.MENTOR_QUESTION,
        slug="mentor-question",
        title="Your own growth as a coach",
        opens_at=OPENS,
        closes_at=CLOSES,
    )


def keep(school, window, body, base, when=NOW, who="mentor", **more):
    return operations.keep_mentor_answer(
        window=window, body=body, base=base, by=school.people[who], at=when, **more
    )


def give(school, window, body, base, when=NOW, who="mentor"):
    return operations.give_mentor_answer(window=window, body=body, base=base, by=school.people[who], at=when)


def said(response):
    return response.content.decode()


def test_a_draft_is_the_mentors_own_and_what_is_given_the_coordinators_too(school, window):
    def see():
        return {who for who, p in school.people.items() if MentorAnswer.objects.visible_to(p, NOW).exists()}

    keep(school, window, SECRET, 0)
    assert see() == {"mentor"}
    give(school, window, SECRET, 1)
    assert see() == {"mentor", "coordinator"}


def test_who_may_answer_and_who_may_read_the_answers(school, window):
    people = school.people.items()
    may = {who for who, p in people if permissions.can_answer_as_mentor(p, window, NOW)}
    assert may == {"mentor", "other mentor"}
    assert {who for who, p in people if permissions.can_read_mentor_answers(p, window, NOW)} == {
        "coordinator"
    }


@pytest.mark.parametrize("who", ["author", "slt", "coordinator", "administrator", "former mentor"])
def test_nobody_else_is_asked(school, window, who):
    for act in (keep, give):
        with pytest.raises(NotAllowed):
            act(school, window, "Me!", 0, who=who)


def test_it_is_given_from_the_opening_to_just_before_the_closing(school, window):
    moment = timedelta(microseconds=1)
    for when in (OPENS - moment, CLOSES, CLOSES + moment):
        with pytest.raises(WindowClosed):
            give(school, window, "Yes.", 0, when)
    give(school, window, "First.", 0, OPENS)
    answer = give(school, window, "Last.", 1, CLOSES - moment)
    assert (answer.given_body, MentorAnswer.objects.count()) == ("Last.", 1)


def test_what_is_typed_after_the_closing_is_a_draft_and_says_so(school, window):
    give(school, window, "Given.", 0)
    kept = keep(school, window, "Afterthought.", 1, CLOSES)
    assert (kept.state, kept.closed_at) == (State.LATE, CLOSES)
    answer = MentorAnswer.objects.get()
    assert (answer.body, answer.given_body) == ("Afterthought.", "Given.")


def test_before_it_opens_nothing_is_kept(school, window):
    with pytest.raises(WindowClosed):
        keep(school, window, "Early.", 0, OPENS - timedelta(seconds=1))


def test_an_older_text_overwrites_nothing(school, window):
    keep(school, window, "first", 0, tab="one")
    kept = keep(school, window, "second", 0, tab="two")
    assert (kept.state, kept.theirs, kept.base) == (State.CONFLICT, "first", 1)
    with pytest.raises(DraftMoved):
        give(school, window, "second", 0)
    assert keep(school, window, "first and on", 0, tab="one").state is State.KEPT


def test_nothing_is_given_without_words(school, window):
    with pytest.raises(NothingWritten):
        give(school, window, " \n", 0)


def test_a_draft_of_it_leaves_no_trace_in_anybodys_history(school, window):
    keep(school, window, SECRET, 0)
    assert not Event.objects.exclude(cohort="", participant="").filter(kind__startswith="blogs").exists()
    give(school, window, SECRET, 1)
    assert Event.objects.get(kind="blogs.mentor_answer_given").cohort == school.cohort.key
    assert "armalade" not in str(list(Event.objects.values_list("data", flat=True)))


# The page -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("mentor", 200),
        ("other mentor", 200),
        ("coordinator", 200),
        ("author", 403),
        ("slt", 403),
        ("administrator", 403),
        ("former mentor", 404),
        ("colleague", 404),
        ("coordinator elsewhere", 404),
    ],
)
def test_who_opens_the_page_and_what_they_see_of_an_answer(school, window, client_of, who, status):
    give(school, window, SECRET, 0)
    page = client_of(who).get(f"/mentor-questions/{window.pk}/")
    assert page.status_code == status
    assert (SECRET in said(page)) == (who in ("mentor", "coordinator"))
    posted = client_of(who).post(f"/mentor-questions/{window.pk}/", {"body": "x", "base": 0, "do": "keep"})
    may_write = who in ("mentor", "other mentor")
    assert posted.status_code == (posted.status_code if may_write else 403 if status == 200 else status)
    assert may_write == (posted.status_code in (200, 302))


def test_a_coordinator_reads_no_draft(school, window, client_of):
    keep(school, window, SECRET, 0)
    page = said(client_of("coordinator").get(f"/mentor-questions/{window.pk}/"))
    assert SECRET not in page
    assert "Nobody else has answered yet." in page


def test_a_coordinator_reads_what_was_given_and_not_what_was_changed_since(school, window, client_of):
    give(school, window, "As given.", 0)
    keep(school, window, SECRET, 1)
    page = said(client_of("coordinator").get(f"/mentor-questions/{window.pk}/"))
    assert "As given." in page
    assert SECRET not in page


def test_a_coordinator_who_mentors_answers_too(school, window, client_of):
    PostFactory(person=school.people["mentor"], organisation=school.here, role=Post.Role.COORDINATOR)
    give(school, window, "From the other.", 0, who="other mentor")
    page = said(client_of("mentor").get(f"/mentor-questions/{window.pk}/"))
    assert "From the other." in page
    assert "Give it to the coordinator" in page


def test_writing_keeping_and_giving_on_the_page(school, window, client_of):
    client, address = client_of("mentor"), f"/mentor-questions/{window.pk}/"
    page = said(client.get(address))
    assert "What has this taught you about coaching?" in page
    assert "Only you can read it now." in page
    page = said(client.post(address, {"body": "A lot.", "base": 0, "do": "keep"}, follow=True))
    assert "Kept at noon" in page
    page = said(client.post(address, {"body": "A lot!", "base": 1, "do": "give"}, follow=True))
    assert "Given. You and the coordinator can read it." in page
    page = said(client.post(address, {"body": "Older.", "base": 0, "do": "give"}))
    assert "The other text" in page
    assert "A lot!" in page
    assert "Older.</textarea>" in page


@pytest.mark.parametrize("do", ["keep", "give"])
def test_after_the_closing_the_page_keeps_a_draft_and_says_so(school, window, client_of, now, do):
    now.move_to(CLOSES)
    address = f"/mentor-questions/{window.pk}/"
    page = said(client_of("mentor").post(address, {"body": "Late.", "base": 0, "do": do}))
    assert "What you wrote is kept as your private draft" in page
    assert (MentorAnswer.objects.get().body, MentorAnswer.objects.get().given_at) == ("Late.", None)


def test_before_it_opens_the_page_says_when(school, window, client_of, now):
    now.move_to(OPENS - timedelta(days=2))
    client, address = client_of("mentor"), f"/mentor-questions/{window.pk}/"
    for ask in (client.get, client.post):
        page = said(ask(address, {"body": "Early.", "base": 0}))
        assert "Opens" in page
        assert "data-keep-url" not in page


def test_giving_nothing_says_what_is_missing(window, client_of):
    page = said(
        client_of("mentor").post(f"/mentor-questions/{window.pk}/", {"body": " ", "base": 0, "do": "give"})
    )
    assert "There is nothing to give yet." in page


def test_the_script_is_told_what_became_of_it(school, window, client_of, now):
    address = f"/mentor-questions/{window.pk}/keep/"

    def sent(client, **told):
        answer = client.post(address, json.dumps(told), content_type="application/json")
        return answer.status_code, answer.json()

    mentor = client_of("mentor")
    status, told = sent(mentor, body="One two.", base=0, tab="a")
    assert (status, told["state"], told["base"], told["words"]) == (200, "kept", 1, 2)
    status, told = sent(mentor, body="Other.", base=0, tab="b")
    assert (status, told["state"], told["theirs"]) == (200, "conflict", "One two.")
    assert sent(mentor)[0] == 400
    assert sent(Client(), body="x", base=1)[0] == 401
    assert sent(client_of("author"), body="x", base=1)[0] == 403
    assert sent(client_of("coordinator elsewhere"), body="x", base=1)[0] == 404
    now.move_to(CLOSES)
    assert sent(mentor, body="Late.", base=1)[1]["state"] == "late"
    now.move_to(OPENS - timedelta(days=2))
    assert sent(mentor, body="Early.", base=2)[0] == 409


def test_the_page_costs_the_same_for_one_answer_and_for_many(
    school, window, client_of, django_assert_num_queries
):
    give(school, window, SECRET, 0)
    client = client_of("coordinator")
    with django_assert_num_queries(10):
        client.get(f"/mentor-questions/{window.pk}/")
    give(school, window, "Another.", 0, who="other mentor")
    MentorAnswer.objects.create(
        window=window, mentor=school.people["colleague"], given_body="Hm.", given_at=NOW, kept_at=NOW
    )
    with django_assert_num_queries(10):
        client.get(f"/mentor-questions/{window.pk}/")


def test_a_text_for_a_window_that_was_moved_meanwhile_comes_back(client_of, window):
    Window.objects.filter(pk=window.pk).update(opens_at=NOW + timedelta(days=1))
    page = said(client_of("mentor").post(f"/mentor-questions/{window.pk}/", {"body": SECRET, "base": 0}))
    assert "This has been moved, and is not open yet." in page
    assert f"{SECRET}</textarea>" in page
    assert not MentorAnswer.objects.exists()
