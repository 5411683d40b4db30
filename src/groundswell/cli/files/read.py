"""``groundswell read``: how a sheet is read, as JSON lines or in words, with a report that adds up. It never asks."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from groundswell.cli.files.inputs import files_of
from groundswell.cli.files.read_report import report_of, told
from groundswell.cli.json_answer import as_json as json_option
from groundswell.cli.json_answer import print_json
from groundswell.cli.progress import Told, bar
from groundswell.engine.child import read_in_child
from groundswell.engine.periods import Calendar, PeriodParser
from groundswell.engine.proposal import problem_from
from groundswell.engine.reading import explanation_from, options_from
from groundswell.engine.recipes.recipe import Recipe, over
from groundswell.engine.recipes.text_form import from_file, to_text
from groundswell.engine.tables.section_periods import period_of_label
from groundswell.errors import UserError
from groundswell.words import Words, words_for
from groundswell.words.cell_words import explained

NO = 1
"""Exit code where a table was not read: something in it has to be said first, or nothing in the file could be read."""
_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Output:
    """What is wanted of each file. ``several``: there are more of them, and each line says of which it is."""

    jsonl: bool
    as_json: bool
    report: Path | None
    several: bool
    explain: tuple[str, ...]
    words: Words

    @property
    def in_words(self) -> bool:
        """Whether the reading is told in sentences on standard output."""
        return not self.explain and not self.for_programs

    @property
    def for_programs(self) -> bool:
        """Whether standard output holds JSON alone."""
        return self.jsonl or self.as_json or str(self.report) == "-"


@click.command("read")
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER|PATTERN...")
@click.option("--all", "everything", is_flag=True, help="Also the cells that say why there is no figure, and the empty ones.")
@click.option("--jsonl", is_flag=True, help="One JSON object a figure, one a line; with its file where there are several.")
@json_option
@click.option(
    "--report", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE|-", help="Write what was read, kept, refused and left out."
)
@click.option("--explain", multiple=True, metavar="CELL", help="Say how a cell is read, and why: F12, or Sheet1!F12. May be given again.")
@click.option("--recipe", type=click.Path(path_type=Path), metavar="FILE", help="Read it by a recipe taken along from the page.")
@click.option(
    "--save-recipe", type=click.Path(path_type=Path), metavar="FILE", help="Write how it was read, with these options, as a recipe."
)
@click.option("--fiscal-start", type=int, metavar="MM", help="The month in which fiscal years start.  [default: 4]")
@click.option("--school-start", type=int, metavar="MM", help="The month in which school years start.  [default: 9]")
@click.option("--day-first", is_flag=True, help="03/04/2026 is 3 April.")
@click.option("--month-first", is_flag=True, help="03/04/2026 is March 4.")
@click.option("--decimal-comma/--decimal-point", default=None, help="What 1,234 and 1.234 mean where the sheet does not say.")
@click.option("--period", metavar="LABEL", help="The period of figures that stand without any date: 2011, 2016/17, Q1 2024, 31 March 2017.")
def command(files: tuple[str, ...], everything: bool, jsonl: bool, report: Path | None, **given: Any) -> int:
    """Say how files are read: every figure with its cell, what was left out and why, and what is in doubt.

    A folder stands for all files in it; a pattern such as "2026/*.xlsx" for those that match. Each file is read by itself, and one
    that cannot be read does not stop the others. Exit code 0: all was read; 1: something was not; 2: bad use.
    """
    paths = files_of(files)
    if given["as_json"] and (jsonl or str(report) == "-"):
        raise UserError("two_answers")
    output = Output(jsonl, given["as_json"], report, len(paths) > 1, tuple(given["explain"]), words_for())
    if given["save_recipe"] is not None and output.several:
        raise UserError("one_file_for_a_recipe", {"n": len(paths)})
    options = {"all": everything, "explain": list(output.explain), "save_recipe": given["save_recipe"] is not None, **_options(given)}
    if given["recipe"] is not None:
        options |= _recipe(from_file(given["recipe"]), options)
    documents: list[dict[str, Any]] = []
    with_figures: list[dict[str, Any]] = []
    unread = False
    for path in paths:
        answer = _answer(path, options, output)
        if isinstance(answer, UserError):
            unread = True
            documents.append({"file": str(path), "error": {"code": answer.code, "message": output.words.error(answer)}})
            with_figures.append(documents[-1])
            continue
        unread = unread or bool(answer["unread"])
        documents.append(_given_out(path, answer, output))
        if output.as_json:
            with_figures.append({**documents[-1], "observations": answer["observations"]})
        if given["save_recipe"] is not None:
            _write(given["save_recipe"], answer["recipe"])
    if report is not None:
        _write(report, json.dumps(_whole(documents, output), ensure_ascii=False, allow_nan=False, indent=2) + "\n")
    if output.as_json:
        print_json(_whole(with_figures, output))
    return NO if unread else 0


def _whole(documents: list[dict[str, Any]], output: Output) -> dict[str, Any]:
    """What was said of each file, or of the one file."""
    return {"files": documents} if output.several else documents[0]


def _answer(path: Path, options: Mapping[str, Any], output: Output) -> Mapping[str, Any] | UserError:
    """What the child found in one file; where others are to be read too, what was wrong with it (said on standard error)."""
    try:
        with bar("read.progress", {"file": path.name}) as tell:
            return _read(path, {**options, "name": path.name}, tell)
    except UserError as error:
        if not output.several:
            raise
        click.echo(output.words.text("read.file_unread", {"file": str(path), "message": output.words.error(error)}), err=True)
        return error


def _read(path: Path, options: Mapping[str, Any], tell: Told) -> Mapping[str, Any]:
    """The child's answer. Rows that a recipe counts are counted where they lie, however many; else the whole file is opened."""
    found: Mapping[str, Any]
    if options.get("grouping") and not options["explain"] and not options["save_recipe"]:
        try:
            found = read_in_child(path, "group", {**options, **options["grouped"]}, on_progress=tell)
            return found
        except UserError as error:
            if error.code != "grouping_column_missing":  # the other way says what of the recipe does not fit
                raise
    found = read_in_child(path, "read", options, on_progress=tell)
    return found


def _recipe(recipe: Recipe, options: Mapping[str, Any]) -> dict[str, Any]:
    """What a recipe adds to the child's options; for rows that are counted also its own options, under those that were given."""
    said = {name: value for name, value in asdict(over(recipe.options, options_from(options))).items() if value is not None}
    return {"recipe": to_text(recipe), "grouping": recipe.grouping, "grouped": said}


def _given_out(path: Path, answer: Mapping[str, Any], output: Output) -> dict[str, Any]:
    """One file on standard output, as it was asked for; gives its report."""
    problems, words = [problem_from(plain) for plain in answer["problems"]], output.words
    named = {"file": str(path)} if output.several else {}
    if output.jsonl:
        for observation in answer["observations"]:
            sys.stdout.write(json.dumps({**named, **observation}, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n")
    for cell, plain in answer.get("explanations", ()):
        place = f"{path} {cell}" if output.several else cell
        message = explained(words, explanation_from(plain)) if plain is not None else words.error(UserError("cell_unknown", {"cell": cell}))
        click.echo(words.text("read.explained", {"place": place, "message": message}), err=output.for_programs)
    if output.in_words:
        for line in told(path.name if not output.several else str(path), answer, problems, words):
            click.echo(line)
    return {**named, **report_of(answer, problems, words)}


def _options(given: Mapping[str, Any]) -> dict[str, Any]:
    """The reading options of the command line; raises UserError for a month or period that is none."""
    for name in ("fiscal_start", "school_start"):
        if given[name] is not None and given[name] not in _MONTHS:
            raise UserError("bad_month", {"value": str(given[name])})
    if given["day_first"] and given["month_first"]:
        raise UserError("two_day_orders")
    comma = given["decimal_comma"]
    day_first = True if given["day_first"] else False if given["month_first"] else None
    calendar = Calendar(given["fiscal_start"], given["school_start"], day_first)
    if given["period"] is not None and period_of_label(given["period"], PeriodParser(calendar)) is None:
        raise UserError("bad_period", {"value": given["period"]})
    return {
        "fiscal_start": given["fiscal_start"],
        "school_start": given["school_start"],
        "day_first": day_first,
        "decimal_mark": None if comma is None else "," if comma else ".",
        "period": given["period"],
    }


def _write(path: Path, text: str) -> None:
    if str(path) == "-":
        sys.stdout.write(text)
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError("file_not_writable", {"file": str(path), "reason": error.strerror or ""}) from None
