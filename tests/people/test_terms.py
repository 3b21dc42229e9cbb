"""Terms are checked as a year, kept as they are entered and inherited from above."""

import datetime as dt

import pytest
from django.db import IntegrityError

from events.models import Event
from people import operations
from people.models import Post, Term
from people.operations import NotAllowed, TermsDoNotFit
from people.terms import TermDates, faults_in, school_year_name, school_year_of, terms_of
from tests.factories import NOW, OrganisationFactory, PostFactory, TermFactory, UserFactory

day = dt.date
AUTUMN = TermDates("Autumn term", day(2026, 9, 3), day(2026, 12, 19), day(2026, 10, 26), day(2026, 10, 31))
SPRING = TermDates("Spring term", day(2027, 1, 4), day(2027, 3, 26), day(2027, 2, 15), day(2027, 2, 20))
SUMMER = TermDates("Summer term", day(2027, 4, 12), day(2027, 7, 22))
YEAR = [AUTUMN, SPRING, SUMMER]


def said(terms):
    return [(fault.line, fault.field, fault.said) for fault in faults_in(terms, 2026)]


def test_a_usual_year_fits():
    assert said(YEAR) == []
    assert said([SUMMER, AUTUMN, SPRING]) == []


@pytest.mark.parametrize(
    ("term", "field", "words"),
    [
        (TermDates("T", day(2027, 1, 4), day(2027, 1, 4)), "last_day", "T ends before it begins."),
        (
            TermDates("T", day(2027, 1, 4), day(2027, 3, 26), day(2027, 3, 20), day(2027, 3, 27)),
            "half_term_first_day",
            "Half-term of T lies outside the term.",
        ),
        (
            TermDates("T", day(2027, 1, 4), day(2027, 3, 26), day(2027, 2, 20), day(2027, 2, 15)),
            "half_term_last_day",
            "Half-term of T ends before it begins.",
        ),
        (
            TermDates("T", day(2027, 1, 4), day(2027, 3, 26), day(2027, 2, 20), None),
            "half_term_last_day",
            "Half-term of T needs both its days, or neither.",
        ),
        (
            TermDates("T", day(2027, 1, 4), day(2027, 9, 3)),
            "last_day",
            "2 September 2027 is not in the school year 2026–27.",
        ),
    ],
)
def test_a_term_that_contradicts_itself_says_how(term, field, words):
    assert said([term]) == [(0, field, words)]


def test_terms_that_overlap_or_are_called_the_same_are_named():
    assert said([SPRING, TermDates("Term 4", day(2027, 3, 25), day(2027, 4, 20))]) == [
        (1, "first_day", "Term 4 begins before Spring term ends, on 25 March.")
    ]
    again = TermDates("spring TERM", day(2027, 4, 12), day(2027, 5, 20))
    assert said([SPRING, again]) == [(1, "name", "Two terms are called spring TERM.")]


def test_a_school_year_begins_in_august():
    assert [school_year_of(day(2026, 7, 31)), school_year_of(day(2026, 8, 1))] == [2025, 2026]
    assert (school_year_name(2026), school_year_name(2099)) == ("2026–27", "2099–00")


@pytest.fixture
def trust(db):
    return OrganisationFactory(kind="trust", name="Trust")


@pytest.fixture
def school(trust):
    return OrganisationFactory(parent=OrganisationFactory(kind="hub", parent=trust), name="School")


@pytest.fixture
def coordinator(trust):
    return PostFactory(organisation=trust, role=Post.Role.COORDINATOR).person


def test_a_school_has_its_own_terms_of_a_year_and_the_nearest_above_for_the_others(
    trust, school, coordinator, django_assert_num_queries
):
    operations.set_terms(organisation=trust, school_year=2026, terms=YEAR, by=coordinator, at=NOW)
    TermFactory(organisation=trust, name="Later", starts_on=day(2027, 9, 2), ends_on=day(2027, 10, 20))
    TermFactory(organisation=OrganisationFactory(), name="Elsewhere")
    with django_assert_num_queries(1):
        assert [term.name for term in terms_of(school)] == [
            "Autumn term",
            "Spring term",
            "Summer term",
            "Later",
        ]
    operations.set_terms(organisation=school, school_year=2026, terms=[SPRING], by=coordinator, at=NOW)
    assert [(t.name, t.organisation.name) for t in terms_of(school)] == [
        ("Spring term", "School"),
        ("Later", "Trust"),
    ]
    operations.set_terms(organisation=school, school_year=2026, terms=[], by=coordinator, at=NOW)
    assert [term.organisation.name for term in terms_of(school)] == ["Trust"] * 4


def test_terms_are_not_inherited_upwards(trust, school, coordinator):
    operations.set_terms(organisation=school, school_year=2026, terms=YEAR, by=coordinator, at=NOW)
    assert terms_of(trust) == []


def test_setting_the_same_terms_twice_changes_nothing(trust, coordinator):
    first = operations.set_terms(organisation=trust, school_year=2026, terms=YEAR, by=coordinator, at=NOW)
    again = operations.set_terms(organisation=trust, school_year=2026, terms=YEAR, by=coordinator, at=NOW)
    assert [term.pk for term in first] == [term.pk for term in again]
    assert Event.objects.filter(kind="people.terms_set").count() == 1


def test_a_term_that_moves_replaces_the_old_one_which_is_kept_as_withdrawn(trust, coordinator):
    before = operations.set_terms(organisation=trust, school_year=2026, terms=YEAR, by=coordinator, at=NOW)
    moved = TermDates("Spring term", day(2027, 1, 5), day(2027, 3, 26))
    after = operations.set_terms(
        organisation=trust, school_year=2026, terms=[AUTUMN, moved, SUMMER], by=coordinator, at=NOW
    )
    assert [term.pk for term in after if term in before] == [before[0].pk, before[2].pk]
    assert Term.objects.get(pk=before[1].pk).withdrawn_at == NOW


def test_terms_that_do_not_fit_are_refused_and_nothing_is_kept(trust, coordinator):
    with pytest.raises(TermsDoNotFit, match="ends before it begins"):
        operations.set_terms(
            organisation=trust,
            school_year=2026,
            terms=[AUTUMN, TermDates("T", day(2027, 1, 4), day(2027, 1, 4))],
            by=coordinator,
            at=NOW,
        )
    assert not Term.objects.exists()


def test_only_whoever_looks_after_an_organisation_sets_its_terms(trust, school, coordinator):
    head = PostFactory(organisation=school, role=Post.Role.COORDINATOR).person
    for by, organisation in [(UserFactory(), school), (head, trust)]:
        with pytest.raises(NotAllowed):
            operations.set_terms(organisation=organisation, school_year=2026, terms=YEAR, by=by, at=NOW)
    operations.set_terms(organisation=school, school_year=2026, terms=YEAR, by=head, at=NOW)


def test_the_database_itself_refuses_terms_that_overlap(trust):
    TermFactory(organisation=trust, starts_on=day(2027, 1, 4), ends_on=day(2027, 2, 1))
    TermFactory(organisation=trust, starts_on=day(2027, 2, 1), ends_on=day(2027, 3, 1))
    TermFactory(organisation=trust, starts_on=day(2027, 1, 4), ends_on=day(2027, 3, 1), withdrawn_at=NOW)
    with pytest.raises(IntegrityError, match="terms_do_not_overlap"):
        TermFactory(organisation=trust, starts_on=day(2027, 2, 28), ends_on=day(2027, 4, 1))
