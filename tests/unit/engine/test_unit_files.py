"""Sheets of org units: four ways to say what hangs under what, and what of a row is refused."""

from datetime import date

import pytest

from groundswell.engine.sources.opening import paste_workbook
from groundswell.engine.sources.workbook import CellValue, Sheet, Workbook
from groundswell.engine.unit_files import UnitFile, unit_file
from groundswell.errors import UserError


def read(text: str) -> UnitFile:
    return unit_file(paste_workbook(text))


def of_cells(*rows: list[CellValue]) -> UnitFile:
    return unit_file(Workbook("xlsx", "units.xlsx", "", [Sheet("Units", [list(row) for row in rows])]))


def test_name_and_parent_by_name_or_by_code() -> None:
    by_name = read("Name,Parent\nAgency,\nHarbour,Agency\n")
    assert [(row.name, row.above, row.parent) for row in by_name.rows] == [("Agency", (), ""), ("Harbour", None, "Agency")]
    by_code = read("Org Code,Org name,Parent Org Code\nA1,Agency,\nB2,Harbour,A1\n")
    assert [(row.code, row.parent_code) for row in by_code.rows] == [("A1", ""), ("B2", "A1")]


def test_a_path_gives_units_that_only_others_name() -> None:
    found = read("Path;Head count\nAgency / Harbour / Berths;12\nAgency > Docks;\n")
    assert [(row.name, row.above, row.implied, row.people) for row in found.rows] == [
        ("Agency", (), True, None), ("Harbour", ("Agency",), True, None), ("Berths", ("Agency", "Harbour"), False, 12),
        ("Docks", ("Agency",), False, None),
    ]  # fmt: skip


def test_one_column_a_level_names_the_levels_and_keeps_a_skipped_one() -> None:
    found = read("Directorate,Division,Team,Since\nPorts,,,\nPorts,Harbour,,2020-04-01\nPorts,,Lights,\n")
    assert found.levels == ("Directorate", "Division", "Team")
    assert [(row.name, row.above, row.level, row.start) for row in found.rows] == [
        ("Ports", (), "", None), ("Harbour", ("Ports",), "", date(2020, 4, 1)), ("Lights", ("Ports",), "3", None),
    ]  # fmt: skip
    assert read("Region,Trust name,Unit\nNorth,One,A\n").levels == ("Region", "Trust name", "Unit")
    assert read("Name,Address,Postcode\nOne,Quay 1,X\n").rows[0].above == ()


def test_headings_may_stand_below_a_title() -> None:
    found = of_cells(["Our units, as of May"], [], ["Unit", "Reports to", "Valid from", "Valid to", "Closed"], ["Agency", None, None, None])
    assert [row.name for row in found.rows] == ["Agency"]
    assert found.read == 1


def test_the_last_day_is_still_in_it_and_the_first_day_closed_is_not() -> None:
    found = of_cells(
        ["Name", "Parent", "Open date", "Close date", "Closed on"],
        ["A", None, 20130401, date(2026, 3, 31), None], ["B", "A", "13/04/2026", None, "2026-05-01"],
        ["C", "A", "04/13/2026", None, None], ["D", "A", "4/4/2026", None, None],
    )  # fmt: skip
    assert [(row.start, row.until) for row in found.rows] == [
        (date(2013, 4, 1), date(2026, 4, 1)), (date(2026, 4, 13), date(2026, 5, 1)), (date(2026, 4, 13), None), (date(2026, 4, 4), None),
    ]  # fmt: skip


def test_every_cell_that_cannot_be_taken_is_a_problem_and_the_rest_of_its_row_is_read() -> None:
    found = read(
        "Name,Parent,From,Head count\n,x,,\nA,,3/4/2026,\nB,,2026-13-01,\nC,,,many\nD,,#REF!,\nE,,,\"1,200\"\n,,,\n"
    )
    assert [(one.code, one.place.cell) for one in found.problems] == [
        ("unit_row_without_name", "A2"), ("unit_row_day_two_ways", "C3"), ("unit_row_day_unreadable", "C4"),
        ("unit_row_people_unreadable", "D5"), ("unit_row_error_cell", "C6"),
    ]  # fmt: skip
    assert [(row.name, row.people) for row in found.rows] == [("A", None), ("B", None), ("C", None), ("D", None), ("E", 1200)]
    assert found.read == 6


@pytest.mark.parametrize(
    ("text", "code"), [("Just a sentence\n", "units_no_headings"), ("Name\n" + "A\n" * 20_001, "units_too_many_rows")]
)
def test_what_is_no_sheet_of_units(text: str, code: str) -> None:
    with pytest.raises(UserError, match=code):
        read(text)
