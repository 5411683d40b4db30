"""Real files held to what their publishers state: those met stay met, and none is wrong without a word."""

from datetime import date
from decimal import Decimal

import pytest

from benchmarks.reading.outcomes import judged
from benchmarks.reading.stated import Stated, Statement, all_stated, difference
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Cadence, period_of
from tests.reading_table import outcome
from tests.shared_data import shared

MET = frozenset(
    {
        "messy/drc_ebola_2014-10-07.csv",
        "messy/dfe_exclusion_review_panels.csv",
        "messy/guinea_ebola_2014-09-30.csv",
        "messy/ons_overseas_travel.xls",
        "messy/abs_marriage_survey.xlsx",
        "messy/fbi_crime_table2.xlsx",
        "messy/cipfa_foi_libraries_3sheets.xlsx",
        "messy/us_va_education_by_state_fy10.csv",
        "messy/boston_311_calls_per_capita.xlsx",
        "messy/nl_provinces_budget_2011.csv",
        "messy/nyc_regents_2010_bigfive.xls",
        "messy/wales_rtt_weeks_waiting.csv",
        "messy/nhse_rtt_timeseries.xlsx",
        "messy/msd_nz_benefits_june2015.xls",
        "messy/statsnz_migration_monthly.csv",
        "messy/sltda_monthly_totals.xlsx",
        "messy/ons_monthly_deaths_2018.xls",
        "messy/abs_hours_worked_6202021.xls",
        "series/ae_attendances_england_2016-2019.csv",
        "series/sncf_tgv_monthly_2018-2022.csv",
        "series/scotland_diagnostic_waits.csv",
        "series/scotland_camhs_referrals.csv",
        "series/scotland_camhs_seen.csv",
        "series/planning_major_in_time_quarterly.csv",
        "series/claimant_count_monthly.csv",
        "series/recycling_rate_annual.csv",
        "series/mta_bridges_tunnels_targets.csv",
        "series/toronto_ttc_measures.csv",
        "series/dfe_attendance_ytd_2025-26.csv",
        "series/dfe_cin_referrals_2013-2025.csv",
        "series/uk_criminal_justice_quarterly.xlsx",
    }
)
"""Files of which all that is stated holds without anybody's word."""


@pytest.mark.parametrize("stated", all_stated(), ids=lambda stated: stated.file)
def test_no_file_is_wrong_without_a_word(stated: Stated) -> None:
    shared(stated.file)
    found = outcome(stated.file)
    assert found.intake is not None
    verdict = judged(stated, found.intake)
    if stated.file in MET:
        assert (verdict.word, verdict.failed) == ("exact" if stated.expected else "met", ())
    else:
        advice = f"{stated.file} is {verdict.word}: {verdict.failed}; one that is met belongs to MET"
        assert verdict.word in ("asked", "refused", "doubted"), advice


def test_what_is_met_is_stated() -> None:
    assert {stated.file for stated in all_stated()} >= MET


def figure(measure: str, value: str, month: int = 1) -> Observation:
    return Observation(measure, None, period_of(date(2024, month, 1), Cadence.MONTH), Exact.parse(value))


def test_a_reading_that_is_off_by_one_digit_or_one_name_is_not_exact(tmp_path) -> None:
    expected = tmp_path / "expected.csv"
    expected.write_text(
        "measure,unit,period_start,value,numerator,denominator\nLate trains,France,2024-01-01,5.10,,\nEarly trains,France,2024-01-01,6,,\n"
    )
    right = [figure("late  trains", "5.1"), figure("Early trains", "6")]
    assert difference(expected, right) == ([], [])
    for wrong in ([figure("Late trains", "5.11"), right[1]], [figure("Latest trains", "5.1"), right[1]], right[:1], [*right, right[0]]):
        assert difference(expected, wrong) != ([], [])


def test_a_statement_says_what_was_read_instead() -> None:
    three = [figure("Late trains", "5"), figure("Late trains", "7", 2), figure("Early trains", "1")]
    late = Statement("two months", "periods", "2", measure="^late")
    assert late.holds(three)
    assert not late.holds(three[:1])
    assert late.found(three[:1]) == "1"
    assert Statement("adds up", "sum", "12", measure="late").found(three) == format(Decimal(12), "f")
