"""Every page asks a constant number of queries, within its budget."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW
from tests.rights import world
from tests.rights.table import ROLES, WHO_MAY_SEE_WHAT
from tests.sessions import signed_in

pytestmark = pytest.mark.django_db

PAGES = {name: row for name, row in WHO_MAY_SEE_WHAT.items() if "GET" in row and "200" in row["GET"].split()}


def viewer(row) -> str:
    """The first role that sees the page, a signed-in one where there is one."""
    seeing = [role for role, status in zip(ROLES, row["GET"].split(), strict=True) if status == "200"]
    return next((role for role in seeing if role != "anonymous"), "anonymous")


def queries(row, many: int) -> int:
    """How many queries the page asks when lists have that many rows."""
    built = world.build(many=many)
    client = signed_in(built.people.get(viewer(row)))
    path = row["path"].format(**built.keys)
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


@pytest.mark.parametrize("name", sorted(PAGES))
@time_machine.travel(NOW, tick=False)
def test_a_page_asks_as_many_queries_with_many_rows_as_with_one(name):
    budget = PAGES[name]["budget"]
    assert (queries(PAGES[name], 1), queries(PAGES[name], 4)) == (budget, budget)
