"""Files of cases and long figures as publishers wrote them, grouped as first proposed: what their READMEs say is right comes out."""

import gzip
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.intake import Intake
from groundswell.engine.long.applying import apply_grouping
from groundswell.engine.long.grouping import Count, Counted, Filter
from groundswell.engine.long.outcome import rows_of
from groundswell.engine.long.proposing import LongProposal, propose_grouping
from groundswell.engine.proposal import ReadingOptions
from groundswell.engine.sources.opening import read_bytes
from groundswell.engine.sources.workbook import Workbook
from tests.shared_data import shared


def opened(relative: str) -> tuple[Workbook, LongProposal]:
    path = shared(relative)
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    book = read_bytes(data, Path(path.name.removesuffix(".gz")).name)
    found = propose_grouping(book, ReadingOptions(), "Cases")
    assert found is not None
    return book, found


def applied(book: Workbook, found: LongProposal, **changes: object) -> Intake:
    intake = apply_grouping(book, replace(found.grouping, **changes), ReadingOptions())  # type: ignore[arg-type]
    assert all(count.adds_up for count in intake.reconciliation)
    rows = rows_of(intake)
    assert rows["read"] == rows["kept"] + rows["refused"] + rows["left_out"]
    return intake


def by_year(intake: Intake) -> dict[int, int]:
    sums: Counter[int] = Counter()
    for one in intake.observations:
        assert one.period is not None
        assert one.value is not None
        sums[one.period.start.year] += int(str(one.value))
    return dict(sums)


def test_casualties_by_borough_and_month() -> None:
    book, found = opened("records/stats19_casualties_2019-2024_gm.csv.gz")
    intake = applied(book, found)
    assert by_year(intake) == {2019: 4897, 2020: 3218, 2021: 3895, 2022: 3563, 2023: 3242, 2024: 1620}
    assert len({one.org_unit for one in intake.observations}) == 10
    for severity, n in (("Fatal", 342), ("Serious", 3823), ("Slight", 16270)):
        assert sum(by_year(applied(book, found, filters=(Filter("casualty_severity", (severity,)),))).values()) == n


def test_half_a_year_of_casualties_is_no_year() -> None:
    book, found = opened("records/stats19_casualties_2019-2024_gm.csv.gz")
    intake = applied(book, found, cadence=Cadence.YEAR)
    assert sorted(by_year(intake)) == [2019, 2020, 2021, 2022, 2023]
    assert [(p.code, p.values["day"]) for p in intake.problems] == [("period_covered_in_part", "2024-06-30")]


def test_a_sheet_a_month_of_incidents_is_one_table() -> None:
    book, found = opened("records/ttc_streetcar_delays_2018.xlsx")
    intake = applied(book, found)
    assert by_year(intake) == {2018: 15612}
    assert [len(sheet.rows) - 1 for sheet in book.sheets] == [int(str(one.value)) for one in intake.observations]


def test_requests_are_dated_in_the_place_where_they_were_made() -> None:
    book, found = opened("records/vancouver_311_2023.xlsx")
    assert found.grouping.date == "Service request open timestamp"
    assert [p.code for p in applied(book, found).problems] == ["rows_zone_not_said"]
    there = applied(book, found, zone="America/Vancouver")
    written = applied(book, found, zone="")
    assert [(p.code, p.values["start"], p.values["n"]) for p in there.problems] == [("period_covered_in_part", "2022-12-01", 7)]
    assert [str(o.value) for o in there.observations] != [str(o.value) for o in written.observations]


def test_service_requests_in_american_order() -> None:
    book, found = opened("records/nyc_311_sample_2018-2019.csv")
    assert (found.grouping.date, found.grouping.day_first) == ("Created Date", False)
    assert sum(by_year(applied(book, found)).values()) == 1000


def test_inspections_by_result() -> None:
    book, found = opened("records/chicago_food_inspections_2011-2014.csv.gz")
    intake = applied(book, found, org_units=(), split_by=("Results",), edges=True)
    totals: Counter[str] = Counter()
    for one in intake.observations:
        totals[one.measure] += int(str(one.value))
    assert totals == {"Cases | Pass": 18494, "Cases | Pass w/ Conditions": 3651, "Cases | Fail": 5455}


@pytest.mark.parametrize("year", [2015, 2016, 2017, 2018])
@pytest.mark.parametrize("kind", ["planning-applications", "delegated-decisions", "appeals"])
def test_planning_decisions_are_all_counted(kind: str, year: int) -> None:
    book, found = opened(f"records/iom_{kind}_{year}.csv")
    intake = applied(book, found, edges=True)
    rows = rows_of(intake)
    assert found.cases
    assert rows["kept"] >= rows["read"] - 8
    assert sum(by_year(intake).values()) == rows["kept"]


def test_referrals_by_authority() -> None:
    book, found = opened("series/dfe_cin_referrals_2013-2025.csv")
    assert not found.cases
    assert found.grouping.filters == (Filter("geographic_level", ("Local authority",)),)
    intake = applied(book, found)
    marks = Counter(state.presence.value for state in intake.states)
    assert marks["suppressed"] > 100
    assert all(one.presence.value == "value" for one in intake.observations)
    assert not any(one.value is None for one in intake.observations)
    share = Counted("Re-referrals", Count.RATIO, "rereferral_count", "referral_count")
    shares = applied(book, found, measures=(share, Counted("as published", Count.ONLY, "rereferral_percent")))
    pairs: dict[tuple[str | None, object], dict[str, float]] = {}
    for one in shares.observations:
        pairs.setdefault((one.org_unit, one.period), {})[one.measure] = float(str(one.value))
    both = [pair for pair in pairs.values() if len(pair) == 2]
    assert len(both) > 1900
    assert sum(abs(100 * pair["Re-referrals"] - pair["as published"]) < 0.06 for pair in both) > 0.98 * len(both)
