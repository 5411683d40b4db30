"""What follows from other figures in a table without dates: rates, totals, changes and averages – by arithmetic."""

from decimal import Decimal

import pytest

from tests.unit.engine.sheets import codes, figures, merged, read, workbook

PLACES = ("Ash", "Birch", "Cedar", "Elm", "Fir")


def numbers(n: int) -> list[int]:
    return [7 * n + 31, 5 * n + 12]


def test_number_and_percentage_pairs_under_merged_heads():
    rows = [["Response by council, 2017"], [None, "Yes", None, "No", None, "Total", None], [None, *["no.", "%"] * 3]]
    for n, place in enumerate(PLACES):
        yes, no = numbers(n)
        share = round(Decimal(100 * yes) / (yes + no), 1)
        rows.append([place, yes, float(share), no, float(100 - share), yes + no, 100])
    _, intake = read(workbook(merged(rows, (1, 1, 1, 2), (1, 3, 1, 4), (1, 5, 1, 6))))
    assert {o.measure for o in intake.observations} == {"Yes | %", "No | %"}
    first = intake.observations[0]
    assert (str(first.value), str(first.numerator), str(first.denominator)) == ("72.1", "31", "43")
    assert intake.reconciliation[0].left_out["total"] == 5
    assert codes(intake) == []


@pytest.mark.parametrize(("words", "factor"), [("Rate per 100,000", 100_000), ("per 1,000 people", 1000), ("Calls per capita", 1)])
def test_rates_of_any_size(words, factor):
    rows: list[list[object]] = [["Calls by ward 2019"], ["Ward", "Population", "Calls", words]]
    for n, place in enumerate(PLACES):
        people, calls = 1000 + 137 * n, 40 + 7 * n
        rows.append([place, people, calls, float(round(Decimal(factor * calls) / people, 5))])
    _, intake = read(workbook(rows))
    assert {o.measure for o in intake.observations} == {words}
    assert {(str(o.numerator), str(o.denominator)) for o in intake.observations} == {
        (str(40 + 7 * n), str(1000 + 137 * n)) for n in range(5)
    }


def test_a_rate_that_is_no_quotient_of_the_table_keeps_its_counts_as_measures():
    rows: list[list[object]] = [["Calls by ward 2019"], ["Ward", "Population", "Calls", "Rate"]]
    rows += [[place, 1000 + 137 * n, 40 + 7 * n, n + 0.5] for n, place in enumerate(PLACES)]
    _, intake = read(workbook(rows))
    assert {o.measure for o in intake.observations} == {"Population", "Calls", "Calls | Rate"}
    assert all(o.numerator is None for o in intake.observations)


def test_a_total_column_is_left_out_where_it_adds_up_and_stays_where_not():
    rows: list[list[object]] = [["Visits by ward 2019"], ["Ward", "Day", "Night", "TOTAL"]]
    rows += [[place, 3 + n, 2 * n, 3 + 3 * n] for n, place in enumerate(PLACES)]
    _, intake = read(workbook(rows))
    assert {o.measure for o in intake.observations} == {"Day", "Night"}
    for row in rows[2:]:
        row[3] = 1000
    _, other = read(workbook(rows))
    assert {o.measure for o in other.observations} == {"Day", "Night", "TOTAL"}


def test_a_total_that_is_wrong_in_one_place_is_said():
    rows: list[list[object]] = [["Visits by ward 2019"], ["Ward", "Day", "Night", "Total"]]
    rows += [[place, 3 + n, 2 * n, 3 + 3 * n + (n == 2)] for n, place in enumerate(PLACES)]
    _, intake = read(workbook(rows))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("total_differs", "D5")]


def test_each_groups_own_total_column():
    rows: list[list[object]] = [["Homes 2010"], [None, *["All homes"] * 3, *["Empty homes"] * 3], ["Council", *["A", "B", "Total"] * 2]]
    rows += [[place, 10 + n, 5, 15 + n, n, 2, n + 2] for n, place in enumerate(PLACES)]
    _, intake = read(workbook(rows))
    assert {o.measure for o in intake.observations} == {"All homes | A", "All homes | B", "Empty homes | A", "Empty homes | B"}


def test_total_rows_by_label_and_sum():
    rows: list[list[object]] = [["Visits by ward 2019"], ["Ward", "Day", "Night"], *[[p, n + 1, n + 2] for n, p in enumerate(PLACES)]]
    _, intake = read(workbook([*rows, ["Total", 15, 20]]))
    assert {o.org_unit for o in intake.observations} == set(PLACES)
    _, other = read(workbook([*rows, ["Total", 99, 98]]))
    assert "Total" in {o.org_unit for o in other.observations}
    _, place = read(workbook([*rows, ["Borough", 15, 20]]))
    assert "Borough" in {o.org_unit for o in place.observations}


def test_totals_of_rounded_figures():
    rows: list[list[object]] = [["Budget 2011"], [None, *["province"] * 4], ["Item", "Ash", "Birch", "Cedar", "Elm"]]
    rows += [["Roads", 10, 11, 12, 13], ["Parks", 20, 21, 22, 23], ["Light", 30, 31, 32, 33], ["Totaal", 61, 62, 66, 70]]
    _, intake = read(workbook(rows))
    assert {o.measure for o in intake.observations} == {"Roads", "Parks", "Light"}
    assert codes(intake) == []


def test_a_sum_in_words_among_numbered_rows_and_a_sign_for_none():
    rows: list[list[object]] = [["Score", "Algebra", "English"], ["Sat", 165, 275]]
    rows += [[n, 2 * n + 6, 3 * n + 14] for n in range(11)]
    _, plain = read(workbook(rows), period="2010")
    assert {o.org_unit for o in plain.observations} == {"Sat", *map(str, range(11))}
    rows[1][1:] = [sum(row[1] for row in rows[2:]), sum(row[2] for row in rows[2:])]
    _, intake = read(workbook([*rows, [999, 148, 65]]), period="2010")
    assert {o.org_unit for o in intake.observations} == set(map(str, range(11)))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("label_out_of_line", "A14")]
    assert (intake.reconciliation[0].refused, intake.reconciliation[0].left_out["total"]) == (2, 3)


@pytest.mark.parametrize("head", ["Change", "% change", "Rank", "Change in points", "Difference"])
def test_change_and_rank_are_derived(head):
    rows: list[list[object]] = [["2019"], ["Council", "Issues 2012", "Issues 2014", head]]
    rows += [[place, 100 + n, 90 - n, -10 - 2 * n] for n, place in enumerate(PLACES)]
    _, intake = read(workbook(rows))
    assert {o.measure for o in intake.observations} == {"Issues"}
    assert intake.reconciliation[0].left_out["derived"] == 5


def test_a_percentage_of_change_belongs_to_the_later_year():
    rows: list[list[object]] = [["Council", "Issues 2012", "Issues 2014", "Change", "As %"]]
    for n, place in enumerate(PLACES):
        before, after = 1000 + n, 900 - 17 * n
        rows.append([place, before, after, after - before, float(round(Decimal(after - before) / before, 3))])
    _, intake = read(workbook(rows))
    assert figures(intake)["As %", "Ash", "2014-01-01"] == "-0.1"
    assert {o.measure for o in intake.observations} == {"Issues", "As %"}


def test_an_average_row_is_derived_only_where_it_is_the_mean():
    rows: list[list[object]] = [["Visits by ward 2019"], ["Ward", "Day", "Night"], *[[p, n + 1, n + 2] for n, p in enumerate(PLACES)]]
    _, mean = read(workbook([*rows, ["Average", 3, 4]]))
    assert {o.org_unit for o in mean.observations} == set(PLACES)
    _, other = read(workbook([*rows, ["Average", 30, 40]]))
    assert "Average" in {o.org_unit for o in other.observations}


def test_measures_in_rows_with_a_percentage_of_two_others():
    rows: list[list[object]] = [["Figures 2019"], [None, *["province"] * 4], ["Measure", "Ash", "Birch", "Cedar", "Elm"]]
    rows += [["Seen", 5, 7, 9, 11], ["Referred", 8, 16, 12, 22], ["% seen", 62.5, 43.75, 75, 50]]
    _, intake = read(workbook(rows))
    assert {o.measure for o in intake.observations} == {"% seen"}
    assert [(str(o.numerator), str(o.denominator)) for o in intake.observations][:2] == [("5", "8"), ("7", "16")]
