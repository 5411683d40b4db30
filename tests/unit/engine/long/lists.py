"""Small lists of cases and long tables for tests, and one way to group them."""

from collections.abc import Sequence

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.intake import Intake
from groundswell.engine.long.applying import apply_grouping
from groundswell.engine.long.grouping import Count, Counted, Grouping
from groundswell.engine.proposal import ReadingOptions
from groundswell.engine.sources.workbook import CellValue
from tests.unit.engine.sheets import Rows, workbook

HEADS = ["Ref", "Opened", "Area", "Type", "Minutes"]
CASES: list[list[CellValue]] = [
    HEADS,
    ["A1", "2025-01-02", "North", "Noise", "10"],
    ["A2", "2025-01-30", "North", "Noise", "2.5"],
    ["A3", "2025-01-31", "South", "Litter", "7"],
    ["A4", "2025-02-01", "North", "Litter", "1"],
    ["A5", "2025-02-14", "South", "Noise", "4"],
    ["A6", "2025-03-30", "South", "Noise", "6"],
    ["A7", "2025-03-31", "North", "Noise", "8"],
]
ROWS = Counted("Cases", Count.ROWS)


def grouped(rows: Rows, *more: Rows, options: ReadingOptions | None = None, **fields: object) -> Intake:
    """The intake of sheets of these rows under a grouping of these fields (months of the column "Opened", rows counted)."""
    wanted = {"date": "Opened", "cadence": Cadence.MONTH, "measures": (ROWS,), "edges": True, **fields}
    return apply_grouping(workbook(rows, *more, name="cases.csv"), Grouping(**wanted), options or ReadingOptions())  # type: ignore[arg-type]


def figures(intake: Intake) -> dict[tuple[str, str | None, str], str]:
    """Measure, org unit and first day → figure."""
    return {
        (o.measure, o.org_unit, o.period.start.isoformat()): str(o.value) for o in intake.observations if o.period is not None
    }


def codes(intake: Intake) -> list[str]:
    return [problem.code for problem in intake.problems]


def column(rows: Rows, name: str) -> int:
    return list(rows[0]).index(name)


def with_cell(rows: Sequence[Sequence[CellValue]], row: int, name: str, value: CellValue) -> list[list[CellValue]]:
    """The rows with one cell changed."""
    out = [list(cells) for cells in rows]
    out[row][column(rows, name)] = value
    return out
