"""Marram Harbour Council, made up: thirteen measures with stories in them, as plain values.

The figures come from a seeded generator and the months count back from the last full month before the day that is
handed in, so the demo never looks stale and one day always gives the same figures. Nothing here touches a database.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from groundswell.domain.awareness.reactions import ReactionKind
from groundswell.domain.measurement.definition import Direction
from groundswell.domain.measurement.exact import Exact, rounded
from groundswell.domain.measurement.period import add_months

ORGANISATION = "Marram Harbour Council"
OWNER = "Mara Quill"
RESTATED = "Repairs of the last week were booked a month late; the register is put right."


@dataclass(frozen=True, slots=True)
class Story:
    """What somebody did or said about a month; ``back`` counts months before the last one."""

    back: int
    text: str
    author: str = OWNER


@dataclass(frozen=True, slots=True)
class Words:
    """A reaction of somebody who was shown the chart, and the owner's answer where there is one."""

    kind: ReactionKind
    text: str
    name: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """A target: the level wanted, how many months after the last one, and why."""

    value: str
    ahead: int
    why: str


@dataclass(frozen=True, slots=True)
class Least:
    """A minimum standard that holds from so many months before the last one on, and who asks for it."""

    value: str
    back: int
    why: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a measure's figures are made: a usual level and spread, steps of level from a month on, and single odd months."""

    level: float
    spread: float
    months: int
    seed: int
    steps: Mapping[int, float] = field(default_factory=dict)
    odd: Mapping[int, float] = field(default_factory=dict)
    missing: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class DemoMeasure:
    """One measure of the harbour council with its history. ``split``, ``left_out`` and ``notes`` are a person's acts."""

    name: str
    description: str
    measurement_unit: str
    direction: Direction
    decimals: int
    pattern: Pattern
    bounds: tuple[str | None, str | None] = (None, None)
    split: Story | None = None
    left_out: Story | None = None
    notes: tuple[Story, ...] = ()
    aim: Aim | None = None
    least: Least | None = None
    reactions: tuple[Words, ...] = ()
    asked: str = ""
    """The question that went with the chart when it was shown."""
    first_said: Mapping[int, str] = field(default_factory=dict)
    """Figures that the first file gave otherwise; the second file restates them."""


PERCENT = ("0", "100")

MEASURES: tuple[DemoMeasure, ...] = (
    DemoMeasure(
        "Ferry crossings that leave on time", "Share of scheduled crossings that cast off within five minutes, by month.",
        "%", Direction.UP, 1, Pattern(90.6, 0.9, 34, 11, odd={2: 86.8, 1: 88.4, 0: 86.7}), PERCENT,
        least=Least("90", 33, "The licence of the ferry service asks for it."),
        asked="What else was happening around those months?",
        reactions=(Words(ReactionKind.QUESTION, "Is this the new timetable, or the crane work on the east berth?", "Ines Marlow"),),
    ),
    DemoMeasure(
        "Days to answer a complaint", "Median working days from receipt to full answer, by month, all harbour services.",
        "working days", Direction.DOWN, 1,
        Pattern(25.6, 1.9, 43, 5, steps={7: 16.1}, odd={33: 37.2, 21: 44.8}), ("0", None),
        split=Story(7, "One person reads every complaint on the day it arrives. We know the cause, we want it, and it will stay."),
        left_out=Story(21, "The records system was down for most of the month: not our process."),
        notes=(Story(33, "Storm in the second week: 61 complaints in five days."),),
        aim=Aim("14", 5, "Fourteen is what people told us they can plan with."),
        asked="What would you have to hear from people who complain, to believe this?",
        reactions=(
            Words(ReactionKind.QUESTION, "Do the hard ones now wait longer while the easy ones go fast?", "Ines Marlow"),
            Words(ReactionKind.INSIGHT, "I thought it was luck. Eight months is not luck.", "", "Four more months settle the limits."),
        ),
    ),
    DemoMeasure(
        "Near misses that crews report", "Reports of a near miss handed in by crews, by month. More reports can mean more trust.",
        "reports", Direction.NEUTRAL, 0, Pattern(18.6, 3.4, 34, 74, steps={7: 27.5}), ("0", None),
        asked="What changed around then: the work itself, or the way it is counted?",
        reactions=(Words(ReactionKind.CAUSE, "Did the new form make it easier?", "Tom Adeyemi"),),
    ),
    DemoMeasure("Street lights mended within 5 days", "Share of reported faults mended within five working days, by month.",
                "%", Direction.UP, 1, Pattern(88.5, 2.4, 34, 40), PERCENT, least=Least("80", 33, "The council's own rule.")),
    DemoMeasure("Calls answered within a minute", "Share of calls to the harbour office answered within a minute, by month.",
                "%", Direction.UP, 1, Pattern(77.0, 3.1, 34, 41), PERCENT,
                least=Least("90", 33, "The regional charter asks for it.")),
    DemoMeasure("Days a reported pothole stays open", "Median days from report to repair on harbour roads, by month.",
                "days", Direction.DOWN, 1, Pattern(11.5, 1.4, 34, 43), ("0", None), first_said={2: "9.1"}),
    DemoMeasure("Planning answers within 8 weeks", "Share of planning applications answered within eight weeks, by month.",
                "%", Direction.UP, 1, Pattern(82.7, 2.7, 34, 44, missing=frozenset({15, 14})), PERCENT,
                notes=(Story(16, "The register moved to the new system; two months were not counted."),)),
    DemoMeasure("Missed bins per 10,000 collections", "Reported missed collections for each 10,000 due, by month.",
                "per 10,000", Direction.DOWN, 1, Pattern(6.6, 0.9, 34, 45), ("0", None)),
    DemoMeasure("Days a council home stands empty", "Mean days between two lettings, by month of the new letting.",
                "days", Direction.DOWN, 0, Pattern(32.0, 4.5, 34, 46), ("0", None)),
    DemoMeasure("Harbour dues paid by the due date", "Share of invoices for harbour dues paid by their due date, by month.",
                "%", Direction.UP, 1, Pattern(94.1, 1.4, 34, 47), PERCENT),
    DemoMeasure("Hours a vessel waits for a berth", "Mean hours from arrival in the roads to the berth, by month.",
                "hours", Direction.DOWN, 1, Pattern(5.2, 0.9, 34, 50), ("0", None)),
    DemoMeasure("E. coli at Long Sand, per 100 ml", "Geometric mean of the samples at Long Sand, by month.",
                "per 100 ml", Direction.DOWN, 0, Pattern(63.0, 12.0, 34, 51), ("0", None)),
    DemoMeasure("Moorings found empty though let", "Moorings found empty on the monthly round though let for the season.",
                "moorings", Direction.UNKNOWN, 0, Pattern(17.0, 2.0, 4, 9, odd={3: 14, 2: 15, 1: 17, 0: 25}), ("0", None)),
)


def last_month(today: date) -> date:
    """First day of the last full month before ``today``."""
    return add_months(today.replace(day=1), -1)


def month(today: date, back: int) -> date:
    """First day of the month ``back`` months before the last full one (negative: after it)."""
    return add_months(last_month(today), -back)


def figures(measure: DemoMeasure, today: date) -> list[tuple[date, Exact | None]]:
    """The measure's months in order, each with its figure at the shown decimals; None where the council has none."""
    pattern = measure.pattern
    chance = random.Random(pattern.seed)
    out: list[tuple[date, Exact | None]] = []
    for back in range(pattern.months - 1, -1, -1):
        level = next((pattern.steps[at] for at in sorted(pattern.steps) if back <= at), pattern.level)
        drawn = chance.gauss(level, pattern.spread)
        value = Decimal(repr(pattern.odd.get(back, round(drawn, 6))))
        shown = Exact.from_decimal(rounded(_within(value, measure.bounds), measure.decimals))
        out.append((month(today, back), None if back in pattern.missing else shown))
    return out


def _within(value: Decimal, bounds: tuple[str | None, str | None]) -> Decimal:
    low, high = bounds
    if low is not None:
        value = max(value, Decimal(low))
    return value if high is None else min(value, Decimal(high))
