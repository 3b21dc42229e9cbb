"""Who may do what on this floor, and who sees what: written down by hand."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from people.models import Organisation, Post
from people.operations import NotAllowed
from secondments import operations, permissions
from secondments.models import Cohort, Participant, Programme, Window
from tests.factories import (
    NOW,
    ExtensionFactory,
    MentorshipFactory,
    OrganisationFactory,
    ParticipantFactory,
    UserFactory,
    WindowFactory,
    at,
)

pytestmark = pytest.mark.django_db
Role = Post.Role
Y, N = True, False


@pytest.fixture
def people(cohort, holding, school):
    """Everybody who might ask, by what they are."""
    trust = OrganisationFactory(kind=Organisation.Kind.TRUST)
    Organisation.objects.filter(pk=school.pk).update(parent=trust, path=f"{trust.path}{school.pk}/")
    school.refresh_from_db()
    cohort.organisation.refresh_from_db()
    elsewhere = OrganisationFactory(parent=trust)
    participant = ParticipantFactory(cohort=cohort)
    mentor = holding(Role.MENTOR)
    former = holding(Role.MENTOR)
    MentorshipFactory(participant=participant, mentor=former, ends_on=dt.date(2027, 2, 1))
    MentorshipFactory(participant=participant, mentor=mentor, starts_on=dt.date(2027, 2, 1))
    other = MentorshipFactory(participant__cohort=cohort)
    closed = holding(Role.COORDINATOR, is_active=False)
    return {
        "participant": participant,
        "secondee": participant.person,
        "other secondee": other.participant.person,
        "mentor": mentor,
        "other mentor": other.mentor,
        "former mentor": former,
        "slt": holding(Role.SLT),
        "headteacher": holding(Role.HEADTEACHER),
        "coordinator": holding(Role.COORDINATOR),
        "administrator": holding(Role.ADMINISTRATOR),
        "trust coordinator": holding(Role.COORDINATOR, trust),
        "sister school's coordinator": holding(Role.COORDINATOR, elsewhere),
        "stranger": UserFactory(),
        "closed account": closed,
        "nobody": AnonymousUser(),
    }


ABILITIES = [
    #                                runs oversees coordinates mentor extends history reason joins
    ("secondee",                     N,   N,       N,          N,     N,      Y,      Y,     Y),
    ("other secondee",               N,   N,       N,          N,     N,      N,      N,     N),
    ("mentor",                       N,   N,       N,          Y,     N,      Y,      N,     N),
    ("other mentor",                 N,   N,       N,          N,     N,      N,      N,     N),
    ("former mentor",                N,   N,       N,          N,     N,      N,      N,     N),
    ("slt",                          N,   Y,       N,          N,     N,      N,      N,     N),
    ("headteacher",                  N,   N,       N,          N,     N,      N,      N,     N),
    ("coordinator",                  Y,   Y,       Y,          N,     Y,      Y,      Y,     N),
    ("administrator",                Y,   Y,       N,          N,     Y,      Y,      N,     N),
    ("trust coordinator",            Y,   Y,       Y,          N,     Y,      Y,      Y,     N),
    ("sister school's coordinator",  N,   N,       N,          N,     N,      N,      N,     N),
    ("stranger",                     N,   N,       N,          N,     N,      N,      N,     N),
    ("closed account",               N,   N,       N,          N,     N,      N,      N,     N),
    ("nobody",                       N,   N,       N,          N,     N,      N,      N,     N),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "runs", "oversees", "coordinates", "mentor", "extends", "history", "reason", "joins"), ABILITIES
)
def test_what_each_person_may_do(
    people, cohort, who, runs, oversees, coordinates, mentor, extends, history, reason, joins
):
    user, participant = people[who], people["participant"]
    window = WindowFactory(cohort=cohort)
    can = permissions

    assert can.runs(user, cohort, NOW) is runs
    assert can.can_add_people(user, cohort, NOW) is runs
    assert can.can_read_cohort_history(user, cohort, NOW) is runs
    assert can.can_try_again(user, cohort, NOW) is runs
    assert can.oversees(user, cohort, NOW) is oversees
    assert can.coordinates(user, cohort, NOW) is coordinates
    assert can.is_mentor_of(user, participant, NOW) is mentor
    assert can.can_extend(user, window, NOW) is extends
    assert can.can_move_window(user, window, NOW) is extends
    assert can.can_name_mentor(user, participant, NOW) is extends
    assert can.can_end_participation(user, participant, NOW) is extends
    assert can.can_read_participant_history(user, participant, NOW) is history
    assert can.can_read_reason(user, cohort, participant, NOW) is reason
    assert can.can_confirm_joining(user, participant, NOW) is joins


VISIBLE = [
    #                                programme group window participant
    ("secondee",                     N,        Y,    Y,     Y),
    ("other secondee",               N,        Y,    Y,     N),
    ("mentor",                       N,        Y,    Y,     Y),
    ("other mentor",                 N,        Y,    Y,     N),
    ("former mentor",                N,        N,    N,     N),
    ("slt",                          N,        Y,    Y,     Y),
    ("headteacher",                  N,        N,    N,     N),
    ("coordinator",                  Y,        Y,    Y,     Y),
    ("administrator",                Y,        Y,    Y,     Y),
    ("trust coordinator",            Y,        Y,    Y,     Y),
    ("sister school's coordinator",  N,        N,    N,     N),
    ("stranger",                     N,        N,    N,     N),
]  # fmt: skip


@pytest.mark.parametrize(("who", "programme", "group", "window", "participant"), VISIBLE)
def test_what_each_person_sees(people, cohort, who, programme, group, window, participant):
    user = people[who]
    WindowFactory(cohort=cohort)

    assert Programme.objects.visible_to(user, NOW).exists() is programme
    assert Cohort.objects.visible_to(user, NOW).exists() is group
    assert Window.objects.visible_to(user, NOW).exists() is window
    seen = Participant.objects.visible_to(user, NOW).filter(pk=people["participant"].pk)
    assert seen.exists() is participant


@pytest.mark.parametrize("who", [who for who, runs, *_ in ABILITIES if not runs and who != "nobody"])
def test_operations_refuse_whoever_calls_them(people, cohort, who):
    user, participant = people[who], people["participant"]
    window = WindowFactory(cohort=cohort)
    extension = ExtensionFactory(window=window, participant=participant)
    asked = {"by": user, "at": NOW}
    refused = [
        lambda: operations.add_participants(cohort=cohort, people=[user], **asked),
        lambda: operations.invite_participants(cohort=cohort, people=[], listed=[], **asked),
        lambda: operations.name_mentor(participant=participant, mentor=people["other mentor"], **asked),
        lambda: operations.end_participation(participant=participant, last_day=NOW.date(), **asked),
        lambda: operations.move_window(window=window, opens_at=NOW, closes_at=at(2027, 5, 1), **asked),
        lambda: operations.extend_window(
            window=window, participant=participant, until=at(2027, 5, 1), **asked
        ),
        lambda: operations.withdraw_extension(extension=extension, **asked),
        lambda: operations.publish_version(version=cohort.version, **asked),
        lambda: operations.create_cohort(
            version=cohort.version, name="x", starts_on=cohort.starts_on, ends_on=cohort.ends_on, **asked
        ),
    ]

    for operation in refused:
        with pytest.raises(NotAllowed):
            operation()


def test_a_mentor_whose_every_post_has_ended_sees_nothing_more(people, cohort):
    mentor, participant = people["mentor"], people["participant"]
    assert permissions.is_mentor_of(mentor, participant, NOW)
    mentor.posts.update(ends_on=dt.date(2027, 3, 1))
    assert not permissions.is_mentor_of(mentor, participant, NOW)
    assert not Participant.objects.visible_to(mentor, NOW).filter(pk=participant.pk).exists()
    assert not Cohort.objects.visible_to(mentor, NOW).exists()
