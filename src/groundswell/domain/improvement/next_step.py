"""The one obvious next step of a measure: the first that holds, in a stated order, with the minutes that it takes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from groundswell.domain.improvement.marks import leads_back, open_signals
from groundswell.domain.improvement.targets import aimed_at, read_target
from groundswell.domain.measurement.definition import Direction
from groundswell.domain.measurement.period import Cadence, month_end, next_start
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.target import Target
from groundswell.domain.xmr.analysis import Signal, XmrAnalysis
from groundswell.errors import NO_VALUES, Value


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step to offer: ``code`` is one of STEPS, ``minutes`` how long it takes, ``values`` what its words need."""

    code: str
    minutes: int
    values: MappingProxyType[str, Value] | dict[str, Value] = field(default_factory=lambda: dict(NO_VALUES))


MINUTES = {
    "open_reading_question": 1,
    "few_figures": 10,
    "no_direction": 1,
    "proposed_split": 5,
    "new_signal_without_note": 5,
    "target_passed": 10,
    "not_shown": 5,
    "reaction_unanswered": 5,
    "period_due": 2,
    "none": 0,
}
STEPS = tuple(MINUTES)
"""The order in which they are asked for; the first that holds is the measure's next step."""


def next_step(record: MeasureRecord, analysis: XmrAnalysis, today: date) -> NextStep:
    """The first step that holds for the measure on that day; ``none`` when nothing needs a hand."""
    signal = unexplained_signal(record, analysis)
    due, passed = due_period(record, today), passed_target(record, analysis, today)
    proposal = next((one for one in record.proposals if record.kind.plain and not one.waits(today, record.series.figures)), None)
    needed = analysis.rule_set.fewest_figures
    checks: Iterable[tuple[str, bool, dict[str, Value]]] = (
        ("open_reading_question", record.open_question, {}),
        ("few_figures", record.series.figures < needed, {"n": record.series.figures, "needed": needed}),
        ("no_direction", record.definition.way in (Direction.UNKNOWN, Direction.IN_BAND), {}),
        ("proposed_split", proposal is not None, {"period": proposal.day.isoformat() if proposal else ""}),
        ("new_signal_without_note", signal is not None, _signal_values(record, signal)),
        ("target_passed", passed is not None, {"period": passed.day.isoformat() if passed else ""}),
        ("not_shown", not record.shown, {}),
        ("reaction_unanswered", record.unanswered > 0, {"n": record.unanswered}),
        ("period_due", due is not None, {"period": due.isoformat() if due else ""}),
    )
    for code, holds, values in checks:
        if holds:
            return NextStep(code, MINUTES[code], values)
    return NextStep("none", 0)


def passed_target(record: MeasureRecord, analysis: XmrAnalysis, today: date) -> Target | None:
    """A person's last target whose day is over without the level being there; a sheet's targets ask for nothing."""
    last = aimed_at([target for target in record.targets if target.by_hand], today)
    if last is None or last.day >= today:
        return None
    return last if read_target(last, analysis, record.definition.way, today).passed else None


def unexplained_signal(record: MeasureRecord, analysis: XmrAnalysis) -> Signal | None:
    """The newest open signal that nobody has put words to.

    Words to one of its points are words to a signal, to those that share a point with it, and to the step back from it: they tell of
    the same event.
    """
    noted = {note.day for note in record.notes} | record.signals_noted
    signals = open_signals(analysis)
    explained = {at for signal in signals if any(_day(analysis, at) in noted for at in signal.points) for at in signal.points}
    explained |= {signal.last for signal in signals if signal.last - 1 in explained and leads_back(signal, analysis)}
    return next((signal for signal in signals if not explained.intersection(signal.points)), None)


def _day(analysis: XmrAnalysis, at: int) -> date | None:
    period = analysis.series.points[at].period
    return None if period is None else period.start


def due_period(record: MeasureRecord, today: date) -> date | None:
    """Start of the period that should be there by now: it has ended, and no figure or state of it was brought.

    Figures as at the last day of a month stay at the last days of months.
    """
    cadence = record.definition.cadence if record.definition.cadence.has_calendar else record.series.cadence
    brought = [point.period.start for point in record.series.points if point.period and (point.observation or point.value is not None)]
    if not cadence.has_calendar or not brought:
        return None
    at_month_ends = cadence is not Cadence.WEEK and all(day == month_end(day) for day in brought)
    due = next_start(max(brought), cadence)
    due = month_end(due) if at_month_ends else due
    return due if next_start(due, cadence) <= today else None


def _signal_values(record: MeasureRecord, signal: Signal | None) -> dict[str, Value]:
    if signal is None:
        return {}
    period = record.series.points[signal.first].period
    return {"period": period.start.isoformat() if period else "", "index": signal.first, "rule": signal.rule}
