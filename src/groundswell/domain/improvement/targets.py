"""How a measure stands to a target: by its level in the newest confirmed stretch, never by a single month (method 1.9).

A month at the target is no hit; months are not counted as met or missed. What is asked of the process is told in its usual spread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from groundswell.domain.improvement.levels import Level, level_of_day, levels
from groundswell.domain.improvement.marks import direction_of
from groundswell.domain.measurement.direction import Band, Direction, WantedWay, side_wanted
from groundswell.domain.measurement.target import Target, TargetKind
from groundswell.domain.xmr.analysis import Side, Signal, XmrAnalysis
from groundswell.domain.xmr.limits import TOLERANCE

LEAST_SHARE = 0.25
"""A level that has come so much of the way is approaching (method 1.9)."""
HELD_FIGURES = 8
"""A level reached is held after so many further figures without a signal against it (method 1.9)."""
REDESIGN_FROM = 3.0
"""An ask of more sigmas than this lies beyond what the process does by itself: only its redesign will do (method 1.9)."""
WIDENINGS = ("outside_limits", "moving_range")
"""Rules whose signals speak against a spread that has been reached."""


class TargetState(StrEnum):
    """How the level stands to the target. TOO_FEW: no limits yet; NO_DIRECTION: which limit is meant is not known."""

    REACHED = "reached"
    HELD = "reached_and_held"
    APPROACHING = "approaching"
    NO_CHANGE = "no_change"
    AWAY = "away"
    TOO_FEW = "too_few"
    NO_DIRECTION = "no_direction"


@dataclass(frozen=True, slots=True)
class TargetReading:
    """A target and how the measure stands to it.

    ``line`` is what is compared with the target: typical, a limit, or the width between the limits; ``before`` the same at the
    level of the day on which the target was set. ``share`` of the way between them that has been come; None where the level was
    there from the start. ``ask``: how many sigmas the line still has to move, 0 once reached, None without any spread; of a
    ``spread`` target: which part of the width has to go (0 to 1). ``up``: which way it has to move. ``lost``: it had been reached.
    ``from_start``: the level was there when the target was set. ``against``: a signal against it stands among the newest figures.
    ``passed``: its day is over and it is not reached. ``further``: figures since the level could first be known.
    ``beyond``: the level has gone past the target and lies farther from the wanted band than the target does, which is no success.
    ``in_band``: a limit's target inside the wanted band, of which nobody can tell which limit is meant.
    """

    target: Target
    state: TargetState
    up: bool = False
    line: float | None = None
    before: float | None = None
    share: float | None = None
    ask: float | None = None
    moved: bool = False
    lost: bool = False
    from_start: bool = False
    against: bool = False
    passed: bool = False
    provisional: bool = False
    further: int = 0
    beyond: bool = False
    in_band: bool = False

    @property
    def reached(self) -> bool:
        """Whether the level is at or beyond the target."""
        return self.state in (TargetState.REACHED, TargetState.HELD)

    @property
    def redesign(self) -> bool:
        """Whether the ask lies beyond what the process does by itself."""
        return self.ask is not None and self.target.kind is not TargetKind.SPREAD and self.ask > REDESIGN_FROM


def read_target(target: Target, analysis: XmrAnalysis, way: WantedWay, today: date | None = None) -> TargetReading:
    """How a measure stands to one target. ``today`` None: no target's day is over."""
    found = levels(analysis)
    if not found:
        return TargetReading(target, TargetState.TOO_FEW)
    now, start = found[-1], level_of_day(analysis, found, target.set_on)
    start = min(start, now, key=lambda level: level.segment)
    way = direction_of(analysis, now.segment, way)
    direction = side_for(target, way)
    if target.kind is TargetKind.LIMIT and direction not in (Direction.UP, Direction.DOWN):
        return TargetReading(target, TargetState.NO_DIRECTION, provisional=now.provisional, in_band=isinstance(way, Band))
    wanted = float(target.value)
    before, line = _line(start, target.kind, direction), _line(now, target.kind, direction)
    up = _upwards(target.kind, direction, before, wanted)
    there, from_start = _at_or_beyond(line, wanted, up), _at_or_beyond(before, wanted, up)
    beyond = there and target.kind is TargetKind.CENTRAL_LINE and isinstance(way, Band) and way.nearer(line, target.value) is True
    reached = there and not beyond
    passed_by = [level for level in found if start.segment <= level.segment < now.segment]
    lost = not there and any(_at_or_beyond(_line(level, target.kind, direction), wanted, up) for level in passed_by)
    share = None if from_start else (line - before) / (wanted - before)
    moved = now.segment > start.segment
    against, further = _since_known(analysis, now, target.kind, up=up)
    state = _state(reached=reached, held=further >= HELD_FIGURES and not against, share=share if moved else None, away=lost or beyond)
    return TargetReading(
        target, state, up, line, before, share, 0.0 if reached else _ask(now, target.kind, line, wanted), moved, lost, from_start,
        against, today is not None and target.day < today and not reached, now.provisional, further, beyond,
    )


def side_for(target: Target, way: WantedWay) -> Direction:
    """The direction that a target is read by. The limit meant is that on the target's side of a wanted band; a level has none there."""
    if isinstance(way, Direction):
        return way
    return side_wanted(way, target.value) if target.kind is TargetKind.LIMIT else Direction.NEUTRAL


def aimed_at(targets: Sequence[Target], today: date | None) -> Target | None:
    """The target that is next to come; the last one where the day of each is over or no day is known."""
    ahead = [target for target in targets if today is not None and target.day >= today]
    if ahead:
        return min(ahead, key=lambda target: target.day)
    return max(targets, key=lambda target: target.day, default=None)


def _state(*, reached: bool, held: bool, share: float | None, away: bool) -> TargetState:
    if reached:
        return TargetState.HELD if held else TargetState.REACHED
    if away or (share is not None and share < 0):
        return TargetState.AWAY
    return TargetState.APPROACHING if share is not None and share >= LEAST_SHARE else TargetState.NO_CHANGE


def _line(level: Level, kind: TargetKind, direction: Direction) -> float:
    if kind is TargetKind.SPREAD:
        return level.upper - level.lower
    if kind is TargetKind.LIMIT:
        return level.lower if direction is Direction.UP else level.upper
    return level.central_line


def _upwards(kind: TargetKind, direction: Direction, before: float, wanted: float) -> bool:
    """Which way is meant: less of a width; as the measure's direction says; else from where the level was to the target."""
    if kind is TargetKind.SPREAD:
        return False
    return direction is Direction.UP if direction in (Direction.UP, Direction.DOWN) else wanted > before


def _at_or_beyond(line: float, wanted: float, up: bool) -> bool:
    reach = TOLERANCE * max(abs(line), abs(wanted))
    return line >= wanted - reach if up else line <= wanted + reach


def _ask(level: Level, kind: TargetKind, line: float, wanted: float) -> float | None:
    if kind is TargetKind.SPREAD:
        return 1 - max(wanted, 0.0) / line
    return abs(wanted - line) / level.sigma if level.sigma > 0 else None


def _since_known(analysis: XmrAnalysis, level: Level, kind: TargetKind, *, up: bool) -> tuple[bool, int]:
    """Whether a signal speaks against the target since the level could be known, and how many figures came since then."""
    present = [at for at in range(level.first, level.last + 1) if analysis.series.points[at].value is not None]
    since = present[analysis.rule_set.fewest_figures:]
    newest = since[-HELD_FIGURES:]
    if not newest:
        return False, 0
    signals = [signal for signal in analysis.signals if signal.segment == level.segment and signal.last >= newest[0]]
    return any(_speaks_against(signal, kind, up=up) for signal in signals), len(since)


def _speaks_against(signal: Signal, kind: TargetKind, *, up: bool) -> bool:
    if kind is TargetKind.SPREAD:
        return signal.rule in WIDENINGS
    if signal.rule == "moving_range" or signal.side is Side.BOTH:
        return False
    return (signal.side in (Side.ABOVE, Side.RISING)) is not up
