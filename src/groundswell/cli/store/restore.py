"""``groundswell restore``: a data directory from a backup. Links and keys from before it are dead afterwards."""

from pathlib import Path

import click

from groundswell.cli.json_answer import as_json, print_json
from groundswell.cli.store.showing import say
from groundswell.records import backups
from groundswell.records.actors import is_shared
from groundswell.records.databases import folder


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in the place of a record that is there; that one is kept beside it.")
@as_json
def command(file: Path, replace: bool, as_json: bool) -> None:
    """Make the data directory from the backup FILE: checked first, and every link and key in it ended."""
    done = backups.restore(file, replace=replace)
    if as_json:
        print_json({
            "folder": str(folder()), "entries": done.verdict.entries, "batches": done.verdict.batches, "head": done.verdict.head.text,
            "kept": None if done.kept is None else str(done.kept), "ended_links": done.ended_links, "ended": dict(done.ended),
        })
        return
    say("restore.done", {"folder": str(folder()), "n": done.verdict.entries, "batches": done.verdict.batches})
    if done.kept is not None:
        say("restore.kept", {"file": str(done.kept)})
    for what, n in done.ended.items():
        if n:
            say(f"restore.{what}", {"n": n})
    if is_shared():
        say("restore.people")
