"""Targets and minimum standards: set, change, withdraw. Each is an act with its reason, which take_back takes."""

from dataclasses import replace
from datetime import date
from typing import Any

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.target import Standard, Target, TargetKind
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.lines import Line
from groundswell.records.opening import write
from groundswell.records.selectors.acts import ActRow, live_acts
from groundswell.records.selectors.definitions import acting
from groundswell.records.selectors.targets import changes_of, standards_of, targets_of
from groundswell.records.services.recording import needed, reasoned, seal_acts, short_enough


def set_target(actor: Actor, line: Line, target: Target, reason: str, *, instead_of: date | None = None) -> str:
    """A level wanted at a date; a newer one for the same day takes its place. Gives the act's id.

    ``instead_of``: the day of a target that ends with this, so that its date can be changed. ``target.set_on`` is today.
    Raises UserError("reason_needed"), ("target_beyond_bound"), ("spread_not_positive"), ("target_unknown"), ("already_so").
    """

    def work() -> str:
        definition, standing = acting(actor, line.measure_id).definition, _targets(line)
        _possible(target.value, definition, width=target.kind is TargetKind.SPREAD)
        same = standing.get(target.day)
        if same is not None and (str(same.value), same.kind) == (str(target.value), target.kind) and same.by_hand:
            raise UserError("already_so", {"day": target.day.isoformat()})
        acts = [_by_hand(line, target, needed(reason))]
        if instead_of is not None and instead_of != target.day:
            acts.insert(0, _withdrawal(line, _one_of(standing, instead_of), target.set_on, reason))
        seal_acts(actor, acts)
        return acts[-1].id

    return write(work)


def withdraw_target(actor: Actor, line: Line, day: date, reason: str, *, today: date) -> str:
    """From now on nothing is wanted for that day. Gives the act's id. Raises UserError("target_unknown"), ("reason_needed")."""

    def work() -> str:
        acting(actor, line.measure_id)
        act = _withdrawal(line, _one_of(_targets(line), day), today, needed(reason))
        seal_acts(actor, [act])
        return act.id

    return write(work)


def set_standard(actor: Actor, line: Line, standard: Standard, reason: str) -> str:
    """What each value must meet from ``standard.valid_from`` on; no value ends the one before. Gives the act's id.

    Raises UserError("reason_needed"), ("target_beyond_bound"), ("standard_unknown") where there is none to end, ("already_so").
    """

    def work() -> str:
        definition, standing = acting(actor, line.measure_id).definition, standards_of(_acts(line))
        before = [one for one in standing if one.valid_from <= standard.valid_from]
        newest = before[-1] if before else None
        if standard.value is None and (newest is None or newest.value is None):
            raise UserError("standard_unknown")
        if standard.value is not None:
            _possible(standard.value, definition)
            if newest is not None and newest.value == standard.value:
                raise UserError("already_so", {"day": newest.valid_from.isoformat()})
        act = _standard_act(line, standard, needed(reason))
        seal_acts(actor, [act])
        return act.id

    return write(work)


def target_act(line: Line, target: Target, reason: str = "") -> ActDraft:
    """The act of a target that a sheet brings, for a batch."""
    payload = {"value": str(target.value), "label": short_enough(target.label)}
    return ActDraft(Kind.TARGET, line.measure_id, line.org_unit_id, target.day.isoformat(), payload, words=reasoned(reason))


def _by_hand(line: Line, target: Target, reason: str) -> ActDraft:
    """The act of a target that a person sets: it says what it is about, which a sheet's act does not."""
    act = target_act(line, target, reason)
    return replace(act, payload={**act.payload, "what": What.TARGET.value, "target_kind": target.kind.value, **_on(target.set_on)})


def _withdrawal(line: Line, target: Target, today: date | None, reason: str) -> ActDraft:
    payload = {"what": What.TARGET_WITHDRAWN.value, "value": str(target.value), **_on(today)}
    return ActDraft(Kind.TARGET, line.measure_id, line.org_unit_id, target.day.isoformat(), payload, words=reasoned(reason))


def _standard_act(line: Line, standard: Standard, reason: str) -> ActDraft:
    payload: dict[str, Any] = {"what": What.STANDARD_WITHDRAWN.value, **_on(standard.set_on)}
    if standard.value is not None:
        payload |= {"what": What.STANDARD.value, "value": str(standard.value)}
    return ActDraft(Kind.TARGET, line.measure_id, line.org_unit_id, standard.valid_from.isoformat(), payload, words=reasoned(reason))


def _on(day: date | None) -> dict[str, str]:
    return {} if day is None else {"set_on": day.isoformat()}


def _acts(line: Line) -> list[ActRow]:
    return [act for act in live_acts([Kind.TARGET], None, measure=line.measure_id) if act.org_unit == line.org_unit_id]


def _targets(line: Line) -> dict[date, Target]:
    return {target.day: target for target in targets_of(changes_of(_acts(line)))}


def _one_of(standing: dict[date, Target], day: date) -> Target:
    if day not in standing:
        raise UserError("target_unknown")
    return standing[day]


def _possible(value: Exact, definition: MeasureDefinition, *, width: bool = False) -> None:
    """Refuses what no figure can ever be. Raises UserError("target_beyond_bound"), ("spread_not_positive")."""
    if width:
        if float(value) <= 0:
            raise UserError("spread_not_positive")
        return
    lower, upper = definition.lower_bound, definition.upper_bound
    bound = lower if lower is not None and value < lower else upper if upper is not None and value > upper else None
    if bound is not None:
        raise UserError("target_beyond_bound", {"value": str(value), "bound": str(bound)})
