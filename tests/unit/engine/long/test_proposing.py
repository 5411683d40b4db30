"""What a first grouping makes of columns: when, where, what is counted, which rows, and what must not be added up."""

from datetime import date, timedelta

import pytest

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.long.applying import apply_grouping
from groundswell.engine.long.grouping import Count, Filter
from groundswell.engine.long.profiles import Sort
from groundswell.engine.long.proposing import LongProposal, over_what, propose_grouping
from groundswell.engine.proposal import ReadingOptions
from groundswell.engine.sources.workbook import CellValue
from tests.unit.engine.sheets import Rows, workbook

AREAS = ["Ashby", "Bourne", "Corby", "Dunton"]


def cases(n: int = 400, days: int = 730) -> list[list[CellValue]]:
    rows: list[list[CellValue]] = [["Case No", "Date closed", "Date opened", "Area", "Kind", "What was said", "Minutes", "Latitude"]]
    for k in range(n):
        opened = date(2023, 1, 1) + timedelta(days=k * days // n)
        closed = (opened + timedelta(days=k % 9)).isoformat() if k % 10 else None
        free = f"A caller said that the light number {k} at the corner is out"
        kind = ("Noise", "Litter", "Light")[k % 3]
        rows.append([f"C/{k:04}", closed, opened.isoformat(), AREAS[k * 7 % 4], kind, free, k % 50, 52.1 + k / 7000])
    return rows


def long_table() -> list[list[CellValue]]:
    """Counts and a rate by level, place, phase (with its total) and year."""
    rows: list[list[CellValue]] = [["time_period", "geographic_level", "region_name", "la_name", "phase", "pupil_count", "absence_percent"]]
    for year in (2021, 2022, 2023):
        for phase, n in (("Primary", 5), ("Secondary", 3), ("Total", 8)):
            rows.append([str(year), "National", None, None, phase, 12 * n, "5.1"])
            for region in ("East", "West"):
                rows.append([str(year), "Regional", region, None, phase, 6 * n, "5.2"])
                rows.extend([str(year), "Local authority", region, f"{region} {k}", phase, 2 * n, "5.0"] for k in range(3))
    return rows


def proposed(rows: Rows, **options: object) -> LongProposal:
    found = propose_grouping(workbook(rows), ReadingOptions(**options), "Cases")  # type: ignore[arg-type]
    assert found is not None
    return found


def test_columns_are_told_apart() -> None:
    found = proposed(cases())
    assert [(column.name, column.sort) for column in found.profile.columns] == [
        ("Case No", Sort.CODE),
        ("Date closed", Sort.DATE),
        ("Date opened", Sort.DATE),
        ("Area", Sort.PLACE),
        ("Kind", Sort.CATEGORY),
        ("What was said", Sort.TEXT),
        ("Minutes", Sort.NUMBER),
        ("Latitude", Sort.OTHER_NUMBER),
    ]
    assert found.profile.column("Kind").values == {"Noise": 134, "Litter": 133, "Light": 133}  # type: ignore[union-attr]


def test_cases_are_counted_by_the_date_they_began_and_by_place() -> None:
    found = proposed(cases())
    assert found.cases
    grouping = found.grouping
    assert (grouping.date, grouping.cadence, grouping.org_units) == ("Date opened", Cadence.MONTH, ("Area",))
    assert [one.count for one in grouping.measures] == [Count.ROWS]
    assert grouping.zeros
    assert not grouping.edges


@pytest.mark.parametrize(("days", "cadence"), [(30, Cadence.DAY), (120, Cadence.WEEK), (800, Cadence.MONTH)])
def test_the_cadence_gives_enough_periods_for_a_chart(days: int, cadence: Cadence) -> None:
    assert proposed(cases(days=days)).grouping.cadence is cadence


def test_a_level_and_a_total_are_kept_alone_so_that_nothing_is_counted_twice() -> None:
    found = proposed(long_table())
    assert not found.cases
    grouping = found.grouping
    assert (grouping.date, grouping.cadence, grouping.org_units) == ("time_period", None, ("la_name",))
    assert grouping.filters == (Filter("geographic_level", ("Local authority",)), Filter("phase", ("Total",)))
    assert [(one.column, one.count) for one in grouping.measures] == [("pupil_count", Count.SUM), ("absence_percent", Count.ONLY)]
    assert over_what(grouping, found.profile) == [found.profile.column("region_name")]


def test_without_its_total_a_dimension_is_added_up_and_the_rate_is_not() -> None:
    rows = [row for row in long_table() if row[4] != "Total"]
    grouping = proposed(rows).grouping
    assert [(one.column, one.count) for one in grouping.measures] == [("pupil_count", Count.SUM)]
    assert grouping.added_up == ("phase",)


def test_the_order_of_day_and_month_is_taken_where_the_column_proves_it() -> None:
    rows = cases()
    for row in rows[1:]:
        year, month, day = str(row[2]).split("-")
        row[2] = f"{month}/{day}/{year}"
    assert proposed(rows).grouping.day_first is False
    unclear = [rows[0], *[row for row in rows[1:] if int(str(row[2]).split("/")[1]) <= 12]]
    found = proposed(unclear)
    assert found.grouping.day_first is None
    assert found.profile.column("Date opened").either_order  # type: ignore[union-attr]


def test_times_with_their_distance_from_greenwich_are_asked_about() -> None:
    rows = cases()
    for row in rows[1:]:
        row[2] = f"{row[2]}T09:00:00+03:00"
    assert proposed(rows).grouping.zone is None
    assert proposed(cases()).grouping.zone == ""


def test_a_bare_year_takes_the_month_beside_it() -> None:
    rows: list[list[CellValue]] = [["Year", "Month", "Board", "Waiting"]]
    rows += [[y, m, b, 7] for y in (2022, 2023) for m in ("Jan", "Feb", "Mar", "Apr") for b in AREAS]
    grouping = proposed(rows).grouping
    assert (grouping.date, grouping.part) == ("Year", "Month")


def test_a_sheet_without_dates_or_heads_gives_no_grouping() -> None:
    assert propose_grouping(workbook([["Area", "Kind"], *[["North", "x"]] * 9]), ReadingOptions()) is None
    assert propose_grouping(workbook([[1, 2, 3]] * 9), ReadingOptions()) is None
    assert propose_grouping(workbook([]), ReadingOptions()) is None


def test_a_column_shown_as_percentages_is_a_rate_and_keeps_its_unit() -> None:
    rows: list[list[CellValue]] = [["Year", "Area", "Absence"], *[[2010 + n, area, 0.05] for n in range(9) for area in AREAS]]
    book = workbook(rows)
    book.sheets[0].percent = {(row, 2) for row in range(1, len(rows))}
    found = propose_grouping(book, ReadingOptions())
    assert found is not None
    assert found.profile.column("Absence").sort is Sort.RATE  # type: ignore[union-attr]
    assert [(one.column, one.count) for one in found.grouping.measures] == [("Absence", Count.ONLY)]
    intake = apply_grouping(book, found.grouping, ReadingOptions())
    assert {said["measurement_unit"] for said in intake.attributes.values()} == {"share"}
