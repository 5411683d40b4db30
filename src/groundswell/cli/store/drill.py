"""``groundswell drill``: prove that the newest backup restores, without touching the record."""

from dataclasses import asdict
from pathlib import Path

import click

from groundswell.cli.json_answer import as_json, print_json
from groundswell.cli.store.showing import say
from groundswell.records.care.drill import drill


@click.command("drill")
@click.argument("source", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--room", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Restore below this folder; it needs room for the record twice. The folder of the trial goes again.",
)
@as_json
def command(source: Path | None, room: Path | None, as_json: bool) -> None:
    """Restore a backup for trial, check it, and write down that it was proven. SOURCE: a backup or a folder of them."""
    proven = drill(source, room=room)
    if as_json:
        print_json(asdict(proven))
        return
    say("drill.done", {"file": proven.file, "n": proven.entries, "measures": proven.measures, "seconds": proven.seconds})
    say("drill.behind" if proven.behind else "drill.level", {"n": proven.behind})
