"""What goes wrong in people's sheets, each refused or said with its address: never dropped, never guessed."""

import unicodedata
from datetime import date, time
from itertools import product

import pytest

from groundswell.engine.intake import all_in_order
from groundswell.engine.reading import observation_json
from groundswell.engine.sources.workbook import CellError, Sheet, Uncalculated, a1
from tests.unit.engine.sheets import codes, figures, merged, read, trimmed, workbook

ERRORS = ("#DIV/0!", "#N/A", "#REF!", "#NUM!", "#VALUE!", "#NAME?", "#NULL!")
MONTHS = ("Jan 2024", "Feb 2024", "Mar 2024")


@pytest.mark.parametrize("across", [True, False], ids=["across", "down"])
@pytest.mark.parametrize(("error", "place"), list(product(ERRORS, range(3))))
def test_C9_error_cells_are_refused_with_address(error, place, across):
    cells = [5, 6, 7]
    cells[place] = CellError(error)
    rows = (
        [["KPI", *MONTHS], ["Calls", *cells]] if across else [["Month", "Calls"], *[list(pair) for pair in zip(MONTHS, cells, strict=True)]]
    )
    _, intake = read(workbook(rows))
    cell = a1(1, 1 + place) if across else a1(1 + place, 1)
    assert [(p.code, p.place.cell, p.values["text"]) for p in intake.problems] == [("error_cell", cell, error)]
    assert len(intake.observations) == 2
    assert cell not in {o.cell for o in all_in_order(intake)}
    assert intake.reconciliation[0].refused == 1


def test_C10_formulas_never_worked_out_are_refused_with_address():
    _, intake = read(workbook([["Month", "Calls"], ["Jan 2024", 1], ["Feb 2024", Uncalculated("A1+1")], ["Mar 2024", 3]]))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("not_calculated", "B3")]


@pytest.mark.parametrize("text", ['=CMD|"/c calc"!A0', '=HYPERLINK("http://x","y")', "@SUM(1)", "+1+1", "-2+3"])
def test_C11_formula_text_in_names_and_comments_is_text(text):
    _, intake = read(workbook([["KPI", "Jan 2024", "Feb 2024", "Comment"], [text, 1, 2, text]]))
    assert {o.measure for o in intake.observations} == {text}
    assert [r.text for r in intake.remarks] == [text]


def test_C11_formula_text_among_figures_is_refused():
    _, intake = read(workbook([["KPI", *MONTHS], ["Calls", 1, "=1+1", 3], ["Visits", 1, 2, 3]]))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("not_a_number", "C2")]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("soon", "not_a_number"),
        (True, "not_a_number"),
        (date(2024, 1, 1), "date_cell"),
        (time(8, 30), "duration_cell"),
        ("007", "leading_zeros"),
    ],
)
def test_what_is_no_figure_is_refused_with_address(value, code):
    _, intake = read(workbook([["KPI", *MONTHS, "Apr 2024"], ["Calls", 1, 2, 3, 4], ["Visits", 1, value, 3, 4]]))
    assert [(p.code, p.place.cell) for p in intake.problems] == [(code, "C3")]
    assert len(intake.observations) == 7


def test_a_figure_without_a_name_is_refused():
    _, intake = read(workbook([["KPI", *MONTHS], ["Calls", 1, 2, 3], [None, 7, 8, 9], ["Visits", 1, 2, 3]]))
    assert codes(intake) == ["row_without_name"] * 3
    assert len(intake.observations) == 6


def test_C14_merged_heads_periods_and_units_follow_one_rule():
    across = merged(
        [["KPI", "2024/25", None, "2025/26", None], [None, "Q1", "Q2", "Q1", "Q2"], ["Calls", 1, 2, 3, 4]],
        (0, 1, 0, 2),
        (0, 3, 0, 4),
        (0, 0, 1, 0),
    )
    _, intake = read(workbook(across))
    assert [key[2] for key in figures(intake)] == ["2024-04-01", "2024-07-01", "2025-04-01", "2025-07-01"]
    down = merged(
        [
            ["Month", "Adults", None, "Children", None],
            [None, "Seen", "Waiting", "Seen", "Waiting"],
            ["Jan 2024", 1, 2, 3, 4],
            ["Feb 2024", 5, 6, 7, 8],
        ],
        (0, 1, 0, 2),
        (0, 3, 0, 4),
        (0, 0, 1, 0),
    )
    _, intake = read(workbook(down))
    assert {o.measure for o in intake.observations} == {"Adults | Seen", "Adults | Waiting", "Children | Seen", "Children | Waiting"}
    places = merged(
        [["Area", "Month", "Calls"], ["North", "Jan 2024", 1], [None, "Feb 2024", 2], ["South", "Jan 2024", 3], [None, "Feb 2024", 4]],
        (1, 0, 2, 0),
        (3, 0, 4, 0),
    )
    _, intake = read(workbook(places))
    assert [key[1] for key in figures(intake)] == ["North", "North", "South", "South"]
    months = merged(
        [["Month", "Area", "Calls"], ["Jan 2024", "North", 1], [None, "South", 2], ["Feb 2024", "North", 3], [None, "South", 4]],
        (1, 0, 2, 0),
        (3, 0, 4, 0),
    )
    _, intake = read(workbook(months))
    assert [(key[1], key[2]) for key in figures(intake)] == [
        ("North", "2024-01-01"),
        ("South", "2024-01-01"),
        ("North", "2024-02-01"),
        ("South", "2024-02-01"),
    ]


def test_C14_merged_figures_are_flagged_with_their_range():
    along = merged([["KPI", *MONTHS], ["Calls", 9, None, 3], ["Visits", 1, 2, 3]], (1, 1, 1, 2))
    _, intake = read(workbook(along))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("merged_figures", "B2:C2")]
    down = merged([["KPI", *MONTHS], ["Calls", 9, 2, 3], ["Visits", None, 2, 3]], (1, 1, 2, 1))
    _, intake = read(workbook(down))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("merged_figures_down", "B2:B3")]
    assert intake.observations == []


def test_C14_a_heading_merged_over_the_figures_is_a_heading():
    sheet = merged(
        [["Scorecard 2025/26"], ["KPI", "Q1", "Q2"], ["ADULTS"], ["Reviews", 1, 2], ["CHILDREN"], ["Plans", 3, 4]],
        (0, 0, 0, 2),
        (2, 0, 2, 2),
        (4, 0, 4, 2),
    )
    _, intake = read(workbook(sheet))
    assert {o.measure for o in intake.observations} == {"ADULTS | Reviews", "CHILDREN | Plans"}
    assert codes(intake) == ["assumed_year_start"]


def _hidden(rows: list, **changes: object) -> Sheet:
    return Sheet("Sheet1", trimmed(rows), **changes)


PLAIN = [["KPI", *MONTHS], ["Calls", 1, 2, 3], ["Visits", 4, 5, 6], ["Letters", 7, 8, 9]]


@pytest.mark.parametrize(
    ("sheets", "kept", "hidden", "said"),
    [
        ([_hidden(PLAIN, hidden_rows={2})], 6, 4, ["hidden_rows"]),
        ([_hidden(PLAIN, hidden_rows={1, 2})], 3, 8, ["hidden_rows"]),
        ([_hidden(PLAIN, hidden_columns={3})], 6, 3, ["hidden_columns"]),
        ([_hidden(PLAIN, hidden_rows={3}, hidden_columns={1})], 4, 6, ["hidden_rows", "hidden_columns"]),
        ([_hidden(PLAIN), Sheet("Old", trimmed(PLAIN), hidden=True)], 9, 16, ["hidden_sheet"]),
        ([_hidden([*PLAIN, ["Total", 12, 15, 18]])], 9, 0, []),
        ([_hidden([["Month", "Calls"], ["Jan 2024", 1], ["Feb 2024", 2], ["Mar 2024", 3]], hidden_rows={2})], 2, 2, ["hidden_rows"]),
        ([_hidden([["Month", "Calls", "Old"], ["Jan 2024", 1, 8], ["Feb 2024", 2, 9]], hidden_columns={2})], 2, 2, ["hidden_columns"]),
    ],
)
def test_C15_hidden_rows_columns_and_sheets_are_counted_and_said(sheets, kept, hidden, said):
    _, intake = read(workbook(*sheets))
    assert len(intake.observations) == kept
    assert sum(count.left_out["hidden"] for count in intake.reconciliation) == hidden
    assert codes(intake) == said
    assert all(p.values["n"] > 0 for p in intake.problems)


STRANGE = (
    [
        "\u202eevil",
        "e\u0301tat",
        "caf\u00e9",
        "cafe\u0301",
        "\u200bCalls",
        "Cal\u200dls",
        "Calls\u00a0a day",
        "שירות",
        "خدمة",
        "\u2066x\u2069",
    ]
    + [chr(base) + "\u0301 name" for base in range(ord("a"), ord("z") + 1)]
    + [f"\u202a{letter}\u202c {n}" for n, letter in enumerate("abcdefghijklmnopqrstuvwxyz")]
)


@pytest.mark.parametrize(
    "name", STRANGE + [unicodedata.normalize("NFD", f"Überprüfung {n}") for n in range(70)] + [f"\u200e{n} Straße" for n in range(70)]
)
def test_C16_names_are_kept_in_one_written_form(name):
    _, intake = read(workbook([["KPI", "Area", "Jan 2024", "Feb 2024"], [name, name, 1, 2]]))
    for kept in {text for o in intake.observations for text in (o.measure, o.org_unit or "")}:
        assert kept == unicodedata.normalize("NFC", kept)
        assert not any(unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI") for c in kept)
        assert "\u200b" not in kept


@pytest.mark.parametrize(
    ("one", "other"),
    [("Calls", "Саlls"), ("Population", "Рopulation"), ("Visits  made", "Visitsmade"), ("ΑΒ rate", "AB rate")],
)
def test_C16_names_that_look_alike_are_said(one, other):
    _, intake = read(workbook([["KPI", "Jan 2024", "Feb 2024"], [one, 1, 2], [other, 3, 4]]))
    assert "names_look_alike" in codes(intake)


def test_C16_names_that_differ_in_capitals_or_blanks_alone_are_one_name_and_that_is_said():
    rows = [["Month", "Area", "Calls"], ["Jan 2024", "Hill and Vale", 1], ["Feb 2024", "Hill And  Vale", 2], ["Mar 2024", "Moor", 3]]
    _, intake = read(workbook(rows))
    assert codes(intake) == ["names_written_alike"]
    assert [one.org_unit for one in intake.observations] == ["Hill and Vale", "Hill and Vale", "Moor"]
    _, conflict = read(workbook([*rows, ["Jan 2024", "HILL AND VALE", 9]]))
    assert [(one.value.decimal, one.org_unit) for one in conflict.observations] == [(2, "Hill and Vale"), (3, "Moor")]
    assert codes(conflict).count("conflicting_figures") == 2


def test_C16_two_written_forms_of_one_name_are_one_series():
    _, intake = read(workbook([["Month", "Area", "Calls"], ["Jan 2024", "caf\u00e9", 1], ["Feb 2024", "cafe\u0301", 2]]))
    assert {o.org_unit for o in intake.observations} == {"café"}
    assert intake.problems == []


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e999", "inf"])
def test_C18_no_entry_gives_a_nan(text):
    _, intake = read(workbook([["KPI", *MONTHS], ["Calls", 1, text, 3], ["Visits", 1, 2, 3]], kind="csv"))
    assert len(intake.observations) == 5
    assert [p.place.cell for p in intake.problems] == ["C2"]
    assert all(observation_json(o)["value"] not in ("NaN", "Infinity") for o in intake.observations)


def test_C18_thirty_digits_come_back_as_they_stood():
    text = "123456789012345678901234567890.12"
    _, intake = read(workbook([["KPI", *MONTHS], ["Calls", text, "-0", "1e300"]], kind="csv"))
    assert [observation_json(o)["value"] for o in intake.observations] == [text, "0", "1" + "0" * 300]


@pytest.mark.parametrize(
    ("numerator", "denominator", "share", "state"),
    [
        (3, 0, 0, "undefined"),
        (-3, 0, 0, "undefined"),
        (0, 0, 0, "undefined"),
        (3, -4, -75, "undefined"),
        (-3, -4, 75, "undefined"),
        (-3, 4, -75, "final"),
        (0, 4, 0, "final"),
        (3, None, 75, "final"),
        (None, 4, 75, "final"),
    ],
)
def test_C19_a_denominator_of_zero_or_less_makes_the_percentage_undefined(numerator, denominator, share, state):
    rows = [
        ["Month", "In time", "Decided", "% in time"],
        ["Jan 2024", 45, 50, 90],
        ["Feb 2024", 38, 40, 95],
        ["Mar 2024", 51, 60, 85],
        ["Apr 2024", 47, 50, 94],
        ["May 2024", numerator, denominator, share],
    ]
    _, intake = read(workbook(rows))
    may = next(o for o in all_in_order(intake) if o.period.start == date(2024, 5, 1))
    assert may.state == state
    assert (may.value is None) is (state == "undefined")
    assert ("denominator_not_positive" in codes(intake)) is (state == "undefined")
    assert len(intake.observations) == (4 if state == "undefined" else 5)


def test_C20_identical_duplicates_are_kept_once_and_counted():
    _, intake = read(workbook([["Month", "Calls"], ["Jan 2024", 1], ["Feb 2024", 2], ["Feb 2024", 2.0], ["Mar 2024", 3]]))
    assert list(figures(intake).values()) == ["1", "2", "3"]
    assert [(p.code, p.values["n"]) for p in intake.problems] == [("duplicates_identical", 1)]
    assert intake.reconciliation[0].left_out["duplicate"] == 1


@pytest.mark.parametrize("last", [2, 5])
def test_C20_conflicting_duplicates_are_all_refused(last):
    _, intake = read(workbook([["Month", "Calls"], ["Jan 2024", 1], ["Feb 2024", 2], ["Feb 2024", 3], ["Mar 2024", 3], ["Feb 2024", last]]))
    assert [key[2] for key in figures(intake)] == ["2024-01-01", "2024-03-01"]
    assert {(p.code, p.place.cell) for p in intake.problems} == {
        ("conflicting_figures", "B3"),
        ("conflicting_figures", "B4"),
        ("conflicting_figures", "B6"),
    }
    assert intake.reconciliation[0].refused == 3
    assert intake.reconciliation[0].columns == [("B", 1 + 2 + 3 + 3 + last, 4)]


def test_C20_a_conflict_between_two_sheets_is_refused_in_both():
    _, intake = read(
        workbook(
            [["Month", "Calls"], ["Jan 2024", 1], ["Feb 2024", 2]],
            [["Month", "Calls"], ["Feb 2024", 9], ["Mar 2024", 3]],
            names=["Copy 2024", "Copy 2025"],
        )
    )
    assert [key[2] for key in figures(intake)] == ["2024-01-01", "2024-03-01"]
    assert {p.place.sheet for p in intake.problems} == {"Copy 2024", "Copy 2025"}
    assert [count.refused for count in intake.reconciliation] == [1, 1]


def test_C17_percent_forms_that_differ_within_a_measure_are_a_question():
    sheet = Sheet("Sheet1", [["KPI", *MONTHS], ["In time", "5%", 0.06, "7%"]], percent={(1, 2)})
    _, intake = read(workbook(sheet))
    assert [(p.code, p.question) for p in intake.problems] == [("percent_forms_mixed", True)]


def test_C17_a_share_shown_as_a_percentage_is_kept_as_a_share():
    sheet = Sheet("Sheet1", [["KPI", *MONTHS], ["In time", 0.05, 0.06, 0.07]], percent={(1, 1), (1, 2), (1, 3)})
    _, intake = read(workbook(sheet))
    assert [str(o.value) for o in intake.observations] == ["0.05", "0.06", "0.07"]
    assert intake.attributes["In time", None]["measurement_unit"] == "share"


def test_C17_a_column_that_hangs_on_the_decimal_mark_is_asked_or_declared():
    book = workbook([["Month", "Calls"], ["Jan 2024", "1,234"], ["Feb 2024", "2,345"]])
    _, intake = read(book)
    assert intake.observations == []
    assert codes(intake) == ["decimal_mark", "decimal_mark_unclear", "decimal_mark_unclear"]
    assert [str(o.value) for o in read(book, decimal_mark=".")[1].observations] == ["1234", "2345"]
    assert [str(o.value) for o in read(book, decimal_mark=",")[1].observations] == ["1.234", "2.345"]


def test_all_problems_come_at_once_in_sheet_order():
    _, intake = read(
        workbook([["KPI", *MONTHS], ["Calls", CellError("#N/A"), 2, "soon"], ["Visits", 1, Uncalculated("B2"), 3], ["Letters", 4, 5, 6]])
    )
    assert [p.place.cell for p in intake.problems] == ["B2", "D2", "C3"]


def test_C14_no_question_is_asked_of_a_table_that_merged_figures_keep_out_whatever_the_answer():
    rows = [
        ["Recipients in June 2015"],
        ["Group", "Jobseekers", "Parents", "Carers"],
        ["Sex", 40, 10, 7],
        ["Men"],
        ["Women", 60, 90, 13],
        ["Age", None, 30, 4],
        ["Up to 24", 25],
        ["25 to 39", 35, 30, 6],
        ["40 or more", 40, 40, 10],
    ]
    shared = [(row, column, row + 1, column) for row, columns in ((2, (1, 2, 3)), (5, (2, 3))) for column in columns]
    proposal, intake = read(workbook(merged(rows, *shared)))
    assert (proposal.questions, intake.observations) == ([], [])
    assert {problem.code for problem in intake.problems} == {"merged_figures_down"}
