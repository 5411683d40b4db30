"""Small workbooks for tests of reading: sheets as rows of values, read in one call."""

from collections.abc import Sequence

from groundswell.engine.explaining import Explainer, fates
from groundswell.engine.intake import Intake, apply
from groundswell.engine.mapping import propose
from groundswell.engine.proposal import Proposal, ReadingOptions
from groundswell.engine.sources.workbook import CellValue, Merge, Sheet, Workbook


def trimmed(rows: "Rows") -> list[list[CellValue]]:
    """Rows as a source gives them: without the empty cells at their ends."""
    out = [list(row) for row in rows]
    for row in out:
        while row and row[-1] is None:
            row.pop()
    return out


Rows = Sequence[Sequence[CellValue]]


def workbook(*sheets: Rows | Sheet, names: Sequence[str] = (), kind: str = "xlsx", name: str = "book.xlsx") -> Workbook:
    """A workbook of these sheets."""
    made = []
    for index, rows in enumerate(sheets):
        if isinstance(rows, Sheet):
            made.append(rows)
        else:
            made.append(Sheet(names[index] if index < len(names) else f"Sheet{index + 1}", trimmed(rows)))
    return Workbook(kind, name, "0" * 64, made)


def merged(rows: Rows, *ranges: tuple[int, int, int, int], name: str = "Sheet1") -> Sheet:
    """A sheet with merged ranges (top, left, bottom, right)."""
    return Sheet(name, trimmed(rows), merges=[Merge(*corners) for corners in ranges])


def read(book: Workbook, **options: object) -> tuple[Proposal, Intake]:
    """Proposal and intake of a workbook."""
    proposal = propose(book, ReadingOptions(**options))  # type: ignore[arg-type]
    intake = apply(book, proposal)
    for count in intake.reconciliation:
        assert count.adds_up, (count.read, count.kept, count.refused, count.left_out)
    assert_every_cell_explained(book, proposal, intake)
    return proposal, intake


def assert_every_cell_explained(book: Workbook, proposal: Proposal, intake: Intake) -> None:
    """Each filled cell is explained with the fate that the reconciliation counts it under."""
    explainer = Explainer(book, proposal, intake)
    for index, (sheet, count) in enumerate(zip(book.sheets, intake.reconciliation, strict=True)):
        filled = [(row, column) for row, cells in enumerate(sheet.rows) for column, value in enumerate(cells) if value is not None]
        counted = {"kept": count.kept, "refused": count.refused, **count.left_out}
        assert fates(explainer.at(index, *place) for place in filled) == {name: n for name, n in counted.items() if n}


def figures(intake: Intake) -> dict[tuple[str, str | None, str], str]:
    """Value by measure, org unit and period start."""
    return {(o.measure, o.org_unit, o.period.start.isoformat()): str(o.value) for o in intake.observations if o.period}


def codes(intake: Intake) -> list[str]:
    """Problem codes, in order."""
    return [problem.code for problem in intake.problems]
