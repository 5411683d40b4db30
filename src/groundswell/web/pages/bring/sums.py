"""What became of every cell, sheet by sheet and table by table, and the file's own totals held against their parts."""

from dataclasses import dataclass

from groundswell.engine.intake import Intake, SheetCount, TableCount
from groundswell.engine.proposal import Reason
from groundswell.web.pages.bring.check import EMPTY_STATE, TOTAL_DIFFERS
from groundswell.words import Words

SHOWN = 20


@dataclass(frozen=True, slots=True)
class SumRow:
    """One sheet, or one table of a sheet that has several: read = kept + missing + left out + refused."""

    place: str
    read: int
    kept: int
    missing: int
    left_out: int
    refused: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """``totals``: what the file's own totals say; ``differing``: cell and words of each that is not the sum of its parts."""

    rows: list[SumRow]
    says: str
    totals: str
    differing: list[tuple[str, str]]


def sums_of(intake: Intake, words: Words) -> Sums:
    """The reconciliation as the confirm page shows it."""
    rows = []
    for count in intake.reconciliation:
        rows.append(_row(count, count.sheet))
        if len(count.tables) > 1:
            rows += [_row(table, table.cells, part=True) for table in count.tables]
    whole = [row for row in rows if not row.part]
    values = {
        "read": sum(row.read for row in whole),
        "kept": sum(row.kept for row in whole),
        "missing": sum(row.missing for row in whole),
        "left_out": sum(row.left_out for row in whole),
        "n": sum(row.refused for row in whole),
    }
    differing = [problem for problem in intake.problems if problem.code == TOTAL_DIFFERS]
    shown = [(_place(problem.place.sheet, problem.place.cell, len(whole)), words.problem(problem)) for problem in differing[:SHOWN]]
    return Sums(rows, words.text("bring.sum_says", values), _totals_say(intake, len(differing), words), shown)


def _row(count: SheetCount | TableCount, place: str, *, part: bool = False) -> SumRow:
    missing = count.left_out[EMPTY_STATE]
    return SumRow(place, count.read, count.kept, missing, count.left_out.total() - missing, count.refused, part)


def _totals_say(intake: Intake, differing: int, words: Words) -> str:
    checked = sum(count.left_out[Reason.TOTAL.value] for count in intake.reconciliation)
    if differing:
        return words.text("confirm.totals_differ", {"n": differing})
    return words.text("confirm.totals_agree", {"n": checked}) if checked else words.text("confirm.totals_none")


def _place(sheet: str | None, cell: str | None, sheets: int) -> str:
    return " ".join(part for part in ((sheet if sheets > 1 else None), cell) if part)
