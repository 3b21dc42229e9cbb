"""The migration operation by which the database itself refuses to change a row of the log."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

NAME = "the_log_is_append_only"


class AppendOnly(Operation):
    """Rows of this model can be added and, by purging alone, removed; never changed."""

    reversible = True

    def __init__(self, model: str) -> None:
        self.model = model

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return (self.__class__.__name__, [], {"model": self.model})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The state knows nothing of it: it is the database's own."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        table = to_state.apps.get_model(app_label, self.model)._meta.db_table
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{NAME}' USING ERRCODE = 'check_violation'; END $$"
            )
            schema_editor.execute(
                f'CREATE TRIGGER {NAME} BEFORE UPDATE ON "{table}" FOR EACH ROW EXECUTE FUNCTION {NAME}()'
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {NAME} BEFORE UPDATE ON \"{table}\" BEGIN SELECT RAISE(ABORT, '{NAME}'); END"
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        table = from_state.apps.get_model(app_label, self.model)._meta.db_table
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'DROP TRIGGER {NAME} ON "{table}"')
            schema_editor.execute(f"DROP FUNCTION {NAME}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {NAME}")

    def describe(self) -> str:
        return f"{self.model} is append-only"
