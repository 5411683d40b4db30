"""The chart drawn in characters, for a terminal: any width, Unicode or plain ASCII, right without any colour."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from groundswell.charts.chart import Chart, ChartPoint, ChartSegment, ChartTick, Mark, Run
from groundswell.words import Words, words_for

NARROWEST, WIDEST = 30, 240
HEIGHT = 15
ROOM_FOR_SCALE = 50
"""Narrower than this there is no scale at the left: the figures at the line ends say it."""
LEFT_OUT, PROVISIONAL, MISSING = "left_out", "provisional", "missing"
IMPORTANCE = (Mark.WORSE.value, Mark.BETTER.value, Mark.CHANGED.value, LEFT_OUT, PROVISIONAL, Mark.ROUTINE.value, MISSING)
"""Which of several points in one column is drawn."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters of one alphabet. Each kind of point has a shape of its own."""

    points: dict[str, str]
    limit: str
    limit_provisional: str
    central: str
    split: str
    target: str
    standard: str
    axis: str
    corner: str
    tick: str
    steps: str


UNICODE = Signs(
    {
        Mark.WORSE.value: "◆", Mark.BETTER.value: "●", Mark.CHANGED.value: "■", LEFT_OUT: "×", PROVISIONAL: "○",
        Mark.ROUTINE.value: "•", MISSING: "┊",
    },
    "─", "╌", "━", "│", "◎", "═", "─", "└", "┴", "▁▂▃▄▅▆▇█",
)
ASCII = Signs(
    {
        Mark.WORSE.value: "W", Mark.BETTER.value: "B", Mark.CHANGED.value: "C", LEFT_OUT: "x", PROVISIONAL: "?",
        Mark.ROUTINE.value: "o", MISSING: ":",
    },
    "-", ".", "=", "|", "@", "~", "-", "+", "+", "_.-~^",
)
COLOURS = {Mark.WORSE.value: "33", Mark.BETTER.value: "34", Mark.CHANGED.value: "1", LEFT_OUT: "2"}
"""ANSI codes; they repeat what the shape says."""


@dataclass(frozen=True, slots=True)
class TerminalLook:
    """``width`` in columns, held between NARROWEST and WIDEST; ``ascii`` where the terminal cannot show more; ``colour`` only repeats."""

    width: int = 80
    height: int = HEIGHT
    ascii: bool = False
    colour: bool = False


@dataclass(slots=True)
class _Field:
    """The grid between the axes. Cells hold a character and, for a point, its kind."""

    chart: Chart
    signs: Signs
    columns: int
    rows: int
    cells: list[list[str]] = field(default_factory=list)
    kinds: dict[tuple[int, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cells = [[" "] * self.columns for _ in range(self.rows)]

    def column(self, position: float) -> int:
        part = (position + 0.5) / (self.chart.end + 1)
        return max(0, min(self.columns - 1, int(part * self.columns)))

    def row(self, value: float) -> int:
        axis = self.chart.axis
        part = (value - axis.low) / (axis.high - axis.low)
        return max(0, min(self.rows - 1, round((1 - part) * (self.rows - 1))))

    def put(self, column: int, row: int, sign: str) -> None:
        self.cells[row][column] = sign


def terminal_text(chart: Chart, look: TerminalLook | None = None) -> str:
    """Name, finding, the drawing with its scale and line ends, a key of the signs in it, and the notes; lines end without blanks."""
    look = look or TerminalLook()
    width = max(NARROWEST, min(WIDEST, look.width))
    signs, words = ASCII if look.ascii else UNICODE, words_for(chart.locale)
    left = max((text_cells(label) for _, label in chart.axis.ticks), default=0) if width >= ROOM_FOR_SCALE else 0
    ends = _line_ends(chart)
    right = max((text_cells(label) for _, label in ends), default=0)
    plot = _Field(chart, signs, max(8, width - left - (1 if left else 0) - 1 - (right + 1 if right else 0)), max(7, look.height))
    _draw(plot)
    lines = [*_wrapped(chart.title, width), *_wrapped(f"{chart.word_text}. {chart.told}".strip(), width), ""]
    pins = _pins(plot)
    if pins.strip():
        lines.append(" " * (left + 1 if left else 0) + " " + pins)
    lines += _framed(plot, left, ends, look)
    lines += _time_axis(plot, left)
    lines += ["", *_wrapped(_key(plot, words), width)]
    for note in chart.notes:
        lines += _wrapped(f"{note.letter}  {note.label}: {note.text}", width)
    for target in chart.targets:
        lines += _wrapped(f"{signs.target}  {target.text}", width)
    text = "\n".join(line.rstrip() for line in lines).rstrip() + "\n"
    return _plain(text) if look.ascii else text


def spark_text(values: Iterable[float | None], *, width: int = 40, ascii_only: bool = False) -> str:
    """The newest ``width`` figures as a row of bars, a blank for each that is missing; a level line where all are equal."""
    newest = list(values)[-width:]
    there = [value for value in newest if value is not None]
    if not there:
        return ""
    steps, low, high = (ASCII if ascii_only else UNICODE).steps, min(there), max(there)
    reach, most = high / 2 - low / 2, len(steps) - 1

    def step(value: float) -> int:
        return min(most, int((value / 2 - low / 2) / reach * len(steps))) if reach else most // 2

    return "".join(" " if value is None else steps[step(value)] for value in newest)


def text_cells(text: str) -> int:
    """How many columns a text takes: wide characters two, marks that stand on others none."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Cf", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _draw(plot: _Field) -> None:
    """Back to front: limits, central line, splits, standards, targets, points."""
    for segment in plot.chart.segments:
        _draw_lines(plot, segment)
    for segment in plot.chart.segments[1:]:
        for row in range(plot.rows):
            plot.put(plot.column(segment.start), row, plot.signs.split)
    for standard in plot.chart.standards:
        for column in range(plot.column(standard.start), plot.column(standard.end) + 1):
            plot.put(column, plot.row(standard.y), plot.signs.standard)
    for target in plot.chart.targets:
        plot.put(plot.column(target.position), plot.row(target.y), plot.signs.target)
    drawn: dict[int, list[ChartPoint]] = {}
    for point in plot.chart.points:
        drawn.setdefault(plot.column(point.position), []).append(point)
    for column, points in drawn.items():
        _draw_points(plot, column, points)


def _draw_points(plot: _Field, column: int, points: Sequence[ChartPoint]) -> None:
    """The points of one column: all that lie in rows of their own; in one row the one that matters most."""
    for point in sorted(points, key=lambda each: IMPORTANCE.index(kind_of(each)), reverse=True):
        kind = kind_of(point)
        if point.y is None and len(points) > 1:
            continue
        row = plot.rows - 1 if point.y is None else plot.row(point.y)
        plot.put(column, row, plot.signs.points[kind])
        plot.kinds[column, row] = kind


def kind_of(point: ChartPoint) -> str:
    """What the point's sign says."""
    if point.y is None:
        return MISSING
    if point.left_out:
        return LEFT_OUT
    return PROVISIONAL if point.mark is Mark.ROUTINE and point.provisional else point.mark.value


def _draw_lines(plot: _Field, segment: ChartSegment) -> None:
    limit = plot.signs.limit_provisional if segment.provisional else plot.signs.limit
    if segment.paths is not None:
        for sign, runs in ((limit, segment.paths.upper), (limit, segment.paths.lower), (plot.signs.central, segment.paths.central)):
            for run in runs:
                _draw_run(plot, run, sign)
        return
    if segment.central_line is None or segment.upper is None or segment.lower is None:
        return
    for sign, y, drawn in (
        (limit, segment.upper, not segment.upper_bound_drawn), (limit, segment.lower, not segment.lower_bound_drawn),
        (plot.signs.central, segment.central_line, True),
    ):
        if drawn:
            _draw_run(plot, ((segment.start, y), (segment.end, y)), sign)


def _draw_run(plot: _Field, run: Run, sign: str) -> None:
    for (x0, y0), (x1, y1) in pairwise(run):
        first, last = plot.column(x0), plot.column(x1)
        for column in range(first, last + 1):
            part = 0.0 if last == first else (column - first) / (last - first)
            plot.put(column, plot.row(y0 + (y1 - y0) * part), sign)


def _line_ends(chart: Chart) -> list[tuple[float, str]]:
    """Value and figure of the newest lines, the highest first; one of several that are the same."""
    newest = chart.segments[-1] if chart.segments else None
    if newest is None or newest.central_line is None:
        return []
    if newest.upper == newest.lower:
        return [(newest.central_line, newest.typical_label)]
    ends = [(newest.upper, newest.upper_label), (newest.central_line, newest.typical_label), (newest.lower, newest.lower_label)]
    return [(value, label) for value, label in ends if value is not None and label]


def _framed(plot: _Field, left: int, ends: Sequence[tuple[float, str]], look: TerminalLook) -> list[str]:
    """Rows with the scale at the left and the line ends at the right."""
    scale: dict[int, str] = {}
    for value, label in plot.chart.axis.ticks:
        scale.setdefault(plot.row(value), label)
    beside = _apart([plot.row(value) for value, _ in ends], plot.rows)
    right = dict(zip(beside, (label for _, label in ends), strict=True))
    lines = []
    for row in range(plot.rows):
        label = scale.get(row, "")
        head = " " * (left - text_cells(label)) + label + " " if left else ""
        lines.append(f"{head}{plot.signs.split}{_row_text(plot, row, look)} {right.get(row, '')}")
    return lines


def _row_text(plot: _Field, row: int, look: TerminalLook) -> str:
    cells = []
    for column, sign in enumerate(plot.cells[row]):
        code = COLOURS.get(plot.kinds.get((column, row), "")) if look.colour else None
        cells.append(f"\x1b[{code}m{sign}\x1b[0m" if code else sign)
    return "".join(cells)


def _apart(wanted: Sequence[int], rows: int) -> list[int]:
    """Rows as near as can be to those wanted, in order, one label a row."""
    found: list[int] = []
    for at, row in enumerate(wanted):
        latest = rows - (len(wanted) - at)
        found.append(min(max(row, found[-1] + 1 if found else 0), latest))
    return found


def _pins(plot: _Field) -> str:
    """The letters of the notes above their points."""
    row = [" "] * plot.columns
    at = {point.index: point.position for point in plot.chart.points}
    for note in plot.chart.notes:
        if note.index in at:
            row[plot.column(at[note.index])] = note.letter[:1]
    return "".join(row)


def _time_axis(plot: _Field, left: int) -> list[str]:
    """The axis with a sign at each label, then labels and years where they fit."""
    ticks = _fitting(plot)
    axis = [plot.signs.axis] * plot.columns
    names, years = [" "] * (plot.columns + 12), [" "] * (plot.columns + 12)
    for tick in ticks:
        column = plot.column(tick.position)
        axis[column] = plot.signs.tick
        _write(names, column, tick.label or tick.strong)
        if tick.label:
            _write(years, column, tick.strong)
    room = " " * (left + 1 if left else 0)
    limit = plot.columns
    lines = [room + plot.signs.corner + "".join(axis), f"{room} {''.join(names)[:limit + 1]}"]
    return [*lines, f"{room} {''.join(years)[:limit + 1]}"] if "".join(years).strip() else lines


def _fitting(plot: _Field) -> list[ChartTick]:
    """The finest rank of ticks whose labels keep apart; where even the coarsest do not, some of them."""
    ticks = plot.chart.ticks
    for rank in range(max((tick.rank for tick in ticks), default=0), -1, -1):
        found = [tick for tick in ticks if tick.rank <= rank]
        if found and _keep_apart(plot, found):
            return found
    coarsest = [tick for tick in ticks if tick.rank == 0] or list(ticks[:1])
    for step in range(2, len(coarsest) + 1):
        if _keep_apart(plot, coarsest[::step]):
            return coarsest[::step]
    return coarsest[:1]


def _keep_apart(plot: _Field, ticks: Sequence[ChartTick]) -> bool:
    places = [(plot.column(tick.position), max(text_cells(tick.label), text_cells(tick.strong))) for tick in ticks]
    inside = places[-1][0] + places[-1][1] <= plot.columns + 1
    return inside and all(at + size < after for (at, size), (after, _) in pairwise(places))


def _write(row: list[str], column: int, text: str) -> None:
    for at, sign in enumerate(text):
        if column + at < len(row):
            row[column + at] = sign


def _key(plot: _Field, words: Words) -> str:
    """The signs that stand in this drawing, each with its word."""
    chart, signs = plot.chart, plot.signs
    there = {kind_of(point) for point in chart.points}
    told = {
        LEFT_OUT: words.text("terminal.left_out"), PROVISIONAL: words.text("terminal.provisional"), MISSING: words.text("terminal.missing"),
    }
    parts = [f"{signs.points[kind]} {told.get(kind) or words.text(f'point.mark.{kind}')}" for kind in IMPORTANCE if kind in there]
    newest = chart.segments[-1] if chart.segments else None
    if newest is not None and newest.central_line is not None:
        parts.append(f"{signs.central} {chart.words.typical}")
        parts.append(f"{signs.limit_provisional if newest.provisional else signs.limit} {words.text('terminal.limits')}")
    if chart.standards:
        parts.append(f"{signs.standard} {chart.words.standard}")
    return "   ".join(parts)


def _wrapped(text: str, width: int) -> list[str]:
    """Lines no wider than ``width``, broken at spaces; a word that is wider stands on a line of its own, cut."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_cells(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(_shortened(word, width))
    return [line for line in lines if line.strip()]


def _shortened(word: str, width: int) -> str:
    if text_cells(word) <= width:
        return word
    while text_cells(word) >= width:
        word = word[:-1]
    return word + "…"


def _plain(text: str) -> str:
    """ASCII alone: typographic signs by their plain forms, letters without their accents, and a question mark for the rest."""
    for sign, plain in {"−": "-", "–": "-", "—": "-", "…": ".", "×": "x", "’": "'", "‘": "'", "“": '"', "”": '"', "→": "->"}.items():
        text = text.replace(sign, plain)
    return unicodedata.normalize("NFKD", text).encode("ascii", "replace").decode() if not text.isascii() else text
