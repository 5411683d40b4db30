"""The sentence over a chart: its typical value in bold, and nothing else of the same signs."""

from dataclasses import replace

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.web.drawn import says
from tests.charting import chart_of, series_of

RISEN = chart_of(series_of([*["20", "26"] * 12, *["31"] * 8]), MeasureDefinition("Complaints"))


def test_the_typical_value_is_bold_and_a_year_is_not() -> None:
    assert says(RISEN) == "Nine figures in a row since March 2025 lie above the typical <b>25</b>."


def test_a_sentence_without_a_typical_value_has_no_bold_part_and_is_escaped() -> None:
    assert says(replace(RISEN, sentence="<25> & more", typical="", typical_at=-1)) == "&lt;25&gt; &amp; more"
