"""Every page of this floor: who gets it, what it says to a newcomer, and what it costs."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from pathways import operations
from tests import factories as f
from tests.pathways.conftest import another_secondee, enter


@pytest.fixture(autouse=True)
def tuesday():
    with time_machine.travel(f.NOW, tick=False):
        yield


@pytest.fixture
def full(stage):
    """Something of everything, and what each address needs to know of it."""
    waiting = stage.log(title="Who is my neighbour?", note="Too fast again.")
    confirmed, returned = stage.log(), stage.log("learning-walk")
    stage.confirm(confirmed)
    operations.return_activity(activity=returned, comment="With whom?", by=stage.mentor, at=f.NOW)
    operations.comment_on_activity(activity=waiting, body="In the hall.", by=stage.secondee, at=f.NOW)
    plan = stage.plan()
    stage.plan(day=dt.date(2027, 4, 20), title="Starting again")
    agreed = stage.project(agreed=True)
    operations.comment_on_project(project=agreed, body="Go on.", by=stage.mentor, at=f.NOW)
    measure = stage.measure(agreed, target=Decimal("75"))
    for day, value in ((18, "41"), (22, "63")):
        reading = stage.reading(measure, dt.date(2027, 3, day), Decimal(value))
    proposed = stage.project(title="Punctuality")
    draft = stage.project(proposed=False, title="A draft")
    held, coming = stage.meeting(), stage.meeting(dt.date(2027, 4, 12))
    operations.record_meeting(
        meeting=held,
        revision=1,
        held_on=f.NOW.date(),
        since_last="Rang seven homes.",
        said="Listen first.",
        actions="Ring four more.",
        by=stage.mentor,
        at=f.NOW,
    )
    stage.keys = {
        "participant": stage.participant.pk,
        "waiting": waiting.pk,
        "confirmed": confirmed.pk,
        "returned": returned.pk,
        "plan": plan.pk,
        "agreed": agreed.pk,
        "proposed": proposed.pk,
        "draft": draft.pk,
        "measure": measure.pk,
        "reading": reading.pk,
        "held": held.pk,
        "coming": coming.pk,
    }
    return stage


ROLES = (
    "secondee",
    "mentor",
    "other secondee",
    "other mentor",
    "slt",
    "coordinator",
    "administrator",
    "outsider",
)
OK, NO, GONE = 200, 403, 404
PAGES = [
    # address, what it is about, and the answer to each of ROLES
    ("log", None, (OK, GONE, OK, GONE, GONE, GONE, GONE, GONE)),
    ("log_activity", None, (OK, GONE, OK, GONE, GONE, GONE, GONE, GONE)),
    ("plan_activity", None, (OK, GONE, OK, GONE, GONE, GONE, GONE, GONE)),
    ("activity", "waiting", (OK, OK, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("activity", "confirmed", (OK, OK, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("activity", "returned", (OK, OK, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("activity", "plan", (OK, OK, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("edit_activity", "returned", (OK, NO, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("edit_activity", "plan", (OK, NO, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("did_not_happen", "plan", (OK, NO, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("return_activity", "waiting", (NO, OK, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("confirmations", None, (OK, OK, OK, OK, OK, OK, OK, OK)),
    ("meetings", None, (OK, OK, OK, OK, GONE, GONE, GONE, GONE)),
    ("arrange_meeting", "participant", (OK, OK, GONE, GONE, NO, NO, NO, GONE)),
    ("meeting", "held", (OK, OK, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("meeting", "coming", (OK, OK, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("record_meeting", "held", (OK, OK, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("move_meeting", "coming", (OK, OK, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("projects", None, (OK, OK, OK, OK, GONE, GONE, GONE, GONE)),
    ("propose_project", None, (OK, GONE, OK, GONE, GONE, GONE, GONE, GONE)),
    ("project", "agreed", (OK, OK, GONE, GONE, OK, OK, OK, GONE)),
    ("project", "proposed", (OK, OK, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("project", "draft", (OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("edit_project", "proposed", (OK, NO, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("what_moved", "agreed", (OK, NO, GONE, GONE, NO, NO, NO, GONE)),
    ("add_measure", "agreed", (OK, NO, GONE, GONE, NO, NO, NO, GONE)),
    ("edit_measure", "measure", (OK, NO, GONE, GONE, NO, NO, NO, GONE)),
    ("add_reading", "measure", (OK, NO, GONE, GONE, NO, NO, NO, GONE)),
    ("edit_reading", "reading", (OK, NO, GONE, GONE, NO, NO, NO, GONE)),
]


@pytest.mark.parametrize(("name", "about", "answers"), PAGES)
def test_who_is_answered(client, full, name, about, answers):
    url = reverse(f"pathways:{name}", args=[full.keys[about]] if about else [])
    assert client.get(url).status_code == 302
    found = []
    for role in ROLES:
        enter(client, full.people[role])
        found.append(client.get(url).status_code)
    assert tuple(found) == answers


BUTTONS = [
    ("happened", "plan", (302, NO, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("withdraw_activity", "waiting", (302, GONE, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("comment_on_activity", "confirmed", (302, 302, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("reopen_activity", "confirmed", (NO, 302, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("call_off_meeting", "coming", (302, GONE, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("comment_on_project", "agreed", (302, 302, GONE, GONE, NO, NO, NO, GONE)),
    ("agree_project", "proposed", (NO, OK, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("reopen_project", "agreed", (NO, 302, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("withdraw_project", "proposed", (302, GONE, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("withdraw_measure", "measure", (302, GONE, GONE, GONE, GONE, GONE, GONE, GONE)),
    ("withdraw_reading", "reading", (302, GONE, GONE, GONE, GONE, GONE, GONE, GONE)),
]


@pytest.mark.parametrize(("name", "about", "answers"), BUTTONS)
def test_whose_buttons_do_something(client, full, name, about, answers):
    """In order: what the secondee takes away is gone for the others."""
    url = reverse(f"pathways:{name}", args=[full.keys[about]])
    found = []
    for role in ROLES:
        enter(client, full.people[role])
        assert client.get(url).status_code == 405
        found.append(client.post(url, {"body": "Well done.", "revision": 1}).status_code)
    assert tuple(found) == answers


@pytest.mark.parametrize(
    "role", ["mentor", "other mentor", "slt", "coordinator", "outsider", "other secondee"]
)
def test_nobody_but_the_secondee_changes_measures_or_takes_readings(client, full, role):
    enter(client, full.people[role])
    for name, key in (
        ("withdraw_measure", "measure"),
        ("withdraw_reading", "reading"),
        ("edit_reading", "reading"),
        ("add_reading", "measure"),
        ("withdraw_project", "proposed"),
    ):
        answer = client.post(reverse(f"pathways:{name}", args=[full.keys[key]]), {"value": "1"})
        assert answer.status_code in (NO, GONE)


def test_the_senior_team_reads_the_agreed_project_and_not_the_talk_about_it(client, full):
    enter(client, full.people["slt"])
    page = client.get(reverse("pathways:project", args=[full.keys["agreed"]])).content.decode()
    assert "Homework on time" in page
    assert "Up by 22 points" in page
    assert "Go on." not in page


@pytest.mark.parametrize(
    ("name", "role", "asked"),
    [
        ("log", "secondee", 8),
        ("confirmations", "mentor", 6),
        ("meetings", "mentor", 7),
        ("projects", "mentor", 7),
    ],
)
def test_a_list_costs_the_same_however_long_it_is(client, full, django_assert_num_queries, name, role, asked):
    enter(client, full.people[role])
    url = reverse(f"pathways:{name}")
    client.get(url)
    with django_assert_num_queries(asked):
        client.get(url)
    for _ in range(3):
        more = another_secondee(full.cohort, full.mentor)
        more.log()
        more.meeting()
        more.project()
        full.log()
        full.plan()
    with django_assert_num_queries(asked):
        client.get(url)


def test_a_project_costs_the_same_however_much_is_measured(client, full, django_assert_num_queries):
    enter(client, full.people["secondee"])
    url = reverse("pathways:project", args=[full.keys["agreed"]])
    client.get(url)
    with django_assert_num_queries(11):
        client.get(url)
    project = full.participant.projects.agreed().get()
    for number in range(3):
        measure = full.measure(project, name=f"Measure {number}")
        full.reading(measure, dt.date(2027, 3, 1), Decimal(number))
        operations.comment_on_project(project=project, body="More.", by=full.mentor, at=f.NOW)
    with django_assert_num_queries(11):
        client.get(url)


@pytest.mark.parametrize(
    "name", ["log", "log_activity", "plan_activity", "meetings", "projects", "confirmations"]
)
def test_a_newcomers_pages_say_what_to_do(client, stage, name):
    enter(client, stage.secondee)
    page = client.get(reverse(f"pathways:{name}")).content.decode()
    assert page.count("<h1>") == 1
    assert page.count('class="button go"') + page.count('class="go"') <= 1


def test_every_page_has_one_heading_and_at_most_one_main_action(client, full):
    for name, about, answers in PAGES:
        url = reverse(f"pathways:{name}", args=[full.keys[about]] if about else [])
        for role, answer in zip(ROLES, answers, strict=True):
            if answer != OK:
                continue
            enter(client, full.people[role])
            page = client.get(url).content.decode()
            assert page.count("<h1") == 1, (name, role)
            assert page.count('class="button go"') + page.count('class="go"') <= 1, (name, role)


def test_the_words_are_the_programmes_own(client, full):
    enter(client, full.people["secondee"])
    page = client.get(reverse("pathways:log_activity")).content.decode()
    assert "Led worship" in page
    assert "Please name no students" in page
