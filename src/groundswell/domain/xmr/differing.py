"""What becomes of the signals of a series when its rules or its segments change: which go, which come, which stay."""

from dataclasses import dataclass
from datetime import date

from groundswell.domain.xmr.analysis import Signal, XmrAnalysis

_Told = tuple[Signal, tuple[str, str], frozenset[date | int]]


@dataclass(frozen=True, slots=True)
class SignalChanges:
    """Signals in order of time. ``kept`` are those of the second analysis that the first has too, though they may reach further there."""

    gone: tuple[Signal, ...]
    come: tuple[Signal, ...]
    kept: tuple[Signal, ...]


def signal_changes(before: XmrAnalysis, after: XmrAnalysis) -> SignalChanges:
    """Signals of two analyses of one series: the same rule, on the same side, with a period in common is the same signal."""
    was = [(one, _key(one), _periods(one, before)) for one in before.signals]
    now = [(one, _key(one), _periods(one, after)) for one in after.signals]

    def among(one: _Told, others: list[_Told]) -> bool:
        return any(key == one[1] and periods & one[2] for _, key, periods in others)

    return SignalChanges(
        gone=tuple(one[0] for one in was if not among(one, now)),
        come=tuple(one[0] for one in now if not among(one, was)),
        kept=tuple(one[0] for one in now if among(one, was)),
    )


def _key(signal: Signal) -> tuple[str, str]:
    return signal.rule, signal.side.value


def _periods(signal: Signal, analysis: XmrAnalysis) -> frozenset[date | int]:
    """The periods of a signal by their first day; by their place in an undated series."""
    periods = [(at, analysis.series.points[at].period) for at in signal.points]
    return frozenset(at if period is None else period.start for at, period in periods)
