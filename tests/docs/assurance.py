"""Which faults and attacks the suite tries: read off the names of the tests, one page for a reviewer.

A test that stands for a row is named by it: ``test_C9_error_cells_are_refused`` stands for row C9.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ROWS = {
    "B1": "kill -9 in an import",
    "B2": "power loss",
    "B3": "a wrong database setting ships",
    "B4": "an old SQLite moving its log",
    "B5": "a full disk",
    "B7": "bit rot",
    "B10": "a clock that jumps",
    "B12": "two servers on one file",
    "C1": "zip bombs",
    "C2": "a header that lies, duplicate entries",
    "C3": "corrupt or truncated files",
    "C4": "outside entities, billion laughs, outside links",
    "C5": "macros, embedded objects, passwords",
    "C6": "a million rows",
    "C7": "a full sheet: rows may be missing",
    "C8": "cells read = kept + refused + left out",
    "C9": "error cells",
    "C10": "formulas never calculated",
    "C11": "formula text as a value",
    "C12": "1900 and 1904 dates",
    "C13": "ambiguous dates",
    "C14": "merged cells",
    "C15": "hidden rows, filters, sheets, totals",
    "C16": "right-to-left marks, look-alikes, normal forms",
    "C17": "numbers as text",
    "C18": "NaN, infinity, −0, very long numbers",
    "C19": "denominator 0, negative, missing",
    "C20": "a period twice in one file",
    "C21": "overlapping uploads",
    "C22": "restatements out of order",
    "C23": "the quirks of CSV",
    "C24": "stored scripts",
    "C25": "formulas in exports",
    "D1": "an address without a rule",
    "D9": "guessable share links",
    "D10": "a link widened by parameters",
    "D11": "a link that outlives its reason",
    "D12": "a link that leaks by referrer, index, preview",
    "D13": "a right that was taken goes on to work",
    "D16": "guessed passwords, accounts found out",
    "D17": "a default or weak key",
    "D18": "a set-up that somebody takes over",
    "D19": "DuckDB reaching outside its file",
    "D24": "errors that tell too much",
    "D25": "forged forms, framing, content policy, cookies",
    "E1": "silent overwriting",
    "E2": "update or delete in SQL",
    "E3": "tampering with the file",
    "E4": "re-sealed by an insider",
    "E5": "a cut end, an old backup put back",
    "E6": "a picture of an earlier day",
    "E7": "definition, target, baseline or limits quietly changed",
    "E8": "a bad measure dropped or hidden",
    "E9": "points left out",
    "E13": "a figure reproduced elsewhere",
    "E14": "drift of floats",
    "E15": "two roundings",
    "E16": "clocks that change, time zones",
    "E17": "calendars",
    "E18": "an upgrade that changes figures",
    "F1": "a measure of a person",
    "F2": "a comparison of one or two units",
    "F3": "small numbers worked out from sums, filters or two dates",
    "F4": "a figure held back that looks like a zero",
    "F5": "an export of one's data that lacks some, or holds somebody else's",
    "F6": "erased, and still there",
    "F7": "who looked",
    "F8": "logs, traces and mails that hold data",
    "G1": "a backup that does not restore",
    "G2": "a backup that fails unseen",
    "G3": "a restore that brings back rights, links, tokens",
    "G5": "half an import",
    "G6": "an import twice",
    "G7": "undoing an import",
    "G8": "leaving the product",
}

REASONS = {
    "C6": "Measured, not tested: `benchmarks/` reads and stores large sheets; a timed test would only measure the machine.",
}
"""Rows that no test is named for, each with the reason."""

BEYOND = {
    "D13": "There is no export that runs on after its request: an answer is made whole before it is sent.",
    "B4": "The fault itself is too rare to be provoked: what is tried is that no connection but the writer's moves the log.",
    "B5": "A small disk in memory needs the superuser; elsewhere the tests say that they were skipped.",
    "G2": "No timer is waited for: the clock is set.",
    "E2": "The embedded database alone: there is no other yet.",
    "E8": "Org units cannot be removed, so their removal is not tried.",
    "E13": "There is no PDF of its own: a page is printed by the browser, whose bytes are not ours.",
    "E16": "Periods are days without a clock; the zone matters where a moment becomes a day, and that is what is tried.",
    "E17": "4-4-5 years and a calendar that changes within a series are not offered.",
    "E18": "There is no way down: an older product refuses a newer record and says so; the copy made before the upgrade is the way back.",
    "F7": "An opening is an hour and a count: by whom is nowhere, so that the log cannot become a measure of people.",
}
"""What of a row is not tried, and why."""

NAME = re.compile(r"^test_([A-G]\d{1,2})_(.+)$")


@dataclass(frozen=True, slots=True, order=True)
class Assured:
    """A test that stands for a row: where it is, what its name says, and whether only the long run holds it."""

    row: str
    file: str
    says: str
    long: bool


def assured(tests: Path = ROOT / "tests") -> Iterator[Assured]:
    """Every test named by a row, in files' order."""
    for path in sorted(tests.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (found := NAME.match(node.name)):
                marks = " ".join(ast.unparse(mark) for mark in node.decorator_list)
                yield Assured(found[1], str(path.relative_to(ROOT)), found[2].replace("_", " "), "mark.long" in marks)


def page() -> str:
    """The page as Markdown."""
    by_row: dict[str, list[Assured]] = {}
    for test in assured():
        by_row.setdefault(test.row, []).append(test)
    lines = [
        "# Assurance",
        "",
        "Faults and attacks that the suite tries, by row of the project's reliability goals. This page is made from the names of the",
        "tests; it is red when stale. *long* marks what runs with `./check --long` and, bounded, in CI.",
        "",
        "| Row | Threat or fault | Tests |",
        "|---|---|---|",
    ]
    extra = sorted(set(by_row) - set(ROWS), key=_order)
    for row in [*ROWS, *extra]:
        tests = "<br>".join(
            f"{test.says}{' (*long*)' if test.long else ''} · `{test.file}`" for test in sorted(by_row.get(row, []))
        )
        beyond = f"<br>*Not tried:* {BEYOND[row]}" if row in BEYOND else ""
        lines.append(f"| {row} | {ROWS.get(row, '')} | {tests or REASONS.get(row, '**none yet**')}{beyond} |")
    return "\n".join(lines) + "\n"


def missing() -> list[str]:
    """Rows with neither a test nor a stated reason."""
    named = {test.row for test in assured()}
    return [row for row in ROWS if row not in named and row not in REASONS]


def _order(row: str) -> tuple[str, int]:
    return row[0], int(row[1:])
