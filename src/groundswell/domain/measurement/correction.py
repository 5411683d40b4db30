"""Figures that were changed after others had read them: what each was, what it became, and what of that may be told."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence, Status
from groundswell.domain.measurement.period import Period
from groundswell.domain.measurement.series import Series, SeriesPoint

UNSETTLED: Final = frozenset({Status.PROVISIONAL, Status.ESTIMATED, Status.FORECAST})
"""A figure that says itself that a settled one will come."""
SETTLED: Final = frozenset({Status.FINAL, Status.REVISED})
NO_REASONS: Mapping[date, str] = MappingProxyType({})
NO_DAYS: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure of a period that became another one, on a day, by an entry of the record.

    ``now`` is what it became, None where it was taken back. ``withheld``: that it was corrected may be told, and not what it was; then
    ``was``, ``now`` and ``reason`` are empty. ``stands``: no later correction is of the same period.
    """

    period: Period
    on: date
    entry: int
    was: Exact | None
    now: Exact | None
    reason: str = ""
    withheld: bool = False
    stands: bool = True

    @property
    def change(self) -> Exact | None:
        """The new figure less the old one, to the last digit; None where one of them is not there."""
        if self.was is None or self.now is None:
            return None
        scale = max(self.was.scale, self.now.scale)
        was, now = (one.coef * 10 ** (scale - one.scale) for one in (self.was, self.now))
        return Exact(now - was, scale)


@dataclass(frozen=True, slots=True)
class Step:
    """What one batch of the record did to a line: the line before and after it, and why, by the first day of a period."""

    entry: int
    on: date
    before: Series
    after: Series
    reasons: Mapping[date, str] = field(default_factory=lambda: NO_REASONS)


def corrections_of(steps: Iterable[Step], now: Series, hidden: Set[date] = NO_DAYS) -> tuple[Correction, ...]:
    """The corrections of a line, newest first. ``steps`` are in order, as somebody sees them; ``now``: the line as they see it now.

    A figure that comes for the first time is none, nor is one that settles: a provisional, estimated or forecast one that becomes final.
    A figure that was taken back and came again as another is corrected once; the same again, not at all. Of a figure that is suppressed
    nothing is told, nor of the change from or to one that was. ``hidden``: days on which some figure of the measure, at whatever place,
    was not shown in one of those states: of these it is told that a figure was corrected, and not what it was.
    """
    gone = suppressed_days(now)
    found: list[Correction] = []
    for step in steps:
        before, after = _by_day(step.before), _by_day(step.after)
        for day in sorted((before.keys() | after.keys()) - gone):
            _follow(found, step, (before.get(day), after.get(day)), day)
    return _told(found, hidden)


def _follow(found: list[Correction], step: Step, points: tuple[SeriesPoint | None, SeriesPoint | None], day: date) -> None:
    """Put down what became of one period."""
    old, new = points
    if any(point is not None and point.presence is Presence.SUPPRESSED for point in points):
        return
    was, now = (None if point is None else point.value for point in points)
    period = next(point.period for point in (new, old) if point is not None and point.period is not None)
    if was is None:
        back = next((one for one in found if one.period.start == day and one.now is None), None)
        if back is None or now is None:
            return
        found.remove(back)
        was = back.was
    elif old is not None and new is not None and old.status in UNSETTLED and new.status in SETTLED and now is not None:
        return
    if was != now:
        found.append(Correction(period, step.on, step.entry, was, now, step.reasons.get(day, "")))


def _told(found: Sequence[Correction], hidden: Set[date]) -> tuple[Correction, ...]:
    """Newest first, with what may be told of each."""
    newest = {one.period.start: one.entry for one in found}
    told = [replace(one, stands=newest[one.period.start] == one.entry) for one in found]
    return tuple(
        replace(one, was=None, now=None, reason="", withheld=True) if one.period.start in hidden else one for one in reversed(told)
    )


def _by_day(series: Series) -> dict[date, SeriesPoint]:
    return {point.period.start: point for point in series.points if point.period is not None}


def suppressed_days(series: Series) -> frozenset[date]:
    """First days of the periods whose figures are not shown."""
    return frozenset(day for day, point in _by_day(series).items() if point.presence is Presence.SUPPRESSED)
