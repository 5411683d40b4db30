"""Places of several levels in one table, columns that are places of one whole, and indexes of other sheets."""

from datetime import date

from groundswell.engine.intake import apply
from groundswell.engine.mapping import answer
from tests.unit.engine.sheets import codes, figures, read, workbook

AREAS = [
    ("National", "Westland", "", ""),
    ("Regional", "Westland", "Coast", ""),
    ("Local", "Westland", "Coast", "Harbour Town"),
    ("Local", "Westland", "Coast", "Newport"),
    ("Regional", "Westland", "Hills", ""),
    ("Local", "Westland", "Hills", "Newport"),
    ("Local", "Westland", "Hills", "Oldbridge"),
]


def _long(heads=("year", "geographic_level", "country_name", "region_name", "la_name", "referrals")):
    rows = [list(heads)]
    for year in (2023, 2024):
        rows += [[year, *area, 10 * n + year - 2023] for n, area in enumerate(AREAS, 1)]
    return rows


def test_a_row_is_for_its_finest_place_and_mixed_levels_are_said():
    proposal, intake = read(workbook(_long()))
    assert [(p.code, p.values["n"]) for p in intake.problems] == [("levels_mixed", 3)]
    assert {place for _, place, _ in figures(intake)} == {
        "Westland",
        "Coast",
        "Harbour Town",
        "Westland / Coast / Newport",
        "Hills",
        "Westland / Hills / Newport",
        "Oldbridge",
    }
    assert {measure for measure, _, _ in figures(intake)} == {"referrals"}
    assert len(intake.observations) == 14
    assert proposal.questions == []


def test_marks_for_a_level_that_does_not_apply_are_no_places():
    rows = [[cell if cell != "" else "z" for cell in row] for row in _long()]
    _, intake = read(workbook(rows))
    assert {place for _, place, _ in figures(intake)} >= {"Westland", "Coast", "Oldbridge"}
    assert len(intake.observations) == 14


def test_gaps_that_follow_no_levels_are_asked():
    rows = [
        ["Year", "District", "Region", "Calls"],
        [2023, "North", "", 1],
        [2023, "", "Coast", 2],
        [2024, "North", "", 3],
        [2024, "", "Coast", 4],
    ]
    _, intake = read(workbook(rows))
    assert codes(intake) == ["several_places"]


PLACES = ["Date", "Variable", "Totals", "Conville", "Gorham", "Masham"]


def _variables(heads=PLACES):
    day = "2024-09-30"
    return [
        list(heads),
        [day, "New cases", 11, 1, 7, 3],
        [day, "New deaths", 4, 1, 1, 2],
        [day, "Contacts followed", 40, 10, 10, 20],
        [day, "Fatality rate", "36%", "100%", "14%", "67%"],
        [day, "Samples", 5, None, None, None],
    ]


def test_columns_that_add_up_to_one_of_them_are_read_as_places_and_that_can_be_answered_otherwise():
    book = workbook(_variables())
    proposal, intake = read(book)
    assert codes(intake) == ["total_without_parts", "places_or_measures_assumed"]
    assert figures(intake)["New cases", "Gorham", "2024-09-30"] == "7"
    assert figures(intake)["Fatality rate", "Masham", "2024-09-30"] == "67"
    assert intake.reconciliation[0].left_out["total"] == 5
    (question,) = proposal.assumed_questions
    assert proposal.open_questions == []
    otherwise = apply(book, answer(proposal, book, question.id, "measures"))
    assert figures(otherwise)["New cases | Gorham", None, "2024-09-30"] == "7"
    assert "places_or_measures_assumed" not in codes(otherwise)


def test_columns_that_part_people_by_kind_are_asked_about():
    _, intake = read(workbook(_variables([*PLACES[:3], "Men", "Women", "Not known"])))
    assert "places_or_measures" in codes(intake)
    assert intake.observations == []


def test_an_index_of_the_series_of_other_sheets_is_text():
    index = [
        ["Series", "Series ID", "Series start", "Series end", "No. obs."],
        ["Calls to the harbour", "A100", date(2023, 3, 1), date(2024, 12, 1), 8],
        ["Visits to the harbour", "A101", date(2023, 3, 1), date(2024, 12, 1), 8],
    ]
    data = [
        ["Quarter", "Calls to the harbour", "Visits to the harbour"],
        *[[date(year, month, 1), month, year] for year in (2023, 2024) for month in (3, 6, 9, 12)],
    ]
    _, intake = read(workbook(index, data, names=["Index", "Data1"]))
    assert codes(intake) == []
    assert intake.reconciliation[0].left_out["note"] == 15
    assert len(intake.observations) == 16


def test_cases_with_a_first_and_a_last_day_are_no_index():
    cases = [
        ["Case", "Reference", "Start", "End", "Visits"],
        *[[f"Case {n}", f"A{n}", date(2023, 3, n), date(2024, 12, n), n] for n in range(1, 6)],
    ]
    data = [["Quarter", "Calls"], *[[date(year, month, 1), month] for year in (2023, 2024) for month in (3, 6, 9, 12)]]
    _, intake = read(workbook(cases, data))
    assert codes(intake) == ["rows_are_cases"]


def test_a_percentage_finds_its_counts_anywhere_in_a_wide_table():
    names = [f"reason_{n}" for n in range(20)]
    rows = [["Month", "attended", "possible", *names, "attendance_perc"]]
    for month in range(1, 13):
        attended, possible = 9000 + 37 * month, 10000 + 11 * month
        rows.append([f"2024-{month:02d}-01", attended, possible, *[month * 7 + 13 * n for n in range(20)], 100 * attended / possible])
    _, intake = read(workbook(rows))
    percentages = [o for o in intake.observations if o.measure == "attendance_perc"]
    assert (str(percentages[0].numerator), str(percentages[0].denominator)) == ("9037", "10011")
    assert {o.measure for o in intake.observations} == {"attendance_perc", *names}


def test_a_head_that_starts_with_num_is_no_numerator():
    rows = [["Month", "num_schools", "pupils"], *[[f"{month} 2024", 5, 6] for month in ("Jan", "Feb", "Mar")]]
    _, intake = read(workbook(rows))
    assert {measure for measure, _, _ in figures(intake)} == {"num_schools", "pupils"}


def test_places_of_one_column_of_which_some_are_the_sum_of_those_below_are_said_and_read():
    towns = {"Harbour Town": [4, 5, 6], "Newport": [1, 2, 9], "Oldbridge": [7, 1, 3], "Ferris": [2, 2, 2]}
    coast = [sum(two) for two in zip(towns["Harbour Town"], towns["Newport"], strict=True)]
    hills = [sum(two) for two in zip(towns["Oldbridge"], towns["Ferris"], strict=True)]
    rows = [["Area", "Jan 2024", "Feb 2024", "Mar 2024"], ["Westland", *[a + b for a, b in zip(coast, hills, strict=True)]]]
    rows += [["Coast", *coast], *[[name, *towns[name]] for name in ("Harbour Town", "Newport")]]
    rows += [["Hills", *hills], *[[name, *towns[name]] for name in ("Oldbridge", "Ferris")]]
    _, intake = read(workbook([["Complaints"], [], *rows]))
    assert [(p.code, p.place.cell, p.values["levels"]) for p in intake.problems] == [("levels_mixed", "A4", "Westland: Coast …")]
    assert len(intake.observations) == 21


def test_places_that_happen_to_stand_in_one_column_are_not_said_to_hold_each_other():
    rows = [["Area", "Jan 2024", "Feb 2024", "Mar 2024"], ["Coast", 9, 8, 7], ["Hills", 4, 4, 4], ["Plain", 5, 4, 2]]
    _, intake = read(workbook([["Complaints"], [], *rows]))
    assert codes(intake) == []
