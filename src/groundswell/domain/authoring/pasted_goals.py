"""Goals as people paste them: one a line, or cells of a sheet, with or without the number that a plan gave them."""

import csv
import io
import re
from dataclasses import dataclass

_BULLET = re.compile(r"^[\s•◦▪●○·*–—-]+")
_NUMBER = re.compile(r"^\(?((?:[A-Za-z]{1,3}[\s-]?\d+(?:[.-]\d+)*[a-z]?)|\d+(?:[.-]\d+)*)([.):]*)\s+(?=\S)", re.ASCII)
_A_LOT = 3
"""Digits from which a number without a sign behind it is no longer one of a list."""


@dataclass(frozen=True, slots=True)
class PastedGoal:
    """A goal's own words, and the number or heading that stood beside them."""

    text: str
    beside: str = ""


def pasted_goals(block: str) -> tuple[PastedGoal, ...]:
    """The goals of a pasted block, each once. Of a sheet's row the longest cell is the goal, the others stand beside it."""
    found: dict[str, PastedGoal] = {}
    for row in _rows(block):
        cells = [" ".join(cell.split()) for cell in row if cell.strip()]
        if not cells:
            continue
        text = max(cells, key=len)
        beside = " ".join(cell for cell in cells if cell is not text)
        text = _BULLET.sub("", text)
        if (number := _NUMBER.match(text)) and _is_of_a_list(number, text):
            text, beside = text[number.end() :], beside or number[1]
        if text:
            found.setdefault(text.casefold(), PastedGoal(text, beside))
    return tuple(found.values())


def _is_of_a_list(number: re.Match[str], text: str) -> bool:
    """``1. Streets are clean``, ``CS02a % of calls``; in ``500 homes are built`` and ``A30 is quiet`` the number is part of the goal."""
    return bool(number[2]) or not (text[number.end()].islower() or (number[1].isdigit() and len(number[1]) >= _A_LOT))


def _rows(block: str) -> list[list[str]]:
    """A spreadsheet's own form, where a quoted cell may hold several lines; anything else line by line."""
    lines = "\n".join(block.splitlines())
    if "\t" in lines and lines.count('"') % 2 == 0:
        try:
            return list(csv.reader(io.StringIO(lines), delimiter="\t"))
        except csv.Error:
            pass
    return [line.split("\t") for line in lines.split("\n")]
