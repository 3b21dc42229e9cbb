"""Everything that can happen to reflections, questions about them, and the question put to mentors."""

from blogs.operations.mentor_answers import give_mentor_answer, keep_mentor_answer
from blogs.operations.notices import tell_about_questions
from blogs.operations.questions import (
    AlreadyAnswered,
    answer,
    ask,
    set_aside,
    withdraw_question,
)
from blogs.operations.reflections import (
    NobodyReads,
    NotShared,
    begin_reflection,
    choose_readers,
    keep_draft,
    share_reflection,
    take_back,
)
from blogs.operations.texts import DraftMoved, Kept, NothingWritten, State, TextTooLong, WindowClosed

__all__ = [
    "AlreadyAnswered",
    "DraftMoved",
    "Kept",
    "NobodyReads",
    "NotShared",
    "NothingWritten",
    "State",
    "TextTooLong",
    "WindowClosed",
    "answer",
    "ask",
    "begin_reflection",
    "choose_readers",
    "give_mentor_answer",
    "keep_draft",
    "keep_mentor_answer",
    "set_aside",
    "share_reflection",
    "take_back",
    "tell_about_questions",
    "withdraw_question",
]
