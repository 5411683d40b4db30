"""Targets and minimum standards as the acts of a line leave them, and every target there was."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.target import Fate, Standard, Target, TargetChange, TargetKind
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.selectors.acts import ActRow

OF_STANDARDS = frozenset({What.STANDARD, What.STANDARD_WITHDRAWN})


def changes_of(acts: Iterable[ActRow]) -> tuple[TargetChange, ...]:
    """Every target of a line's acts, in their order; a newer one for the same day takes an older one's place."""
    found: list[TargetChange] = []
    standing: dict[date, int] = {}
    for act in acts:
        if act.kind != Kind.TARGET or act.day is None or act.what in OF_STANDARDS:
            continue
        withdrawn = act.what == What.TARGET_WITHDRAWN
        if act.day in standing:
            at = standing.pop(act.day)
            fate = Fate.WITHDRAWN if withdrawn else Fate.REPLACED
            found[at] = replace(found[at], fate=fate, until=_set_on(act), ended_because=act.reason)
        if not withdrawn:
            standing[act.day] = len(found)
            found.append(TargetChange(_target(act, act.day)))
    return tuple(found)


def targets_of(changes: Iterable[TargetChange]) -> tuple[Target, ...]:
    """The targets that stand, in order of their days."""
    return tuple(sorted((one.target for one in changes if one.fate is Fate.STANDS), key=lambda target: target.day))


def standards_of(acts: Iterable[ActRow]) -> tuple[Standard, ...]:
    """The newest standard from each day on, in order; one without a value is the end of the one before."""
    newest = {act.day: act for act in acts if act.kind == Kind.TARGET and act.day is not None and act.what in OF_STANDARDS}
    return tuple(_standard(newest[day], day) for day in sorted(newest))


def _target(act: ActRow, day: date) -> Target:
    """A target that a sheet brought, or an older release stored, has no ``what`` and no kind."""
    payload = act.payload
    kind = TargetKind(payload.get("target_kind", TargetKind.CENTRAL_LINE))
    return Target(Exact.parse(payload["value"]), day, payload.get("label", ""), kind, act.id, _set_on(act), act.reason, bool(act.what))


def _standard(act: ActRow, day: date) -> Standard:
    value = None if act.what == What.STANDARD_WITHDRAWN else Exact.parse(act.payload["value"])
    return Standard(value, day, act.id, _set_on(act), act.reason)


def _set_on(act: ActRow) -> date | None:
    text = act.payload.get("set_on")
    return None if text is None else date.fromisoformat(text)
