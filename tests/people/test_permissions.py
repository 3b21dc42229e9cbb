"""Who may do what to people and organisations, as a table of literals."""

import datetime as dt

import pytest

from people import permissions
from people.models import Organisation, Post, User
from tests.factories import NOW, OrganisationFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db
Y, N = True, False

# What somebody with a role may do at the school and to a mentor of it, wherever in the tree the role is held.
ABILITIES = (
    "sees the school", "sees the mentor", "invites", "gives slt", "gives coordinator", "ends a mentor",
    "changes the name", "adds below", "manages", "sets terms", "second factor",
)  # fmt: skip
TABLE = {
    #                              school mentor invite slt coord ends name adds manage terms 2fa
    ("administrator", "school"):   (Y,    Y,     Y,     Y,  Y,    Y,   Y,   Y,   Y,     Y,    Y),
    ("coordinator", "school"):     (Y,    Y,     Y,     Y,  N,    Y,   Y,   N,   N,     Y,    Y),
    ("headteacher", "school"):     (N,    N,     N,     N,  N,    N,   N,   N,   N,     N,    N),
    ("slt", "school"):             (N,    N,     N,     N,  N,    N,   N,   N,   N,     N,    N),
    ("mentor", "school"):          (N,    N,     N,     N,  N,    N,   N,   N,   N,     N,    N),
    ("staff", "school"):           (N,    N,     N,     N,  N,    N,   N,   N,   N,     N,    N),
    ("administrator", "above"):    (Y,    Y,     Y,     Y,  Y,    Y,   Y,   Y,   Y,     Y,    Y),
    ("coordinator", "above"):      (Y,    Y,     Y,     Y,  N,    Y,   Y,   N,   N,     Y,    Y),
    ("slt", "above"):              (N,    N,     N,     N,  N,    N,   N,   N,   N,     N,    N),
    ("administrator", "beside"):   (N,    N,     N,     N,  N,    N,   N,   N,   N,     N,    Y),
    ("coordinator", "beside"):     (N,    N,     N,     N,  N,    N,   N,   N,   N,     N,    Y),
    ("administrator", "below"):    (N,    N,     N,     N,  N,    N,   N,   N,   N,     N,    Y),
    ("coordinator", "below"):      (N,    N,     N,     N,  N,    N,   N,   N,   N,     N,    Y),
}  # fmt: skip


def abilities(user, school, post):
    p, person = permissions, post.person
    return (
        Organisation.objects.visible_to(user, NOW).filter(pk=school.pk).exists(),
        User.objects.visible_to(user, NOW).filter(pk=person.pk).exists(),
        p.can_invite(user, school, NOW),
        p.can_give_post_to(user, person, school, Post.Role.SLT, NOW),
        p.can_give_post_to(user, person, school, Post.Role.COORDINATOR, NOW),
        p.can_end_post(user, post, NOW),
        p.can_change_person(user, person, NOW),
        p.can_found_organisation(user, school, NOW),
        p.can_manage_organisation(user, school, NOW),
        p.can_set_terms(user, school, NOW),
        p.needs_second_factor(user, NOW),
    )


@pytest.fixture
def places():
    above = OrganisationFactory(kind="trust")
    school = OrganisationFactory(kind="hub", parent=above)
    return {
        "above": above,
        "school": school,
        "beside": OrganisationFactory(parent=above),
        "below": OrganisationFactory(parent=school),
    }


@pytest.mark.parametrize(("role", "place"), TABLE)
def test_what_each_role_may_do_at_a_school(role, place, places):
    post = PostFactory(organisation=places["school"], role=Post.Role.MENTOR)
    user = PostFactory(organisation=places[place], role=role).person
    found = abilities(user, places["school"], post)
    assert dict(zip(ABILITIES, found, strict=True)) == dict(zip(ABILITIES, TABLE[role, place], strict=True))


def test_whoever_holds_no_role_may_nothing_but_write_their_own_name(places):
    post = PostFactory(organisation=places["school"], role=Post.Role.MENTOR)
    nobody = UserFactory()
    assert abilities(nobody, places["school"], post) == (N,) * len(ABILITIES)
    assert permissions.can_change_person(nobody, nobody, NOW)
    assert User.objects.visible_to(nobody, NOW).get() == nobody


def test_a_name_is_put_right_by_whoever_looks_after_every_role_that_the_person_holds(places):
    person = PostFactory(organisation=places["below"], role=Post.Role.MENTOR).person
    PostFactory(organisation=places["beside"], role=Post.Role.STAFF, person=person)
    PostFactory(person=person, starts_on=dt.date(2026, 1, 5), ends_on=dt.date(2026, 9, 1))
    may = {
        place: permissions.can_change_person(
            PostFactory(organisation=places[place], role=Post.Role.COORDINATOR).person, person, NOW
        )
        for place in places
    }
    assert may == {"above": Y, "school": N, "beside": N, "below": N}
    assert permissions.can_change_person(person, person, NOW)


def test_a_closed_account_may_nothing(places):
    post = PostFactory(organisation=places["school"], role=Post.Role.MENTOR)
    gone = PostFactory(organisation=places["above"], role=Post.Role.ADMINISTRATOR, person__is_active=False)
    assert abilities(gone.person, places["school"], post) == (N,) * len(ABILITIES)
    assert not permissions.can_change_person(gone.person, gone.person, NOW)
