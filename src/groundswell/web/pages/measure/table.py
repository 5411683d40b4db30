"""The table twin of a chart: every period with its figure, what kind of figure it is, how the chart reads it, and where it came from."""

from dataclasses import dataclass

from groundswell.charts.chart import ChartPoint, Mark
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence, Status
from groundswell.domain.measurement.series import SeriesPoint
from groundswell.reports.measure_page import MeasurePage
from groundswell.words import Words

SIGNS = {Status.PROVISIONAL: "p", Status.REVISED: "r", Status.ESTIMATED: "e", Status.FORECAST: "f"}
LAST_ON_PAPER = 6


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One period of the table."""

    period: str
    figure: str
    numerator: str
    denominator: str
    state: str
    sign: str
    reading: str
    their_status: str
    origin: str


@dataclass(frozen=True, slots=True)
class ValuesTable:
    """The table, newest first, and the last six for paper in the order of time."""

    caption: str
    period_head: str
    figure_head: str
    has_counts: bool
    has_their_status: bool
    rows: tuple[ValueRow, ...]
    last: tuple[ValueRow, ...]


def values_table(page: MeasurePage, words: Words) -> ValuesTable:
    """The table of a measure page, in the words of its locale."""
    points = page.record.series.points
    rows = tuple(_row(page, words, drawn, points[drawn.index]) for drawn in page.chart.points)
    head = page.record.definition.measurement_unit or words.text("table.figure")
    return ValuesTable(
        caption=words.text("table.caption", {"name": page.chart.title}),
        period_head=words.text(f"table.period.{page.record.series.cadence.value}"),
        figure_head=head[:1].upper() + head[1:],
        has_counts=any(row.numerator or row.denominator for row in rows),
        has_their_status=any(row.their_status for row in rows),
        rows=tuple(reversed(rows)),
        last=rows[-LAST_ON_PAPER:],
    )


def _row(page: MeasurePage, words: Words, drawn: ChartPoint, point: SeriesPoint) -> ValueRow:
    record = page.record
    start = point.period.start if point.period is not None else None
    observation = point.observation
    origin = record.origins.get(start) if start is not None else None
    figure = drawn.figure
    if drawn.y is None:
        figure = observation.mark if observation is not None and observation.mark else words.text("table.none")
    return ValueRow(
        period=drawn.label,
        figure=figure,
        numerator=_count(words, observation.numerator if observation is not None else None),
        denominator=_count(words, observation.denominator if observation is not None else None),
        state=words.text(f"state.{point.status.value if point.presence is Presence.VALUE else point.presence.value}"),
        sign=SIGNS.get(point.status, "") if point.presence is Presence.VALUE else "",
        reading=_reading(words, drawn),
        their_status=record.their_status.get(start, "") if start is not None else "",
        origin="" if origin is None else ", ".join(part for part in (origin.file_name, origin.sheet, origin.cell) if part),
    )


def _reading(words: Words, drawn: ChartPoint) -> str:
    if drawn.y is None:
        return ""
    if drawn.left_out:
        return words.text("reading.left_out")
    return words.text(f"reading.{(drawn.mark or Mark.ROUTINE).value}")


def _count(words: Words, value: Exact | None) -> str:
    return "" if value is None else words.number(value)
