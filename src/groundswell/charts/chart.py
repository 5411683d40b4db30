"""The chart as a value: everything a drawing needs, in the display locale's words, and nothing it has to look up."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Mark(StrEnum):
    """How a point is marked (interface 3): shape first, then word, then colour."""

    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"
    ROUTINE = "routine"


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A point of the chart. ``y`` is None for a missing figure; ``text`` is the full sentence that a reader hears."""

    index: int
    day: date | None
    y: float | None
    label: str
    figure: str
    mark: Mark
    provisional: bool
    left_out: bool
    text: str
    note: str = ""
    stop: bool = False


@dataclass(frozen=True, slots=True)
class ChartSegment:
    """Limits of one stretch: lines are None where they are not drawn (too few figures, or cut at a bound)."""

    first: int
    last: int
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
    """A lettered note on a date, its text under the chart."""

    letter: str
    index: int
    day: date
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ChartTarget:
    """A target, a point above its date."""

    day: date
    y: float
    label: str
    figure: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A smart chart, ready to draw. Same value, same bytes.

    ``word`` is the signal word's mark; ``sentence`` and ``detail`` are the finding in words; ``rests_on`` names rule set,
    version, constants, segments and figures. ``locale`` is a BCP 47 tag. ``unit`` is the measurement unit as shown.
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
    rests_on: tuple[tuple[str, str], ...]
    readout: str
    stale: str = ""
