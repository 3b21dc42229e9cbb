"""The timetable's pulse."""

from datetime import timedelta

import pytest

from events.models import Heartbeat
from events.operations import beat
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_the_pulse_is_fresh_for_three_minutes():
    beat(at=NOW - timedelta(minutes=1))
    beat(at=NOW)
    pulse = Heartbeat.objects.get()
    assert pulse.is_fresh(NOW + timedelta(minutes=2, seconds=59))
    assert not pulse.is_fresh(NOW + timedelta(minutes=3))
