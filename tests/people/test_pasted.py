"""A pasted list of people is read in whatever shape it comes, and nothing of it is lost."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from people.pasted import (
    NO_ADDRESS,
    NO_NAME,
    NO_WHOLE_ADDRESS,
    NOT_A_NAME,
    TWO_ADDRESSES,
    WHICH_NAME,
    read,
)


def pairs(text):
    return [(person.name, person.email) for person in read(text).people]


ANNA = ("Anna Ash", "a.ash@x.example")


@pytest.mark.parametrize(
    "line",
    [
        "Anna Ash, a.ash@x.example",
        "Anna Ash a.ash@x.example",
        "Anna Ash,a.ash@x.example,",
        "Anna Ash; a.ash@x.example",
        "Anna Ash\ta.ash@x.example",
        "Anna\tAsh\ta.ash@x.example",
        "Anna Ash <a.ash@x.example>",
        "Anna Ash <A.Ash@X.example>;",
        "Anna Ash <mailto:a.ash@x.example>",
        "Anna Ash <a.ash@x.example",
        "Anna Ash (Head of Year) <a.ash@x.example>",
        "Anna Ash - a.ash@x.example",
        "Anna Ash: a.ash@x.example",
        "Anna Ash | a.ash@x.example",
        "a.ash@x.example; Anna Ash",
        "a.ash@x.example, Anna Ash",
        "a.ash@x.example\tAnna Ash",
        "<a.ash@x.example> Anna Ash",
        "Ash, Anna  a.ash@x.example",
        "Ash, Anna, a.ash@x.example",
        "Ash, Anna <a.ash@x.example>",
        '"Ash, Anna" <a.ash@x.example>',
        "“Anna Ash” <a.ash@x.example>",
        "'Anna Ash' <a.ash@x.example>",
        '"Anna Ash","a.ash@x.example"',
        "Anna\u00a0Ash\u00a0\u2009<a.ash@x.example>\u200b",
        "\ufeffAnna  Ash   a.ash@x.example.",
        "1. Anna Ash, a.ash@x.example",
        "• Anna Ash, a.ash@x.example",
        "Anna Ash a.ash@x.example a.ash@x.example",
        "Anna Ash, a.ash@x.example, Head of Year 8",
        "Mrs Anna Ash, a.ash@x.example",
        "Mrs. Anna Ash, a.ash@x.example",
        "Ash, Mrs Anna, a.ash@x.example",
    ],
)
def test_one_person_is_read_from_a_line_in_any_shape(line):
    assert pairs(line) == [ANNA]
    assert read(line).refused == []


@pytest.mark.parametrize(
    "text",
    [
        "Anna Ash <a.ash@x.example>; Ben Birch <b@x.example>",
        "Anna Ash <a.ash@x.example>, Ben Birch <b@x.example>;",
        '"Ash, Anna" <a.ash@x.example>; "Birch, Ben" <b@x.example>',
        "Ash, Anna <a.ash@x.example>; Birch, Ben <b@x.example>",
        "Anna Ash, a.ash@x.example, Ben Birch, b@x.example",
        "a.ash@x.example, Anna Ash, b@x.example, Ben Birch",
        "Anna Ash, a.ash@x.example; Ben Birch, b@x.example",
        "Name,E-mail\r\nAnna Ash,a.ash@x.example\r\nBen Birch,b@x.example\r\n",
        "Name\tE-mail\n\nAnna Ash\ta.ash@x.example\n\n\nBen Birch\tb@x.example",
        "E-mail;Name\na.ash@x.example;Anna Ash\nb@x.example;Ben Birch",
        "Surname\tForename\tEmail address\nAsh\tAnna\ta.ash@x.example\nBirch\tBen\tb@x.example",
        "Forename,Surname,Post,Work Email\nAnna,Ash,Teacher,a.ash@x.example\nBen,Birch,,b@x.example",
        "Anna Ash, a.ash@x.example\x0bBen Birch, b@x.example",
        "Anna Ash, a.ash@x.example\n  \t \n,,,\nBen Birch, b@x.example",
    ],
)
def test_several_people_are_read_from_a_list_in_any_shape(text):
    assert pairs(text) == [ANNA, ("Ben Birch", "b@x.example")]
    assert read(text).refused == []


def test_titles_columns_and_odd_lines_of_a_staff_register_are_understood():
    register = (
        '"Staff Code","Title","Preferred Forename","Legal Surname","Work Email","Post",\n'
        '"ZBE","Ms","Zoë","Beaumont","z.beaumont@x.example","Head of Year 8",\n'
        '"SOB","Mr","Seán","O’Brien","S.OBrien@x.example","Teacher of RE",\n'
        '"SOB","Mr","Seán","O\'Brien","s.obrien@x.example ","Head of Sixth Form",\n'
        '"JSM","","Jo","Smith","","Teaching Assistant",\n'
        ",,,,,,,\n"
    )
    found = read(register)
    assert [(p.name, p.formal_name, p.sort_name, p.email) for p in found.people] == [
        ("Zoë Beaumont", "Ms Beaumont", "Beaumont, Zoë", "z.beaumont@x.example"),
        ("Seán O’Brien", "Mr O’Brien", "O’Brien, Seán", "s.obrien@x.example"),
    ]
    assert found.twice == 1
    assert [refused.reason for refused in found.refused] == [NO_ADDRESS]
    assert "Smith" in found.remaining


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Anna Ash", NO_ADDRESS),
        ("a.ash@x.example", NO_NAME),
        ("<a.ash@x.example>", NO_NAME),
        ("Mrs, a.ash@x.example", NO_NAME),
        ("Anna Ash, a.ash@x", "a.ash@x is not a whole e-mail address."),
        ("Anna Ash, a.ash@", NO_WHOLE_ADDRESS),
        ("Anna Ash, a.ash@x.example, anna@home.example", TWO_ADDRESSES),
        ("Anna Ash, Learning Director, a.ash@x.example", WHICH_NAME),
        ("ZBE, Ms, Zoë, Beaumont, z@x.example", WHICH_NAME),
        ("=HYPERLINK(1) a.ash@x.example", NOT_A_NAME),
        ("12345 a.ash@x.example", NOT_A_NAME),
    ],
)
def test_a_line_that_cannot_be_read_comes_back_with_the_reason(line, reason):
    found = read(line)
    assert found.people == []
    assert [(refused.text, refused.reason) for refused in found.refused] == [(line, reason)]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("Anna Ash, a.ash @ x.example", "a.ash@x.example"),
        ("Anna Ash, a.ash@@x.example", "a.ash@x.example"),
        ("Anna Ash, a.ash@x..example", "a.ash@x.example"),
        ("Anna Ash, a.ash@x,example", "a.ash@x.example"),
        ("Anna Ash a.ash(at)x.example", "a.ash@x.example"),
        ("Anna Ash a.ash at x.example", "a.ash@x.example"),
        ("Ben Birch, b@y.example\nAnna Ash, a.ash@y", "a.ash@y.example"),
        ("Ben Birch, b@y.example\nAnna Ash, a.ash@", "a.ash@y.example"),
    ],
)
def test_a_broken_address_comes_back_with_what_was_perhaps_meant(line, meant):
    assert read(line).refused[0].reason.endswith(f"Did you mean {meant}?")


def test_the_same_address_in_other_letters_is_the_same_person():
    found = read("Anna Ash, A.Ash@X.example\nANNA ASH, a.ash@x.example")
    assert [person.email for person in found.people] == ["a.ash@x.example"]
    assert (found.twice, found.refused) == (1, [])


def test_one_address_beside_two_names_comes_back():
    found = read("Anna Ash, office@x.example\nBen Birch, office@x.example")
    assert [person.name for person in found.people] == ["Anna Ash"]
    assert found.refused[0].reason == "The same address stands beside Anna Ash."


def test_good_lines_are_read_although_others_come_back():
    found = read("Anna Ash, a.ash@x.example\nBen Birch\nCleo Cole <c@x.example>\nd@x.example")
    assert [person.name for person in found.people] == ["Anna Ash", "Cleo Cole"]
    assert found.remaining == "Ben Birch\nd@x.example"


def test_a_surname_with_a_particle_and_a_double_one_are_kept_whole():
    assert pairs("van der Berg, Ludo, l@x.example") == [("Ludo van der Berg", "l@x.example")]
    assert read("Caoimhe Ní Dhomhnaill, c@x.example").people[0].sort_name == "Ní Dhomhnaill, Caoimhe"
    assert pairs("Prys-Roberts, Gwenllian <g@x.example>") == [("Gwenllian Prys-Roberts", "g@x.example")]


words = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzéöñ"), min_size=2, max_size=9).map(str.capitalize)
names = st.tuples(words, words).map(" ".join)
emails = st.tuples(
    st.text(st.sampled_from("abcdefghij.-_'0123"), min_size=1, max_size=8).filter(
        lambda t: t.strip(".'") == t and ".." not in t
    ),
    st.sampled_from(["x.example", "school.example.sch.uk", "Trust.Example"]),
).map("@".join)
shapes = st.sampled_from(
    [
        "{name}, {email}",
        "{name} <{email}>",
        "{email}; {name}",
        "{name}\t{email}",
        '"{name}" <{email}>;',
        "{name} {email}",
    ]
)


@given(st.lists(st.tuples(names, emails), min_size=1, max_size=6, unique_by=lambda p: p[1].lower()), shapes)
def test_whoever_is_written_with_a_name_and_an_address_is_read(people, shape):
    text = "\n".join(shape.format(name=f"Q{name}", email=email) for name, email in people)
    assert pairs(text) == [(f"Q{name}", email.lower()) for name, email in people]


@given(st.text(max_size=300))
@example("Name, e-mail\n@")
@example('"')
@example("a@b.co <c@d.co> \x1c e@f.co")
def test_no_list_is_too_odd_and_what_comes_back_comes_back_again(text):
    found = read(text)
    assert all("@" in person.email and person.name for person in found.people)
    again = read(found.remaining)
    assert again.people == []
    assert len(again.refused) <= len(found.refused)


@given(
    st.lists(st.tuples(names, emails, st.booleans()), max_size=6, unique_by=lambda p: p[1].lower()), shapes
)
def test_every_line_is_read_or_comes_back(people, shape):
    lines = [
        shape.format(name=f"Q{name}", email=email) if whole else f"Q{name} {email.replace('@', ' ')}".strip()
        for name, email, whole in people
    ]
    found = read("\n".join(lines))
    assert [person.email for person in found.people] == [e.lower() for _, e, whole in people if whole]
    assert [refused.text for refused in found.refused] == [
        line for line, (_, _, whole) in zip(lines, people, strict=True) if not whole
    ]
