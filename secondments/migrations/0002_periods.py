"""One mentor at a time, and one period at one kind of school at a time."""

from django.db import migrations

from people.periods import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("secondments", "0001_initial"), ("people", "0002_periods")]

    operations = [
        NoOverlap("mentorship", "one_mentor_at_a_time", same=["participant"]),
        NoOverlap("participationperiod", "one_school_of_a_kind_at_a_time", same=["participant", "kind"]),
    ]
