"""``groundswell backup``: the whole record in one file, also while the pages are being served."""

from pathlib import Path

import click

from groundswell.cli.json_answer import as_json, print_json
from groundswell.cli.store.showing import say
from groundswell.errors import UserError
from groundswell.records import backups
from groundswell.records.databases import folder, is_there


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Write over a file of that name.")
@as_json
def command(file: Path, replace: bool, as_json: bool) -> None:
    """Copy the whole record into FILE and check the copy. Works while the pages are being served."""
    if not is_there():
        raise UserError("no_data_directory", {"folder": str(folder())})
    verdict = backups.back_up(file, replace=replace)
    if as_json:
        print_json({"file": str(file), "entries": verdict.entries, "batches": verdict.batches, "head": verdict.head.text})
        return
    say("backup.done", {"file": str(file), "n": verdict.entries, "batches": verdict.batches, "head": verdict.head.text})
