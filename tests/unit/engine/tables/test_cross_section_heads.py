"""Heads of several levels, label columns and nested rows of tables without dates."""

import pytest

from groundswell.engine.intake import apply
from groundswell.engine.mapping import answer, correct
from groundswell.engine.proposal import Correction, Role
from groundswell.engine.sources.workbook import Sheet
from tests.unit.engine.sheets import codes, figures, merged, read, workbook

PLACES = ("Alder", "Birch", "Cedar", "Elm")


def measures(rows: list[list[object]] | Sheet, **options: object) -> list[str]:
    _, intake = read(workbook(rows), **options)
    return list(dict.fromkeys(o.measure for o in intake.observations))


def places(rows: list[list[object]] | Sheet) -> list[str | None]:
    _, intake = read(workbook(rows))
    return list(dict.fromkeys(o.org_unit for o in intake.observations))


def body(n: int, *before: object) -> list[list[object]]:
    return [[*before, place, *(10 * row + column + 3 for column in range(n))] for row, place in enumerate(PLACES)]


def test_merged_groups_and_a_spacer_column():
    rows = [
        ["Response by council, 2017"],
        [None, "Clear", None, None, "All", None],
        [None, "Yes", "No", None, "Yes", "No"],
        *[[place, n + 3, n + 5, None, n + 7, n + 9] for n, place in enumerate(PLACES)],
    ]
    assert measures(merged(rows, (1, 1, 1, 2), (1, 4, 1, 5))) == ["Clear | Yes", "Clear | No", "All | Yes", "All | No"]


def test_a_blank_head_means_the_one_at_its_left_and_a_spacer_ends_it():
    rows = [["Council 2017"], ["Council", "Boys", None, None, "Girls", None], [None, "day", "night", None, "day", "night"], *body(5)]
    rows = [row if row[0] not in PLACES else [*row[:3], None, *row[4:]] for row in rows]
    assert measures(rows) == ["Boys | day", "Boys | night", "Girls | day", "Girls | night"]


def test_repeated_groups_need_no_merge():
    rows = [["2017"], ["Council", "Boys", "Boys", "Girls", "Girls"], [None, "day", "night", "day", "night"], *body(4)]
    assert measures(rows) == ["Boys | day", "Boys | night", "Girls | day", "Girls | night"]


def test_three_levels():
    rows = [
        ["2017"],
        [None, "Homes", None, None, None],
        [None, "Let", None, "Owned", None],
        ["Council", "no.", "m²", "no.", "m²"],
        *body(4),
    ]
    assert measures(merged(rows, (1, 1, 1, 4), (2, 1, 2, 2), (2, 3, 2, 4)))[0] == "Let | no."
    rows[1] += ["Shops", None]
    rows[2] += ["Let", "Let"]
    rows[3] += ["no.", "m²"]
    rows[4:] = body(6)
    wide = measures(merged(rows, (1, 1, 1, 4), (1, 5, 1, 6), (2, 1, 2, 2), (2, 3, 2, 4)))
    assert wide[0] == "Homes | Let | no."
    assert wide[-1] == "Shops | Let | m²"


def test_heads_spelled_over_several_cells():
    rows = [
        ["2017"],
        [None, "STAFF", None, "PUPILS", None],
        [None, "Years w/", "% Non-", "In", "Out of"],
        ["School", "Class", "PTS", "Field", "Field"],
        *body(4),
    ]
    assert measures(merged(rows, (1, 1, 1, 2), (1, 3, 1, 4))) == [
        "STAFF | Years w/ Class",
        "STAFF | % Non-PTS",
        "PUPILS | In Field",
        "PUPILS | Out of Field",
    ]


@pytest.mark.parametrize("numbers", [[1, 2, 3, 4], ["(1)", "(2)", "(3)", "(4)"]])
def test_a_row_that_numbers_the_columns_is_a_head(numbers):
    rows = [["2017"], ["Council", "Bins", "Calls", "Visits"], numbers, *body(3)]
    _, intake = read(workbook(rows))
    assert len(intake.observations) == 12
    assert {o.measure for o in intake.observations} == {"Bins", "Calls", "Visits"}
    below = [["2017"], ["Council", *"ABCDE"], *body(5), [1, 2, 3, 4, 5, 6], ["Oak", 1, 1, 2, 3, 5]]
    _, again = read(workbook(below))
    assert {o.org_unit for o in again.observations} == {*PLACES, "Oak"}


def test_ages_as_heads_are_no_numbering():
    rows = [["People by ward 2017"], ["Ward", 0, 1, 2, 3], *body(4)]
    assert measures(rows) == ["People | 0", "People | 1", "People | 2", "People | 3"]


def test_marks_come_off_heads_and_names_only_where_they_are_explained():
    rows = [["2017"], ["Area", "Crime3", "Theft (all)4", "Ward 7"], ["North6, 7 ,8", 1, 2, 3], ["Ward 2", 4, 5, 6], ["South9", 7, 8, 9]]
    rows += [[f"{n} Something about it."] for n in (3, 4, 6, 7, 8)]
    _, intake = read(workbook(rows))
    assert {o.measure for o in intake.observations} == {"Crime", "Theft (all)", "Ward 7"}
    assert {o.org_unit for o in intake.observations} == {"North", "Ward 2", "South9"}


def test_codes_classes_and_regions_beside_names():
    rows = [["Source 2010"], [None, None, None, None, "A", "B", "C"], [None, "Class", "Region", None, None, None, None]]
    rows += [[f"E{n:04}", cls, region, name, n, n + 2, n + 3] for n, (cls, region, name) in enumerate(COUNCILS, 11)]
    proposal, intake = read(workbook(rows))
    assert {o.org_unit for o in intake.observations} == {f"{region} / {name}" for _, region, name in COUNCILS}
    roles = {c.index: c.role for c in proposal.sheets[0].tables[0].columns}
    assert (roles[0], roles[1]) == (Role.CODE, Role.ATTRIBUTE)
    assert intake.attributes["A", "SE / Ash"]["Class"] == "SD"


COUNCILS = [("SD", "SE", "Ash"), ("SD", "NW", "Birch"), ("UA", "SE", "Cedar"), ("SD", "NW", "Elm"), ("UA", "EM", "Fir")]


def test_a_short_form_beside_a_name_is_its_code():
    rows = [["By state 2010"], ["State Name", "State Abbreviate", "Calls", "Visits"]]
    rows += [[name, name[:2], n + 3, n * 2] for n, name in enumerate(("ALABAMA", "BRAVO", "CHARLIE"))]
    assert places(rows) == ["ALABAMA", "BRAVO", "CHARLIE"]


def test_the_code_tells_places_of_one_name_apart_and_addresses_stay_beside():
    rows = [["2010"], ["Provider Number", "Hospital Name", "City", "State", "Phone Number", "Deaths"]]
    rows += [[10001 + n, name, f"Town {n}", "AL", 3347930000 + n, n] for n, name in enumerate(("MEMORIAL", "ST JOHN", "MEMORIAL", "CITY"))]
    assert places(rows) == ["MEMORIAL / 10001", "ST JOHN", "MEMORIAL / 10003", "CITY"]


def test_headings_nest_places_and_their_totals_close_them():
    rows = [["Response by council 2017"], ["", "Yes", "No"], ["North councils"], ["Ash", 1, 2], ["Birch", 3, 4], ["North (Total)", 4, 6]]
    rows += [["South councils"], ["Cedar", 5, 6], ["Elm", 7, 8], ["South (Total)", 12, 14], ["Islands", 1, 1]]
    assert places(rows) == ["North councils / Ash", "North councils / Birch", "South councils / Cedar", "South councils / Elm", "Islands"]


def test_two_levels_of_headings_without_totals():
    rows = [["2017"], ["Ward", "Yes", "No"], ["North:"], ["Coast:"], ["Ash", 1, 2], ["Hill:"], ["Birch", 3, 4]]
    rows += [["South:"], ["Coast:"], ["Cedar", 5, 6]]
    assert places(rows) == ["North / Coast / Ash", "North / Hill / Birch", "South / Coast / Cedar"]


def test_indentation_says_how_deep_a_heading_lies():
    rows = [["2017"], ["Indicator", "Yes", "No"], ["North"], ["  Coast"], ["    Ash", 1, 2], ["  Hill"], ["    Birch", 3, 4]]
    rows += [["South"], ["    Cedar", 5, 6]]
    assert measures(rows)[::2] == ["North | Coast | Ash | Yes", "North | Hill | Birch | Yes", "South | Cedar | Yes"]


def test_indentation_of_cells_counts_like_blanks():
    rows = [["2017"], ["Ward", "Yes", "No"], ["North"], ["Coast"], ["Ash", 1, 2], ["Hill"], ["Birch", 3, 4]]
    sheet = merged(rows)
    sheet.indents = {(3, 0): 1, (4, 0): 2, (5, 0): 1, (6, 0): 2}
    assert places(sheet) == ["North / Coast / Ash", "North / Hill / Birch"]


def test_indented_places_below_one_with_figures_keep_their_own_names():
    rows = [["2017"], ["Area", "Yes", "No"], ["North", 4, 6], ["   Ash", 1, 2], ["   Birch", 3, 4], ["South", 5, 5]]
    assert places(rows) == ["North", "Ash", "Birch", "South"]


def test_a_row_without_figures_amid_others_is_asked_about():
    rows = [["2017"], ["Council", "Yes", "No"], ["Ash", 1, 2], ["Birch"], ["Cedar", 3, 4], ["Elm", 5, 6]]
    book = workbook(rows)
    proposal, intake = read(book)
    assert codes(intake) == ["heading_or_empty"]
    assert intake.observations == []
    empty = apply(book, answer(proposal, book, proposal.questions[0].id, "empty"))
    assert {o.org_unit for o in empty.observations} == {"Ash", "Cedar", "Elm"}
    headings = apply(book, answer(proposal, book, proposal.questions[0].id, "headings"))
    assert {o.org_unit for o in headings.observations} == {"Ash", "Birch / Cedar", "Birch / Elm"}


def test_rows_without_figures_that_have_a_code_are_rows():
    rows = [["2017"], ["Code", "Council", "Yes"], ["E01", "Ash", 1], ["E02", "Birch"], ["E03", "Cedar", 3], ["E04", "Elm", 5]]
    assert places(rows) == ["Ash", "Cedar", "Elm"]


def test_a_name_on_the_first_row_of_its_block_counts_for_the_rows_below():
    rows = [["2017"], ["Region", "Ward", "Yes"], ["North", "Ash", 1], [None, "Birch", 2], ["South", "Cedar", 3], [None, "Elm", 4]]
    assert places(rows) == ["North / Ash", "North / Birch", "South / Cedar", "South / Elm"]


def test_notes_below_are_no_rows():
    rows = [["2017"], ["Council", "Yes", "No"], *body(2), [], ["Source: the councils"], ["Where is Oak?"]]
    _, intake = read(workbook(rows))
    assert {o.org_unit for o in intake.observations} == set(PLACES)
    assert intake.reconciliation[0].left_out["note"] == 3


def test_a_second_table_below_is_not_read_as_the_first():
    rows = [["2017"], ["Council", "Yes", "No"], *body(2), [], ["Council", "Homes", "Shops"], *body(2)]
    _, intake = read(workbook(rows))
    assert {o.measure for o in intake.observations} == {"Yes", "No", "Homes", "Shops"}
    assert len(intake.observations) == 16


def test_two_columns_of_one_name_are_refused():
    rows = [["2017"], ["Council", "Yes", "Yes"], *body(2)]
    _, intake = read(workbook(rows))
    assert codes(intake) == ["names_twice", "names_twice", "no_figures"]
    _, beside = read(workbook([["2017"], ["Council", "Yes", "Yes", "Other"], *body(3)]))
    assert {o.measure for o in beside.observations} == {"Other"}


def test_a_person_can_leave_a_column_out_and_name_the_rows_column():
    book = workbook([["2017"], ["Thing", "Yes", "No"], *body(2)])
    proposal, intake = read(book)
    assert codes(intake) == ["what_rows_are"]
    named = correct(proposal, book, Correction(0, "column", 0, Role.ORG_UNIT))
    assert figures(apply(book, named))["No", "Elm", "2017-01-01"] == "34"
    without = correct(named, book, Correction(0, "column", 2, Role.LEFT_OUT))
    assert {o.measure for o in apply(book, without).observations} == {"Yes"}


def test_marks_for_no_figure_are_states():
    rows = [["2017"], ["Council", "Yes", "No"], ["Ash", "*", 2], ["Birch", 3, "Not available"], ["Cedar", 5, "-"]]
    _, intake = read(workbook(rows))
    assert len(intake.observations) == 3
    assert sorted(o.state for o in intake.states) == ["missing", "not_available", "suppressed"]


def test_levels_of_places_in_columns_of_their_own_are_places_each():
    rows = [["Staff 2018"], ["Region", "Organisation", "Organisation code", "Doctors", "Nurses"]]
    rows += [["England", None, None, 20, 60], ["North", None, None, 12, 40]]
    rows += [[None, "Ash Trust", "RXP", 7, 25], [None, "Birch Trust", "RR7", 5, 15]]
    rows += [["South", None, None, 8, 20]]
    assert places([*rows, [None, "Cedar Trust", "R1H", 8, 20]]) == ["England", "North", "Ash Trust", "Birch Trust", "South", "Cedar Trust"]
    full = [row if row[0] else ["North", *row[1:]] for row in rows]
    _, intake = read(workbook(full))
    assert [o.org_unit for o in intake.observations][::2] == ["England", "North", "Ash Trust", "Birch Trust", "South"]
    assert codes(intake) == ["levels_mixed"]


def test_a_name_that_comes_twice_takes_the_places_it_is_set_in_under():
    rows = [["2017"], ["Area", "Yes", "No"], ["North", 4, 6], ["   Ash", 1, 2], ["   Other", 3, 4], ["South", 5, 5], ["   Other", 5, 4]]
    assert places(rows) == ["North", "Ash", "North / Other", "South", "South / Other"]


def test_heads_of_groups_take_the_title_without_its_period():
    rows = [["Victims by sex, year ending March 2018"], ["Police force", "Male", "Female"]]
    rows += [[place, n + 4, n + 9] for n, place in enumerate(PLACES)]
    assert measures(rows) == ["Victims by sex | Male", "Victims by sex | Female"]


def test_one_heading_right_below_the_heads_is_a_heading():
    rows = [["Homes 2017"], ["Council", "Flats", "Houses"], ["Region B"], ["Ash", 3, 20], ["Birch", 4, 19], ["Region B total", 7, 39]]
    assert places(rows) == ["Region B / Ash", "Region B / Birch"]


def test_headings_without_totals_in_a_list_that_is_not_sorted():
    rows = [["Homes 2017"], ["Council", "Flats"], ["North"], ["Elm", 3], ["Ash", 4], ["South"], ["Fir", 1], ["Birch", 9]]
    rows += [["West"], ["Cedar", 2]]
    assert places(rows)[::2] == ["North / Elm", "South / Fir", "West / Cedar"]


def test_a_name_below_every_group_stays():
    rows = [["2017"], [None, "Owned", "Rented"], ["Council", "Flats", "Flats"], *body(2)]
    assert measures(rows) == ["Owned Flats", "Rented Flats"]


def test_more_rows_than_there_are_places_are_cases():
    rows = [["2017"], ["Station", "Yes", "No"], *[[f"Station {n}", n, n + 1] for n in range(20_001)]]
    _, intake = read(workbook(rows))
    assert codes(intake) == ["rows_are_cases"]
