"""The chart as a value: everything a drawing needs, in the display locale's words, and nothing it has to look up."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Mark(StrEnum):
    """How a point is marked (interface 3): shape first, then word, then colour."""

    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"
    ROUTINE = "routine"


class ChartPoint(NamedTuple):
    """A point of the chart. ``y`` is None for a missing figure; ``text`` is the full sentence that a reader hears.

    ``index`` is its place in the series; ``position`` counts periods from the first point (days, in mean steps, where there is no
    calendar). ``stop``: a tab stop.
    """

    index: int  # type: ignore[assignment]  # a point is never searched as a tuple
    position: float
    day: date | None
    y: float | None
    label: str
    figure: str
    mark: Mark = Mark.ROUTINE
    provisional: bool = False
    left_out: bool = False
    text: str = ""
    note: str = ""
    stop: bool = False


class ChartTick(NamedTuple):
    """A mark on the time axis: ``label`` under it, ``strong`` (a year) under that. Finer ticks have a higher ``rank``.

    Ticks of rank 0 are thinned out by ``number`` (the year, or the place in an undated series) where not every one fits.
    """

    position: float
    label: str
    strong: str
    rank: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class ChartSegment:
    """Limits of one stretch: lines are None where there are too few figures.

    ``lower``/``upper`` end the band; ``lower_bound_drawn`` says that a bound took the limit's place, so that its line is not drawn.
    ``start`` and ``end`` are positions on the time axis.
    """

    first: int
    last: int
    start: float
    end: float
    central_line: float | None
    lower: float | None
    upper: float | None
    lower_bound_drawn: bool
    upper_bound_drawn: bool
    provisional: bool
    head_dates: str
    head_typical: str
    typical_label: str
    lower_label: str
    upper_label: str


@dataclass(frozen=True, slots=True)
class ChartNote:
    """A lettered note on a date, its text under the chart. ``on_split``: it stands on the line of the split that begins there."""

    letter: str
    index: int
    day: date | None
    label: str
    text: str
    on_split: bool = False


@dataclass(frozen=True, slots=True)
class ChartTarget:
    """A target, a point above its date. ``beyond``: its date lies so far ahead that it stands at the end of the axis."""

    day: date
    position: float
    y: float
    label: str
    figure: str
    text: str
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The words that every drawing of the chart uses."""

    role: str
    typical: str
    head_typical: str
    upper_limit: str
    lower_limit: str
    target: str
    missing: str


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """From ``low`` to ``high``, with round ticks; a tick is a value and its label."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A smart chart, ready to draw. Same value, same bytes.

    ``word`` is the signal word's mark; ``sentence`` and ``detail`` are the finding in words; ``rests_on`` names rule set,
    version, constants, segments and figures. ``locale`` is a BCP 47 tag. ``unit`` is the measurement unit as shown.
    ``typical`` is the typical value as the sentence writes it, to be set in bold; empty where it is not in it.
    ``end`` is the last position of the time axis, a target's date included. ``readout`` is what the latest point says.
    """

    title: str
    sentence: str
    detail: str
    word: Mark
    word_text: str
    unit: str
    locale: str
    cadence: str
    points: tuple[ChartPoint, ...]
    segments: tuple[ChartSegment, ...]
    notes: tuple[ChartNote, ...]
    targets: tuple[ChartTarget, ...]
    axis: ValueAxis
    ticks: tuple[ChartTick, ...]
    end: float
    words: ChartWords
    typical: str = ""
    rests_on: tuple[tuple[str, str], ...] = ()
    readout: str = ""
    stale: str = ""

    @property
    def latest(self) -> ChartPoint | None:
        """The newest point that has a figure."""
        return next((point for point in reversed(self.points) if point.y is not None), None)
