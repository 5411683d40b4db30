"""Every finding in words: the sentence a reader opens with, at most 24 words, from real analyses."""

from datetime import date
from itertools import product

import pytest

from groundswell.charts.chart import Chart
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.xmr.analysis import SegmentInput, Side
from groundswell.domain.xmr.rule_set import RULES
from groundswell.domain.xmr.signals import WITHOUT_SIDE
from groundswell.words import catalogue
from tests.charting import chart_of, figures, series_of

STEADY = ["10", "12", "11", "10", "12", "11", "10", "12", "11", "10", "12", "11"]
PLAIN = MeasureDefinition("Complaints", measurement_unit="complaints")


def told(values: list[str], cadence: Cadence = Cadence.MONTH, **options: object) -> Chart:
    start = date(2024, 1, 1)
    return chart_of(series_of(values, start=start, cadence=cadence), PLAIN, **options)


RISEN_TO_25 = ["20", "26"] * 8 + ["29"] * 8


def test_the_bold_figure_is_the_typical_value_and_not_the_same_signs_in_a_year() -> None:
    before, typical, after = told([*RISEN_TO_25]).sentence_parts
    assert "since April 2025 lie above the typical " in before
    assert (typical, after) == ("25\N{NO-BREAK SPACE}complaints", ".")


@pytest.mark.parametrize(("values", "typical"), [(["3"], ""), (STEADY, ""), ([*STEADY, "25"], ""), (["5"] * 12, "5 complaints")])
def test_the_parts_of_a_sentence_are_the_sentence(values: list[str], typical: str) -> None:
    chart = told(values)
    assert "".join(chart.sentence_parts) == chart.sentence
    assert chart.sentence_parts[1].replace("\N{NO-BREAK SPACE}", " ") == typical == chart.typical.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (["3"], "One figure so far; limits appear from the fifth."),
        (["3", "4", "5"], "Three figures so far; limits appear from the fifth."),
        (STEADY, "No signal in 12 figures since January 2024; a typical month is between 7 and 15."),
        ([*STEADY, "25", *STEADY], "No signal since February 2025; a typical month is between"),
        ([*STEADY, "25"], "January 2025 rose above the upper limit of 19."),
        ([*STEADY, "25", "11", "26"], "January and March 2025 rose above the upper limit of"),
        ([*STEADY, "1"], "January 2025 fell below the lower limit of"),
        (["5"] * 12, "Every figure since January 2024 is"),
    ],
)
def test_a_finding_is_one_plain_sentence(values: list[str], sentence: str) -> None:
    assert told(values).sentence.startswith(sentence)


def test_nothing_but_missing_figures_is_no_figure_yet() -> None:
    assert chart_of(series_of([None, None])).sentence == "No figure yet."


def test_a_run_is_counted_in_words_and_named_by_its_first_period() -> None:
    values = [*figures(16, 18, 3, 24, 0), "23", "22", "24", "25", "23", "24", "22", "26"]
    assert told(values).sentence == "Eight figures in a row since May 2025 lie above the typical 20.6\u00a0complaints."


def test_a_run_that_has_ended_is_told_by_its_ends_as_past() -> None:
    values = [*figures(16, 18, 3, 24, 0), "23", "22", "24", "25", "23", "24", "22", "26", "17", "19"]
    assert told(values).sentence == "Eight figures in a row from May 2025 to December 2025 lay above the typical 20\u00a0complaints."
    gap = [*values[:-2], None, None]
    assert "in a row since May 2025 lie above" in told(gap).sentence


def test_a_figure_just_above_a_limit_is_not_written_as_the_limit() -> None:
    values = ["13", "12", "11", "12", "9", "12", "9", "11", "13", "13", "13", "12", "17"]
    assert told(values).sentence == "January 2025 rose above the upper limit of 16.95."
    assert told(["10", "10", "11", "13", "10", "11", "11", "12", "11", "12", "12", "9", "16"]).sentence.endswith("limit of 15.8.")
    assert told([*values[:-1], "19"]).sentence.endswith("above the upper limit of 18.")


def test_a_trend_is_told_by_its_ends() -> None:
    values = [*figures(24, 20, 6, 3, 0), "14", "16", "17", "18", "20", "22", "24"]
    assert told(values, rules="nhs_r").sentence == "Eight figures in a row rose, from December 2025 to July 2026."


def test_a_new_level_says_where_it_was() -> None:
    values = [*figures(20, 30, 1, 5), *figures(7, 20, 1, 6)]
    chart = told(values, segments=(SegmentInput(0), SegmentInput(20, reason="a new form")))
    assert chart.sentence.startswith("Since September 2025 typical is ")
    assert ", down from " in chart.sentence
    assert chart.typical in chart.sentence
    assert chart.detail.endswith("Seven figures so far, so the limits are provisional until there are 12.")


@pytest.mark.parametrize(("cadence", "noun"), [
    (Cadence.MONTH, "month"), (Cadence.QUARTER, "quarter"), (Cadence.WEEK, "week"), (Cadence.YEAR, "year"), (Cadence.IRREGULAR, "figure"),
])
def test_the_normal_range_is_told_for_the_cadence(cadence: Cadence, noun: str) -> None:
    assert f"; a typical {noun} is between 7 and 15." in told(STEADY, cadence).sentence


def test_every_rule_and_side_has_a_sentence_and_a_reading() -> None:
    known = catalogue.codes("en")
    either = dict.fromkeys(("short_run", "two_of_three", "four_of_five", "ten_of_twelve"), (Side.ABOVE, Side.BELOW, Side.BOTH))
    sides = {"trend": (Side.RISING, Side.FALLING), **either, **dict.fromkeys(WITHOUT_SIDE, (Side.BOTH,))}
    for rule in RULES:
        for side in sides.get(rule, (Side.ABOVE, Side.BELOW)):
            assert f"rule.{rule}.{side.value}" in known
            finding = "outside" if rule == "outside_limits" else rule
            assert f"finding.{finding}.{side.value}" in known
    for kind, cadence in product(("finding.no_signal", "finding.no_signal_ever", "detail.range"), Cadence):
        assert f"{kind}.{cadence.value}" in known


def test_no_sentence_has_more_than_24_words() -> None:
    parts = catalogue.parts("en")
    for message in (message for part in ("chart.po", "rules.po") for message in parts[part]):
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        code = message.id[0] if isinstance(message.id, tuple) else message.id
        if code.startswith(("finding.", "next_step.")):
            assert all(len(text.split()) <= 24 for text in texts), code
