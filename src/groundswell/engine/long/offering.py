"""When a file's rows are offered to be counted or added up, and how a grouped sheet is painted."""

from collections.abc import Mapping
from typing import Any

from groundswell.engine.long.applying import sheets_that_fit
from groundswell.engine.long.grouping import Count, Grouping
from groundswell.engine.long.heads import LongSheet, key_text, long_sheets
from groundswell.engine.long.plain import found_from
from groundswell.engine.long.proposing import LongProposal, propose_grouping
from groundswell.engine.long.tally import Places
from groundswell.engine.proposal import (
    ColumnReading,
    Proposal,
    ReadingOptions,
    Reason,
    Region,
    Role,
    RowReading,
    SheetReading,
    TableReading,
)
from groundswell.engine.sources.workbook import Workbook

ROWS_ARE_NO_FIGURES = frozenset({"rows_are_cases", "no_figures", "several_places"})
"""Problems and questions that say: these rows have to be counted, filtered or added up first."""
PAINTED_ROWS = 50_000
"""Rows of a sheet in which the ones left out are painted one by one."""


def offer(workbook: Workbook, proposal: Proposal, name: str) -> LongProposal | None:
    """A first grouping where nothing of the workbook was read because its rows are no figures yet; else None."""
    said = {problem.code for problem in proposal.problems} | {question.code for question in proposal.open_questions}
    if any(sheet.tables for sheet in proposal.sheets) or not said & ROWS_ARE_NO_FIGURES:
        return None
    return propose_grouping(workbook, proposal.options, name)


def large_proposal(workbook: Workbook, large: Mapping[str, Any], options: ReadingOptions) -> Proposal:
    """The proposal of a file of which the first rows alone are at hand: its rows are counted by the grouping that was found."""
    sheets = [SheetReading(index, sheet.name) for index, sheet in enumerate(workbook.sheets)]
    return Proposal(options, sheets, grouping=found_from(large["found"]).grouping, large=large)


def could_be_grouped(workbook: Workbook, proposal: Proposal) -> bool:
    """Whether a person may want to add rows up though the sheet can be read as it stands: its rows have their periods."""
    down = any(table.form == "down" for sheet in proposal.sheets for table in (*sheet.tables, *sheet.drafts))
    unread = not any(sheet.tables for sheet in proposal.sheets)
    return (down or unread) and bool(long_sheets(workbook))


def take_grouping(workbook: Workbook, proposal: Proposal, grouping: Grouping) -> None:
    """Make a grouping the proposal's reading; its sheets are painted by it. Raises UserError("grouping_column_missing")."""
    fitting = {long.index: long for long in sheets_that_fit(workbook, grouping)}
    proposal.grouping, proposal.grouped = grouping, True
    for sheet in proposal.sheets:
        sheet.tables, sheet.drafts, sheet.problems, sheet.waiting, sheet.refused, sheet.aside, sheet.pivots = [], [], [], [], [], [], []
        if sheet.index in fitting:
            sheet.drafts = [_painted(fitting[sheet.index], grouping)]


def _painted(long: LongSheet, grouping: Grouping) -> TableReading:
    """The roles that a grouping gives to columns, and the rows it leaves out."""
    places = Places.of(grouping, long.column)
    by_rows = any(measure.count is Count.ROWS for measure in grouping.measures)
    columns = []
    for at, name in long.names.items():
        role, reason = Role.LEFT_OUT, Reason.NOT_USED
        if at in places.figures:
            role = Role.VALUE
        elif at in (places.date, places.part):
            role = Role.PERIOD
        elif at in places.orgs:
            role = Role.ORG_UNIT
        elif at in places.splits:
            role = Role.CATEGORY
        elif at in {column for column, _ in places.filters}:
            role = Role.ATTRIBUTE
        columns.append(ColumnReading(at, role, name, reason=reason if role is Role.LEFT_OUT else None))
    last = len(long.sheet.rows) - 1
    table = TableReading("down", [long.head_row], long.first, last, columns, region=Region(0, 0, last, long.sheet.width - 1))
    table.readable = by_rows or bool(places.figures)
    if len(long.sheet.rows) <= PAINTED_ROWS and places.filters:
        for row in range(long.first, last + 1):
            cells = long.sheet.rows[row]
            if any(key_text(cells[at] if at < len(cells) else None) not in kept for at, kept in places.filters):
                table.rows[row] = RowReading(Role.LEFT_OUT, Reason.FILTERED)
    return table
