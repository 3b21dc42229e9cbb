import datetime as dt

import pytest
from django.core import mail

from events import operations as events
from events.emails import message_of
from events.models import Notice
from people.quiet import calm_of
from portfolios import operations
from portfolios.announcements import rungs_of
from tests import factories as f
from tests.factories import at
from tests.portfolios.conftest import DAY, DURING, project

WEEK, EVE = at(2027, 5, 12, 8), at(2027, 5, 18, 8)


def tell(*moments):
    for moment in moments:
        operations.tell_about_presentations(at=moment)


def told(template="presentation_coming"):
    return sorted((notice.to.name, notice.due_at) for notice in Notice.objects.filter(template=template))


def test_presenters_and_audience_hear_a_week_before_and_the_school_day_before(stage):
    stage.presentation()
    tell(at(2027, 5, 12, 7, 59))
    assert not Notice.objects.exists()
    tell(WEEK)
    assert told() == [("Caoimhe Dhomhnaill", WEEK), ("Thomas Ashdown", WEEK)]
    assert [name for name, _ in told("afternoon_coming")] == [
        "Harriet Hollingdale",
        "Hywel Bevan",
        "Peter Vaughan",
        "Siobhan Gallagher",
    ]
    tell(EVE)
    assert told()[:2] == [("Caoimhe Dhomhnaill", WEEK), ("Caoimhe Dhomhnaill", EVE)]


def test_twice_and_at_every_tick_is_the_same_as_once(stage):
    stage.presentation()
    moment = WEEK
    while moment < at(2027, 5, 13, 8):
        tell(moment)
        moment += dt.timedelta(minutes=47)
    assert Notice.objects.count() == 6


def test_after_a_standstill_only_the_latest_is_told(stage):
    stage.presentation()
    tell(at(2027, 5, 18, 11))
    assert [due for _, due in told()] == [at(2027, 5, 18, 11, 30)] * 2


def test_nobody_is_told_of_what_has_begun_or_is_over(stage):
    stage.presentation()
    tell(DAY, DURING)
    assert told() == []
    assert told("afternoon_coming") == []


def test_no_rung_holds_once_the_afternoon_has_begun(stage):
    rungs = rungs_of(DAY, stage.cohort, calm_of(stage.school, DAY))
    assert rungs.now(DAY - dt.timedelta(seconds=1)) == ("day", EVE)
    assert rungs.now(DAY) is None


def test_a_presenter_of_the_senior_team_is_told_as_a_presenter_alone(stage):
    stage.presentation()
    stage.people["slt"].posts.update(person=stage.participant.person)
    tell(WEEK)
    assert [name for name, _ in told()] == ["Caoimhe Dhomhnaill", "Thomas Ashdown"]
    assert "Caoimhe Dhomhnaill" not in [name for name, _ in told("afternoon_coming")]


def test_evenings_are_quiet(stage):
    stage.presentation()
    tell(at(2027, 5, 17, 20))
    assert {due for _, due in told()} == {at(2027, 5, 18, 8)}


def test_the_school_day_before_a_monday_is_the_friday_and_before_a_term_the_last_day_of_the_old_one(stage):
    calm = calm_of(stage.school, DAY)
    monday = rungs_of(at(2027, 5, 24, 14), stage.cohort, calm)
    assert (monday.week, monday.day) == (at(2027, 5, 17, 8), at(2027, 5, 21, 8))
    after_easter = rungs_of(at(2027, 4, 12, 14), stage.cohort, calm)
    assert after_easter.day == at(2027, 3, 25, 8)
    assert after_easter.now(at(2027, 3, 25, 9)) == ("day", at(2027, 3, 25, 8))


def test_the_mornings_are_the_schools_own_over_the_change_of_the_clocks(stage):
    calm = calm_of(stage.school, DAY)
    rungs = rungs_of(at(2027, 11, 2, 14), stage.cohort, calm)
    assert rungs.week.astimezone(f.LONDON).hour == rungs.day.astimezone(f.LONDON).hour == 8


def test_a_new_time_is_told_anew_and_the_old_one_no_longer_wanted(stage):
    presentation = stage.presentation()
    tell(WEEK)
    stage.order(presentation.afternoon, stage.second, stage.participant, at=at(2027, 5, 12, 8, 1))
    tell(at(2027, 5, 12, 8, 2))
    events.post_due_notices(at=at(2027, 5, 12, 9))
    subjects = sorted(message.subject for message in mail.outbox if message.subject.startswith("You present"))
    assert subjects == [
        "You present on Wednesday 19 May at 2 pm",
        "You present on Wednesday 19 May at 2.15 pm",
    ]
    assert (
        Notice.objects.filter(template="presentation_coming", dropped_because="no longer wanted").count() == 2
    )


def test_nobody_is_told_of_an_empty_or_withdrawn_afternoon(stage):
    empty = stage.add_afternoon()
    tell(WEEK)
    stage.order(empty, stage.participant)
    operations.withdraw_afternoon(afternoon=empty, by=stage.people["coordinator"], at=at(2027, 5, 12, 7))
    tell(WEEK)
    assert not Notice.objects.exists()


def test_who_no_longer_belongs_to_the_audience_is_not_told(stage):
    stage.presentation()
    tell(WEEK)
    stage.people["slt"].posts.update(ends_on=dt.date(2027, 5, 12))
    events.post_due_notices(at=at(2027, 5, 12, 9))
    assert stage.people["slt"].email not in [address for message in mail.outbox for address in message.to]


@pytest.mark.parametrize("template", ["presentation_coming", "afternoon_coming", "feedback_released"])
def test_every_notice_says_what_it_is_about_and_lands_on_it(stage, template, settings):
    project(stage.participant)
    presentation = stage.presentation()
    tell(WEEK)
    stage.note(presentation)
    stage.heard(presentation)
    stage.released(presentation)
    for notice in Notice.objects.filter(template=template):
        message = message_of(notice)
        assert "\n" not in message.subject
        for body in (message.body, message.alternatives[0].content):
            assert settings.SITE_URL in body
            assert "{" not in body.replace("{ ", "").split("</style>")[-1]
            assert "Homework." not in body


def test_telling_costs_the_same_for_two_people_and_for_nine(stage, django_assert_num_queries):
    afternoon = stage.add_afternoon()
    stage.order(afternoon, stage.participant, stage.second)
    people = [stage.participant, stage.second, *(f.ParticipantFactory(cohort=stage.cohort) for _ in range(7))]
    from portfolios.announcements import afternoons_to_tell_of, notices_of

    with django_assert_num_queries(6):
        [notices_of(row, WEEK) for row in afternoons_to_tell_of(WEEK)]
    stage.order(afternoon, *people)
    with django_assert_num_queries(6):
        [notices_of(row, WEEK) for row in afternoons_to_tell_of(WEEK)]
