"""The triggers that keep rows from being changed, as steps of a migration, in the words of either database."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.migrations import RunPython

LEDGER_MESSAGE: Final = "the ledger is append-only: {table}"

_REFUSE: Final = """
CREATE OR REPLACE FUNCTION {schema}.groundswell_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation';
END $$
"""
_AT_THE_END: Final = """
CREATE OR REPLACE FUNCTION {schema}.groundswell_{table}_at_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.{key} <= (SELECT max({key}) FROM {schema}.{table}) THEN
    RAISE EXCEPTION USING MESSAGE = '{message}', ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$
"""


def append_only(tables: Mapping[str, str]) -> RunPython:
    """Rows of these tables (with what they are ordered by) are not changed, not deleted, and put in at the end alone.

    That stops INSERT OR REPLACE too. In PostgreSQL the tables cannot be emptied either.
    """

    def put(_apps: Any, editor: Any) -> None:
        for table, key in tables.items():
            message = LEDGER_MESSAGE.format(table=table)
            _refuse(editor, table, "update", message)
            _refuse(editor, table, "delete", message)
            _at_the_end(editor, table, key, message)

    return RunPython(put, RunPython.noop)


def not_changed(table: str, message: str) -> RunPython:
    """Rows of a table can be erased, not changed."""

    def put(_apps: Any, editor: Any) -> None:
        _refuse(editor, table, "update", message)

    return RunPython(put, RunPython.noop)


def _refuse(editor: Any, table: str, what: str, message: str) -> None:
    name, on = f"{table}_no_{what}", f"BEFORE {what.upper()} ON {table}"
    if editor.connection.vendor == "sqlite":
        editor.execute(f"CREATE TRIGGER {name} {on} BEGIN SELECT RAISE(ABORT, '{message}'); END", params=None)
        return
    schema = _schema(editor)
    editor.execute(_REFUSE.format(schema=schema), params=None)
    refuse = f"EXECUTE FUNCTION {schema}.groundswell_refuse('{message}')"
    editor.execute(f"CREATE TRIGGER {name} {on} FOR EACH ROW {refuse}", params=None)
    if what == "delete":
        editor.execute(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}", params=None)


def _at_the_end(editor: Any, table: str, key: str, message: str) -> None:
    name, on = f"{table}_at_the_end", f"BEFORE INSERT ON {table}"
    if editor.connection.vendor == "sqlite":
        newest = f"WHEN NEW.{key} <= (SELECT max({key}) FROM {table})"
        editor.execute(f"CREATE TRIGGER {name} {on} {newest} BEGIN SELECT RAISE(ABORT, '{message}'); END", params=None)
        return
    schema = _schema(editor)
    editor.execute(_AT_THE_END.format(schema=schema, table=table, key=key, message=message), params=None)
    editor.execute(f"CREATE TRIGGER {name} {on} FOR EACH ROW EXECUTE FUNCTION {schema}.groundswell_{table}_at_the_end()", params=None)


def _schema(editor: Any) -> str:
    """Named in each function: a table of the same name that somebody makes for a session must not be asked in its place."""
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        return str(cursor.fetchone()[0])
