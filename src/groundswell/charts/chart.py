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
    calendar). ``stop``: a tab stop. ``held_back``: there is a figure, and it is not shown, to protect people.
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
    held_back: bool = False


class ChartTick(NamedTuple):
    """A mark on the time axis: ``label`` under it, ``strong`` (a year) under that. Finer ticks have a higher ``rank``.

    Ticks of rank 0 are thinned out by ``number`` (the year, or the place in an undated series) where not every one fits.
    """

    position: float
    label: str
    strong: str
    rank: int
    number: int = 0


Run = tuple[tuple[float, float], ...]
"""Corners of an unbroken line: a position on the time axis and a value each."""


class LinePaths(NamedTuple):
    """Lines that differ from point to point, cut at bounds as they are drawn; a run each for what a missing line does not break.

    They end with the last period, for whose limits alone they stand, and do not run on to the edge of the plot.
    """

    central: tuple[Run, ...]
    upper: tuple[Run, ...]
    lower: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ChartSegment:
    """Limits of one stretch: lines are None where there are too few figures.

    ``lower``/``upper`` end the band; ``lower_bound_drawn`` says that a bound took the limit's place, so that its line is not drawn.
    ``start`` and ``end`` are positions on the time axis. ``version`` names the version of the definition that begins here, if one does.
    ``paths`` are the lines where they differ from point to point; the single values are then those at the newest figure.
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
    version: str = ""
    paths: LinePaths | None = None


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
    """A target, a point above its date. ``beyond``: its date lies so far ahead that it stands at the end of the axis.

    ``look``: ``stands``; ``past``, its date is over; ``replaced``, another one took its place, or it was withdrawn. The last two are faint.
    """

    day: date
    position: float
    y: float
    label: str
    figure: str
    text: str
    beyond: bool = False
    look: str = "stands"


@dataclass(frozen=True, slots=True)
class ChartStandard:
    """A minimum standard while it is in force: a thin fence whose pales stand on the side that is not wanted.

    ``up``: the wanted side is above it; None where no direction is wanted. ``text`` is what a reader hears.
    """

    start: float
    end: float
    y: float
    figure: str
    text: str
    up: bool | None


@dataclass(frozen=True, slots=True)
class Symbol:
    """A sign of our own: its meaning is carried by shape and letter, colour only repeats it.

    ``code``: better, worse, changed, routine (variation), or always, by_luck, never (assurance). ``up``: as of a standard.
    ``text`` says the same in words.
    """

    code: str
    letter: str
    text: str
    up: bool = True


@dataclass(frozen=True, slots=True)
class ChartAim:
    """One target in words: what is wanted by when, how the level stands to it, what is asked of the process.

    ``state`` is the code of its word. ``aimed``: it is the one that is next to come. ``redesign``: the ask is beyond the process.
    """

    day: date
    named: str
    state: str
    word: str
    sentence: str
    ask: str
    more: str
    aimed: bool = False
    passed: bool = False


@dataclass(frozen=True, slots=True)
class ChartBand:
    """Where figures are wanted, neither lower nor higher: two hairlines over the whole axis. ``text`` is what a reader hears."""

    lower: float
    upper: float
    text: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that is wanted of a measure, in words. ``standard`` names the minimum standard in force, empty where there is none.

    ``band`` says how the level stands to the band in which figures are wanted; empty without one.
    """

    aims: tuple[ChartAim, ...] = ()
    standard: str = ""
    standard_sentence: str = ""
    standard_certainty: str = ""
    assurance: Symbol | None = None
    band: str = ""

    @property
    def aim(self) -> ChartAim | None:
        """The target that is next to come, or the last one."""
        return next((aim for aim in self.aims if aim.aimed), None)

    @property
    def said(self) -> str:
        """The sentences that go with the chart wherever it is shown or told."""
        aim = self.aim
        return " ".join(part for part in (self.band, aim.sentence if aim else "", self.standard_sentence) if part)


NOTHING_WANTED = Wanted()


@dataclass(frozen=True, slots=True)
class ChartProposed:
    """A split that somebody has yet to decide on: a dotted line at ``position``, told by its label. The lines know nothing of it."""

    position: float
    label: str


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
    standard: str


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
    ``typical`` is the typical value as the sentence writes it, to be set in bold, and ``typical_at`` where it begins; empty and -1 where
    it is not in it.
    ``end`` is the last position of the time axis, a target's date included. ``readout`` is what the latest point says.
    ``rules`` names the rule set and its version.
    ``standards`` are the minimum standards by the time they hold; ``wanted`` says how the measure stands to them and its targets.
    ``variation``: the sign of the measure's word; None without limits. ``wished``: the band in which figures are wanted.
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
    typical_at: int = -1
    rests_on: tuple[tuple[str, str], ...] = ()
    readout: str = ""
    stale: str = ""
    rules: str = ""
    standards: tuple[ChartStandard, ...] = ()
    wanted: Wanted = NOTHING_WANTED
    variation: Symbol | None = None
    proposed: ChartProposed | None = None
    wished: ChartBand | None = None

    @property
    def sentence_parts(self) -> tuple[str, str, str]:
        """The sentence before its typical value, that value, and what follows; the last two are empty where it tells none."""
        if self.typical_at < 0:
            return self.sentence, "", ""
        end = self.typical_at + len(self.typical)
        return self.sentence[:self.typical_at], self.typical, self.sentence[end:]

    @property
    def told(self) -> str:
        """What the whole chart says, for those who hear it: the finding, its smaller line, and what is wanted."""
        return " ".join(part for part in (self.sentence, self.detail, self.wanted.said) if part)

    @property
    def latest(self) -> ChartPoint | None:
        """The newest point that has a figure."""
        return next((point for point in reversed(self.points) if point.y is not None), None)
