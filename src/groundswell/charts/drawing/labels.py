"""Labels of the full chart: ticks, line ends, heads, pins, the latest figure. Each is placed where it is free, or left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from groundswell.charts.chart import Chart, ChartNote, ChartTick
from groundswell.charts.drawing.canvas import ASCENT, DESCENT, SMALL_TEXT, TEXT, Box, Plot, Shape, pushed_apart, text_box
from groundswell.charts.drawing.marks import num, reach_of, xml
from groundswell.charts.fonts import text_width

THINNED = (1, 2, 5, 10, 20, 50, 100, 200, 500)
LEADER = 8.0
PIN = 9.5
HeadLine = tuple[str, float, str]
"""A text, its base line and its class."""
WIDEST_END = 0.36
"""The labels at the line ends take at most this part of the paper."""


def text_svg(text: str, x: float, y: float, kind: str = "", anchor: str = "") -> str:
    """A line of text; ``kind`` is its class."""
    class_part = f' class="{kind}"' if kind else ""
    anchor_part = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{class_part} x="{num(x)}" y="{num(y)}"{anchor_part}>{xml(text)}</text>'


@dataclass(frozen=True, slots=True)
class LineEnd:
    """What stands at the end of a line: its figure in bold, then its word; ``word`` empty where there is no room for it."""

    y: float
    figure: str
    word: str


def line_ends(chart: Chart, shape: Shape) -> list[LineEnd]:
    """Labels wanted at the right, in chart values, words as short as the shape needs; upper ones first."""
    found: list[LineEnd] = []
    if chart.segments and chart.segments[-1].central_line is not None:
        newest = chart.segments[-1]
        words = chart.words
        wanted = [(newest.upper, newest.upper_label, words.upper_limit), (newest.central_line, newest.typical_label, words.typical),
                  (newest.lower, newest.lower_label, words.lower_limit)]
        if newest.upper == newest.lower:
            wanted = wanted[1:2]
        found = [LineEnd(y, label, word) for y, label, word in wanted if y is not None and label]
    found += [
        LineEnd(standard.y, standard.figure, chart.words.standard) for standard in chart.standards if standard.end >= chart.end + 0.5
    ]
    last = chart.latest.position if chart.latest else -1
    found += [
        LineEnd(target.y, target.figure, chart.words.target if shape.stacked and not target.beyond else target.label)
        for target in chart.targets if target.position > last and target.look == "stands"
    ]
    return sorted(found, key=lambda end: -end.y)


def end_column(ends: list[LineEnd], shape: Shape) -> tuple[float, float, list[LineEnd]]:
    """Width of the label column, where its words begin in it, and its labels: without words where those would take too much room."""
    if not ends:
        return 0.0, 0.0, ends
    most = shape.width * WIDEST_END
    figures = max(text_width(end.figure, TEXT, strong=True) for end in ends)
    words = max(text_width(end.word, SMALL_TEXT if shape.stacked else TEXT) for end in ends)
    gap = 0.0 if shape.stacked else figures + 8
    width = max(figures, words) if shape.stacked else gap + words
    if width <= most:
        return width, gap, ends
    return min(figures, most), gap, [LineEnd(end.y, end.figure, "") for end in ends]


def draw_line_ends(plot: Plot, ends: list[LineEnd], column: float, gap: float) -> list[str]:
    """Line ends pushed apart to their step, each with a short leader; those that do not fit are left out, the middle ones last."""
    shape, step = plot.shape, plot.shape.label_step
    top, bottom = shape.top + 4, shape.bottom - (14 if shape.stacked else 0)
    room = max(1, int((bottom - top) // step) + 1)
    ends = [end for end in ends if text_width(end.figure, TEXT, strong=True) <= column + 0.01][:room]
    lifted = 5.0 if shape.stacked else 0.0
    places = pushed_apart([min(max(plot.y(end.y), top), bottom) - lifted for end in ends], step, top - lifted, bottom)
    parts = []
    x = plot.right + 14
    for end, place in zip(ends, places, strict=True):
        true = plot.y(end.y)
        parts.append(f'<path class="tick" d="M{num(plot.right + 2)} {num(true)}L{num(plot.right + 2 + LEADER)} {num(place)}"/>')
        baseline = place + 4.5
        plot.boxes.append(text_box(end.figure, x, baseline, strong=True))
        parts.append(text_svg(end.figure, x, baseline, "strong"))
        if end.word and shape.stacked:
            plot.boxes.append(text_box(end.word, x, baseline + 14, size=SMALL_TEXT))
            parts.append(text_svg(end.word, x, baseline + 14, "t12"))
        elif end.word:
            plot.boxes.append(text_box(end.word, x + gap, baseline))
            parts.append(text_svg(end.word, x + gap, baseline))
    return parts


def draw_value_ticks(plot: Plot) -> list[str]:
    """Four or five round ticks at the left, each with its figure."""
    parts = []
    for value, label in plot.chart.axis.ticks:
        y = plot.y(value)
        parts.append(f'<path class="tick" d="M{num(plot.left - 6)} {num(y)}h6"/>')
        box = text_box(label, plot.left - 10, y + 4.5, anchor="end")
        if box[0] >= 0 and plot.free(box):
            plot.boxes.append(box)
            parts.append(text_svg(label, plot.left - 10, y + 4.5, anchor="end"))
    return parts


def draw_time_ticks(plot: Plot) -> list[str]:
    """Ticks of the finest rank whose labels fit; years in bold below, thinned out to every second, fifth, tenth … where need be."""
    ticks, base = plot.chart.ticks, plot.shape.bottom
    rank = next((r for r in (4, 3, 2, 1) if _fit([t for t in ticks if t.rank <= r and t.label], plot)), 0)
    labelled = [tick for tick in ticks if tick.rank <= rank and tick.label] if rank else []
    years = _thinned([tick for tick in ticks if tick.strong], plot)
    marks = [f"M{plot.x(tick.position):.1f} {base:.1f}v5" for tick in (labelled or years)]
    parts = [f'<path class="tick" d="{"".join(marks)}"/>'] if marks else []
    below = [box for box in plot.boxes if box[3] > base]
    parts += _tick_labels(plot, [(tick.position, tick.label) for tick in labelled], base + 20, below, strong=False)
    return parts + _tick_labels(plot, [(tick.position, tick.strong) for tick in years], base + (38 if labelled else 20), below, strong=True)


def _tick_labels(plot: Plot, labels: list[tuple[float, str]], y: float, below: list[Box], *, strong: bool) -> list[str]:
    """One row of labels that keep their distance from one another; those that would meet what hangs below the axis are left out."""
    parts, kind = [], ' class="strong"' if strong else ""
    top, bottom = y - TEXT * ASCENT - 4, y + TEXT * DESCENT + 4
    in_the_row = [(x0 - 4, x1 + 4) for x0, y0, x1, y1 in below if top < y1 and y0 < bottom]
    for position, text in labels:
        x, half = plot.x(position), text_width(text, strong=strong) / 2
        left, right = x - half, x + half
        if left < 0 or right > plot.shape.width:
            continue
        if in_the_row and any(left < x1 and x0 < right for x0, x1 in in_the_row):
            continue
        plot.boxes.append((left, top + 4, right, bottom - 4))
        parts.append(f'<text{kind} x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{xml(text)}</text>')
    return parts


def _thinned(strong: list[ChartTick], plot: Plot) -> list[ChartTick]:
    """All strong ticks, less a first one that meets the next; else those of every second, fifth, tenth … number."""
    own = [tick for tick in strong if tick.rank == 0]
    if _fit(strong, plot, strong=True):
        return strong
    for every in THINNED:
        kept = [tick for tick in own if tick.number % every == 0]
        if _fit(kept, plot, strong=True):
            return kept
    return []


def _fit(ticks: list[ChartTick], plot: Plot, *, strong: bool = False) -> bool:
    """Whether labels at these ticks keep their distance from one another."""
    for one, other in pairwise(ticks):
        room = (other.position - one.position) * plot.step
        if strong:
            wanted = (text_width(one.strong, strong=True) + text_width(other.strong, strong=True)) / 2 + 8
        else:
            wanted = max((text_width(one.label) + text_width(other.label)) / 2 + 8, plot.shape.tick_room)
        if room < wanted:
            return False
    return True


def draw_heads(plot: Plot) -> list[str]:
    """Over each segment its dates and its typical value, where they meet no pin, no next head and no split line."""
    upper, lower = plot.shape.head_lines
    parts = []
    splits = [plot.edge(segment.start) for segment in plot.chart.segments[1:]]
    for number, segment in enumerate(plot.chart.segments):
        x = plot.left if number == 0 else splits[number - 1] + 8
        limit = splits[number] - 6 if number < len(splits) else plot.shape.width
        if not segment.head_typical:
            parts += _beside_line(plot, x, segment.version)
            continue
        dates, typical = segment.head_dates, plot.chart.words.head_typical.format(typical=segment.head_typical)
        short = plot.chart.words.head_typical.format(typical=segment.typical_label)
        wanted: list[tuple[HeadLine, ...]] = [
            ((dates, upper, "mid"), (typical, lower, "strong")), ((dates, upper, "mid"), (short, lower, "strong")),
            ((typical, lower, "strong"),), ((short, lower, "strong"),), ((short, upper, "strong"),),
            ((plot.chart.words.typical.lower(), upper, "mid"), (segment.typical_label, lower, "strong")),
            ((segment.typical_label, lower, "strong"),),
        ]
        if segment.version:
            firsts = (f"{segment.version} · {dates}", segment.version)
            told = ((first, each) for first in firsts for each in (typical, short, segment.typical_label))
            wanted = [*(((first, upper, "mid"), (each, lower, "strong")) for first, each in told), *wanted]
        head = _first_that_fits(plot, x, limit, wanted)
        parts += head if any(segment.version in part for part in head) else [*head, *_beside_line(plot, x, segment.version)]
    return parts


def _beside_line(plot: Plot, x: float, version: str) -> list[str]:
    """The version alone, right of its double line or left of it; its note under the chart says it where neither is free."""
    for y in plot.shape.head_lines if version else ():
        for at, anchor in ((x, ""), (x - 16, "end")):
            box = text_box(version, at, y, anchor=anchor)
            if plot.free(box, 4) and not plot.crossed(box):
                plot.boxes.append(box)
                return [text_svg(version, at, y, "mid", anchor)]
    return []


def _first_that_fits(plot: Plot, x: float, limit: float, wanted: Sequence[tuple[HeadLine, ...]]) -> list[str]:
    """The first group of lines that is free, left of ``limit``; nothing where none is."""
    for lines in wanted:
        boxes = [text_box(text, x, y, strong=kind == "strong") for text, y, kind in lines]
        if all(plot.free(box, 4) and box[2] <= limit and not plot.crossed(box) for box in boxes):
            plot.boxes += boxes
            return [text_svg(text, x, y, kind) for text, y, kind in lines]
    return []


def draw_pins(plot: Plot) -> list[str]:
    """Lettered pins off their points; one on a split stands on its line, at the axis."""
    parts = []
    for note in plot.chart.notes:
        reach = max(PIN, text_width(note.letter, SMALL_TEXT, strong=True) / 2 + 4)
        spot = _pin_spot(plot, note, reach)
        if spot is None:
            continue
        x, y, stem = spot
        plot.boxes.append((x - reach, y - reach, x + reach, y + reach))
        if stem:
            parts.append(f'<path class="stem" d="{stem}"/>')
        parts.append(f'<circle class="flag" cx="{num(x)}" cy="{num(y)}" r="{num(reach)}"/>')
        parts.append(text_svg(note.letter, x, y + 4.2, "flagt", "middle"))
    return parts


def _pin_spot(plot: Plot, note: ChartNote, reach: float) -> tuple[float, float, str] | None:
    """Middle of a pin and its stem: over the point, under it, farther off, at the axis; None where nothing is free."""
    point = plot.chart.points[note.index]
    x, y, base = plot.xs[note.index], plot.ys[note.index], plot.shape.bottom
    own = None
    if note.on_split:
        own = next((plot.edge(s.start) for s in plot.chart.segments[1:] if s.first == note.index), None)
    at_axis = (own if own is not None else x, base)
    if own is not None and plot.free(_around(own, base, reach), 1):
        return own, base, ""
    if y is not None:
        size = reach_of(point, plot.shape.dot, plot.shape.mark)
        for away in range(24, 150, 6):
            for middle in (y - away, y + away):
                box = _around(x, middle, reach)
                if middle - reach < 2 or middle + reach > base - 3 or not plot.free(box, 1) or plot.crossed(box):
                    continue
                side = -1 if middle < y else 1
                return x, middle, f"M{num(x)} {num(y + side * (size + 1.5))}V{num(middle - side * reach)}"
    return (*at_axis, "") if plot.free(_around(*at_axis, reach), 1) else None


def _around(x: float, y: float, reach: float) -> Box:
    return x - reach, y - reach, x + reach, y + reach


def draw_latest(plot: Plot) -> list[str]:
    """The latest figure beside its point, where there is room."""
    latest = plot.chart.latest
    y = plot.ys[latest.index] if latest is not None else None
    if latest is None or y is None:
        return []
    x = plot.xs[latest.index]
    kind = "strong val" if _on_band(plot, y) else "strong"
    top, bottom = plot.shape.head_lines[1] + 6, plot.shape.bottom - 2
    spots = []
    for dx, dy, anchor in ((10, 4.5, "start"), (0, -12, "middle"), (0, 21, "middle"), (-4, -12, "end"), (-4, 21, "end")):
        box = text_box(latest.figure, x + dx, y + dy, strong=True, anchor=anchor)
        inside = box[0] >= plot.left + 2 and box[2] <= plot.right - 1 and box[1] >= top and box[3] <= bottom
        if inside and plot.free(box, 3) and not plot.crossed((box[0] + 4, box[1] + 4, box[2] - 4, box[3] - 4)):
            spots.append((box, text_svg(latest.figure, x + dx, y + dy, kind, "" if anchor == "start" else anchor)))
    lines = _newest_lines(plot)
    clear = [spot for spot in spots if not any(spot[0][1] - 1 < line < spot[0][3] + 1 for line in lines)]
    for box, svg in (clear or spots)[:1]:
        plot.boxes.append(box)
        return [svg]
    return []


def _newest_lines(plot: Plot) -> list[float]:
    """Heights of the newest limits, central line and standard, which a text had better not lie on."""
    newest = plot.chart.segments[-1] if plot.chart.segments else None
    lines = [] if newest is None else [value for value in (newest.lower, newest.central_line, newest.upper) if value is not None]
    return [plot.y(value) for value in [*lines, *(standard.y for standard in plot.chart.standards[-1:])]]


def _on_band(plot: Plot, y: float) -> bool:
    """Whether a height lies between the newest limits, where a text needs the band's colour about it."""
    newest = plot.chart.segments[-1] if plot.chart.segments else None
    if newest is None or newest.lower is None or newest.upper is None:
        return False
    return plot.y(newest.upper) <= y <= plot.y(newest.lower)
