"""What a correction applies to besides its own place: heads and labels that are alike, on this sheet and on those of its shape."""

import re
from collections.abc import Iterable, Sequence

from groundswell.engine.proposal import ColumnReading, Correction, Proposal, Role, SheetReading, TableReading
from groundswell.engine.sources.workbook import Sheet, Workbook
from groundswell.engine.tables.grid import text_of
from groundswell.engine.tables.vocabulary import words

_DIGITS = re.compile(r"\d+")
MOST = 400
"""Places that one correction reaches."""
LABELS = frozenset({Role.MEASURE, Role.ORG_UNIT, Role.CATEGORY, Role.PERIOD, Role.CODE})


def alike(workbook: Workbook, proposal: Proposal, corrections: Sequence[Correction]) -> list[Correction]:
    """The further places to which these corrections apply: nothing where a head or a label says nothing, or no other is like it.

    Alike are columns that are headed the same and were read the same, rows that are labelled the same, and on other sheets of the
    same shape the same columns. Places that a person corrected themselves are left as they are.
    """
    said = {(one.sheet, one.axis, one.index) for one in (*proposal.corrections, *corrections)}
    found: dict[tuple[int, str, int], Correction] = {}
    for one in corrections:
        others = _columns(proposal, one) if one.axis == "column" else _rows(workbook, proposal, one)
        for sheet, index in others:
            place = (sheet, one.axis, index)
            if place not in said and len(found) < MOST:
                found.setdefault(place, Correction(sheet, one.axis, index, one.role))
    return sorted(found.values(), key=lambda one: (one.sheet, one.axis, one.index))


def shaped_alike(proposal: Proposal, sheet: int) -> list[SheetReading]:
    """This sheet and the others whose tables have the same heads in the same form, whatever years or numbers stand in them."""
    shape = _plain(proposal.sheets[sheet].signature)
    return [reading for reading in proposal.sheets if reading.index == sheet or (shape and _plain(reading.signature) == shape)]


def _plain(text: str) -> str:
    return _DIGITS.sub("#", text)


def head_of(column: ColumnReading) -> str:
    """What a column is headed, as far as heads are compared; the period of a column of figures is no head in this sense."""
    if column.name:
        return words(column.name)
    return "" if column.span is not None and column.role is Role.VALUE else words(column.head)


def label_of(sheet: Sheet, table: TableReading, row: int) -> str:
    """What a row is labelled: its last label that is filled."""
    indexes = [column.index for column in table.columns if column.role in LABELS]
    texts = [text_of(sheet.cell(row, index)) for index in indexes] or [text_of(sheet.cell(row, table.region.left))]
    return words(next((text for text in reversed(texts) if text), ""))


def _tables(reading: SheetReading) -> Iterable[TableReading]:
    return (*reading.tables, *reading.drafts)


def _columns(proposal: Proposal, one: Correction) -> Iterable[tuple[int, int]]:
    own = [column for table in _tables(proposal.sheets[one.sheet]) for column in table.columns if column.index == one.index]
    if not own:
        return
    head, role, timed = head_of(own[0]), own[0].role, own[0].span is not None
    for reading in shaped_alike(proposal, one.sheet):
        for table in _tables(reading):
            for column in table.columns:
                here = reading.index == one.sheet
                if column.role is not role or (here and column.index == one.index):
                    continue
                same_head = bool(head) and head_of(column) == head
                same_place = not here and column.index == one.index and (
                    _plain(head_of(column)) == _plain(head) or (timed and column.span is not None)
                )
                if same_head or same_place:
                    yield reading.index, column.index


def _rows(workbook: Workbook, proposal: Proposal, one: Correction) -> Iterable[tuple[int, int]]:
    own = next((table for table in _tables(proposal.sheets[one.sheet]) if table.first <= one.index <= table.last), None)
    if own is None:
        return
    label = label_of(workbook.sheets[one.sheet], own, one.index)
    read = _read_as(own, one.index)
    if not label:
        return
    for reading in shaped_alike(proposal, one.sheet):
        sheet = workbook.sheets[reading.index]
        for table in _tables(reading):
            for row in range(table.first, min(table.last, len(sheet.rows) - 1) + 1):
                if (reading.index, row) == (one.sheet, one.index) or _read_as(table, row) is not read:
                    continue
                if label_of(sheet, table, row) == label:
                    yield reading.index, row


def _read_as(table: TableReading, row: int) -> Role:
    reading = table.rows.get(row)
    return Role.MEASURE if reading is None else reading.role
