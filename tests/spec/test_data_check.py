"""What the data check asks about (S18): gaps, figures that look mistyped, chunky data (method 2.7)."""

import pytest

from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse_many
from groundswell.domain.xmr.data_check import check_data, smallest_step
from groundswell.domain.xmr.rule_sets import rule_set


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        ([10, 12, 11, 13, 12, 11], []),
        ([10, 12, None, 13, 12, 11], ["gap:2"]),
        ([None, 10, 12, 13, 12, 11, None], []),
        ([10, 12, 11, 130, 12, 11], ["mistyped:3"]),
        ([10, 12, 11, "1.2", 12, 11], ["mistyped:3"]),
        # a signal is no typing error: three times the typical figure is left to the chart
        ([10, 12, 11, 36, 12, 11], []),
        ([10, 12, 130, 11], []),
        ([0, 0, 0, 0, 0, 5], ["chunky"]),
        # whole numbers that only step between 1 and 2: three ranges fit under the limit
        ([1, 2, 1, 1, 2, 1, 2, 1, 1, 2], ["chunky"]),
        ([1, 1, 1, 1, 1, 1], []),
        # thirds, rounded as they are, come in steps; the admissions of a small provider (NHS England: 33 months of none) do not
        ([33.3, 66.7, 33.3, 66.7, 100, 66.7, 33.3, 66.7, 66.7, 33.3], ["chunky"]),
        ([*[0] * 33, 25, 8, 18], []),
    ],
)
def test_flags(values: list[object], keys: list[str]) -> None:
    series = Series.of_numbers(values)
    (analysis,) = analyse_many([AnalysisRequest(series, rule_set("wheeler"))])
    assert [flag.key for flag in check_data(series, analysis)] == keys


def test_the_smallest_step_is_exact() -> None:
    assert str(smallest_step(Series.of_numbers(["0.3", "0.1", "0.2", "0.3"]))) == "0.1"
    assert smallest_step(Series.of_numbers([4, 4, 4])) is None
