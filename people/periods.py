"""Half-open periods (`starts ≤ day < ends`) that must not overlap, kept so by either database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Q

FOREVER = "9999-12-31"
LONDON = "Europe/London"


def day_of(at: datetime, zone: str = LONDON) -> date:
    """The calendar day of an instant in a zone: posts and mentorships change with a day, not an hour."""
    return at.astimezone(ZoneInfo(zone)).date()


def holds_on(day: date, prefix: str = "") -> Q:
    """The condition that a period holds on that day; `prefix` (`posts__`) reaches through a relation."""
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gt": day})
    )


def in_order(name: str) -> models.CheckConstraint:
    """The constraint that a period ends after it starts, or has no end yet."""
    return models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gt=models.F("starts_on")), name=name)


class NoOverlap(Operation):
    """No two rows with the same values in `same` hold at once.

    PostgreSQL keeps it by an exclusion constraint. SQLite has none, so triggers there refuse the row with the
    same name; Django drops triggers when it rebuilds a table, so a later migration that alters such a table
    repeats this operation (`tests/house` sees to it that they are there in the end). Rows whose column
    `unless` is set, such as withdrawn ones, do not count; nor an empty period, which ends on its first day.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model: str, name: str, same: Sequence[str], unless: str = "") -> None:
        self.model, self.name, self.same, self.unless = model, name, list(same), unless

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        told = {"model": self.model, "name": self.name, "same": self.same, "unless": self.unless}
        return (self.__class__.__name__, [], dict[str, object](told))

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The state knows nothing of it: it is the database's own."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        meta = to_state.apps.get_model(app_label, self.model)._meta
        columns = [meta.get_field(field).column for field in self.same]
        for statement in self._statements(schema_editor.connection.vendor, meta.db_table, columns):
            schema_editor.execute(statement)

    def _statements(self, vendor: str, table: str, columns: list[str]) -> list[str]:
        if vendor == "postgresql":
            equal = ", ".join(f'"{column}" WITH =' for column in columns)
            return [
                "CREATE EXTENSION IF NOT EXISTS btree_gist",
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{self.name}" '
                f"EXCLUDE USING gist ({equal}, daterange(starts_on, ends_on) WITH &&)"
                + (f' WHERE ("{self.unless}" IS NULL)' if self.unless else ""),
            ]
        equal = " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)
        if self.unless:
            equal += f' AND "{self.unless}" IS NULL AND NEW."{self.unless}" IS NULL'
        refuse = (
            f"SELECT RAISE(ABORT, '{self.name}') WHERE EXISTS ("  # noqa: S608  names come from migrations
            f'SELECT 1 FROM "{table}" WHERE id <> NEW.id AND {equal} '
            f"AND starts_on < coalesce(NEW.ends_on, '{FOREVER}') "
            f"AND NEW.starts_on < coalesce(ends_on, '{FOREVER}') "
            f"AND NEW.starts_on < coalesce(NEW.ends_on, '{FOREVER}') "
            f"AND starts_on < coalesce(ends_on, '{FOREVER}'))"
        )
        return [
            f'CREATE TRIGGER "{self.name}_{when.lower()}" AFTER {when} ON "{table}" BEGIN {refuse}; END'
            for when in ("INSERT", "UPDATE")
        ]

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        table = from_state.apps.get_model(app_label, self.model)._meta.db_table
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{self.name}"')
            return
        for when in ("insert", "update"):
            schema_editor.execute(f'DROP TRIGGER IF EXISTS "{self.name}_{when}"')

    def describe(self) -> str:
        return f"No overlap on {self.model}: {self.name}"
