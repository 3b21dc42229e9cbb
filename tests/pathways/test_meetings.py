"""Meetings: arranged by either, written up by both, nothing lost when they write at once."""

import datetime as dt
import uuid

import pytest

from pathways import operations
from pathways.models import Meeting
from people.operations import NotAllowed
from secondments.models import Mentorship
from tests import factories as f
from tests.pathways.conftest import TODAY

TEXTS = {"since_last": "Rang seven homes.", "said": "Listen first.", "actions": "Ring four more."}


def write(stage, meeting, *, by=None, revision=None, at=f.NOW, day=TODAY, **more):
    return operations.record_meeting(
        meeting=meeting,
        revision=meeting.revision if revision is None else revision,
        held_on=day,
        **(TEXTS | more),
        by=by or stage.mentor,
        at=at,
    )


def count(stage):
    found = stage.participant.progress.filter(requirement__slug="meetings").first()
    return found.figures["count"] if found else 0


@pytest.mark.parametrize("role", ["secondee", "mentor"])
def test_either_sets_the_date_and_it_is_with_the_mentor(stage, role):
    assert stage.meeting(by=stage.people[role]).mentor == stage.mentor


@pytest.mark.parametrize("role", ["other secondee", "other mentor", "slt", "coordinator", "outsider"])
def test_nobody_else_arranges_or_writes(stage, role):
    with pytest.raises(NotAllowed):
        stage.meeting(by=stage.people[role])
    with pytest.raises(NotAllowed):
        write(stage, stage.meeting(), by=stage.people[role])


def test_the_same_form_sent_twice_is_one_meeting(stage):
    uid = uuid.uuid4()
    for _ in range(2):
        operations.arrange_meeting(
            participant=stage.participant, uid=uid, held_on=TODAY, by=stage.mentor, at=f.NOW
        )
    assert Meeting.objects.count() == 1


def test_without_a_mentor_there_is_nobody_to_meet(stage):
    Mentorship.objects.filter(participant=stage.participant).delete()
    with pytest.raises(operations.NoMentor):
        stage.meeting(by=stage.secondee)


def test_a_meeting_lies_inside_the_groups_dates(stage):
    with pytest.raises(operations.OutsideProgramme):
        stage.meeting(dt.date(2027, 5, 29))


def test_what_lies_ahead_is_not_written_up(stage):
    with pytest.raises(operations.NotYet):
        write(stage, stage.meeting(dt.date(2027, 4, 12)), day=dt.date(2027, 4, 12))


def test_a_meeting_counts_once_it_is_written_up_however_often(stage):
    meeting = write(stage, stage.meeting())
    assert count(stage) == 1
    meeting = write(stage, meeting, said="And wait.", by=stage.secondee)
    assert count(stage) == 1
    assert [(one.number, one.by, one.said) for one in meeting.revisions.all()] == [
        (2, stage.mentor, "Listen first."),
        (3, stage.secondee, "And wait."),
    ]


def test_whoever_began_from_an_older_record_is_told_and_nothing_is_overwritten(stage):
    meeting = stage.meeting()
    write(stage, meeting, by=stage.secondee, said="Hers.")
    with pytest.raises(operations.ChangedMeanwhile):
        write(stage, meeting, said="His.", revision=1)
    meeting.refresh_from_db()
    assert meeting.said == "Hers."


def test_saving_the_same_words_twice_is_no_conflict(stage):
    meeting = stage.meeting()
    write(stage, meeting, revision=1)
    assert write(stage, meeting, revision=1).revision == 2
    assert meeting.revisions.count() == 1


def test_the_next_date_is_set_with_the_record_once(stage):
    meeting, on = stage.meeting(), dt.date(2027, 4, 12)
    for _ in range(2):
        write(stage, meeting, revision=1, next_on=on, next_at=dt.time(15, 30), next_place="Year 9 office")
    coming = Meeting.objects.arranged().get()
    assert (coming.held_on, coming.starts_at, coming.place) == (on, dt.time(15, 30), "Year 9 office")


def test_a_meeting_is_moved_or_called_off_until_it_is_written_up(stage):
    meeting = stage.meeting()
    moved = operations.move_meeting(
        meeting=meeting, held_on=dt.date(2027, 4, 12), by=stage.secondee, at=f.NOW
    )
    assert moved.held_on == dt.date(2027, 4, 12)
    operations.call_off_meeting(meeting=meeting, by=stage.mentor, at=f.NOW)
    with pytest.raises(operations.Withdrawn):
        write(stage, meeting)
    written = write(stage, stage.meeting())
    with pytest.raises(operations.AlreadyHappened):
        operations.call_off_meeting(meeting=written, by=stage.mentor, at=f.NOW)
    with pytest.raises(operations.AlreadyHappened):
        operations.move_meeting(meeting=written, held_on=TODAY, by=stage.mentor, at=f.NOW)


def test_a_later_mentor_reads_what_the_earlier_one_agreed_who_reads_it_no_longer(stage):
    meeting = write(stage, stage.meeting())
    Mentorship.objects.filter(participant=stage.participant).update(ends_on=TODAY)
    later = f.MentorshipFactory(participant=stage.participant, starts_on=TODAY).mentor
    assert meeting in Meeting.objects.visible_to(later, f.NOW)
    assert meeting not in Meeting.objects.visible_to(stage.mentor, f.NOW)
    with pytest.raises(NotAllowed):
        write(stage, meeting, by=stage.mentor)
    assert write(stage, meeting, by=later, said="Read.").said == "Read."
