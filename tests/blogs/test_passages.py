"""How a text is laid out with the questions beside it."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogs.passages import find, lay_out, paragraphs_of


def asked(passage):
    return SimpleNamespace(passage=passage)


def shape(page):
    """Beats as (paragraphs with marks in square brackets and numbers behind, numbers beside)."""
    return [
        (
            [
                "".join(
                    (f"[{piece.text}]" if piece.is_marked else piece.text) + "".join(map(str, piece.numbers))
                    for piece in paragraph
                )
                for paragraph in beat.paragraphs
            ],
            [numbered.number for numbered in beat.questions],
        )
        for beat in page.beats
    ]


def test_a_text_without_questions_is_one_beat():
    assert shape(lay_out("One.\n\nTwo.", [])) == [(["One.", "Two."], [])]


def test_an_empty_text_has_no_beats():
    assert shape(lay_out("", [])) == []


def test_a_question_stands_beside_its_passage():
    page = lay_out("One.\n\nTwo and three.\n\nFour.", [asked("and three")])
    assert shape(page) == [(["One."], []), (["Two [and three]1.", "Four."], [1])]


def test_a_passage_is_found_whatever_its_white_space_has_become():
    assert find("ended here. And\nthere", "It ended here.\n\nAnd there.") == (3, 25)


def test_a_passage_over_two_paragraphs_is_marked_in_both_and_numbered_in_the_first():
    page = lay_out("It ended here.\n\nAnd there.", [asked("here. And")])
    assert shape(page) == [(["It ended [here.]1", "[And] there."], [1])]


def test_overlapping_passages_are_both_marked():
    page = lay_out("one two three four", [asked("two three"), asked("three four")])
    assert shape(page) == [(["one [two ][three]1[ four]2"], [1, 2])]


@pytest.mark.parametrize("passage", ["", "   ", "not in it"])
def test_a_question_without_a_passage_in_the_text_is_about_the_whole(passage):
    page = lay_out("One.", [asked(passage)])
    assert [(numbered.number, numbered.is_found) for numbered in page.about_the_whole] == [(1, False)]
    assert shape(page) == [(["One."], [])]


def test_signs_that_mean_something_to_a_search_are_only_signs():
    assert find("(what?) [1] $5.*", "Then (what?) [1] $5.* came") == (5, 21)


def test_an_indented_paragraph_keeps_its_indent():
    text = "One.\n\n   Two.\n \nThree."
    assert [text[start:end] for start, end in paragraphs_of(text)] == ["One.", "   Two.", "Three."]


@given(
    st.text("ab \n", max_size=60),
    st.lists(st.text("ab \n", max_size=8), max_size=4),
)
def test_laying_out_never_loses_a_letter(text, passages):
    page = lay_out(text, [asked(passage) for passage in passages])
    shown = "".join(piece.text for beat in page.beats for paragraph in beat.paragraphs for piece in paragraph)
    assert "".join(shown.split()) == "".join(text.split())
    numbers = [n for beat in page.beats for par in beat.paragraphs for piece in par for n in piece.numbers]
    beside = [numbered.number for beat in page.beats for numbered in beat.questions]
    assert sorted(numbers) == sorted(beside)
    assert sorted(beside + [n.number for n in page.about_the_whole]) == list(range(1, len(passages) + 1))
