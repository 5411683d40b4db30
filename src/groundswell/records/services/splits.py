"""What a person decides on a proposed split, and the keeping of limits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.split_proposal import SplitProposal
from groundswell.domain.xmr.analysis import Origin, SegmentInput
from groundswell.domain.xmr.shift_rules import LOCKABLE_FROM
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.lines import Line
from groundswell.records.opening import write
from groundswell.records.selectors.definitions import acting
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.services.noticing import notice
from groundswell.records.services.recording import needed, reasoned, seal_acts

Deciding = Callable[[SplitProposal, MeasureRecord], ActDraft]
"""From an open proposal and the record of its line to the act that answers it."""


@dataclass(frozen=True, slots=True)
class Until:
    """When a proposal is to be looked at again: on a day, or with so many more figures."""

    day: date | None = None
    more_figures: int | None = None


def accept(actor: Actor, line: Line, proposal_id: str, cause: str) -> str:
    """New limits from the proposed day on, kept to the proposed figures where there are enough. Gives the split's id, for take_back.

    Raises UserError("proposal_not_open"), ("reason_needed").
    """
    words = {"reason": needed(cause, "cause_needed")}

    def act(proposal: SplitProposal, record: MeasureRecord) -> ActDraft:
        payload: dict[str, object] = {"what": What.SPLIT.value, "origin": Origin.ALGORITHM.value, "proposal": proposal.id}
        if proposal.calculated_to is not None and _figures_between(record, proposal.day, proposal.calculated_to) >= LOCKABLE_FROM:
            start, end = proposal.calculated_from.isoformat(), proposal.calculated_to.isoformat()
            payload |= {"calculated_from": start, "calculated_to": end, "locked": True}
        return ActDraft(Kind.LIMITS, line.measure_id, line.org_unit_id, proposal.day.isoformat(), payload, words=words)

    return _decide(actor, line, proposal_id, act)


def changed_on(actor: Actor, line: Line, proposal_id: str, day: date, cause: str) -> str:
    """A split on a day that a person knows, in answer to a proposal. Gives the split's id.

    Raises UserError("proposal_not_open"), ("cause_needed"), ("split_outside").
    """
    words = {"reason": needed(cause, "cause_needed")}

    def act(proposal: SplitProposal, record: MeasureRecord) -> ActDraft:
        if day not in _days(record)[1:]:
            raise UserError("split_outside", {"day": day.isoformat()})
        payload = {"what": What.SPLIT.value, "origin": Origin.KNOWN_CHANGE.value, "proposal": proposal.id}
        return ActDraft(Kind.LIMITS, line.measure_id, line.org_unit_id, day.isoformat(), payload, words=words)

    return _decide(actor, line, proposal_id, act)


def refuse(actor: Actor, line: Line, proposal_id: str, reason: str) -> str:
    """No split there; the run that it was proposed for is left alone. Gives the act's id, for take_back.

    Raises UserError("proposal_not_open"), ("reason_needed").
    """
    words = {"reason": needed(reason)}

    def act(proposal: SplitProposal, _: MeasureRecord) -> ActDraft:
        payload = {"what": What.REFUSAL.value, "proposal": proposal.id}
        return ActDraft(Kind.LIMITS, line.measure_id, line.org_unit_id, proposal.day.isoformat(), payload, words=words)

    return _decide(actor, line, proposal_id, act)


def postpone(actor: Actor, line: Line, proposal_id: str, until: Until, reason: str = "") -> str:
    """Not yet: the proposal rests until a day or until so many more figures are there. Gives the act's id, for take_back.

    Raises UserError("proposal_not_open"), ("until_needed").
    """
    if until.day is None and (until.more_figures is None or until.more_figures < 1):
        raise UserError("until_needed")

    def act(proposal: SplitProposal, record: MeasureRecord) -> ActDraft:
        payload: dict[str, object] = {"what": What.POSTPONEMENT.value, "proposal": proposal.id}
        if until.day is not None:
            payload["until"] = until.day.isoformat()
        if until.more_figures is not None:
            payload |= {"figures": record.series.figures + until.more_figures, "more": until.more_figures}
        return ActDraft(Kind.LIMITS, line.measure_id, line.org_unit_id, proposal.day.isoformat(), payload, words=reasoned(reason))

    return _decide(actor, line, proposal_id, act)


def keep_limits(actor: Actor, line: Line, day: date, reason: str) -> str:
    """The limits of the stretch in which ``day`` lies stay as its present figures make them. Gives the act's id, for take_back.

    Limits that are kept already can be kept anew once figures that they rest on changed; they rest on the same dates then.

    Raises UserError("too_few_to_keep"), ("split_outside"), ("already_so"), ("reason_needed").
    """
    words = {"reason": needed(reason)}

    def work() -> str:
        acting(actor, line.measure_id)
        record = measure_record(actor, line)
        segment, first, last = _stretch(record, day)
        if segment.locked and not segment.changed:
            raise UserError("already_so", {"day": day.isoformat()})
        days = _days(record)
        start, end = days[first], days[last]
        if segment.calculated_from is not None and segment.calculated_to is not None:
            start, end = days[segment.calculated_from], days[segment.calculated_to]
        figures = _figures_between(record, start, end)
        if figures < LOCKABLE_FROM:
            raise UserError("too_few_to_keep", {"fewest": LOCKABLE_FROM, "figures": figures})
        payload = {"what": What.LOCK.value, "calculated_from": start.isoformat(), "calculated_to": end.isoformat()}
        act = ActDraft(Kind.LIMITS, line.measure_id, line.org_unit_id, days[first].isoformat(), payload, words=words)
        seal_acts(actor, [act])
        return act.id

    return write(work)


def free_limits(actor: Actor, line: Line, day: date, reason: str) -> str:
    """The limits of the stretch in which ``day`` lies come from all its figures again. Gives the act's id, for take_back.

    Raises UserError("split_outside"), ("already_so"), ("reason_needed").
    """
    words = {"reason": needed(reason)}

    def work() -> str:
        acting(actor, line.measure_id)
        record = measure_record(actor, line)
        segment, first, _ = _stretch(record, day)
        if not segment.locked:
            raise UserError("already_so", {"day": day.isoformat()})
        payload = {"what": What.UNLOCK.value}
        act = ActDraft(Kind.LIMITS, line.measure_id, line.org_unit_id, _days(record)[first].isoformat(), payload, words=words)
        seal_acts(actor, [act])
        return act.id

    return write(work)


def _decide(actor: Actor, line: Line, proposal_id: str, act: Deciding) -> str:
    def work() -> str:
        acting(actor, line.measure_id)
        record = measure_record(actor, line)
        proposal = next((one for one in record.proposals if one.id == proposal_id), None)
        if proposal is None or (record.measure_id, record.org_unit_id) != (line.measure_id, line.org_unit_id):
            raise UserError("proposal_not_open")
        draft = act(proposal, record)
        seal_acts(actor, [draft])
        if draft.payload["what"] != What.POSTPONEMENT.value:
            notice([line.measure_id])
        return draft.id

    return write(work)


def _stretch(record: MeasureRecord, day: date) -> tuple[SegmentInput, int, int]:
    """The segment in which a day lies, with its first and last place."""
    days = _days(record)
    if day not in days:
        raise UserError("split_outside", {"day": day.isoformat()})
    at = days.index(day)
    segments = record.segments or (SegmentInput(),)
    firsts = [segment.first for segment in segments]
    number = max(index for index, first in enumerate(firsts) if first <= at)
    last = firsts[number + 1] - 1 if number + 1 < len(firsts) else len(days) - 1
    return segments[number], firsts[number], last


def _days(record: MeasureRecord) -> list[date]:
    return [point.period.start for point in record.series.points if point.period is not None]


def _figures_between(record: MeasureRecord, first: date, last: date) -> int:
    """Figures that can make limits: those there and not left out."""
    days = _days(record)
    counted = [first <= day <= last and day not in record.excluded for day in days]
    return int(np.count_nonzero(~np.isnan(record.series.values[counted])))
