"""Rule sets by name and version: those of the product, and those that an organisation made of the same parts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from groundswell.domain.xmr.own_rule_set import rule_set_from_mapping
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.domain.xmr.rule_sets import DEFAULT, RULE_SETS
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.models import Account
from groundswell.records.selectors.acts import organisation_stories

NUMBERS = frozenset({"limits", "range_limit", "fraction", "factor", "chance"})
"""Fields of a rule set that are no whole numbers: stored as decimal text, for the ledger holds no float."""


@dataclass(frozen=True, slots=True)
class OwnVersion:
    """One version of an organisation's own rule set; ``text`` is its mapping as JSON."""

    number: int
    text: str
    act_id: str
    at: datetime
    who: str
    reason: str
    taken_back: bool

    @property
    def rules(self) -> RuleSet:
        """The rule set itself."""
        return rule_set_from_mapping(json.loads(self.text))


@dataclass(frozen=True, slots=True)
class OwnRuleSet:
    """An organisation's own rule set. ``id`` is that of its first act; ``versions`` are the oldest first, those put away too."""

    id: str
    name: str
    versions: Sequence[OwnVersion] = field(default_factory=tuple)

    @property
    def away(self) -> bool:
        """Whether no version of it can be chosen any more."""
        return all(one.taken_back for one in self.versions)

    @property
    def newest(self) -> OwnVersion:
        """The version that a measure gets now; of one put away, the last there was."""
        return next((one for one in reversed(self.versions) if not one.taken_back), self.versions[-1])


@dataclass(frozen=True, slots=True)
class GivenRules:
    """A rule set as a line has it: ``version`` None is the newest; ``own_text`` is empty for a shipped one."""

    name: str
    version: int | None = None
    own_text: str = ""


def own_rule_sets(actor: Actor, as_of_seq: int | None = None) -> list[OwnRuleSet]:
    """Every rule set that the organisation made, by name, those put away included."""
    return _own(as_of_seq) if actor.ref else []


def own_rule_set(actor: Actor, rule_set_id: str, as_of_seq: int | None = None) -> OwnRuleSet:
    """One of them by its id. Raises UserError("rule_set_unknown")."""
    found = next((one for one in own_rule_sets(actor, as_of_seq) if one.id == rule_set_id), None)
    if found is None:
        raise UserError("rule_set_unknown")
    return found


def version_of(actor: Actor, name: str, version: int | None = None) -> GivenRules:
    """A rule set that can be chosen, with the version it is chosen in. Raises UserError("unknown_rule_set") with the names there are."""
    if name in RULE_SETS and version in (None, RULE_SETS[name].version):
        return GivenRules(name, RULE_SETS[name].version)
    own = [one for one in own_rule_sets(actor) if not one.away]
    for one in own:
        for each in one.versions[::-1]:
            if one.name == name and not each.taken_back and version in (None, each.number):
                return GivenRules(name, each.number, each.text)
    raise UserError("unknown_rule_set", {"name": name, "known": (*RULE_SETS, *(one.name for one in own))})


def given_rules(payload: Mapping[str, Any] | None, as_of_seq: int) -> GivenRules:
    """What the newest act on a line's rules says; None where there is none: the product's default. Acts of old name no version: the first.

    A version that was put away since is still found, so that its charts can be drawn again.
    """
    if payload is None:
        return GivenRules(DEFAULT)
    name, version = str(payload["rule_set"]), int(payload.get("version", 1))
    if name in RULE_SETS:
        return GivenRules(name, version)
    for one in _own(as_of_seq):
        for each in one.versions:
            if one.name == name and each.number == version:
                return GivenRules(name, version, each.text)
    raise UserError("unknown_rule_set", {"name": name, "known": tuple(RULE_SETS)})


def _own(as_of_seq: int | None) -> list[OwnRuleSet]:
    names = dict(Account.objects.values_list("id", "name"))
    found: dict[str, list[OwnVersion]] = {}
    for story in reversed(organisation_stories(Kind.LIMITS, as_of_seq)):
        act = story.act
        if act.what == What.RULE_SET:
            text = json.dumps(unpacked(act.payload["rules"]), sort_keys=True)
            version = OwnVersion(
                int(act.payload["version"]), text, act.id, story.recorded_at, names.get(story.actor_ref, ""), act.reason, story.taken_back
            )
            found.setdefault(str(act.payload["name"]), []).append(version)
    return [OwnRuleSet(found[name][0].act_id, name, tuple(found[name])) for name in sorted(found, key=str.casefold)]


def packed(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """A rule set's mapping as the ledger holds it: every number that is not whole as its shortest decimal text."""
    return {key: packed(held) if isinstance(held, Mapping) else repr(float(held)) if key in NUMBERS and held is not None else held
            for key, held in mapping.items()}


def unpacked(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping that was packed."""
    return {key: unpacked(held) if isinstance(held, Mapping) else float(held) if key in NUMBERS and held is not None else held
            for key, held in payload.items()}
