"""``groundswell analyse --propose``: splits that an algorithm would propose, with what it turned down and why."""

from collections.abc import Iterator, Sequence
from typing import Any

from groundswell.cli.files.explaining import told_decimals
from groundswell.domain.xmr.analysis import XmrAnalysis
from groundswell.domain.xmr.as_values import period_names
from groundswell.domain.xmr.find_shifts import FoundShift, FoundShifts, ShiftRequest, ShiftTrial, find_shifts
from groundswell.domain.xmr.shift_rules import shift_rules
from groundswell.words import Words


def proposals_of(analyses: Sequence[XmrAnalysis]) -> list[FoundShifts]:
    """What is proposed for each analysed series after its last split; no limit follows a proposal."""
    requests = []
    for analysis in analyses:
        series = analysis.series
        first = analysis.segments[-1].first if analysis.segments else 0
        requests.append(ShiftRequest(series.values, shift_rules(series.cadence, len(series), analysis.rule_set.name), first))
    return find_shifts(requests)


def proposals_document(found: FoundShifts) -> dict[str, Any]:
    """What is proposed for one series as JSON values; indices from 0 over its periods."""
    return {
        "algorithm": found.rules.name,
        "algorithm_version": found.rules.version,
        "proposals": [_shift_document(shift) for shift in found.shifts],
        "turned_down": [_trial_document(trial) for trial in found.open_trials],
    }


def _shift_document(shift: FoundShift) -> dict[str, Any]:
    return {
        "first": shift.first,
        "calculated_from": shift.first,
        "calculated_to": shift.calculated_to,
        "side": shift.side.value,
        "line_before": shift.line_before,
        "central_line": shift.central_line,
        "figures": shift.figures,
        "outlying": list(shift.excluded),
        "turned_down": [_trial_document(trial) for trial in shift.turned_down],
    }


def _trial_document(trial: ShiftTrial) -> dict[str, Any]:
    return {"first": trial.trigger, "side": trial.side.value, "reason": trial.reason.value, "shows_at": trial.place}


def proposals_told(found: FoundShifts, analysis: XmrAnalysis, words: Words) -> Iterator[str]:
    """The same in lines of words."""
    names, decimals = [str(name) for name in period_names(analysis.series)], told_decimals(analysis)
    for shift in found.shifts:
        yield words.text("analyse.proposal", {
            "first": names[shift.first], "figures": shift.figures, "algorithm": found.rules.name, "version": found.rules.version,
            "before": words.number(shift.line_before, decimals), "after": words.number(shift.central_line, decimals),
        })
        yield from _turned_down(shift.turned_down, names, words)
    if not found.shifts:
        yield words.text("analyse.no_proposal")
    yield from _turned_down(found.open_trials, names, words)


def _turned_down(trials: Sequence[ShiftTrial], names: Sequence[str], words: Words) -> Iterator[str]:
    for trial in trials:
        shows = names[trial.trigger if trial.place is None else trial.place]
        said = words.text(f"proposal.turned_down.{trial.reason.value}", {"period": names[trial.trigger], "shows": shows})
        yield words.text("analyse.turned_down", {"said": said})
