"""Who may do what with a reflection: one row per kind of person, one column per ability."""

import pytest

from blogs import operations, permissions
from blogs.models import CoachingQuestion, Reflection
from people.models import Post
from secondments.models import Mentorship
from tests.factories import NOW, CoachingQuestionFactory, PostFactory, at

EVERYBODY = [
    "author",
    "mentor",
    "former mentor",
    "other mentor",
    "other secondee",
    "slt",
    "slt of the trust",
    "slt elsewhere",
    "slt until last year",
    "coordinator",
    "administrator",
    "headteacher",
    "colleague",
    "coordinator elsewhere",
]


def sees(person, reflection, when=NOW):
    return Reflection.objects.visible_to(person, when).filter(pk=reflection.pk).exists()


# For each way of sharing, who sees it and who of them may ask; nobody else sees anything.
@pytest.mark.parametrize(
    ("mentor", "slt", "person", "see", "ask"),
    [
        (True, False, "", {"author", "mentor"}, {"mentor"}),
        (False, True, "", {"author", "slt", "slt of the trust"}, {"slt", "slt of the trust"}),
        (
            True,
            True,
            "",
            {"author", "mentor", "slt", "slt of the trust"},
            {"mentor", "slt", "slt of the trust"},
        ),
        (False, False, "coordinator", {"author", "coordinator"}, {"coordinator"}),
        (False, False, "administrator", {"author", "administrator"}, {"administrator"}),
        (False, False, "headteacher", {"author", "headteacher"}, {"headteacher"}),
        (False, False, "former mentor", {"author", "former mentor"}, {"former mentor"}),
        (False, False, "other secondee", {"author", "other secondee"}, set()),
        (False, False, "colleague", {"author", "colleague"}, set()),
        (True, False, "slt", {"author", "mentor", "slt"}, {"mentor", "slt"}),
    ],
)
def test_who_sees_a_reflection_and_who_may_ask_about_it(school, write, mentor, slt, person, see, ask):
    reflection = write(mentor=mentor, slt=slt, persons=[school.people[person]] if person else [])
    assert list(school.people) == EVERYBODY
    assert {who for who, person in school.people.items() if sees(person, reflection)} == see
    assert {who for who, p in school.people.items() if permissions.can_ask(p, reflection, NOW)} == ask
    asides = {who for who, p in school.people.items() if permissions.can_set_aside(p, reflection, NOW)}
    assert asides == see - {"author"}


def test_a_draft_is_seen_by_its_author_alone(school, write):
    reflection = write(shared=False)
    people = school.people.items()
    assert {who for who, person in people if sees(person, reflection)} == {"author"}
    assert not {who for who, person in people if permissions.can_ask(person, reflection, NOW)}


@pytest.mark.parametrize(
    "ability", ["can_write", "can_share", "can_take_back", "can_choose_readers"], ids=str
)
def test_only_the_author_writes_shares_takes_back_and_chooses_readers(school, write, ability):
    reflection = write(slt=True)
    may = getattr(permissions, ability)
    assert {who for who, person in school.people.items() if may(person, reflection, NOW)} == {"author"}


def test_a_question_is_answered_by_the_author_and_withdrawn_by_whoever_asked(school, write):
    question = CoachingQuestionFactory(reflection=write(slt=True), asked_by=school.people["slt"])
    people = school.people.items()
    assert {who for who, p in people if permissions.can_answer(p, question, NOW)} == {"author"}
    assert {who for who, p in people if permissions.can_withdraw_question(p, question, NOW)} == {"slt"}
    visible = {who for who, p in people if CoachingQuestion.objects.visible_to(p, NOW).exists()}
    assert visible == {"author", "mentor", "slt", "slt of the trust"}


def test_what_is_taken_back_is_seen_by_its_author_alone(school, write):
    reflection = write(slt=True, persons=[school.people["colleague"]])
    operations.take_back(reflection=reflection, by=school.people["author"], at=NOW)
    assert [who for who, person in school.people.items() if sees(person, reflection)] == ["author"]


def test_a_coordinator_who_mentors_somebody_else_sees_nothing_of_this_one(school, write):
    Mentorship.objects.filter(participant=school.other_participant).update(
        mentor=school.people["coordinator"]
    )
    assert not sees(school.people["coordinator"], write(slt=True))


def test_a_mentor_who_is_also_slt_reads_with_the_hat_that_was_given_only(school, write):
    PostFactory(person=school.people["mentor"], organisation=school.here, role=Post.Role.SLT)
    reflection = write(mentor=False, slt=False, persons=[school.people["colleague"]])
    assert not sees(school.people["mentor"], reflection)


def test_a_mentor_who_is_also_slt_reads_what_is_shared_with_slt_and_may_ask(school, write):
    PostFactory(person=school.people["mentor"], organisation=school.here, role=Post.Role.SLT)
    reflection = write(mentor=False, slt=True)
    assert sees(school.people["mentor"], reflection)
    assert permissions.can_ask(school.people["mentor"], reflection, NOW)


def test_a_secondee_who_is_also_slt_asks_themselves_nothing(school, write):
    PostFactory(person=school.people["author"], organisation=school.here, role=Post.Role.SLT)
    assert not permissions.can_ask(school.people["author"], write(slt=True), NOW)


def test_mentor_coordinator_and_slt_in_one_person_see_no_draft(school, write):
    for role in (Post.Role.SLT, Post.Role.COORDINATOR):
        PostFactory(person=school.people["mentor"], organisation=school.here, role=role)
    assert not sees(school.people["mentor"], write(shared=False))


def test_a_mentor_reads_until_the_day_on_which_the_mentorship_ends(school, write):
    reflection = write()
    Mentorship.objects.filter(mentor=school.people["mentor"]).update(ends_on=at(2027, 4, 1).date())
    assert sees(school.people["mentor"], reflection, at(2027, 3, 31, 23, 59))
    assert not sees(school.people["mentor"], reflection, at(2027, 4, 1, 0, 0))


def test_a_named_reader_who_is_withdrawn_sees_it_no_longer(school, write):
    reflection = write(persons=[school.people["colleague"]])
    operations.choose_readers(
        reflection=reflection, mentor=True, slt=False, by=school.people["author"], at=NOW
    )
    assert not sees(school.people["colleague"], reflection)
