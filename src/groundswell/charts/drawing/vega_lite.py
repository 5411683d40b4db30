"""The chart as a Vega-Lite specification: data and words in it, nothing to fetch, meaning by shape and size as well as colour.

The time axis counts periods as our own drawings do, with the same labels, so that it is right for every cadence and locale.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from groundswell.charts.chart import Chart, ChartPoint, ChartSegment, ChartTick, Mark, Run
from groundswell.charts.drawing import palette
from groundswell.words import Words, words_for

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""Names the form; nothing is fetched from there by a drawing program. It is valid as version 5 too."""
LEFT_OUT = "left_out"
CROSS = "M-0.6,-0.6L0.6,0.6M0.6,-0.6L-0.6,0.6"
SHAPES = {
    Mark.ROUTINE.value: ("circle", palette.ROUTINE, 28), Mark.BETTER.value: ("circle", palette.BETTER, 130),
    Mark.WORSE.value: ("diamond", palette.WORSE, 150), Mark.CHANGED.value: ("square", palette.INK, 110),
    LEFT_OUT: (CROSS, palette.INK_2, 130),
}
"""Kind of point -> shape, colour and size: better and routine differ in size, all others in shape."""
WIDTH, HEIGHT = 900, 320
MOST_TICKS = 16
DASH = [5, 4]
X, Y = "position", "value"
Layer = dict[str, Any]


def vega_lite(chart: Chart, told: Sequence[str] = ()) -> dict[str, Any]:
    """A Vega-Lite specification as plain values, to be written as JSON; the values are the exact floats of the analysis. ``told``:
    further lines under its title."""
    words = words_for(chart.locale)
    layers = [
        *_limits(chart), *_standards(chart), *_splits(chart), _line(chart), _points(chart, words), *_provisional(chart), *_line_ends(chart),
        *_notes(chart), *_targets(chart),
    ]
    return {
        "$schema": SCHEMA,
        "description": f"{chart.title}. {chart.word_text}. {chart.told}".strip(),
        "title": {"text": chart.title, "subtitle": [text for text in (chart.sentence, chart.detail, *told) if text], "anchor": "start"},
        "width": WIDTH, "height": HEIGHT,
        "background": palette.CARD,
        "encoding": {"x": _x(chart), "y": _y(chart)},
        "layer": layers,
        "config": {"view": {"stroke": None}, "axis": {"labelColor": palette.INK_3, "titleColor": palette.INK_2, "gridOpacity": 0.4}},
    }


def as_json(chart: Chart, told: Sequence[str] = ()) -> str:
    """The specification as JSON text."""
    return json.dumps(vega_lite(chart, told), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _x(chart: Chart) -> dict[str, Any]:
    ticks = thinned(chart.ticks, MOST_TICKS)
    labels = [[tick.label, tick.strong] if tick.label else tick.strong for tick in ticks]
    return {
        "field": X, "type": "quantitative", "title": None,
        "scale": {"domain": [-0.5, chart.end + 0.5], "nice": False, "zero": False},
        "axis": {"values": [tick.position for tick in ticks], "labelExpr": _by_value([tick.position for tick in ticks], labels),
                 "labelOverlap": "greedy", "grid": False},
    }


def _y(chart: Chart) -> dict[str, Any]:
    values = [value for value, _ in chart.axis.ticks]
    return {
        "field": Y, "type": "quantitative", "title": chart.unit or None,
        "scale": {"domain": [chart.axis.low, chart.axis.high], "nice": False, "zero": False},
        "axis": {"values": values, "labelExpr": _by_value(values, [label for _, label in chart.axis.ticks])},
    }


def thinned(ticks: Sequence[ChartTick], most: int) -> list[ChartTick]:
    """The finest rank of ticks of which no more than ``most`` stand; where even the coarsest are more, every second, third … of them."""
    finest = max((tick.rank for tick in ticks), default=0)
    for rank in range(finest, -1, -1):
        found = [tick for tick in ticks if tick.rank <= rank]
        if len(found) <= most:
            return found
    coarsest = [tick for tick in ticks if tick.rank == 0] or list(ticks)
    return coarsest[:: -(-len(coarsest) // most)]


def _by_value(values: Sequence[float], labels: Sequence[Any]) -> str:
    """A Vega expression: the label that belongs to a tick."""
    return f"[{', '.join(map(_text, labels))}][indexof([{', '.join(map(repr, values))}], datum.value)]"


def _text(label: Any) -> str:
    if isinstance(label, list):
        return f"[{', '.join(map(_text, label))}]"
    escaped = str(label).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _rows(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"values": list(rows)}


def _limits(chart: Chart) -> list[Layer]:
    """Band, limits, central line. Lines are rows of corners, one line a run, so that stepped and sloped ones are the same to draw."""
    band: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for number, segment in enumerate(chart.segments):
        upper, central, lower = _runs(segment)
        for part, (top, bottom) in enumerate(zip(upper, lower, strict=True)):
            band += [
                {X: at, "upper": high, "lower": low, "part": f"{number}.{part}"}
                for (at, high), (_, low) in zip(top, bottom, strict=True)
            ]
        shown = [("upper", upper, segment.upper_bound_drawn), ("central", central, False), ("lower", lower, segment.lower_bound_drawn)]
        for name, runs, cut in shown:
            if cut and segment.paths is None:
                continue
            lines += [
                {X: at, Y: value, "line": name, "part": f"{number}.{name}.{part}", "provisional": segment.provisional}
                for part, run in enumerate(runs) for at, value in run
            ]
    if not lines:
        return []
    return [
        {
            "data": _rows(band), "mark": {"type": "area", "color": palette.BAND, "opacity": 1},
            "encoding": {"y": {"field": "upper", "type": "quantitative"}, "y2": {"field": "lower"}, "detail": {"field": "part"}},
        },
        {
            "data": _rows(lines), "mark": {"type": "line"},
            "encoding": {
                "detail": {"field": "part"},
                "color": {"condition": {"test": "datum.line === 'central'", "value": palette.INK}, "value": palette.INK_3},
                "strokeWidth": {"condition": {"test": "datum.line === 'central'", "value": 1.5}, "value": 1},
                "strokeDash": {"condition": {"test": "datum.provisional", "value": DASH}, "value": [1, 0]},
                "order": {"field": X},
            },
        },
    ]


def _runs(segment: ChartSegment) -> tuple[tuple[Run, ...], tuple[Run, ...], tuple[Run, ...]]:
    """Corners of upper limit, central line and lower limit."""
    if segment.paths is not None:
        return segment.paths.upper, segment.paths.central, segment.paths.lower
    if segment.central_line is None or segment.upper is None or segment.lower is None:
        return (), (), ()
    flat = [(((segment.start, y), (segment.end, y)),) for y in (segment.upper, segment.central_line, segment.lower)]
    return flat[0], flat[1], flat[2]


def _splits(chart: Chart) -> list[Layer]:
    """Where new limits begin; another definition is a thicker line with its version."""
    rows = [{X: segment.start, "head": segment.version or segment.head_dates} for segment in chart.segments[1:]]
    if not rows:
        return []
    return [
        {"data": _rows(rows), "mark": {"type": "rule", "color": palette.INK_2}, "encoding": {"y": {"value": 0}, "y2": {"value": HEIGHT}}},
        {
            "data": _rows(rows), "mark": {"type": "text", "align": "left", "baseline": "bottom", "dx": 4, "color": palette.INK_2},
            "encoding": {"y": {"value": -2}, "text": {"field": "head"}},
        },
    ]


def _standards(chart: Chart) -> list[Layer]:
    rows = [{X: one.start, "x2": one.end, Y: one.y, "text": one.text} for one in chart.standards]
    if not rows:
        return []
    return [{
        "data": _rows(rows), "mark": {"type": "rule", "color": palette.INK_2, "strokeDash": [1, 3], "strokeWidth": 2},
        "encoding": {"x2": {"field": "x2"}, "tooltip": {"field": "text"}},
    }]


def kind_of(point: ChartPoint) -> str:
    """What the point's shape says: its mark, or that it is left out of the limits."""
    return LEFT_OUT if point.left_out else point.mark.value


def _row(point: ChartPoint) -> dict[str, Any]:
    return {
        "index": point.index, X: point.position, "day": None if point.day is None else point.day.isoformat(), "period": point.label,
        Y: point.y, "figure": point.figure, "kind": kind_of(point), "provisional": point.provisional, "text": point.text,
    }


def _line(chart: Chart) -> Layer:
    """The values' line, one line a stretch: broken at gaps and splits, past points that are left out."""
    rows, stretch, firsts = [], 0, {segment.first for segment in chart.segments[1:]}
    for point in chart.points:
        stretch += point.y is None or point.index in firsts
        if point.y is not None and not point.left_out:
            rows.append({X: point.position, Y: point.y, "stretch": stretch})
    return {
        "data": _rows(rows), "mark": {"type": "line", "color": palette.ROUTINE, "strokeWidth": 1.25},
        "encoding": {"detail": {"field": "stretch"}, "order": {"field": X}},
    }


def _points(chart: Chart, words: Words) -> Layer:
    """Every point with its sentence; missing figures are rows too, and are drawn nowhere."""
    kinds = [kind for kind in SHAPES if any(kind_of(point) == kind for point in chart.points)] or [Mark.ROUTINE.value]
    told = {kind: words.text("terminal.left_out" if kind == LEFT_OUT else f"point.mark.{kind}") for kind in kinds}
    legend = {"title": None, "orient": "bottom", "values": kinds, "labelExpr": _by_value_text(told)}

    def scale(at: int) -> dict[str, Any]:
        looks = {"domain": list(SHAPES), "range": [shape[at] for shape in SHAPES.values()]}
        return {"field": "kind", "type": "nominal", "scale": looks, "legend": legend}

    solid = {"condition": {"test": "datum.kind === 'left_out'", "value": 0}, "value": 1}
    return {
        "name": "points", "data": _rows(_row(point) for point in chart.points),
        "transform": [{"filter": "isValid(datum.value)"}],
        "mark": {"type": "point", "opacity": 1, "strokeWidth": 1.5},
        "encoding": {
            "shape": scale(0), "color": scale(1), "size": scale(2), "fillOpacity": solid, "fill": scale(1), "tooltip": {"field": "text"},
        },
    }


def _by_value_text(told: dict[str, str]) -> str:
    return f"[{', '.join(map(_text, told.values()))}][indexof([{', '.join(map(_text, told))}], datum.value)]"


def _provisional(chart: Chart) -> list[Layer]:
    """A hollow middle on figures that may still change."""
    rows = [_row(point) for point in chart.points if point.provisional and point.y is not None and not point.left_out]
    if not rows:
        return []
    return [{
        "data": _rows(rows),
        "mark": {"type": "point", "shape": "circle", "filled": True, "color": palette.CARD, "size": 14, "opacity": 1},
        "encoding": {"tooltip": {"field": "text"}},
    }]


def _line_ends(chart: Chart) -> list[Layer]:
    """The figures of the newest lines at their right ends."""
    newest = chart.segments[-1] if chart.segments else None
    if newest is None or newest.central_line is None:
        return []
    ends = [(newest.upper, newest.upper_label), (newest.central_line, newest.typical_label), (newest.lower, newest.lower_label)]
    rows = [{X: newest.end, Y: y, "label": label} for y, label in ends if y is not None and label]
    return [{
        "data": _rows(rows), "mark": {"type": "text", "align": "left", "dx": 6, "color": palette.INK, "clip": False},
        "encoding": {"text": {"field": "label"}},
    }]


def _notes(chart: Chart) -> list[Layer]:
    at = {point.index: point for point in chart.points}
    rows = [
        {X: at[note.index].position, "letter": note.letter, "text": f"{note.letter}  {note.label}: {note.text}"}
        for note in chart.notes if note.index in at
    ]
    if not rows:
        return []
    return [{
        "data": _rows(rows), "mark": {"type": "text", "fontWeight": "bold", "color": palette.INK, "baseline": "top"},
        "encoding": {"y": {"value": 4}, "text": {"field": "letter"}, "tooltip": {"field": "text"}},
    }]


def _targets(chart: Chart) -> list[Layer]:
    rows = [
        {X: one.position, Y: one.y, "label": f"{one.label}: {one.figure}", "text": one.text, "stands": one.look == "stands"}
        for one in chart.targets
    ]
    if not rows:
        return []
    faint = {"condition": {"test": "datum.stands", "value": 1}, "value": 0.45}
    return [
        {
            "data": _rows(rows), "mark": {"type": "point", "shape": "circle", "size": size, "color": palette.INK, "filled": filled},
            "encoding": {"tooltip": {"field": "text"}, "opacity": faint},
        }
        for size, filled in ((150, False), (20, True))
    ] + [{
        "data": _rows(rows), "mark": {"type": "text", "dy": 18, "align": "right", "color": palette.INK_2},
        "encoding": {"text": {"field": "label"}, "opacity": faint},
    }]
