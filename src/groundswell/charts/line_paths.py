"""Lines that differ from point to point, as runs of corners on the chart's axes: stepped where periods stand alone, sloped for a trend."""

from collections.abc import Sequence

from groundswell.charts.chart import LinePaths, Run
from groundswell.domain.measurement.chart_kind import KindName
from groundswell.domain.xmr.analysis import PointLines, Segment, XmrAnalysis

Place = tuple[float, float, float]
"""Where a point's lines begin, where the point stands, where they end."""


def line_paths(analysis: XmrAnalysis, segment: Segment, places: Sequence[float]) -> LinePaths | None:
    """The drawn lines of one segment; None where one value holds for all its points.

    Points without lines break them. The last ones end half a period after the last point: of the next nothing is known yet.
    """
    if analysis.lines is None:
        return None
    own = list(zip(range(segment.first, segment.last + 1), analysis.lines[segment.first:segment.last + 1], strict=True))
    sloped = analysis.kind.name is KindName.TRENDED
    groups: list[list[tuple[Place, PointLines]]] = [[]]
    for at, lines in own:
        if lines is None:
            groups.append([])
            continue
        begin = (places[at - 1] + places[at]) / 2 if at else places[at] - 0.5
        end = (places[at] + places[at + 1]) / 2 if at + 1 < len(places) else places[at] + 0.5
        groups[-1].append(((begin, places[at], end), lines))
    found = [group for group in groups if group]
    corner = _sloped if sloped else _stepped
    return LinePaths(
        tuple(corner([(place, lines.central_line) for place, lines in group]) for group in found),
        tuple(corner([(place, lines.drawn_upper) for place, lines in group]) for group in found),
        tuple(corner([(place, lines.drawn_lower) for place, lines in group]) for group in found),
    )


def _stepped(group: Sequence[tuple[Place, float]]) -> Run:
    """Each point's value over the whole of its period; neighbours alike are one line."""
    corners: list[tuple[float, float]] = []
    for (begin, _, end), y in group:
        if corners and corners[-1][1] == y:
            corners[-1] = end, y
        else:
            corners += [(begin, y), (end, y)]
    return tuple(corners)


def _sloped(group: Sequence[tuple[Place, float]]) -> Run:
    """A straight line from the beginning of the first point's period to the end of the last one's."""
    (begin, first, _), y0 = group[0]
    (_, last, end), y1 = group[-1]
    slope = (y1 - y0) / (last - first) if last > first else 0.0
    return (begin, y0 + slope * (begin - first)), (end, y1 + slope * (end - last))
