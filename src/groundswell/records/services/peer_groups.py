"""Peer groups: asked for by somebody, joined by each unit's own people, left at any time."""

from collections.abc import Collection
from datetime import date
from typing import Final

from groundswell.domain.organisation.peer_group import Consent, PeerGroup
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.opening import write
from groundswell.records.selectors.org_units import tree, units_of
from groundswell.records.services.org_units import named
from groundswell.records.services.recording import needed, seal_acts

FEWEST: Final = 2
ANSWERS: Final = frozenset({Consent.ACCEPTED, Consent.DECLINED, Consent.LEFT})


def propose(actor: Actor, name: str, similar: str, units: Collection[str], *, today: date) -> str:
    """Ask units into a group, saying what makes them similar; gives its id. Units of the one who asks are asked like the others.

    Raises UserError("similar_needed"), ("group_needs_two"), ("unit_unknown"), ("not_among_them"): an administrator may ask, and
    whoever holds a post in one of the units.
    """

    def work() -> str:
        known, asked = tree(), sorted(set(units))
        if len(asked) < FEWEST:
            raise UserError("group_needs_two")
        if any(unit not in known.on(today).units for unit in asked):
            raise UserError("unit_unknown")
        if not actor.administrator and not units_of(actor, today) & set(asked):
            raise UserError("not_among_them")
        group = new_id()
        payload = {
            "what": What.PEER_GROUP.value, "group": group, "name": named(name), "asked": dict.fromkeys(asked, Consent.ASKED.value),
        }
        seal_acts(actor, [ActDraft(Kind.DEFINE, payload=payload, words={"text": needed(similar, "similar_needed")})])
        return group

    return write(work)


def answer(actor: Actor, group_id: str, unit: str, consent: Consent, *, today: date) -> None:
    """A unit's own people join for it, decline or leave. Raises UserError("group_unknown"), ("not_your_unit"), ("not_asked")."""

    def work() -> None:
        group = tree().groups.get(group_id)
        if group is None or not actor.viewer.signed_in:
            raise UserError("group_unknown")
        if unit not in units_of(actor, today):
            raise UserError("not_your_unit")
        if not _may_say(group, unit, consent):
            raise UserError("not_asked")
        payload = {"what": What.PEER_GROUP.value, "group": group_id, "asked": {unit: consent.value}}
        seal_acts(actor, [ActDraft(Kind.DEFINE, org_unit=unit, payload=payload)])

    write(work)


def _may_say(group: PeerGroup, unit: str, consent: Consent) -> bool:
    now = group.asked.get(unit)
    return now is not None and consent in ANSWERS and consent is not now and (consent is Consent.LEFT) == (now is Consent.ACCEPTED)
