"""Reads a list of people as it was pasted: from a mail client, a spreadsheet, a register or typed by hand.

Nothing is guessed and nothing is lost: whoever has a name and an address is read, whatever does not is handed
back as it was, with the reason.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from people.names import PARTICLES, TITLES, formal_name_of, sort_name_of, title_and_name

LONGEST_NAME = 120  # letters; the column's
LONGEST_EMAIL = 254

# Spaces that copying brings along, and marks that cannot be seen.
SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
LINES = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": '"', "›": '"'})
ADDRESS = re.compile(r"[^\s<>,;:()\[\]\"|]*@[^\s<>,;()\[\]\"|]*")
BULLET = re.compile(r"^\s*(?:[-–—*•·▪◦o]\s+|\(?\d{1,3}[.)]\s+)")
ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
NOT_IN_A_NAME = re.compile(r"[<>{}=\\/|@#$%^*_+~:?!0-9]|https?|www\.")

NAME, FORENAME, SURNAME, TITLE, EMAIL = "name", "forename", "surname", "title", "email"
HEADINGS = {
    "name": NAME, "full name": NAME, "fullname": NAME, "display name": NAME, "staff name": NAME,
    "member of staff": NAME, "staff": NAME, "colleague": NAME, "person": NAME, "teacher": NAME,
    "forename": FORENAME, "first name": FORENAME, "firstname": FORENAME, "given name": FORENAME,
    "preferred forename": FORENAME, "preferred name": FORENAME, "known as": FORENAME, "first": FORENAME,
    "surname": SURNAME, "last name": SURNAME, "lastname": SURNAME, "family name": SURNAME,
    "legal surname": SURNAME, "preferred surname": SURNAME, "last": SURNAME,
    "title": TITLE, "salutation": TITLE,
    "email": EMAIL, "e-mail": EMAIL, "mail": EMAIL, "email address": EMAIL, "e-mail address": EMAIL,
    "work email": EMAIL, "work e-mail": EMAIL, "school email": EMAIL, "school e-mail": EMAIL,
    "address": EMAIL, "emails": EMAIL,
}  # fmt: skip

NO_ADDRESS = "There is no e-mail address."
NO_WHOLE_ADDRESS = "The e-mail address is not whole."
NO_NAME = "Whose address is this? Write the name before it."
WHICH_NAME = "It is not clear which part is the name. Write “name, e-mail”."
NOT_A_NAME = "This does not look like a name. Write “name, e-mail”."
TWO_ADDRESSES = "There are two addresses for one name. Keep one."
TOO_LONG = "The name or the address is too long."


@dataclass(frozen=True)
class Person:
    """Somebody who was read from the list. The address is in small letters."""

    name: str
    email: str
    title: str = ""

    @property
    def formal_name(self) -> str:
        return formal_name_of(self.title, self.name)

    @property
    def sort_name(self) -> str:
        return sort_name_of(self.name)


@dataclass(frozen=True)
class Refused:
    """A piece of the list as it was pasted, and why nobody could be read from it."""

    text: str
    reason: str


@dataclass
class Pasted:
    """What became of a pasted list. `twice` counts lines that repeat somebody."""

    people: list[Person] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    twice: int = 0

    @property
    def remaining(self) -> str:
        """What could not be read, one piece per line, to be put right."""
        return "\n".join(refused.text for refused in self.refused)


def read(text: str) -> Pasted:
    """Read a pasted list. Never raises, whatever it holds."""
    result = Pasted()
    known: dict[str, Person] = {}
    for found in _everything(text):
        if isinstance(found, Refused):
            result.refused.append(found)
            continue
        person, raw = found
        before = known.get(person.email)
        if before is None:
            known[person.email] = person
            result.people.append(person)
        elif _folded(before.name) == _folded(person.name):
            result.twice += 1
        else:
            result.refused.append(Refused(raw, f"The same address stands beside {before.name}."))
    usual = _usual_domain(result.people)
    result.refused = [_with_suggestion(refused, usual) for refused in result.refused]
    return result


def _folded(name: str) -> str:
    return name.casefold().replace("’", "'")


# Lines --------------------------------------------------------------------------------------------------


def _tidy(text: str) -> str:
    text = SPACES.sub(" ", UNSEEN.sub("", unicodedata.normalize("NFC", text))).translate(QUOTES)
    return "".join(c for c in text if c == "\t" or unicodedata.category(c)[0] != "C").strip(" ")


def _everything(text: str) -> Iterator[tuple[Person, str] | Refused]:
    columns: _Columns | None = None
    for raw in LINES.split(text):
        line = _tidy(raw)
        if not line.strip(" \t,;|\"'"):
            continue
        heading = _headings_of(line)
        if heading is not None:
            columns = heading if EMAIL in heading.of else None
            continue
        if columns is not None and columns.separator in line:
            yield _from_columns(columns, line, raw)
            continue
        for piece in _pieces(line):
            yield _from_piece(piece)


# Columns under a heading --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Columns:
    separator: str
    of: dict[str, int]


def _cells(line: str, separator: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator, skipinitialspace=True))]
    except (csv.Error, StopIteration):
        return [cell.strip() for cell in line.split(separator)]


def _headings_of(line: str) -> _Columns | None:
    """The columns that a line announces; none when it is a line about a person."""
    if "@" in line:
        return None
    separator = next((mark for mark in "\t;|," if mark in line), "\t")
    of: dict[str, int] = {}
    for place, cell in enumerate(_cells(line, separator)):
        kind = HEADINGS.get(cell.strip(" .:*\"'").lower())
        if kind:
            of.setdefault(kind, place)
    alone = len(_cells(line, separator)) == 1
    if EMAIL in of or (of and alone) or len(of) > 1:
        return _Columns(separator, of)
    return None


def _from_columns(columns: _Columns, line: str, raw: str) -> tuple[Person, str] | Refused:
    cells = _cells(line, columns.separator)

    def cell(kind: str) -> str:
        place = columns.of.get(kind, -1)
        return cells[place] if 0 <= place < len(cells) else ""

    name = cell(NAME) or " ".join(filter(None, [cell(FORENAME), cell(SURNAME)]))
    if FORENAME not in columns.of and SURNAME not in columns.of:
        name = _turned(name) or name
    addresses = ADDRESS.findall(cell(EMAIL))
    if not addresses:
        return Refused(_shown(raw), NO_ADDRESS)
    title = TITLES.get(cell(TITLE).rstrip(".").lower(), "")
    return _person(name, addresses[0], raw, title)


# One line, one or several people ------------------------------------------------------------------------


def _pieces(line: str) -> list[str]:
    """A line cut where one person ends and the next begins; a line about one person is one piece."""
    if len(_addresses(line)) < 2:
        return [line]
    for mark in (";", "\t", "|", ","):
        parts = [part for part in _cut(line, mark) if part.strip(" ,;\t|")]
        if len(parts) > 1 and all(len(_addresses(part)) == 1 for part in parts):
            return parts
    in_brackets = [part for part in re.findall(r"[^<>]*<[^<>]*>", line) if part.strip()]
    if len(in_brackets) > 1 and "".join(in_brackets) == line.rstrip(" ,;\t"):
        return [part.lstrip(" ,;\t") for part in in_brackets]
    return _in_turns(line)


def _cut(line: str, mark: str) -> list[str]:
    """Split at a mark, but not inside quotation marks or angle brackets."""
    parts, depth, quoted = [""], 0, False
    balanced = line.count('"') % 2 == 0
    for letter in line:
        quoted ^= letter == '"' and balanced
        depth += (letter == "<") - (letter == ">")
        if letter == mark and not quoted and depth <= 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _in_turns(line: str) -> list[str]:
    """Names and addresses that take turns: "Anna Ash, a@x.example, Ben Birch, b@x.example"."""
    mark = next((mark for mark in ";\t|," if mark in line), ",")
    parts = [part.strip() for part in _cut(line, mark) if part.strip()]
    kinds = ["e" if "@" in part else "n" for part in parts]
    if len(parts) % 2 == 0 and kinds in (["n", "e"] * (len(parts) // 2), ["e", "n"] * (len(parts) // 2)):
        return [f"{first}{mark} {second}" for first, second in zip(parts[::2], parts[1::2], strict=True)]
    return [line]


def _addresses(text: str) -> list[str]:
    """Different addresses in a text, as they are written, the first of each."""
    seen: dict[str, str] = {}
    for found in ADDRESS.findall(text):
        address = _bare(found)
        seen.setdefault(address.lower(), address)
    return list(seen.values())


def _bare(address: str) -> str:
    return re.sub(r"^mailto:", "", address, flags=re.IGNORECASE).strip(".,;:'")


def _from_piece(piece: str) -> tuple[Person, str] | Refused:
    piece = BULLET.sub("", piece).strip(" ")
    addresses = _addresses(piece)
    if not addresses:
        return Refused(_shown(piece), NO_ADDRESS)
    if len(addresses) > 1:
        return Refused(_shown(piece), TWO_ADDRESSES)
    if addresses[0].startswith("@") or addresses[0].endswith("@"):
        return Refused(_shown(piece), NO_WHOLE_ADDRESS)
    # The address is cut out, with whatever wraps it; a second copy of it (Excel, Outlook) goes as well.
    rest = re.sub(r"mailto:", "", piece, flags=re.IGNORECASE)
    before, _, after = rest.partition(addresses[0])
    after = re.sub(re.escape(addresses[0]), "", after, flags=re.IGNORECASE)
    name, reason = _name_in(before, after)
    if not name:
        return Refused(_shown(piece), reason)
    return _person(name, addresses[0], piece)


def _parts(text: str) -> list[str]:
    """The texts between separators, without the quotation marks and brackets around them."""
    cleaned = re.sub(r"[<>]", " ", ASIDE.sub(" ", text)).replace("()", " ")
    halves = re.split(r"[;\t|]|\s[-–—]\s|:\s|:$", cleaned)
    return [part.strip(" \"'.()[]") for part in halves if part.strip(" \"'.,()[]")]


def _name_in(before: str, after: str) -> tuple[str, str]:
    """The name beside an address, or why there is none: in front of the address if anything stands there."""
    for text in (before, after):
        parts = _parts(text)
        if not parts:
            continue
        if len(parts) == 1:
            return _one_name(parts[0])
        if len(parts) == 2 and not any("," in part for part in parts) and "\t" in text:
            return " ".join(parts), ""  # two columns: forename and surname
        return "", WHICH_NAME
    return "", NO_NAME


def _one_name(text: str) -> tuple[str, str]:
    words = [part.strip(" \"'") for part in text.split(",") if part.strip(" \"'")]
    if len(words) == 1:
        return words[0], ""
    turned = _turned(", ".join(words))
    return (turned, "") if turned else ("", WHICH_NAME)


def _turned(name: str) -> str:
    """ "Beaumont, Zoë" the other way round; empty when it is not clear which part is the surname."""
    parts = [part.strip(" \"'") for part in name.split(",") if part.strip(" \"'")]
    if len(parts) == 1:
        return parts[0]
    if len(parts) != 2:
        return ""
    surname, forename = parts
    title, surname = title_and_name(surname)
    words = surname.split()
    if len(words) > 1 and words[0].lower() not in PARTICLES:
        return ""
    its_title, forename = title_and_name(forename)
    if forename.rstrip(".").lower() in TITLES:
        return ""
    return " ".join(filter(None, [title or its_title, forename, surname]))


# People -------------------------------------------------------------------------------------------------


def _person(name: str, address: str, raw: str, title: str = "") -> tuple[Person, str] | Refused:
    address = _bare(address).lower()
    name = " ".join(ASIDE.sub(" ", name).replace("‘", "’").split()).strip(" ,;\"'.")
    if title and not title_and_name(name)[0]:
        name = f"{title} {name}"
    title, name = title_and_name(name)
    if not name:
        return Refused(_shown(raw), NO_NAME)
    if len(name) > LONGEST_NAME or len(address) > LONGEST_EMAIL:
        return Refused(_shown(raw), TOO_LONG)
    if NOT_IN_A_NAME.search(name) or not any(letter.isalpha() for letter in name):
        return Refused(_shown(raw), NOT_A_NAME)
    if name.rstrip(".").lower() in TITLES:
        return Refused(_shown(raw), NO_NAME)
    try:
        validate_email(address)
    except ValidationError:
        return Refused(_shown(raw), f"{address} is not a whole e-mail address.")
    return Person(name=name, email=address, title=title), _shown(raw)


def _shown(raw: str) -> str:
    return _tidy(raw).strip(" ,;")


# What was perhaps meant ---------------------------------------------------------------------------------


def _usual_domain(people: list[Person]) -> str:
    """The domain of most addresses of the list; empty where there is none."""
    counted = Counter(person.email.rpartition("@")[2] for person in people).most_common(1)
    return counted[0][0] if counted else ""


def _with_suggestion(refused: Refused, usual: str) -> Refused:
    meant = _perhaps(refused.text, usual)
    if not meant or meant in refused.text:
        return refused
    return Refused(refused.text, f"{refused.reason} Did you mean {meant}?")


def _perhaps(text: str, usual: str) -> str:
    """A whole address that a broken one may have been meant to be; empty where none comes to mind."""
    text = re.sub(r"\s*(?:\(at\)|\[at\]|\bat\b(?=\s+\S+\.))\s*", "@", text.lower())
    text = re.sub(r"\s*@[\s@]*", "@", text)
    text = re.sub(r"\.{2,}", ".", re.sub(r"(@[^\s,;<>]+),(?=\S)", r"\1.", text))
    for found in ADDRESS.findall(text):
        local, _, domain = _bare(found).partition("@")
        for candidate in (f"{local}@{domain}", f"{local}@{usual}" if usual.startswith(domain) else ""):
            try:
                validate_email(candidate)
            except ValidationError:
                continue
            return candidate
    return ""
