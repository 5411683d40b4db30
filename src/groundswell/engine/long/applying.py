"""A grouping applied to a workbook, and the one way from a proposal to an intake, grouped or as it stands."""

from collections.abc import Callable

from groundswell.engine.intake import Intake, SheetCount, apply
from groundswell.engine.long.grouping import Grouping
from groundswell.engine.long.heads import LongSheet, long_sheets
from groundswell.engine.long.outcome import SourceSheet, intake_of
from groundswell.engine.long.tally import Places, tally
from groundswell.engine.proposal import Proposal, ReadingOptions
from groundswell.engine.sources.workbook import Workbook, a1
from groundswell.errors import Place, Problem, UserError


def take_in(workbook: Workbook, proposal: Proposal) -> Intake:
    """Read a workbook as its proposal says: grouped where a person took a grouping, else table by table."""
    if proposal.grouping is not None and proposal.grouped:
        intake = apply_grouping(workbook, proposal.grouping, proposal.options)
        intake.problems += proposal.problems
        return intake
    return apply(workbook, proposal)


def apply_grouping(
    workbook: Workbook, grouping: Grouping, options: ReadingOptions, progress: Callable[[int], None] = lambda _: None
) -> Intake:
    """Count and add up the rows of every sheet that has the grouping's columns; the others are left out, and that is said.

    Raises UserError("grouping_column_missing") where no sheet has them all, and ("grouping_too_many").
    """
    fitting = sheets_that_fit(workbook, grouping)
    sources = [_source(long, grouping) for long in fitting]
    intake = intake_of(tally(fitting, grouping, options, progress), grouping, sources, (workbook.name, workbook.sha256))
    intake.problems[:0] = workbook.problems
    _other_sheets(intake, workbook, {long.index for long in fitting})
    return intake


def sheets_that_fit(workbook: Workbook, grouping: Grouping) -> list[LongSheet]:
    """The long sheets that have every column of the grouping; raises UserError("grouping_column_missing") where none has."""
    found = long_sheets(workbook)
    fitting = [long for long in found if all(long.column(name) is not None for name in grouping.columns)]
    if not fitting:
        names = [name for name in grouping.columns if not found or found[0].column(name) is None]
        raise UserError("grouping_column_missing", {"column": ", ".join(names)})
    return fitting


def fits(workbook: Workbook, grouping: Grouping) -> bool:
    """Whether a workbook has every column that a remembered grouping needs."""
    return any(all(long.column(name) is not None for name in grouping.columns) for long in long_sheets(workbook))


def _source(long: LongSheet, grouping: Grouping) -> SourceSheet:
    places = Places.of(grouping, long.column)
    cells = f"A1:{a1(len(long.sheet.rows) - 1, long.sheet.width - 1)}"
    return SourceSheet(long.index, long.sheet.name, cells, long.head_row, places.date, tuple(places.figures))


def _other_sheets(intake: Intake, workbook: Workbook, grouped: set[int]) -> None:
    counts = {count.sheet: count for count in intake.reconciliation}
    intake.reconciliation.clear()
    for index, sheet in enumerate(workbook.sheets):
        if index in grouped:
            intake.reconciliation.append(counts[sheet.name])
            continue
        count = SheetCount(sheet.name, read=sheet.filled)
        count.left_out["hidden" if sheet.hidden else "note"] = count.read
        intake.reconciliation.append(count)
        if count.read:
            intake.problems.append(Problem("hidden_sheet" if sheet.hidden else "sheet_not_grouped", Place(sheet.name), {"n": count.read}))
