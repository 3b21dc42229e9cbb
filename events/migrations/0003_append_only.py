"""The log is append-only, by the database's own word."""

from django.db import migrations

from events.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("events", "0002_initial")]

    operations = [AppendOnly("event")]
