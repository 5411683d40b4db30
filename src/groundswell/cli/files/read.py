"""``groundswell read``: how a sheet is read, as JSON lines or in words, with a report that adds up. It never asks."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from groundswell.cli.progress import bar
from groundswell.engine.child import read_in_child
from groundswell.engine.proposal import problem_from
from groundswell.errors import Problem, UserError
from groundswell.words import Words, words_for

NO = 1
"""Exit code where a table was not read: something in it has to be said first, or nothing in the file could be read."""
_MONTHS = range(1, 13)


@click.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Also the cells that say why there is no figure, and the empty ones.")
@click.option("--jsonl", is_flag=True, help="One JSON object a figure, one a line.")
@click.option(
    "--report", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE|-", help="Write what was read, kept, refused and left out."
)
@click.option("--fiscal-start", type=int, metavar="MM", help="The month in which fiscal years start.  [default: 4]")
@click.option("--school-start", type=int, metavar="MM", help="The month in which school years start.  [default: 9]")
@click.option("--day-first", is_flag=True, help="03/04/2026 is 3 April.")
@click.option("--month-first", is_flag=True, help="03/04/2026 is March 4.")
@click.option("--decimal-comma/--decimal-point", default=None, help="What 1,234 and 1.234 mean where the sheet does not say.")
def command(file: Path, everything: bool, jsonl: bool, report: Path | None, **given: Any) -> int:
    """Say how FILE is read: every figure with its cell, what was left out and why, and what is in doubt."""
    words = words_for()
    with bar("read.progress", {"file": file.name}) as tell:
        answer = read_in_child(file, "read", {"all": everything, "name": file.name, **_options(given)}, on_progress=tell)
    problems = [problem_from(plain) for plain in answer["problems"]]
    if jsonl:
        for observation in answer["observations"]:
            sys.stdout.write(json.dumps(observation, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n")
    if report is not None:
        _write(report, report_of(answer, problems, words))
    if not jsonl and str(report) != "-":
        _tell(file, answer, problems, words)
    return NO if answer["unread"] else 0


def _options(given: Mapping[str, Any]) -> dict[str, Any]:
    """The reading options of the command line; raises UserError for a month that is none."""
    for name in ("fiscal_start", "school_start"):
        if given[name] is not None and given[name] not in _MONTHS:
            raise UserError("bad_month", {"value": str(given[name])})
    if given["day_first"] and given["month_first"]:
        raise UserError("two_day_orders")
    comma = given["decimal_comma"]
    return {
        "fiscal_start": given["fiscal_start"],
        "school_start": given["school_start"],
        "day_first": True if given["day_first"] else False if given["month_first"] else None,
        "decimal_mark": None if comma is None else "," if comma else ".",
    }


def report_of(answer: Mapping[str, Any], problems: list[Problem], words: Words) -> dict[str, Any]:
    """The report: per sheet the cells, rows and sums, and every problem with its place, message and hint."""
    return {
        "file_sha256": answer["file_sha256"],
        "sheets": [
            {
                "sheet": count["sheet"],
                "cells": {name: count[name] for name in ("read", "kept", "refused", "left_out")},
                "rows": count["rows"],
                "columns": [{"column": column, "sum_read": read, "sum_kept": kept} for column, read, kept in count["columns"]],
            }
            for count in answer["reconciliation"]
        ],
        "problems": [
            {
                "code": problem.code,
                "sheet": problem.place.sheet,
                "cell": problem.place.cell,
                "message": words.problem(problem),
                "hint": words.hint(problem),
            }
            for problem in problems
        ],
    }


def _write(report: Path, document: dict[str, Any]) -> None:
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    if str(report) == "-":
        sys.stdout.write(text)
        return
    try:
        report.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError("file_not_writable", {"file": str(report), "reason": error.strerror or ""}) from None


def _tell(file: Path, answer: Mapping[str, Any], problems: list[Problem], words: Words) -> None:
    """In words: how many figures, each sheet's sum, each problem with its address."""
    figures = [observation for observation in answer["observations"] if observation["value"] is not None]
    measures = {observation["measure"] for observation in figures}
    click.echo(words.text("read.summary", {"kept": len(figures), "measures": len(measures), "file": file.name}))
    for count in answer["reconciliation"]:
        left_out = sum(count["left_out"].values())
        values = {"sheet": count["sheet"], "read": count["read"], "kept": count["kept"], "refused": count["refused"], "left_out": left_out}
        click.echo(words.text("read.recon", values))
    for problem in problems:
        place = " ".join(part for part in (problem.place.sheet, problem.place.cell) if part) or file.name
        click.echo(words.text("read.problem", {"place": place, "message": words.problem(problem), "hint": words.hint(problem)}).rstrip())
