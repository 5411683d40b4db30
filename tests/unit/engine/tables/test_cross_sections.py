"""Tables without a date on their rows or heads: where the period comes from, and which axis holds what."""

import pytest

from groundswell.engine.explaining import explain
from groundswell.engine.intake import apply
from groundswell.engine.mapping import answer
from groundswell.engine.sources.workbook import Sheet
from groundswell.words import words_for
from tests.unit.engine.sheets import codes, figures, merged, read, workbook

WARDS = [
    ["Ward", "Bins missed", "Calls", "Visits"],
    ["Harbour", 12, 340, 7],
    ["Hill", 9, 288, 6],
    ["Castle", 15, 401, 3],
]


def wards(*above: list[object]) -> list[list[object]]:
    return [*above, *WARDS]


def test_the_title_says_the_period():
    _, intake = read(workbook(wards(["Missed bins by ward, 2023"], [])))
    assert figures(intake)["Bins missed", "Harbour", "2023-01-01"] == "12"
    assert len(intake.observations) == 9
    assert codes(intake) == []


def test_a_year_in_a_cell_of_its_own_above_the_heads_says_the_period():
    _, intake = read(workbook(wards(["Missed bins", None, None, 2023], [])))
    assert {o.period.start.isoformat() for o in intake.observations} == {"2023-01-01"}


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("Missed bins, financial year 2023/24", "2023-04-01"),
        ("Missed bins, March 2024", "2024-03-01"),
        ("Missed bins as at 31 March 2024", "2024-03-31"),
        ("Missed bins, Q2 2024", "2024-04-01"),
        ("Missed bins, year ending March 2024", "2023-04-01"),
        ("Missed bins, 12 months to 30 June 2024", "2023-07-01"),
        ("Missed bins, quarter ending June 2024", "2024-04-01"),
        ("Missed bins, April to June 2024", "2024-04-01"),
        ("Missed bins, April 2023 – March 2024", "2023-04-01"),
        ("Pupils by ward, academic year 2023/24", "2023-09-01"),
        ("Council tax by ward 2011-12", "2011-04-01"),
        ("Müll nach Stadtteil, Stand: 31.12.2023", "2023-12-31"),
        ("Missed bins on 31/12/2023", "2023-12-31"),
    ],
)
def test_periods_of_titles(title, start):
    _, intake = read(workbook(wards([title], [])))
    assert {o.period.start.isoformat() for o in intake.observations} == {start}


def test_an_assumed_year_start_is_said_once_with_the_words_it_rests_on():
    _, intake = read(workbook(wards(["Missed bins 2023/24"], [])))
    assert codes(intake) == ["assumed_year_start"]
    assert intake.problems[0].values["label"] == "Missed bins 2023/24"
    _, stated = read(workbook(wards(["Missed bins 2023/24"], [])), fiscal_start=10)
    assert codes(stated) == []
    assert {o.period.start.isoformat() for o in stated.observations} == {"2023-10-01"}


def test_the_day_of_publication_is_no_period():
    _, intake = read(workbook(wards(["Missed bins"], ["Released on 15 November 2023"], [])))
    assert codes(intake) == ["which_period"]
    assert intake.observations == []


def test_the_sheets_name_or_the_files_name_says_it_and_that_is_told():
    _, by_sheet = read(workbook(WARDS, names=["2023-24"]))
    assert codes(by_sheet) == ["period_from_sheet", "assumed_year_start"]
    assert {o.period.start.isoformat() for o in by_sheet.observations} == {"2023-04-01"}
    _, either = read(workbook(WARDS, name="missed_bins_2010-11.xlsx"))
    assert codes(either) == ["which_period"]
    _, by_file = read(workbook(WARDS, name="missed_bins_2022.xlsx"))
    assert codes(by_file) == ["period_from_file"]
    assert {o.period.start.isoformat() for o in by_file.observations} == {"2022-01-01"}


@pytest.mark.parametrize(
    "title",
    [
        "Missed bins 2021 and 2023",
        "Missed bins, May to June 2023",
        "Missed bins, year ending March 2023 and year ending March 2024",
        "Missed bins 2019 to 2023",
        "Missed bins 2019-2023",
        "Missed bins, autumn term 2023",
        "Missed bins, H1 2023",
        "Missed bins at 03/04/2023",
    ],
)
def test_a_title_with_two_years_is_asked_about(title):
    _, intake = read(workbook(wards([title], [])))
    assert codes(intake) == ["which_period"]
    assert intake.unread


def test_the_answer_gives_the_period_and_a_bad_one_asks_again():
    book = workbook(WARDS)
    proposal, intake = read(book)
    assert codes(intake) == ["which_period"]
    question = proposal.questions[0]
    assert question.cell == "B1"
    assert apply(book, answer(proposal, book, question.id, "no idea")).observations == []
    answered = apply(book, answer(proposal, book, question.id, "May 2024"))
    assert figures(answered)["Calls", "Hill", "2024-05-01"] == "288"


def test_a_period_said_beforehand_counts_for_what_has_none():
    _, intake = read(workbook(WARDS), period="2021/22")
    assert {o.period.start.isoformat() for o in intake.observations} == {"2021-04-01"}
    assert codes(intake) == ["assumed_year_start"]


def test_heads_with_years_have_their_own_period():
    rows = [["Council", "Paid staff 2010", "Paid staff 2016", "2016 volunteers"], ["Ash", 10, 9, 4], ["Birch", 20, 22, 5]]
    _, intake = read(workbook(rows))
    assert figures(intake) == {
        ("Paid staff", "Ash", "2010-01-01"): "10",
        ("Paid staff", "Ash", "2016-01-01"): "9",
        ("volunteers", "Ash", "2016-01-01"): "4",
        ("Paid staff", "Birch", "2010-01-01"): "20",
        ("Paid staff", "Birch", "2016-01-01"): "22",
        ("volunteers", "Birch", "2016-01-01"): "5",
    }


@pytest.mark.parametrize(
    ("head", "name", "start"),
    [
        ("Visits year ending March 2017", "Visits", "2016-04-01"),
        ("Visits (2012-13)", "Visits", "2012-04-01"),
        ("Visits Jan-Mar 2019", "Visits", "2019-01-01"),
        ("Visits in academic year 2015/16", "Visits", "2015-09-01"),
        ("2016 Q2 visits", "visits", "2016-04-01"),
    ],
)
def test_periods_of_heads(head, name, start):
    _, intake = read(workbook([["Trust", head, "Beds 2011"], ["Ash", 10, 4], ["Birch", 20, 5], ["Cedar", 5, 6]]))
    assert figures(intake)[name, "Ash", start] == "10"


def test_a_date_in_a_head_is_that_day():
    _, intake = read(workbook([["Trust", "Closing balance @31/03/2017"], ["Ash", 10], ["Birch", 20], ["Cedar", 5]]))
    assert figures(intake)["Closing balance", "Ash", "2017-03-31"] == "10"


@pytest.mark.parametrize("head", ["Closed since 2010", "Calls until 2019", "Population 2011-2015", "Staff now", "Visits spring 2014"])
def test_a_column_whose_head_says_no_period_is_refused_beside_those_that_do(head):
    rows = [["Council", "Staff 2010", "Staff 2016", head], ["Ash", 10, 9, 4], ["Birch", 20, 22, 5], ["Cedar", 7, 8, 6]]
    _, intake = read(workbook(rows))
    assert len(intake.observations) == 6
    assert [(p.code, p.place.cell, p.values["head"]) for p in intake.problems] == [("column_without_period", "D1", head)]
    assert intake.reconciliation[0].refused == 3
    _, stated = read(workbook(rows), period="2020")
    assert len(stated.observations) == 9


def test_columns_without_a_period_are_asked_about_together_and_nothing_waits_for_it():
    book = workbook([["Council", "Staff 2010", "Staff now", "Vans now"], ["Ash", 10, 9, 4], ["Birch", 20, 22, 5], ["Cedar", 7, 8, 6]])
    proposal, intake = read(book)
    (offered,) = proposal.assumed_questions
    assert (proposal.open_questions, len(intake.observations), offered.values["head"]) == ([], 3, "Staff now, Vans now")
    unread = answer(proposal, book, offered.id, "some day")
    assert [question.id for question in unread.assumed_questions] == [offered.id]
    told = answer(proposal, book, offered.id, "2016")
    assert (told.assumed_questions, len(apply(book, told).observations)) == ([], 9)


def test_a_row_of_years_below_the_heads_is_the_period_of_its_columns():
    rows = [["Score", "Algebra", "English"], ["test_year", 2010, 2010], *[[n, n + 3, 2 * n + 1] for n in range(8)]]
    _, intake = read(workbook(rows))
    assert figures(intake)["English", "4", "2010-01-01"] == "9"
    assert {o.measure for o in intake.observations} == {"Algebra", "English"}


def area_years() -> Sheet:
    rows: list[list[object]] = [["Crime by area, 2015-2016"], ["Area", "Year", "Population", "Thefts"]]
    for name, people, thefts in (("North1", 1000, 30), ("  Ash", 600, 20), ("  Birch", 400, 10)):
        rows += [[name, 2015, people, thefts], [None, 2016, people + 10, thefts - 1], [None, "Percent change", 1, -3]]
    return merged([*rows, ["1 Includes the islands."]], *((r, 0, r + 2, 0) for r in (2, 5, 8)))


def test_years_down_with_a_row_of_change_and_the_name_on_the_first_row():
    _, intake = read(workbook(area_years()))
    assert figures(intake)["Thefts", "North", "2016-01-01"] == "29"
    assert {o.org_unit for o in intake.observations} == {"North", "Ash", "Birch"}
    assert {o.period.start.year for o in intake.observations} == {2015, 2016}
    assert intake.reconciliation[0].left_out["derived"] == 9
    unmerged = area_years()
    unmerged.merges = []
    _, filled = read(workbook(unmerged))
    assert figures(filled) == figures(intake)


PROVINCES = [
    ["Key figures 2011"],
    [],
    [None, "province", "province", "province"],
    [None, "A", "B", "C"],
    [None, "Groningen", "Utrecht", "Limburg"],
    ["Income:", None, None, None],
    ["Property tax", 208, 174, 187],
    ["Grants", 7, 72, 60],
    ["Total", 215, 246, 247],
    [None, None, None, None],
    ["Spending:", None, None, None],
    ["Council", None, None, None],
    ["Members", -48, -55, -51],
    ["Staff", -121, -73, -134],
    ["Roads", None, None, None],
    ["Repair", -5, -7, -9],
    ["Light", -6, -8, -9],
    ["Total", -180, -143, -203],
    ["Inhabitants", 566, 913, 1122],
]


def test_turned_tables_have_measures_in_rows_and_places_in_columns():
    _, intake = read(workbook(PROVINCES))
    assert {o.org_unit for o in intake.observations} == {"Groningen", "Utrecht", "Limburg"}
    assert list(dict.fromkeys(o.measure for o in intake.observations)) == [
        "Income | Property tax",
        "Income | Grants",
        "Spending | Council | Members",
        "Spending | Council | Staff",
        "Spending | Roads | Repair",
        "Spending | Roads | Light",
        "Inhabitants",
    ]
    assert intake.reconciliation[0].left_out["total"] == 8
    assert codes(intake) == []


def test_measures_in_rows_and_heads_that_say_nothing_are_asked_about():
    book = workbook([["Figures 2020"], ["Indicator", "Ash", "Birch"], ["Calls", 1, 2], ["Visits", 3, 4], ["Letters", 5, 6]])
    proposal, intake = read(book)
    assert codes(intake) == ["places_or_measures"]
    places = apply(book, answer(proposal, book, proposal.questions[0].id, "places"))
    assert figures(places)["Visits", "Birch", "2020-01-01"] == "4"
    measures = apply(book, answer(proposal, book, proposal.questions[0].id, "measures"))
    assert figures(measures)["Visits | Birch", None, "2020-01-01"] == "4"


def test_rows_that_could_be_measures_or_places_are_asked_about():
    book = workbook([["Figures 2020"], [None, "Ash", "Birch"], ["Alder", 1, 2], ["Cedar", 3, 4], ["Elm", 5, 6]])
    proposal, intake = read(book)
    assert codes(intake) == ["what_rows_are"]
    assert intake.observations == []
    places = apply(book, answer(proposal, book, proposal.questions[0].id, "places"))
    assert figures(places)["Birch", "Cedar", "2020-01-01"] == "4"


@pytest.mark.parametrize(
    ("title", "corner", "labels", "heads"),
    [
        ("Response by electoral division 2020", None, ["Alder", "Cedar", "Elm"], ["Ash", "Birch"]),
        ("Response by sex 2020", None, ["Group 1", "Group 2", "Group 3"], ["% asked", "% heard"]),
        ("Response 2020", "Neighbourhood", ["Alder", "Cedar", "Elm"], ["Ash", "Birch"]),
        ("Response 2020", None, ["Under 18", "18-24", "25 and over"], ["% asked", "% heard"]),
        ("Response 2020", None, ["Alder", "Cedar", "Elm"], ["# tested", "% passed"]),
        ("Response 2020", None, ["Ash Hospital", "Elm Hospital", "St John's Hospital"], ["Deaths", "Births"]),
    ],
)
def test_what_says_that_rows_are_compared(title, corner, labels, heads):
    rows = [[title], [corner, *heads], *([label, n + 5, n + 7] for n, label in enumerate(labels))]
    _, intake = read(workbook(rows))
    assert {o.org_unit for o in intake.observations} == set(labels)
    assert {o.measure for o in intake.observations} == set(heads)


def test_rows_with_the_same_names_are_cases():
    loans = [["Trust", "Kind", "Loan 2017", "Repaid 2017"]] + [[f"Trust {n % 3}", "Rev", 1000 + n, n] for n in range(12)]
    _, intake = read(workbook(loans))
    assert codes(intake) == ["rows_are_cases"]
    assert intake.observations == []


def test_a_list_of_words_with_a_number_here_and_there_is_no_table():
    rows = [["Indicator", "Numerator", "Denominator", "Note"]]
    rows += [[f"Indicator {n}", f"People who {n}", 1 if n % 3 else f"All people {n}", "as agreed"] for n in range(30)]
    rows += [[f"More {n}", "words", "and words", "and words"] for n in range(40)]
    _, intake = read(workbook(rows))
    assert codes(intake) == ["no_table"]


def test_a_refused_column_and_a_refused_row_explain_each_of_their_cells():
    rows = [["Council", "Staff 2010", "Staff 2016", "Staff now"], ["Ash", 10, 9, 4], ["Birch", 20, 22, 5], ["Cedar", 7, 8, 6]]
    book = workbook(rows)
    sentence = words_for("en").explanation(explain(book, read(book)[0], 0, "D3"))
    assert 'Nothing says which period the figures under "Staff now" are for' in sentence
    scores = workbook([["Score", "Algebra 2010", "English 2010"], *[[n, n + 3, n + 5] for n in range(11)], [99, 4, 5]])
    assert "most likely a sign" in words_for("en").explanation(explain(scores, read(scores)[0], 0, "C13"))


def test_dates_that_say_something_else_about_each_place_are_no_periods():
    rows = [["Visitors to sites, 2018"], ["Site", "Opened", "Visitors"], ["Ash", "2001-05-01", 100], ["Birch", "1999-01-12", 200]]
    rows += [["Cedar", "2010-07-01", 50], ["Elm", "1987-11-30", 75]]
    _, intake = read(workbook(rows))
    assert figures(intake)["Visitors", "Cedar", "2018-01-01"] == "50"
    rows[1][1] = "Date"
    _, dated = read(workbook(rows))
    assert figures(dated)["Visitors", "Cedar", "2010-07-01"] == "50"


def absence(title: str, factor: int) -> list[list[object]]:
    rows = [[name, 10 * n * factor, factor + n] for n, name in enumerate(("Ash", "Birch", "Elm"), 1)]
    return [[title], ["Council", "Pupils", "Absent"], *rows]


def test_the_same_rows_with_other_figures_are_told_apart_by_title_or_sheet():
    _, titles = read(workbook(absence("Absence of boys, 2018", 1), absence("Absence of girls, 2018", 3)))
    wanted = {f"Absence of {who} | {what}" for who in ("boys", "girls") for what in ("Pupils", "Absent")}
    assert {o.measure for o in titles.observations} == wanted
    _, sheets = read(workbook(absence("Absence 2018", 1), absence("Absence 2018", 3), names=["Boys", "Girls"]))
    assert {o.measure for o in sheets.observations} == {f"{who} | {what}" for who in ("Boys", "Girls") for what in ("Pupils", "Absent")}
    _, twice = read(workbook(absence("Absence 2018", 1), absence("Absence 2018", 1), names=["Boys", "Girls"]))
    assert {o.measure for o in twice.observations} == {"Pupils", "Absent"}
    assert codes(twice) == ["duplicates_identical"]
    _, unnamed = read(workbook(absence("Absence 2018", 1), absence("Absence 2018", 3)))
    assert set(codes(unnamed)) == {"conflicting_figures"}


def test_row_numbers_before_the_labels_are_no_labels():
    rows = [["rownames", "score", "algebra", "english"], *[[n + 1, n, 3 * n + 4, 5 * n + 9] for n in range(8)]]
    _, intake = read(workbook(rows), period="2010")
    assert {o.org_unit for o in intake.observations} == set(map(str, range(8)))
    assert {o.measure for o in intake.observations} == {"algebra", "english"}


def test_a_truth_value_among_years_is_no_year():
    rows = [["Year", "Calls"], [2015, 4], [2016, 5], [True, 6], [2017, 7], [2018, 8], [2019, 9]]
    _, intake = read(workbook(rows))
    assert len(intake.observations) == 5


def _seen(texts, head="Seen"):
    wards = zip(("A ward", "B ward", "C ward"), (1, 2, 1), texts, strict=True)
    return workbook([["As at 31 March 2024"], ["Ward", "Falls", head], *wards])


@pytest.mark.parametrize("texts", [("3/5", "4/6", "2/2"), ("▲ 3", "▼ 4", "2 ↑"), ("3 (of 5)", "4 (of 6)", "2 (of 2)")])
def test_numbers_with_something_beside_them_are_asked_about(texts):
    proposal, _ = read(_seen(texts))
    assert [(question.code, question.cell) for question in proposal.questions] == [("column_role", "C3")]
    settled = answer(proposal, _seen(texts), proposal.questions[0].id, "left_out")
    assert {o.measure for o in apply(_seen(texts), settled).observations} == {"Falls"}


@pytest.mark.parametrize(
    ("head", "texts"), [("Remark", ("x", "3 wards", "2/2")), ("Code", ("3/5", "4/6", "2/2")), ("Change", ("▲ 3", "▼ 4", "▲ 2"))]
)
def test_words_codes_and_changes_beside_figures_are_not_asked_about(head, texts):
    proposal, intake = read(_seen(texts, head))
    assert (proposal.questions, len(intake.observations)) == ([], 3)
