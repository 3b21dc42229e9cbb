"""Projects from the draft to what moved, and the measures that show it."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import history
from events.models import Event
from pathways import operations
from pathways.findings import Finding
from pathways.forms import figure_of
from pathways.models import Project, ProjectComment
from people.operations import NotAllowed
from tests import factories as f
from tests.pathways.conftest import TODAY

JANUARY, MARCH = dt.date(2027, 1, 18), dt.date(2027, 3, 22)


def count(stage, slug):
    found = stage.participant.progress.filter(requirement__slug=slug).first()
    return found.figures["count"] if found else 0


def agree(stage, project, by=None, **more):
    wanted = {"revision": project.revision} | more
    return operations.agree_project(project=project, **wanted, by=by or stage.mentor, at=f.NOW)


@pytest.mark.parametrize(
    ("stand", "seers"),
    [
        ("draft", {"secondee"}),
        ("proposed", {"secondee", "mentor"}),
        ("agreed", {"secondee", "mentor", "slt", "coordinator", "administrator"}),
    ],
)
def test_who_sees_a_project(stage, stand, seers):
    project = stage.project(proposed=stand != "draft", agreed=stand == "agreed")
    found = {
        role
        for role, person in stage.people.items()
        if Project.objects.visible_to(person, f.NOW).filter(pk=project.pk)
    }
    assert found == seers


@pytest.mark.parametrize("role", ["secondee", "other mentor", "slt", "coordinator", "outsider"])
def test_only_the_mentor_agrees_and_reopens(stage, role):
    project = stage.project()
    with pytest.raises(NotAllowed):
        agree(stage, project, by=stage.people[role])
    with pytest.raises(NotAllowed):
        operations.reopen_project(project=project, by=stage.people[role], at=f.NOW)


@pytest.mark.parametrize("role", ["slt", "coordinator", "other mentor", "other secondee"])
def test_the_talk_is_between_the_two(stage, role):
    project = stage.project(agreed=True)
    operations.comment_on_project(project=project, body="Which of them?", by=stage.mentor, at=f.NOW)
    operations.comment_on_project(project=project, body="All.", by=stage.secondee, at=f.NOW)
    with pytest.raises(NotAllowed):
        operations.comment_on_project(project=project, body="Hm.", by=stage.people[role], at=f.NOW)


def test_agreeing_counts_and_reopening_takes_it_back(stage):
    project = stage.project(agreed=True)
    assert count(stage, "project") == 1
    operations.reopen_project(project=project, by=stage.mentor, at=f.NOW)
    assert count(stage, "project") == 0
    agree(stage, project)
    assert count(stage, "project") == 1
    with pytest.raises(operations.NotAgreed):
        operations.reopen_project(project=stage.project(), by=stage.mentor, at=f.NOW)


def test_conditions_become_part_of_the_talk(stage):
    agree(stage, stage.project(), conditions="Keep Year 8 in mind.")
    assert ProjectComment.objects.get().body == "Keep Year 8 in mind."


def test_a_draft_is_not_agreed_and_one_project_is(stage):
    with pytest.raises(operations.NotProposed):
        agree(stage, stage.project(proposed=False))
    one, other = stage.project(), stage.project()
    agree(stage, one)
    with pytest.raises(operations.AlreadyAgreed):
        agree(stage, other)


def test_what_changed_since_the_mentor_read_it_is_not_agreed(stage):
    project = stage.project()
    operations.edit_project(
        project=project, revision=1, title="Another", area="Area", by=stage.secondee, at=f.NOW
    )
    with pytest.raises(operations.ChangedMeanwhile):
        agree(stage, project, revision=1)


def test_an_agreed_project_stays_as_it_is_until_it_is_reopened(stage):
    project = stage.project(agreed=True)
    with pytest.raises(operations.ProjectAgreed):
        operations.edit_project(
            project=project, revision=1, title="Another", area="Area", by=stage.secondee, at=f.NOW
        )
    with pytest.raises(operations.ProjectAgreed):
        operations.withdraw_project(project=project, by=stage.secondee, at=f.NOW)


def test_two_tabs_do_not_overwrite_each_other(stage):
    project = stage.project(proposed=False)
    wanted = {"project": project, "revision": 1, "by": stage.secondee, "at": f.NOW}
    operations.edit_project(**wanted, title="One", area="Area")
    with pytest.raises(operations.ChangedMeanwhile):
        operations.edit_project(**wanted, title="Two", area="Area")
    assert operations.edit_project(**wanted, title="One", area="Area").revision == 2


def test_what_moved_can_be_said_after_it_was_agreed(stage):
    project = stage.project(agreed=True)
    operations.say_what_moved(project=project, moved="Less than we hoped.", by=stage.secondee, at=f.NOW)
    project.refresh_from_db()
    assert project.moved == "Less than we hoped."


def test_a_baseline_and_a_later_reading_of_an_agreed_project_count(stage):
    project = stage.project()
    measure = stage.measure(project)
    stage.reading(measure, JANUARY, Decimal("41"))
    later = stage.reading(measure, MARCH, Decimal("63"))
    assert count(stage, "measure") == 0
    agree(stage, project)
    assert count(stage, "measure") == 1
    assert stage.participant.credits.standing().get(slug="measured").on == MARCH
    operations.withdraw_reading(reading=later, by=stage.secondee, at=f.NOW)
    assert count(stage, "measure") == 0
    stage.reading(measure, MARCH, Decimal("60"))
    assert count(stage, "measure") == 1
    operations.withdraw_measure(measure=measure, by=stage.secondee, at=f.NOW)
    assert count(stage, "measure") == 0


def test_two_measures_with_a_reading_each_are_not_a_comparison(stage):
    project = stage.project(agreed=True)
    stage.reading(stage.measure(project), JANUARY, Decimal("41"))
    stage.reading(stage.measure(project), MARCH, Decimal("63"))
    assert count(stage, "measure") == 0


def test_reopening_takes_the_measures_back_too(stage):
    project = stage.project(agreed=True)
    measure = stage.measure(project)
    stage.reading(measure, JANUARY, Decimal("41"))
    stage.reading(measure, MARCH, Decimal("63"))
    operations.reopen_project(project=project, by=stage.mentor, at=f.NOW)
    assert count(stage, "measure") == 0


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (TODAY + dt.timedelta(days=1), operations.NotYet),
        (dt.date(2027, 1, 3), operations.OutsideProgramme),
        (JANUARY, operations.TakenThatDay),
    ],
)
def test_a_reading_has_a_day_of_its_own_inside_the_dates(stage, day, refusal):
    measure = stage.measure(stage.project())
    stage.reading(measure, JANUARY, Decimal("41"))
    with pytest.raises(refusal):
        stage.reading(measure, day, Decimal("63"))


def test_a_reading_is_put_right_and_the_log_keeps_what_it_said(stage):
    reading = stage.reading(stage.measure(stage.project()), JANUARY, Decimal("41"))
    operations.edit_reading(
        reading=reading, taken_on=JANUARY, value=Decimal("14.50"), by=stage.secondee, at=f.NOW
    )
    data = Event.objects.get(kind="pathways.reading_changed").data
    assert (data["was"], data["value"]) == ("41", "14.5")


def test_the_same_reading_sent_twice_is_one(stage):
    measure, uid = stage.measure(stage.project()), uuid.uuid4()
    for _ in range(2):
        operations.add_reading(
            measure=measure, uid=uid, taken_on=JANUARY, value=Decimal("41"), by=stage.secondee, at=f.NOW
        )
    assert measure.readings.count() == 1


def test_no_reading_is_taken_while_the_record_is_closed(stage):
    measure = stage.measure(stage.project())
    stage.cohort.windows.update(closes_at=f.at(2027, 3, 23, 11))
    with pytest.raises(operations.RecordClosed):
        stage.reading(measure, JANUARY, Decimal("41"))


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("63", "63"),
        ("63%", "63"),
        (" 63 % ", "63"),
        ("1.2", "1.2"),
        ("1,250", "1250"),
        ("-3", "-3"),
        ("−3", "-3"),
    ],
)
def test_figures_are_read_as_people_type_them(typed, figure):
    assert figure_of(typed) == Decimal(figure)


@pytest.mark.parametrize(
    "typed", ["", "many", "1,2", "1.2.3", "63 to 70", "1,25", "1.2345", "1e9", "NaN", "٣"]
)
def test_what_is_no_figure_is_refused(typed):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        figure_of(typed)


def finding(*values, unit="%", **more):
    days = [JANUARY, dt.date(2027, 2, 8), MARCH]
    chosen = days[: len(values)] if len(values) != 2 else [JANUARY, MARCH]
    readings = [(day, Decimal(value)) for day, value in zip(chosen, values, strict=True)]
    return Finding(readings, unit=unit, **more)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (finding(), "No reading yet: the first one is the baseline."),
        (finding("41"), "This is the baseline. The next reading will show whether anything moves."),
        (finding("41", "63", target=Decimal(75)), "Up by 22 points in nine weeks, with 12 to go."),
        (finding("41", "63"), "Up by 22 points in nine weeks."),
        (finding("41", "75", target=Decimal(75)), "Up by 34 points in nine weeks: the target is reached."),
        (
            finding("41", "80", target=Decimal(75)),
            "Up by 39 points in nine weeks: the target is reached and passed.",
        ),
        (
            finding("31", "25", unit="marks a week", more_is_better=False, target=Decimal(15)),
            "Down by 6 in nine weeks, with 10 to go.",
        ),
        (
            finding("31", "33", unit="", more_is_better=False),
            "Up by 2 in nine weeks, where fewer would be better. That is a finding too.",
        ),
        (finding("17", "19", "17"), "No change in nine weeks: that is a finding too."),
    ],
)
def test_a_finding_is_a_sentence(found, said):
    assert found.sentence == said


@given(st.lists(st.decimals(-999, 999, places=2), min_size=2, max_size=3), st.decimals(-999, 999, places=2))
def test_a_target_is_reached_when_nothing_is_left_to_go(values, target):
    found = finding(*values, target=target)
    assert (found.to_go <= 0) == (values[-1] >= target)


def test_the_history_says_that_a_reading_was_taken_and_not_what_it_was(stage):
    measure = stage.measure(stage.project(proposed=False))
    reading = stage.reading(measure, JANUARY, Decimal("41.7"))
    reading = operations.edit_reading(
        reading=reading, taken_on=JANUARY, value=Decimal("52.3"), by=stage.secondee, at=f.NOW
    )
    operations.withdraw_reading(reading=reading, by=stage.secondee, at=f.NOW)
    readings = Event.objects.filter(kind__startswith="pathways.reading_").order_by("pk")
    said = [history.sentence(event, by="Ada") for event in readings]
    assert said == [
        "Ada added a reading of 2027-01-18",
        "Ada changed a reading of 2027-01-18",
        "Ada took out a reading of 2027-01-18",
    ]
