"""Real tables without dates on their rows or heads: exactly the expected results, and what their README says of the others."""

import csv
import re
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache

import pytest

from groundswell.domain.measurement.observation import Observation
from groundswell.engine.intake import Intake
from groundswell.engine.proposal import ReadingOptions
from groundswell.engine.reading import read
from tests.shared_data import shared


@cache
def _intake(relative: str, period: str | None = None) -> Intake:
    return read(shared(relative), ReadingOptions(period=period))


def _bare(name: str | None) -> str:
    return re.sub(r"[\W_]", "", (name or "").casefold())


def _number(text: str | None) -> Decimal | None:
    return round(Decimal(text), 10) if text else None


def _figure(o: Observation) -> tuple[object, ...]:
    numbers = (None if number is None else str(number) for number in (o.value, o.numerator, o.denominator))
    assert o.period is not None
    return (_bare(o.measure), _bare(o.org_unit), o.period.start.isoformat(), *map(_number, numbers))


@pytest.mark.parametrize("name", ["fbi_crime_table2.xlsx", "nl_provinces_budget_2011.csv"])
def test_expected_results_are_met_with_numerators_and_denominators(name):
    intake = _intake(f"messy/{name}")
    with shared(f"messy/expected/{name.split('.')[0]}.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    fields = ("value", "numerator", "denominator")
    wanted = Counter((_bare(r["measure"]), _bare(r["unit"]), r["period_start"], *(_number(r[f]) for f in fields)) for r in rows)
    assert Counter(map(_figure, intake.observations)) == wanted
    assert intake.problems == []


def test_marriage_survey_150_divisions_below_their_states_with_yes_of_the_total():
    table = [o for o in _intake("messy/abs_marriage_survey.xlsx").observations if o.sheet == "Table 2"]
    places = {o.org_unit for o in table}
    assert len(places) == 150
    assert Counter((place or "").split(" / ")[0] for place in places)["New South Wales Divisions"] == 47
    assert not any("(Total)" in (place or "") for place in places)
    yes = [o for o in table if o.measure == "Response clear | Yes | %"]
    assert len(yes) == 150
    for o in yes:
        assert round(100 * o.numerator.decimal / o.denominator.decimal, 1) == o.value.decimal


def test_va_education_53_areas_and_six_programmes():
    intake = _intake("messy/us_va_education_by_state_fy10.csv")
    assert (len({o.org_unit for o in intake.observations}), len({o.measure for o in intake.observations})) == (53, 6)
    sums: dict[str | None, Decimal] = defaultdict(Decimal)
    for o in intake.observations:
        sums[o.org_unit] += o.value.decimal
    assert (sums["ALABAMA"], sums["TEXAS"]) == (19582, 67015)
    assert {o.period.start.isoformat() for o in intake.observations} == {"2009-04-01"}


def test_boston_calls_of_two_years_over_population_and_nothing_guessed_about_the_rest():
    intake = _intake("messy/boston_311_calls_per_capita.xlsx")
    assert len(intake.observations) == 36
    assert {(o.measure, o.period.start.year) for o in intake.observations} == {("Calls per Capita", 2012), ("Calls per Capita", 2018)}
    brighton = [(str(o.numerator), str(o.denominator)) for o in intake.observations if o.org_unit == "Brighton"]
    assert brighton == [("362", "47768"), ("546", "47768")]
    assert {p.code for p in intake.problems} == {"column_without_period"}


def test_libraries_of_207_and_148_councils_with_change_left_out():
    intake = _intake("messy/cipfa_foi_libraries_3sheets.xlsx")
    by_sheet: dict[str, set[str | None]] = defaultdict(set)
    for o in intake.observations:
        by_sheet[o.sheet].add(o.org_unit)
    assert [len(places) for places in by_sheet.values()] == [207, 148, 148]
    measures = {o.measure for o in intake.observations}
    assert "Change" not in measures
    share = next(o for o in intake.observations if o.measure == "As %" and o.org_unit == "Barking and Dagenham")
    assert (str(share.value), share.period.start.year) == ("-0.238", 2014)


def test_pupil_groups_and_indicators_once_the_year_is_said():
    asked = _intake("messy/mass_dese_school.xlsx")
    assert (asked.observations, {p.code for p in asked.problems}) == ([], {"which_period"})
    table = [o for o in _intake("messy/mass_dese_school.xlsx", "2015").observations if o.sheet == "Sheet1"]
    groups = {o.org_unit for o in table}
    assert "Economic Status" not in groups
    assert {"All Students", "Economic Status / Economically Disadvantaged", "Gender / Male"} <= groups
    assert {str(o.value) for o in table if o.measure == "% Advanced" and o.org_unit == "All Students"} == {"0.514851485148"}


def test_scores_by_exam_without_the_sum_and_the_sign_for_none():
    intake = _intake("messy/nyc_regents_2010_bigfive.xls")
    assert len({o.measure for o in intake.observations}) == 5
    assert {int(o.org_unit or -1) for o in intake.observations} <= set(range(101))
    algebra = sum(o.value.decimal for o in intake.observations if o.measure == "INTEGRATED ALGEBRA")
    assert algebra == 131024
    assert [p.code for p in intake.problems] == ["label_out_of_line"]


def test_loans_are_cases_and_their_sums_by_trust_are_read():
    intake = _intake("messy/nhs_trust_debt_2016-17.xlsx")
    assert [p.place.sheet for p in intake.problems if p.code == "rows_are_cases"] == ["Data"]
    by_sheet = Counter(o.sheet for o in intake.observations)
    assert by_sheet["IRSL (TOTAL)"] == by_sheet["IRSL(with normal cours of busis"] == 107
    assert not any(o.sheet == "Data" for o in intake.observations)


def test_hospital_outcomes_of_three_conditions_with_their_bounds_once_the_period_is_said():
    intake = _intake("records/cms_outcome_of_care_measures.csv", "2011")
    measures = {o.measure for o in intake.observations}
    assert len(measures) == 24
    assert {re.split(r"from ", measure)[-1] for measure in measures} == {"Heart Attack", "Heart Failure", "Pneumonia"}
    assert len({o.org_unit for o in intake.observations}) == 4501
    assert intake.reconciliation[0].left_out["empty_state"] > 20_000


def test_a_list_of_indicators_in_words_is_no_table():
    intake = _intake("kpibank/who_hiv_indicators.csv")
    assert [p.code for p in intake.problems] == ["no_table"]
