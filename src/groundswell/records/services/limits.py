"""What a person sets about a chart's limits: splits, left-out figures, rules, baseline; and taking any of it back."""

from datetime import date

from groundswell.domain.xmr.analysis import Origin
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import NOTICED, TAKEABLE, Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.lines import Line
from groundswell.records.opening import write
from groundswell.records.selectors.acts import act_by_id, live_acts
from groundswell.records.selectors.definitions import acting
from groundswell.records.selectors.rule_sets import version_of
from groundswell.records.services.intake import retract
from groundswell.records.services.noticing import notice
from groundswell.records.services.recording import needed, reasoned, seal_acts

FEWEST_BASELINE = 2


def split(actor: Actor, line: Line, day: date, reason: str, origin: Origin = Origin.KNOWN_CHANGE) -> str:
    """New limits begin with the period that starts on ``day``. Gives the act's id, which :func:`take_back` takes."""
    payload, words = {"what": What.SPLIT.value, "origin": origin.value}, {"reason": needed(reason)}
    return _record(actor, ActDraft(Kind.LIMITS, line.measure_id, line.org_unit_id, day.isoformat(), payload, words=words))


def leave_out(actor: Actor, line: Line, day: date, reason: str) -> str:
    """The figure of that period stays on the chart and out of the limits. Gives the act's id."""
    return _record(actor, ActDraft(Kind.EXCLUDE, line.measure_id, line.org_unit_id, day.isoformat(), words={"reason": needed(reason)}))


def set_rules(actor: Actor, line: Line, rule_set: str, reason: str, version: int | None = None) -> str:
    """Which rules make a signal, by the rule set's name; the newest version of it, or the one named. Gives the act's id.

    The line keeps that version until somebody changes it. Raises UserError("unknown_rule_set").
    """
    given = version_of(actor, needed(rule_set, "rule_set_needed"), version)
    payload = {"what": What.RULES.value, "rule_set": given.name, "version": given.version}
    return _record(actor, ActDraft(Kind.LIMITS, line.measure_id, line.org_unit_id, None, payload, words={"reason": needed(reason)}))


def set_baseline(actor: Actor, line: Line, figures: int | None, reason: str) -> str:
    """The first so many figures of each segment make its limits; None takes all again. Gives the act's id."""
    if figures is not None and figures < FEWEST_BASELINE:
        raise UserError("baseline_too_short", {"fewest": FEWEST_BASELINE})
    payload = {"what": What.BASELINE.value, "figures": figures}
    return _record(actor, ActDraft(Kind.LIMITS, line.measure_id, line.org_unit_id, None, payload, words={"reason": needed(reason)}))


def take_back(actor: Actor, act_id: str, reason: str = "") -> str:
    """Take an act back by a new entry; the act itself stays on the record. Gives the new act's id.

    The ref of an import takes back the whole import.

    Raises UserError("act_unknown"), ("act_already_taken_back"), ("act_not_takeable").
    """

    def work() -> str:
        found = act_by_id(act_id)
        if found is None:
            raise UserError("act_unknown")
        act, taken_back = found
        if act.kind == Kind.BATCH:
            return retract(actor, act.id, reason)
        if act.measure is not None:
            acting(actor, act.measure, "act_unknown")
        if act.kind not in TAKEABLE or act.what in NOTICED:
            raise UserError("act_not_takeable")
        if taken_back:
            raise UserError("act_already_taken_back")
        day = None if act.day is None else act.day.isoformat()
        draft = ActDraft(Kind.RETRACT, act.measure, act.org_unit, day, supersedes=act.seq, words=reasoned(reason))
        seal_acts(actor, [draft])
        if act.kind in (Kind.LIMITS, Kind.EXCLUDE, Kind.MERGE) and act.measure is not None:
            notice([act.measure])
        return draft.id

    return write(work)


def _record(actor: Actor, act: ActDraft) -> str:
    def work() -> str:
        acting(actor, str(act.measure))
        if act.day is not None and _stands(act):
            raise UserError("already_so", {"day": act.day})
        seal_acts(actor, [act])
        notice([str(act.measure)])
        return act.id

    return write(work)


def _stands(act: ActDraft) -> bool:
    """Whether the same thing has been done on that day already and stands: pressing twice does it once."""
    what = act.payload.get("what", "")
    return any(
        one.org_unit == act.org_unit and one.day is not None and one.day.isoformat() == act.day and one.what == what
        for one in live_acts([Kind(act.kind)], None, measure=act.measure)
    )
