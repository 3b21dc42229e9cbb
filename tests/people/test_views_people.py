"""The pages about people: who sees them, what they say, and that they cost the same for one and for many."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from events.models import Notice
from people import operations
from people.models import Post, User
from people.pasted import Person
from tests.factories import NOW, OrganisationFactory, PostFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("present")]


def test_an_empty_school_says_so_and_what_to_do_next(as_coordinator, words):
    page = words(as_coordinator.get(reverse("people:people")))
    assert "<h1>One person</h1>" in page
    assert "Invite people" in page


def test_the_list_is_filtered_by_name_and_role(as_coordinator, school, words):
    PostFactory(organisation=school, role=Post.Role.MENTOR, person__name="Siobhán Gallagher")
    PostFactory(organisation=school, role=Post.Role.SLT, person__name="Emrys Vaughan")
    PostFactory(role=Post.Role.MENTOR, person__name="Nobody Ofours")
    everybody = words(as_coordinator.get(reverse("people:people")))
    assert "Siobhán Gallagher" in everybody
    assert "Emrys Vaughan" in everybody
    assert "Nobody Ofours" not in everybody
    mentors = words(as_coordinator.get(reverse("people:people"), {"role": "mentor"}))
    assert "Siobhán Gallagher" in mentors
    assert "Emrys Vaughan" not in mentors
    assert "Emrys Vaughan" in words(as_coordinator.get(reverse("people:people"), {"q": "emrys"}))
    assert "Nobody is found" in words(as_coordinator.get(reverse("people:people"), {"q": "xyz"}))


def test_nonsense_in_the_filter_shows_everybody(as_coordinator):
    page = as_coordinator.get(reverse("people:people"), {"role": "king", "organisation": "x", "page": "-7"})
    assert page.status_code == 200


@pytest.mark.parametrize("count", [1, 4])
@pytest.mark.parametrize("listing", ["people", "never_signed_in"])
def test_lists_cost_the_same_for_one_and_for_many(
    listing, count, as_coordinator, school, coordinator, django_assert_num_queries
):
    operations.invite(
        organisation=school,
        people=[Person(f"Anna Ash{n * 'x'}", f"a{n}@x.example") for n in range(count)],
        by=coordinator,
        at=NOW,
    )
    address = (
        reverse("people:people")
        if listing == "people"
        else reverse("people:never_signed_in", args=[school.pk])
    )
    as_coordinator.get(address)
    with django_assert_num_queries({"people": 13, "never_signed_in": 11}[listing]):
        as_coordinator.get(address)


@pytest.mark.parametrize("more", [0, 4])
def test_a_persons_page_costs_the_same_with_one_role_and_with_many(
    more, as_coordinator, school, django_assert_num_queries
):
    person = PostFactory(organisation=school, role=Post.Role.STAFF).person
    for role in [r for r in Post.Role.values if r != "staff"][:more]:
        PostFactory(organisation=school, person=person, role=role)
    as_coordinator.get(reverse("people:person", args=[person.pk]))
    with django_assert_num_queries(11):
        as_coordinator.get(reverse("people:person", args=[person.pk]))


def test_a_pasted_list_is_invited_and_what_could_not_be_read_comes_back(as_coordinator, school, words):
    response = as_coordinator.post(
        reverse("people:invite", args=[school.pk]),
        {"people": "Anna Ash, anna@x.example\nBen Birch\n<i>x</i> c@x.example", "role": "staff", "title": ""},
    )
    page = words(response)
    assert response.status_code == 200
    assert "<h1>Two lines came back</h1>" in page
    assert "1 person is invited" in page
    assert "There is no e-mail address." in page
    assert "&lt;i&gt;x&lt;/i&gt; c@x.example" in page
    assert "<i>x</i>" not in page
    assert "anna@x.example" not in page
    assert response.context["form"]["people"].value() == "Ben Birch\n<i>x</i> c@x.example"
    assert User.objects.filter(email="anna@x.example").exists()


def test_a_list_that_is_read_whole_leads_on(as_coordinator, school, words):
    response = as_coordinator.post(
        reverse("people:invite", args=[school.pk]),
        {"people": "Anna Ash, anna@x.example", "role": "mentor", "title": "Learning Director"},
        follow=True,
    )
    page = words(response)
    assert response.redirect_chain == [(reverse("people:never_signed_in", args=[school.pk]), 302)]
    assert "1 person is invited" in page
    assert "The invitation goes out within a minute." in page


def test_an_empty_list_is_asked_for_again(as_coordinator, school, words):
    page = words(as_coordinator.post(reverse("people:invite", args=[school.pk]), {"role": "staff"}))
    assert "Paste at least one name with its e-mail address." in page


def test_a_coordinator_is_offered_no_role_with_rights_over_others(as_coordinator, school, words):
    form = as_coordinator.get(reverse("people:invite", args=[school.pk])).context["form"]
    assert [value for value, _ in form.fields["role"].choices] == ["headteacher", "slt", "mentor", "staff"]
    refused = as_coordinator.post(
        reverse("people:invite", args=[school.pk]), {"people": "A B, a@x.example", "role": "administrator"}
    )
    assert "administrator is not one of the available choices" in words(refused)
    assert not User.objects.filter(email="a@x.example").exists()


def test_who_never_signed_in_is_listed_with_how_far_the_invitation_came(
    as_coordinator, school, coordinator, words
):
    coordinator.last_login = NOW
    coordinator.save()
    people = [Person(f"Anna {n}", f"a{n}@x.example") for n in ("One", "Two", "Three", "Four")]
    operations.invite(organisation=school, people=people, by=coordinator, at=NOW)
    invited = [User.objects.get(name=person.name) for person in people]
    Notice.objects.filter(to=invited[0]).update(sent_at=NOW)
    Notice.objects.filter(to=invited[1]).update(given_up_at=NOW, last_error="550 no such user")
    Notice.objects.filter(to=invited[2]).update(attempts=2, last_error="450")
    User.objects.filter(pk=invited[3].pk).update(last_login=NOW)
    page = words(as_coordinator.get(reverse("people:never_signed_in", args=[school.pk])))
    assert "<h1>Three have never signed in</h1>" in page
    assert "Invited today at noon, has not signed in yet." in page
    assert "The invitation came back</mark>: 550 no such user" in page
    assert "The mail server refused it</mark> two times" in page
    assert "Anna Four" not in page


def test_the_it_department_is_told_who_sends_and_where_links_lead(as_coordinator, school, settings, words):
    settings.SITE_URL = "https://understudy.school.example"
    settings.DEFAULT_FROM_EMAIL = "Understudy <no-reply@mail.school.example>"
    page = words(as_coordinator.get(reverse("people:never_signed_in", args=[school.pk])))
    assert "no-reply@mail.school.example (domain mail.school.example)" in page
    assert "Please allow understudy.school.example in the web filter" in page


def test_somebody_is_written_to_again_from_either_page(as_coordinator, school, coordinator, words):
    anna = operations.invite(
        organisation=school, people=[Person("Anna Ash", "anna@x.example")], by=coordinator, at=NOW
    ).new[0]
    again = reverse("people:invite_again", args=[anna.pk])
    assert "written to today" in words(as_coordinator.post(again, follow=True))
    with time_machine.travel(NOW + dt.timedelta(days=1), tick=False):
        page = as_coordinator.post(again, {"back": "list"}, follow=True)
    assert page.redirect_chain[0][0] == reverse("people:never_signed_in", args=[school.pk])
    assert "Another invitation goes out to Anna Ash." in words(page)
    assert as_coordinator.get(again).status_code == 405


def test_a_role_is_given_and_ended_on_its_pages(as_coordinator, school, words):
    person = PostFactory(organisation=school, person__name="Siobhán Gallagher").person
    response = as_coordinator.post(
        reverse("people:give_post", args=[person.pk]),
        {
            "organisation": school.pk,
            "role": "mentor",
            "title": "Learning Director, Year 9",
            "starts_on": "2027-04-12",
            "last_day": "2027-07-21",
        },
        follow=True,
    )
    assert "Learning Director, Year 9" in words(response)
    post = Post.objects.get(person=person, role="mentor")
    assert post.ends_on == dt.date(2027, 7, 22)
    end = reverse("people:end_post", args=[person.pk, post.pk])
    assert 'value="2027-07-21"' in words(as_coordinator.get(end))
    assert "If it was a mistake, choose 11 April 2027." in words(
        as_coordinator.post(end, {"last_day": "2027-04-01"})
    )
    page = words(as_coordinator.post(end, {"last_day": "2027-04-11"}, follow=True))
    assert "given by mistake on 12 April 2027" in page


def test_a_role_that_cannot_be_given_says_why(as_coordinator, school, words):
    person = PostFactory(organisation=school, role=Post.Role.MENTOR).person
    give = reverse("people:give_post", args=[person.pk])
    given = {"organisation": school.pk, "role": "mentor", "starts_on": "2027-04-12"}
    assert "holds this role there at that time already" in words(as_coordinator.post(give, given))
    backwards = given | {"role": "slt", "last_day": "2027-04-11"}
    assert "The last day is before the first one." in words(as_coordinator.post(give, backwards))
    assert "First day: choose a day." in words(as_coordinator.post(give, given | {"starts_on": ""}))
    elsewhere = given | {"role": "slt", "organisation": OrganisationFactory().pk}
    assert "Select a valid choice" in words(as_coordinator.post(give, elsewhere))


def test_a_coordinator_of_two_places_gives_only_what_each_allows(signed_in, school, administrator, words):
    """An administrator of one school who coordinates another cannot name coordinators there."""
    other = OrganisationFactory()
    PostFactory(organisation=other, role=Post.Role.COORDINATOR, person=administrator)
    person = PostFactory(organisation=other).person
    give = {"organisation": other.pk, "role": "coordinator", "starts_on": "2027-04-12"}
    page = words(signed_in(administrator).post(reverse("people:give_post", args=[person.pk]), give))
    assert "Only an administrator of that organisation gives this role." in page
    assert person.posts.count() == 1


def test_whoever_would_make_their_own_role_last_longer_is_told_why_not(
    as_coordinator, coordinator, school, words
):
    post = PostFactory(
        person=coordinator, organisation=school, role=Post.Role.SLT, ends_on=dt.date(2027, 4, 1)
    )
    end = reverse("people:end_post", args=[coordinator.pk, post.pk])
    page = words(as_coordinator.post(end, {"last_day": "2027-07-21"}))
    assert "Nobody makes their own role last longer" in page


def test_the_last_administrator_is_told_to_find_another(signed_in, school, administrator, words):
    post = administrator.posts.get()
    end = reverse("people:end_post", args=[administrator.pk, post.pk])
    page = words(signed_in(administrator).post(end, {"last_day": "2027-04-01"}))
    assert "Give somebody else the role first" in page


def test_a_name_is_put_right_by_oneself_and_by_who_looks_after_the_school(
    as_coordinator, client, school, words
):
    person = PostFactory(organisation=school, person__name="Siobhan Gallagher").person
    change = reverse("people:change_person", args=[person.pk])
    as_coordinator.post(
        change, {"name": "Siobhán Gallagher", "formal_name": "Mrs Gallagher", "sort_name": ""}
    )
    person.refresh_from_db()
    assert (person.name, person.sort_name) == ("Siobhán Gallagher", "Gallagher, Siobhán")
    client.force_login(person)
    page = words(client.post(reverse("people:my_account"), {"name": "Siobhán Gallagher-Roe"}, follow=True))
    assert "Your name is written like this now." in page
    person.refresh_from_db()
    assert person.name == "Siobhán Gallagher-Roe"


def test_a_person_shows_no_roles_at_schools_that_the_reader_does_not_look_after(
    as_coordinator, school, words
):
    person = PostFactory(organisation=school).person
    PostFactory(person=person, organisation=OrganisationFactory(name="Saint Elsewhere"), role=Post.Role.SLT)
    page = words(as_coordinator.get(reverse("people:person", args=[person.pk])))
    assert "Marlowe Cross" in page
    assert "Saint Elsewhere" not in page


def test_a_person_without_an_address_or_a_role_has_a_page_that_says_so(as_coordinator, school, words):
    person = PostFactory(organisation=school, person__email="", ends_on=dt.date(2027, 1, 1)).person
    page = words(as_coordinator.get(reverse("people:person", args=[person.pk])))
    assert "No e-mail address, so they cannot sign in." in page
    assert "No role at the moment" in page
    assert "Earlier roles" in page


# Who sees what: every page, every part somebody plays, and the other school's people.
PAGES = {
    "people": ("people:people", []),
    "person": ("people:person", ["person"]),
    "change_person": ("people:change_person", ["person"]),
    "give_post": ("people:give_post", ["person"]),
    "end_post": ("people:end_post", ["person", "post"]),
    "organisation": ("people:organisation", ["school"]),
    "change_organisation": ("people:change_organisation", ["school"]),
    "add_organisation": ("people:add_organisation", ["school"]),
    "terms": ("people:terms", ["school"]),
    "invite": ("people:invite", ["school"]),
    "never_signed_in": ("people:never_signed_in", ["school"]),
    "my_account": ("people:my_account", []),
    "second_factor": ("people:second_factor", []),
}
WHO = ("administrator", "coordinator", "slt", "mentor", "oneself", "neighbour")
TABLE = {
    #                      admin coord  slt mentor self neighbour
    "people":              (200, 200, 403, 403, 403, 200),
    "person":              (200, 200, 404, 404, 200, 404),
    "change_person":       (200, 200, 404, 404, 200, 404),
    "give_post":           (200, 200, 404, 404, 403, 404),
    "end_post":            (200, 200, 404, 404, 403, 404),
    "organisation":        (200, 200, 404, 404, 404, 404),
    "change_organisation": (200, 403, 404, 404, 404, 404),
    "add_organisation":    (200, 403, 404, 404, 404, 404),
    "terms":               (200, 200, 404, 404, 404, 404),
    "invite":              (200, 200, 404, 404, 404, 404),
    "never_signed_in":     (200, 200, 404, 404, 404, 404),
    "my_account":          (200, 200, 200, 200, 200, 200),
    "second_factor":       (200, 200, 200, 200, 200, 200),
}  # fmt: skip


@pytest.mark.parametrize("view", PAGES)
def test_who_sees_which_page(view, signed_in, school, coordinator, administrator):
    post = PostFactory(organisation=school, role=Post.Role.STAFF)
    people = {
        "administrator": administrator,
        "coordinator": coordinator,
        "slt": PostFactory(organisation=school, role=Post.Role.SLT).person,
        "mentor": PostFactory(organisation=school, role=Post.Role.MENTOR).person,
        "oneself": post.person,
        "neighbour": PostFactory(role=Post.Role.ADMINISTRATOR).person,
    }
    keys = {"person": post.person.pk, "post": post.pk, "school": school.pk}
    name, args = PAGES[view]
    address = reverse(name, args=[keys[arg] for arg in args])
    assert tuple(signed_in(people[who]).get(address).status_code for who in WHO) == TABLE[view]
    if view not in ("people", "my_account", "second_factor"):
        refused = [who for who, status in zip(WHO, TABLE[view], strict=True) if status != 200]
        for who in refused:
            assert signed_in(people[who]).post(address, {}).status_code in (403, 404, 405)


@pytest.mark.parametrize("view", PAGES)
def test_strangers_are_asked_to_sign_in_and_come_back(view, client):
    name, args = PAGES[view]
    address = reverse(name, args=[1 for _ in args])
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, f"/account/login/?next={address}")


def test_an_organisation_that_was_withdrawn_is_nobodys_any_more(as_coordinator, school):
    school.withdrawn_at = NOW
    school.save()
    assert as_coordinator.get(reverse("people:organisation", args=[school.pk])).status_code == 404
    assert as_coordinator.get(reverse("people:people")).status_code == 403


def test_a_persons_key_that_is_nobodys_is_not_found(as_coordinator):
    nobody = UserFactory()
    assert as_coordinator.get(reverse("people:person", args=[nobody.pk])).status_code == 404
    assert as_coordinator.post(reverse("people:invite_again", args=[nobody.pk])).status_code == 404
