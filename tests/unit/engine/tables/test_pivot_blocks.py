"""A pivot beside its list is left out where every figure of it follows from the list's rows; any other block is read as before."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

import pytest

from groundswell.engine.explaining import Explainer
from groundswell.engine.mapping import correct, propose
from groundswell.engine.painting import Paint, paint
from groundswell.engine.proposal import Correction, Proposal, Role
from groundswell.engine.sources.workbook import CellValue
from tests.unit.engine.sheets import codes, read, workbook

Rows = list[list[CellValue]]
AREAS, TYPES, MONTHS = ("East", "North", "South"), ("Phone", "Web"), ("Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024")


def calls() -> Rows:
    """A list of calls by month, area and type."""
    rows: Rows = [["Month", "Area", "Type", "Calls"]]
    for m, month in enumerate(MONTHS):
        for a, area in enumerate(AREAS):
            rows += [[month, area, kind, 7 * m + 11 * a + 3 * t + m * a * (t + 2) + 1] for t, kind in enumerate(TYPES)]
    return rows


def beside(source: Rows, block: Rows) -> Rows:
    """The block right of its source, with an empty column between."""
    out: Rows = []
    for row in range(max(len(source), len(block))):
        left = list(source[row]) if row < len(source) else [None] * len(source[0])
        out.append([*left, None, *(block[row] if row < len(block) else [])])
    return out


def sums(column: int, rows: Rows) -> dict[CellValue, int]:
    out: dict[CellValue, int] = defaultdict(int)
    for row in rows[1:]:
        out[row[column]] += int(str(row[3]))
    return dict(out)


def pivot(column: int) -> Rows:
    found = sums(column, calls())
    return [["Row Labels", "Sum of Calls"], *[[label, number] for label, number in found.items()], ["Grand Total", sum(found.values())]]


def crosstab() -> Rows:
    rows = calls()[1:]
    cells = {(area, kind): sum(int(str(row[3])) for row in rows if row[1:3] == [area, kind]) for area in AREAS for kind in TYPES}
    body: Rows = [[area, *(cells[area, kind] for kind in TYPES), sum(cells[area, kind] for kind in TYPES)] for area in AREAS]
    last: list[CellValue] = [sum(cells[area, kind] for area in AREAS) for kind in TYPES]
    return [["Sum of Calls", "Column Labels"], ["Row Labels", *TYPES, "Grand Total"], *body, ["Grand Total", *last, sum(cells.values())]]


@pytest.mark.parametrize(
    "block", [pivot(0), pivot(1), pivot(2), crosstab(), [*pivot(1), [], *pivot(2)]], ids=["month", "area", "type", "two", "both"]
)
def test_a_block_that_adds_up_the_rows_beside_it_is_left_out_as_derived(block: Rows):
    book = workbook(beside(calls(), block))
    proposal, intake = read(book)
    assert proposal.questions == []
    assert set(codes(intake)) == {"pivot_block"}
    assert (len(intake.observations), intake.reconciliation[0].refused) == (24, 0)
    assert intake.reconciliation[0].left_out["derived"] == sum(cell is not None for row in block for cell in row)
    assert Proposal.from_json(proposal.to_json()) == proposal
    one = Explainer(book, proposal, intake).of(0, "G3")
    assert (one.code, one.reason, one.values["parts"]) == ("left_pivot", "derived", "A1:D25")
    assert paint(book, proposal, 0, range(1), range(6))[0][5].paint is Paint.LEFT_OUT


def test_a_count_of_cases_beside_them_is_left_out():
    cases: Rows = [["Date", "Area", "Type"], *[[date(2024, 1 + n % 6, 1 + n % 27), AREAS[n % 7 % 3], TYPES[n % 2]] for n in range(40)]]
    counts = {area: sum(row[1] == area for row in cases[1:]) for area in AREAS}
    block: Rows = [["Row Labels", "Count of Date"], *[[area, n] for area, n in counts.items()], ["Grand Total", 40]]
    _, intake = read(workbook(beside(cases, block)))
    assert intake.observations == []
    assert "pivot_block" in codes(intake)


def _changed(change: Callable[[Rows], None]) -> Rows:
    rows = pivot(1)
    change(rows)
    return rows


def _one_off(rows: Rows) -> None:
    rows[2][1] = int(str(rows[2][1])) + 1


def _means(rows: Rows) -> None:
    rows[0][1] = "Average of Calls"
    rows[1:] = [[label, int(str(number)) / 8] for label, number in rows[1:-1]]


def _more_places(rows: Rows) -> None:
    rows.insert(1, ["West", 5])


def _another_column(rows: Rows) -> None:
    for row, text in zip(rows, ["Staff", 3, 4, 9, 16], strict=True):
        row.append(text)


@pytest.mark.parametrize(
    "block",
    [
        _changed(_one_off),
        _changed(_means),
        _changed(_more_places),
        _changed(_another_column),
        [["Area", "Staff"], ["East", 8], ["North", 8], ["South", 8]],
        [["Area", "Staff"], ["East", 12], ["North", 40], ["South", 7]],
    ],
    ids=["one figure differs", "means", "a label that is not there", "a column that is no sum", "a constant like the count", "others"],
)
def test_a_block_of_which_a_figure_is_not_proven_is_no_pivot(block: Rows):
    proposal, intake = read(workbook(beside(calls(), block)))
    assert "pivot_block" not in codes(intake)
    assert proposal.sheets[0].pivots == []


def test_figures_looked_up_row_by_row_are_no_sums():
    source: Rows = [["Area", "Type", "Jan 2024", "Feb 2024"], *[[area, "a", n, n + 5] for n, area in enumerate(AREAS)], ["West", "a", 4, 9]]
    _, intake = read(workbook(beside(source, [["Area", "Jan"], ["East", 0], ["North", 1], ["South", 2], ["West", 4]])))
    assert "pivot_block" not in codes(intake)


def test_a_person_can_have_the_block_read():
    book = workbook(beside(calls(), pivot(0)))
    proposal = correct(propose(book), book, Correction(0, "column", 6, Role.VALUE))
    assert proposal.sheets[0].pivots == []
    assert len(proposal.sheets[0].tables) == 2
