"""DuckDB, locked down: an engine in memory that sees one file or folder and nothing else.

DuckDB has no walls of its own ("no internal privilege boundary", its page on security): SQL may read and write any file, fetch
over the network and load programs. So it is opened here and nowhere else, with everything that reaches outside switched off
and the switches locked, and only in the child process that reads files (:mod:`groundswell.engine.child`), which limits memory
and time from outside. Statements are ours alone; a name out of somebody's file goes through :func:`name` or :func:`text`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from groundswell.engine.sources.guard import MIB, damaged
from groundswell.errors import UserError

MEMORY = 512 * MIB
"""What DuckDB may take; beside it stand the interpreter and the rows that were read, within the child's 1 GiB."""
THREADS = 2

_SHUT = (
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET allow_extension_repositories = 'forbidden'",
    "SET allow_persistent_secrets = false",
    "SET python_enable_replacements = false",
    "SET python_scan_all_frames = false",
    "SET enable_external_access = false",
    "SET enable_progress_bar = false",
    "SET preserve_insertion_order = true",
    "SET TimeZone = 'UTC'",
    "SET lock_configuration = true",
)


@contextmanager
def locked_down(allowed: Path | None = None, *, memory: int = MEMORY, scratch: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to an empty database in memory that may open ``allowed`` (a file, or a folder with all in it) alone.

    ``memory`` in bytes; where it does not suffice, what is worked on goes to ``scratch``, an existing folder, or the work ends.
    Raises UserError ``file_too_heavy`` when memory ends, and ``file_damaged`` for a file that DuckDB cannot read.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {"memory_limit": f"{memory // MIB}MiB", "threads": THREADS}
    connection = duckdb.connect(":memory:", config=settings | {"async_threads": 1})
    try:
        connection.execute(f"SET temp_directory = {text('' if scratch is None else str(scratch.resolve()))}")
        if allowed is not None:
            place = allowed.resolve()
            setting = "allowed_directories" if place.is_dir() else "allowed_paths"
            connection.execute(f"SET {setting} = [{text(str(place))}]")
        for statement in _SHUT:
            connection.execute(statement)
        yield connection
    except (duckdb.OutOfMemoryException, MemoryError):
        raise UserError("file_too_heavy") from None
    except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException, duckdb.PermissionException):
        raise  # a statement of ours is wrong
    except duckdb.Error:
        damaged()
    finally:
        connection.close()


def name(identifier: str) -> str:
    """A column or table name as SQL writes it, whatever stands in it."""
    return '"' + identifier.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as SQL writes it, whatever stands in it."""
    return "'" + value.replace("'", "''") + "'"
