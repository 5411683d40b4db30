"""The shapes of sheets that people keep, each as a small workbook: read right, or asked about."""

from datetime import date

import pytest

from groundswell.engine.intake import apply
from groundswell.engine.mapping import answer
from groundswell.engine.sources.workbook import CellError
from tests.unit.engine.sheets import codes, figures, merged, read, workbook


def test_long_with_date_place_measure_and_value():
    _, intake = read(
        workbook(
            [
                ["Date", "Area", "Measure", "Value"],
                [date(2024, 1, 1), "North", "Complaints", 5],
                [date(2024, 1, 1), "South", "Complaints", 7],
                [date(2024, 2, 1), "North", "Complaints", 6],
                [date(2024, 2, 1), "South", "Complaints", 8],
            ]
        )
    )
    assert figures(intake) == {
        ("Complaints", "North", "2024-01-01"): "5",
        ("Complaints", "South", "2024-01-01"): "7",
        ("Complaints", "North", "2024-02-01"): "6",
        ("Complaints", "South", "2024-02-01"): "8",
    }
    assert {o.period.end for o in intake.observations} == {date(2024, 2, 1), date(2024, 3, 1)}


@pytest.mark.parametrize(
    ("month", "place"),
    [
        ("Monat", "Dienststelle"),
        ("Mois", "Établissement"),
        ("Maand", "Vestiging"),
        ("Mes", "Centro"),
        ("Mês", "Concelho"),
        ("Mese", "Ufficio"),
    ],
)
def test_a_place_is_known_by_its_head_in_seven_languages(month, place):
    rows = [[month, place, "X1"], ["2024-01", "A", 1], ["2024-01", "B", 2], ["2024-02", "A", 3], ["2024-02", "B", 4]]
    _, intake = read(workbook(rows))
    assert {(o.measure, o.org_unit) for o in intake.observations} == {("X1", "A"), ("X1", "B")}


def test_several_value_columns_beside_one_date():
    _, intake = read(workbook([["Month", "Calls", "Visits"], ["Jan 2024", 1, 2], ["Feb 2024", 3, 4]]))
    assert figures(intake) == {
        ("Calls", None, "2024-01-01"): "1",
        ("Visits", None, "2024-01-01"): "2",
        ("Calls", None, "2024-02-01"): "3",
        ("Visits", None, "2024-02-01"): "4",
    }


@pytest.mark.parametrize("months", [["Jan", "Feb", "Mar"], [1, 2, 3], ["January", "February", "March"]])
def test_year_and_month_in_two_columns(months):
    _, intake = read(workbook([["Year", "Month", "Calls"], *[[2024, month, n] for n, month in enumerate(months, 1)]]))
    assert list(figures(intake)) == [("Calls", None, f"2024-0{n}-01") for n in (1, 2, 3)]


def test_month_13_is_refused_with_its_address():
    _, intake = read(workbook([["Year", "Month", "Calls"], *[[2024, month, month] for month in range(1, 13)], [2024, 13, 99]]))
    assert len(intake.observations) == 12
    assert [(p.code, p.place.cell) for p in intake.problems] == [("period_not_read", "C14")]


def test_a_year_written_once_for_its_months():
    _, intake = read(workbook([["Year", "Month", "Calls"], [2023, "Nov", 1], [None, "Dec", 2], [2024, "Jan", 3], [None, "Feb", 4]]))
    assert [key[2] for key in figures(intake)] == ["2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01"]


def test_a_place_written_once_for_its_rows():
    _, intake = read(
        workbook(
            [["Area", "Month", "Value"], ["North", "Jan 2024", 1], [None, "Feb 2024", 2], ["South", "Jan 2024", 3], [None, "Feb 2024", 4]]
        )
    )
    assert [key[1] for key in figures(intake)] == ["North", "North", "South", "South"]


def test_fiscal_quarters_in_rows():
    _, intake = read(workbook([["Financial year", "Quarter", "Calls"], ["2023/24", "Q1", 1], ["2023/24", "Q4", 2], ["2024/25", "Q1", 3]]))
    assert [key[2] for key in figures(intake)] == ["2023-04-01", "2024-01-01", "2024-04-01"]
    assert codes(intake) == ["assumed_year_start"]


def test_months_across_under_a_merged_fiscal_year():
    sheet = merged(
        [
            ["MARRAM HARBOUR COUNCIL: PERFORMANCE SCORECARD"],
            ["Prepared by Corporate Planning, 5 Nov."],
            [None, None, "2025/26", None, None, None, "2026/27", None],
            ["Indicator", "Unit", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Average", "RAG"],
            ["CUSTOMER"],
            ["Complaints, median days", "days", 25.1, 25.7, 24.5, 25.1, 28.6, 17.7, 24.4, "Green"],
            ["HARBOUR"],
            ["Berth wait", "hrs", "n/a", CellError("#DIV/0!"), 5.3, 4.7, 6, 6.3, CellError("#DIV/0!"), "Amber"],
            ["* RAG against the corporate target. Source: service returns."],
        ],
        (2, 2, 2, 5),
        (2, 6, 2, 7),
    )
    _, intake = read(workbook(sheet))
    values = figures(intake)
    assert values["CUSTOMER | Complaints, median days", None, "2025-12-01"] == "25.1"
    assert values["CUSTOMER | Complaints, median days", None, "2026-05-01"] == "17.7"
    assert [key[2] for key in values if key[0] == "HARBOUR | Berth wait"] == ["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"]
    assert [(p.code, p.place.cell) for p in intake.problems if p.code == "error_cell"] == [("error_cell", "D8")]
    assert [(o.state, o.mark) for o in intake.states] == [("not_available", "n/a")]
    assert intake.attributes["CUSTOMER | Complaints, median days", None]["measurement_unit"] == "days"
    assert [(s.measure, s.text, s.period.start) for s in intake.statuses] == [
        ("CUSTOMER | Complaints, median days", "Green", date(2026, 5, 1)),
        ("HARBOUR | Berth wait", "Amber", date(2026, 5, 1)),
    ]
    assert intake.reconciliation[0].left_out["derived"] == 2


def test_quarters_across_with_actual_target_rag_and_comment_under_each():
    sheet = merged(
        [
            ["Indicator", "Q1 2024/25", None, None, None, "Q2 2024/25", None, None, None, "Owner"],
            [None, "Actual", "Target", "RAG", "Comment", "Actual", "Target", "RAG", "Comment"],
            ["Complaints in time", 90, 95, "R", "Staff sick", 96, 95, "G", None, "J Smith"],
            ["Missed bins", 12, 10, "A", None, 9, 10, "G", "Better lorry", "A Patel"],
        ],
        (0, 1, 0, 4),
        (0, 5, 0, 8),
    )
    _, intake = read(workbook(sheet))
    assert list(figures(intake).values()) == ["90", "96", "12", "9"]
    assert [(r.measure, r.period.start.isoformat(), r.text) for r in intake.remarks] == [
        ("Complaints in time", "2024-04-01", "Staff sick"),
        ("Missed bins", "2024-07-01", "Better lorry"),
    ]
    assert [(t.target.day.isoformat(), str(t.target.value)) for t in intake.targets] == [
        ("2024-06-30", "95"),
        ("2024-09-30", "95"),
        ("2024-06-30", "10"),
        ("2024-09-30", "10"),
    ]
    assert [s.text for s in intake.statuses] == ["R", "G", "A", "G"]
    assert intake.attributes["Missed bins", None]["owner"] == "A Patel"


def test_the_scorecard_of_one_row_a_kpi_loses_nothing():
    _, intake = read(
        workbook(
            [
                ["Corporate scorecard 2024/25"],
                [],
                ["Ref", "Performance indicator", "Good is", "Target 2024/25", "Q1", "Q2", "Q3", "Q4", "RAG", "Commentary", "Lead officer"],
                [
                    "CS1",
                    "Complaints in time %",
                    "High",
                    "95%",
                    "90%",
                    "92%",
                    "94%",
                    None,
                    "A",
                    "Improving since the new process",
                    "J Smith",
                ],
                ["CS2", "Sickness days", "Low", 8, 2.1, 4.5, 6.25, None, "G", None, "K Jones"],
            ]
        )
    )
    assert list(figures(intake).values()) == ["90", "92", "94", "2.1", "4.5", "6.25"]
    assert [(t.measure, t.target.day, str(t.target.value), t.target.label) for t in intake.targets] == [
        ("Complaints in time %", date(2025, 3, 31), "95", "Target 2024/25"),
        ("Sickness days", date(2025, 3, 31), "8", "Target 2024/25"),
    ]
    assert [(r.text, r.period.start) for r in intake.remarks] == [("Improving since the new process", date(2024, 10, 1))]
    assert intake.attributes["Complaints in time %", None] == {
        "Ref": "CS1",
        "direction": "High",
        "owner": "J Smith",
        "measurement_unit": "%",
    }
    assert len(intake.blanks) == 2


def test_two_rows_of_heads_actual_and_target_beside_each_other_in_one_row():
    _, intake = read(
        workbook(
            [
                ["KPI", "2022/23 Actual", "2022/23 Target", "2023/24 Actual", "2023/24 Target"],
                ["Repairs", 80, 85, 84, 85],
                ["Voids", 30, 28, 29, 28],
            ]
        )
    )
    assert figures(intake)["Voids", None, "2023-04-01"] == "29"
    assert len(intake.targets) == 4


@pytest.mark.parametrize(
    ("heads", "starts"),
    [
        (["w/e 05/01/2024", "w/e 12/01/2024", "w/e 19/01/2024"], ["2023-12-30", "2024-01-06", "2024-01-13"]),
        (["2024-W01", "2024-W02", "2024-W03"], ["2024-01-01", "2024-01-08", "2024-01-15"]),
        (["Q1 2024", "Q2 2024", "Q3 2024"], ["2024-01-01", "2024-04-01", "2024-07-01"]),
        ([2021, 2022, 2023], ["2021-01-01", "2022-01-01", "2023-01-01"]),
        (["2021/22", "2022/23", "2023/24"], ["2021-04-01", "2022-04-01", "2023-04-01"]),
        ([date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)], ["2024-01-01", "2024-02-01", "2024-03-01"]),
        (["Oct 2025", "Nov", "Dec", "Jan", "Feb"], ["2025-10-01", "2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"]),
        (["Jan-24†", "Feb-24 (p)", "Mar-24"], ["2024-01-01", "2024-02-01", "2024-03-01"]),
    ],
)
def test_periods_across(heads, starts):
    _, intake = read(workbook([["Measure", *heads], ["Visits", *range(1, len(heads) + 1)], ["Calls", *range(11, len(heads) + 11)]]))
    assert [key[2] for key in figures(intake) if key[0] == "Visits"] == starts


@pytest.mark.parametrize(
    ("cells", "starts"),
    [
        ([2019, 2020, 2021], ["2019-01-01", "2020-01-01", "2021-01-01"]),
        (["2019/20", "2020/21", "2021/22"], ["2019-04-01", "2020-04-01", "2021-04-01"]),
        (["2024-W01", "2024-W02", "2024-W03"], ["2024-01-01", "2024-01-08", "2024-01-15"]),
        (["1978M04", "1978M05", "1978M06"], ["1978-04-01", "1978-05-01", "1978-06-01"]),
        (["2010-11", "2011-12", "2012-13"], ["2010-04-01", "2011-04-01", "2012-04-01"]),
    ],
)
def test_periods_down(cells, starts):
    _, intake = read(workbook([["Year", "Births", "Deaths"], *[[cell, n, n + 10] for n, cell in enumerate(cells)], ["Source: registry"]]))
    assert [key[2] for key in figures(intake) if key[0] == "Births"] == starts


def _first_period(intake):
    period = intake.observations[0].period
    return period.start, period.end


def test_a_head_that_says_ending_names_its_dates_by_their_last_day():
    _, intake = read(workbook([["Week ending", "Visits"], [date(2024, 1, 5), 1], [date(2024, 1, 12), 2], [date(2024, 1, 19), 3]]))
    assert _first_period(intake) == (date(2023, 12, 30), date(2024, 1, 6))
    _, intake = read(workbook([["quarter_ending", "Visits"], ["2018-06", 1], ["2018-09", 2], ["2018-12", 3]]))
    assert _first_period(intake) == (date(2018, 4, 1), date(2018, 7, 1))
    _, intake = read(workbook([["Week ending", date(2024, 1, 5), date(2024, 1, 12), date(2024, 1, 19)], ["Visits", 1, 2, 3]]))
    assert intake.observations[0].period.start == date(2023, 12, 30)
    _, intake = read(workbook([["MonthEnding", "Visits"], ["30/09/07", 1], ["31/10/07", 2], ["30/11/07", 3]]))
    assert intake.observations[0].period.start == date(2007, 9, 30)


def test_counts_and_percentage_under_each_month():
    _, intake = read(
        workbook(
            [
                ["KPI", "Apr 2024", None, None, "May 2024", None, None],
                [None, "Num", "Den", "%", "Num", "Den", "%"],
                ["In time", 9, 10, 90, 8, 10, 80],
                ["Late", 1, 10, 10, 2, 0, 20],
            ]
        )
    )
    assert [(o.measure, str(o.value), str(o.numerator), str(o.denominator)) for o in intake.observations] == [
        ("In time", "90", "9", "10"),
        ("In time", "80", "8", "10"),
        ("Late", "10", "1", "10"),
    ]
    assert [o.state for o in intake.states] == ["undefined"]


def test_another_columns_figures_can_prove_the_decimal_mark():
    _, intake = read(workbook([["Service", "2022/23", "2023/24"], ["Parks", "£1,234", "£2,345"], ["Bins", "£12,000.50", "£1"]]))
    assert [str(o.value) for o in intake.observations] == ["1234", "2345", "12000.50", "1"]


def test_a_title_that_says_by_ward_makes_the_heads_places():
    _, intake = read(
        workbook(
            [
                ["Complaints by ward"],
                ["Month", "North", "South", "Total"],
                ["Jan 2024", 1, 2, 3],
                ["Feb 2024", 4, 5, 9],
                ["Mar 2024", 6, 7, 13],
            ]
        )
    )
    assert {(o.measure, o.org_unit) for o in intake.observations} == {("Complaints", "North"), ("Complaints", "South")}


def test_a_block_without_heads_is_read_where_it_holds_one_column_of_figures():
    _, intake = read(workbook([["Jan 2024", 5], ["Feb 2024", 6], ["Mar 2024", 7]], kind="paste"))
    assert [key[2] for key in figures(intake)] == ["2024-01-01", "2024-02-01", "2024-03-01"]


def test_an_annual_target_stands_at_the_end_of_the_year():
    _, intake = read(
        workbook([["Performance 2025/26"], ["KPI", "Q1", "Q2", "Annual target"], ["Repairs", 80, 84, 90], ["Voids", 30, 29, 25]])
    )
    assert {t.target.day for t in intake.targets} == {date(2026, 3, 31)}


def test_months_by_years():
    _, intake = read(
        workbook([["Complaints received"], [], ["Month", 2022, 2023], ["Jan", 1, 2], ["Feb", 4, 5], ["Mar", 7, None], ["Total", 12, 7]])
    )
    assert figures(intake) == {
        ("Complaints received", None, "2022-01-01"): "1",
        ("Complaints received", None, "2023-01-01"): "2",
        ("Complaints received", None, "2022-02-01"): "4",
        ("Complaints received", None, "2023-02-01"): "5",
        ("Complaints received", None, "2022-03-01"): "7",
    }


def test_a_title_names_the_measure_and_notes_stay_out():
    _, intake = read(
        workbook(
            [
                ["Table 1: Complaints by ward"],
                [],
                ["Ward", "2021/22", "2022/23"],
                ["North", 1, 2],
                ["South (1)", 2, 3],
                ["East²", 3, 4],
                ["Ward 9", 3, 5],
                [],
                ["Notes"],
                ["(1) Includes the harbour"],
                ["² Boundary changed"],
            ]
        )
    )
    assert {(o.measure, o.org_unit) for o in intake.observations} == {
        ("Complaints", "North"),
        ("Complaints", "South"),
        ("Complaints", "East"),
        ("Complaints", "Ward 9"),
    }
    assert intake.reconciliation[0].left_out["note"] == 4


def test_a_footnote_mark_that_nothing_explains_stays():
    _, intake = read(workbook([["Ward", "2021/22", "2022/23"], ["North*", 1, 2], ["South (1)", 2, 3]]))
    assert {o.org_unit for o in intake.observations} == {"North*", "South (1)"}


def test_one_sheet_a_division_makes_the_sheet_the_place():
    _, intake = read(
        workbook(
            [["KPI", "Jan 2024", "Feb 2024"], ["Calls", 1, 2]], [["KPI", "Jan 2024", "Feb 2024"], ["Calls", 3, 4]], names=["North", "South"]
        )
    )
    assert figures(intake) == {
        ("Calls", "North", "2024-01-01"): "1",
        ("Calls", "North", "2024-02-01"): "2",
        ("Calls", "South", "2024-01-01"): "3",
        ("Calls", "South", "2024-02-01"): "4",
    }


def test_one_sheet_a_month_is_one_series():
    _, intake = read(
        workbook(
            [["KPI", "Actual", "Target"], ["Calls", 1, 2], ["Visits", 3, 4]],
            [["KPI", "Actual", "Target"], ["Calls", 5, 2], ["Visits", 6, 4]],
            names=["Jan 2024", "Feb 2024"],
        )
    )
    assert [(key[0], key[2]) for key in figures(intake)] == [
        ("Calls", "2024-01-01"),
        ("Visits", "2024-01-01"),
        ("Calls", "2024-02-01"),
        ("Visits", "2024-02-01"),
    ]


def test_a_second_sheet_of_text_is_left_out_as_notes():
    _, intake = read(workbook([["Month", "Calls"], ["Jan 2024", 1], ["Feb 2024", 2]], [["About this file"], ["Ask Ines."]]))
    assert len(intake.observations) == 2
    assert intake.problems == []
    assert intake.reconciliation[1].left_out["note"] == 2


def test_repeated_heads_on_each_page():
    head = ["KPI", "Jan 2024", "Feb 2024"]
    _, intake = read(workbook([head, ["Calls", 1, 2], head, ["Visits", 3, 4]]))
    assert len(intake.observations) == 4
    assert intake.reconciliation[0].left_out["head"] == 6


@pytest.mark.parametrize(
    ("rows", "code", "given", "first"),
    [
        ([["KPI", "Apr", "May", "Jun"], ["A calls", 1, 2, 3], ["B calls", 4, 5, 6]], "year_missing", "2026/27", "2026-04-01"),
        (
            [[None, 2024, None, None], ["KPI", "Nov", "Dec", "Jan"], ["Calls", 1, 2, 3], ["Visits", 1, 2, 3]],
            "year_wraps",
            "starts",
            "2024-11-01",
        ),
        (
            [[None, 2024, None, None], ["KPI", "Nov", "Dec", "Jan"], ["Calls", 1, 2, 3], ["Visits", 1, 2, 3]],
            "year_wraps",
            "ends",
            "2023-11-01",
        ),
        (
            [["KPI", "2022/23", "2023/24", "Q1 2024/25", "Q2 2024/25"], ["Calls", 1, 2, 3, 4], ["Visits", 1, 2, 3, 4]],
            "two_cadences",
            "quarter",
            "2024-04-01",
        ),
        ([["Date", "Calls"], ["03/04/2026", 1], ["05/06/2026", 2]], "dates_ambiguous", "month_first", "2026-03-04"),
        (
            [["KPI", "This quarter", "Last quarter", "Target"], ["Calls", 1, 2, 3], ["Visits", 4, 5, 6]],
            "which_quarter",
            "Q2 2026/27",
            "2026-07-01",
        ),
        ([["Year", "Calls"], ["2009/10", 1], ["2010/11", 2]], "label_ambiguous", "fiscal_year", "2009-04-01"),
    ],
)
def test_what_two_people_could_read_differently_is_asked_once_and_not_read_before(rows, code, given, first):
    book = workbook(rows)
    proposal, intake = read(book)
    assert [question.code for question in proposal.open_questions] == [code]
    assert intake.observations == []
    assert intake.unread
    settled = answer(proposal, book, proposal.open_questions[0].id, given)
    assert settled.open_questions == []
    again = apply(book, settled)
    assert again.observations[0].period.start.isoformat() == first
    assert not again.unread


def test_an_answer_that_is_no_period_leaves_the_question_open():
    book = workbook([["KPI", "Apr", "May", "Jun"], ["Calls", 1, 2, 3]])
    proposal, _ = read(book)
    assert [q.code for q in answer(proposal, book, proposal.open_questions[0].id, "soon").open_questions] == ["year_missing"]


@pytest.mark.parametrize("option", [{"day_first": True}, {"day_first": False}])
def test_options_settle_ambiguous_dates(option):
    _, intake = read(workbook([["Date", "Calls"], ["03/04/2026", 1], ["05/06/2026", 2]]), **option)
    assert intake.observations[0].period.start == (date(2026, 4, 3) if option["day_first"] else date(2026, 3, 4))


def test_stated_year_starts_are_not_assumed():
    book = workbook([["KPI", "2023/24", "2024/25"], ["Calls", 1, 2]])
    _, intake = read(book, fiscal_start=7)
    assert intake.problems == []
    assert intake.observations[0].period.start == date(2023, 7, 1)


def test_a_bank_of_indicators_without_figures_is_no_table():
    _, intake = read(workbook([["Indicator", "Definition"], ["Calls", "How many people call"], ["Visits", "How many people come"]]))
    assert codes(intake) == ["no_table"]
    assert intake.unread


def test_rows_that_are_cases_are_refused():
    rows = [[date(2024, 1 + n % 6, 1 + n % 28), f"Street {n}", n * 3 % 17] for n in range(60)]
    _, intake = read(workbook([["Report date", "Location", "Delay"], *rows]))
    assert codes(intake) == ["rows_are_cases"]
    assert intake.observations == []


@pytest.mark.parametrize(("head", "start"), [("School_type", "2023-09-01"), ("Pupils", "2023-09-01"), ("Type", "2023-04-01")])
def test_a_year_in_two_numbers_is_a_school_year_beside_schools(head, start):
    rows = [["Year", head, "Reviews"], ["2023/24", "Primary", 5], ["2022/23", "Primary", 7], ["2021/22", "Primary", 6]]
    _, intake = read(workbook(rows))
    assert max(o.period.start.isoformat() for o in intake.observations) == start
    assert codes(intake) == ["assumed_year_start"]
