"""``groundswell restore``: a data directory from a backup. Links and keys from before it are dead afterwards."""

from pathlib import Path

import click

from groundswell.cli.json_answer import as_json, print_json
from groundswell.cli.store.showing import say
from groundswell.records import backups
from groundswell.records.actors import is_shared
from groundswell.records.care.carrying_over import CarriedOver
from groundswell.records.databases import folder


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in the place of a record that is there; that one is kept beside it.")
@click.option(
    "--as-it-was", is_flag=True,
    help="With --replace: people as they stood in the backup. Without it, whoever left or lost a right since stays so.",
)
@as_json
def command(file: Path, replace: bool, as_it_was: bool, as_json: bool) -> None:
    """Make the data directory from the backup FILE: checked first, and every link and key in it ended."""
    done = backups.restore(file, replace=replace, as_it_was=as_it_was)
    if as_json:
        print_json({
            "folder": str(folder()), "entries": done.verdict.entries, "batches": done.verdict.batches, "head": done.verdict.head.text,
            "kept": None if done.kept is None else str(done.kept), "ended_links": done.ended_links, "ended": dict(done.ended),
            "carried": None if done.carried is None else dict(done.carried.counts), "closed_factors": done.closed_factors,
        })
        return
    say("restore.done", {"folder": str(folder()), "n": done.verdict.entries, "batches": done.verdict.batches})
    if done.kept is not None:
        say("restore.kept", {"file": str(done.kept)})
    for what, n in done.ended.items():
        if n:
            say(f"restore.{what}", {"n": n})
    if done.carried is None and is_shared():
        say("restore.people")
    if done.carried is not None:
        _tell(done.carried)
    if done.closed_factors:
        say("restore.closed_factors", {"n": done.closed_factors, "folder": str(folder())})


def _tell(carried: CarriedOver) -> None:
    """What is as it was before the restore, and what is not."""
    for what, n in carried.counts.items():
        if n:
            say(f"restore.carried_{what}", {"n": n})
    if not any(carried.counts.values()):
        say("restore.carried_nothing")
    if not carried.goes_on:
        say("restore.other_history")
    if carried.left_open:
        say("restore.left_open", {"n": carried.left_open})
