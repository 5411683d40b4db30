"""What ``groundswell read`` says of a file: the report as plain values, and the same in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from groundswell.engine.proposal import Reason
from groundswell.errors import Problem
from groundswell.words import Words


def report_of(answer: Mapping[str, Any], problems: list[Problem], words: Words) -> dict[str, Any]:
    """The report: per sheet the cells, rows and sums, those of each of its tables where it has several, and every problem.

    A problem has its place, message and hint.
    """
    return {
        "file_sha256": answer["file_sha256"],
        "sheets": [{"sheet": count["sheet"], **_counts(count), **_tables(count)} for count in answer["reconciliation"]],
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


def _counts(count: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "cells": {name: count[name] for name in ("read", "kept", "refused", "left_out")},
        "rows": count["rows"],
        "columns": [{"column": column, "sum_read": read, "sum_kept": kept} for column, read, kept in count["columns"]],
    }


def _tables(count: Mapping[str, Any]) -> dict[str, Any]:
    """Nothing for a sheet of one table: its counts are the sheet's."""
    tables = count["tables"]
    return {"tables": [{"range": table["cells"], **_counts(table)} for table in tables]} if len(tables) > 1 else {}


def _sum_of(count: Mapping[str, Any], place: str) -> dict[str, Any]:
    left_out = sum(count["left_out"].values())
    return {"sheet": place, "read": count["read"], "kept": count["kept"], "refused": count["refused"], "left_out": left_out}


EXPECTED = frozenset({Reason.HEAD, Reason.LABEL})
"""What every table has beside its figures; where nothing else is left out, the sum says enough."""


def _reasons(count: Mapping[str, Any], words: Words) -> str:
    """How many cells are left out for each reason; empty where all are headings and labels."""
    left_out: Mapping[str, int] = count["left_out"]
    if all(reason in EXPECTED for reason in left_out):
        return ""
    return ", ".join(words.text(f"read.left_{reason}", {"n": left_out[reason]}) for reason in Reason if left_out.get(reason))


def told(file: str, answer: Mapping[str, Any], problems: list[Problem], words: Words) -> Iterator[str]:
    """Line by line: how many figures, each sheet's sum and why cells of it are left out, each problem with its address."""
    figures = [observation for observation in answer["observations"] if observation["value"] is not None]
    measures = {observation["measure"] for observation in figures}
    yield words.text("read.summary", {"kept": len(figures), "measures": len(measures), "file": file})
    for count in answer["reconciliation"]:
        yield words.text("read.recon", _sum_of(count, count["sheet"]))
        if reasons := _reasons(count, words):
            yield words.text("read.left_out", {"reasons": reasons})
        for table in count["tables"] if len(count["tables"]) > 1 else ():
            yield words.text("read.recon", _sum_of(table, f"{count['sheet']} {table['cells']}"))
    for problem in problems:
        place = " ".join(part for part in (problem.place.sheet, problem.place.cell) if part) or file
        yield words.text("read.problem", {"place": place, "message": words.problem(problem), "hint": words.hint(problem)}).rstrip()
