"""Where one look is worth it: open questions, cells that could not be read, and places where the reading is unsure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.confidence import Doubt
from groundswell.engine.sources.workbook import parse_a1
from groundswell.errors import Problem, Value
from groundswell.web.pages.bring.check import REFUSED_CELLS, Material, View, cell_view, sheet_url
from groundswell.words import Words

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Look:
    """One line of the list: where, and why. ``kind``: "question", "hand" (cells that need one) or "doubt"."""

    kind: str
    where: str
    text: str
    url: str
    part: str = ""
    cell: str = ""


@dataclass(slots=True)
class Unsure:
    """What is unsure on one sheet, in words: by cell, by column and by row."""

    cells: dict[str, str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LookHere:
    """The list beside the grid, how many more there are, and the next place after the one that is looked at."""

    heading: str
    lines: list[Look]
    more: str
    following: Look | None


def doubt_text(doubt: Doubt, words: Words) -> str:
    """Why it may be wrong, as one sentence."""
    if doubt.problem is not None:
        return words.problem(doubt.problem)
    values: dict[str, Value] = dict(doubt.values)
    if "role" in values:
        values["role"] = words.text(f"role.{values['role']}").lower()
    if "start" in values:
        values["period"] = words.period(date.fromisoformat(str(values["start"])), Cadence(str(values["cadence"])), "long")
    return words.text(f"doubt.{doubt.code}", values)


def unsure_of(material: Material, sheet: int, words: Words) -> Unsure:
    """The doubts of one sheet, where the grid marks them."""
    found = Unsure()
    for doubt in material.looked.doubts:
        if doubt.sheet != sheet or not doubt.cell:
            continue
        if doubt.axis == "column":
            found.columns.setdefault(doubt.index, doubt_text(doubt, words))
        elif doubt.axis == "row":
            found.rows.setdefault(doubt.index, doubt_text(doubt, words))
        else:
            found.cells.setdefault(doubt.cell, doubt_text(doubt, words))
    return found


def look_here(material: Material, view: View, words: Words) -> LookHere:
    """Everything worth a look, questions first, then refused cells, then doubts; of the sheet in view before the others."""
    lines = [*_questions(material, words), *_refused(material, view, words), *_doubts(material, view, words)]
    hidden = len(lines) - SHOWN
    return LookHere(
        words.text("bring.look_here", {"n": len(lines)}) if lines else words.text("bring.look_nowhere"),
        lines[:SHOWN],
        words.text("bring.look_more", {"n": hidden}) if hidden > 0 else "",
        _following(view, lines),
    )


def _questions(material: Material, words: Words) -> list[Look]:
    return [
        Look("question", question.cell or "", words.text(f"question.{question.code}", {**question.values, "cell": question.cell or ""}),
             f"#question-{number}")
        for number, question in enumerate(material.proposal.open_questions, start=1)
    ]


def _refused(material: Material, view: View, words: Words) -> list[Look]:
    """Cells that could not be read, one line a kind and sheet, with its first cell."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in material.intake.problems:
        if problem.code in REFUSED_CELLS and problem.place.cell and problem.place.sheet:
            alike.setdefault((problem.place.sheet, problem.code), []).append(problem)
    looks = []
    for (sheet, _), problems in _own_first(alike, material.workbook.sheets[view.sheet].name):
        text = words.problem(problems[0])
        if len(problems) > 1:
            text = words.text("bring.look_alike", {"text": text, "n": len(problems) - 1})
        first = (problems[0].place.cell or "").partition(":")[0]
        looks.append(_look("hand", material, view, (_index(material, sheet, view), first), text))
    return looks


def _own_first(alike: Mapping[tuple[str, str], list[Problem]], sheet: str) -> Iterable[tuple[tuple[str, str], list[Problem]]]:
    return sorted(alike.items(), key=lambda one: one[0][0] != sheet)


def _doubts(material: Material, view: View, words: Words) -> list[Look]:
    found = sorted(material.looked.doubts, key=lambda doubt: doubt.sheet != view.sheet)
    return [_look("doubt", material, view, (doubt.sheet, doubt.cell), doubt_text(doubt, words)) for doubt in found]


def _look(kind: str, material: Material, view: View, place: tuple[int, str], text: str) -> Look:
    """A line with its link; a place on another sheet is named with the sheet."""
    sheet, cell = place
    name = material.workbook.sheets[sheet].name
    where = cell if sheet == view.sheet else f"{name} {cell}"
    if not cell:
        return Look(kind, "" if sheet == view.sheet else name, text, sheet_url(material.id, View(sheet, 0, 0)))
    at = cell_view(material, sheet, cell)
    return Look(kind, where, text, sheet_url(material.id, at) + f"#cell-{cell}", "", cell)


def _index(material: Material, sheet: str, view: View) -> int:
    names = [one.name for one in material.workbook.sheets]
    return names.index(sheet) if sheet in names else view.sheet


def _following(view: View, lines: list[Look]) -> Look | None:
    """The next place on this sheet after the cell asked about, or after the window's first cell; the first one after the last."""
    here = _place(view.cell) or (view.top, view.left - 1)
    found = [(_place(line.cell), line) for line in lines if line.cell and line.where == line.cell]
    places = sorted(((place, line) for place, line in found if place is not None), key=lambda one: one[0])
    after = next((line for place, line in places if place > here), places[0][1] if places else None)
    return after if after is None or after.cell != view.cell else None


def _place(cell: str) -> tuple[int, int] | None:
    try:
        return parse_a1(cell)
    except ValueError:
        return None
