"""What an author can do, when, and what becomes of a text that comes late or from two places."""

from datetime import timedelta

import pytest

from blogs import operations
from blogs.models import LONGEST, Reader, Reflection, ReflectionVersion
from blogs.operations import (
    AlreadyAnswered,
    DraftMoved,
    NobodyReads,
    NothingWritten,
    NotShared,
    State,
    TextTooLong,
    WindowClosed,
)
from events.models import Event
from pathways.models import Credit
from people.operations import NotAllowed
from secondments.models import Window
from tests.blogs.conftest import BEFORE, CLOSED, LATER, readers_of
from tests.factories import NOW, ExtensionFactory, WindowFactory, at

JUST_BEFORE = CLOSED - timedelta(microseconds=1)


def keep(reflection, body, base, when=NOW, **more):
    return operations.keep_draft(
        reflection=reflection, body=body, base=base, by=reflection.author, at=when, **more
    )


def share(reflection, body, base, when=NOW, *, mentor=True, slt=False, persons=(), **more):
    return operations.share_reflection(
        reflection=reflection,
        body=body,
        base=base,
        mentor=mentor,
        slt=slt,
        persons=persons,
        by=reflection.author,
        at=when,
        **more,
    )


def begin(school, when=NOW, by=None):
    return operations.begin_reflection(
        participant=school.participant, window=school.window, by=by or school.people["author"], at=when
    )


def texts(reflection, kind):
    return list(reflection.versions.filter(kind=kind).values_list("body", flat=True))


def aside(reflection):
    return texts(reflection, ReflectionVersion.Kind.ASIDE)


# Begin ----------------------------------------------------------------------------------------------------


def test_a_reflection_is_begun_once_with_the_mentor_as_its_reader(school):
    first = begin(school)
    assert begin(school) == first
    assert readers_of(first) == {"mentor"}


@pytest.mark.parametrize(
    ("when", "opens"),
    [
        (BEFORE, False),
        (at(2027, 3, 18, 0) - timedelta(microseconds=1), False),
        (at(2027, 3, 18, 0), True),
        (JUST_BEFORE, True),
        (CLOSED, False),
    ],
)
def test_it_can_be_begun_from_the_opening_to_just_before_the_closing(school, when, opens):
    if opens:
        assert begin(school, when).begun_at == when
    else:
        with pytest.raises(WindowClosed):
            begin(school, when)


def test_what_was_begun_can_be_opened_after_the_closing(school):
    reflection = begin(school)
    assert begin(school, LATER) == reflection


def test_it_is_begun_only_in_a_reflection_window(school):
    window = WindowFactory(cohort=school.cohort, kind=Window.Kind.RECORD, slug="record")
    with pytest.raises(WindowClosed):
        operations.begin_reflection(
            participant=school.participant, window=window, by=school.people["author"], at=NOW
        )


@pytest.mark.parametrize("who", ["mentor", "coordinator", "other secondee"])
def test_nobody_begins_for_somebody_else(school, who):
    with pytest.raises(NotAllowed):
        begin(school, by=school.people[who])


# Keep -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "   Leading and trailing spaces   \n\n",
        "🙂 👩🏽‍🏫 Ffion’s café — naïve",
        "مرحبا بالعالم",
        "<b>not bold</b> & <script>alert(1)</script>",
        "a" * LONGEST,
        "\t\n",
        "",
    ],
    ids=["spaces", "emoji", "right to left", "markup", "longest", "white", "empty"],
)
def test_a_draft_is_kept_to_the_letter(school, text):
    reflection = begin(school)
    keep(reflection, "something", 0)
    assert keep(reflection, text, 1).state is State.KEPT
    reflection.refresh_from_db()
    assert reflection.draft == text


def test_one_letter_more_than_can_be_kept_is_refused_and_nothing_is_cut(school):
    reflection = begin(school)
    with pytest.raises(TextTooLong) as refused:
        keep(reflection, "a" * (LONGEST + 1), 0)
    assert refused.value.length == LONGEST + 1
    with pytest.raises(TextTooLong):
        share(reflection, "a" * (LONGEST + 1), 0)


def test_keeping_answers_from_where_to_go_on(school):
    reflection = begin(school)
    kept = keep(reflection, "one two", 0)
    assert (kept.base, kept.words, kept.closed_at) == (1, 2, None)
    assert keep(reflection, "one two three", kept.base).base == 2


def test_keeping_the_same_text_again_changes_nothing(school):
    reflection = begin(school)
    keep(reflection, "same", 0)
    assert keep(reflection, "same", 0).base == 1
    assert not aside(reflection)


@pytest.mark.parametrize(
    ("when", "state"), [(JUST_BEFORE, State.KEPT), (CLOSED, State.LATE), (LATER, State.LATE)]
)
def test_what_is_typed_into_a_window_that_closes_is_kept_as_a_draft_and_says_so(school, when, state):
    reflection = begin(school)
    kept = keep(reflection, "typed", 0, when, typed_at=JUST_BEFORE)
    assert kept.state is state
    assert kept.closed_at == (CLOSED if state is State.LATE else None)
    reflection.refresh_from_db()
    assert (reflection.draft, reflection.draft_typed_at, reflection.shared_at) == ("typed", JUST_BEFORE, None)


def test_a_device_whose_clock_is_ahead_is_not_believed(school):
    reflection = begin(school)
    keep(reflection, "typed", 0, typed_at=LATER)
    reflection.refresh_from_db()
    assert reflection.draft_typed_at == NOW


def test_a_text_begun_from_an_older_draft_overwrites_nothing_and_both_are_kept(school):
    reflection = begin(school)
    keep(reflection, "from the first tab", 0, tab="one")
    conflict = keep(reflection, "from the second tab", 0, tab="two")
    assert (conflict.state, conflict.theirs, conflict.base) == (State.CONFLICT, "from the first tab", 1)
    reflection.refresh_from_db()
    assert reflection.draft == "from the first tab"
    assert aside(reflection) == ["from the first tab", "from the second tab"]
    assert keep(reflection, "from the second tab", conflict.base, tab="two").state is State.KEPT


def test_typing_on_in_a_conflict_does_not_pile_texts_up(school):
    reflection = begin(school)
    keep(reflection, "first", 0, tab="one")
    for body in ("second", "second and", "second and more"):
        keep(reflection, body, 0, tab="two")
    assert aside(reflection) == ["first", "second and more"]


def test_two_browsers_without_scripts_lose_nothing_either(school):
    reflection = begin(school)
    keep(reflection, "first", 0)
    keep(reflection, "second", 0)
    keep(reflection, "third", 0)
    assert aside(reflection) == ["first", "second", "third"]


def test_a_page_whose_answer_was_lost_on_the_way_goes_on_without_a_conflict(school):
    reflection = begin(school)
    keep(reflection, "once", 0, tab="one")
    assert keep(reflection, "once upon", 0, tab="one").state is State.KEPT
    reflection.refresh_from_db()
    assert reflection.draft == "once upon"


def test_a_save_that_was_overtaken_by_a_later_one_of_the_same_page_changes_nothing(school):
    reflection = begin(school)
    keep(reflection, "once upon", 0, tab="one", typed_at=NOW - timedelta(seconds=2))
    keep(reflection, "once", 0, tab="one", typed_at=NOW - timedelta(seconds=9))
    reflection.refresh_from_db()
    assert reflection.draft == "once upon"


def test_a_sitting_is_one_line_in_the_log(school):
    reflection = begin(school)
    for minute, body in enumerate(["a", "ab", "abc"]):
        keep(reflection, body, minute, NOW + timedelta(minutes=minute))
    keep(reflection, "abcd", 3, NOW + timedelta(minutes=40))
    assert Event.objects.filter(kind="blogs.draft_kept").count() == 2


def test_drafts_leave_no_trace_in_anybodys_history(school):
    reflection = begin(school)
    keep(reflection, "a", 0)
    keep(reflection, "b", 0)
    keep(reflection, "c", 1, LATER)
    operations.choose_readers(reflection=reflection, mentor=False, slt=True, by=reflection.author, at=NOW)
    assert Event.objects.filter(kind__startswith="blogs.").count() == 5
    assert not Event.objects.filter(kind__startswith="blogs.").exclude(participant="", cohort="").exists()


def test_no_event_holds_a_word_of_anybodys_text(school, write):
    reflection = write("Marmalade.", slt=True)
    question = operations.ask(
        reflection=reflection, body="Why marmalade?", passage="Marmalade", by=school.people["mentor"], at=NOW
    )
    operations.answer(question=question, body="It was marmalade.", by=reflection.author, at=NOW)
    assert "armalade" not in str(list(Event.objects.values_list("data", flat=True)))


# Share ----------------------------------------------------------------------------------------------------


def test_sharing_makes_a_version_names_the_readers_and_counts(school):
    reflection = begin(school)
    version = share(reflection, "Here it is.", 0, slt=True, persons=[school.people["colleague"]])
    reflection.refresh_from_db()
    assert (version.body, reflection.shared_at, reflection.draft) == ("Here it is.", NOW, "Here it is.")
    assert readers_of(reflection) == {"mentor", "slt", "Lena Ward"}
    credit = Credit.objects.standing().get(source=reflection.key)
    assert (credit.kind, credit.slug, credit.on) == ("reflection", "reflection-9002", NOW.date())


def test_sharing_again_is_a_new_version_and_counts_once(school, write):
    reflection = write("One.")
    share(reflection, "Two.", reflection.draft_revision, NOW + timedelta(hours=1))
    reflection.refresh_from_db()
    assert reflection.shared_at == NOW
    assert reflection.shared_version().body == "Two."
    assert texts(reflection, ReflectionVersion.Kind.SHARED) == ["One.", "Two."]
    assert Credit.objects.filter(source=reflection.key).count() == 1


def test_what_is_changed_after_sharing_stays_a_draft_until_it_is_shared_again(school, write):
    reflection = write("Shared.")
    keep(reflection, "Changed.", reflection.draft_revision)
    assert reflection.shared_version().body == "Shared."


def test_nothing_is_shared_at_or_after_the_closing_and_nothing_is_half_done(school):
    reflection = begin(school)
    share(reflection, "In time.", 0, JUST_BEFORE)
    reflection.refresh_from_db()
    with pytest.raises(WindowClosed) as closed:
        share(reflection, "Too late.", reflection.draft_revision, CLOSED)
    assert closed.value.closed_at == CLOSED
    reflection.refresh_from_db()
    assert (reflection.draft, reflection.shared_version().body) == ("In time.", "In time.")


def test_an_extension_is_a_longer_window_for_one_person(school):
    reflection = begin(school)
    ExtensionFactory(window=school.window, participant=school.participant, closes_at=at(2027, 4, 16, 16))
    share(reflection, "With more time.", 0, at(2027, 4, 16, 15, 59))
    assert Reflection.objects.get(pk=reflection.pk).is_shared


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_an_empty_text_is_not_shared(school, text):
    with pytest.raises(NothingWritten):
        share(begin(school), text, 0)


def test_a_text_without_readers_is_not_shared(school):
    with pytest.raises(NobodyReads):
        share(begin(school), "Hm.", 0, mentor=False)


def test_an_older_text_is_not_shared_over_a_newer_draft(school):
    reflection = begin(school)
    keep(reflection, "newer", 0, tab="one")
    with pytest.raises(DraftMoved):
        share(reflection, "older", 0, tab="two")


def test_an_author_is_not_their_own_chosen_reader(school):
    reflection = begin(school)
    share(reflection, "Hm.", 0, persons=[school.people["author"]])
    assert readers_of(reflection) == {"mentor"}


@pytest.mark.parametrize("who", ["mentor", "slt", "coordinator", "administrator", "other secondee"])
def test_nobody_keeps_shares_takes_back_or_chooses_for_somebody_else(school, write, who):
    reflection, other = write(slt=True), school.people[who]
    for act in (
        lambda: operations.keep_draft(reflection=reflection, body="x", base=1, by=other, at=NOW),
        lambda: operations.share_reflection(
            reflection=reflection, body="x", base=1, mentor=True, slt=False, by=other, at=NOW
        ),
        lambda: operations.take_back(reflection=reflection, by=other, at=NOW),
        lambda: operations.choose_readers(reflection=reflection, mentor=True, slt=True, by=other, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


# Readers, taking back -------------------------------------------------------------------------------------


def test_readers_can_be_changed_after_the_window_has_closed(school, write):
    reflection = write()
    operations.choose_readers(
        reflection=reflection,
        mentor=False,
        slt=True,
        persons=[school.people["headteacher"]],
        by=reflection.author,
        at=LATER,
    )
    assert readers_of(reflection) == {"slt", "Joan Field"}
    assert Reader.objects.get(reflection=reflection, kind="mentor").withdrawn_at == LATER


def test_choosing_the_same_readers_again_leaves_them_as_they_were(school, write):
    reflection = write(slt=True)
    operations.choose_readers(reflection=reflection, mentor=True, slt=True, by=reflection.author, at=LATER)
    assert set(reflection.readers.values_list("chosen_at", "withdrawn_at")) == {(NOW, None)}


def test_a_shared_reflection_has_a_reader_and_a_draft_may_have_none(school, write):
    reflection = write()
    with pytest.raises(NobodyReads):
        operations.choose_readers(
            reflection=reflection, mentor=False, slt=False, by=reflection.author, at=NOW
        )
    operations.take_back(reflection=reflection, by=reflection.author, at=NOW)
    operations.choose_readers(reflection=reflection, mentor=False, slt=False, by=reflection.author, at=NOW)
    assert readers_of(reflection) == set()


def test_what_is_taken_back_no_longer_counts_and_counts_again_when_shared_again(school, write):
    reflection = write()
    operations.take_back(reflection=reflection, by=reflection.author, at=NOW)
    assert not Credit.objects.standing().filter(source=reflection.key).exists()
    reflection.refresh_from_db()
    assert reflection.shared_version() is None
    share(reflection, reflection.draft, reflection.draft_revision, NOW + timedelta(hours=1))
    assert Credit.objects.standing().filter(source=reflection.key).count() == 1


def test_what_nobody_reads_is_not_taken_back(school, write):
    with pytest.raises(NotShared):
        operations.take_back(reflection=write(shared=False), by=school.people["author"], at=NOW)


# Questions ------------------------------------------------------------------------------------------------


@pytest.fixture
def question(school, write):
    return operations.ask(reflection=write(), body="And then?", by=school.people["mentor"], at=NOW)


def test_a_question_is_answered_long_after_the_window_has_closed(question):
    author = question.reflection.author
    operations.answer(question=question, body="Then I stopped.", by=author, at=LATER)
    operations.answer(question=question, body="Then I asked.", by=author, at=LATER + timedelta(days=60))
    assert [answer.body for answer in question.answers.all()] == ["Then I stopped.", "Then I asked."]


@pytest.mark.parametrize("who", ["mentor", "slt", "coordinator", "other secondee"])
def test_only_the_author_answers(school, question, who):
    with pytest.raises(NotAllowed):
        operations.answer(question=question, body="Me!", by=school.people[who], at=NOW)


@pytest.mark.parametrize(
    "who", ["author", "slt", "coordinator", "other mentor", "former mentor", "administrator"]
)
def test_nobody_asks_who_may_not_read_and_the_author_not_at_all(school, write, who):
    with pytest.raises(NotAllowed):
        operations.ask(reflection=write(), body="Hm?", by=school.people[who], at=NOW)


def test_a_question_is_withdrawn_while_nobody_has_answered(school, question):
    operations.withdraw_question(question=question, by=school.people["mentor"], at=NOW)
    question.refresh_from_db()
    assert question.withdrawn_at == NOW
    with pytest.raises(NotAllowed):
        operations.answer(question=question, body="Too late.", by=question.reflection.author, at=NOW)


def test_an_answered_question_stays(school, question):
    operations.answer(question=question, body="Yes.", by=question.reflection.author, at=NOW)
    with pytest.raises(AlreadyAnswered):
        operations.withdraw_question(question=question, by=school.people["mentor"], at=NOW)


def test_nobody_withdraws_somebody_elses_question(school, question):
    with pytest.raises(NotAllowed):
        operations.withdraw_question(question=question, by=school.people["author"], at=NOW)


def test_a_question_and_an_answer_say_something(school, write, question):
    with pytest.raises(NothingWritten):
        operations.ask(reflection=question.reflection, body=" ", by=school.people["mentor"], at=NOW)
    with pytest.raises(NothingWritten):
        operations.answer(question=question, body=" ", by=question.reflection.author, at=NOW)


def test_what_is_set_aside_waits_no_longer_until_a_new_version_is_shared(school, write):
    reflection, mentor = write("One."), school.people["mentor"]
    waiting = Reflection.objects.visible_to(mentor, NOW).of_others(mentor).waiting_for(mentor)
    assert list(waiting) == [reflection]
    operations.set_aside(reflection=reflection, by=mentor, at=NOW)
    assert not list(waiting.all())
    share(reflection, "Two.", reflection.draft_revision, NOW + timedelta(hours=1))
    assert list(waiting.all()) == [reflection]


def test_that_somebody_read_and_asked_nothing_is_in_nobodys_history(school, write):
    operations.set_aside(reflection=write(), by=school.people["mentor"], at=NOW)
    event = Event.objects.get(kind="blogs.reflection_set_aside")
    assert (event.participant, event.cohort, event.organisation) == ("", "", "")
