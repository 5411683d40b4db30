"""Labels of a chart never overlap and never leave the paper, whatever the series, its notes, targets, splits and locale.

The test measures every text of the finished drawing by itself, from the class that sets its size, and compares all pairs.
"""

import xml.etree.ElementTree as ET
from datetime import date
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.charts.drawing.canvas import ASCENT, DESCENT, SHAPES
from groundswell.charts.drawing.small import CARD
from groundswell.charts.drawing.svg import card_svg, full_svg
from groundswell.charts.fonts import text_width
from groundswell.charts.xmr_chart import ChartLook, xmr_chart
from groundswell.domain.measurement.definition import MeasureDefinition, Note, Target
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence, add_months
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput
from tests.charting import elements, parsed, series_of

SIZES = {"flagt": 12.0, "t12": 12.0}
STRONG = {"strong", "flagt"}
SLACK = 0.6
"""Coordinates are written with one decimal."""

figure = st.one_of(st.none(), st.decimals(-50, 5000, places=1), st.integers(0, 10**9), st.sampled_from(["0.00012", "0.00019", "-7", "100"]))
units = st.sampled_from(["", "%", "share", "£", "working days", "Bearbeitungszeitüberschreitungsstunden je Haushalt", "µSv/h"])


@st.composite
def looks(draw: st.DrawFn, count: int) -> ChartLook:
    """Notes and targets anywhere, in several locales."""
    months = draw(st.lists(st.integers(0, count - 1), max_size=12))
    ahead = draw(st.lists(st.tuples(st.integers(-3, count + 30), st.integers(-50, 6000)), max_size=3))
    return ChartLook(
        locale=draw(st.sampled_from(["en", "de", "fr", "ar", "hi", "ja"])),
        notes=tuple(Note(str(at), add_months(date(2021, 1, 1), month), "A note") for at, month in enumerate(months)),
        targets=tuple(Target(Exact(value), add_months(date(2021, 1, 1), month)) for month, value in ahead),
        fiscal_start=draw(st.sampled_from([1, 4])),
    )


@st.composite
def charts(draw: st.DrawFn) -> tuple[Series, MeasureDefinition, ChartLook, tuple[SegmentInput, ...]]:
    """A series with what may be laid over it."""
    values = draw(st.lists(figure, min_size=1, max_size=80).filter(lambda each: any(value is not None for value in each)))
    cadence = draw(st.sampled_from([Cadence.MONTH, Cadence.MONTH, Cadence.QUARTER, Cadence.WEEK, Cadence.YEAR, Cadence.IRREGULAR]))
    start = date(2021, 1, 4) if cadence is Cadence.WEEK else date(2021, 1, 1)
    series = series_of(values, start=start, cadence=cadence, provisional=draw(st.integers(0, 2)))
    splits = draw(st.lists(st.integers(1, max(1, len(values) - 1)), unique=True, max_size=3)) if len(values) > 1 else []
    segments = tuple(SegmentInput(first, reason="because") for first in sorted(splits))
    return series, MeasureDefinition("Any", measurement_unit=draw(units)), draw(looks(len(values))), segments


def boxes(root: ET.Element) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Every text of a drawing with its box, measured by the vendored font."""
    found = []
    for each in elements(root, "text"):
        kinds = set((each.get("class") or "").split())
        size = next((SIZES[kind] for kind in kinds if kind in SIZES), 13.0)
        width = text_width(each.text or "", size, strong=bool(kinds & STRONG))
        x, y = float(each.get("x", "nan")), float(each.get("y", "nan"))
        left = {"middle": x - width / 2, "end": x - width}.get(each.get("text-anchor", ""), x)
        found.append((each.text or "", (left, y - size * ASCENT, left + width, y + size * DESCENT)))
    return found


def check(svg: str, width: float, height: float) -> None:
    drawn = boxes(parsed(svg))
    for text, (left, top, right, bottom) in drawn:
        assert left >= -SLACK, text
        assert right <= width + SLACK, text
        assert top >= -SLACK, text
        assert bottom <= height + SLACK, text
    for (one, a), (other, b) in combinations(drawn, 2):
        apart = a[2] <= b[0] + SLACK or b[2] <= a[0] + SLACK or a[3] <= b[1] + SLACK or b[3] <= a[1] + SLACK
        assert apart, f"{one!r} meets {other!r}"


@pytest.mark.parametrize("shape", sorted(SHAPES))
@given(given_chart=charts())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_labels_of_the_full_chart_never_overlap(
    shape: str, given_chart: tuple[Series, MeasureDefinition, ChartLook, tuple[SegmentInput, ...]]
) -> None:
    series, definition, look, segments = given_chart
    chart = xmr_chart(analyse(series, segments=segments), definition, look=look)
    form = SHAPES[shape]
    check(full_svg(chart, shape), form.width, form.height)


@given(given_chart=charts())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_labels_of_the_card_never_overlap(given_chart: tuple[Series, MeasureDefinition, ChartLook, tuple[SegmentInput, ...]]) -> None:
    series, definition, _, segments = given_chart
    chart = xmr_chart(analyse(series, segments=segments), definition, look=ChartLook(texts=False))
    check(card_svg(chart), CARD.width, CARD.height)
