"""``groundswell units``: the tree of org units listed, brought from a file, and taken along as one."""

import csv
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from groundswell.cli.json_answer import as_json, print_json
from groundswell.cli.progress import bar
from groundswell.cli.store.acting import acting_person, as_person
from groundswell.cli.store.showing import say
from groundswell.engine.child import read_in_child
from groundswell.engine.sources.workbook import workbook_of_plain
from groundswell.engine.unit_files import unit_file
from groundswell.errors import UserError
from groundswell.records.opening import open_data_directory
from groundswell.records.selectors import organisation
from groundswell.records.selectors.org_units import tree
from groundswell.records.services import unit_import
from groundswell.records.services.org_units import may
from groundswell.records.services.unit_import import PlannedUnit, UnitPlan
from groundswell.records.unit_export import as_csv, as_plain
from groundswell.words import words_for

REFUSED = 1
SHOWN = 50


@click.group("units")
def command() -> None:
    """List, bring or export the tree of org units."""


@command.command("list")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="As it stood on that day; else today.")
@as_person
@as_json
def listing(day: datetime | None, login: str | None, as_json: bool) -> None:
    """The tree as an outline."""
    open_data_directory(command="units list")
    acting_person(login)
    known, on = tree(), day.date() if day is not None else _today()
    rows = as_plain(known, on)
    if as_json:
        print_json({"day": on.isoformat(), "levels": list(known.levels.names), "units": rows, "not_placed": _not_placed(on)})
        return
    if not rows:
        say("units.none")
    for row in rows:
        level = f"  ({row['level_name']})" if row["level_name"] else ""
        click.echo("  " * row["depth"] + row["name"] + level)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--close-missing", is_flag=True, help="Units that are not in FILE are closed today.")
@click.option("--yes", is_flag=True, help="Store it. Without this, nothing is stored.")
@as_person
@as_json
def bringing(file: Path, close_missing: bool, yes: bool, login: str | None, as_json: bool) -> int:
    """Show what FILE would do to the tree, row by row. Nothing is stored without --yes. Exit code 1: a row cannot be taken."""
    open_data_directory(command="units import")
    actor, today = acting_person(login), _today()
    may(actor)
    with bar("import.reading") as tell:
        plain = read_in_child(file, "workbook", {"name": file.name}, on_progress=tell)
    brought = unit_file(workbook_of_plain(plain))
    found = unit_import.plan(brought, today, close_missing=close_missing)
    does = bool(found.changes or found.planned or found.level_names)
    stored = yes and does and not found.problems
    if stored:
        unit_import.store(actor, brought, today, found.seal, close_missing=close_missing)
    if as_json:
        print_json(_answer(found, stored=stored))
    else:
        _show(found)
        say("units.refused" if found.problems else "units.nothing" if not does else "units.stored" if stored else "units.not_stored")
    return REFUSED if found.problems else 0


@command.command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@as_person
def exporting(file: Path | None, login: str | None) -> None:
    """Write the tree as CSV, to a new FILE or to standard output; it can be brought again."""
    open_data_directory(command="units export")
    acting_person(login)
    rows = as_csv(tree(), _today())
    if file is None:
        csv.writer(sys.stdout, lineterminator="\n").writerows(rows)
        return
    if file.exists():
        raise UserError("file_is_there", {"file": str(file)})
    try:
        with file.open("x", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows(rows)
    except OSError as error:
        raise UserError("units_not_written", {"file": str(file), "reason": error.strerror or str(error)}) from error
    say("units.exported", {"file": str(file)})


def _today() -> date:
    return datetime.now(ZoneInfo(organisation.settings().time_zone)).date()


def _not_placed(day: date) -> list[dict[str, str]]:
    known = tree()
    return [{"id": one, "name": known.units[one].name()} for one in known.unplaced(day)]


def _answer(found: UnitPlan, *, stored: bool) -> dict[str, Any]:
    words = words_for()
    return {
        "stored": stored,
        "levels": list(found.level_names),
        "units": [_plain(one) for one in found.planned],
        "unchanged": found.unchanged,
        "missing": list(found.missing),
        "problems": [
            {"code": one.code, "cell": one.place.cell, "message": words.problem(one), "hint": words.hint(one)} for one in found.problems
        ],
    }


def _plain(one: PlannedUnit) -> dict[str, Any]:
    return {**asdict(one), "does": one.does.value, "day": None if one.day is None else one.day.isoformat()}


def _show(found: UnitPlan) -> None:
    words = words_for()
    for problem in found.problems[:SHOWN]:
        say("units.problem", {"place": problem.place.cell or "–", "text": words.problem(problem), "hint": words.hint(problem)})
    if found.level_names:
        say("units.levels", {"names": ", ".join(found.level_names)})
    for one in found.planned[:SHOWN]:
        say(f"units.line{'_before' if one.before else ''}", {"does": _does(one), "path": one.path, "before": one.before})
    if len(found.planned) > SHOWN:
        say("units.more", {"n": len(found.planned) - SHOWN})
    for code, n in (("units.unchanged", found.unchanged), ("units.missing", len(found.missing))):
        if n:
            say(code, {"n": n})


def _does(one: PlannedUnit) -> str:
    did = words_for().text(f"unit.does_{one.does.value}")
    return did if one.people is None else f"{did} {one.people}"
