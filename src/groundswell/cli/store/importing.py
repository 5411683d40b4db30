"""``groundswell import``: what a file would change in the record; with ``--yes`` it is stored."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from groundswell.cli.json_answer import as_json as json_option
from groundswell.cli.json_answer import print_json
from groundswell.cli.progress import bar
from groundswell.cli.store.acting import as_person, asking_for_unit, for_unit, making_person
from groundswell.cli.store.import_answer import answer_of
from groundswell.cli.store.showing import say
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence
from groundswell.engine.child import read_in_child
from groundswell.engine.intake import Intake
from groundswell.engine.long.applying import take_in
from groundswell.engine.people_named import NOBODY_NAMED, PeopleNamed
from groundswell.engine.proposal import Proposal
from groundswell.engine.reading import options_from
from groundswell.engine.recipes.text_form import from_file, to_text
from groundswell.engine.sources.workbook import workbook_of_plain
from groundswell.errors import Problem, UserError
from groundswell.records.actors import Actor
from groundswell.records.opening import open_data_directory
from groundswell.records.selectors import organisation, recipes
from groundswell.records.services import intake as intakes
from groundswell.records.services.diff import Change, Diff, Figure
from groundswell.records.services.name_questions import UnsureName, unsure_names
from groundswell.records.services.named_persons import FOR_PEOPLE, asked_values, few_values
from groundswell.words import Words, words_for

SHOWN = 20
REFUSED = 1
NOTHING_BECAUSE = frozenset({"nothing_read", "whole_first", "people_first", "few_first", "names_first"})
FULL_SHEET = "rows_may_be_missing"


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--recipe", "--layout", "recipe", metavar="NAME|FILE", help="Read it by the recipe kept under this name, or in this file.")
@click.option("--reason", default="", help="Why stored figures change; kept beside each, and told to readers of a published one.")
@click.option("--new-names", is_flag=True, help="Names that are like others are new ones; else nothing is stored while they are open.")
@click.option("--whole", is_flag=True, help="A sheet that is exactly full was looked at: nothing was cut off. Else it is not stored.")
@click.option("--persons-reason", default="", help="Why lines of people or of very small units are kept; else they are not stored.")
@click.option("--yes", is_flag=True, help="Store it. Without this, nothing is stored.")
@as_person
@for_unit
@json_option
def command(file: Path, recipe: str | None, new_names: bool, whole: bool, **given: Any) -> int:
    """Show what FILE is to the record: new, changed, unchanged and refused figures. Nothing is stored without --yes."""
    reason, yes = given["reason"], given["yes"]
    open_data_directory(command="import")
    actor = making_person(given["login"], given["unit"])
    intake = _read(actor, file, recipe)
    words = words_for()
    looked_at = {FULL_SHEET} if whole else set()
    unsure = [] if new_names else unsure_names(actor, intake)
    full = [] if whole else [problem for problem in intake.problems if problem.code == FULL_SHEET]
    batch = None
    with asking_for_unit(actor):
        prepared = intakes.prepare(actor, intake)
    diff = prepared.diff
    still = _Open(full, NOBODY_NAMED if given["persons_reason"].strip() else diff.people, unsure)
    if yes and not any((still.full, still.people, still.unsure)):
        stored = intakes.store_prepared(actor, prepared, reasons={intakes.FOR_ALL: reason, FOR_PEOPLE: given["persons_reason"]})
        diff, batch = stored.diff, stored.batch_ref
    outcome, values = _outcome(intake, diff, still, words)
    if outcome == "not_stored" and yes:
        outcome, values = "stored", {"n": len(_with_figure(diff)) + len(diff.changed), "batch": batch or ""}
    if given["as_json"]:
        print_json(answer_of(outcome, batch, diff, unsure, words))
    else:
        _show(diff, words)
        _show_names(diff, unsure, words)
        say(f"import.{outcome}", values)
    open_question = any(problem.question and problem.code not in looked_at for problem in diff.refused)
    return REFUSED if outcome in NOTHING_BECAUSE or open_question else 0


@dataclass(frozen=True, slots=True)
class _Open:
    """What somebody has to say first: sheets that are exactly full, lines of people or of very few, names that are like others."""

    full: Sequence[Problem]
    people: PeopleNamed
    unsure: Sequence[UnsureName]


def _outcome(intake: Intake, diff: Diff, still: _Open, words: Words) -> tuple[str, dict[str, Any]]:
    """What becomes of the file, ``import.<code>`` in the catalogue: why nothing is stored, or that nothing is yet."""
    if intake.unread and not (diff.new or diff.changed or diff.unchanged):
        return "nothing_read", {}
    if diff.nothing_to_store:
        first = diff.first_batch
        if first is None:
            return "nothing_new", {}
        return "came_before", {"file": first.file_name, "batch": first.ref, "day": words.day(first.recorded_at.date())}
    if still.full:
        return "whole_first", {"sheet": still.full[0].place.sheet or ""}
    if still.people:
        return ("people_first", dict(asked_values(still.people))) if still.people.persons else ("few_first", dict(few_values(still.people)))
    return ("names_first", {}) if still.unsure else ("not_stored", {})


def _read(actor: Actor, file: Path, recipe: str | None) -> Intake:
    """The file as it is read by itself, or by the recipe; raises UserError("recipe_unknown") with the names there are."""
    own = organisation.settings()
    options: dict[str, Any] = {"name": file.name, "fiscal_start": own.fiscal_year_start, "school_start": own.school_year_start}
    if recipe is not None:
        kept = recipes.by_name(actor, recipe)
        if kept is None and not Path(recipe).is_file():
            raise UserError("recipe_unknown", {"name": recipe, "known": tuple(row.name for row in recipes.recipes(actor))})
        followed = kept.recipe if kept is not None else from_file(Path(recipe))
        options |= {"recipe": to_text(followed), **asdict(followed.options_over(options_from(options)))}
    with bar("import.reading") as tell:
        found = read_in_child(file, "propose", options, on_progress=tell)
    proposal = Proposal.from_json(found["proposal"])
    return take_in(workbook_of_plain(found["workbook"]), proposal)


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


def _show_names(diff: Diff, unsure: Sequence[UnsureName], words: Words) -> None:
    """Names of the file that are read as others, and those that may mean others."""
    _lines([words.text("names.read_as", {"name": one.name, "meant": one.meant}) for one in diff.renamed], words)
    if unsure:
        say("import.names_unsure", {"n": len(unsure)})
        _lines([words.text("import.name_like", {"name": one.name, "meant": one.options[0].meant}) for one in unsure], words)


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
