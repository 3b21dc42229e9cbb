"""The pages about organisations and their terms."""

import datetime as dt

import pytest
from django.urls import reverse

from people.models import Organisation, Post, Term
from people.terms import terms_of
from tests.factories import OrganisationFactory, PostFactory, TermFactory, terms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("present")]
day = dt.date


def year(*lines, **more):
    """What the form of a school year sends; each line is a name, two days and perhaps half-term's."""
    sent = {"form-TOTAL_FORMS": "6", "form-INITIAL_FORMS": "0"}
    fields = ("name", "first_day", "last_day", "half_term_first_day", "half_term_last_day")
    for number in range(6):
        line = lines[number] if number < len(lines) else ()
        for place, field in enumerate(fields):
            sent[f"form-{number}-{field}"] = line[place] if place < len(line) else ""
    return sent | more


AUTUMN = ("Autumn term", "2026-09-03", "2026-12-18", "2026-10-26", "2026-10-30")
SPRING = ("Spring term", "2027-01-04", "2027-03-25", "2027-02-15", "2027-02-19")
SUMMER = ("Summer term", "2027-04-12", "2027-07-21")


@pytest.fixture
def address(school):
    return reverse("people:terms", args=[school.pk])


def test_a_year_of_terms_is_entered_in_one_form_with_the_days_as_people_say_them(
    as_coordinator, school, address, words
):
    page = words(as_coordinator.post(f"{address}?year=2026", year(AUTUMN, SPRING, SUMMER), follow=True))
    assert "The terms of 2026–27 are kept." in page
    stored = terms_of(school)
    assert [(term.starts_on, term.ends_on) for term in stored] == [
        (day(2026, 9, 3), day(2026, 12, 19)),
        (day(2027, 1, 4), day(2027, 3, 26)),
        (day(2027, 4, 12), day(2027, 7, 22)),
    ]
    assert stored[0].half_term_ends_on == day(2026, 10, 31)
    again = words(as_coordinator.get(f"{address}?year=2026"))
    assert 'value="2026-12-18"' in again
    assert 'value="2026-10-30"' in again
    shown = words(as_coordinator.get(reverse("people:organisation", args=[school.pk])))
    assert "Monday 4 January to Thursday 25 March 2027" in shown
    assert "half-term 15 February to 19 February" in shown


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "Enter at least one term."),
        ([("Spring term", "2027-01-04", "")], "Last day of school: choose a day."),
        ([("", "2027-01-04", "2027-03-25")], "Give the term a name, such as Term 3."),
        ([("Spring term", "2027-03-25", "2027-01-04")], "Spring term ends before it begins."),
        ([AUTUMN, ("Spring term", "2026-12-18", "2027-03-25")], "before Autumn term ends, on 18 December."),
        (
            [("Spring term", "2027-01-04", "2027-03-25", "2027-03-24", "2027-03-30")],
            "Half-term of Spring term lies outside the term.",
        ),
        (
            [("Spring term", "2027-01-04", "2027-03-25", "2027-02-15", "")],
            "Half-term of Spring term needs both its days, or neither.",
        ),
        ([("Spring term", "2026-01-05", "2026-03-27")], "5 January 2026 is not in the school year 2026–27."),
        ([("Spring term", "27st March", "2027-03-25")], "write a day as 25/3/2027"),
    ],
)
def test_a_year_that_does_not_fit_comes_back_with_what_is_wrong(lines, said, as_coordinator, address, words):
    response = as_coordinator.post(f"{address}?year=2026", year(*lines))
    assert response.status_code == 200
    assert said in words(response)
    assert not Term.objects.exists()


def test_an_error_stands_at_its_day(as_coordinator, address, words):
    backwards = as_coordinator.post(
        f"{address}?year=2026", year(AUTUMN, ("Term", "2027-03-25", "2027-01-04"))
    )
    assert 'href="#id_form-1-last_day"' in words(backwards)
    assert 'aria-invalid="true"' in words(backwards)


def test_an_empty_year_offers_the_usual_names(as_coordinator, address):
    def names(shape):
        formset = as_coordinator.get(address, {"shape": shape}).context["formset"]
        return [form["name"].value() for form in formset]

    assert names("three") == ["Autumn term", "Spring term", "Summer term", None, None, None]
    assert names("six") == [f"Term {n}" for n in range(1, 7)]


@pytest.mark.parametrize("asked", ["x", "-1", "99999", "١٢", ""])
def test_a_year_that_is_none_shows_this_one(asked, as_coordinator, address, words):
    assert "<h1>Terms of 2026–27</h1>" in words(as_coordinator.get(address, {"year": asked}))


def test_a_school_sees_what_it_inherits_and_can_use_its_own_days(signed_in, words):
    trust = OrganisationFactory(kind="trust", name="Marlowe Trust")
    school = OrganisationFactory(parent=trust, name="Marlowe Cross")
    coordinator = PostFactory(organisation=school, role=Post.Role.COORDINATOR).person
    terms(trust)
    client, address = signed_in(coordinator), reverse("people:terms", args=[school.pk])
    page = words(client.get(address))
    assert "Marlowe Cross keeps the terms of Marlowe Trust." in page
    assert "Use days of our own for 2026–27" in page
    assert 'value="Term 4"' in page
    client.post(address, year(SPRING))
    assert [term.name for term in terms_of(school)] == ["Spring term"]
    assert [term.name for term in terms_of(trust)] == ["Term 3", "Term 4", "Term 5"]
    page = words(client.post(address, {"inherit": "yes"}, follow=True))
    assert "has no terms of its own for 2026–27 any more" in page
    assert [term.name for term in terms_of(school)] == ["Term 3", "Term 4", "Term 5"]


def test_a_trust_adds_hubs_and_schools_and_a_school_adds_nothing(signed_in, words):
    trust = OrganisationFactory(kind="trust", name="Marlowe Trust")
    client = signed_in(PostFactory(organisation=trust, role=Post.Role.ADMINISTRATOR).person)
    add = reverse("people:add_organisation", args=[trust.pk])
    page = words(client.post(add, {"name": "Upper", "kind": "school", "zone": "Europe/London"}, follow=True))
    school = Organisation.objects.get(name="Upper")
    assert (school.parent, school.path) == (trust, f"/{trust.pk}/{school.pk}/")
    assert "Upper is added. Its terms are those of Marlowe Trust." in page
    inner = reverse("people:add_organisation", args=[school.pk])
    page = words(client.post(inner, {"name": "Inner", "kind": "school", "zone": "Europe/London"}))
    assert "Upper is a school; this would not fit." in page
    assert "Add a school" not in words(client.get(reverse("people:organisation", args=[school.pk])))


def test_an_organisation_is_called_otherwise_on_its_page(as_administrator, school, words):
    change = reverse("people:change_organisation", args=[school.pk])
    page = words(
        as_administrator.post(
            change, {"name": "Upper", "kind": "school", "zone": "Europe/Dublin"}, follow=True
        )
    )
    assert "Upper is changed." in page
    assert "Its clock is that of Europe/Dublin." in page
    refused = words(as_administrator.post(change, {"name": "", "kind": "king", "zone": "Mars/Base"}))
    assert "Three things to put right" in refused


@pytest.mark.parametrize("count", [1, 4])
def test_an_organisations_page_costs_the_same_with_one_below_and_with_many(
    count, signed_in, django_assert_num_queries
):
    trust = OrganisationFactory(kind="trust")
    for number in range(count):
        PostFactory(organisation=OrganisationFactory(parent=trust))
        TermFactory(organisation=trust, starts_on=day(2027, 1, 1 + number), ends_on=day(2027, 1, 2 + number))
    client = signed_in(PostFactory(organisation=trust, role=Post.Role.ADMINISTRATOR).person)
    client.get(reverse("people:organisation", args=[trust.pk]))
    with django_assert_num_queries(11):
        client.get(reverse("people:organisation", args=[trust.pk]))
    client.get(reverse("people:terms", args=[trust.pk]))
    with django_assert_num_queries(10):
        client.get(reverse("people:terms", args=[trust.pk]))
