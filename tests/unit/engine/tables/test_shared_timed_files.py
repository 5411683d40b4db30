"""Real tables with periods that took several rules: what their README says, counted and added up from the files themselves."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache

from groundswell.domain.measurement.observation import Status
from groundswell.engine.intake import Intake
from groundswell.engine.reading import read
from tests.shared_data import shared


@cache
def _intake(relative: str) -> Intake:
    return read(shared(relative))


def _by_series(intake: Intake, sheet: str) -> dict[tuple[str, str | None], dict[date, Decimal]]:
    out: dict[tuple[str, str | None], dict[date, Decimal]] = defaultdict(dict)
    for o in intake.observations:
        if o.sheet == sheet:
            assert o.period is not None and o.value is not None
            out[o.measure, o.org_unit][o.period.start] = o.value.decimal
    return dict(out)


def test_overseas_travel_42_months_of_all_visits_and_six_areas():
    intake = _intake("messy/ons_overseas_travel.xls")
    series = _by_series(intake, "Table 1")
    assert [(len(days), min(days), max(days)) for days in series.values()] == [(42, date(2012, 1, 1), date(2015, 6, 1))] * 8
    assert [name.split(" | ", 1)[1] for name, _ in series] == [
        "All Visits | NSA",
        "All Visits | SA",
        "Area of residence | North America | NSA",
        "Area of residence | Europe | NSA",
        "Area of residence | Europe | European Union | NSA",
        "Area of residence | Europe | Other EU | NSA",
        "Area of residence | Europe | EU15 | NSA",
        "Area of residence | Other countries | NSA",
    ]
    marked = {(o.period.start, o.status, o.mark) for o in intake.observations if o.mark and o.sheet == "Table 1" and o.period}
    assert marked == {
        (date(2015, 1, 1), Status.REVISED, "†"),
        *((date(2015, month, 1), Status.ESTIMATED, "¹") for month in (4, 5, 6)),
    }
    assert len(_by_series(intake, "Table 5")) == 6


def test_wales_111_months_of_single_weeks_that_add_up_to_the_bands_left_out():
    path = shared("messy/wales_rtt_weeks_waiting.csv")
    series = _by_series(_intake("messy/wales_rtt_weeks_waiting.csv"), "wales_rtt_weeks_waiting")
    assert len(series) == 58
    assert len({day for days in series.values() for day in days}) == 111
    with path.open(encoding="utf-8-sig", newline="") as file:
        stated = [int(line[-1]) for line in list(csv.reader(file))[3:] if line]
    months = sorted({day for days in series.values() for day in days})
    assert [sum(days.get(month, Decimal(0)) for days in series.values()) for month in months] == stated


def test_new_zealand_benefits_each_section_adds_to_the_total():
    intake = _intake("messy/msd_nz_benefits_june2015.xls")
    series = _by_series(intake, "Main benefits - last 5 years")
    assert {len(days) for days in series.values()} == {21}
    sections: dict[str, Decimal] = defaultdict(Decimal)
    for (name, _), days in series.items():
        sections[name.split(" | ")[-2]] += days[date(2010, 6, 1)]
    assert sections == dict.fromkeys(("Gender", "Ethnic Group", "Age Group", "Continuous Duration"), Decimal(332924))
    assert {name.split(" | ")[-1] for name, _ in series} >= {"Male", "NZ European", "18-24 years", "One year or less"}


def test_referrals_of_three_levels_with_their_counts():
    intake = _intake("series/dfe_cin_referrals_2013-2025.csv")
    assert {problem.code for problem in intake.problems} == {"levels_mixed"}
    one = next(o for o in intake.observations if o.measure == "rereferral_percent" and o.org_unit == "England" and o.period)
    assert (str(one.value), str(one.numerator), str(one.denominator)) == ("22.6", "142900", "632830")
    assert len({o.org_unit for o in intake.observations}) > 150
    assert len({o.period for o in intake.observations}) == 13


def test_attendance_of_one_school_year_by_phase_without_its_total():
    intake = _intake("series/dfe_attendance_ytd_2025-26.csv")
    assert {(o.period.start, o.period.end) for o in intake.observations if o.period} == {(date(2025, 9, 1), date(2026, 9, 1))}
    percentages = [o for o in intake.observations if o.measure == "attendance_perc"]
    assert all(o.numerator is not None and o.denominator is not None for o in percentages)
    assert not any((o.org_unit or "").endswith("Total") for o in intake.observations)


def test_guinea_a_variable_a_row_and_a_prefecture_a_column():
    intake = _intake("messy/guinea_ebola_2014-09-30.csv")
    found = {(o.measure, o.org_unit): str(o.value) for o in intake.observations}
    assert found["Total cases of confirmed", "Macenta"] == "377"
    assert not any(place == "Totals" for _, place in found)
    assert "places_or_measures_assumed" in {problem.code for problem in intake.problems}
