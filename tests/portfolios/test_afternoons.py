import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from events.models import Event
from people.models import Post
from people.operations import NotAllowed
from portfolios import operations
from portfolios.models import Presentation
from tests import factories as f
from tests.factories import at
from tests.portfolios.conftest import BEFORE, DAY, DURING


def names(presentations):
    return [(row.position, row.participant.person.name) for row in presentations]


def test_the_time_of_a_presentation_follows_from_its_place(stage):
    first, second = stage.order(stage.add_afternoon(), stage.participant, stage.second)
    assert first.starts_at == DAY
    assert second.starts_at == at(2027, 5, 19, 14, 15)
    assert (second.ends_at, second.place_in_order) == (at(2027, 5, 19, 14, 30), 2)


def test_times_hold_over_the_change_of_the_clocks(stage):
    afternoon = stage.add_afternoon(starts_at=at(2027, 3, 28, 0, 55))
    _, second = stage.order(afternoon, stage.participant, stage.second)
    assert second.starts_at.astimezone(f.LONDON).strftime("%H:%M") == "02:10"


@pytest.mark.parametrize("who", ["slt", "chair", "mentor", "secondee", "colleague", "coordinator elsewhere"])
def test_only_who_runs_the_group_arranges_and_orders(stage, who):
    with pytest.raises(NotAllowed):
        stage.add_afternoon(by=who)
    afternoon = stage.add_afternoon()
    with pytest.raises(NotAllowed):
        stage.order(afternoon, stage.participant, by=who)
    with pytest.raises(NotAllowed):
        operations.withdraw_afternoon(afternoon=afternoon, by=stage.people[who], at=BEFORE)


def test_nobody_presents_before_the_programme_begins(stage):
    with pytest.raises(operations.BeforeProgramme):
        stage.add_afternoon(starts_at=at(2027, 1, 3, 14))
    stage.add_afternoon(starts_at=at(2027, 1, 4, 0))


def test_an_afternoon_after_the_programme_is_possible(stage):
    stage.add_afternoon(starts_at=at(2027, 6, 16, 14))


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("slt", True),
        ("headteacher", True),
        ("coordinator", True),
        ("mentor", True),
        ("former mentor", False),
        ("secondee", False),
        ("colleague", False),
        ("slt elsewhere", False),
    ],
)
def test_who_may_be_named_to_chair(stage, who, may):
    if may:
        stage.add_afternoon(by="administrator", chair=stage.people[who])
    else:
        with pytest.raises(operations.NoSuchChair):
            stage.add_afternoon(by="administrator", chair=stage.people[who])


def test_two_people_change_places(stage):
    afternoon = stage.add_afternoon()
    stage.order(afternoon, stage.participant, stage.second)
    changed = stage.order(afternoon, stage.second, stage.participant)
    assert names(changed) == [(0, "Thomas Ashdown"), (1, "Caoimhe Dhomhnaill")]


def test_who_is_left_out_of_the_order_gives_their_place_up_and_can_have_it_back(stage):
    afternoon = stage.add_afternoon()
    stage.order(afternoon, stage.participant, stage.second)
    assert names(stage.order(afternoon, stage.second)) == [(0, "Thomas Ashdown")]
    back = stage.order(afternoon, stage.second, stage.participant)
    assert names(back) == [(0, "Thomas Ashdown"), (1, "Caoimhe Dhomhnaill")]


def test_an_order_made_on_an_older_page_is_refused(stage):
    afternoon = stage.add_afternoon()
    stage.order(afternoon, stage.participant)
    with pytest.raises(operations.OrderChanged):
        stage.order(afternoon, stage.second, seen=1)
    assert names(afternoon.presentations.all()) == [(0, "Caoimhe Dhomhnaill")]


def test_the_same_order_again_changes_nothing(stage):
    afternoon = stage.add_afternoon()
    stage.order(afternoon, stage.participant)
    events = Event.objects.count()
    stage.order(afternoon, stage.participant)
    assert Event.objects.count() == events


def test_nobody_of_another_group_is_placed(stage):
    with pytest.raises(operations.NotInThisGroup):
        stage.order(stage.add_afternoon(), f.ParticipantFactory())


def test_nobody_presents_in_two_afternoons(stage):
    stage.order(stage.add_afternoon(), stage.participant)
    with pytest.raises(operations.PresentsElsewhere):
        stage.order(stage.add_afternoon(starts_at=at(2027, 5, 20, 14)), stage.participant)


def test_the_database_itself_refuses_two_people_in_one_place_and_one_person_twice(stage):
    here = f.PresentationFactory(afternoon=stage.add_afternoon(), participant=stage.participant, position=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        f.PresentationFactory(afternoon=here.afternoon, participant=stage.second, position=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        f.PresentationFactory(afternoon=here.afternoon, participant=stage.participant, position=1)


def test_who_chairs_does_not_present_there(stage):
    mentors_somebody(stage, stage.participant.person)
    afternoon = stage.add_afternoon(chair=stage.participant.person)
    with pytest.raises(operations.ChairPresents):
        stage.order(afternoon, stage.participant)


def test_who_has_been_heard_keeps_their_place(stage):
    afternoon = stage.add_afternoon()
    first, _ = stage.order(afternoon, stage.participant, stage.second)
    stage.heard(first)
    third = f.ParticipantFactory(cohort=stage.cohort)
    with pytest.raises(operations.AlreadyHeard):
        stage.order(afternoon, stage.second, stage.participant, at=DURING)
    with pytest.raises(operations.AlreadyHeard):
        stage.order(afternoon, stage.second, at=DURING)
    later = stage.order(afternoon, stage.participant, third, stage.second, at=DURING)
    assert [row.participant for row in later] == [stage.participant, third, stage.second]


def test_a_changed_afternoon_keeps_what_it_was_in_the_log(stage):
    afternoon = stage.add_afternoon()
    change(stage, afternoon, starts_at=at(2027, 5, 20, 14))
    event = Event.objects.get(kind="portfolios.afternoon_changed")
    assert dt.datetime.fromisoformat(event.data["was"]["starts_at"]) == DAY
    assert "Library" not in str(event.data)


def mentors_somebody(stage, person):
    f.MentorshipFactory(participant=f.ParticipantFactory(cohort=stage.cohort), mentor=person)


def change(stage, afternoon, **more):
    wanted = {
        "starts_at": DAY,
        "place": "Library",
        "speaking_minutes": 10,
        "questions_minutes": 5,
        "chair": stage.chair,
    } | more
    operations.change_afternoon(
        afternoon=afternoon, **wanted, by=stage.people["coordinator"], at=more.pop("at", BEFORE)
    )
    afternoon.refresh_from_db()


def test_the_time_stands_once_somebody_was_heard_but_the_place_does_not(stage):
    presentation = stage.presentation()
    stage.heard(presentation)
    with pytest.raises(operations.AlreadyHeard):
        change(stage, presentation.afternoon, starts_at=at(2027, 5, 20, 14))
    change(stage, presentation.afternoon, place="Hall")
    assert presentation.afternoon.place == "Hall"


def test_a_presenter_cannot_be_made_the_chair(stage):
    presentation = stage.presentation()
    mentors_somebody(stage, stage.participant.person)
    with pytest.raises(operations.ChairPresents):
        change(stage, presentation.afternoon, chair=stage.participant.person)


def test_an_afternoon_that_is_called_off_frees_its_people(stage):
    presentation = stage.presentation()
    operations.withdraw_afternoon(afternoon=presentation.afternoon, by=stage.people["coordinator"], at=BEFORE)
    assert not Presentation.objects.current().exists()
    stage.order(stage.add_afternoon(), stage.participant)


def test_an_afternoon_in_which_somebody_was_heard_is_not_called_off(stage):
    presentation = stage.presentation()
    stage.heard(presentation)
    with pytest.raises(operations.AlreadyHeard):
        operations.withdraw_afternoon(
            afternoon=presentation.afternoon, by=stage.people["coordinator"], at=DURING
        )


def test_who_is_put_back_into_the_order_is_the_same_presentation_as_before(stage):
    afternoon = stage.add_afternoon()
    first, _ = stage.order(afternoon, stage.participant, stage.second)
    stage.order(afternoon, stage.second)
    back = stage.order(afternoon, stage.second, stage.participant)
    assert [row.pk for row in back][1] == first.pk
    assert Presentation.objects.count() == 2


def test_who_is_noted_on_keeps_a_place_in_the_order_and_may_change_it(stage):
    presentation = stage.presentation()
    stage.note(presentation, at=BEFORE)
    with pytest.raises(operations.Noted) as refused:
        stage.order(presentation.afternoon, stage.second)
    assert refused.value.people == [stage.participant.person]
    back = stage.order(presentation.afternoon, stage.second, stage.participant)
    assert back[1].pk == presentation.pk


def test_an_afternoon_with_notes_is_not_called_off(stage):
    presentation = stage.presentation()
    stage.note(presentation, what_moved="", what_next="", questions="Which 24?", at=BEFORE)
    with pytest.raises(operations.Noted):
        operations.withdraw_afternoon(
            afternoon=presentation.afternoon, by=stage.people["coordinator"], at=BEFORE
        )
    assert Presentation.objects.current().count() == 2


def test_a_note_that_was_emptied_holds_nobody_in_the_order(stage):
    presentation = stage.presentation()
    stage.note(presentation, at=BEFORE)
    stage.note(presentation, what_moved="", what_next="", seen=1, at=BEFORE)
    stage.order(presentation.afternoon, stage.second)
    operations.withdraw_afternoon(afternoon=presentation.afternoon, by=stage.people["coordinator"], at=BEFORE)


def test_who_arranges_does_not_name_themselves_chair(stage):
    own = stage.people["coordinator"]
    with pytest.raises(operations.OwnChair):
        stage.add_afternoon(chair=own)
    afternoon = stage.add_afternoon()
    with pytest.raises(operations.OwnChair):
        change(stage, afternoon, chair=own)
    assert afternoon.chair == stage.chair


def test_a_senior_leader_who_arranges_may_chair_themselves(stage):
    f.PostFactory(organisation=stage.school, role=Post.Role.SLT, person=stage.people["coordinator"])
    afternoon = stage.add_afternoon(chair=stage.people["coordinator"])
    change(stage, afternoon, place="Hall", chair=stage.people["coordinator"])
    assert afternoon.place == "Hall"


def test_a_chair_whom_another_named_may_still_change_the_place(stage):
    own = stage.people["coordinator"]
    afternoon = stage.add_afternoon(by="administrator", chair=own)
    change(stage, afternoon, place="Hall", chair=own)
    assert afternoon.place == "Hall"
