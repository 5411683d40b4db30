"""The table twin of a chart: each period with its figure as shown, its state, its reading and where it came from."""

from dataclasses import dataclass
from datetime import date

from groundswell.charts.chart import Chart, ChartPoint
from groundswell.charts.point_texts import missing_text
from groundswell.domain.measurement.chart_kind import DIFFERENCES
from groundswell.domain.measurement.observation import Presence, Status
from groundswell.domain.measurement.record import FigureOrigin, MeasureRecord
from groundswell.domain.measurement.series import SeriesPoint
from groundswell.domain.xmr.analysis import PointLines, Segment, XmrAnalysis, line_at
from groundswell.words import Words

SIGNS = {Status.PROVISIONAL: "p", Status.REVISED: "r", Status.ESTIMATED: "e", Status.FORECAST: "f"}
MISSING_SIGNS = {
    Presence.NOT_APPLICABLE: "n/a", Presence.NOT_AVAILABLE: "..", Presence.SUPPRESSED: "c", Presence.BELOW: "<", Presence.ABOVE: ">",
    Presence.UNDEFINED: "–", Presence.NOT_YET: "…", Presence.MISSING: "–",
}
"""Each reason for a missing figure has its own sign; none is ever 0."""
MOST_CELLS = 6
"""So many cells of a sheet are named for one computed figure: three months of two data items."""


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One period. ``figure`` is the same text as on the chart; ``exact`` the decimal as it was read, None where there is none.

    ``sign`` is p, r, e or f beside a figure, or the sign that stands for a missing one. ``left_out`` is the reason, or empty.
    ``typical``, ``lower`` and ``upper`` are the uncut limits that hold for the period, at full precision.
    ``version`` names the version of the definition that begins with this period, if one does. ``brought``: the figure as it was brought,
    where the drawn one was worked out from it.
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
    version: str = ""
    brought: str | None = None


def value_rows(record: MeasureRecord, analysis: XmrAnalysis, chart: Chart, words: Words) -> tuple[ValueRow, ...]:
    """Rows in order of time."""
    segments = {at: segment for segment in analysis.segments for at in range(segment.first, segment.last + 1)}
    return tuple(
        _row(record, point, drawn, (segments.get(drawn.index), line_at(analysis, drawn.index)), words)
        for point, drawn in zip(record.series.points, chart.points, strict=True)
    )


def _row(
    record: MeasureRecord, point: SeriesPoint, drawn: ChartPoint, held: tuple[Segment | None, PointLines | None], words: Words
) -> ValueRow:
    """``held``: the segment that the point lies in, and the lines that hold for it."""
    segment, lines = held
    start = point.period.start if point.period is not None else None
    origin = _origin(record, point, start)
    seen = point.observation
    missing = point.value is None
    return ValueRow(
        index=drawn.index, start=start, end=point.period.end if point.period is not None else None, label=drawn.label, figure=drawn.figure,
        exact=None if point.value is None else str(point.value),
        sign=MISSING_SIGNS.get(point.presence, "–") if missing else SIGNS.get(point.status, ""),
        presence=point.presence, status=point.status,
        state_text=_state_text(record, point, words),
        reading="" if missing else words.text("twin.left_out") if drawn.left_out else words.text(f"point.mark.{drawn.mark.value}"),
        mark=drawn.mark.value, left_out=record.excluded.get(start, "") if start is not None and drawn.left_out else "",
        is_left_out=drawn.left_out, note=drawn.note,
        origin=origin, origin_text=origin_text(origin, words) if origin is not None else "",
        their_status=record.their_status.get(start, "") if start is not None else "",
        numerator=None if seen is None or seen.numerator is None else str(seen.numerator),
        denominator=None if seen is None or seen.denominator is None else str(seen.denominator),
        cell_mark="" if seen is None else seen.mark or _hidden_mark(record, point, words),
        typical=lines.central_line if lines else None,
        lower=lines.lower if lines else None,
        upper=lines.upper if lines else None,
        version=_version(segment, drawn.index, words),
        brought=_brought(record, drawn.index),
    )


def _state_text(record: MeasureRecord, point: SeriesPoint, words: Words) -> str:
    """How settled the figure is, or why there is none."""
    if point.value is None:
        return missing_text(point.presence, record.small_numbers, words)
    return words.text(f"figure.state.{point.status.value}")


def _hidden_mark(record: MeasureRecord, point: SeriesPoint, words: Words) -> str:
    """What files say in place of the mark of a figure that is not shown; all of them the same, so that none tells which one is small."""
    hidden = record.small_numbers and point.presence is Presence.SUPPRESSED
    return words.text("small.hidden", {"below": record.small_numbers}) if hidden else ""


def _brought(record: MeasureRecord, index: int) -> str | None:
    """Differences stand place by place with the figures they come from; intervals between events come from no single figure."""
    if record.brought is None or record.kind.drawn_from not in DIFFERENCES:
        return None
    value = record.brought.points[index].value
    return None if value is None else str(value)


def _version(segment: Segment | None, index: int, words: Words) -> str:
    if segment is None or segment.version is None or index != segment.first:
        return ""
    return words.text("chart.version", {"version": segment.version})


def _origin(record: MeasureRecord, point: SeriesPoint, start: date | None) -> FigureOrigin | None:
    """What the record says, else the sheet and cell that the observation itself carries."""
    if start is not None and start in record.origins:
        return record.origins[start]
    seen = point.observation
    return FigureOrigin("", seen.sheet, seen.cell) if seen is not None and seen.cell else None


def origin_text(origin: FigureOrigin, words: Words) -> str:
    """``Complaints 26-27.xlsx, sheet Days, H14``, with the parts that there are; of a computed figure the cells of each sheet together."""
    if origin.parts:
        sheets: dict[tuple[str, str], list[str]] = {}
        for part in origin.parts:
            sheets.setdefault((part.file_name, part.sheet), []).append(part.cell)
        told = [_origin_text(FigureOrigin(file, sheet, _cells(cells, words)), words) for (file, sheet), cells in sheets.items()]
        return words.text("figure.origin.computed", {"origins": "; ".join(told)})
    return _origin_text(origin, words)


def _cells(cells: list[str], words: Words) -> str:
    """``B4 and C4``; of many the first few and how many more."""
    named = [cell for cell in cells if cell]
    more = len(named) - MOST_CELLS
    if more > 0:
        named = [*named[:MOST_CELLS], words.text("figure.origin.more_cells", {"n": more})]
    return words.listed(named) if named else ""


def _origin_text(origin: FigureOrigin, words: Words) -> str:
    values = {"file": origin.file_name, "sheet": origin.sheet, "cell": origin.cell}
    parts = ("file" if origin.file_name else "", "sheet" if origin.sheet else "", "cell" if origin.cell else "")
    code = "figure.origin." + "_".join(part for part in parts if part)
    return words.text(code, values) if code != "figure.origin." else ""
