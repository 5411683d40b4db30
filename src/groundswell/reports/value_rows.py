"""The table twin of a chart: each period with its figure as shown, its state, its reading and where it came from."""

from dataclasses import dataclass
from datetime import date

from groundswell.charts.chart import Chart, ChartPoint
from groundswell.domain.measurement.observation import Presence, Status
from groundswell.domain.measurement.record import FigureOrigin, MeasureRecord
from groundswell.domain.measurement.series import SeriesPoint
from groundswell.domain.xmr.analysis import Segment, XmrAnalysis
from groundswell.words import Words

SIGNS = {Status.PROVISIONAL: "p", Status.REVISED: "r", Status.ESTIMATED: "e", Status.FORECAST: "f"}
MISSING_SIGNS = {
    Presence.NOT_APPLICABLE: "n/a", Presence.NOT_AVAILABLE: "..", Presence.SUPPRESSED: "c", Presence.BELOW: "<", Presence.ABOVE: ">",
    Presence.UNDEFINED: "–", Presence.NOT_YET: "…", Presence.MISSING: "–",
}
"""Each reason for a missing figure has its own sign; none is ever 0."""


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One period. ``figure`` is the same text as on the chart; ``exact`` the decimal as it was read, None where there is none.

    ``sign`` is p, r, e or f beside a figure, or the sign that stands for a missing one. ``left_out`` is the reason, or empty.
    ``typical``, ``lower`` and ``upper`` are the uncut limits that hold for the period, at full precision.
    """

    index: int
    start: date | None
    end: date | None
    label: str
    figure: str
    exact: str | None
    sign: str
    presence: Presence
    status: Status
    state_text: str
    reading: str
    mark: str
    left_out: str
    is_left_out: bool
    note: str
    origin: FigureOrigin | None
    origin_text: str
    their_status: str
    numerator: str | None
    denominator: str | None
    cell_mark: str
    typical: float | None
    lower: float | None
    upper: float | None


def value_rows(record: MeasureRecord, analysis: XmrAnalysis, chart: Chart, words: Words) -> tuple[ValueRow, ...]:
    """Rows in order of time."""
    segments = {at: segment for segment in analysis.segments for at in range(segment.first, segment.last + 1)}
    return tuple(
        _row(record, point, drawn, segments.get(drawn.index), words)
        for point, drawn in zip(record.series.points, chart.points, strict=True)
    )


def _row(record: MeasureRecord, point: SeriesPoint, drawn: ChartPoint, segment: Segment | None, words: Words) -> ValueRow:
    start = point.period.start if point.period is not None else None
    origin = _origin(record, point, start)
    seen = point.observation
    missing = point.value is None
    return ValueRow(
        index=drawn.index, start=start, end=point.period.end if point.period is not None else None, label=drawn.label, figure=drawn.figure,
        exact=None if point.value is None else str(point.value),
        sign=MISSING_SIGNS.get(point.presence, "–") if missing else SIGNS.get(point.status, ""),
        presence=point.presence, status=point.status,
        state_text=words.text(f"point.presence.{point.presence.value}") if missing else words.text(f"figure.state.{point.status.value}"),
        reading="" if missing else words.text("twin.left_out") if drawn.left_out else words.text(f"point.mark.{drawn.mark.value}"),
        mark=drawn.mark.value, left_out=record.excluded.get(start, "") if start is not None and drawn.left_out else "",
        is_left_out=drawn.left_out, note=drawn.note,
        origin=origin, origin_text=origin_text(origin, words) if origin is not None else "",
        their_status=record.their_status.get(start, "") if start is not None else "",
        numerator=None if seen is None or seen.numerator is None else str(seen.numerator),
        denominator=None if seen is None or seen.denominator is None else str(seen.denominator),
        cell_mark="" if seen is None else seen.mark,
        typical=segment.central_line if segment else None,
        lower=segment.lower if segment else None,
        upper=segment.upper if segment else None,
    )


def _origin(record: MeasureRecord, point: SeriesPoint, start: date | None) -> FigureOrigin | None:
    """What the record says, else the sheet and cell that the observation itself carries."""
    if start is not None and start in record.origins:
        return record.origins[start]
    seen = point.observation
    return FigureOrigin("", seen.sheet, seen.cell) if seen is not None and seen.cell else None


def origin_text(origin: FigureOrigin, words: Words) -> str:
    """``Complaints 26-27.xlsx, sheet Days, H14``, with the parts that there are."""
    values = {"file": origin.file_name, "sheet": origin.sheet, "cell": origin.cell}
    parts = ("file" if origin.file_name else "", "sheet" if origin.sheet else "", "cell" if origin.cell else "")
    code = "figure.origin." + "_".join(part for part in parts if part)
    return words.text(code, values) if code != "figure.origin." else ""
