"""What happened to a unit, each act in a sentence: what it was before, and what it is since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from groundswell.domain.organisation.tree import Tree
from groundswell.domain.organisation.unit import ENDINGS, Change
from groundswell.errors import Value
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.selectors.acts import ActRow, ActStory
from groundswell.records.selectors.org_units import change_of
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class Story:
    """What happened, from which day, why, and when it was written down."""

    what: str
    day: str
    reason: str
    recorded: str


@dataclass(frozen=True, slots=True)
class _Before:
    """How a unit stood before an act; ``parent`` is None at the top, ``placed`` says whether it hung anywhere."""

    name: str = ""
    placed: bool = False
    parent: str | None = None
    level: int | None = None
    people: int | None = None
    code: str = ""


def told(stories: Sequence[ActStory], known: Tree, words: Words, zone: ZoneInfo) -> list[Story]:
    """The acts about one unit, newest first as they came; each is told from what stood before it was written down."""
    before, found = _Before(), []
    for story in reversed(stories):
        act = story.act
        parts = _said(act, before, known, words)
        day = words.day(act.day) if act.day is not None else ""
        recorded = words.day(story.recorded_at.astimezone(zone).date())
        found.append(Story("; ".join(parts) or words.text("unit.history_same"), day, act.reason, recorded))
        before = _after(act, before)
    return found[::-1]


def _said(act: ActRow, before: _Before, known: Tree, words: Words) -> list[str]:
    if act.kind == Kind.RETRACT:
        return [words.text("unit.history_not_same")]
    if act.what == What.SAME_UNIT:
        return [words.text("unit.history_same_unit", {"unit": _name(known, act.payload["unit"])})]
    if act.what == What.HEAD_COUNT:
        return [_from_to(words, "people", _number(words, before.people), _number(words, act.payload["people"]))]
    change = change_of(act)
    if change.change in ENDINGS:
        into = ", ".join(_name(known, one) for one in change.into)
        return [words.text(f"unit.history_{change.change.value}", {"into": into})]
    parts = [_from_to(words, "name", before.name, change.name)] if change.name and change.name != before.name else []
    if change.change in (Change.OPENED, Change.MOVED) and (not before.placed or change.parent != before.parent):
        parts.append(_hung(words, known, before, change.parent))
    if change.level and change.level != before.level:
        parts.append(_from_to(words, "level", _level(known, before.level), _level(known, change.level)))
    if change.code and change.code != before.code:
        parts.append(_from_to(words, "code", before.code, change.code))
    return parts


def _hung(words: Words, known: Tree, before: _Before, parent: str | None) -> str:
    to: Mapping[str, Value] = {"parent": "" if parent is None else _name(known, parent)}
    if not before.placed:
        return words.text("unit.history_opened_top" if parent is None else "unit.history_opened", to)
    if before.parent is None:
        return words.text("unit.history_moved_from_top", to)
    values = {**to, "was": _name(known, before.parent)}
    return words.text("unit.history_moved_top" if parent is None else "unit.history_moved", values)


def _from_to(words: Words, what: str, was: str, now: str) -> str:
    """``Name: Harbour → Ports``; without a before only what it is."""
    code = f"unit.history_{what}" if now else f"unit.history_{what}_gone"
    return words.text(f"{code}_was" if was and now else code, {"was": was, "now": now})


def _after(act: ActRow, before: _Before) -> _Before:
    if act.kind == Kind.RETRACT or act.what == What.SAME_UNIT:
        return before
    if act.what == What.HEAD_COUNT:
        return replace(before, people=act.payload["people"])
    change = change_of(act)
    kept = replace(before, name=change.name or before.name, level=change.level or before.level, code=change.code or before.code)
    return replace(kept, placed=True, parent=change.parent) if change.change in (Change.OPENED, Change.MOVED) else kept


def _name(known: Tree, unit: str) -> str:
    return known.units[unit].name() if unit in known.units else ""


def _level(known: Tree, level: int | None) -> str:
    return "" if level is None else known.levels.name(level) or str(level)


def _number(words: Words, people: int | None) -> str:
    return "" if people is None else words.number(people)
