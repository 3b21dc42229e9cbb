import pytest

from events.models import Event, Notice
from pathways.models import Credit
from people.operations import NotAllowed
from portfolios import operations
from portfolios.models import PanelNote
from tests.factories import at
from tests.portfolios.conftest import AFTER, DAY, DURING


def test_each_of_the_audience_keeps_a_note_of_their_own(stage):
    presentation = stage.presentation()
    for who in ("slt", "chair", "mentor", "other mentor"):
        stage.note(presentation, by=who, what_moved=who)
    assert list(PanelNote.objects.order_by("pk").values_list("what_moved", flat=True)) == [
        "slt",
        "chair",
        "mentor",
        "other mentor",
    ]


@pytest.mark.parametrize(
    "who",
    [
        "coordinator",
        "administrator",
        "former mentor",
        "secondee",
        "other secondee",
        "colleague",
        "slt elsewhere",
    ],
)
def test_nobody_else_notes(stage, who):
    with pytest.raises(NotAllowed):
        stage.note(stage.presentation(), by=who)


@pytest.mark.parametrize(("listens", "does_not"), [("slt", "mentor"), ("mentor", "slt")])
def test_the_programme_says_who_listens(stage, listens, does_not):
    presentation = stage.presentation()
    stage.cohort.version.document["presentation"]["audience"] = [listens]
    stage.cohort.version.save()
    with pytest.raises(NotAllowed):
        stage.note(presentation, by=does_not)
    stage.note(presentation, by=listens)


def test_nothing_is_kept_of_nothing(stage):
    presentation = stage.presentation()
    assert stage.note(presentation, what_moved="", what_next="") is None
    assert not PanelNote.objects.exists()


def test_a_text_that_began_from_an_older_one_overwrites_nothing(stage):
    presentation = stage.presentation()
    kept = stage.note(presentation, what_moved="On the telephone")
    with pytest.raises(operations.NoteChanged) as changed:
        stage.note(presentation, what_moved="On the laptop", seen=0)
    assert changed.value.kept == kept
    assert PanelNote.objects.get().what_moved == "On the telephone"
    stage.note(presentation, what_moved="Both", seen=kept.revision)
    assert PanelNote.objects.get().what_moved == "Both"


def test_the_same_text_twice_is_one_note(stage):
    presentation = stage.presentation()
    stage.note(presentation)
    stage.note(presentation)
    assert (PanelNote.objects.get().revision, Event.objects.filter(kind="portfolios.note_kept").count()) == (
        1,
        1,
    )


def test_the_log_holds_no_word_of_a_note(stage):
    stage.note(stage.presentation(), questions="Who asked?", what_moved="Bedtimes", what_next="Laptops")
    said = str(list(Event.objects.values_list("data", flat=True)))
    assert not any(word in said for word in ("asked", "Bedtimes", "Laptops"))


def test_what_was_heard_counts_and_no_longer_when_that_is_taken_back(stage):
    presentation = stage.presentation()
    stage.heard(presentation)
    stage.heard(presentation)
    credit = Credit.objects.standing().get(participant=stage.participant)
    assert (credit.kind, credit.slug, credit.on, credit.source) == (
        "presentation",
        "delivered",
        DAY.date(),
        presentation.key,
    )
    operations.unmark_delivered(presentation=presentation, by=stage.people["coordinator"], at=DURING)
    assert not Credit.objects.standing().exists()


def test_nobody_has_been_heard_before_the_day(stage):
    presentation = stage.presentation()
    with pytest.raises(operations.NotYet):
        stage.heard(presentation, at=at(2027, 5, 18, 23, 59))
    stage.heard(presentation, at=at(2027, 5, 19, 0, 1))


@pytest.mark.parametrize("who", ["slt", "mentor", "secondee", "colleague", "coordinator elsewhere"])
def test_only_the_chair_and_who_runs_the_group_say_what_was_heard(stage, who):
    presentation = stage.presentation()
    with pytest.raises(NotAllowed):
        operations.mark_delivered(presentation=presentation, by=stage.people[who], at=DURING)
    stage.heard(presentation)
    with pytest.raises(NotAllowed):
        operations.unmark_delivered(presentation=presentation, by=stage.people[who], at=DURING)


@pytest.mark.parametrize("who", ["slt", "coordinator", "administrator", "mentor", "secondee", "colleague"])
def test_only_the_chair_releases_and_takes_back(stage, who):
    presentation = stage.presentation()
    stage.note(presentation)
    stage.heard(presentation)
    with pytest.raises(NotAllowed):
        operations.release_feedback(presentation=presentation, by=stage.people[who], at=AFTER)
    stage.released(presentation)
    with pytest.raises(NotAllowed):
        operations.take_release_back(presentation=presentation, by=stage.people[who], at=AFTER)


def test_nothing_is_released_before_it_was_heard_or_of_nothing(stage):
    presentation = stage.presentation()
    stage.note(presentation, what_moved="", what_next="", questions="Only for us")
    with pytest.raises(operations.NotHeard):
        stage.released(presentation)
    stage.heard(presentation)
    with pytest.raises(operations.NothingToRelease):
        stage.released(presentation)


def test_released_feedback_stands_until_the_chair_takes_it_back(stage):
    presentation = stage.presentation()
    stage.note(presentation)
    stage.heard(presentation)
    stage.released(presentation)
    with pytest.raises(operations.Released):
        stage.note(presentation, seen=1, what_moved="Something else", at=AFTER)
    with pytest.raises(operations.Released):
        stage.note(presentation, by="mentor", at=AFTER)
    with pytest.raises(operations.Released):
        operations.unmark_delivered(presentation=presentation, by=stage.chair, at=AFTER)
    operations.take_release_back(presentation=presentation, by=stage.chair, at=AFTER)
    stage.note(presentation, seen=1, what_moved="Something else", at=AFTER)
    assert PanelNote.objects.get().what_moved == "Something else"


def test_questions_stay_the_senior_teams_and_can_be_finished_after_the_release(stage):
    presentation = stage.presentation()
    stage.note(presentation)
    stage.heard(presentation)
    stage.released(presentation)
    stage.note(presentation, seen=1, questions="Asked about Year 7.", at=AFTER)
    assert PanelNote.objects.get().questions == "Asked about Year 7."


def test_the_secondee_is_told_once_of_a_release_and_in_calm_hours(stage):
    presentation = stage.presentation()
    stage.note(presentation)
    stage.heard(presentation)
    evening = at(2027, 5, 21, 21)  # a Friday
    stage.released(presentation, at=evening)
    stage.released(presentation, at=evening)
    notice = Notice.objects.get(template="feedback_released")
    assert (notice.to, notice.due_at) == (stage.participant.person, at(2027, 5, 24, 8))


def test_feedback_that_was_taken_back_is_not_announced(stage):
    from events.registries import still_wanted

    presentation = stage.presentation()
    stage.note(presentation)
    stage.heard(presentation)
    stage.released(presentation)
    notice = Notice.objects.get(template="feedback_released")
    assert still_wanted(notice, AFTER)
    operations.take_release_back(presentation=presentation, by=stage.chair, at=AFTER)
    assert not still_wanted(notice, AFTER)
    stage.released(presentation, at=at(2027, 5, 20, 10))
    assert Notice.objects.filter(template="feedback_released").count() == 2


def test_a_note_begun_before_somebody_lost_their_place_is_refused_by_name(stage):
    presentation = stage.presentation()
    stage.order(presentation.afternoon, stage.second)
    with pytest.raises(operations.NoPlace):
        stage.note(presentation)
