"""What can happen to an activity, when, and by whom."""

import datetime as dt
import uuid

import pytest

from events.models import Event
from pathways import operations
from pathways.models import Activity
from people.operations import NotAllowed
from secondments.models import ParticipationPeriod
from tests import factories as f
from tests.pathways.conftest import TODAY, another_secondee

TOMORROW = TODAY + dt.timedelta(days=1)


def kinds():
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def count(stage, slug="worship"):
    found = stage.participant.progress.filter(requirement__slug=slug).first()
    return found.figures["count"] if found else 0


def test_what_is_logged_counts_once_the_mentor_has_confirmed_it(stage):
    activity = stage.log()
    assert count(stage) == 0
    stage.confirm(activity)
    assert count(stage) == 1
    activity.refresh_from_db()
    assert (activity.confirmed_by, activity.confirmed_at) == (stage.mentor, f.NOW)
    assert kinds() == ["pathways.activity_logged", "pathways.activity_confirmed"]


def test_the_same_form_sent_twice_is_one_record(stage):
    uid = uuid.uuid4()
    assert stage.log(uid=uid) == stage.log(uid=uid)
    assert Activity.objects.count() == 1


def test_somebody_elses_form_cannot_be_sent_again(stage):
    uid = uuid.uuid4()
    stage.log(uid=uid)
    with pytest.raises(NotAllowed):
        another_secondee(stage.cohort, stage.mentor).log(uid=uid)


@pytest.mark.parametrize("role", ["mentor", "other secondee", "slt", "coordinator", "outsider"])
def test_nobody_logs_for_somebody_else(stage, role):
    with pytest.raises(NotAllowed):
        stage.log(by=stage.people[role])


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (TOMORROW, operations.NotYet),
        (dt.date(2027, 1, 3), operations.OutsideProgramme),
        (dt.date(2027, 1, 4), None),
        (TODAY, None),
    ],
)
def test_what_is_logged_lies_between_the_first_day_and_today(stage, day, refusal):
    if refusal is None:
        assert stage.log(day=day).happened_on == day
    else:
        with pytest.raises(refusal):
            stage.log(day=day)


def test_today_is_the_groups_own_day(stage):
    just_after_midnight = f.at(2027, 4, 13, 0, 30)  # still the 12th in UTC
    assert stage.log(day=dt.date(2027, 4, 13), at=just_after_midnight)


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (TODAY - dt.timedelta(days=1), operations.AlreadyOver),
        (dt.date(2027, 5, 29), operations.OutsideProgramme),
        (TODAY, None),
        (dt.date(2027, 5, 28), None),
    ],
)
def test_a_plan_lies_between_today_and_the_last_day(stage, day, refusal):
    if refusal is None:
        assert stage.plan(day=day).planned_for == day
    else:
        with pytest.raises(refusal):
            stage.plan(day=day)


def test_a_refusal_says_the_dates(stage):
    with pytest.raises(operations.OutsideProgramme) as refused:
        stage.log(day=dt.date(2026, 12, 1))
    assert "4 January 2027 to 28 May 2027" in refused.value.message


def test_nothing_is_written_while_the_record_is_closed(stage):
    plan, record = stage.plan(), stage.log()
    stage.cohort.windows.update(closes_at=f.at(2027, 3, 23, 11))
    with pytest.raises(operations.RecordClosed):
        stage.log()
    with pytest.raises(operations.RecordClosed):
        stage.plan()
    with pytest.raises(operations.RecordClosed):
        operations.happened(activity=plan, by=stage.secondee, at=f.NOW)
    with pytest.raises(operations.RecordClosed):
        operations.withdraw_activity(activity=record, by=stage.secondee, at=f.NOW)
    with pytest.raises(operations.RecordClosed):
        operations.move_plan(activity=plan, to=TOMORROW, by=stage.secondee, at=f.NOW)
    stage.confirm(record)
    assert count(stage) == 1


def test_an_extension_opens_the_record_for_one_person(stage):
    window = stage.cohort.windows.get()
    stage.cohort.windows.update(closes_at=f.at(2027, 3, 23, 11))
    f.ExtensionFactory(window=window, participant=stage.participant)
    assert stage.log()
    with pytest.raises(operations.RecordClosed):
        another_secondee(stage.cohort, stage.mentor).log()


def test_whoever_has_left_writes_nothing_more(stage):
    ParticipationPeriod.objects.filter(participant=stage.participant).update(ends_on=TODAY)
    with pytest.raises(operations.RecordClosed):
        stage.log()


def test_the_kind_and_the_audience_are_the_programmes(stage):
    with pytest.raises(operations.UnknownAudience):
        stage.log(audience="")
    with pytest.raises(operations.UnknownAudience):
        stage.log("learning-walk", audience="whole-year")
    foreign = f.ActivityKindFactory()
    with pytest.raises(operations.UnknownKind):
        operations.log_activity(
            participant=stage.participant,
            uid=uuid.uuid4(),
            kind=foreign,
            happened_on=TODAY,
            by=stage.secondee,
            at=f.NOW,
        )


def test_one_tap_turns_a_plan_into_a_record_and_a_second_one_changes_nothing(stage):
    plan = stage.plan()
    record = operations.happened(activity=plan, by=stage.secondee, at=f.NOW)
    assert (record.happened_on, record.logged_at) == (TODAY, f.NOW)
    operations.happened(activity=plan, by=stage.secondee, at=f.NOW + dt.timedelta(minutes=1))
    record.refresh_from_db()
    assert record.logged_at == f.NOW


def test_what_lies_ahead_has_not_happened(stage):
    with pytest.raises(operations.NotYet):
        operations.happened(activity=stage.plan(day=TOMORROW), by=stage.secondee, at=f.NOW)


def test_what_did_not_happen_has_another_day_or_is_off(stage):
    plan = stage.plan()
    moved = operations.move_plan(activity=plan, to=TOMORROW, by=stage.secondee, at=f.NOW)
    assert moved.planned_for == TOMORROW
    operations.withdraw_activity(activity=moved, by=stage.secondee, at=f.NOW)
    operations.withdraw_activity(activity=moved, by=stage.secondee, at=f.NOW)
    assert list(stage.participant.activities.current()) == []
    assert kinds().count("pathways.activity_withdrawn") == 1


def test_what_was_logged_is_not_moved_as_a_plan(stage):
    with pytest.raises(operations.AlreadyHappened):
        operations.move_plan(activity=stage.log(), to=TOMORROW, by=stage.secondee, at=f.NOW)


def edit(stage, activity, **more):
    wanted = {"kind": stage.kind(), "day": TODAY, "audience": "some"} | more
    return operations.edit_activity(activity=activity, **wanted, by=stage.secondee, at=f.NOW)


def test_a_record_can_be_changed_until_it_is_confirmed(stage):
    activity = stage.log()
    assert edit(stage, activity).audience == "some"
    stage.confirm(Activity.objects.get())
    with pytest.raises(operations.Confirmed):
        edit(stage, activity)
    with pytest.raises(operations.Confirmed):
        operations.withdraw_activity(activity=activity, by=stage.secondee, at=f.NOW)


def test_a_reopened_record_can_be_changed_and_counts_no_longer(stage):
    activity = stage.log()
    stage.confirm(activity)
    operations.reopen_activity(activity=activity, by=stage.mentor, at=f.NOW)
    operations.reopen_activity(activity=activity, by=stage.mentor, at=f.NOW)
    assert count(stage) == 0
    assert edit(stage, activity).audience == "some"
    stage.confirm(Activity.objects.get())
    assert stage.participant.progress.get(requirement__slug="worship").figures["of_which"] == {
        "whole-year": 0
    }


def test_a_record_that_came_back_is_sent_again_by_changing_it(stage):
    activity = operations.return_activity(
        activity=stage.log(), comment=" Which year? ", by=stage.mentor, at=f.NOW
    )
    assert list(Activity.objects.to_confirm()) == []
    assert activity.comments.get().body == "Which year?"
    again = edit(stage, activity)
    assert list(Activity.objects.to_confirm()) == [again]


def test_whoever_sends_something_back_says_why(stage):
    with pytest.raises(operations.CommentNeeded):
        operations.return_activity(activity=stage.log(), comment="  ", by=stage.mentor, at=f.NOW)


@pytest.mark.parametrize("role", ["secondee", "other mentor", "slt", "coordinator", "outsider"])
def test_only_the_mentor_confirms_sends_back_and_reopens(stage, role):
    activity, by = stage.log(), stage.people[role]
    with pytest.raises(NotAllowed):
        operations.confirm_activities(seen={activity: activity.logged_at}, by=by, at=f.NOW)
    with pytest.raises(NotAllowed):
        operations.return_activity(activity=activity, comment="No.", by=by, at=f.NOW)
    with pytest.raises(NotAllowed):
        operations.reopen_activity(activity=activity, by=by, at=f.NOW)


def test_nobody_confirms_their_own_even_when_they_are_named_mentor(stage):
    own = another_secondee(stage.cohort, stage.mentor)
    own.participant.mentorships.update(mentor=own.secondee)
    activity = own.log()
    with pytest.raises(NotAllowed):
        operations.confirm_activities(seen={activity: activity.logged_at}, by=own.secondee, at=f.NOW)


def test_a_record_that_changed_meanwhile_is_not_confirmed_unseen(stage):
    kept, changed, withdrawn = stage.log(), stage.log(), stage.log()
    seen = {activity: activity.logged_at for activity in (kept, changed, withdrawn)}
    later = f.NOW + dt.timedelta(minutes=5)
    operations.edit_activity(
        activity=changed, kind=stage.kind(), day=TODAY, audience="some", by=stage.secondee, at=later
    )
    operations.withdraw_activity(activity=withdrawn, by=stage.secondee, at=later)
    result = operations.confirm_activities(seen=seen, by=stage.mentor, at=later)
    assert result.confirmed == [kept]
    assert result.changed == [changed, withdrawn]
    assert count(stage) == 1


def test_confirming_twice_counts_once(stage):
    activity = stage.log()
    stage.confirm(activity)
    assert stage.confirm(activity).confirmed == []
    assert count(stage) == 1


def test_a_plan_is_neither_confirmed_nor_sent_back(stage):
    plan = stage.plan()
    result = operations.confirm_activities(seen={plan: f.NOW}, by=stage.mentor, at=f.NOW)
    assert (result.confirmed, result.changed) == ([], [plan])
    with pytest.raises(operations.NotHappened):
        operations.return_activity(activity=plan, comment="No.", by=stage.mentor, at=f.NOW)


def test_both_talk_about_a_record_and_nobody_else(stage):
    activity = stage.log()
    operations.comment_on_activity(activity=activity, body="In the hall.", by=stage.secondee, at=f.NOW)
    operations.comment_on_activity(activity=activity, body="Good.", by=stage.mentor, at=f.NOW)
    with pytest.raises(NotAllowed):
        operations.comment_on_activity(
            activity=activity, body="Hm.", by=stage.people["coordinator"], at=f.NOW
        )
    with pytest.raises(operations.CommentNeeded):
        operations.comment_on_activity(activity=activity, body=" ", by=stage.mentor, at=f.NOW)


def test_an_earlier_mentor_confirms_nothing_more(stage):
    activity = stage.log()
    stage.participant.mentorships.update(ends_on=TODAY)
    with pytest.raises(NotAllowed):
        stage.confirm(activity)


def test_confirming_the_induction_counts_once(stage):
    for _ in range(2):
        operations.confirm_joining(
            participant=stage.participant, slug="induction", by=stage.secondee, at=f.NOW
        )
    assert count(stage, "induction") == 1


def test_the_log_keeps_no_words_of_anybody(stage):
    activity = stage.log(title="Who is my neighbour?", note="Too fast again.")
    operations.return_activity(activity=activity, comment="Which year?", by=stage.mentor, at=f.NOW)
    said = " ".join(str(data) for data in Event.objects.values_list("data", flat=True))
    assert not any(words in said for words in ("neighbour", "Too fast", "Which year"))
