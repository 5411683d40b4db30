"""``groundswell backup``: the whole record in one file, also while the pages are being served; or the next of a row of them."""

from pathlib import Path

import click

from groundswell.cli.json_answer import as_json, print_json
from groundswell.cli.store.showing import say
from groundswell.errors import UserError
from groundswell.records import backups
from groundswell.records.care import rotation
from groundswell.records.databases import folder as data_folder
from groundswell.records.databases import is_there

KEPT = 14


@click.command("backup")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Write over a file of that name.")
@click.option(
    "--to", "folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
    help="Write the next backup into this folder instead, under a name with its date.",
)
@click.option(
    "--keep", type=click.IntRange(1, 10_000), default=KEPT, show_default=True, help="With --to: how many stay; the oldest make room.",
)
@click.option(
    "--schedule", "hours", metavar="HOURS", type=click.IntRange(0, 24 * 31),
    help="With --to: expect a backup there every so many hours; the first page says when one is late. 0 ends it.",
)
@as_json
def command(file: Path | None, folder: Path | None, replace: bool, keep: int, hours: int | None, as_json: bool) -> None:
    """Copy the whole record into FILE, or with --to into a folder, and check the copy. Works while the pages are being served."""
    if (file is None) == (folder is None):
        raise UserError("backup_file_or_folder")
    if hours is not None and folder is None:
        raise UserError("schedule_needs_folder")
    if not is_there():
        raise UserError("no_data_directory", {"folder": str(data_folder())})
    if folder is not None:
        if hours is not None:
            rotation.expect(folder, hours)
        file, verdict = rotation.back_up_into(folder, keep)
    elif file is not None:
        verdict = backups.back_up(file, replace=replace)
    if as_json:
        print_json({"file": str(file), "entries": verdict.entries, "batches": verdict.batches, "head": verdict.head.text})
        return
    say("backup.done", {"file": str(file), "n": verdict.entries, "batches": verdict.batches, "head": verdict.head.text})
    if hours is not None:
        say("backup.expected" if hours else "backup.not_expected", {"n": hours, "folder": str(folder)})
