"""The painted window of a sheet: cells, heads as buttons, where else to look, and one cell explained."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from groundswell.engine.painting import Paint, paint
from groundswell.engine.proposal import ColumnReading, Role, SheetReading
from groundswell.engine.sources.workbook import Sheet, column_name, parse_a1
from groundswell.errors import UserError
from groundswell.web.pages.bring.check import REFUSED, Material, View, sheet_url
from groundswell.web.pages.bring.grid import (
    GridRow,
    Letter,
    Painter,
    RoleSpan,
    Window,
    as_runs,
    cell_text,
    letters_of,
    rows_of,
    steps_around,
    widths_of,
    window_of,
)
from groundswell.web.pages.bring.look_here import LookHere, Unsure, look_here, unsure_of
from groundswell.web.pages.bring.painted import (
    LineRole,
    RangeChoice,
    RoleChoice,
    column_roles,
    columns_say,
    role_choices,
    row_role,
    spans_of,
    tables_in,
)
from groundswell.words import Words

PAINTS = {
    Paint.EMPTY: "empty",
    Paint.NAME: "name",
    Paint.UNIT: "unit",
    Paint.PERIOD: "period",
    Paint.FIGURE: "figure",
    Paint.MISSING: "missing",
    Paint.LEFT_OUT: "out",
    Paint.PROBLEM: "problem",
    Paint.OTHER: "kept",
}
"""How a cell was read → its class in the style sheet."""
LONGEST_HEAD, LONGEST_LABEL = 20, 40
NAMING = frozenset({Role.MEASURE, Role.ORG_UNIT, Role.CATEGORY, Role.PERIOD, Role.YEAR, Role.PERIOD_PART})
"""Roles of columns whose cells name a row."""
MOST_COLUMNS = 4_000
"""A sheet with more columns has no scroll bar over all of them: its windows follow each other by links."""

NEEDS = PAINTS[Paint.PROBLEM]
SAID_SINGLY = 300
"""Cells that need a hand and say so to those who hear the page; where there are more, the window's summary says how many."""


@dataclass(frozen=True, slots=True)
class Link:
    """A plain link; ``current`` where we are. ``part``: the address of its window alone."""

    url: str
    text: str
    note: str = ""
    current: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """A column's letter as a button: what it is headed, how many letters it is wide, why its reading is unsure."""

    letter: Letter
    line: LineRole
    head: str
    width: int
    unsure: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with its number as a button; ``label`` names it where its label stands outside the window."""

    row: GridRow
    cells: SafeString
    line: LineRole
    label: str
    unsure: str


@dataclass(frozen=True, slots=True)
class Said:
    """One cell explained: its address, all that it shows, how it was read, and why that may be wrong."""

    cell: str
    text: str
    sentence: str
    unsure: list[str]
    column: str
    column_pick: str
    row: str
    row_pick: str


@dataclass(frozen=True, slots=True)
class Side:
    """What stands beside the grid: the cell asked about, explained, and the list of places worth a look."""

    asked: str
    said: Said | None
    unknown_cell: str
    look: LookHere


@dataclass(frozen=True, slots=True)
class PaintedSheet:
    """One window of one sheet, painted. ``height`` and ``width`` are the whole sheet's; ``part`` the address of windows alone."""

    index: int
    heading: str
    here: str
    part: str
    window: Window
    window_says: str
    summary: str
    tabs: list[Link]
    steps: list[Link]
    spans: list[RoleSpan]
    letters: list[ShownLetter]
    rows: list[ShownRow]
    roles: list[RoleChoice]
    ranges: list[RangeChoice]
    picked: str
    height: int
    width: int
    widths: str
    named: bool
    side: Side


def painted_sheet(material: Material, view: View, words: Words) -> PaintedSheet:
    """The window, painted."""
    sheet, reading = material.workbook.sheets[view.sheet], material.proposal.sheets[view.sheet]
    window = window_of(sheet, view.top, view.left)
    unsure = unsure_of(material, view.sheet, words)
    roles = column_roles(reading, max(sheet.width, 1), window)
    spans = spans_of(reading, roles, window, words)
    letters = _letters(material, view.sheet, window, roles, unsure, words)
    rows = _rows(material, view, window, unsure, words)
    widths = _widths(material, view.sheet, words)
    return PaintedSheet(
        index=view.sheet,
        heading=_heading(material, sheet.name, words),
        here=sheet_url(material.id, View(view.sheet, window.top, window.left)),
        part=reverse("bring_window", args=[material.id]),
        window=window,
        window_says=words.text("bring.window", {"range": window.a1, "rows": len(sheet.rows), "n": sheet.width}),
        summary=_summary(rows, letters, words),
        tabs=_tabs(material, view, words),
        steps=_steps(material, view, window, words),
        spans=spans,
        letters=letters,
        rows=rows,
        roles=role_choices(words),
        ranges=_ranges(spans, letters, rows),
        picked=view.picked,
        height=len(sheet.rows),
        width=sheet.width,
        widths=as_runs(widths) if sheet.width <= MOST_COLUMNS else "",
        named=any(row.label for row in rows),
        side=side_of(material, view, words),
    )


def side_of(material: Material, view: View, words: Words) -> Side:
    """The cell that is asked about, and where a look is worth it."""
    said, unknown = _said(material, view, words)
    return Side(view.cell, said, unknown, look_here(material, view, words))


def _said(material: Material, view: View, words: Words) -> tuple[Said | None, str]:
    """The cell that is asked about, explained; or what is wrong with its address."""
    if not view.cell:
        return None, ""
    try:
        explained = material.looked.explainer.of(view.sheet, view.cell)
    except UserError as error:
        return None, words.error(error)
    cell = explained.place.cell or ""
    row, column = parse_a1(cell)
    sheet, unsure = material.workbook.sheets[view.sheet], unsure_of(material, view.sheet, words)
    why = [text for text in (unsure.cells.get(cell), unsure.columns.get(column), unsure.rows.get(row)) if text]
    text = cell_text(sheet.cell(row, column), (row, column) in sheet.percent, words)
    names = (column_name(column), f"column-{column}-{column}", str(row + 1), f"row-{row}-{row}")
    return Said(cell, text, words.explanation(explained), list(dict.fromkeys(why)), *names), ""


def _widths(material: Material, index: int, words: Words) -> list[int]:
    held = material.looked.widths
    if index not in held:
        held[index] = widths_of(material.workbook.sheets[index], words)
    return held[index]


def _letters(material: Material, index: int, window: Window, roles: Sequence[str], unsure: Unsure, words: Words) -> list[ShownLetter]:
    sheet, widths = material.workbook.sheets[index], _widths(material, index, words)
    heads = _heads(material.proposal.sheets[index], window)
    shown = []
    for letter in letters_of(sheet, window):
        at = letter.column
        says = columns_say(at, at, words.text(f"role.{roles[at]}"), words)
        head = heads.get(at, "")
        wide = widths[at] if at < len(widths) else 1
        shown.append(ShownLetter(letter, LineRole(roles[at], says), head, wide, unsure.columns.get(at, "")))
    return shown


def _heads(reading: SheetReading, window: Window) -> dict[int, str]:
    """What the columns are headed, for windows that lie below the heads."""
    heads: dict[int, str] = {}
    for table in tables_in(reading, window):
        if max(table.head_rows, default=-1) >= window.top:
            continue
        for column in table.columns:
            heads.setdefault(column.index, _clipped(column.head or column.name, LONGEST_HEAD))
    return heads


def _clipped(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _rows(material: Material, view: View, window: Window, unsure: Unsure, words: Words) -> list[ShownRow]:
    sheet, reading = material.workbook.sheets[view.sheet], material.proposal.sheets[view.sheet]
    painted = _painter(material, view.sheet, window, unsure)
    labels = _label_columns(reading, window)
    drawn, shown = rows_of(sheet, window, painted, words), []
    few = sum(cell.paint == NEEDS for row in drawn for cell in row.cells) <= SAID_SINGLY
    needs = words.text("bring.cell_needs") if few else ""
    for row in drawn:
        role = row_role(reading, row.row)
        says = words.text("bring.row_says", {"row": row.row + 1, "role": words.text(f"row_role.{role}")})
        label, doubt = _label(sheet, row.row, labels), unsure.rows.get(row.row, "")
        shown.append(ShownRow(row, row.markup(needs, view.cell), LineRole(role, says), label, doubt))
    return shown


def _label_columns(reading: SheetReading, window: Window) -> list[ColumnReading]:
    """The columns that name the rows, where none of them is in the window."""
    tables = tables_in(reading, window)
    columns = [column for table in tables for column in table.columns if column.role in NAMING]
    return columns if columns and all(column.index < window.left for column in columns) else []


def _label(sheet: Sheet, row: int, columns: Sequence[ColumnReading]) -> str:
    """The names of a row, in the order of its columns."""
    values = [sheet.cell(row, column.index) for column in columns]
    return _clipped(", ".join(str(value) for value in values if value is not None), LONGEST_LABEL)


def _painter(material: Material, index: int, window: Window, unsure: Unsure) -> Painter:
    """How each cell of the window was read. Empty rows and headings of sections hold no missing figures."""
    sheet, tables = material.workbook.sheets[index], material.proposal.sheets[index].tables
    needs = [problem for problem in material.intake.problems if problem.question or problem.code in REFUSED]
    rows, columns = range(window.top, window.bottom), range(window.left, window.right)
    painted = paint(material.workbook, material.proposal, index, rows, columns, problems=needs)
    sections = {row for table in tables for row, reading in table.rows.items() if reading.role is Role.SECTION}
    spaces = sections | {row for row in rows if not any(value is not None for value in sheet.rows[row])}
    doubted = {parse_a1(cell) for cell in unsure.cells}

    def paint_at(row: int, column: int) -> tuple[str, bool]:
        if row in spaces and sheet.cell(row, column) is None:
            return PAINTS[Paint.EMPTY], False
        return PAINTS[painted[row - window.top][column - window.left].paint], (row, column) in doubted

    return paint_at


def _summary(rows: list[ShownRow], letters: list[ShownLetter], words: Words) -> str:
    """The window for those who hear it: how many figures, how many cells that need a hand, how many unsure places."""
    paints = [cell.paint for row in rows for cell in row.row.cells]
    unsure = sum(cell.unsure for row in rows for cell in row.row.cells)
    unsure += sum(bool(row.unsure) for row in rows) + sum(bool(letter.unsure) for letter in letters)
    parts = [
        words.text("bring.window_figures", {"n": paints.count("figure")}),
        words.text("bring.window_needs", {"n": paints.count(NEEDS)}) if paints.count(NEEDS) else "",
        words.text("bring.window_unsure", {"n": unsure}) if unsure else "",
    ]
    return " ".join(part for part in parts if part)


def _steps(material: Material, view: View, window: Window, words: Words) -> list[Link]:
    steps = []
    for step in steps_around(material.workbook.sheets[view.sheet], window):
        url = sheet_url(material.id, View(view.sheet, step.top, step.left))
        text = words.text(f"bring.step_{step.direction}", {"range": step.a1})
        steps.append(Link(url, text, step.direction, part=url.replace("?", "window/?", 1)))
    return steps


def _heading(material: Material, sheet: str, words: Words) -> str:
    """The file, and the sheet where a file has sheets of its own naming."""
    if material.workbook.kind in ("csv", "paste") or not sheet:
        return material.workbook.name
    return words.text("bring.sheet_heading", {"file": material.workbook.name, "sheet": sheet})


def _tabs(material: Material, view: View, words: Words) -> list[Link]:
    if len(material.workbook.sheets) < 2:
        return []
    tabs = []
    for index, sheet in enumerate(material.workbook.sheets):
        reading = material.proposal.sheets[index]
        note = words.text("bring.tab_hidden") if sheet.hidden else "" if reading.tables else words.text("bring.tab_no_table")
        tabs.append(Link(sheet_url(material.id, View(index, 0, 0)), sheet.name, note, index == view.sheet))
    return tabs


def _ranges(spans: list[RoleSpan], letters: list[ShownLetter], rows: list[ShownRow]) -> list[RangeChoice]:
    """The plain form's list: spans of columns, single columns, rows."""
    choices = [
        RangeChoice(f"column-{span.first}-{span.last}", f"{column_name(span.first)}–{column_name(span.last)}: {span.text}")
        for span in spans
        if span.columns > 1
    ]
    choices += [RangeChoice(f"column-{one.letter.column}-{one.letter.column}", one.line.says) for one in letters]
    return choices + [RangeChoice(f"row-{one.row.row}-{one.row.row}", one.line.says) for one in rows]
