"""``groundswell move``: the whole record from the embedded database into PostgreSQL, or back."""

import os

import click

from groundswell.cli.json_answer import as_json, print_json
from groundswell.cli.store.showing import say
from groundswell.errors import UserError, Value
from groundswell.records.databases import folder
from groundswell.records.postgresql import moving
from groundswell.records.settings import ADDRESS, ADDRESS_FILE

SQLITE = "sqlite"


@click.command("move")
@click.option("--to", "target", metavar="ADDRESS|sqlite", help="postgresql://user:password@host/name; or sqlite, for the way back.")
@as_json
def command(target: str | None, as_json: bool) -> None:
    """Copy every row of the record into another database, compare it, and use that one from then on. Stop every server first.

    Without --to, the address is read from GROUNDSWELL_MOVE_TO, where no list of processes shows it.
    """
    wanted = target or os.environ.get(moving.MOVE_TO, "")
    if not wanted:
        raise UserError("move_where", {"name": moving.MOVE_TO})
    done = moving.move_to_sqlite() if wanted == SQLITE else moving.move_to_postgresql(wanted)
    if as_json:
        print_json({
            "to": "sqlite" if wanted == SQLITE else "postgresql", "place": done.place, "head": done.head.text,
            "entries": done.head.entries, "batches": done.head.batches, "left": None if done.left is None else str(done.left),
        })
        return
    values: dict[str, Value] = {
        "place": done.place, "n": done.head.entries, "head": done.head.text, "file": str(done.left), "folder": str(folder()),
    }
    if wanted == SQLITE:
        say("move.back", values)
        say("move.database_stays", values)
        return
    say("move.done", values)
    say("move.address_kept", {"file": str(folder() / ADDRESS_FILE), "name": ADDRESS})
    say("move.old_file", values)
