"""Totals are proven by arithmetic: a match is left out with what it adds up, a miss is kept and said with both numbers."""

import pytest

from groundswell.engine.explaining import Explainer
from groundswell.engine.intake import Intake, apply
from groundswell.engine.mapping import propose
from groundswell.engine.proposal import Proposal
from groundswell.engine.sources.workbook import CellValue
from groundswell.engine.tables.totals import columns_range, only_total, rows_range
from tests.unit.engine.sheets import codes, merged, read, workbook

ACROSS: list[list[CellValue]] = [["Depot", "Jan 2024", "Feb 2024", "Mar 2024"], ["East", 1, 2, 3], ["West", 3, 4, 5], ["Total", 4, 6, 8]]


def misses(intake: Intake) -> list[tuple[str | None, object, object, object]]:
    found = [problem for problem in intake.problems if problem.code == "total_does_not_add_up"]
    return [(problem.place.cell, problem.values["stated"], problem.values["sum"], problem.values["parts"]) for problem in found]


def with_total(*figures: CellValue) -> list[list[CellValue]]:
    return [*ACROSS[:-1], ["Total", *figures]]


def test_a_total_row_knows_what_it_adds_up():
    proposal, intake = read(workbook(ACROSS))
    assert proposal.sheets[0].tables[0].rows[3].total_of == [1, 2]
    assert Proposal.from_json(proposal.to_json()) == proposal
    one = Explainer(workbook(ACROSS), proposal, intake).of(0, "C4")
    assert (one.code, one.reason, one.values["parts"]) == ("left_total_of", "total", "C2:C3")


def test_a_total_that_is_not_the_sum_is_kept_and_said_with_both_numbers():
    proposal, intake = read(workbook(with_total(5, 7, 9)))
    assert misses(intake) == [("B4", "5", "4", "B2:B3")]
    assert ("Total", "5") in {(o.org_unit, str(o.value)) for o in intake.observations}
    assert 3 not in proposal.sheets[0].tables[0].rows


@pytest.mark.parametrize(
    "rows",
    [
        with_total(2, 3, 4),
        [*ACROSS[:-1], ["Total calls answered", 50, 70, 90]],
        [*ACROSS[:2], ["West", "*", "*", "*"], ["South", 1, 1, 1], ["Total", 9, 9, 9]],
        [ACROSS[0], ["East", 1, 2, 3], ["Total", 4, 6, 8]],
    ],
    ids=["a mean", "a measure", "parts withheld", "one part"],
)
def test_what_is_no_sum_is_no_miss(rows: list[list[CellValue]]):
    _, intake = read(workbook(rows))
    assert misses(intake) == []


def test_a_total_column_that_misses_is_kept_and_said():
    rows: list[list[CellValue]] = [["Month", "East", "West", "Total"], ["Jan 2024", 1, 2, 9], ["Feb 2024", 3, 4, 9], ["Mar 2024", 5, 6, 19]]
    _, intake = read(workbook(rows))
    assert misses(intake) == [("D2", "9", "3", "B2:C2")]
    assert len([o for o in intake.observations if o.measure == "Total"]) == 3


def test_a_total_column_that_matches_says_what_it_adds_up():
    rows: list[list[CellValue]] = [["Month", "East", "West", "Total"], ["Jan 2024", 1, 2, 3], ["Feb 2024", 3, 4, 7], ["Mar 2024", 5, 6, 11]]
    book = workbook(rows)
    proposal = propose(book)
    assert proposal.sheets[0].tables[0].columns[3].total_of == [1, 2]
    assert Explainer(book, proposal, apply(book, proposal)).of(0, "D3").values["parts"] == "B3:C3"


def test_a_total_of_a_table_without_dates_that_misses_is_said():
    rows: list[list[CellValue]] = [["Calls by depot 2024"], ["Depot", "Calls", "Visits"], ["East", 1, 2], ["West", 3, 4], ["South", 5, 6]]
    _, fits = read(workbook([*rows, ["Total", 9, 12]]))
    assert misses(fits) == []
    _, intake = read(workbook([*rows, ["Total", 11, 13]]))
    assert misses(intake) == [("B6", "11", "9", "B3:B5")]


def test_totals_of_two_tables_are_proven_apart():
    rows = [*ACROSS, [], ["Letters"], ["Depot", "Jan 2024", "Feb 2024", "Mar 2024"], ["East", 1, 1, 1]]
    rows += [["West", 2, 2, 2], ["Total", 9, 9, 9]]
    _, intake = read(workbook(rows))
    assert misses(intake) == [("B10", "9", "3", "B8:B9")]
    assert [table.left_out["total"] for table in intake.reconciliation[0].tables] == [4, 0]


@pytest.mark.parametrize(
    ("label", "heads", "says"),
    [
        ("Total", (), True),
        ("Grand total:", (), True),
        ("All depots", ("Depot",), True),
        ("Totaal", (), True),
        ("Total calls", ("Depot",), False),
        ("Calls", (), False),
    ],
)
def test_a_label_that_says_total_and_nothing_else(label: str, heads: tuple[str, ...], says: bool):
    assert only_total(label, *heads) is says


def test_ranges_are_written_as_people_do():
    assert rows_range([4, 5, 6, 9], 1) == "B5:B7, B10"
    assert columns_range([1, 2, 4], 0) == "B1:C1, E1"
    assert rows_range([1, 3, 5, 7, 9], 0) == "A2, A4, A6 … A10"


def test_a_total_of_rounded_figures_is_one_where_all_agree_within_their_rounding():
    head = ["Depot", *(f"{month} 2024" for month in ("Jan", "Feb", "Mar", "Apr", "May"))]
    parts = [["East", 10_001, 20_002, 30_001, 40_001, 50_001], ["West", 5_001, 6_001, 7_001, 8_001, 9_001]]
    _, intake = read(workbook([head, *parts, ["Total", 15_001, 26_003, 37_003, 48_001, 59_003]]))
    assert misses(intake) == []
    assert intake.reconciliation[0].left_out["total"] == 6


MEASURES_BY_REGION = [
    ["Region", "Measure", 2021, 2022],
    ["North", "Population", 100, 110],
    [None, "Births", 5, 6],
    ["South", "Population", 200, 210],
    [None, "Births", 9, 8],
    ["Total", "Population", 300, 320],
    [None, "Births", 14, 14],
]
OVER_TWO_ROWS = ((1, 0, 2, 0), (3, 0, 4, 0), (5, 0, 6, 0))


@pytest.mark.parametrize("form", ["merged", "written in each row"])
def test_a_total_of_places_is_the_sum_of_its_own_measure(form):
    rows = [[row[0] or MEASURES_BY_REGION[n - 1][0], *row[1:]] for n, row in enumerate(MEASURES_BY_REGION)]
    _, intake = read(workbook(merged(MEASURES_BY_REGION, *OVER_TWO_ROWS) if form == "merged" else rows))
    assert codes(intake) == []
    assert {o.org_unit for o in intake.observations} == {"North", "South"}


def test_a_total_of_one_measure_that_does_not_add_up_is_said_with_its_parts():
    rows = [[*row] for row in MEASURES_BY_REGION]
    rows[6][2:] = [15, 17]
    _, intake = read(workbook(merged(rows, *OVER_TWO_ROWS)))
    assert [(p.code, p.place.cell, p.values["parts"]) for p in intake.problems] == [("total_does_not_add_up", "C7", "C3, C5")]
    assert {(o.measure, str(o.value)) for o in intake.observations if o.org_unit == "Total"} == {("Births", "15"), ("Births", "17")}
