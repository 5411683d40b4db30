"""Rows become figures exactly as a grouping says, and every row and every filled cell ends in one place."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest

from groundswell.domain.measurement.observation import Presence
from groundswell.domain.measurement.period import Cadence
from groundswell.engine.explaining import Explainer
from groundswell.engine.long.applying import take_in
from groundswell.engine.long.grouping import CADENCES, Count, Counted, Filter, Grouping
from groundswell.engine.long.offering import take_grouping
from groundswell.engine.long.sentences import grouping_sentences
from groundswell.engine.mapping import propose
from groundswell.engine.proposal import ReadingOptions
from groundswell.errors import UserError
from groundswell.words import words_for
from tests.unit.engine.long.lists import CASES, HEADS, ROWS, codes, figures, grouped, with_cell
from tests.unit.engine.sheets import workbook

MINUTES = Counted("Minutes", Count.SUM, "Minutes")


def test_cases_are_counted_by_month_and_place() -> None:
    intake = grouped(CASES, org_units=("Area",))
    assert figures(intake) == {
        ("Cases", "North", "2025-01-01"): "2",
        ("Cases", "South", "2025-01-01"): "1",
        ("Cases", "North", "2025-02-01"): "1",
        ("Cases", "South", "2025-02-01"): "1",
        ("Cases", "North", "2025-03-01"): "1",
        ("Cases", "South", "2025-03-01"): "1",
    }
    (count,) = intake.reconciliation
    assert count.adds_up
    assert dict(count.rows) == {"read": 7, "kept": 7, "refused": 0, "left_out": 0}
    assert (count.read, count.kept, count.left_out["not_used"]) == (40, 7, 21)


@pytest.mark.parametrize(
    ("cadence", "starts"),
    [
        (Cadence.DAY, ["2025-01-02", "2025-01-30", "2025-01-31", "2025-02-01", "2025-02-14", "2025-03-30", "2025-03-31"]),
        (Cadence.WEEK, ["2024-12-30", "2025-01-27", "2025-02-10", "2025-03-24", "2025-03-31"]),
        (Cadence.QUARTER, ["2025-01-01"]),
        (Cadence.YEAR, ["2025-01-01"]),
    ],
)
def test_a_cadence_gathers_days(cadence: Cadence, starts: list[str]) -> None:
    assert [start for _, _, start in figures(grouped(CASES, cadence=cadence))] == starts


def test_years_begin_in_the_month_that_was_said() -> None:
    assert [start for _, _, start in figures(grouped(CASES, cadence=Cadence.YEAR, year_start=2))] == ["2024-02-01", "2025-02-01"]


def test_sums_are_exact_and_keep_their_digits() -> None:
    rows = [HEADS, *[[str(n), "2025-01-05", "North", "Noise", "0.1"] for n in range(10)]]
    intake = grouped(rows, measures=(MINUTES, Counted("Mean", Count.MEAN, "Minutes")))
    assert figures(intake) == {("Minutes", None, "2025-01-01"): "1.0", ("Mean", None, "2025-01-01"): "0.1"}
    mean = intake.observations[1]
    assert (str(mean.numerator), str(mean.denominator)) == ("1", "10")
    assert [(c, str(a), str(b)) for c, a, b in intake.reconciliation[0].columns] == [("E", "1.0", "1.0")]


def test_filters_keep_some_rows_and_count_the_others() -> None:
    intake = grouped(CASES, filters=(Filter("Type", ("Noise",)),), measures=(MINUTES,))
    assert figures(intake)["Minutes", None, "2025-01-01"] == "12.5"
    (count,) = intake.reconciliation
    assert (count.rows["left_out"], count.left_out["filtered"], count.adds_up) == (2, 10, True)
    assert [(str(a), str(b)) for _, a, b in count.columns] == [("38.5", "30.5")]


def test_an_empty_cell_can_be_kept_by_a_filter() -> None:
    rows = with_cell(CASES, 1, "Type", None)
    assert sum(int(v) for v in figures(grouped(rows, filters=(Filter("Type", ("", "Litter")),))).values()) == 3


def test_each_value_of_a_split_is_a_measure_of_its_own() -> None:
    assert figures(grouped(CASES, split_by=("Type",)))["Cases | Litter", None, "2025-02-01"] == "1"


def test_a_ratio_is_one_sum_over_another() -> None:
    rows = [["Opened", "Ended", "Of"], *[[f"2025-01-0{n}", "1", str(n)] for n in range(1, 7)]]
    (one,) = grouped(rows, measures=(Counted("Share", Count.RATIO, "Ended", "Of"),)).observations
    assert (str(one.numerator), str(one.denominator), str(one.value)) == ("6", "21", "0.285714285714286")


def test_a_ratio_by_nothing_is_undefined() -> None:
    rows = [["Opened", "Ended", "Of"], *[[f"2025-01-0{n}", "1", "0"] for n in range(1, 7)]]
    intake = grouped(rows, measures=(Counted("Share", Count.RATIO, "Ended", "Of"),))
    assert not intake.observations
    assert [state.presence for state in intake.states] == [Presence.UNDEFINED]


def test_a_sum_with_a_hidden_figure_is_not_known() -> None:
    intake = grouped(with_cell(CASES, 2, "Minutes", "c"), measures=(MINUTES,))
    assert ("Minutes", None, "2025-01-01") not in figures(intake)
    assert [(one.presence, one.mark) for one in intake.states] == [(Presence.SUPPRESSED, "c")]
    assert codes(intake) == ["sum_not_known"]
    assert intake.reconciliation[0].adds_up


def test_an_empty_cell_makes_a_sum_unknown_until_somebody_says_that_it_adds_nothing() -> None:
    rows = with_cell(CASES, 2, "Minutes", None)
    assert "sum_not_known" in codes(grouped(rows, measures=(MINUTES,)))
    assert figures(grouped(rows, measures=(MINUTES,), blanks_add_nothing=True))["Minutes", None, "2025-01-01"] == "17"


def test_a_text_among_figures_keeps_its_sum_out_and_is_shown() -> None:
    intake = grouped(with_cell(CASES, 2, "Minutes", "ten"), measures=(MINUTES,))
    assert ("Minutes", None, "2025-01-01") not in figures(intake)
    (problem,) = intake.problems
    assert (problem.code, problem.place.cell, problem.values["examples"], problem.values["n"]) == ("column_cells_not_read", "E3", "ten", 1)
    assert intake.reconciliation[0].adds_up
    assert intake.reconciliation[0].refused == 3


def test_a_rate_is_never_added_up() -> None:
    intake = grouped(CASES, measures=(Counted("Rate", Count.ONLY, "Minutes"),), cadence=Cadence.DAY)
    assert len(figures(intake)) == 7
    intake = grouped(CASES, measures=(Counted("Rate", Count.ONLY, "Minutes"),))
    assert not intake.observations
    assert codes(intake) == ["rows_one_figure"]


def test_rows_without_date_place_or_category_are_refused_at_their_place() -> None:
    rows = with_cell(with_cell(with_cell(CASES, 1, "Opened", None), 2, "Opened", "soon"), 3, "Area", "")
    intake = grouped(rows, org_units=("Area",))
    assert [(p.code, p.place.cell, p.values["n"], p.values["examples"]) for p in intake.problems] == [
        ("rows_without_date", "B2", 1, ""),
        ("rows_date_not_read", "B3", 1, "soon"),
        ("rows_without_org", "B4", 1, "2025-01-31"),
    ]
    assert intake.reconciliation[0].rows == {"read": 7, "kept": 4, "refused": 3, "left_out": 0}
    assert intake.reconciliation[0].adds_up


def test_a_year_is_in_no_month() -> None:
    assert codes(grouped(with_cell(CASES, 1, "Opened", "2025"))) == ["rows_date_too_coarse"]


def test_dates_of_either_order_wait_for_somebody() -> None:
    rows = [HEADS, *[[str(n), f"0{n}/04/2025", "North", "Noise", "1"] for n in range(1, 7)]]
    intake = grouped(rows)
    assert [(p.code, p.question) for p in intake.problems] == [("rows_dates_ambiguous", True)]
    assert len(figures(grouped(rows, day_first=True))) == 1
    assert len(figures(grouped(rows, day_first=False))) == 6
    assert len(figures(grouped(rows, options=ReadingOptions(day_first=True)))) == 1


def test_the_day_of_a_moment_depends_on_the_place_and_is_asked() -> None:
    rows = [HEADS, *[[str(n), "2025-02-01T03:00:00+03:00", "North", "Noise", "1"] for n in range(6)]]
    assert [(p.code, p.question) for p in grouped(rows).problems] == [("rows_zone_not_said", True)]
    assert list(figures(grouped(rows, zone=""))) == [("Cases", None, "2025-02-01")]
    assert list(figures(grouped(rows, zone="America/Vancouver"))) == [("Cases", None, "2025-01-01")]


def test_cells_of_a_workbook_are_days_too() -> None:
    rows = [HEADS, *[[n, datetime(2025, 1, n, 23, 59) if n % 2 else date(2025, 1, n), "North", "Noise", n] for n in range(1, 7)]]
    assert figures(grouped(rows, measures=(MINUTES,))) == {("Minutes", None, "2025-01-01"): "21"}


def test_a_period_that_the_file_covers_in_part_is_left_out_and_said() -> None:
    rows = [HEADS, *[[f"{m}-{d}", f"2025-{m:02}-{d:02}", "North", "Noise", "1"] for m in (1, 2, 3) for d in range(1, 29)]]
    rows += [["x", "2025-04-01", "North", "Noise", "1"], ["y", "2025-04-02", "North", "Noise", "1"]]
    intake = grouped(rows, edges=False)
    assert [start for _, _, start in figures(intake)] == ["2025-01-01", "2025-02-01", "2025-03-01"]
    (problem,) = [one for one in intake.problems if one.code == "period_covered_in_part"]
    assert (problem.values["start"], problem.values["day"], problem.values["n"]) == ("2025-04-01", "2025-04-02", 2)
    assert intake.reconciliation[0].rows["left_out"] == 2
    assert intake.reconciliation[0].adds_up
    assert len(figures(grouped(rows, edges=True))) == 4


def test_a_period_without_a_row_is_zero_only_where_that_was_said() -> None:
    rows = [row for row in CASES if row[0] != "A4"]
    assert ("Cases", "North", "2025-02-01") not in figures(grouped(rows, org_units=("Area",)))
    intake = grouped(rows, org_units=("Area",), zeros=True)
    assert figures(intake)["Cases", "North", "2025-02-01"] == "0"
    assert [(p.code, p.values["n"]) for p in intake.problems] == [("rows_counted_as_zero", 1)]


def test_years_and_months_in_two_columns_make_periods() -> None:
    rows = [["Year", "Month", "Total"], *[["2024", month, "3"] for month in ("Jan", "Feb", "Mar", "Apr", "May", "13")]]
    intake = grouped(rows, date="Year", part="Month", cadence=None, measures=(Counted("Total", Count.SUM, "Total"),))
    assert [start for _, _, start in figures(intake)] == [f"2024-0{n}-01" for n in range(1, 6)]
    assert codes(intake) == ["rows_date_not_read"]


def test_sheets_of_one_shape_are_one_table_and_others_are_said() -> None:
    second = [HEADS, *[[f"B{n}", f"2025-01-0{n}", "North", "Noise", "1"] for n in range(1, 7)]]
    intake = grouped(CASES, second, [["Notes", "about"], ["this", "file"]], org_units=("Area",))
    assert figures(intake)["Cases", "North", "2025-01-01"] == "8"
    assert [(c.kept, c.adds_up) for c in intake.reconciliation] == [(7, True), (6, True), (0, True)]
    assert codes(intake) == ["sheet_not_grouped"]


def test_amounts_of_two_currencies_are_not_added_up() -> None:
    rows = [HEADS, *[[str(n), "2025-01-05", "North", "Noise", "£5" if n else "€5"] for n in range(6)]]
    intake = grouped(rows, measures=(MINUTES,))
    assert not intake.observations
    assert codes(intake) == ["units_in_one_column"]
    rows[1][4] = "£5"
    intake = grouped(rows, measures=(MINUTES,))
    assert intake.attributes == {("Minutes", None): {"measurement_unit": "£"}}


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(UserError) as caught:
        grouped(CASES, org_units=("Ward",))
    assert (caught.value.code, caught.value.values) == ("grouping_column_missing", {"column": "Ward"})


def test_columns_are_found_by_their_heads_wherever_they_stand() -> None:
    moved = [[row[4], row[2], "new", row[1], row[3]] for row in CASES]
    moved[0] = ["minutes", "AREA", "New", "opened", "Type"]
    assert figures(grouped(moved, org_units=("Area",))) == figures(grouped(CASES, org_units=("Area",)))


FULL = Grouping(
    "Opened",
    (ROWS, MINUTES, Counted("Share", Count.RATIO, "Minutes", "Ref")),
    part="Month",
    cadence=Cadence.WEEK,
    org_units=("Region", "Area"),
    split_by=("Type",),
    filters=(Filter("Type", ("Noise", "")),),
    added_up=("Sex",),
    day_first=False,
    zone="",
    year_start=4,
    school=True,
    blanks_add_nothing=True,
    zeros=True,
    edges=True,
)


@pytest.mark.parametrize("grouping", [FULL, Grouping("Opened", (ROWS,)), Grouping("Opened", (ROWS,), cadence=Cadence.DAY, day_first=True)])
def test_a_grouping_goes_to_json_and_back(grouping: Grouping) -> None:
    assert Grouping.from_plain(json.loads(json.dumps(grouping.to_plain()))) == grouping


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"groundswell_grouping": 99}, "grouping_version"),
        ({"cadence": "undated"}, "grouping_unreadable"),
        ({"measures": [{"name": "", "count": "rows"}]}, "grouping_unreadable"),
        ({"measures": [{"name": "x", "count": "sum"}]}, "grouping_unreadable"),
        ({"org_units": "Area"}, "grouping_unreadable"),
        ({"filters": ["Area"]}, "grouping_unreadable"),
        ({"year_start": 13}, "grouping_unreadable"),
        ({"zone": 3}, "grouping_unreadable"),
    ],
)
def test_what_is_no_grouping_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(UserError) as caught:
        Grouping.from_plain({**FULL.to_plain(), **change})
    assert caught.value.code == code


def test_too_many_figures_are_refused() -> None:
    rows = [HEADS, *[[str(n), f"{1800 + n // 12}-{n % 12 + 1:02}-01", f"Place {n}", "Noise", "1"] for n in range(1_200)]]
    with pytest.raises(UserError) as caught:
        grouped(rows, org_units=("Area",), zeros=True)
    assert caught.value.code == "grouping_too_many"


def test_every_problem_has_words() -> None:
    every = [
        "rows_without_date", "rows_date_not_read", "rows_dates_ambiguous", "rows_date_too_coarse", "rows_zone_not_said", "rows_without_org",
        "rows_without_category", "column_cells_not_read", "sum_not_known", "rows_one_figure", "units_in_one_column",
        "period_covered_in_part", "rows_counted_as_zero", "sheet_not_grouped",
    ]  # fmt: skip
    words = words_for()
    assert [code for code in every if not words.has(f"problem.{code}") or not words.has(f"hint.{code}")] == []


def test_every_filled_cell_is_explained_by_the_fate_that_it_is_counted_under() -> None:
    rows = [*CASES, ["A8", "soon", "North", "Noise", "1"], ["A9", "2025-02-03", "South", "Noise", "c"]]
    rows += [["B1", "2025-02-04", "South", "Noise", "x?"], ["B2", "2025-02-05", "North", "Light", "1"]]
    rows += [["B3", "2025-05-20", "North", "Noise", " "]]
    book = workbook(rows, name="cases.csv")
    proposal = propose(book)
    kinds = Filter("Type", ("Noise", "Litter"))
    take_grouping(book, proposal, Grouping("Opened", (ROWS, MINUTES), cadence=Cadence.MONTH, filters=(kinds,)))
    intake = take_in(book, proposal)
    explainer = Explainer(book, proposal, intake)
    fates: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    words = words_for()
    for row, cells in enumerate(book.sheets[0].rows):
        for column, value in enumerate(cells):
            if value is not None:
                said = explainer.at(0, row, column)
                fates[said.fate] += 1
                reasons[said.reason] += said.fate == "left_out"
                assert words.has(f"cell.{said.code}"), said.code
    (count,) = intake.reconciliation
    assert count.adds_up
    assert (fates["kept"], fates["refused"], fates["left_out"]) == (count.kept, count.refused, count.left_out.total())
    assert +reasons == +count.left_out


def test_a_grouping_is_told_in_plain_sentences() -> None:
    words = words_for()
    some = replace(FULL, measures=tuple(Counted(f"As {count}", count, "Minutes", "Ref") for count in Count), zone="Europe/Berlin")
    every = [*grouping_sentences(some), *grouping_sentences(Grouping("Opened", (ROWS,), day_first=True))]
    every += grouping_sentences(replace(FULL, filters=(Filter("Type", tuple("abcdefghijklmnop")),)))
    for cadence in CADENCES:
        every += grouping_sentences(Grouping("Opened", (ROWS,), cadence=cadence))
    assert [code for code, _ in every if not words.has(code)] == []
    told = [words.text(code, values) for code, values in grouping_sentences(FULL)]
    assert told[:4] == [
        "One figure for each week from Monday, by Opened.",
        "In Opened the month stands first: 03/04 is 4 March.",
        "A line for each place in Region and Area.",
        "The rows are counted, as Cases.",
    ]
    assert "Only rows with Noise and — in Type." in told
    assert not any("{" in sentence for sentence in told)
