"""Two people at once on one afternoon, and one person in two tabs on one note."""

import threading
from itertools import count

import pytest

from events.models import Event, Notice
from pathways.models import Credit
from portfolios import operations
from portfolios.models import Afternoon, PanelNote, Presentation
from tests.portfolios import conftest
from tests.portfolios.conftest import AFTER, BEFORE, DURING

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage(transactional_db):
    return conftest.stage.__wrapped__(None)


def answered(function):
    """What it returned, or the name of what it raised."""
    try:
        function()
    except Exception as refused:
        return type(refused).__name__
    return "done"


def test_of_two_orderings_at_once_one_holds_and_the_other_is_told(stage, at_once):
    afternoon = stage.add_afternoon()
    orders = [[stage.participant, stage.second], [stage.second, stage.participant]]
    turn, lock = count(), threading.Lock()

    def arrange():
        with lock:
            mine = orders[next(turn) % 2]
        return answered(
            lambda: operations.order_afternoon(
                afternoon=Afternoon.objects.get(pk=afternoon.pk),
                participants=mine,
                seen=1,
                by=stage.people["coordinator"],
                at=BEFORE,
            )
        )

    answers = at_once(arrange)
    assert answers.count("done") == 1
    assert set(answers) == {"done", "OrderChanged"}
    rows = Presentation.objects.current().order_by("position")
    assert [row.position for row in rows] == [0, 1]
    assert [row.participant_id for row in rows] in [[person.pk for person in order] for order in orders]


def test_of_two_notes_at_once_none_is_overwritten(stage, at_once):
    presentation = stage.presentation()
    turn, lock = count(), threading.Lock()

    def note():
        with lock:
            mine = f"text {next(turn)}"
        return answered(lambda: stage.note(presentation, what_moved=mine))

    answers = at_once(note)
    assert answers.count("done") == 1
    assert set(answers) == {"done", "NoteChanged"}
    assert PanelNote.objects.get().revision == 1


def test_eight_presses_on_heard_count_once(stage, at_once):
    presentation = stage.presentation()
    at_once(
        lambda: operations.mark_delivered(
            presentation=Presentation.objects.get(pk=presentation.pk), by=stage.chair, at=DURING
        )
    )
    assert Credit.objects.standing().count() == 1
    assert Event.objects.filter(kind="portfolios.presentation_heard").count() == 1


def test_a_note_and_a_release_at_once_never_change_what_the_secondee_has(stage, at_once):
    presentation = stage.presentation()
    stage.note(presentation)
    stage.heard(presentation)
    turn, lock = count(), threading.Lock()

    def either():
        with lock:
            number = next(turn)
        if number % 2:
            return answered(lambda: stage.released(Presentation.objects.get(pk=presentation.pk)))
        return answered(lambda: stage.note(presentation, what_moved=f"text {number}", seen=1, at=AFTER))

    at_once(either)
    assert Notice.objects.filter(template="feedback_released").count() == 1
    release = Event.objects.get(kind="portfolios.feedback_released")
    assert not Event.objects.filter(kind="portfolios.note_kept", pk__gt=release.pk).exists()


def test_eight_workers_tell_everybody_once(stage, at_once):
    stage.presentation()
    at_once(lambda: operations.tell_about_presentations(at=conftest.at(2027, 5, 12, 8)))
    assert Notice.objects.count() == 6
