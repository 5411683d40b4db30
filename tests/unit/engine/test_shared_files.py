"""Real files of public bodies: those in scope exactly; every other one asked about or refused, never silently wrong."""

import csv
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from groundswell.engine.intake import Intake, apply
from groundswell.engine.mapping import answer, propose
from groundswell.engine.reading import read
from groundswell.engine.sources.opening import open_workbook
from tests.reading_table import CLAIMED_READ, files, outcome
from tests.shared_data import SHARED, shared


@cache
def _read(path: Path) -> Intake:
    return read(path)


def intake_of(relative: str) -> Intake:
    return _read(shared(relative))


def series_of(intake: Intake) -> dict[tuple[str, str | None], list[date]]:
    out: dict[tuple[str, str | None], list[date]] = {}
    for o in intake.observations:
        assert o.period is not None
        out.setdefault((o.measure, o.org_unit), []).append(o.period.start)
    return out


def months(first: date, n: int) -> list[date]:
    return [date(first.year + (first.month - 1 + k) // 12, (first.month - 1 + k) % 12 + 1, 1) for k in range(n)]


def bare(name: str | None) -> str:
    return re.sub(r"\W", "", (name or "").casefold())


def test_toronto_two_measures_of_year_and_month_in_two_columns():
    intake = intake_of("series/toronto_ttc_measures.csv")
    series = series_of(intake)
    assert {owner: (len(days), min(days), max(days)) for owner, days in series.items()} == {
        ("TTC Average Weekday Ridership", None): (153, date(2007, 1, 1), date(2019, 9, 1)),
        ("TTC Monthly Ridership", None): (141, date(2008, 1, 1), date(2019, 9, 1)),
    }
    assert sorted(series["TTC Average Weekday Ridership", None]) == months(date(2007, 1, 1), 153)
    assert intake.problems == []


def test_planning_fiscal_quarters_of_17_areas():
    intake = intake_of("series/planning_major_in_time_quarterly.csv")
    series = series_of(intake)
    assert len(series) == 17
    assert {len(days) for days in series.values()} == {13}
    assert len({measure for measure, _ in series}) == 1
    assert min(min(days) for days in series.values()) == date(2022, 10, 1)
    assert [p.code for p in intake.problems] == ["assumed_year_start"]
    assert {o.period.end for o in intake.observations if o.period.start == date(2022, 10, 1)} == {date(2023, 1, 1)}
    assert intake.reconciliation[0].columns == [("G", Decimal(20256), Decimal(20256))]


def test_recycling_two_measures_by_fiscal_year():
    intake = intake_of("series/recycling_rate_annual.csv")
    series = series_of(intake)
    assert {measure for measure, _ in series} == {
        f"Household waste sent for reuse, recycling or composting | {kind}" for kind in ("Percentage", "Frequency")
    }
    assert len({org_unit for _, org_unit in series}) == 17
    assert min(min(days) for days in series.values()) == date(2013, 4, 1)
    assert max(max(days) for days in series.values()) == date(2024, 4, 1)
    assert len(intake.observations) == 365
    assert {named["measurement_unit"] for (measure, _), named in intake.attributes.items() if measure.endswith("Percentage")} == {"%"}


def test_claimant_count_two_measures_of_38_areas():
    intake = intake_of("series/claimant_count_monthly.csv")
    series = series_of(intake)
    assert len({org_unit for _, org_unit in series}) == 38
    assert {measure for measure, _ in series} == {"Claimant count", "Claimants as a proportion of residents aged 16-64"}
    assert len(intake.observations) == 1300
    england = {o.period.start: str(o.value) for o in intake.observations if o.org_unit == "England" and o.measure == "Claimant count"}
    assert (england[date(2023, 3, 1)], len(england)) == ("1343645", 37)
    assert intake.problems == []


def test_camhs_referrals_scotland_is_a_place_of_its_own_and_dates_are_day_first():
    intake = intake_of("series/scotland_camhs_referrals.csv")
    series = series_of(intake)
    assert {measure for measure, _ in series} == {
        "Total number of patients waiting",
        "Number of referrals accepted",
        "Number of referrals received",
    }
    places = {org_unit for _, org_unit in series}
    assert len(places) == 15
    assert sum(place.startswith("NHS ") for place in places if place) == 14
    assert "S92000003" in places
    assert (min(min(d) for d in series.values()), max(max(d) for d in series.values())) == (date(2012, 7, 1), date(2025, 6, 1))
    with shared("series/scotland_camhs_referrals.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for measure in ("Total number of patients waiting", "Number of referrals accepted", "Number of referrals received"):
        filled = [row for row in rows if row[measure]]
        twice = {"Total number of patients waiting": 2}.get(
            measure, 1
        )  # NHS Ayrshire and Arran gives January 2025 twice, once with another figure
        assert sum(o.measure == measure for o in intake.observations) == len(filled) - twice
    assert Counter(p.code for p in intake.problems) == {"conflicting_figures": 2, "duplicates_identical": 1}
    assert {p.place.cell for p in intake.problems if p.code == "conflicting_figures"} == {"D152", "D153"}


def test_ae_attendances_check_sums_of_the_publisher():
    intake = intake_of("series/ae_attendances_england_2016-2019.csv")
    assert len(intake.observations) == 3 * 12765
    sums: Counter[tuple[str, date]] = Counter()
    for o in intake.observations:
        if o.org_unit is not None and o.org_unit.endswith(" / 1"):
            sums[o.measure, o.period.start] += int(o.value.decimal)
    assert (sums["attendances", date(2016, 4, 1)], sums["breaches", date(2016, 4, 1)]) == (1214057, 182400)
    assert (sums["attendances", date(2019, 3, 1)], sums["breaches", date(2019, 3, 1)]) == (1373060, 281666)
    assert {o.measure for o in intake.observations} == {"attendances", "breaches", "admissions"}
    assert intake.problems == []


EXPECTED = {
    "ons_monthly_deaths_2018.xls": ("measure", "unit"),
    "statsnz_migration_monthly.csv": ("measure", "unit"),
    "abs_hours_worked_6202021.xls": ("measure",),  # the sheet never says Australia
    "sltda_monthly_totals.xlsx": (),  # no cell names the measure or the country
}


@pytest.mark.parametrize("name", EXPECTED)
def test_messy_files_with_an_expected_reading(name):
    intake = intake_of(f"messy/{name}")
    with shared(f"messy/expected/{Path(name).stem}.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = EXPECTED[name]
    wanted = Counter((*(bare(row[field]) for field in names), row["period_start"], round(Decimal(row["value"]), 10)) for row in rows)
    found = Counter(
        (
            *(bare({"measure": o.measure, "unit": o.org_unit}[field]) for field in names),
            o.period.start.isoformat(),
            round(o.value.decimal, 10),
        )
        for o in intake.observations
    )
    assert found == wanted


def test_ons_deaths_reconcile_and_england_is_kept_beside_its_districts():
    intake = intake_of("messy/ons_monthly_deaths_2018.xls")
    assert len(intake.observations) == 4644
    assert {str(o.value) for o in intake.observations if o.org_unit == "ENGLAND" and o.period.start == date(2018, 1, 1)} == {"60075"}
    assert {o.measure for o in intake.observations} == {"Deaths registered"}
    assert [problem.code for problem in intake.problems] == ["levels_mixed"]


def test_hart_ends_in_one_question_and_answering_it_reads_all_45():
    path = shared("kpibank/hart_district_council_kpis.csv")
    book = open_workbook(path)
    proposal = propose(book)
    assert [question.code for question in proposal.questions] == ["which_quarter"]
    assert apply(book, proposal).observations == []
    settled = answer(proposal, book, proposal.questions[0].id, "Q2 2014/15")
    intake = apply(book, settled)
    assert settled.open_questions == []
    assert len({o.measure for o in intake.observations}) == 45
    this = {o.measure: str(o.value) for o in intake.observations if o.period.start == date(2014, 7, 1)}
    before = {o.measure: str(o.value) for o in intake.observations if o.period.start == date(2014, 4, 1)}
    assert (len(this), len(before)) == (45, 45)
    assert (this["% uptime of key systems"], before["% Priority 1 incidents fixed within 4 working hours"]) == ("99.9", "100")
    assert len(intake.targets) == 45
    assert len(intake.remarks) == 45
    assert len(intake.statuses) == 45
    assert intake.attributes["% uptime of key systems", "IT Services"]["last_year"] == "98.9"


def test_nhse_time_series_takes_counts_into_percentages_and_keeps_censored_weeks_out():
    intake = intake_of("messy/nhse_rtt_timeseries.xlsx")
    shares = [o for o in intake.observations if o.denominator is not None]
    assert shares
    for o in shares:
        assert abs(o.numerator.decimal / o.denominator.decimal - o.value.decimal) < Decimal("0.0001")
    assert {o.state for o in intake.states} >= {"above"}
    assert all(o.bound.decimal == 52 for o in intake.states if o.state == "above")
    starts = sorted({o.period.start for o in intake.observations})
    assert starts[0] == date(2007, 4, 1)
    assert len(starts) == 188


@pytest.mark.parametrize("relative", files() or ["nothing"])
def test_C8_every_shared_file_reconciles_and_is_read_asked_or_refused(relative):
    if not SHARED.exists():
        pytest.skip("needs ../shared/data, which is not beside this checkout")
    found = outcome(relative)
    if found.intake is not None:
        for count in found.intake.reconciliation:
            assert count.adds_up
            assert count.read >= count.kept >= 0
        kept_or_counted = sum(count.kept for count in found.intake.reconciliation)
        assert kept_or_counted >= len(found.intake.observations)
    if found.word == "read":
        assert relative in CLAIMED_READ, f"{relative} is read without a question, and nobody has checked that it is right"
    else:
        assert found.codes, "a file that is not read says why"
