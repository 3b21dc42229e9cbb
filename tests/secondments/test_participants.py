"""Being added, mentored, joining, leaving."""

import datetime as dt

import pytest

from events.models import Event
from people.models import Post
from people.operations import NotAllowed
from people.pasted import Person
from secondments import operations
from secondments.models import JoiningStep, Mentorship
from secondments.permissions import is_mentor_of
from tests.factories import (
    NOW,
    CohortFactory,
    MentorshipFactory,
    OrganisationFactory,
    ParticipantFactory,
    PostFactory,
    UserFactory,
    at,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(holding):
    return holding(Post.Role.STAFF, name="Ann Example")


@pytest.fixture
def mia(holding):
    return holding(Post.Role.MENTOR, name="Mia Mentor")


def add(cohort, people, by, **more):
    return operations.add_participants(cohort=cohort, people=people, by=by, at=NOW, **more)


def name(participant, mentor, by, when=NOW):
    return operations.name_mentor(participant=participant, mentor=mentor, by=by, at=when)


# Being added --------------------------------------------------------------------------------------------


def test_people_take_part_from_the_groups_first_day_unless_another_is_named(cohort, coordinator, ann, mia):
    (first,) = add(cohort, [ann], coordinator)
    (second,) = add(cohort, [mia], coordinator, from_on=dt.date(2027, 2, 22))

    assert first.periods.get().starts_on == cohort.starts_on
    assert second.periods.get().starts_on == dt.date(2027, 2, 22)
    assert second.periods.get().organisation == cohort.organisation


def test_adding_somebody_again_changes_nothing(cohort, coordinator, ann):
    add(cohort, [ann], coordinator)

    assert add(cohort, [ann, ann], coordinator) == []
    assert Event.objects.filter(kind="secondments.participant_added").count() == 1


def test_in_a_trust_each_takes_part_at_their_own_school(holding, school):
    trust = OrganisationFactory(kind="trust")
    inside = OrganisationFactory(parent=trust)
    by = holding(Post.Role.COORDINATOR, trust)
    cohort = CohortFactory(organisation=trust)
    here, above = holding(Post.Role.STAFF, inside), holding(Post.Role.STAFF, trust)

    added = {one.person: one.periods.get().organisation for one in add(cohort, [here, above], by)}

    assert added == {here: inside, above: trust}


def test_nobody_of_another_school_can_be_added_or_named(cohort, coordinator, ann, holding):
    stranger = holding(Post.Role.MENTOR, OrganisationFactory())
    (participant,) = add(cohort, [ann], coordinator)

    with pytest.raises(operations.AnotherSchoolsPerson):
        add(cohort, [stranger], coordinator)
    with pytest.raises(operations.AnotherSchoolsPerson):
        name(participant, stranger, coordinator)
    assert cohort.participants.count() == 1


def test_of_a_list_those_who_are_not_here_yet_are_invited_and_added(cohort, coordinator, ann):
    listed = [Person("Ann Example", ann.email), Person("Bo New", "bo@school.example")]

    added, refused = operations.invite_participants(
        cohort=cohort, people=[], listed=listed, by=coordinator, at=NOW
    )

    assert sorted(str(one) for one in added) == ["Ann Example", "Bo New"]
    assert refused == []


def test_a_closed_account_on_the_list_comes_back(cohort, coordinator, ann):
    ann.is_active = False
    ann.save()

    added, refused = operations.invite_participants(
        cohort=cohort, people=[], listed=[Person("Ann Example", ann.email)], by=coordinator, at=NOW
    )

    assert (added, [one.name for one in refused]) == ([], ["Ann Example"])


# Mentors ------------------------------------------------------------------------------------------------


def test_a_mentor_named_before_the_group_begins_reads_themselves_in(cohort, coordinator, ann, mia):
    (participant,) = add(cohort, [ann], coordinator)
    before = at(2026, 12, 10)

    mentorship = name(participant, mia, coordinator, before)

    assert mentorship.starts_on == cohort.starts_on
    assert is_mentor_of(mia, participant, before)


def test_a_new_mentor_ends_the_earlier_one_today(cohort, coordinator, ann, mia, holding):
    (participant,) = add(cohort, [ann], coordinator)
    name(participant, mia, coordinator, at(2027, 1, 11))
    noor = holding(Post.Role.MENTOR, name="Noor Next")

    name(participant, noor, coordinator)

    assert list(
        participant.mentorships.order_by("starts_on").values_list("mentor", "starts_on", "ends_on")
    ) == [
        (mia.pk, dt.date(2027, 1, 11), dt.date(2027, 3, 23)),
        (noor.pk, dt.date(2027, 3, 23), None),
    ]
    assert not is_mentor_of(mia, participant, NOW)
    assert is_mentor_of(noor, participant, NOW)


def test_naming_the_same_mentor_again_changes_nothing(cohort, coordinator, ann, mia):
    (participant,) = add(cohort, [ann], coordinator)
    first = name(participant, mia, coordinator, at(2027, 1, 11))

    assert name(participant, mia, coordinator) == first
    assert Event.objects.filter(kind="secondments.mentor_named").count() == 1


def test_a_slip_that_is_put_right_the_same_day_leaves_no_mentorship_behind(
    cohort, coordinator, ann, mia, holding
):
    (participant,) = add(cohort, [ann], coordinator)
    name(participant, mia, coordinator)

    name(participant, holding(Post.Role.MENTOR, name="Noor Next"), coordinator)

    assert Mentorship.objects.get().mentor.name == "Noor Next"
    assert [event.data["was"] for event in Event.objects.filter(kind="secondments.mentor_named")] == [
        None,
        mia.pk,
    ]


def test_nobody_mentors_themselves(cohort, coordinator, mia):
    (participant,) = add(cohort, [mia], coordinator)

    with pytest.raises(operations.TheirOwnMentor):
        name(participant, mia, coordinator)


def test_nobody_names_themselves_a_mentor(cohort, coordinator, ann, school, holding):
    PostFactory(person=coordinator, organisation=school, role=Post.Role.MENTOR)
    (participant,) = add(cohort, [ann], coordinator)

    with pytest.raises(operations.NamesThemselves):
        name(participant, coordinator, coordinator)

    assert not Mentorship.objects.exists()
    name(participant, coordinator, holding(Post.Role.ADMINISTRATOR))
    assert is_mentor_of(coordinator, participant, NOW)


def test_all_mentors_of_a_form_are_named_or_none(cohort, coordinator, ann, mia, holding):
    (first,) = add(cohort, [ann], coordinator)
    (second,) = add(cohort, [mia], coordinator)

    with pytest.raises(operations.TheirOwnMentor):
        operations.name_mentors(
            cohort=cohort, mentors={first.pk: mia, second.pk: mia}, by=coordinator, at=NOW
        )

    assert not Mentorship.objects.exists()


def test_a_form_cannot_name_mentors_in_another_group(cohort, coordinator, mia):
    elsewhere = ParticipantFactory()

    operations.name_mentors(cohort=cohort, mentors={elsewhere.pk: mia}, by=coordinator, at=NOW)

    assert not Mentorship.objects.exists()


# Leaving ------------------------------------------------------------------------------------------------


def leave(participant, last_day, by):
    operations.end_participation(participant=participant, last_day=last_day, by=by, at=NOW)


def test_who_leaves_takes_part_to_the_last_day_and_so_does_their_mentor(cohort, coordinator):
    participant = MentorshipFactory(participant__cohort=cohort).participant

    leave(participant, dt.date(2027, 3, 25), coordinator)

    assert participant.periods.get().last_day == dt.date(2027, 3, 25)
    assert participant.mentorships.get().ends_on == dt.date(2027, 3, 26)
    assert list(cohort.participants.taking_part(dt.date(2027, 3, 25))) == [participant]
    assert list(cohort.participants.taking_part(dt.date(2027, 3, 26))) == []


def test_nobody_leaves_before_they_began_or_twice(cohort, coordinator, mia):
    participant = ParticipantFactory(cohort=cohort)

    with pytest.raises(operations.BeforeTheyBegan):
        leave(participant, dt.date(2027, 1, 3), coordinator)
    leave(participant, dt.date(2027, 3, 1), coordinator)
    with pytest.raises(operations.NotTakingPart):
        leave(participant, dt.date(2027, 3, 2), coordinator)
    with pytest.raises(operations.NotTakingPart):
        name(participant, mia, coordinator)


# Joining ------------------------------------------------------------------------------------------------


@pytest.fixture
def joining(cohort):
    cohort.version.document = {"joining": [{"slug": "induction", "name": "Induction", "confirm": "Done"}]}
    cohort.version.save()
    return ParticipantFactory(cohort=cohort)


def confirm(participant, by, slug="induction"):
    return operations.confirm_joining_step(participant=participant, slug=slug, by=by, at=NOW)


def test_whoever_joins_confirms_a_step_once(joining):
    assert confirm(joining, joining.person) == confirm(joining, joining.person)

    assert Event.objects.get().data == {"step": "induction"}


def test_nobody_confirms_for_somebody_else(joining, coordinator, mia):
    MentorshipFactory(participant=joining, mentor=mia)

    for person in (coordinator, mia, UserFactory()):
        with pytest.raises(NotAllowed):
            confirm(joining, person)


def test_only_steps_of_the_programme_are_confirmed_by_who_takes_part(joining, coordinator):
    with pytest.raises(operations.NotAJoiningStep):
        confirm(joining, joining.person, "tea")
    leave(joining, dt.date(2027, 3, 1), coordinator)
    with pytest.raises(operations.NotTakingPart):
        confirm(joining, joining.person)
    assert not JoiningStep.objects.exists()
