"""How names are taken apart: the title before one, and the surname that a list is sorted by."""

from __future__ import annotations

TITLES = {
    "mr": "Mr", "mrs": "Mrs", "ms": "Ms", "miss": "Miss", "mx": "Mx", "dr": "Dr", "prof": "Prof",
    "professor": "Professor", "rev": "Rev", "revd": "Revd", "reverend": "Reverend", "fr": "Fr",
    "father": "Father", "canon": "Canon", "sr": "Sr", "sister": "Sister", "sir": "Sir", "dame": "Dame",
    "lady": "Lady", "lord": "Lord",
}  # fmt: skip
# Words that belong to the surname behind them, written large or small.
PARTICLES = frozenset([
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ní", "ni", "nic",
    "mac", "ó", "ap", "ab", "bin", "bint", "ibn", "al", "el", "ter", "ten", "zu",
])  # fmt: skip


def title_and_name(text: str) -> tuple[str, str]:
    """The title, as it is usually written, and the rest: ("Mrs", "Siobhán Gallagher")."""
    first, _, rest = text.strip().partition(" ")
    title = TITLES.get(first.rstrip(".").lower(), "")
    return (title, rest.strip()) if title and rest.strip() else ("", text.strip())


def given_and_surname(name: str) -> tuple[str, str]:
    """("Ludwig", "van Beethoven"): the surname begins at its first particle, else it is the last word."""
    words = name.split()
    start = next(
        (at for at, word in enumerate(words) if 0 < at < len(words) - 1 and word.lower() in PARTICLES),
        len(words) - 1,
    )
    return " ".join(words[:start]), " ".join(words[start:])


def sort_name_of(name: str) -> str:
    """What a list is sorted by: "Gallagher, Siobhán"; a single name is itself."""
    given, surname = given_and_surname(name)
    return f"{surname}, {given}" if given else surname


def formal_name_of(title: str, name: str) -> str:
    """What pupils say: "Mrs Gallagher"; empty without a title."""
    return f"{title} {given_and_surname(name)[1]}" if title else ""
