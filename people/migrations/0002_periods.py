"""Nobody holds the same post at the same place twice at once, and an organisation's terms do not overlap."""

from django.db import migrations

from people.periods import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        NoOverlap("post", "a_post_is_held_once_at_a_time", same=["person", "organisation", "role"]),
        NoOverlap("term", "terms_do_not_overlap", same=["organisation"], unless="withdrawn_at"),
    ]
