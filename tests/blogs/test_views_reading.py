"""The readers' pages, and that nobody reads on any page what was not given to them."""

import pytest
from django.urls import get_resolver, reverse

from blogs import operations
from blogs.models import CoachingQuestion, Reader, ReflectionVersion
from blogs.operations.questions import LONGEST_PASSAGE, LONGEST_QUESTION
from blogs.urls import urlpatterns
from people.models import Post
from tests.blogs.conftest import LATER
from tests.factories import (
    NOW,
    CoachingQuestionFactory,
    ParticipantFactory,
    PostFactory,
    ReaderFactory,
    ReflectionFactory,
    at,
)

pytestmark = pytest.mark.usefixtures("now")
SECRET = "Marmalade is what I thought of"


def said(response):
    return response.content.decode()


# Reading and asking ---------------------------------------------------------------------------------------


def test_what_waits_stands_first_oldest_first(school, client_of, write):
    early = ReflectionFactory(participant=school.other_participant, shared_at=at(2027, 3, 19), window=None)
    ReflectionVersion.objects.create(
        reflection=early, number=1, kind="shared", body="Early.", at=early.shared_at
    )
    ReaderFactory(reflection=early, kind=Reader.Kind.SLT)
    write(slt=True)
    client = client_of("slt")
    page = said(client.get("/to-read/"))
    assert "Two reflections to read" in page
    assert "Begin with Caoimhe" in page
    assert page.index("Caoimhe Byrne") < page.index("Thomas Ashdown")
    operations.ask(reflection=early, body="Hm?", by=school.people["slt"], at=NOW)
    page = said(client.get("/to-read/"))
    assert "One reflection to read" in page
    assert page.index("Thomas Ashdown") < page.index("Read before") < page.index("Caoimhe Byrne")


@pytest.mark.parametrize("who", ["mentor", "slt", "coordinator", "author"])
def test_with_nothing_to_read_the_page_says_what_will_be_there(client_of, who):
    assert "Nothing is shared with you yet" in said(client_of(who).get("/to-read/"))


def test_reading_asking_and_going_on_to_the_next(school, client_of, write):
    first = write("It was eleven minutes long.\n\nI remember none of it.", slt=True)
    second = operations.begin_reflection(
        participant=school.other_participant,
        window=school.window,
        by=school.other_participant.person,
        at=NOW,
    )
    operations.share_reflection(
        reflection=second,
        body="Two.",
        base=0,
        mentor=False,
        slt=True,
        by=school.other_participant.person,
        at=NOW,
    )
    client = client_of("slt")
    page = said(client.get(f"/reflections/{first.pk}/"))
    assert "Shared today at noon; 10 words." in page
    assert "Thomas Ashdown, who wrote it; and Siobhán Gallagher, Anna Quill and Gareth Vaughan." in page
    response = client.post(
        f"/reflections/{first.pk}/ask/", {"body": "What did you hear?", "passage": "eleven  minutes"}
    )
    assert response["Location"] == f"/reflections/{second.pk}/"
    page = said(client.get(f"/reflections/{first.pk}/"))
    question = CoachingQuestion.objects.get()
    assert '<span class="cue">eleven minutes</span>' in page
    assert f'href="#question-{question.pk}" aria-label="To question 1"' in page
    assert "What did you hear?" in page
    response = client.post(f"/reflections/{second.pk}/nothing-to-ask/")
    assert response["Location"] == "/to-read/"


def test_a_question_without_words_comes_back_with_what_is_wrong(client_of, write):
    reflection = write()
    client = client_of("mentor")
    page = said(client.post(f"/reflections/{reflection.pk}/ask/", {"body": " ", "passage": "First."}))
    assert "Write your question, or choose" in page
    assert "First.</textarea>" in page
    assert client.get(f"/reflections/{reflection.pk}/ask/")["Location"] == f"/reflections/{reflection.pk}/"


@pytest.mark.parametrize(("field", "longest"), [("body", LONGEST_QUESTION), ("passage", LONGEST_PASSAGE)])
def test_a_question_that_is_too_long_comes_back_whole(client_of, write, field, longest):
    told = {"body": "Why?", field: "a" * (longest + 1)}
    page = said(client_of("mentor").post(f"/reflections/{write().pk}/ask/", told))
    assert f"{longest:,} can be kept" in page
    assert "a" * (longest + 1) in page
    assert not CoachingQuestion.objects.exists()


def test_markup_that_somebody_typed_is_shown_and_not_obeyed(school, client_of, write):
    reflection = write("<script>alert(1)</script> & <b>bold</b>")
    operations.ask(
        reflection=reflection, body="<i>Why?</i>", passage="<b>bold</b>", by=school.people["mentor"], at=NOW
    )
    page = said(client_of("author").get(f"/reflections/{reflection.pk}/"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert '<span class="cue">&lt;b&gt;bold&lt;/b&gt;</span>' in page
    assert "&lt;i&gt;Why?&lt;/i&gt;" in page


def test_the_author_answers_beside_the_passage_also_after_the_closing(school, client_of, write, now):
    question = operations.ask(
        reflection=write(), body="Why?", passage="Second.", by=school.people["mentor"], at=NOW
    )
    now.move_to(LATER)
    client = client_of("author")
    page = said(client.get(f"/reflections/{question.reflection_id}/"))
    assert "Answer Siobhán Gallagher" in page
    assert "Siobhán Gallagher can read it." in page
    field = f"question-{question.pk}-body"
    wrong = said(client.post(f"/questions/{question.pk}/answer/", {field: " "}))
    assert "Write your answer." in wrong
    page = said(client.post(f"/questions/{question.pk}/answer/", {field: "Because."}, follow=True))
    assert "Because." in page
    assert "Because.</textarea>" in said(client.get(f"/questions/{question.pk}/answer/"))
    page = said(client.post(f"/questions/{question.pk}/answer/", {field: "For reasons."}, follow=True))
    assert "For reasons." in page
    assert "Because." not in page


def test_a_question_is_taken_back_after_being_asked_once_more(school, client_of, write):
    question = operations.ask(reflection=write(), body="Why?", by=school.people["mentor"], at=NOW)
    client, address = client_of("mentor"), f"/questions/{question.pk}/withdraw/"
    assert "Take your question back?" in said(client.get(address))
    assert "Your question has been taken back." in said(client.post(address, follow=True))
    assert client.get(address).status_code == 404


def test_an_answered_question_cannot_be_taken_back(school, client_of, write):
    question = operations.ask(reflection=write(), body="Why?", by=school.people["mentor"], at=NOW)
    operations.answer(question=question, body="So.", by=school.people["author"], at=NOW)
    client, address = client_of("mentor"), f"/questions/{question.pk}/withdraw/"
    for ask in (client.get, client.post):
        assert "so the question stays" in said(ask(address, follow=True))


def test_the_author_of_a_draft_is_sent_to_the_writing_page(client_of, write):
    reflection = write(shared=False)
    page = client_of("author").get(f"/reflections/{reflection.pk}/")
    assert page["Location"] == f"/reflections/{reflection.pk}/write/"


def test_what_is_changed_after_sharing_is_not_read_by_others(school, client_of, write):
    reflection = write("As shared.")
    operations.keep_draft(
        reflection=reflection,
        body=SECRET,
        base=reflection.draft_revision,
        by=school.people["author"],
        at=NOW,
    )
    page = said(client_of("mentor").get(f"/reflections/{reflection.pk}/"))
    assert "As shared." in page
    assert SECRET not in page


# Who gets what, address by address ------------------------------------------------------------------------

WHO = ["author", "mentor", "former mentor", "other secondee", "slt", "coordinator", "coordinator elsewhere"]
# Shared with the mentor alone; the question is the mentor's, unanswered. In the order of WHO.
GET = {
    "reflections": [200, 200, 200, 200, 200, 200, 200],
    "to_read": [200, 200, 200, 200, 200, 200, 200],
    "begin_reflection": [302, 403, 404, 302, 403, 403, 404],
    "write_reflection": [200, 403, 404, 404, 404, 404, 404],
    "keep_draft": [405, 405, 405, 405, 405, 405, 405],
    "share_reflection": [405, 405, 405, 405, 405, 405, 405],
    "take_back": [200, 403, 404, 404, 404, 404, 404],
    "choose_readers": [200, 403, 404, 404, 404, 404, 404],
    "read_reflection": [200, 200, 404, 404, 404, 404, 404],
    "ask": [403, 302, 404, 404, 404, 404, 404],
    "set_aside": [405, 405, 405, 405, 405, 405, 405],
    "answer": [200, 403, 404, 404, 404, 404, 404],
    "withdraw_question": [403, 200, 404, 404, 404, 404, 404],
    "mentor_question": [404, 404, 404, 404, 404, 404, 404],
    "keep_mentor_answer": [405, 405, 405, 405, 405, 405, 405],
}
POST = {
    "reflections": [405] * 7,
    "to_read": [405] * 7,
    "begin_reflection": [302, 403, 404, 302, 403, 403, 404],
    "write_reflection": [200, 403, 404, 404, 404, 404, 404],
    "keep_draft": [400, 403, 404, 404, 404, 404, 404],
    "share_reflection": [200, 403, 404, 404, 404, 404, 404],
    "take_back": [302, 403, 404, 404, 404, 404, 404],
    "choose_readers": [200, 403, 404, 404, 404, 404, 404],
    "read_reflection": [405] * 7,
    "ask": [403, 200, 404, 404, 404, 404, 404],
    "set_aside": [403, 302, 404, 404, 404, 404, 404],
    "answer": [200, 403, 404, 404, 404, 404, 404],
    "withdraw_question": [403, 302, 404, 404, 404, 404, 404],
    "mentor_question": [404] * 7,
    "keep_mentor_answer": [404] * 7,
}


@pytest.fixture
def addresses(school, write):
    """Every address of this floor, about the author's reflection (its window is no question to mentors)."""
    reflection = write(SECRET)
    question = operations.ask(reflection=reflection, body="Why?", by=school.people["mentor"], at=NOW)
    keys = {
        "begin_reflection": school.window.pk,
        "mentor_question": school.window.pk,
        "keep_mentor_answer": school.window.pk,
        "answer": question.pk,
        "withdraw_question": question.pk,
    }
    return {
        path.name: reverse(
            f"blogs:{path.name}",
            args=[keys.get(path.name, reflection.pk)] if "pk" in str(path.pattern) else [],
        )
        for path in urlpatterns
    }


@pytest.mark.parametrize("name", [path.name for path in urlpatterns])
def test_who_gets_what_at_every_address(school, client_of, addresses, name):
    operations.begin_reflection(
        participant=school.other_participant,
        window=school.window,
        by=school.other_participant.person,
        at=NOW,
    )
    assert [client_of(who).get(addresses[name]).status_code for who in WHO] == GET[name]
    # Whoever may do it comes last, because doing it changes what the others would get.
    order = sorted(range(len(WHO)), key=lambda n: POST[name][n] not in (403, 404, 405))
    answers = {n: client_of(WHO[n]).post(addresses[name]).status_code for n in order}
    assert [answers[n] for n in range(len(WHO))] == POST[name]


@pytest.mark.parametrize("name", [path.name for path in urlpatterns if path.name != "keep_draft"])
def test_nobody_who_is_not_signed_in_gets_anything(client, addresses, name):
    expected = (401,) if name == "keep_mentor_answer" else (302,)
    assert client.post(addresses[name]).status_code in expected
    if name not in ("keep_mentor_answer",):
        assert client.get(addresses[name])["Location"].startswith("/account/login/")


OTHER_PAGES = [
    "config:secondee_home",
    "config:mentor_home",
    "config:slt_home",
    "config:coordinator_home",
    "portfolios:participant",
    "portfolios:board",
    "portfolios:a4",
    "secondments:cohort",
    "secondments:windows",
    "secondments:participant_history",
    "secondments:cohort_history",
]


@pytest.mark.parametrize("name", OTHER_PAGES)
def test_no_other_page_shows_a_word_to_those_it_was_not_given_to(school, client_of, addresses, name):
    key = school.participant.pk if "participant" in name else school.cohort.pk
    address = reverse(name, args=[] if name.startswith("config:") else [key])
    opened = 0
    for who in school.people:
        response = client_of(who).get(address, follow=True)
        opened += response.status_code == 200
        assert SECRET not in said(response) or who in ("author", "mentor"), who
        assert f"/reflections/{1}/" not in said(response) or who in ("author", "mentor"), who
    assert opened


def test_several_hats_show_no_more_than_one_of_them_was_given(school, client_of, addresses):
    several = school.people["coordinator"]
    for role in (Post.Role.SLT, Post.Role.MENTOR, Post.Role.HEADTEACHER):
        PostFactory(person=several, organisation=school.here, role=role)
    client = client_of("coordinator")
    for name in ("read_reflection", "write_reflection", "take_back", "choose_readers", "answer"):
        assert client.get(addresses[name]).status_code == 404
    for name in OTHER_PAGES:
        key = school.participant.pk if "participant" in name else school.cohort.pk
        address = reverse(name, args=[] if name.startswith("config:") else [key])
        assert SECRET not in said(client.get(address, follow=True))


def test_every_address_of_this_floor_is_in_the_tables():
    names = [path.name for path in urlpatterns]
    assert sorted(names) == sorted(GET) == sorted(POST)
    assert get_resolver()


# Cost -----------------------------------------------------------------------------------------------------


def test_the_readers_pages_cost_the_same_whatever_there_is(
    school, client_of, write, django_assert_num_queries
):
    reflection = write(slt=True)
    CoachingQuestionFactory(reflection=reflection, asked_by=school.people["mentor"])
    client = client_of("slt")
    addresses = {"/to-read/": 9, f"/reflections/{reflection.pk}/": 14}
    for more in (False, True):
        if more:
            CoachingQuestionFactory.create_batch(3, reflection=reflection, passage="First.")
            for participant in ParticipantFactory.create_batch(3, cohort=school.cohort):
                entry = ReflectionFactory(participant=participant, window=school.window, shared_at=NOW)
                ReaderFactory(reflection=entry, kind="slt")
        for address, queries in addresses.items():
            with django_assert_num_queries(queries):
                client.get(address)


def test_a_long_list_comes_in_pages(school, client_of, write):
    reader = school.people["slt"]
    for n, participant in enumerate(ParticipantFactory.create_batch(120, cohort=school.cohort)):
        entry = ReflectionFactory(participant=participant, window=school.window, shared_at=NOW)
        ReflectionVersion.objects.create(reflection=entry, number=1, kind="shared", body="Hm.", at=NOW)
        ReaderFactory(reflection=entry, kind="slt")
        if n < 60:
            operations.set_aside(reflection=entry, by=reader, at=NOW)
    client = client_of("slt")
    page = said(client.get("/to-read/"))
    assert "60 reflections to read" in page
    assert "The first 50 of 60" in page
    assert "Page 1 of 2" in page
    assert page.count("/reflections/") == 1 + 50 + 50
    page = said(client.get("/to-read/?page=2"))
    assert "Page 2 of 2" in page
    assert page.count("/reflections/") == 1 + 50 + 10


# What was withdrawn meanwhile ------------------------------------------------------------------------------


def test_a_question_to_what_was_taken_back_meanwhile_gives_the_words_back(school, client_of, write):
    reflection = write()
    operations.take_back(reflection=reflection, by=reflection.author, at=NOW)
    address = f"/reflections/{reflection.pk}/ask/"
    answer = client_of("mentor").post(address, {"body": "And if <you> waited?"})
    assert answer.status_code == 410
    page = answer.content.decode()
    assert "Thomas has taken it back, or changed who can read it." in page
    assert "And if &lt;you&gt; waited?</textarea>" in page
    assert "First." not in page
    for who in ("former mentor", "other mentor", "slt", "coordinator", "colleague"):
        assert client_of(who).post(address, {"body": "?"}).status_code == 404


def test_a_draft_that_was_never_shared_is_never_heard_of(client_of, write):
    reflection = write(shared=False)
    assert client_of("mentor").post(f"/reflections/{reflection.pk}/ask/", {"body": "?"}).status_code == 404


def test_an_answer_to_a_question_withdrawn_meanwhile_comes_back(school, client_of, write):
    reflection, mentor = write(), school.people["mentor"]
    question = operations.ask(reflection=reflection, body="Why marmalade?", by=mentor, at=NOW)
    operations.withdraw_question(question=question, by=mentor, at=NOW)
    address, sent = f"/questions/{question.pk}/answer/", {f"question-{question.pk}-body": "Because."}
    answer = client_of("author").post(address, sent)
    assert answer.status_code == 410
    page = answer.content.decode()
    assert "Siobhán Gallagher took it back before your answer arrived." in page
    assert "Because.</textarea>" in page
    assert "marmalade" not in page
    for who in ("mentor", "slt", "other secondee"):
        assert client_of(who).post(address, sent).status_code == 404
