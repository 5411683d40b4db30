"""``groundswell import``: what a file would change in the record; with ``--yes`` it is stored."""

from pathlib import Path
from typing import Any

import click

from groundswell.cli.progress import bar
from groundswell.cli.store.showing import say
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence
from groundswell.engine.child import read_in_child
from groundswell.engine.intake import Intake, apply
from groundswell.engine.proposal import Proposal
from groundswell.engine.sources.workbook import workbook_of_plain
from groundswell.errors import UserError
from groundswell.records.actors import Actor, local_actor
from groundswell.records.opening import open_data_directory
from groundswell.records.selectors import layouts, organisation
from groundswell.records.services import intake as intakes
from groundswell.records.services.diff import Change, Diff, Figure
from groundswell.words import Words, words_for

SHOWN = 20
REFUSED = 1


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--layout", metavar="NAME", help="Read it by a layout that was kept under this name.")
@click.option("--reason", default="", help="Why stored figures change; kept beside each of them.")
@click.option("--yes", is_flag=True, help="Store it. Without this, nothing is stored.")
def command(file: Path, layout: str | None, reason: str, yes: bool) -> int:
    """Show what FILE is to the record: new, changed, unchanged and refused figures. Nothing is stored without --yes."""
    open_data_directory(command="import")
    actor = local_actor()
    intake = _read(actor, file, layout)
    words = words_for()
    if yes:
        stored = intakes.store(actor, intake, reasons={intakes.FOR_ALL: reason})
        diff = stored.diff
    else:
        diff = intakes.preview(actor, intake)
    _show(diff, words)
    if intake.unread and not (diff.new or diff.changed or diff.unchanged):
        say("import.nothing_read")
        return REFUSED
    if diff.nothing_to_store:
        first = diff.first_batch
        values = {} if first is None else {"file": first.file_name, "batch": first.ref, "day": words.day(first.recorded_at.date())}
        say("import.nothing_new" if first is None else "import.came_before", dict(values))
    elif yes:
        say("import.stored", {"n": len(_with_figure(diff)) + len(diff.changed), "batch": stored.batch_ref or ""})
    else:
        say("import.not_stored")
    return REFUSED if any(problem.question for problem in diff.refused) else 0


def _read(actor: Actor, file: Path, layout: str | None) -> Intake:
    """The file as it is read by itself, or by the layout; raises UserError("layout_unknown") with the names there are."""
    own = organisation.settings()
    options: dict[str, Any] = {"name": file.name, "fiscal_start": own.fiscal_year_start, "school_start": own.school_year_start}
    if layout is not None:
        kept = layouts.by_name(actor, layout)
        if kept is None:
            raise UserError("layout_unknown", {"name": layout, "known": tuple(row.name for row in layouts.layouts(actor))})
        options["layout"] = kept.text
    with bar("import.reading") as tell:
        found = read_in_child(file, "propose", options, on_progress=tell)
    proposal = Proposal.from_json(found["proposal"])
    return apply(workbook_of_plain(found["workbook"]), proposal, proposal.options)


def _show(diff: Diff, words: Words) -> None:
    with_figure = _with_figure(diff)
    counts = {"new": len(with_figure)} | {name: len(getattr(diff, name)) for name in ("changed", "unchanged", "refused", "missing")}
    for name, n in counts.items():
        say(f"import.{name}", {"n": n})
        if name == "changed":
            _lines([_change_says(change, words) for change in diff.changed], words)
        elif name == "new":
            _lines([_figure_says(figure, words) for figure in with_figure], words)
            if len(diff.new) > n:
                say("import.new_states", {"n": len(diff.new) - n})
        elif name == "refused":
            _lines([_place_says(problem.place.sheet, problem.place.cell) + words.problem(problem) for problem in diff.refused], words)
    for code, n in (("import.notes", diff.notes), ("import.targets", diff.targets)):
        if n:
            say(code, {"n": n})


def _with_figure(diff: Diff) -> list[Figure]:
    """What is new and has a number; the others say why there is none."""
    return [figure for figure in diff.new if figure.observation.value is not None]


def _lines(lines: list[str], words: Words) -> None:
    for line in lines[:SHOWN]:
        click.echo(f"  {line}")
    if len(lines) > SHOWN:
        click.echo("  " + words.text("import.more", {"n": len(lines) - SHOWN}))


def _change_says(change: Change, words: Words) -> str:
    old, new = change.old, change.figure.observation
    return f"{_name(change.figure)}: {_figure(old.value, old.presence, words)} → {_figure(new.value, new.presence, words)}"


def _figure_says(figure: Figure, words: Words) -> str:
    return f"{_name(figure)}: {_figure(figure.observation.value, figure.observation.presence, words)}"


def _name(figure: Figure) -> str:
    return " · ".join(part for part in (figure.measure, figure.org_unit, figure.day.isoformat()) if part)


def _figure(value: Exact | None, presence: Presence, words: Words) -> str:
    return words.text(f"presence.{presence.value}") if value is None else str(value)


def _place_says(sheet: str | None, cell: str | None) -> str:
    place = " ".join(part for part in (sheet, cell) if part)
    return f"{place}: " if place else ""
