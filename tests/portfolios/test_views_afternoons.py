import datetime as dt

import pytest
from django.urls import reverse

from events.models import Job
from people.models import Post
from portfolios import operations, paper
from portfolios.models import Afternoon, PanelNote
from tests import factories as f
from tests.factories import at
from tests.portfolios.conftest import AFTER, BEFORE, project


def url(name, *args):
    return reverse(f"portfolios:{name}", args=args)


def said(answer):
    return " ".join(answer.content.decode().split())


NEW = {
    "day": "2027-05-19",
    "clock": "14:00",
    "place": "Library",
    "speaking_minutes": "10",
    "questions_minutes": "5",
}


def test_a_coordinator_arranges_an_afternoon_and_orders_it(stage, sign_up):
    client = sign_up(stage.people["coordinator"], BEFORE)
    page = client.get(url("add_afternoon", stage.cohort.pk))
    assert 'value="10"' in said(page)
    answer = client.post(url("add_afternoon", stage.cohort.pk), {**NEW, "chair": stage.chair.pk})
    afternoon = Afternoon.objects.get()
    assert answer.url == url("order", afternoon.pk)
    assert afternoon.starts_at == at(2027, 5, 19, 14)
    client.post(
        url("order", afternoon.pk),
        {"seen": 1, f"place-{stage.second.pk}": 7, f"place-{stage.participant.pk}": 3},
    )
    assert in_order(afternoon) == [stage.participant, stage.second]
    client.post(url("order", afternoon.pk), order_form(afternoon) | {"later": stage.participant.pk})
    assert in_order(afternoon) == [stage.second, stage.participant]


def in_order(afternoon):
    return [row.participant for row in afternoon.presentations.filter(withdrawn_at=None).order_by("position")]


def order_form(afternoon):
    afternoon.refresh_from_db()
    rows = afternoon.presentations.filter(withdrawn_at=None)
    return {"seen": afternoon.revision, **{f"place-{row.participant_id}": row.position + 1 for row in rows}}


def test_everybody_is_placed_at_one_press_by_name(stage, sign_up):
    client, afternoon = sign_up(stage.people["coordinator"], BEFORE), stage.add_afternoon()
    client.post(url("order", afternoon.pk), {"seen": 1, "everybody": "1"})
    assert in_order(afternoon) == [stage.second, stage.participant]


def test_an_order_from_a_stale_page_is_refused_and_nothing_typed_is_lost(stage, sign_up):
    client, afternoon = sign_up(stage.people["coordinator"], BEFORE), stage.add_afternoon()
    stage.order(afternoon, stage.participant)
    page = client.post(url("order", afternoon.pk), {"seen": 1, f"place-{stage.second.pk}": 4})
    assert "Somebody else has changed the order meanwhile" in said(page)
    assert 'value="4"' in said(page)
    assert in_order(afternoon) == [stage.participant]


def test_a_place_that_is_no_number_is_said_beside_its_field(stage, sign_up):
    client, afternoon = sign_up(stage.people["coordinator"], BEFORE), stage.add_afternoon()
    page = client.post(url("order", afternoon.pk), {"seen": 1, f"place-{stage.second.pk}": "first"})
    assert page.status_code == 200
    assert f'href="#id_place-{stage.second.pk}"' in said(page)


def test_an_afternoon_before_the_programme_is_said_beside_the_day(stage, sign_up):
    client = sign_up(stage.people["coordinator"], BEFORE)
    page = client.post(
        url("add_afternoon", stage.cohort.pk), {**NEW, "day": "2026-12-18", "chair": stage.chair.pk}
    )
    assert "The programme begins on 4 January 2027" in said(page)


def test_an_afternoon_is_changed_and_called_off(stage, sign_up):
    client, afternoon = sign_up(stage.people["coordinator"], BEFORE), stage.add_afternoon()
    assert 'value="14:00"' in said(client.get(url("change_afternoon", afternoon.pk)))
    client.post(url("change_afternoon", afternoon.pk), {**NEW, "clock": "15:30", "chair": stage.chair.pk})
    afternoon.refresh_from_db()
    assert afternoon.starts_at == at(2027, 5, 19, 15, 30)
    client.get(url("withdraw_afternoon", afternoon.pk))
    client.post(url("withdraw_afternoon", afternoon.pk))
    assert client.get(url("afternoon", afternoon.pk)).status_code == 404


def test_who_is_noted_on_is_named_when_the_order_or_the_afternoon_would_lose_them(stage, sign_up):
    presentation = stage.presentation()
    stage.note(presentation, at=BEFORE)
    client, afternoon = sign_up(stage.people["coordinator"], BEFORE), presentation.afternoon
    form = order_form(afternoon) | {f"place-{stage.participant.pk}": ""}
    for page in (
        client.post(url("order", afternoon.pk), form),
        client.post(url("withdraw_afternoon", afternoon.pk)),
    ):
        assert page.status_code == 200
        assert "Somebody has written a note on Caoimhe Dhomhnaill" in said(page)
    assert in_order(afternoon) == [stage.participant, stage.second]


@pytest.mark.parametrize("name", ["add_afternoon", "change_afternoon"])
def test_who_arranges_is_not_offered_the_chair_and_is_told_why(stage, sign_up, name):
    own, afternoon = stage.people["coordinator"], stage.add_afternoon()
    client = sign_up(own, BEFORE)
    address = url(name, stage.cohort.pk if name == "add_afternoon" else afternoon.pk)
    page = said(client.get(address))
    assert f'<option value="{stage.people["administrator"].pk}"' in page
    assert f'<option value="{own.pk}"' not in page
    page = client.post(address, {**NEW, "chair": own.pk})
    assert "Whoever arranges an afternoon does not chair it" in said(page)
    assert Afternoon.objects.get().chair == stage.chair
    f.PostFactory(organisation=stage.school, role=Post.Role.SLT, person=own)
    assert f'<option value="{own.pk}"' in said(client.get(address))


def test_slt_notes_and_goes_on_to_the_next(stage, sign_up):
    presentation = stage.presentation()
    following = presentation.afternoon.presentations.get(position=1)
    client = sign_up(stage.people["slt"])
    page = said(client.get(url("afternoon", presentation.afternoon_id)))
    assert "Thomas Ashdown</strong> <mark>now</mark>" in page
    answer = client.post(
        url("note", presentation.pk),
        {"seen": 0, "questions": "A\r\nB", "what_moved": "Homework.", "what_next": ""},
    )
    assert answer.url == f"{url('afternoon', presentation.afternoon_id)}?open={following.pk}#p{following.pk}"
    assert PanelNote.objects.get().questions == "A\nB"


def test_two_tabs_show_both_texts_and_lose_neither(stage, sign_up):
    presentation = stage.presentation()
    client = sign_up(stage.people["slt"])
    stage.note(presentation, what_moved="On the telephone")
    page = client.post(
        url("note", presentation.pk),
        {"seen": 0, "questions": "", "what_moved": "On the laptop", "what_next": ""},
    )
    text = said(page)
    assert "You have kept another text meanwhile" in text
    assert "On the telephone" in text
    assert "On the laptop</textarea>" in text
    assert 'name="seen" value="1"' in text
    assert PanelNote.objects.get().what_moved == "On the telephone"


TYPED = {"seen": 0, "questions": "Which 24?", "what_moved": "Homework <typed>", "what_next": "Year 8"}


def without_a_place(stage, presentation, how):
    if how == "removed":
        stage.order(presentation.afternoon, stage.second)
    else:
        coordinator = stage.people["coordinator"]
        operations.withdraw_afternoon(afternoon=presentation.afternoon, by=coordinator, at=BEFORE)


@pytest.mark.parametrize("how", ["removed", "called off"])
@pytest.mark.parametrize("who", ["slt", "chair", "mentor"])
def test_a_note_on_somebody_without_a_place_any_more_is_shown_again(stage, sign_up, who, how):
    presentation = stage.presentation()
    without_a_place(stage, presentation, how)
    page = sign_up(stage.people[who]).post(url("note", presentation.pk), TYPED)
    assert page.status_code == 200
    assert "Caoimhe Dhomhnaill has no place in an afternoon any more" in said(page)
    for text in ("Which 24?</textarea>", "Homework &lt;typed&gt;</textarea>", "Year 8</textarea>"):
        assert text in said(page)
    assert f'action="{url("note", presentation.pk)}"' in said(page)
    assert not PanelNote.objects.exists()


def test_a_note_on_somebody_with_a_new_place_is_ready_to_be_kept_there(stage, sign_up):
    presentation = stage.presentation()
    without_a_place(stage, presentation, "removed")
    [there] = stage.order(stage.add_afternoon(starts_at=at(2027, 5, 20, 14)), stage.participant)
    client = sign_up(stage.people["slt"])
    page = said(client.post(url("note", presentation.pk), {**TYPED, "seen": 3}))
    assert "presents on Thursday 20 May" in page
    assert f'action="{url("note", there.pk)}"' in page
    assert 'name="seen" value="0"' in page
    client.post(url("note", there.pk), TYPED)
    assert PanelNote.objects.get().presentation == there


@pytest.mark.parametrize("how", ["removed", "called off"])
@pytest.mark.parametrize("who", ["coordinator", "secondee", "colleague", "former mentor", "slt elsewhere"])
def test_who_does_not_note_finds_nothing_where_somebody_had_a_place(stage, sign_up, who, how):
    presentation = stage.presentation()
    without_a_place(stage, presentation, how)
    client = sign_up(stage.people[who])
    assert client.post(url("note", presentation.pk), TYPED).status_code == 404
    assert sign_up(stage.people["slt"]).get(url("note", presentation.pk)).status_code == 404


def test_a_change_after_the_release_is_refused_with_the_text_kept_on_the_page(stage, sign_up):
    presentation = stage.presentation()
    stage.note(presentation)
    stage.heard(presentation)
    stage.released(presentation)
    client = sign_up(stage.people["slt"], AFTER)
    page = client.post(
        url("note", presentation.pk),
        {"seen": 1, "questions": "", "what_moved": "Other words", "what_next": ""},
    )
    assert "it is not kept: ask Mrs Hollingdale" in said(page)
    assert "Other words</textarea>" in said(page)
    assert PanelNote.objects.get().what_moved == "Homework."


def test_the_chair_says_what_was_heard_and_releases_it_and_the_secondee_reads_it(stage, sign_up):
    presentation = stage.presentation()
    stage.note(presentation, questions="Only for us", what_moved="Homework on time", what_next="Year 8")
    client = sign_up(stage.chair)
    client.post(url("heard", presentation.pk))
    page = said(client.get(url("release", presentation.pk)))
    assert "Homework on time" in page
    assert "Only for us" not in page
    client.post(url("release", presentation.pk))

    client = sign_up(stage.participant.person, AFTER)
    mine = said(client.get(url("my_presentation")))
    assert url("feedback", presentation.pk) in mine
    page = said(client.get(url("feedback", presentation.pk)))
    assert "Homework on time" in page
    assert "Mr Vaughan" in page
    assert "Only for us" not in page

    client = sign_up(stage.chair, AFTER)
    client.post(url("take_back_release", presentation.pk))
    client = sign_up(stage.participant.person, AFTER)
    assert "Homework on time" not in said(client.get(url("feedback", presentation.pk)))


def test_feedback_is_not_read_before_it_is_released(stage, sign_up):
    presentation = stage.presentation()
    stage.note(presentation, what_moved="Homework on time")
    client = sign_up(stage.participant.person, AFTER)
    page = said(client.get(url("feedback", presentation.pk)))
    assert "No feedback is released yet" in page
    assert "Homework on time" not in page


def test_releasing_what_was_not_heard_says_what_to_do_first(stage, sign_up):
    presentation = stage.presentation()
    stage.note(presentation)
    client = sign_up(stage.chair)
    assert "not marked as heard yet" in said(client.get(url("release", presentation.pk)))
    assert "not marked as heard yet" in said(client.post(url("release", presentation.pk)))


def test_nobody_is_marked_as_heard_before_the_day(stage, sign_up):
    presentation = stage.presentation()
    client = sign_up(stage.chair, BEFORE)
    page = client.post(url("heard", presentation.pk), follow=True)
    assert "Nobody has presented yet" in said(page)


def test_the_secondee_sees_when_where_and_in_which_place(stage, sign_up):
    project(stage.second, values=(19, 19), target=35)
    stage.presentation()
    page = said(sign_up(stage.second.person, BEFORE).get(url("my_presentation")))
    assert "You present on Wednesday 19 May at 2.15 pm" in page
    assert "Library" in page
    assert "2 of 2; the first begins at 2 pm" in page
    assert "That is a finding too" in page


def test_who_has_no_place_yet_is_told_what_will_happen(stage, sign_up):
    page = said(sign_up(stage.second.person, BEFORE).get(url("my_presentation")))
    assert "Your presentation has no date yet" in page
    page = said(sign_up(stage.people["colleague"], BEFORE).get(url("my_presentation")))
    assert "You have nothing to present" in page


def test_the_coordinator_sees_the_order_and_no_note(stage, sign_up):
    presentation = stage.presentation()
    stage.note(presentation, questions="Zebra", what_moved="Zebra")
    page = said(sign_up(stage.people["coordinator"]).get(url("afternoon", presentation.afternoon_id)))
    assert "Caoimhe Dhomhnaill" in page
    assert "Zebra" not in page
    assert "<textarea" not in page


def test_a_mentor_reads_their_own_note_and_no_other(stage, sign_up):
    presentation = stage.presentation()
    stage.note(presentation, by="slt", what_moved="Zebra")
    stage.note(presentation, by="mentor", what_moved="Yak")
    page = said(sign_up(stage.people["mentor"]).get(url("afternoon", presentation.afternoon_id)))
    assert "Yak" in page
    assert "Zebra" not in page


def test_the_running_order_has_a_sheet_for_everybody_and_makes_a_pdf(stage, sign_up):
    presentation = stage.presentation()
    client = sign_up(stage.people["mentor"], BEFORE)
    page = said(client.get(url("running_order", presentation.afternoon_id)))
    assert page.count('class="pen tall"') == 2
    answer = client.post(url("running_order_pdf", presentation.afternoon_id))
    assert answer.url == url("job", Job.objects.get().pk)


def test_without_the_libraries_the_page_offers_to_be_printed(stage, sign_up, monkeypatch):
    monkeypatch.setattr(paper, "can_make_pdfs", lambda: False)
    presentation = stage.presentation()
    client = sign_up(stage.people["slt"], BEFORE)
    for address in (url("running_order", presentation.afternoon_id), url("a4", stage.cohort.pk)):
        page = said(client.get(address))
        assert "Print this page instead" in page
        assert "Make a PDF" not in page


PRESENTATION = ("note", "heard", "not_heard", "release", "take_back_release", "feedback")
AFTERNOON = (
    "afternoon",
    "change_afternoon",
    "withdraw_afternoon",
    "order",
    "running_order",
    "running_order_pdf",
)


@pytest.mark.parametrize("name", [*PRESENTATION, *AFTERNOON])
@pytest.mark.parametrize("who", ["coordinator elsewhere", "slt elsewhere", "colleague", "former mentor"])
def test_strangers_find_nothing(stage, sign_up, name, who):
    presentation = stage.presentation()
    key = presentation.pk if name in PRESENTATION else presentation.afternoon_id
    client = sign_up(stage.people[who])
    ask = client.get if name in ABOUT_SOMETHING else client.post
    assert ask(url(name, key)).status_code == 404


@pytest.mark.parametrize(
    ("who", "refused"),
    [
        ("coordinator", {"note", "release", "take_back_release", "feedback"}),
        ("chair", {"feedback", "order", "change_afternoon", "withdraw_afternoon"}),
        (
            "slt",
            {
                "heard",
                "not_heard",
                "release",
                "take_back_release",
                "feedback",
                "order",
                "change_afternoon",
                "withdraw_afternoon",
            },
        ),
        ("secondee", {"note", "heard", "not_heard", "release", "take_back_release"}),
    ],
)
def test_what_each_may_look_at_and_not_touch(stage, sign_up, who, refused):
    presentation = stage.presentation()
    client = sign_up(stage.people[who])
    found = set()
    for name in (*PRESENTATION, *AFTERNOON):
        ask = client.get if name in ABOUT_SOMETHING else client.post
        key = presentation.pk if name in PRESENTATION else presentation.afternoon_id
        if ask(url(name, key)).status_code == 403:
            found.add(name)
    assert found == refused


def test_the_list_shows_what_is_to_come_and_says_what_to_do_when_there_is_nothing(stage, sign_up):
    client = sign_up(stage.people["coordinator"], BEFORE)
    empty = said(client.get(url("afternoons")))
    assert url("add_afternoon", stage.cohort.pk) in empty
    presentation = stage.presentation()
    assert url("afternoon", presentation.afternoon_id) in said(client.get(url("afternoons")))
    assert "No afternoon of presentations is arranged yet" in said(
        sign_up(stage.people["colleague"], BEFORE).get(url("afternoons"))
    )


@pytest.mark.parametrize(
    ("moment", "offered"),
    [(at(2027, 5, 27, 23, 59), True), (at(2027, 5, 28, 0, 30), False), (at(2027, 5, 28, 12), False)],
)
def test_an_afternoon_is_offered_until_the_group_ends_where_it_is(stage, sign_up, moment, offered):
    stage.cohort.ends_on = dt.date(2027, 5, 28)
    stage.cohort.save()
    page = said(sign_up(stage.people["coordinator"], moment).get(url("afternoons")))
    assert (url("add_afternoon", stage.cohort.pk) in page) is offered


ABOUT_SOMETHING = ("board", "a4", "participant", "afternoon", "running_order", "feedback", "job", "download")
LISTS = ("afternoons", "my_presentation")


@pytest.mark.parametrize("name", [*ABOUT_SOMETHING, *LISTS])
def test_a_page_that_only_shows_something_takes_nothing(stage, sign_up, name):
    address = url(name) if name in LISTS else url(name, 1)
    assert sign_up(stage.people["coordinator"]).post(address).status_code == 405


QUERIES = {
    ("afternoon", "slt"): 12,
    ("afternoon", "coordinator"): 14,
    ("running_order", "mentor"): 12,
    ("order", "coordinator"): 10,
}


@pytest.mark.parametrize(("name", "who"), QUERIES)
@pytest.mark.parametrize("many", [1, 25])
def test_pages_cost_the_same_for_one_and_for_twenty_five(
    stage, sign_up, django_assert_num_queries, name, who, many
):
    people = [f.ParticipantFactory(cohort=stage.cohort) for _ in range(many - 1)]
    for person in (stage.participant, *people):
        project(person)
    afternoon = stage.add_afternoon()
    for row in stage.order(afternoon, stage.participant, *people):
        for writer in ("slt", "chair"):
            stage.note(row, by=writer)
    client = sign_up(stage.people[who])
    with django_assert_num_queries(QUERIES[name, who]):
        assert client.get(url(name, afternoon.pk)).status_code == 200


def test_a_withdrawn_group_takes_its_afternoons_along(stage, sign_up):
    presentation = stage.presentation()
    stage.cohort.withdrawn_at = BEFORE
    stage.cohort.save()
    assert sign_up(stage.chair).get(url("afternoon", presentation.afternoon_id)).status_code == 404
