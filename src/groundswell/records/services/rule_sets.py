"""An organisation's own rule sets: made, changed by a new version, put away. Versions once given stay on record."""

from collections.abc import Mapping
from typing import Any

from groundswell.domain.xmr.own_rule_set import rule_set_from_mapping, rule_set_to_mapping
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.opening import write
from groundswell.records.selectors.acts import act_by_id
from groundswell.records.selectors.rule_sets import OwnRuleSet, own_rule_set, own_rule_sets, packed
from groundswell.records.services.recording import for_everybody, needed, reasoned, seal_acts


def create(actor: Actor, mapping: Mapping[str, Any], reason: str) -> OwnRuleSet:
    """A rule set of the organisation's own, from plain fields (its version is set here).

    Raises UserError("administrator_only"), ("own_rules_name_taken") for a name that the organisation uses already, and those of
    :func:`groundswell.domain.xmr.own_rule_set.rule_set_from_mapping`.
    """
    for_everybody(actor)
    needed(reason)

    def work() -> OwnRuleSet:
        wanted = rule_set_from_mapping({**mapping, "version": 1})
        same = next((one for one in own_rule_sets(actor) if one.name.casefold() == wanted.name.casefold()), None)
        if same is not None and not same.away:
            raise UserError("own_rules_name_taken", {"field": "name", "given": wanted.name})
        name = wanted.name if same is None else same.name
        number = 1 if same is None else same.versions[-1].number + 1
        rules = rule_set_from_mapping({**mapping, "name": name, "version": number})
        act = _draft(rules, reason)
        seal_acts(actor, [act])
        return own_rule_set(actor, act.id if same is None else same.id)

    return write(work)


def change(actor: Actor, rule_set_id: str, mapping: Mapping[str, Any], reason: str) -> OwnRuleSet:
    """A new version. Measures keep the version they were given. Nothing is written where nothing is different.

    Raises UserError("administrator_only"), ("rule_set_unknown") and those of the mapping.
    """
    for_everybody(actor)
    needed(reason)

    def work() -> OwnRuleSet:
        known = own_rule_set(actor, rule_set_id)
        before = known.newest.rules
        same = rule_set_from_mapping({**mapping, "name": known.name, "version": before.version})
        if same == before and not known.away:
            return known
        rules = rule_set_from_mapping({**mapping, "name": known.name, "version": known.versions[-1].number + 1})
        seal_acts(actor, [_draft(rules, reason)])
        return own_rule_set(actor, rule_set_id)

    return write(work)


def put_away(actor: Actor, rule_set_id: str, reason: str) -> None:
    """It cannot be chosen any more; charts that have it keep it. Raises UserError("administrator_only"), ("rule_set_unknown")."""
    for_everybody(actor)

    def work() -> None:
        known = own_rule_set(actor, rule_set_id)
        acts = {one.act_id: one for one in known.versions if not one.taken_back}
        if acts:
            seal_acts(actor, [ActDraft(Kind.RETRACT, supersedes=_seq(act_id), words=reasoned(reason)) for act_id in acts])

    write(work)


def _seq(act_id: str) -> int:
    found = act_by_id(act_id)
    if found is None:
        raise UserError("act_unknown")
    return found[0].seq


def _draft(rules: RuleSet, reason: str) -> ActDraft:
    payload = {
        "what": What.RULE_SET.value, "name": rules.name, "version": rules.version, "rules": packed(rule_set_to_mapping(rules)),
    }
    return ActDraft(Kind.LIMITS, payload=payload, words={"reason": needed(reason)})
