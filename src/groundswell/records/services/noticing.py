"""What the product itself writes down after figures came or people acted: splits that an algorithm proposes. It never touches limits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from groundswell.domain.xmr.find_shifts import FoundShift, FoundShifts, ShiftRequest, ShiftTrial, find_shifts
from groundswell.domain.xmr.shift_rules import ShiftRules, StableShiftRules, shift_rules
from groundswell.records.actors import PRODUCT
from groundswell.records.ledger.kinds import BatchKind, Kind, What
from groundswell.records.ledger.sealing import ActDraft, BatchDraft
from groundswell.records.selectors.acts import ActRow
from groundswell.records.selectors.shift_lines import ShiftLine, shift_lines
from groundswell.records.services.recording import batch_fields, opening_act, seal_batch

NO_LONGER_FOUND = "no_longer_found"


def notice(measures: Collection[str], after: str = "", further: Iterable[ActDraft] = ()) -> None:
    """Look through all lines of those measures for splits to propose, and write down what is new; ``after`` is the batch that gave cause.

    A proposal is known by its line, its first day, and the algorithm with its version: it is written once. One that is no longer found
    (figures were revised, a person set a split before it) is taken back by a new entry, unless somebody has decided on it.
    ``further``: acts of the product that go into the same batch. Called inside a piece of work of the writing thread.
    """
    lines = shift_lines(PRODUCT, measures)
    rules = [shift_rules(line.cadence, len(line.values), line.rule_set) for line in lines]
    requests = [ShiftRequest(line.values, by, line.first, line.refused) for line, by in zip(lines, rules, strict=True)]
    acts = [*further]
    for line, found in zip(lines, find_shifts(requests), strict=True):
        acts += _acts_of(line, found)
    if acts:
        seal_batch(PRODUCT, BatchDraft(batch_fields(PRODUCT), opening_act(BatchKind.NOTICED, after=after or None), acts))


def _acts_of(line: ShiftLine, found: FoundShifts) -> list[ActDraft]:
    """New proposals of a line, and the taking back of those that are found no more."""
    wanted = {(line.days[shift.first], found.rules.name, found.rules.version): shift for shift in found.shifts}
    standing = {_key(act) for act in line.decisions.proposals}
    acts = [_proposal(line, found.rules, shift) for key, shift in wanted.items() if key not in standing]
    return acts + [_taken_back(line, act) for act in line.decisions.undecided if _key(act) not in wanted]


def _key(act: ActRow) -> tuple[str, str, int]:
    return "" if act.day is None else act.day.isoformat(), act.payload["algorithm"], act.payload["version"]


def _proposal(line: ShiftLine, rules: ShiftRules, shift: FoundShift) -> ActDraft:
    day = line.days[shift.first]
    payload: Mapping[str, Any] = {
        "what": What.PROPOSAL.value,
        "algorithm": rules.name,
        "version": rules.version,
        "parameters": _parameters(rules),
        "side": shift.side.value,
        "line_before": _text(shift.line_before),
        "line": _text(shift.central_line),
        "figures": shift.figures,
        "calculated_from": day,
        "calculated_to": None if shift.calculated_to is None else line.days[shift.calculated_to],
        "outlying": [line.days[at] for at in shift.excluded],
        "warns_under": 0 if isinstance(rules, StableShiftRules) else rules.warns_under,
        "turned_down": _turned_down(line, shift.turned_down),
    }
    return ActDraft(Kind.LIMITS, line.line.measure_id, line.line.org_unit_id, day, payload)


def _taken_back(line: ShiftLine, act: ActRow) -> ActDraft:
    day = None if act.day is None else act.day.isoformat()
    return ActDraft(
        Kind.RETRACT, act.measure, line.line.org_unit_id, day, {"what": What.PROPOSAL.value, "cause": NO_LONGER_FOUND}, supersedes=act.seq
    )


def _parameters(rules: ShiftRules) -> dict[str, int | bool | str | None]:
    if isinstance(rules, StableShiftRules):
        screening = None if rules.screening is None else _text(rules.screening.factor)
        return {
            "window": rules.window, "run": rules.run, "exclusions": rules.exclusions, "reach": _text(rules.reach), "screening": screening,
            "no_regrets": rules.no_regrets, "overhang": rules.overhang, "waits": rules.waits,
        }
    return {"baseline": rules.baseline, "run": rules.run, "calculated": rules.calculated, "back_after": rules.back_after}


def _turned_down(line: ShiftLine, trials: Sequence[ShiftTrial]) -> list[dict[str, str | None]]:
    """What was turned down, neighbours for the same reason together."""
    told: list[dict[str, str | None]] = []
    before = -1
    for trial in trials:
        about = {
            "side": trial.side.value, "reason": trial.reason.value, "shows_on": None if trial.place is None else line.days[trial.place]
        }
        if told and trial.trigger == before + 1 and about.items() <= told[-1].items():
            told[-1]["last"] = line.days[trial.trigger]
        else:
            told.append({"day": line.days[trial.trigger], "last": line.days[trial.trigger], **about})
        before = trial.trigger
    return told


def _text(number: float) -> str:
    """A number of the algorithm as decimal text, to twelve places that count: there are no floats in the ledger."""
    return format(number, ".12g")
