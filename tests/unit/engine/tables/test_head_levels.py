"""Heads of several rows: groups over names, merged, centred, filled with a sign, or parted from the names by an empty row."""

from tests.unit.engine.sheets import codes, figures, merged, read, workbook

MONTHS = ["Jan", "Feb", "Mar", "Apr"]


def _visits():
    """Visits to a harbour: a unit in the corner, groups in three rows, values in every second column, the year on January alone."""
    rows = [
        [1, "Visits to the harbour by month"],
        [None] * 12 + ["thousands"],
        [None, None, "All visits", None, None, None, "Where from"],
        [None, None, None, None, None, None, "Town", None, "Coast", None, "of which"],
        [None] * 10 + ["North shore", None, "South shore"],
        [None, None, "NSA", None, "SA", None, "NSA", None, "NSA", None, "NSA", None, "NSA"],
    ]
    for year in (2023, 2024):
        for at, month in enumerate(MONTHS):
            line = [year if at == 0 else None, month]
            for column in range(6):
                line += [100 * (column + 1) + at + (year - 2023) * 10, None]
            rows.append(line[:-1])
    return merged(rows, (2, 2, 2, 4), (2, 6, 2, 12), (3, 10, 3, 12), name="Table 1")


def test_groups_stand_over_the_columns_they_cover_and_of_which_goes_on_with_the_head_before_it():
    _, intake = read(workbook(_visits()))
    assert codes(intake) == []
    found = figures(intake)
    assert {name for name, _, _ in found} == {
        "All visits | NSA",
        "All visits | SA",
        "Where from | Town | NSA",
        "Where from | Coast | NSA",
        "Where from | Coast | North shore | NSA",
        "Where from | Coast | South shore | NSA",
    }
    assert found["Where from | Coast | South shore | NSA", None, "2024-04-01"] == "613"
    assert len(found) == 6 * 8
    assert intake.attributes["All visits | SA", None]["measurement_unit"] == "thousands"


def test_a_head_centred_over_an_empty_column_of_a_merged_group_is_the_groups():
    rows = [
        [None, "Guests'", None, None, None, "Residents'"],
        [None, "visits here", None, None, None, "visits away"],
        [None, None, "Earnings", None, None, "Spending", None, None, "Balance"],
        [],
        ["Month", "NSA", None, "SA", None, "NSA", None, "SA", "NSA", "SA"],
        ["Jan 2024", 1, None, 2, None, 3, None, 4, 5, 6],
        ["Feb 2024", 7, None, 8, None, 9, None, 10, 11, 12],
        ["Mar 2024", 7, None, 8, None, 9, None, 10, 11, 12],
    ]
    sheet = merged(rows, (0, 1, 0, 3), (1, 1, 1, 3), (0, 5, 0, 7), (1, 5, 1, 7), (2, 5, 2, 7), (2, 8, 2, 9))
    _, intake = read(workbook(sheet))
    assert codes(intake) == []
    assert {name: value for (name, _, start), value in figures(intake).items() if start == "2024-01-01"} == {
        "Guests' visits here | Earnings | NSA": "1",
        "Guests' visits here | Earnings | SA": "2",
        "Residents' visits away | Spending | NSA": "3",
        "Residents' visits away | Spending | SA": "4",
        "Balance | NSA": "5",
        "Balance | SA": "6",
    }


def test_signs_fill_merged_heads_and_a_column_named_like_its_group_is_its_total():
    rows = [
        ["", "All", "", "", "", "", "", "All"],
        ["", "Up to 2 weeks", ".", "Up to 2 weeks", "Over 2 weeks", ".", "Over 2 weeks", "."],
        ["", "Week 1", "Week 2", ".", "Week 3", "Week 4", ".", "."],
        ["Jan-2024", 10, 20, 30, 5, 6, 11, 41],
        ["Feb-2024 (1)", 11, 20, 31, 7, 6, 13, 44],
        ["Mar-2024", 12, 20, 32, ".", 6, 6, 38],
        ["Apr-2024", 13, 20, 33, 8, 6, 14, 47],
    ]
    _, intake = read(workbook(rows))
    assert codes(intake) == []
    assert {name for name, _, _ in figures(intake)} == {
        "Up to 2 weeks | Week 1",
        "Up to 2 weeks | Week 2",
        "Over 2 weeks | Week 3",
        "Over 2 weeks | Week 4",
    }
    assert intake.reconciliation[0].left_out["total"] == 12
    assert [o.mark for o in intake.observations if o.period.start.month == 2] == ["(1)"] * 4


def test_a_column_named_like_its_group_that_does_not_add_up_is_read():
    rows = [
        ["", "Ferries", "", "Ferries"],
        ["", "Car", "Foot", ""],
        *[[f"{month} 2024", 10, 20, 99 + n] for n, month in enumerate(MONTHS)],
    ]
    _, intake = read(workbook(rows))
    assert {name for name, _, _ in figures(intake)} == {"Ferries | Car", "Ferries | Foot", "Ferries"}


def test_a_group_that_starts_after_the_first_column_without_a_merge_is_refused():
    rows = [
        [None, None, "Harbour"],
        ["Month", "Calls", "Visits", "Berths"],
        *[[f"{month} 2024", 1, 2, 3] for month in MONTHS],
    ]
    _, intake = read(workbook(rows))
    assert codes(intake) == ["heads_not_understood"]
    assert intake.observations == []


def test_figures_that_happen_to_lie_between_1700_and_2199_are_no_years():
    rows = [
        ["Month", "Calls", "Over 32 weeks and up to 33 weeks"],
        *[[f"{month} 2024", 5, n] for month, n in zip(MONTHS, (1889, 1777, 2100, 1850), strict=True)],
    ]
    _, intake = read(workbook(rows))
    assert figures(intake)["Over 32 weeks and up to 33 weeks", None, "2024-03-01"] == "2100"


def test_a_row_of_figures_between_1700_and_2199_is_no_row_of_years():
    rows = [["Month", "Calls", "Visits", "Berths"], *[[f"{month} 2024", n, n + 90, 4] for n, month in enumerate(MONTHS, 1900)]]
    _, intake = read(workbook(rows))
    assert codes(intake) == []
    assert len(intake.observations) == 12


def test_a_few_stray_figures_beside_the_table_are_left_out_and_said():
    rows = [["Month", "Calls"], *[[f"{month} {year}", 5] for year in (2022, 2023, 2024) for month in MONTHS]]
    rows[4] += [None, 0]
    _, intake = read(workbook(rows))
    assert [(p.code, p.place.cell, p.values["n"]) for p in intake.problems] == [("stray_figures", "D2:D13", 1)]
    assert len(intake.observations) == 12
