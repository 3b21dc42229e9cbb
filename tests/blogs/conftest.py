"""A school with a reflection in it, and one person of every kind who might want to read it."""

from types import SimpleNamespace

import pytest
import time_machine
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from blogs import operations
from blogs.models import Reader
from people.models import Post
from tests.factories import (
    NOW,
    CohortFactory,
    MentorshipFactory,
    OrganisationFactory,
    ParticipantFactory,
    PostFactory,
    ProgrammeVersionFactory,
    UserFactory,
    WindowFactory,
    at,
)

BEFORE = at(2027, 3, 17)  # the window has not opened
CLOSED = at(2027, 3, 25, 16)  # the first instant at which it is closed
LATER = at(2027, 3, 29)
DOCUMENT = {
    "reflections": {"reflection": {"prompt": "What have you learned about leading?"}},
    "mentor_question": {"prompt": "What has this taught you about coaching?"},
}


def somebody(name, organisation=None, role=None, **post):
    person = UserFactory(name=name)
    if organisation:
        PostFactory(person=person, organisation=organisation, role=role or Post.Role.STAFF, **post)
    return person


@pytest.fixture
def school(db):
    """Marlowe Cross under its trust; Thomas writes, and Siobhán mentors him."""
    trust = OrganisationFactory(name="Tidewater Trust", kind="trust")
    here = OrganisationFactory(name="Marlowe Cross", parent=trust)
    elsewhere = OrganisationFactory(name="Saltmarsh High", parent=trust)
    cohort = CohortFactory(
        organisation=here,
        version=ProgrammeVersionFactory(programme__organisation=here, document=DOCUMENT),
    )
    window = WindowFactory(cohort=cohort, slug="reflection-9002")
    author = somebody("Thomas Ashdown", here)
    participant = ParticipantFactory(person=author, cohort=cohort)
    mentor = somebody("Siobhán Gallagher", here, Post.Role.MENTOR)
    MentorshipFactory(participant=participant, mentor=mentor, starts_on=at(2027, 2, 1).date())
    former = somebody("Ruth Pellow", here, Post.Role.MENTOR)
    MentorshipFactory(
        participant=participant, mentor=former, starts_on=cohort.starts_on, ends_on=at(2027, 2, 1).date()
    )
    other_participant = ParticipantFactory(person=somebody("Caoimhe Byrne", here), cohort=cohort)
    other_mentor = somebody("Owen Prys", here, Post.Role.MENTOR)
    MentorshipFactory(participant=other_participant, mentor=other_mentor)
    return SimpleNamespace(
        trust=trust,
        here=here,
        elsewhere=elsewhere,
        cohort=cohort,
        window=window,
        participant=participant,
        other_participant=other_participant,
        people={
            "author": author,
            "mentor": mentor,
            "former mentor": former,
            "other mentor": other_mentor,
            "other secondee": other_participant.person,
            "slt": somebody("Gareth Vaughan", here, Post.Role.SLT),
            "slt of the trust": somebody("Anna Quill", trust, Post.Role.SLT),
            "slt elsewhere": somebody("Peter Marsh", elsewhere, Post.Role.SLT),
            "slt until last year": somebody("Edith Low", here, Post.Role.SLT, ends_on=at(2027, 1, 1).date()),
            "coordinator": somebody("Miriam Hale", here, Post.Role.COORDINATOR),
            "administrator": somebody("Ivo Stone", here, Post.Role.ADMINISTRATOR),
            "headteacher": somebody("Joan Field", here, Post.Role.HEADTEACHER),
            "colleague": somebody("Lena Ward", here),
            "coordinator elsewhere": somebody("Noor Aziz", elsewhere, Post.Role.COORDINATOR),
        },
    )


@pytest.fixture
def write(school):
    """Begins, writes and shares the author's reflection, with whoever is named."""

    def do(body="First.\n\nSecond.", *, mentor=True, slt=False, persons=(), shared=True, when=NOW):
        reflection = operations.begin_reflection(
            participant=school.participant, window=school.window, by=school.people["author"], at=when
        )
        if shared:
            operations.share_reflection(
                reflection=reflection,
                body=body,
                base=reflection.draft_revision,
                mentor=mentor,
                slt=slt,
                persons=persons,
                by=school.people["author"],
                at=when,
            )
        else:
            operations.keep_draft(
                reflection=reflection, body=body, base=0, by=school.people["author"], at=when
            )
        reflection.refresh_from_db()
        return reflection

    return do


@pytest.fixture
def now():
    """The clock stands still at the tests' present, until it is moved."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def client_of(school):
    """A browser in which somebody is signed in, with a second factor where they need one."""

    def sign_in(who):
        client = Client()
        client.force_login(school.people[who])
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": NOW.timestamp()}]
        session["account_authentication_methods_user"] = str(school.people[who].pk)
        session.save()
        return client

    return sign_in


def readers_of(reflection):
    """Standing readers as literals."""
    return {
        reader.person.name if reader.person else Reader.Kind(reader.kind).value
        for reader in reflection.readers.standing()
    }
