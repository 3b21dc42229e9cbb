"""The people and schools of the demonstration, all invented; no address of theirs can exist."""

from __future__ import annotations

from dataclasses import dataclass

from people import pasted
from people.models import Post

TRUST = "Marlowe Trust"
SCHOOL = "Marlowe Cross Church of England School"
NEIGHBOUR = "Saltings Academy"


@dataclass(frozen=True)
class Person:
    """Somebody of the cast, and what stands on their door."""

    name: str
    email: str
    title: str = ""
    role: str = Post.Role.STAFF
    door: str = ""

    @property
    def as_pasted(self) -> pasted.Person:
        """As they would be read from a pasted list."""
        return pasted.Person(self.name, self.email, self.title)


def _at_marlowe(
    name: str, address: str, title: str = "", role: str = Post.Role.STAFF, door: str = ""
) -> Person:
    return Person(name, f"{address}@marlowe-cross.example", title, role, door)


def _at_saltings(
    name: str, address: str, title: str = "", role: str = Post.Role.STAFF, door: str = ""
) -> Person:
    return Person(name, f"{address}@saltings.example", title, role, door)


# The trust, and who runs the school.
ACHEBE = Person(
    "Rosalind Achebe", "r.achebe@marlowe-trust.example", "Ms", Post.Role.ADMINISTRATOR, "Director of people"
)
THRELFALL = _at_marlowe(
    "Alison Threlfall", "a.threlfall", "Mrs", Post.Role.COORDINATOR, "Professional development"
)
HOLLINGDALE = _at_marlowe("Judith Hollingdale", "j.hollingdale", "Mrs", Post.Role.SLT, "Headteacher")
VAUGHAN = _at_marlowe("Emrys Vaughan", "e.vaughan", "Mr", Post.Role.SLT, "Deputy headteacher")

# The mentors.
GALLAGHER = _at_marlowe(
    "Siobhán Gallagher", "s.gallagher", "Mrs", Post.Role.MENTOR, "Learning Director, Year 9"
)
BEVAN = _at_marlowe("Hywel Bevan", "h.bevan", "Mr", Post.Role.MENTOR, "Learning Director, Year 8")
FEATHERSTONEHAUGH = _at_marlowe(
    "Margaret Featherstonehaugh",
    "m.featherstonehaugh",
    "Dr",
    Post.Role.MENTOR,
    "Learning Director, Sixth Form",
)
MARCHBANKS = _at_marlowe(
    "Piers Marchbanks", "p.marchbanks", "Mr", Post.Role.MENTOR, "Learning Director, Year 7"
)
MENTORS = (GALLAGHER, BEVAN, FEATHERSTONEHAUGH, MARCHBANKS)

# The group in the middle of its five months.
CAOIMHE = _at_marlowe("Caoimhe Ní Dhomhnaill", "c.nidhomhnaill", door="Teacher of English")
THOMAS = _at_marlowe("Thomas Ashdown", "t.ashdown", door="Teacher of history")
GWENLLIAN = _at_marlowe("Gwenllian Prys-Roberts", "g.prys-roberts", door="Teacher of Welsh and French")
TADHG = _at_marlowe("Tadhg Mac Giolla Phádraig", "t.macgiollaphadraig", door="Teacher of geography")
DANIEL = _at_marlowe("Daniel Okonjo-Whitfield", "d.okonjo-whitfield", door="Teacher of mathematics")
JOSEPHINE = _at_marlowe("Josephine Clarke", "j.clarke", door="Teacher of art")
NERYS = _at_marlowe("Nerys Angharad Vaughan-Pugh", "n.vaughan-pugh", door="Teacher of physical education")
OLUWASEUN = _at_marlowe("Oluwaseun Bankole", "o.bankole", door="Teacher of chemistry")
BETHAN = _at_marlowe("Bethan Mair Cadwaladr", "b.cadwaladr", door="Teacher of music")
FFION = _at_marlowe("Ffion Haf Llewelyn", "f.llewelyn", door="Teacher of biology")

# The group that ends with this term.
ZAINAB = _at_marlowe("Zainab Hussain", "z.hussain", door="Teacher of physics")
RUTH = _at_marlowe("Ruth Abernethy", "r.abernethy", door="Teacher of religious education")
SION = _at_marlowe("Siôn Llywelyn ap Rhys", "s.aprhys", door="Teacher of computing")
RHODRI = _at_marlowe("Rhodri Gethin", "r.gethin", door="Teacher of English")
FOLASADE = _at_marlowe("Folasade Adeyemi", "f.adeyemi", door="Teacher of design and technology")

# Invited, and never seen since.
PONSONBY = _at_marlowe("Gareth Ponsonby", "g.ponsonby", "Mr", door="Teacher of economics")

# The school next door.
HARTNOLL = _at_saltings(
    "Denise Hartnoll", "d.hartnoll", "Mrs", Post.Role.COORDINATOR, "Assistant headteacher"
)
BRIGHTWATER = _at_saltings("Callum Brightwater", "c.brightwater", "Mr", Post.Role.MENTOR, "Head of Year 10")
IMOGEN = _at_saltings("Imogen Castellane", "i.castellane", door="Teacher of Spanish")
