"""Where a reading is unsure: each kind of doubt on a small sheet, none on a plain one, none about what a person said."""

import ast
from datetime import date
from pathlib import Path

import pytest

from groundswell.engine.confidence import MOST_ALIKE, Doubt, doubts
from groundswell.engine.intake import apply
from groundswell.engine.mapping import correct
from groundswell.engine.proposal import Correction, Role
from groundswell.words import catalogue
from tests.unit.engine.sheets import Rows, read, workbook

MONTHS = ["Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026"]
PLAIN: Rows = [["Month", "Calls"], *[[month, 10 + at] for at, month in enumerate(MONTHS)]]
SOURCE = Path(__file__).parents[3] / "src" / "groundswell" / "engine" / "confidence.py"


def found(rows: Rows, name: str = "book.xlsx", sheet: str = "Sheet1") -> list[Doubt]:
    """The doubts about a sheet."""
    book = workbook(rows, names=(sheet,), name=name)
    return doubts(book, *read(book))


def test_a_plain_sheet_leaves_no_doubt():
    assert found(PLAIN) == []
    assert found([["Measure", *MONTHS], ["Calls", 1, 2, 3, 4], ["Visits", 5, 6, 7, 8]]) == []


@pytest.mark.parametrize(
    ("rows", "doubt"),
    [
        ([["Year", "Calls"], ["2023/24", 5], ["2024/25", 6], ["2025/26", 7]], ("assumed_year_start", "A2", "cell")),
        ([["Year", "Month", "Calls"], [2026, "Jan", 1], [None, "Feb", 2], [None, "Mar", 4]], ("filled_down", "A2", "column")),
        ([["Month", "Calls", "Change"], ["Jan 2026", 5, 1], ["Feb 2026", 7, 2], ["Mar 2026", 9, 2]], ("derived_by_label", "C2", "column")),
        ([["Measure", "Jan 2026", "Feb 2026", "Apr 2026"], ["Calls", 5, 7, 9], ["Visits", 1, 2, 3]], ("period_gap", "D1", "column")),
        ([["Month", "Calls"], ["Jan 2026", 5], ["Jan 2026", 5], ["Feb 2026", 6], ["Mar 2026", 7]], ("duplicates_identical", "", "sheet")),
        ([["Month", "Calls"], ["Jan 2026", 5], ["Feb 2026", 6], ["Mar 2026", 7], ["Average", 6]], ("row_derived_by_label", "A5", "row")),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_each_kind_of_doubt_names_its_place(rows: Rows, doubt: tuple[str, str, str]):
    assert doubt in [(one.code, one.cell, one.axis) for one in found(rows)]


def test_a_measure_or_a_place_called_after_file_or_sheet_is_said():
    across: Rows = [["Month", "2024", "2025"], ["January", 5, 6], ["February", 7, 8], ["March", 9, 10]]
    assert [one.code for one in found(across, name="ferry calls.xlsx")] == ["named_by_file"]
    assert [dict(one.values) for one in found(across, sheet="Ferry calls")] == [{"name": "Ferry calls"}]


def test_what_a_person_said_is_no_doubt():
    book = workbook([["Month", "Calls", "Change"], ["Jan 2026", 5, 1], ["Feb 2026", 7, 2], ["Mar 2026", 9, 2]])
    proposal, intake = read(book)
    assert [one.code for one in doubts(book, proposal, intake)] == ["derived_by_label"]
    said = correct(proposal, book, Correction(0, "column", 2, Role.LEFT_OUT))
    assert doubts(book, said, apply(book, said)) == []


def test_many_of_a_kind_are_counted_and_not_listed():
    rows = [["Day", "Calls"], *[[date(2026, 1, day), day] for day in range(1, 11)], *[[f"Average {n}", n] for n in range(20)]]
    listed = found(rows)
    assert [one.code for one in listed] == ["row_derived_by_label"] * MOST_ALIKE + ["more"]
    assert listed[-1].values["n"] == 20 - MOST_ALIKE


def test_every_doubt_has_words():
    calls = [node for node in ast.walk(ast.parse(SOURCE.read_text("utf-8"))) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Doubt"]
    codes = {call.args[0].value for call in named if isinstance(call.args[0], ast.Constant)}
    assert len(codes) >= 5
    assert {f"doubt.{code}" for code in codes} <= catalogue.codes("en")
    assert {"doubt.named_by_file", "doubt.named_by_sheet"} <= catalogue.codes("en")


def _across(*days: date) -> Rows:
    return [["Measure", *days], ["Calls", *range(1, len(days) + 1)], ["Visits", *range(11, len(days) + 11)]]


def _down(*days: date, each: int = 1) -> Rows:
    return [["Date", "Calls"], *[[day, n + 10] for n, day in enumerate(days) for _ in range(each)]]


MISTYPED = [date(2024, 1, 1), date(2024, 2, 1), date(2023, 3, 1), date(2024, 4, 1), date(2024, 5, 1)]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (_across(*MISTYPED), "D1"),
        (_down(*MISTYPED), "A4"),
        (_down(*reversed(MISTYPED)), "A4"),
        (_down(date(2023, 11, 30), date(2023, 12, 31), date(2023, 1, 31), date(2024, 2, 29)), "A4"),
        ([["Year", "Month", "Calls"], [2024, "Jan", 1], [2024, "Feb", 2], [2042, "Mar", 3], [2024, "Apr", 4]], "A4"),
    ],
)
def test_a_year_that_stands_out_of_line_is_said(rows: Rows, cell: str):
    assert [(one.code, one.cell) for one in found(rows) if one.code == "year_out_of_line"] == [("year_out_of_line", cell)]


@pytest.mark.parametrize(
    "days",
    [
        [date(2024, 3, 1), date(2023, 3, 1), date(2024, 6, 1), date(2023, 6, 1)],
        [date(2024, 1, 1), date(2024, 3, 1), date(2024, 2, 1), date(2024, 4, 1)],
        [date(2023, 11, 1), date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1)],
        [date(2023, 2, 1), date(2023, 3, 1), date(2022, 2, 1), date(2022, 3, 1)],
    ],
    ids=["each beside its year before", "two months changed over", "a new year", "a place begins anew"],
)
def test_years_that_change_for_another_reason_are_not(days: list[date]):
    assert [one.code for one in [*found(_across(*days)), *found(_down(*days))] if one.code == "year_out_of_line"] == []
