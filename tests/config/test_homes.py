"""The homes say what is so, also when there is more than a page can list."""

import pytest
import time_machine

from portfolios.attention import FIRST
from secondments.models import Cohort
from tests.factories import NOW, ParticipantFactory
from tests.rights import world
from tests.sessions import signed_in

pytestmark = pytest.mark.django_db


@time_machine.travel(NOW, tick=False)
def test_the_coordinators_heading_counts_everybody_not_only_those_listed():
    built = world.build(bare=True)
    ParticipantFactory.create_batch(20, cohort=Cohort.objects.get(pk=built.keys["cohort"]))
    page = signed_in(built.people["coordinator"]).get("/coordinating/")
    assert page.context["needing"] == 22
    assert len(page.context["needy"]) == FIRST
    assert page.context["count"] == 22 + len(page.context["todos"])
    assert f"the first {FIRST} of 22" in page.content.decode()
