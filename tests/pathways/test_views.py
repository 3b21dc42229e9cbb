"""What happens when somebody presses a button: the right thing, or words beside the field."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from pathways import operations
from pathways.models import Activity, Measure, Meeting, Project, Reading
from tests import factories as f
from tests.pathways.conftest import TODAY, enter

JANUARY = dt.date(2027, 1, 18)


@pytest.fixture(autouse=True)
def tuesday():
    with time_machine.travel(f.NOW, tick=False):
        yield


def text(response):
    return response.content.decode()


def send(client, person, view, /, *args, follow=True, **data):
    enter(client, person)
    return client.post(reverse(f"pathways:{view}", args=args), data, follow=follow)


def logged(**more):
    return {"uid": uuid.uuid4(), "what": "worship", "audience": "some", "when": "today"} | more


def test_three_taps_log_something(client, stage):
    page = send(client, stage.secondee, "log_activity", **logged())
    activity = Activity.objects.get()
    assert (activity.kind.slug, activity.audience, activity.happened_on) == ("worship", "some", TODAY)
    assert "Logged: Worship with some of them." in text(page)


@pytest.mark.parametrize(
    ("when", "day", "found"),
    [("yesterday", "", TODAY - dt.timedelta(days=1)), ("other", "2027-03-01", dt.date(2027, 3, 1))],
)
def test_it_may_have_been_another_day(client, stage, when, day, found):
    send(client, stage.secondee, "log_activity", **logged(when=when, day=day))
    assert Activity.objects.get().happened_on == found


def stored_before(page, stored):
    """The page says what the form stored when it was first sent, and offers a fresh mark; gives that mark."""
    assert "This form was sent before" in text(page)
    assert f'href="{stored}"' in text(page)
    return page.context["form"]["uid"].value()


def of(view, *args):
    return reverse(f"pathways:{view}", args=args)


@pytest.mark.parametrize(("view", "day"), [("log_activity", "2027-03-22"), ("plan_activity", "2027-03-24")])
def test_a_form_sent_again_with_other_words_is_not_taken_for_the_first(client, stage, view, day):
    first = logged(when="other", day=day, title="Patience")
    send(client, stage.secondee, view, **first)
    send(client, stage.secondee, view, **first)
    known = Activity.objects.get()
    other = first | {"title": "Courage"}
    page = send(client, stage.secondee, view, **other)
    assert Activity.objects.get().title == "Patience"
    assert "Courage" in text(page)
    fresh = stored_before(page, of("activity", known.pk))
    send(client, stage.secondee, view, **other | {"uid": fresh})
    assert set(Activity.objects.values_list("title", flat=True)) == {"Patience", "Courage"}


def test_a_form_whose_record_was_taken_back_is_not_taken_for_stored(client, stage):
    first = logged()
    send(client, stage.secondee, "log_activity", **first)
    operations.withdraw_activity(activity=Activity.objects.get(), by=stage.secondee, at=f.NOW)
    page = send(client, stage.secondee, "log_activity", **first)
    assert "what it stored was taken back" in text(page)
    assert of("activity", Activity.objects.get().pk) not in text(page)
    send(client, stage.secondee, "log_activity", **first | {"uid": page.context["form"]["uid"].value()})
    assert Activity.objects.current().count() == 1


def test_a_date_sent_again_with_another_place_is_not_taken_for_the_first(client, stage):
    first = {"uid": uuid.uuid4(), "day": "2027-03-24", "place": "Library"}
    send(client, stage.mentor, "arrange_meeting", stage.participant.pk, **first)
    send(client, stage.mentor, "arrange_meeting", stage.participant.pk, **first)
    known = Meeting.objects.get()
    other = first | {"day": "2027-03-25", "place": "Chapel"}
    page = send(client, stage.mentor, "arrange_meeting", stage.participant.pk, **other)
    assert "Chapel" in text(page)
    fresh = stored_before(page, of("meeting", known.pk))
    send(client, stage.mentor, "arrange_meeting", stage.participant.pk, **other | {"uid": fresh})
    assert Meeting.objects.count() == 2


def test_a_project_a_measure_and_a_reading_sent_again_changed_are_not_taken_for_the_first(client, stage):
    def twice(view, *args, change, model, **first):
        first["uid"] = uuid.uuid4()
        send(client, stage.secondee, view, *args, **first)
        send(client, stage.secondee, view, *args, **first)
        known = model.objects.get()
        page = send(client, stage.secondee, view, *args, **first | change)
        project = Project.objects.get()
        fresh = stored_before(page, of("project", project.pk))
        assert all(value in text(page) for value in change.values())
        send(client, stage.secondee, view, *args, **first | change | {"uid": fresh})
        model.objects.exclude(pk=known.pk).delete()
        return known

    known = twice("propose_project", **PROJECT, keep="1", change={"title": "Punctuality"}, model=Project)
    given = {"name": "Homework on time", "direction": "more", "target": "75"}
    measure = twice("add_measure", known.pk, **given, change={"target": "80"}, model=Measure)
    given = {"day": "2027-01-18", "value": "41"}
    change = {"day": "2027-03-22", "value": "63"}
    twice("add_reading", measure.pk, **given, change=change, model=Reading)


def opened(client, person, view, *args):
    """The hidden fields and the values of a form as somebody sees it."""
    enter(client, person)
    form = client.get(of(view, *args)).context["form"]
    fields = form.fields.keys() - {"which"}  # no shadowing: none of its tiles is chosen
    return {name: form[name].value() for name in fields if form[name].value() is not None}


def test_what_moved_is_not_written_over_from_an_older_page(client, stage):
    project = stage.project(agreed=True)
    page = opened(client, stage.secondee, "what_moved", project.pk)
    send(client, stage.secondee, "what_moved", project.pk, **page | {"moved": "Eleven points."})
    send(client, stage.secondee, "what_moved", project.pk, **page | {"moved": "Eleven points."})
    answer = send(client, stage.secondee, "what_moved", project.pk, **page | {"moved": "Nothing yet."})
    assert answer.status_code == 409
    assert "Eleven points." in text(answer)
    assert "Nothing yet." in text(answer)
    project.refresh_from_db()
    assert project.moved == "Eleven points."
    seen = answer.context["form"]["seen"].value()
    send(client, stage.secondee, "what_moved", project.pk, moved="Both.", seen=seen)
    project.refresh_from_db()
    assert project.moved == "Both."


@pytest.mark.parametrize("make", ["plan", "log"])
def test_an_activity_is_not_written_over_from_an_older_page(client, stage, make):
    activity = getattr(stage, make)()
    page = opened(client, stage.secondee, "edit_activity", activity.pk)
    for _ in range(2):
        send(client, stage.secondee, "edit_activity", activity.pk, **page | {"note": "On patience."})
    answer = send(client, stage.secondee, "edit_activity", activity.pk, **page | {"note": "On courage."})
    assert answer.status_code == 409
    assert "On patience." in text(answer)
    assert "On courage." in text(answer)
    activity.refresh_from_db()
    assert activity.note == "On patience."
    newer = page | {"note": "Both.", "seen": answer.context["form"]["seen"].value()}
    send(client, stage.secondee, "edit_activity", activity.pk, **newer)
    activity.refresh_from_db()
    assert activity.note == "Both."


def test_what_came_back_while_it_was_being_changed_is_not_sent_again_unread(client, stage):
    activity = stage.log()
    page = opened(client, stage.secondee, "edit_activity", activity.pk)
    operations.return_activity(activity=activity, comment="Which year?", by=stage.mentor, at=f.NOW)
    answer = send(client, stage.secondee, "edit_activity", activity.pk, **page | {"note": "On courage."})
    assert answer.status_code == 409
    assert "Which year?" in text(answer)
    assert Activity.objects.returned().exists()


def gone(stage):
    """One of each, put aside: by view, who was writing, the key and the field they were writing in."""
    activity, meeting, project = stage.log(), stage.meeting(), stage.project()
    measure = stage.measure(project)
    reading = stage.reading(measure, JANUARY, Decimal("41"))
    for row in (activity, meeting, project, measure):
        type(row).objects.filter(pk=row.pk).update(withdrawn_at=f.NOW)
    yield from (("comment_on_activity", role, activity.pk, "body") for role in ("secondee", "mentor"))
    yield from (("record_meeting", role, meeting.pk, "said") for role in ("secondee", "mentor"))
    yield from (("comment_on_project", role, project.pk, "body") for role in ("secondee", "mentor"))
    yield "return_activity", "mentor", activity.pk, "body"
    yield "agree_project", "mentor", project.pk, "conditions"
    yield "edit_activity", "secondee", activity.pk, "note"
    yield "move_meeting", "secondee", meeting.pk, "place"
    yield "edit_project", "secondee", project.pk, "area"
    yield "what_moved", "secondee", project.pk, "moved"
    yield "add_measure", "secondee", project.pk, "name"
    yield "edit_measure", "secondee", measure.pk, "name"
    yield "add_reading", "secondee", measure.pk, "how"
    yield "edit_reading", "secondee", reading.pk, "how"


def test_what_was_typed_about_something_put_aside_is_given_back_to_those_who_may_write(client, stage):
    for view, role, pk, field in gone(stage):
        page = send(client, stage.people[role], view, pk, **{field: "Words worth keeping."})
        assert (view, page.status_code) == (view, 409)
        assert "This was put aside meanwhile" in text(page)
        assert "Words worth keeping." in text(page)
        for other in ("other secondee", "other mentor", "slt", "coordinator", "outsider"):
            page = send(client, stage.people[other], view, pk, **{field: "Words."})
            assert (view, other, page.status_code) == (view, other, 404)


def test_shadowing_has_a_kind_and_no_audience(client, stage):
    wrong = send(client, stage.secondee, "log_activity", **logged(what="shadowed"))
    assert "Choose what you shadowed." in text(wrong)
    send(client, stage.secondee, "log_activity", **logged(what="shadowed", which="parents"))
    assert (Activity.objects.get().kind.slug, Activity.objects.get().audience) == ("parents", "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"when": "other", "day": "2027-03-24"}, "That day is still to come."),
        ({"when": "other", "day": "2026-12-24"}, "Choose a day from 4 January 2027 to 28 May 2027"),
        ({"when": "other", "day": ""}, "Choose the day."),
        ({"when": "other", "day": "soon"}, "Write the day as 22/03/2027."),
        ({"when": ""}, "Choose when it was."),
        ({"what": ""}, "Choose what it was."),
        ({"audience": ""}, "Choose who was there."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, stage, change, said):
    page = text(send(client, stage.secondee, "log_activity", **logged(title="Patience", **change)))
    assert said in page
    assert "Patience" in page
    assert "to put right" in page
    assert not Activity.objects.exists()


def test_a_closed_record_says_so_before_and_after(client, stage):
    stage.cohort.windows.update(closes_at=f.at(2027, 3, 23, 11))
    enter(client, stage.secondee)
    assert "Your records are closed now." in text(client.get(reverse("pathways:log_activity")))
    page = text(send(client, stage.secondee, "log_activity", **logged(title="Patience")))
    assert "Your records are closed now, so nothing was changed." in page
    assert "Patience" in page


def test_a_plan_becomes_a_record_by_one_tap_and_one_goes_back_to_where_one_was(client, stage):
    page = send(client, stage.secondee, "plan_activity", **logged(day="2027-03-23", starts_at="08:45"))
    assert "Planned: Worship with some of them." in text(page)
    plan = Activity.objects.get()
    answer = send(client, stage.secondee, "happened", plan.pk, follow=False, next="/log/?state=to-ask")
    assert answer.url == "/log/?state=to-ask"
    elsewhere = send(client, stage.secondee, "happened", plan.pk, follow=False, next="https://evil.example/")
    assert elsewhere.url == reverse("pathways:activity", args=[plan.pk])
    plan.refresh_from_db()
    assert plan.happened_on == TODAY


def test_a_day_that_is_over_cannot_be_planned(client, stage):
    page = send(client, stage.secondee, "plan_activity", **logged(day="2027-03-22"))
    assert "That day is over. Log what you did instead." in text(page)


def test_what_did_not_happen_is_moved_or_taken_off(client, stage):
    plan = stage.plan()
    send(client, stage.secondee, "did_not_happen", plan.pk, day="2027-04-20", starts_at="")
    plan.refresh_from_db()
    assert plan.planned_for == dt.date(2027, 4, 20)
    wrong = send(client, stage.secondee, "did_not_happen", plan.pk, day="2027-03-01")
    assert "That day is over." in text(wrong)
    page = send(client, stage.secondee, "did_not_happen", plan.pk, off="1")
    assert "Taken off your plan" in text(page)
    assert not Activity.objects.current().exists()


def test_taking_a_confirmed_one_off_is_refused_in_words(client, stage):
    activity = stage.log()
    stage.confirm(activity)
    page = send(client, stage.secondee, "did_not_happen", activity.pk, off="1")
    assert "This has been confirmed" in text(page)


def test_what_came_back_shows_the_comment_and_is_sent_again(client, stage):
    activity = stage.log()
    send(client, stage.mentor, "return_activity", activity.pk, body="Which year?", seen=f.NOW.isoformat())
    enter(client, stage.secondee)
    url = reverse("pathways:edit_activity", args=[activity.pk])
    assert "Which year?" in text(client.get(url))
    page = client.post(url, logged(day="2027-03-22"), follow=True)
    assert "Sent again." in text(page)
    assert Activity.objects.to_confirm().get().happened_on == dt.date(2027, 3, 22)


def test_what_changed_meanwhile_is_not_sent_back_unseen(client, stage):
    activity = stage.log()
    seen = (f.NOW - dt.timedelta(minutes=1)).isoformat()
    page = send(client, stage.mentor, "return_activity", activity.pk, body="Which year?", seen=seen)
    assert "This was changed while you had it open." in text(page)
    assert "Which year?" in text(page)


def test_the_list_confirms_what_stays_ticked(client, stage):
    ticked, not_ticked = stage.log(), stage.log()
    seen = {f"seen-{one.pk}": one.logged_at.isoformat() for one in (ticked, not_ticked)}
    page = send(client, stage.mentor, "confirm", record=[ticked.pk], **seen)
    assert "One record confirmed." in text(page)
    assert Activity.objects.to_confirm().get() == not_ticked


def test_what_changed_meanwhile_stays_in_the_list_and_is_named(client, stage):
    activity = stage.log()
    seen = {f"seen-{activity.pk}": (f.NOW - dt.timedelta(minutes=1)).isoformat()}
    page = send(client, stage.mentor, "confirm", record=[activity.pk], **seen)
    assert "One record was changed or taken back meanwhile" in text(page)
    assert Activity.objects.to_confirm().exists()


@pytest.mark.parametrize("role", ["other mentor", "slt", "outsider"])
def test_nobody_confirms_the_records_of_others(client, stage, role):
    activity = stage.log()
    seen = {f"seen-{activity.pk}": activity.logged_at.isoformat()}
    send(client, stage.people[role], "confirm", record=[activity.pk], **seen)
    assert Activity.objects.to_confirm().exists()


def test_a_secondee_does_not_confirm_their_own(client, stage):
    activity = stage.log()
    seen = {f"seen-{activity.pk}": activity.logged_at.isoformat()}
    assert send(client, stage.secondee, "confirm", record=[activity.pk], **seen).status_code == 403


@pytest.mark.parametrize("record", ["", "x", "999999"])
def test_nonsense_in_the_list_is_harmless(client, stage, record):
    assert send(client, stage.mentor, "confirm", record=[record]).status_code == 200


def test_both_texts_stand_side_by_side_when_two_write_at_once(client, stage):
    meeting = stage.meeting()
    data = {"revision": 1, "day": "2027-03-23", "since_last": "", "actions": ""}
    send(client, stage.secondee, "record_meeting", meeting.pk, **data, said="Hers.")
    page = send(client, stage.mentor, "record_meeting", meeting.pk, **data, said="His.")
    assert page.status_code == 409
    assert "Hers." in text(page)
    assert "His." in text(page)
    again = page.context["form"]["revision"].value()
    send(client, stage.mentor, "record_meeting", meeting.pk, **(data | {"revision": again}), said="Both.")
    meeting.refresh_from_db()
    assert meeting.said == "Both."
    assert [one.said for one in meeting.revisions.all()] == ["Hers.", "Both."]


def test_an_empty_record_is_no_record(client, stage):
    page = send(client, stage.mentor, "record_meeting", stage.meeting().pk, revision=1, day="2027-03-23")
    assert "Write at least one sentence" in text(page)


def test_a_date_that_is_over_leads_to_the_record(client, stage):
    data = {"uid": uuid.uuid4(), "day": "2027-03-22"}
    answer = send(client, stage.mentor, "arrange_meeting", stage.participant.pk, follow=False, **data)
    assert answer.url == reverse("pathways:record_meeting", args=[Meeting.objects.get().pk])


PROJECT = {"title": "Homework", "area": "Twenty-four pupils.", "plan": "Ring every home."}


@pytest.mark.parametrize(("button", "proposed"), [("propose", True), ("keep", False)])
def test_a_project_is_proposed_or_kept_as_a_draft(client, stage, button, proposed):
    send(client, stage.secondee, "propose_project", uid=uuid.uuid4(), **PROJECT, **{button: "1"})
    assert (Project.objects.get().proposed_at is not None) is proposed


def test_what_is_sent_from_an_older_page_is_shown_beside_what_is_there(client, stage):
    project = stage.project(proposed=False)
    data = PROJECT | {"uid": project.uid, "revision": 1, "keep": "1"}
    send(client, stage.secondee, "edit_project", project.pk, **data)
    page = send(client, stage.secondee, "edit_project", project.pk, **(data | {"title": "Punctuality"}))
    assert page.status_code == 409
    assert "Punctuality" in text(page)
    assert "You saved this elsewhere" in text(page)


def test_a_project_that_changed_is_read_again_before_it_is_agreed(client, stage):
    project = stage.project()
    operations.edit_project(
        project=project, revision=1, title="Another", area="Area", by=stage.secondee, at=f.NOW
    )
    page = send(client, stage.mentor, "agree_project", project.pk, revision=1, conditions="Yes, but.")
    assert "This was changed while you had it open." in text(page)
    assert "Yes, but." in text(page)
    send(client, stage.mentor, "agree_project", project.pk, revision=2)
    assert Project.objects.agreed().exists()


def test_a_measure_leads_to_its_first_reading_and_the_chart(client, stage):
    project = stage.project(agreed=True)
    data = {
        "uid": uuid.uuid4(),
        "name": "Homework on time",
        "unit": "%",
        "target": "75%",
        "direction": "more",
    }
    answer = send(client, stage.secondee, "add_measure", project.pk, follow=False, **data)
    for day, value in (("2027-01-18", "41%"), ("2027-03-22", "63")):
        page = client.post(answer.url, {"uid": uuid.uuid4(), "day": day, "value": value}, follow=True)
    assert "Up by 22 points in nine weeks, with 12 to go." in text(page)
    assert 'class="chart"' in text(page)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": "many"}, "Write one figure"),
        ({"value": ""}, "Write the figure."),
        ({"day": "2027-03-24"}, "That day is still to come."),
        ({"day": "2027-01-18"}, "There is a reading for that day already."),
    ],
)
def test_a_reading_that_cannot_be_is_said_beside_its_field(client, stage, change, said):
    measure = stage.measure(stage.project())
    stage.reading(measure, JANUARY, Decimal("41"))
    data = {"uid": uuid.uuid4(), "day": "2027-03-22", "value": "63", "how": "register"} | change
    page = text(send(client, stage.secondee, "add_reading", measure.pk, **data))
    assert said in page
    assert "register" in page
    assert Reading.objects.count() == 1


def test_a_second_reading_by_editing_stays_one_a_day(client, stage):
    measure = stage.measure(stage.project())
    stage.reading(measure, JANUARY, Decimal("41"))
    other = stage.reading(measure, TODAY, Decimal("63"))
    data = {"uid": other.uid, "day": "2027-01-18", "value": "63"}
    page = text(send(client, stage.secondee, "edit_reading", other.pk, **data))
    assert "There is a reading for that day already." in page


def test_the_induction_is_confirmed_by_one_button(client, stage):
    enter(client, stage.secondee)
    answer = client.post(reverse("pathways:confirm_joining", args=["induction"]))
    assert answer.url == reverse("config:secondee_home")
    assert stage.participant.joining_steps.filter(slug="induction").exists()
    assert client.post(reverse("pathways:confirm_joining", args=["nonsense"])).status_code == 404
