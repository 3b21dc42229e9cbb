"""Two people press at once, and what counts stays whole: records, meetings, projects, readings."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.core.management import call_command

from events.models import Event, Notice
from pathways import operations
from pathways.models import Activity, Credit, Meeting, Progress, Project, Reading
from pathways.operations import Refusal
from tests import factories as f
from tests.pathways.conftest import DOCUMENT, TODAY, another_secondee, publish

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage(transactional_db):
    cohort = f.CohortFactory(version__document=DOCUMENT)
    publish(cohort.version)
    f.RecordWindowFactory(cohort=cohort)
    f.terms(cohort.organisation)
    return another_secondee(cohort, f.UserFactory())


def figures(stage, slug):
    return Progress.objects.get(participant=stage.participant, requirement__slug=slug).figures


def or_refused(function):
    """What it gives, or the refusal, so that losers of a race can be counted."""

    def attempt():
        try:
            return function()
        except Refusal as refusal:
            return type(refusal)

    return attempt


def test_eight_confirmations_of_the_same_records_count_each_once(at_once, stage):
    records = [stage.log() for _ in range(3)]

    results = at_once(lambda: stage.confirm(*records))

    assert sum(len(result.confirmed) for result in results) == 3
    assert figures(stage, "worship")["count"] == 3
    assert Credit.objects.standing().count() == 3
    assert Event.objects.filter(kind="pathways.activity_confirmed").count() == 3


def test_two_mentors_lists_that_cross_do_not_wait_for_each_other(at_once, stage):
    other = another_secondee(stage.cohort, stage.mentor)
    records = [stage.log(), other.log(), stage.log(), other.log()]
    orders = [records, records[::-1]] * 4

    at_once(lambda: stage.confirm(*orders.pop()))

    assert Activity.objects.confirmed().count() == 4


def test_confirming_while_it_is_changed_confirms_what_was_seen_or_nothing(at_once, stage):
    record = stage.log()
    later = f.NOW + dt.timedelta(seconds=1)
    turns = ["confirm", "change"] * 4

    def either():
        if turns.pop() == "confirm":
            return stage.confirm(record)
        return operations.edit_activity(
            activity=record, kind=stage.kind(), day=TODAY, audience="some", by=stage.secondee, at=later
        )

    at_once(or_refused(either))

    record.refresh_from_db()
    if record.confirmed_at is not None:
        assert (record.audience, record.logged_at) == ("whole-year", f.NOW)
        assert figures(stage, "worship")["of_which"] == {"whole-year": 1}
    else:
        assert record.audience == "some"
        assert not Credit.objects.exists()


def test_the_same_form_sent_eight_times_is_one_record(at_once, stage):
    uid = uuid.uuid4()

    found = at_once(lambda: stage.log(uid=uid))

    assert len({activity.pk for activity in found}) == Activity.objects.count() == 1
    assert Event.objects.filter(kind="pathways.activity_logged").count() == 1


def test_one_plan_tapped_eight_times_is_logged_once(at_once, stage):
    plan = stage.plan()

    at_once(lambda: operations.happened(activity=plan, by=stage.secondee, at=f.NOW))

    assert Event.objects.filter(kind="pathways.activity_logged").count() == 1


def test_two_readings_of_the_same_day_are_one(at_once, stage):
    measure = stage.measure(stage.project(agreed=True))

    found = at_once(or_refused(lambda: stage.reading(measure, TODAY, Decimal("63"))))

    assert Reading.objects.count() == 1
    assert found.count(operations.TakenThatDay) == 7


def test_two_projects_agreed_at_once_are_one(at_once, stage):
    projects = [stage.project() for _ in range(8)]
    queue = list(projects)

    def agree():
        project = queue.pop()
        return operations.agree_project(project=project, revision=project.revision, by=stage.mentor, at=f.NOW)

    found = at_once(or_refused(agree))

    assert Project.objects.agreed().count() == 1
    assert found.count(operations.AlreadyAgreed) == 7
    assert figures(stage, "project")["count"] == 1


def test_of_eight_who_write_up_a_meeting_one_is_first_and_nothing_is_overwritten(at_once, stage):
    meeting = stage.meeting()
    people = [stage.secondee, stage.mentor] * 4

    def write():
        person = people.pop()
        return operations.record_meeting(
            meeting=meeting,
            revision=1,
            held_on=TODAY,
            since_last="",
            said=f"What {person.pk} says, {len(people)}.",
            actions="",
            by=person,
            at=f.NOW,
        )

    found = at_once(or_refused(write))

    assert found.count(operations.ChangedMeanwhile) == 7
    assert Meeting.objects.get().revision == 2
    assert figures(stage, "meetings")["count"] == 1


def test_credits_given_and_taken_back_at_once_leave_figures_that_agree_with_them(at_once, stage):
    records = [stage.log() for _ in range(4)]
    stage.confirm(*records)
    queue = [*records, *records]

    def either():
        record = queue.pop()
        operations.reopen_activity(activity=record, by=stage.mentor, at=f.NOW)
        return stage.confirm(record)

    at_once(either)

    kept = figures(stage, "worship")
    assert kept["count"] == Credit.objects.standing().count() == Activity.objects.confirmed().count()
    call_command("rebuild_progress")
    assert figures(stage, "worship") == kept


def test_eight_workers_tell_everybody_once(at_once, stage):
    stage.log(day=dt.date(2027, 3, 1), at=f.at(2027, 3, 1))
    stage.project(agreed=True)
    operations.return_activity(activity=stage.log(), comment="Why?", by=stage.mentor, at=f.NOW)

    at_once(lambda: operations.tell_about_records(at=f.NOW))

    assert sorted(Notice.objects.values_list("template", flat=True)) == [
        "project_agreed",
        "records_returned",
        "records_waiting",
    ]
