"""The rule sets that a measure can be given: the shipped ones and the organisation's own, each by name and version."""

from dataclasses import dataclass, replace

from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.xmr.rule_sets import RULE_SETS
from groundswell.errors import UserError
from groundswell.records.selectors.rule_sets import own_rule_sets
from groundswell.web.requests import PageRequest
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class Offered:
    """One rule set in a version. ``value`` is its name, with the version behind it where that is not the newest.

    ``label`` says what it asks for. ``own_text``: an organisation's own, as the record holds it.
    """

    value: str
    name: str
    version: int
    label: str
    short: str
    current: bool
    own_text: str = ""


def offered(request: PageRequest, record: MeasureRecord) -> list[Offered]:
    """What can be chosen: newest versions, and the one that the measure has, which stands first where it is an older one."""
    words = request.words
    found = [_shipped(name, words, record) for name in RULE_SETS]
    own = [one for one in own_rule_sets(request.actor) if not one.away]
    found += [_own(one.name, one.newest.number, one.newest.text, words, record) for one in own]
    if not any(one.current for one in found):
        version = record.rule_set_version or 1
        older = _own(record.rule_set, version, record.own_rules, words, record)
        found.insert(0, replace(older, value=f"{record.rule_set}|{version}"))
    return found


def _shipped(name: str, words: Words, record: MeasureRecord) -> Offered:
    rules = RULE_SETS[name]
    short = words.text(f"rests.rule_set.{name}", {"version": rules.version})
    label = words.text(f"rule_set.{name}") if words.has(f"rule_set.{name}") else short
    current = record.rule_set == name and not record.own_rules
    return Offered(name, name, rules.version, label, short, current)


def _own(name: str, version: int, text: str, words: Words, record: MeasureRecord) -> Offered:
    short = words.text("rests.own_rule_set", {"name": name, "version": version})
    current = record.rule_set == name and record.rule_set_version == version
    return Offered(name, name, version, short, short, current, text)


def with_rule_choice(record: MeasureRecord, sets: list[Offered], value: str) -> MeasureRecord:
    """The record under that choice; raises UserError("unknown_rule_set") for one that is not offered."""
    for one in sets:
        if one.value == value:
            return replace(record, rule_set=one.name, rule_set_version=one.version, own_rules=one.own_text)
    raise UserError("unknown_rule_set", {"name": value, "known": tuple(one.name for one in sets)})


def newer_version(request: PageRequest, record: MeasureRecord) -> str:
    """The choice that gives a measure the newest version of the rules it has; empty where it has that, or they were put away."""
    given = record.rule_set_version
    if given is None:
        return ""
    newest = RULE_SETS[record.rule_set].version if not record.own_rules else max(
        (one.newest.number for one in own_rule_sets(request.actor) if one.name == record.rule_set and not one.away), default=given
    )
    return record.rule_set if newest > given else ""
