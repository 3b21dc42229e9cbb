"""Who may see and do what with presentations, as a table of literals."""

import pytest

from portfolios import permissions
from portfolios.models import Afternoon, PanelNote, Presentation
from secondments.models import Cohort
from tests.portfolios.conftest import AFTER, DURING

Y, N = True, False

#                         board  look after  arrange  sees it  notes  all notes  heard  releases  feedback
TABLE = {
    "coordinator":           (Y, Y, Y, Y, N, N, Y, N, N),
    "administrator":         (Y, Y, Y, Y, N, N, Y, N, N),
    "headteacher":           (N, N, N, N, N, N, N, N, N),
    "chair":                 (Y, Y, N, Y, Y, Y, Y, Y, N),
    "slt":                   (Y, Y, N, Y, Y, Y, N, N, N),
    "mentor":                (N, Y, N, Y, Y, N, N, N, N),
    "other mentor":          (N, N, N, Y, Y, N, N, N, N),
    "former mentor":         (N, N, N, N, N, N, N, N, N),
    "secondee":              (N, N, N, N, N, N, N, N, Y),
    "other secondee":        (N, N, N, N, N, N, N, N, N),
    "colleague":             (N, N, N, N, N, N, N, N, N),
    "coordinator elsewhere": (N, N, N, N, N, N, N, N, N),
    "slt elsewhere":         (N, N, N, N, N, N, N, N, N),
}  # fmt: skip


@pytest.mark.parametrize("who", TABLE)
def test_what_each_person_may_do(stage, who):
    person, presentation = stage.people[who], stage.presentation()
    afternoon, cohort = presentation.afternoon, stage.cohort
    assert (
        permissions.can_see_board(person, cohort, DURING),
        permissions.can_look_after(person, stage.participant, DURING),
        permissions.can_arrange(person, cohort, DURING),
        permissions.can_see_afternoon(person, afternoon, DURING),
        permissions.can_note(person, presentation, DURING),
        permissions.can_read_all_notes(person, presentation, DURING),
        permissions.can_mark_delivered(person, presentation, DURING),
        permissions.can_release(person, presentation, DURING),
        permissions.can_read_feedback(person, presentation, DURING),
    ) == TABLE[who]


#                         group  afternoon  presentation  the notes of chair, slt, mentor
SEES = {
    "coordinator":           (Y, Y, Y, []),
    "administrator":         (Y, Y, Y, []),
    "headteacher":           (N, N, N, []),
    "chair":                 (Y, Y, Y, ["chair", "slt", "mentor"]),
    "slt":                   (Y, Y, Y, ["chair", "slt", "mentor"]),
    "mentor":                (Y, Y, Y, ["mentor"]),
    "other mentor":          (Y, Y, Y, []),
    "former mentor":         (N, N, N, []),
    "secondee":              (Y, N, Y, []),
    "other secondee":        (Y, N, N, []),
    "colleague":             (N, N, N, []),
    "coordinator elsewhere": (N, N, N, []),
    "slt elsewhere":         (N, N, N, []),
}  # fmt: skip


@pytest.mark.parametrize("who", SEES)
@pytest.mark.parametrize("released", [False, True])
def test_what_each_person_sees(stage, who, released):
    presentation = stage.presentation()
    for writer in ("chair", "slt", "mentor"):
        stage.note(presentation, by=writer, what_moved=writer)
    stage.heard(presentation)
    if released:
        stage.released(presentation)
    person = stage.people[who]
    assert (
        Cohort.objects.visible_to(person, AFTER).exists(),
        Afternoon.objects.visible_to(person, AFTER).exists(),
        Presentation.objects.visible_to(person, AFTER).filter(pk=presentation.pk).exists(),
        list(PanelNote.objects.visible_to(person, AFTER).order_by("pk").values_list("what_moved", flat=True)),
    ) == SEES[who]


def test_a_presenter_who_is_also_of_the_senior_team_reads_no_note_on_themselves(stage):
    presentation = stage.presentation()
    stage.note(presentation, by="chair")
    person = stage.participant.person
    stage.people["slt"].posts.update(person=person)
    assert Afternoon.objects.visible_to(person, DURING).exists()
    assert not PanelNote.objects.visible_to(person, DURING).exists()
    assert not permissions.can_note(person, presentation, DURING)
    assert not permissions.can_read_all_notes(person, presentation, DURING)
    assert not permissions.can_look_after(person, stage.participant, DURING)


def test_somebody_inactive_may_nothing(stage):
    presentation = stage.presentation()
    stage.chair.is_active = False
    assert not permissions.can_release(stage.chair, presentation, DURING)
    assert not permissions.can_see_board(stage.chair, stage.cohort, DURING)
