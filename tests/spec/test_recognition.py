"""What is recognised in figures that XmR does not fit, the chart that is offered for it, and how seldom chance is taken for anything."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from groundswell.domain.measurement.chart_kind import ChartKind, DrawnFrom, KindName
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.fit.recognising import Looked, recognised
from groundswell.domain.xmr.fit.seasons import season_test
from groundswell.domain.xmr.fit.seen import Seen, SeenCode
from groundswell.domain.xmr.fit.statistics import best_step, between_groups, correlation_at, f_tail
from tests.kind_series import WOBBLE, monthly, on_days, ratios, seasonal

FLOW = [20, 23, 19, 22, 18, 21, 24, 20, 17, 22, 21, 19]
EVENTS = [date(2023, 1, 3) + timedelta(days=at * 17 + 31 * (at % 5)) for at in range(9)]


def seen(series: Series, name: str = "", unit: str = "", upper: float | None = None) -> tuple[Seen, ...]:
    return recognised(Looked(series, analyse(series), name, unit, (None, upper)))


def to_date(years: int) -> list[int]:
    return [sum(FLOW[:at % 12 + 1]) for at in range(12 * years)]


def wandering(count: int) -> list[float]:
    steps = np.random.default_rng(3).normal(0, 5, count)
    return [round(float(one), 1) for one in 200 + np.cumsum(steps)]


def rolling(window: int, count: int) -> list[float]:
    single = np.random.default_rng(0).normal(50, 5, count + window - 1)
    return [round(float(one), 2) for one in np.convolve(single, np.ones(window) / window, "valid")]


@pytest.mark.parametrize(
    ("series", "name", "code", "offer"),
    [
        (monthly(to_date(3)), "", SeenCode.YEAR_TO_DATE, ChartKind(drawn_from=DrawnFrom.YEAR_TO_DATE)),
        (monthly(to_date(2)), "", SeenCode.YEAR_TO_DATE, ChartKind(drawn_from=DrawnFrom.YEAR_TO_DATE)),
        (monthly(to_date(3), first=date(2020, 4, 1)), "", SeenCode.YEAR_TO_DATE,
         ChartKind(drawn_from=DrawnFrom.YEAR_TO_DATE, year_start=4)),
        (monthly(to_date(2)[:18]), "Cost, year to date", SeenCode.YEAR_TO_DATE, ChartKind(drawn_from=DrawnFrom.YEAR_TO_DATE)),
        (monthly(np.cumsum(FLOW * 2).tolist()), "", SeenCode.RUNNING_TOTAL, ChartKind(drawn_from=DrawnFrom.RUNNING_TOTAL)),
        (monthly([900, 905, 911, 912, 920, 921, 930, 940]), "Cumulative spend", SeenCode.RUNNING_TOTAL,
         ChartKind(drawn_from=DrawnFrom.RUNNING_TOTAL)),
        (monthly(FLOW * 2), "Complaints, rolling 12 months", SeenCode.ROLLING, None),
        (monthly(rolling(12, 120)), "", SeenCode.ROLLING, None),
        (monthly([0, 0, 1, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1]), "", SeenCode.RARE, ChartKind(KindName.T, DrawnFrom.EVENT_COUNTS)),
        (monthly([0, 0, 1, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1]), "People waiting over a year", SeenCode.RARE, None),
        (monthly([0] * 14 + [1, 0, 0]), "", SeenCode.RARE, None),
        (on_days(EVENTS), "", SeenCode.EVENT_DATES, ChartKind(KindName.T, DrawnFrom.EVENT_DATES)),
        (seasonal(4), "", SeenCode.SEASONAL, ChartKind(KindName.SEASONAL)),
        (monthly([50 + at * 2 + 3 * WOBBLE[at % 17] for at in range(36)]), "", SeenCode.TREND, ChartKind(KindName.TRENDED)),
        (monthly(wandering(60)), "", SeenCode.RELATED, None),
        (monthly([100 if at % 3 else 97 - at % 5 for at in range(24)]), "", SeenCode.AT_BOUND, None),
        (monthly([0] * 9 + [250, 0, 0, 0, 180, 0, 0, 340, 0, 0, 0]), "", SeenCode.MOSTLY_ZERO, None),
        (monthly([0] * 9 + [2.5, 0, 0, 0, 0.8, 0, 0, 3.4, 0, 0, 0]), "", SeenCode.MOSTLY_ZERO, None),
        (monthly([5 + WOBBLE[at % 17] % 2 for at in range(24)]), "", SeenCode.CHUNKY, None),
        (monthly([12, 13, None, 15, 12, 11]), "", SeenCode.GAPS, None),
        (ratios([5, 6, 4, 0, 7, 5], [10, 12, 9, 0, 14, 11], per=100), "", SeenCode.ZERO_DENOMINATORS, None),
        (on_days(EVENTS, [12, 15, 13, 11, 17, 12, 14, 13, 12]), "", SeenCode.IRREGULAR, None),
    ],
    ids=[
        "year to date", "two years", "from April", "by its name", "running total", "running total by its name", "rolling by its name",
        "rolling", "rare counts", "rare but standing", "too few events", "dates of events", "seasons", "trend", "related", "at a bound",
        "sums of almost nothing", "rates of almost nothing", "chunky", "gap", "zero denominator", "irregular",
    ],
)
def test_what_is_seen_and_what_is_offered(series: Series, name: str, code: SeenCode, offer: ChartKind | None) -> None:
    found = seen(series, name, unit="%" if code is SeenCode.AT_BOUND else "")
    assert code in [one.code for one in found]
    assert next(one for one in found if one.code is code).offer == offer


@pytest.mark.parametrize(
    ("share", "size", "kind"),
    [(0.85, 60, KindName.P), (0.85, 4000, KindName.P_PRIME), (1.7, 60, KindName.U), (1.7, 4000, KindName.U_PRIME)],
)
def test_denominators_that_vary_call_for_limits_by_size(share: float, size: int, kind: KindName) -> None:
    sizes = [size + size * (at * 7 % 10) // 10 for at in range(24)]
    found = seen(ratios([round(share * one + WOBBLE[at % 17] * one**0.5 / 3) for at, one in enumerate(sizes)], sizes))
    offers = [one.offer for one in found if one.code is SeenCode.VARYING_DENOMINATORS]
    assert offers == [ChartKind(kind)]
    alike = ratios([round(share * size) + WOBBLE[at % 17] for at in range(24)], [size + at % 3 for at in range(24)])
    assert SeenCode.VARYING_DENOMINATORS not in [one.code for one in seen(alike)]


CHANCE: dict[str, Callable[[np.random.Generator, int], np.ndarray]] = {  # type: ignore[type-arg]
    "normal": lambda rng, n: rng.normal(50, 5, n).round(1),
    "counts": lambda rng, n: rng.poisson(6, n),
    "skewed": lambda rng, n: rng.exponential(10, n).round(2),
    "one shift": lambda rng, n: (rng.normal(50, 5, n) + 15 * (np.arange(n) >= n // 2)).round(1),
}


@pytest.mark.parametrize("kind", CHANCE)
def test_stable_random_series_are_hardly_ever_called_anything(kind: str) -> None:
    rng, called = np.random.default_rng(20261), Counter[str]()
    for count in (24, 36, 60):
        for _ in range(30):
            called.update(one.code.value for one in seen(monthly(CHANCE[kind](rng, count).tolist())))
    assert sum(called.values()) <= 5, called


def test_a_season_is_worth_it_only_where_it_is_there() -> None:
    strong = season_test(seasonal(3))
    assert strong is not None and strong.worth_it and strong.narrower > 0.5
    assert season_test(monthly(FLOW)) is None, "one cycle is none to compare with"
    shift = season_test(monthly([50 + WOBBLE[at % 17] + 20 * (at >= 18) for at in range(36)]))
    assert shift is not None and not shift.worth_it


@pytest.mark.parametrize(
    ("ratio", "above", "below", "chance"),
    [(4.0, 3, 20, 0.022), (2.61, 11, 24, 0.0241), (1.0, 5, 5, 0.5), (0.0, 2, 9, 1.0), (161.45, 1, 1, 0.05), (3.49, 3, 12, 0.05)],
)
def test_the_chance_of_an_f_value(ratio: float, above: int, below: int, chance: float) -> None:
    assert f_tail(ratio, above, below) == pytest.approx(chance, abs=5e-4)


def test_small_statistics_by_hand() -> None:
    found = between_groups(np.array([1.0, 2, 3, 4, 5, 6]), [0, 0, 0, 1, 1, 1])
    assert found is not None and found.ratio == pytest.approx(13.5) and found.chance == pytest.approx(0.0213, abs=1e-4)
    assert between_groups(np.array([1.0, 2, 3]), [0, 1, 2]) is None
    assert correlation_at(np.array([1.0, 2, 3, 4])) == pytest.approx(0.25)
    at, left = best_step(np.array([1.0, 1, 1, 9, 9]))
    assert at == 3 and left == pytest.approx(np.zeros(5))
