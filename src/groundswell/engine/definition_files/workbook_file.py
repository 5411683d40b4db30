"""A workbook of definitions: the sheets that have a row of field codes, one measure or one data item a row below it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from groundswell.domain.authoring.definition.fields import ITEM_SPECS, SPECS, Kind
from groundswell.domain.authoring.definition.texts import YES
from groundswell.engine.definition_files.incoming import MOST_MEASURES, DefinitionFile, Incoming, Said, Unknown
from groundswell.engine.sources.workbook import CellError, CellValue, Sheet, Uncalculated, Workbook, a1
from groundswell.errors import UserError

OF, OF_NAME = "of", "of_name"
"""Heads of the columns of a data item that say whose it is: the measure's id, and its name where there is none yet."""
READ_ONLY = frozenset(("id", "version"))
HEAD_ROWS = 5
"""The codes stand in one of the first rows."""


def read_workbook(workbook: Workbook) -> DefinitionFile:
    """What its sheets say. Raises UserError("workbook_no_definitions") where no sheet has the codes of a definition."""
    definitions = [(sheet, at) for sheet in workbook.sheets if (at := _head_row(sheet, {"id", "name"}, {OF})) is not None]
    if not definitions:
        raise UserError("workbook_no_definitions")
    unknown: list[Unknown] = []
    items: dict[str, list[dict[str, Said]]] = defaultdict(list)
    for sheet in workbook.sheets:
        head = _head_row(sheet, {OF, OF_NAME, "name"}, set())
        if head is None:
            continue
        for row in _rows(sheet, head, {*ITEM_SPECS, OF, OF_NAME}, unknown):
            of = row.pop(OF, None), row.pop(OF_NAME, None)
            key = next((said.text for said in of if said is not None and said.text), "")
            items[key].append({code: said for code, said in row.items() if said.text})
    measures: list[Incoming] = []
    for sheet, at in definitions:
        wanted = {code for code, spec in SPECS.items() if spec.kind is not Kind.ITEMS}
        measures += [_measure(row, items) for row in _rows(sheet, at, wanted | READ_ONLY, unknown)]
    if len(measures) > MOST_MEASURES:
        raise UserError("too_many_definitions", {"most": MOST_MEASURES})
    return DefinitionFile(tuple(measures), tuple(unknown), by_line=False)


def _measure(row: dict[str, Said], items: Mapping[str, list[dict[str, Said]]]) -> Incoming:
    own = row.pop("id", Said("", ""))
    row.pop("version", None)
    name = row.get("name", own)
    found = items.get(own.text) or items.get(name.text)
    return Incoming(own.text, name.place, row, None if found is None else tuple(found))


def _head_row(sheet: Sheet, needed: set[str], without: set[str]) -> int | None:
    for at, row in enumerate(sheet.rows[:HEAD_ROWS]):
        codes = {cell.strip() for cell in row if isinstance(cell, str)}
        if needed <= codes and not codes & without:
            return at
    return None


def _rows(sheet: Sheet, head: int, wanted: set[str], unknown: list[Unknown]) -> list[dict[str, Said]]:
    """The filled rows below the codes, each as texts by code; columns without a code are notes of their owner."""
    columns: dict[int, str] = {}
    for at, cell in enumerate(sheet.rows[head]):
        code = cell.strip() if isinstance(cell, str) else ""
        if code in columns.values():
            raise UserError("column_twice", {"field": code, "cell": a1(head, at)})
        if code in wanted:
            columns[at] = code
        elif code:
            unknown.append(Unknown(code, f"{sheet.name} {a1(head, at)}"))
    found = []
    for number in range(head + 1, len(sheet.rows)):
        row = {code: Said(_text(sheet.cell(number, at)), f"{sheet.name} {a1(number, at)}") for at, code in columns.items()}
        if any(said.text for said in row.values()):
            found.append(row)
    return found


def _text(cell: CellValue) -> str:
    """A cell as the text that its field takes; an error or a formula without a value stays visible, and is refused by the field."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return YES if cell else ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, CellError):
        return cell.code
    if isinstance(cell, Uncalculated):
        return cell.formula
    return cell if isinstance(cell, str) else str(cell)
