"""What figures a sheet holds when its cells say more than numbers: units, lengths of time, words, breaks, marks on periods."""

from datetime import date, time, timedelta

import pytest

from groundswell.domain.measurement.observation import Presence, Status
from groundswell.engine.painting import Paint, paint
from tests.unit.engine.sheets import codes, figures, read, workbook

MONTHS = ["Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024"]


def _row(*cells: object, head: str = "Cost", beside: object = 1) -> list[list[object]]:
    """A scorecard of two rows: the one under test, and one of plain figures."""
    return [["KPI", *MONTHS[: len(cells)]], [head, *cells], ["Calls", *[beside] * len(cells)]]


def _of(intake, measure):
    return [(str(o.value), o.cell) for o in intake.observations if o.measure == measure]


def _unit(intake, measure):
    return intake.attributes[measure, None].get("measurement_unit")


def test_a_scale_is_kept_as_the_unit_and_nothing_is_rescaled():
    _, intake = read(workbook(_row("£1.2m", "£1.5m", "£2m", "£900.5m")))
    assert _of(intake, "Cost") == [("1.2", "B2"), ("1.5", "C2"), ("2", "D2"), ("900.5", "E2")]
    assert _unit(intake, "Cost") == "£m"
    assert codes(intake) == []


def test_a_figure_in_another_unit_than_most_is_refused_at_its_place():
    _, intake = read(workbook(_row("£1.2m", "£900k", "£1.3m", "£1.1m")))
    assert [(p.code, p.place.cell, p.values["unit"]) for p in intake.problems] == [("unit_differs", "C2", "£m")]
    assert [value for value, _ in _of(intake, "Cost")] == ["1.2", "1.3", "1.1"]
    count = intake.reconciliation[0]
    assert (count.refused, {column: str(kept) for column, _, kept in count.columns}["C"]) == (1, "1")


def test_units_without_a_majority_are_all_refused():
    _, intake = read(workbook(_row("£1.2m", "£900k", "£1.3m", "£950k")))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("units_mixed", cell) for cell in ("B2", "C2", "D2", "E2")]
    assert _of(intake, "Cost") == []


@pytest.mark.parametrize("bare", [900_000, "900"])
def test_a_bare_figure_among_millions_is_refused(bare):
    _, intake = read(workbook(_row("£1.2m", bare, "£1.3m", "£1.1m")))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("unit_differs", "C2")]


def test_a_scale_among_bare_figures_is_refused():
    _, intake = read(workbook(_row(900_000, "£1.2m", 950_000, 980_000)))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("unit_unlike_others", "C2")]


def test_a_currency_sign_on_some_figures_is_one_unit():
    _, intake = read(workbook(_row("£12", 13, 14, "£15")))
    assert (len(_of(intake, "Cost")), _unit(intake, "Cost"), codes(intake)) == (4, "£", [])


def test_two_currencies_are_two_units():
    _, intake = read(workbook(_row("£12", "€13", "£14", "£15")))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("unit_differs", "C2")]


def test_bare_fractions_among_percentages_could_be_shares():
    _, intake = read(workbook(_row("95%", 0.96, "97%", "98%", head="On time")))
    assert codes(intake) == ["percent_forms_mixed"]
    _, intake = read(workbook(_row("95%", 96, "97%", 0, head="On time")))
    assert codes(intake) == []


def test_lengths_of_time_come_in_their_finest_unit():
    _, intake = read(workbook(_row("1h 30", "2 hours", "45 min", "3h", head="Wait")))
    assert [value for value, _ in _of(intake, "Wait")] == ["90", "120", "45", "180"]
    assert _unit(intake, "Wait") == "minutes"
    assert [o.mark for o in intake.observations if o.measure == "Wait"] == ["", "2 hours", "", "3h"]
    assert intake.reconciliation[0].columns[1][1:] == (121, 121)


def test_days_and_months_cannot_be_brought_to_each_other():
    _, intake = read(workbook(_row("2 days", "3 months", "4 days", "5 days", head="Delay")))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("unit_differs", "C2")]


@pytest.mark.parametrize(
    "cells",
    [[time(2, 30), time(0, 45), time(1, 0)], [timedelta(hours=2, minutes=30), timedelta(minutes=45), timedelta(hours=1)]],
)
def test_time_cells_are_lengths_of_time_and_that_is_said(cells):
    """The same whether the sheet shows them as times or as hours elapsed: LibreOffice changes the one into the other."""
    _, intake = read(workbook(_row(*cells, head="Response")))
    assert [value for value, _ in _of(intake, "Response")] == ["150", "45", "60"]
    (said,) = intake.problems
    assert (said.code, said.place.cell, said.values["value"], said.values["unit"]) == ("times_read", "B2", "150", "minutes")


def test_time_cells_with_seconds_are_read_in_seconds():
    _, intake = read(workbook(_row(time(0, 2, 35), time(0, 3), timedelta(hours=25), head="Call")))
    assert [value for value, _ in _of(intake, "Call")] == ["155", "180", "90000"]
    assert _unit(intake, "Call") == "seconds"


def test_minutes_and_hours_without_a_word_are_refused():
    _, intake = read(workbook(_row("2:30", "3:15", "2:45", head="Talk")))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("duration_unclear", cell) for cell in ("B2", "C2", "D2")]


@pytest.mark.parametrize(
    ("head", "first", "unit"), [("Talk (mm:ss)", "150", "seconds"), ("Talk (hh:mm)", "150", "minutes"), ("Wait h:mm", "150", "minutes")]
)
def test_the_name_of_the_row_or_the_column_says_what_a_clock_shows(head, first, unit):
    _, intake = read(workbook(_row("2:30", "3:15", "2:45", head=head)))
    assert (_of(intake, head)[0][0], _unit(intake, head), codes(intake)) == (first, unit, [])
    _, down = read(workbook([["Month", head], ["Jan 2024", "2:30"], ["Feb 2024", "3:15"], ["Mar 2024", "2:45"]]))
    assert [str(o.value) for o in down.observations] == [first, *[str(o.value) for o in intake.observations if o.measure == head][1:]]


def test_times_of_day_in_a_column_stay_beside():
    rows = [["Month", "Opened at", "Visits"], *[[month, time(8, n), 10 + n] for n, month in enumerate(MONTHS)]]
    _, intake = read(workbook(rows))
    assert {str(o.value) for o in intake.observations} == {"10", "11", "12", "13"}


def test_a_column_of_waits_is_read():
    rows = [["Month", "Average wait", "Visits"], *[[month, time(0, 8, n), 10 + n] for n, month in enumerate(MONTHS)]]
    _, intake = read(workbook(rows))
    assert [str(o.value) for o in intake.observations if o.measure == "Average wait"] == ["480", "481", "482", "483"]


def test_a_series_of_words_is_left_out_as_labels_and_said_once():
    counts = [[f"Count {n}", 1, 2, 3, 4] for n in range(6)]
    rows = [["KPI", *MONTHS], ["Calls", 1, 2, 3, 4], ["Audit", "Met", "Met", "Not met", "Met"], *counts]
    _, intake = read(workbook(rows))
    assert [(p.code, p.place.cell, p.values["cells"]) for p in intake.problems] == [("words_left_out", "B3", 4)]
    assert intake.reconciliation[0].refused == 0


def test_a_word_among_figures_is_refused_at_its_place():
    _, intake = read(workbook(_row(1, "soon", 3, 4)))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("not_a_number", "C2")]
    assert intake.reconciliation[0].refused == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3-5", "range_cell"),
        ("10 to 20", "range_cell"),
        ("12 (5%)", "two_figures"),
        ("5-", "minus_behind"),
        ("nil", "zero_or_missing"),
        ("None", "zero_or_missing"),
        ("£5b", "unit_unclear"),
        ("5 m", "unit_unclear"),
        ("12/03/2024", "date_cell"),
        ("10:30 am", "time_of_day"),
    ],
)
def test_what_means_two_things_is_refused_with_its_address(text, code):
    proposal, intake = read(book := workbook(_row(1, text, 3, 4)))
    assert [(p.code, p.place.cell) for p in intake.problems] == [(code, "C2")]
    assert paint(book, proposal, 0, range(1, 2), range(2, 3), intake.problems)[0][0].paint is Paint.PROBLEM


def test_a_break_is_kept_and_a_split_is_proposed():
    _, intake = read(workbook(_row(10, "12 b", 14, 15)))
    assert [(o.status, o.mark) for o in intake.observations if o.cell == "C2"] == [(Status.BREAK_BEFORE, "12 b")]
    (said,) = intake.problems
    assert (said.code, said.place.cell, said.values["start"], said.values["measure"]) == ("break_proposed", "C2", "2024-02-01", "Cost")


def test_a_break_on_a_head_is_proposed_once_for_the_column():
    rows = [["KPI", "2021", "2022", "2023 b"], *[[f"Count {n}", 1, 2, 3] for n in range(5)]]
    _, intake = read(workbook(rows))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("break_proposed", "D1")]
    assert [o.status for o in intake.observations if o.cell.startswith("D")] == [Status.BREAK_BEFORE] * 5


@pytest.mark.parametrize(
    ("head", "status"), [("Apr 2024 (p)", Status.PROVISIONAL), ("Apr 2024 r", Status.REVISED), ("Apr 2024 (vorläufig)", Status.PROVISIONAL)]
)
def test_the_mark_of_a_period_is_the_status_of_its_figures_both_ways(head, status):
    across = [["KPI", *MONTHS[:3], head], ["Calls", 1, 2, 3, 4], ["Visits", 5, 6, 7, "8 e"]]
    down = [["Month", "Calls", "Visits"], *[list(row) for row in zip([*MONTHS[:3], head], [1, 2, 3, 4], [5, 6, 7, "8 e"], strict=True)]]
    for rows in (across, down):
        _, intake = read(workbook(rows))
        last = {o.measure: o.status for o in intake.observations if o.period.start.month == 4}
        assert last == {"Calls": status, "Visits": Status.ESTIMATED}
        assert {o.status for o in intake.observations if o.period.start.month < 4} == {Status.FINAL}


def test_a_star_says_what_the_note_of_the_sheet_says():
    rows = [["KPI", *MONTHS], ["Calls", 1, 2, 3, "4*"], ["Visits", 5, 6, 7, 8], [], ["* Provisional figure"]]
    _, intake = read(workbook(rows))
    assert [o.status for o in intake.observations if o.cell == "E2"] == [Status.PROVISIONAL]
    _, plain = read(workbook(rows[:3]))
    assert [(o.status, o.mark) for o in plain.observations if o.cell == "E2"] == [(Status.FINAL, "4*")]


@pytest.mark.parametrize("text", ["k. A.", "não disponível", "nvt", "s.o.", "[c]", "(x)", "not yet available", "confidencial", "–", "#N/K"])
def test_a_state_in_any_language_is_kept_as_no_figure(text):
    _, intake = read(workbook(_row(1, text, 3, 4)))
    (state,) = [o for o in intake.states if o.cell == "C2"]
    assert (state.value, state.mark, codes(intake)) == (None, text, [])
    assert state.presence is not Presence.VALUE


def test_half_years_across_and_down():
    _, across = read(workbook([["KPI", "H1 2023", "H2 2023", "H1 2024"], ["Calls", 1, 2, 3]]))
    _, under = read(workbook([["KPI", "2023/24", None, "2024/25", None], [None, "H1", "H2", "H1", "H2"], ["Calls", 1, 2, 3, 4]]))
    _, down = read(workbook([["Period", "Calls"], ["1st half 2023", 1], ["2nd half 2023", 2], ["1st half 2024", 3]]))
    assert figures(across) == figures(down)
    assert [start for _, _, start in figures(across)] == ["2023-01-01", "2023-07-01", "2024-01-01"]
    assert [start for _, _, start in figures(under)] == ["2023-04-01", "2023-10-01", "2024-04-01", "2024-10-01"]
    assert {(o.period.end - o.period.start).days for o in across.observations} == {181, 184, 182}


def test_quarters_named_by_their_months():
    under = [["KPI", "2023/24", None, None, None], [None, "Apr-Jun", "Jul-Sep", "Oct-Dec", "Jan-Mar"], ["Calls", 1, 2, 3, 4]]
    _, intake = read(workbook(under))
    assert [start for _, _, start in figures(intake)] == ["2023-04-01", "2023-07-01", "2023-10-01", "2024-01-01"]


def test_figures_that_look_like_dates_are_figures():
    rows = [["Month", "Rate"], *[[month, text] for month, text in zip(MONTHS, ["1.1850", "1.1902", "1.2024", "1.1999"], strict=True)]]
    _, intake = read(workbook(rows))
    assert [str(o.value) for o in intake.observations] == ["1.1850", "1.1902", "1.2024", "1.1999"]
    rows = [["Month", "Index"], *[[month, text] for month, text in zip(MONTHS, ["1998.5", "2001.7", "1999.1", "2010.9"], strict=True)]]
    _, intake = read(workbook(rows))
    assert [str(o.value) for o in intake.observations] == ["1998.5", "2001.7", "1999.1", "2010.9"]


def test_a_row_of_which_only_a_word_is_refused_counts_as_refused():
    rows = [["Date", "Calls"], *[[f"2024-{n:02d}-01", "soon" if n == 2 else n] for n in range(1, 13)]]
    _, intake = read(workbook(rows))
    rows_counted = intake.reconciliation[0].rows
    assert (rows_counted["read"], rows_counted["kept"], rows_counted["refused"], rows_counted["left_out"]) == (12, 11, 1, 0)


def test_a_column_of_ins_and_outs_is_no_column_of_octobers():
    rows = [["Year", "Direction", "People"], *[[year, way, year * len(way)] for way in ("Out", "In") for year in range(2015, 2022)]]
    _, intake = read(workbook(rows))
    assert {o.period.start for o in intake.observations if o.period} <= {date(year, 1, 1) for year in range(2015, 2022)}


def test_months_written_with_a_point_are_months_under_a_head_that_says_so():
    rows = [["Month", "Calls"], ["01.2024", 1], ["02.2024", 2], ["03.2024", 3], ["04.2024", 4]]
    _, intake = read(workbook(rows))
    assert [o.period.start for o in intake.observations] == [date(2024, n, 1) for n in range(1, 5)]
