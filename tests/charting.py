"""Series, analyses and charts for tests of charts and reports: figures of one's own, without a file."""

import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import date

from groundswell.charts.chart import Chart
from groundswell.charts.xmr_chart import ChartLook, xmr_chart
from groundswell.domain.measurement.definition import Direction, MeasureDefinition, Note, Target
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence, Status
from groundswell.domain.measurement.period import Cadence, next_start, period_of
from groundswell.domain.measurement.record import FigureOrigin, MeasureRecord
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput

SVG = "{http://www.w3.org/2000/svg}"
DAYS = MeasureDefinition("Days to answer a complaint", measurement_unit="working days", direction=Direction.DOWN)


def series_of(
    values: Sequence[str | float | int | None], *, start: date = date(2023, 4, 1), cadence: Cadence = Cadence.MONTH, provisional: int = 0
) -> Series:
    """A dated series; None is a suppressed figure; the last ``provisional`` figures may still change."""
    found, day = [], start
    for at, value in enumerate(values):
        period = period_of(day, cadence)
        status = Status.PROVISIONAL if at >= len(values) - provisional else Status.FINAL
        if value is None:
            found.append(Observation("Days", None, period, None, Presence.SUPPRESSED, sheet="Days", cell=f"B{at + 2}"))
        else:
            found.append(Observation("Days", None, period, Exact.parse(str(value)), status=status, sheet="Days", cell=f"B{at + 2}"))
        day = next_start(day, cadence) if cadence.has_calendar else date.fromordinal(day.toordinal() + 9 + at % 5)
    return Series.of_observations(found, cadence)


def figures(count: int, middle: float, spread: float, seed: int, decimals: int = 1) -> list[str]:
    """Figures about a level, as a sheet would hold them."""
    chance = random.Random(seed)
    return [f"{chance.gauss(middle, spread):.{decimals}f}" for _ in range(count)]


def complaints() -> MeasureRecord:
    """The reference measure: a storm, a month left out, a split, a target, a provisional latest figure."""
    values = [*figures(35, 25.8, 2.3, 1), "17.7", "15.8", "16.2", "15.1", "13.8", "15.8", "18.0", "17.7"]
    values[9], values[21] = "37.2", "45.0"
    series = series_of(values, provisional=1)
    return MeasureRecord(
        "m1", None, "Harbour office", DAYS, series,
        segments=(SegmentInput(0), SegmentInput(35, reason="We know the cause")),
        excluded={date(2025, 1, 1): "records system down"},
        targets=(Target(Exact(14), date(2027, 3, 31)),),
        notes=(
            Note("1", date(2024, 1, 5), "Storm in the second week: 61 complaints"),
            Note("2", date(2026, 3, 1), "One person reads every complaint on the day it arrives"),
        ),
        as_of_seq=812,
        origins={point.period.start: FigureOrigin("Complaints.xlsx", "Days", "B2", "b1") for point in series.points if point.period},
    )


def chart_of(series: Series, definition: MeasureDefinition = DAYS, look: ChartLook | None = None, **options: object) -> Chart:
    """The chart of a series under the default rules; ``options`` are those of ``analyse``."""
    return xmr_chart(analyse(series, **options), definition, look=look or ChartLook(locale="en"))  # type: ignore[arg-type]


def parsed(svg: str) -> ET.Element:
    """The drawing as XML; a page's drawing has no namespace of its own, a file's has."""
    return ET.fromstring(svg)


def elements(root: ET.Element, name: str) -> list[ET.Element]:
    """All elements of that name, with or without namespace."""
    return [each for each in root.iter() if re.sub(r"^\{.*\}", "", each.tag) == name]
