"""What a programme's file may say about reflections and about the question to mentors."""

import pytest
from pydantic import TypeAdapter, ValidationError

from blogs.blueprint import (
    SECTIONS,
    Asked,
    MentorQuestionPart,
    asked_in,
    asked_of_mentors,
    check_reflections,
    slug_in_file,
)
from tests.factories import ProgrammeVersionFactory, WindowFactory

REFLECTIONS = TypeAdapter(SECTIONS[0].model)


@pytest.mark.parametrize(
    ("slug", "known_as"),
    [("reflection-2", "reflection"), ("reflection", "reflection"), ("term-4-blog", "term-4-blog")],
)
def test_a_window_is_known_in_the_file_by_what_made_it(slug, known_as):
    assert slug_in_file(slug) == known_as


@pytest.mark.django_db
def test_a_window_asks_what_the_file_says():
    version = ProgrammeVersionFactory(
        document={
            "reflections": {
                "reflection": {"prompt": "What now?", "hint_words": [300, 500]},
                "reflection-3": {"prompt": "And at the end?"},
            },
            "mentor_question": {"prompt": "And you?"},
        }
    )
    second, third, other = (
        WindowFactory.build(cohort=None, slug=slug, title="Reflection")
        for slug in ("reflection-2", "reflection-3", "journal")
    )
    assert asked_in(version, second) == Asked("What now?", 300, 500)
    assert asked_in(version, third) == Asked("And at the end?")
    assert asked_in(version, other) == Asked("Reflection")
    assert asked_of_mentors(version, other) == Asked("And you?")
    assert asked_of_mentors(ProgrammeVersionFactory(), other) == Asked("Reflection")


@pytest.mark.parametrize(
    "part",
    [{}, {"prompt": ""}, {"prompt": "Hm?", "hint_words": [300]}, {"prompt": "Hm?", "colour": "red"}],
)
def test_what_is_not_a_prompt_is_refused(part):
    with pytest.raises(ValidationError):
        REFLECTIONS.validate_python({"reflection": part})


def test_a_question_to_mentors_is_one_prompt():
    with pytest.raises(ValidationError):
        MentorQuestionPart.model_validate({"prompt": "Hm?", "opens": "soon"})


def test_a_prompt_belongs_to_a_reflection_window_of_the_file():
    class Window:
        def __init__(self, slug, kind):
            self.slug, self.kind = slug, kind

    parts = {
        "windows": [Window("reflection", "reflection"), Window("record", "record")],
        "reflections": {"reflection": None, "record": None, "blog": None},
    }
    assert [path for path, _ in check_reflections(parts)] == ["reflections.record", "reflections.blog"]
