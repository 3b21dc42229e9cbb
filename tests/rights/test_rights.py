"""Every address, GET and POST, for every role, against the table; and ids of the other school."""

import pytest
import time_machine
from django.db import transaction

from tests.factories import NOW
from tests.rights import world
from tests.rights.table import ROLES, WHO_MAY_SEE_WHAT
from tests.sessions import signed_in

pytestmark = pytest.mark.django_db


def answers(path: str, method: str, data: dict, built: world.World) -> dict[str, int]:
    """The status with which each role is answered, each undone before the next asks."""
    found = {}
    for role in ROLES:
        client = signed_in(built.people.get(role))
        with transaction.atomic():
            ask = client.get if method == "GET" else client.post
            found[role] = ask(path, data).status_code
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("name", sorted(WHO_MAY_SEE_WHAT))
@time_machine.travel(NOW, tick=False)
def test_who_may_see_and_do_what(name):
    row = WHO_MAY_SEE_WHAT[name]
    built = world.build()
    path = row["path"].format(**built.keys)
    for method in ("GET", "POST"):
        if method in row:
            data = {key: str(value).format(**built.keys) for key, value in row.get("data", {}).items()}
            expected = dict(zip(ROLES, map(int, row[method].split()), strict=True))
            assert answers(path, method, data if method == "POST" else {}, built) == expected, (name, method)


WITH_KEYS = sorted(name for name, row in WHO_MAY_SEE_WHAT.items() if "{" in row["path"])


@pytest.mark.parametrize("name", WITH_KEYS)
@time_machine.travel(NOW, tick=False)
def test_nothing_of_another_school_exists(name):
    row = WHO_MAY_SEE_WHAT[name]
    here, elsewhere = world.build(), world.build()
    path = row["path"].format(**elsewhere.keys)
    for method in ("GET", "POST"):
        if method in row:
            found = answers(path, method, {}, here)
            refused = {"anonymous": found["anonymous"]}
            assert found == refused | dict.fromkeys(ROLES[1:], 404), (name, method)
