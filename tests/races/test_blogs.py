"""Two tabs, two fingers, a closing window: whatever comes at once, nothing is lost and nothing is double."""

import itertools
import threading
from datetime import timedelta

import pytest

from blogs import operations
from blogs.models import Answer, CoachingQuestion, Reader, Reflection, ReflectionVersion
from blogs.operations import AlreadyAnswered, DraftMoved, State, WindowClosed
from events.models import Notice
from pathways.models import Credit
from people.models import Post
from people.operations import NotAllowed
from tests.factories import (
    NOW,
    MentorshipFactory,
    ParticipantFactory,
    PostFactory,
    TermFactory,
    UserFactory,
    WindowFactory,
)

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def participant(transactional_db):
    participant = ParticipantFactory()
    mentor = UserFactory()
    PostFactory(person=mentor, organisation=participant.cohort.organisation, role=Post.Role.MENTOR)
    MentorshipFactory(participant=participant, mentor=mentor)
    TermFactory(organisation=participant.cohort.organisation)
    return participant


@pytest.fixture
def window(participant):
    return WindowFactory(cohort=participant.cohort)


@pytest.fixture
def reflection(participant, window):
    return operations.begin_reflection(participant=participant, window=window, by=participant.person, at=NOW)


def each(things):
    """A function that gives each thread one of these."""
    waiting, lock = iter(things), threading.Lock()

    def next_one():
        with lock:
            return next(waiting)

    return next_one


def share(reflection, body, base, at=NOW):
    return operations.share_reflection(
        reflection=reflection, body=body, base=base, mentor=True, slt=True, by=reflection.author, at=at
    )


def test_a_reflection_is_begun_once_however_often_the_button_is_pressed(at_once, participant, window):
    begun = at_once(
        lambda: operations.begin_reflection(
            participant=participant, window=window, by=participant.person, at=NOW
        )
    )
    assert len({reflection.pk for reflection in begun}) == 1
    assert Reader.objects.count() == 1


def test_of_eight_tabs_that_save_at_once_one_is_the_draft_and_all_texts_are_kept(at_once, reflection):
    number = each(range(8))

    def save():
        n = number()
        return operations.keep_draft(
            reflection=reflection, body=f"text {n}", base=0, tab=f"tab {n}", by=reflection.author, at=NOW
        )

    kept = at_once(save)
    assert sorted(outcome.state for outcome in kept) == [State.CONFLICT] * 7 + [State.KEPT]
    reflection.refresh_from_db()
    asides = set(ReflectionVersion.objects.values_list("body", flat=True))
    assert asides | {reflection.draft} == {f"text {n}" for n in range(8)}
    assert reflection.draft_revision == 1
    numbers = list(reflection.versions.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_pressing_share_eight_times_shares_once_and_counts_once(at_once, reflection):
    at_once(lambda: share(reflection, "Here.", 0))
    assert ReflectionVersion.objects.count() == 1
    assert Credit.objects.standing().filter(source=reflection.key).count() == 1
    assert sorted(Reader.objects.filter(withdrawn_at=None).values_list("kind", flat=True)) == [
        "mentor",
        "slt",
    ]


def test_of_different_texts_shared_at_once_one_is_shared_and_the_others_are_refused(at_once, reflection):
    number = each(range(4))

    def try_to():
        try:
            return share(reflection, f"text {number()}", 0).body
        except DraftMoved:
            return None

    shared = [body for body in at_once(try_to, workers=4) if body]
    assert len(shared) == 1
    assert Reflection.objects.get().shared_version().body == shared[0]


def test_sharing_while_it_closes_is_in_time_or_a_private_draft_and_never_half(at_once, reflection, window):
    closing = window.closes_at
    moment = each(itertools.cycle([closing - timedelta(microseconds=1), closing]))

    def try_to():
        at = moment()
        try:
            share(reflection, "The same text.", 0, at)
        except WindowClosed:
            kept = operations.keep_draft(
                reflection=reflection, body="The same text.", base=0, by=reflection.author, at=at
            )
            return kept.state
        return "shared"

    outcomes = at_once(try_to)
    assert sorted(outcomes) == ["late"] * 4 + ["shared"] * 4
    reflection.refresh_from_db()
    assert reflection.shared_at < closing
    assert reflection.shared_version().body == reflection.draft == "The same text."
    assert Credit.objects.standing().count() == 1


def test_sharing_and_taking_back_at_once_leave_the_credit_where_the_reflection_is(at_once, reflection):
    share(reflection, "Here.", 0)
    turn = each(itertools.cycle(["share", "back"]))

    def act():
        if turn() == "share":
            share(reflection, "Here.", 1)
        else:
            try:
                operations.take_back(reflection=reflection, by=reflection.author, at=NOW)
            except operations.NotShared:
                return

    at_once(act)
    reflection.refresh_from_db()
    assert Credit.objects.standing().filter(source=reflection.key).exists() == reflection.is_shared


def test_readers_chosen_eight_times_at_once_are_chosen_once(at_once, reflection):
    at_once(
        lambda: operations.choose_readers(
            reflection=reflection, mentor=True, slt=True, by=reflection.author, at=NOW
        )
    )
    assert Reader.objects.filter(withdrawn_at=None).count() == 2


def test_an_answer_and_a_withdrawal_do_not_pass_each_other(at_once, reflection, participant):
    share(reflection, "Here.", 0)
    mentor = participant.mentorships.get().mentor
    question = operations.ask(reflection=reflection, body="Why?", by=mentor, at=NOW)
    turn = each(["answer", "withdraw"])

    def act():
        try:
            if turn() == "answer":
                operations.answer(question=question, body="So.", by=reflection.author, at=NOW)
            else:
                operations.withdraw_question(question=question, by=mentor, at=NOW)
        except (AlreadyAnswered, NotAllowed):
            return False
        return True

    assert sorted(at_once(act, workers=2)) == [False, True]
    withdrawn = CoachingQuestion.objects.get().withdrawn_at is not None
    assert withdrawn != Answer.objects.exists()


def test_eight_workers_tell_of_a_question_once(at_once, reflection, participant):
    share(reflection, "Here.", 0)
    mentor = participant.mentorships.get().mentor
    operations.ask(reflection=reflection, body="Why?", by=mentor, at=NOW)
    at_once(lambda: operations.tell_about_questions(at=NOW + timedelta(minutes=1)))
    assert Notice.objects.filter(to=reflection.author).count() == 1
