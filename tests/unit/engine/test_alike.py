"""What a correction reaches besides its own place."""

import pytest

from groundswell.engine.alike import alike
from groundswell.engine.mapping import correct, propose
from groundswell.engine.proposal import Correction, Role
from tests.unit.engine.sheets import Rows, workbook

PLANS: Rows = [
    ["Indicator", "Jan 2026", None, "Feb 2026", None, "Mar 2026", None],
    [None, "Actual", "Plan", "Actual", "Plan", "Actual", "Plan"],
    ["Calls", 5, 6, 7, 8, 4, 5],
    ["Visits", 6, 7, 8, 9, 5, 6],
    ["Total", 11, 13, 15, 17, 9, 11],
    ["North calls", 1, 2, 3, 4, 5, 6],
    ["South calls", 2, 3, 4, 5, 6, 7],
    ["Total", 3, 5, 7, 9, 11, 13],
]


def places(corrections: list[Correction]) -> list[tuple[int, str, int]]:
    """Where they are."""
    return [(one.sheet, one.axis, one.index) for one in corrections]


def test_columns_headed_alike_on_this_sheet_and_on_sheets_of_its_shape():
    book = workbook(PLANS, PLANS, names=("North", "South"))
    proposal = propose(book)
    further = alike(book, proposal, [Correction(0, "column", 2, Role.LEFT_OUT)])
    assert places(further) == [(0, "column", 4), (0, "column", 6), (1, "column", 2), (1, "column", 4), (1, "column", 6)]
    assert {one.role for one in further} == {Role.LEFT_OUT}


def test_rows_labelled_alike_and_read_alike():
    book = workbook(PLANS)
    assert places(alike(book, propose(book), [Correction(0, "row", 4, Role.MEASURE)])) == [(0, "row", 7)]
    assert alike(book, propose(book), [Correction(0, "row", 2, Role.LEFT_OUT)]) == []


def test_a_period_is_no_head_and_one_month_says_nothing_of_the_others():
    book = workbook(PLANS)
    assert alike(book, propose(book), [Correction(0, "column", 1, Role.LEFT_OUT)]) == []


def test_sheets_of_other_years_are_of_one_shape():
    months: Rows = [["January", 5, 1], ["February", 6, 2], ["March", 7, 3]]
    book = workbook(*[[["Month", year, f"Change {year}"], *months] for year in ("2024", "2025")], names=("2024", "2025"))
    assert places(alike(book, propose(book), [Correction(0, "column", 2, Role.ATTRIBUTE)])) == [(1, "column", 2)]


@pytest.mark.parametrize("axis", ["row", "column"])
def test_what_a_person_said_themselves_stays(axis: str):
    book = workbook(PLANS)
    own = Correction(0, "column", 4, Role.TARGET) if axis == "column" else Correction(0, "row", 7, Role.LEFT_OUT)
    said = correct(propose(book), book, own)
    further = alike(book, said, [Correction(0, axis, 2 if axis == "column" else 4, Role.LEFT_OUT)])
    assert (own.sheet, own.axis, own.index) not in places(further)
