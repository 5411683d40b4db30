"""Whose things are: what somebody makes belongs to the unit that they act for, and can be handed over to another one."""

from dataclasses import replace

from groundswell.domain.access.deciding import EVERYTHING
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.opening import write
from groundswell.records.selectors.acts import ActRow, act_by_id, live_acts
from groundswell.records.selectors.definitions import acting, catalogue
from groundswell.records.selectors.document_access import HEADS, TEAM
from groundswell.records.selectors.edits import documents_with
from groundswell.records.services.editing import FieldEdit, edit
from groundswell.records.services.recording import needed, reasoned, seal_acts


def unit_of(actor: Actor) -> str | None:
    """The unit for which somebody makes a thing: their only post, or the one they said they work for; None where they work alone.

    Raises UserError("post_needed") without a post, ("unit_needed") with several of which none was chosen.
    """
    if actor.alone:
        return None
    if actor.works_for in actor.viewer.units:
        return actor.works_for
    if len(actor.viewer.units) != 1:
        raise UserError("unit_needed" if actor.viewer.units else "post_needed")
    return next(iter(actor.viewer.units))


def unit_or_none(actor: Actor) -> str | None:
    """The same for what is looked at before anything is made."""
    try:
        return unit_of(actor)
    except UserError:
        return None


def team_acts(actor: Actor, measure_id: str) -> list[ActDraft]:
    """The act that says whose a new measure is, for the batch that defines it; none where one person works alone."""
    unit = unit_of(actor)
    return [] if unit is None else [team_act(measure_id, unit)]


def team_act(measure_id: str, unit: str, reason: str = "") -> ActDraft:
    """A measure belongs to that unit from now on."""
    return ActDraft(Kind.VISIBILITY, measure_id, payload={"what": What.TEAM.value, "team": unit}, words=reasoned(reason))


def team_edits(actor: Actor, document_id: str, kind: str) -> list[FieldEdit]:
    """The edit that says whose a new map or gallery is."""
    unit = unit_of(actor)
    return [] if unit is None else [FieldEdit(document_id, kind, TEAM, unit)]


def hand_over(actor: Actor, measure_id: str, unit: str, reason: str) -> str:
    """Offer a measure to another unit; it stays where it is until somebody there accepts. Gives the offer's id.

    Raises UserError("measure_unknown"), ("not_your_measure"), ("unit_unknown"), ("already_theirs"), ("reason_needed").
    """

    def work() -> str:
        state = acting(actor, measure_id)
        if unit not in catalogue(actor).org_units:
            raise UserError("unit_unknown")
        if state.team == unit:
            raise UserError("already_theirs")
        words = {"reason": needed(reason)}
        waiting = [one for one in live_acts((Kind.VISIBILITY,), None, measure=measure_id) if one.what == What.HANDOVER]
        ended = [ActDraft(Kind.RETRACT, measure_id, supersedes=one.seq) for one in waiting]
        act = ActDraft(Kind.VISIBILITY, measure_id, payload={"what": What.HANDOVER.value, "team": unit}, words=words)
        seal_acts(actor, [act, *ended])
        return act.id

    return write(work)


def accept(actor: Actor, offer_id: str) -> str:
    """Somebody of the other unit takes the measure on; gives its id. Raises UserError("offer_unknown"), also for another unit's."""

    def work() -> str:
        offer = _offer(actor, offer_id)
        act = team_act(str(offer.measure), str(offer.payload["team"]))
        seal_acts(actor, [act, ActDraft(Kind.RETRACT, offer.measure, supersedes=offer.seq)])
        return str(offer.measure)

    return write(work)


def decline(actor: Actor, offer_id: str, reason: str) -> None:
    """It stays where it is. Raises UserError("offer_unknown"), ("reason_needed")."""

    def work() -> None:
        offer = _offer(actor, offer_id)
        seal_acts(actor, [ActDraft(Kind.RETRACT, offer.measure, supersedes=offer.seq, words={"reason": needed(reason)})])

    write(work)


def _offer(actor: Actor, offer_id: str) -> ActRow:
    found = act_by_id(offer_id)
    if found is None or found[1] or found[0].what != What.HANDOVER or found[0].payload["team"] not in actor.viewer.units:
        raise UserError("offer_unknown")
    return found[0]


def take_on(actor: Actor, unit: str, reason: str = "") -> int:
    """Everything that no team has taken on yet (made while one person worked alone) belongs to a unit from now on; gives how much.

    For the move from one to many, by an administrator. Raises UserError("not_allowed").
    """
    if not actor.administrator:
        raise UserError("not_allowed")

    def work() -> int:
        whole = catalogue(actor).whole
        acts = [team_act(key, unit, reason) for key, state in whole.measures.items() if state.team is None]
        if acts:
            seal_acts(actor, acts)
        return len(acts) + sum(_taken_on(actor, kind, unit) for kind in sorted(HEADS))

    return write(work)


def _taken_on(actor: Actor, kind: str, unit: str) -> int:
    loose = [one.id for one in documents_with(kind) if one.id in one.items and not one.items[one.id].text(TEAM)]
    for document_id in loose:
        edit(replace(actor, viewer=EVERYTHING), document_id, [FieldEdit(document_id, kind, TEAM, unit)])
    return len(loose)
