"""A file of org units against the tree: what is new, placed, moved, renamed or closed, row by row; one confirmation stores it all."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Final

from groundswell.domain.organisation.checks import new_problems
from groundswell.domain.organisation.standing import BETWEEN
from groundswell.domain.organisation.tree import Tree, UnitChange
from groundswell.domain.organisation.unit import Change, Unit
from groundswell.engine.name_likeness import folded
from groundswell.engine.unit_files import UnitFile
from groundswell.errors import Place, Problem, UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.opening import write
from groundswell.records.selectors.org_units import tree
from groundswell.records.services.org_units import act_of, head_count_act, may, owning_teams
from groundswell.records.services.posts import end_all
from groundswell.records.services.recording import seal_acts
from groundswell.records.services.unit_rows import Matched, MatchedRows, matched_rows


class Does(StrEnum):
    """What a file does to a unit. PLACED: a place of the figures, or a unit that stood nowhere, comes into the tree."""

    NEW = "new"
    PLACED = "placed"
    MOVED = "moved"
    RENAMED = "renamed"
    CLOSED = "closed"
    COUNTED = "counted"


CHANGES: Final = {Does.MOVED: Change.MOVED, Does.RENAMED: Change.RENAMED, Does.CLOSED: Change.CLOSED}


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """One thing that a file does. ``path`` is where the unit will hang; ``before`` its path, name or number of people until now."""

    does: Does
    unit: str
    name: str
    path: str
    before: str = ""
    day: date | None = None
    people: int | None = None


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """Everything that a file would do. ``missing``: paths of units that stand and are not in it. ``seal`` is the same only while it would
    do the same."""

    planned: tuple[PlannedUnit, ...]
    problems: tuple[Problem, ...]
    unchanged: int
    missing: tuple[str, ...]
    level_names: tuple[str, ...]
    changes: tuple[UnitChange, ...]
    seal: str

    @property
    def sound(self) -> bool:
        """Whether every row can be taken; a file is taken whole or not at all."""
        return not self.problems


@dataclass(slots=True)
class _Making:
    known: Tree
    day: date
    first: bool
    owning: frozenset[str]
    changes: list[UnitChange] = field(default_factory=list)
    planned: list[PlannedUnit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0


def plan(brought: UnitFile, day: date, *, close_missing: bool = False) -> UnitPlan:
    """What the file would do on a day; nothing is stored. ``close_missing``: units that are not in it are closed that day."""
    known = tree()
    standing = known.on(day)
    found = matched_rows(brought.rows, known, day)
    making = _Making(known, day, not standing.units, owning_teams(known, day))
    making.problems += [*brought.problems, *found.problems]
    names = _level_names(brought, found, making)
    levels = replace(known.levels, names=names)
    lives: dict[str, tuple[date | None, date | None]] = {}
    for one in found.rows:
        level = _level(one, levels.number(one.row.level), making)
        _one(making, one, level, lives)
    seen = {one.unit for one in found.rows}
    missing = [unit for unit, _depth in standing.outline() if unit not in seen]
    if close_missing and not making.problems:
        _close(making, missing)
    making.problems += new_problems(known, known.after(making.changes))
    changed_names = names if names != known.levels.names else ()
    return UnitPlan(
        tuple(making.planned), tuple(making.problems), making.unchanged, tuple(standing.path_text(unit) for unit in missing),
        changed_names, tuple(making.changes), _seal(making.planned, changed_names),
    )  # fmt: skip


def store(actor: Actor, brought: UnitFile, day: date, seen: str, *, close_missing: bool = False) -> UnitPlan:
    """Store what the plan of that seal showed, as one batch.

    Raises UserError("administrator_only"), ("units_changed_meanwhile"), ("units_have_problems"), ("units_nothing_new").
    """

    def work() -> UnitPlan:
        may(actor)
        found = plan(brought, day, close_missing=close_missing)
        if found.problems:
            raise UserError("units_have_problems", {"n": len(found.problems)})
        if found.seal != seen:
            raise UserError("units_changed_meanwhile")
        acts = [act_of(one) for one in found.changes]
        acts += [head_count_act(one.unit, one.people, one.day or day) for one in found.planned if one.does is Does.COUNTED]
        if found.level_names:
            acts.insert(0, ActDraft(Kind.DEFINE, payload={"what": What.LEVELS.value, "names": list(found.level_names)}))
        for one in found.changes:
            if one.change is Change.CLOSED and one.day is not None:
                acts += end_all(one.unit, one.day)
        if not acts:
            raise UserError("units_nothing_new")
        seal_acts(actor, acts)
        return found

    return write(work)


def _one(making: _Making, one: Matched, level: int | None, lives: dict[str, tuple[date | None, date | None]]) -> None:
    """What a row does to its unit, in the order in which it has to happen."""
    row, known = one.row, making.known
    unit = known.units.get(one.unit)
    above = lives.get(one.parent or "") or _life(known.units.get(one.parent or ""))
    path = BETWEEN.join(one.path)
    did = len(making.planned)
    if unit is None or not unit.placed:
        start = row.start or (None if making.first else making.day)
        if row.start is None and above[0] is not None:
            start = max(start or date.min, above[0])
        lives[one.unit] = (start, row.until or above[1])
        making.changes.append(UnitChange(Change.OPENED, one.unit, start, row.name, one.parent, level, code=row.code))
        making.planned.append(PlannedUnit(Does.NEW if unit is None else Does.PLACED, one.unit, row.name, path, day=start))
        if (until := lives[one.unit][1]) is not None:
            _do(making, one, Does.CLOSED, day=until)
    else:
        lives[one.unit] = (unit.start, unit.until or row.until)
        _changes_of(making, one, level)
    if row.people is not None and (unit is None or unit.people(making.day) != row.people):
        day = max(making.day, lives[one.unit][0] or date.min)
        before = "" if unit is None or (count := unit.people(making.day)) is None else str(count)
        making.planned.append(PlannedUnit(Does.COUNTED, one.unit, row.name, path, before, day, row.people))
    making.unchanged += len(making.planned) == did


def _life(unit: Unit | None) -> tuple[date | None, date | None]:
    return (None, None) if unit is None else (unit.start, unit.until)


def _changes_of(making: _Making, one: Matched, level: int | None) -> None:
    """A unit that stands: renamed, moved, closed."""
    known, row = making.known, one.row
    unit, standing = known.units[one.unit], known.on(making.day)
    if folded(unit.name(making.day)) != folded(row.name):
        _do(making, one, Does.RENAMED, unit.name(making.day), making.day)
    hung = unit.where(making.day)
    moved = hung is not None and hung.parent != one.parent
    if moved or (level is not None and level != standing.level(one.unit)):
        making.changes.append(UnitChange(Change.MOVED, one.unit, making.day, parent=one.parent, level=level))
        making.planned.append(
            PlannedUnit(Does.MOVED, one.unit, row.name, BETWEEN.join(one.path), standing.path_text(one.unit), making.day)
        )
    if row.until is not None and unit.until != row.until:
        if one.unit in making.owning:
            making.problems.append(Problem("unit_row_has_measures", row.place, {"unit": row.name}))
        _do(making, one, Does.CLOSED, day=row.until)


def _do(making: _Making, one: Matched, does: Does, before: str = "", day: date | None = None) -> None:
    name = one.row.name if does is Does.RENAMED else ""
    making.changes.append(UnitChange(CHANGES[does], one.unit, day, name))
    making.planned.append(PlannedUnit(does, one.unit, one.row.name, BETWEEN.join(one.path), before, day))


def _close(making: _Making, missing: Sequence[str]) -> None:
    standing = making.known.on(making.day)
    for unit in reversed(missing):
        if unit in making.owning:
            making.problems.append(Problem("unit_row_has_measures", Place(), {"unit": standing.name(unit)}))
        making.changes.append(UnitChange(Change.CLOSED, unit, making.day))
        making.planned.append(PlannedUnit(Does.CLOSED, unit, standing.name(unit), standing.path_text(unit), day=making.day))


def _level_names(brought: UnitFile, found: MatchedRows, making: _Making) -> tuple[str, ...]:
    """The names of levels: those of the tree, else those of the file's columns, or of its level column where each stands at one depth."""
    if making.known.levels.names or brought.levels:
        return making.known.levels.names or brought.levels
    depths: dict[str, set[int]] = defaultdict(set)
    for one in found.rows:
        if one.row.level and not one.row.level.isdecimal():
            depths[one.row.level].add(len(one.path))
    by_depth = {next(iter(depth)): name for name, depth in depths.items() if len(depth) == 1}
    whole = len(by_depth) == len(depths) and sorted(by_depth) == list(range(1, len(by_depth) + 1))
    return tuple(by_depth[depth] for depth in sorted(by_depth)) if whole else ()


def _level(one: Matched, number: int | None, making: _Making) -> int | None:
    """The level that a row says, where it is not the one that follows from where it hangs."""
    text = one.row.level
    if not text:
        return None
    said = int(text) if text.isdecimal() and len(text) <= 2 else number
    if not said:
        making.problems.append(Problem("unit_row_level_unknown", one.row.place, {"text": text}))
        return None
    return None if said == len(one.path) else said


def _seal(planned: Sequence[PlannedUnit], names: Sequence[str]) -> str:
    lines = [f"{one.does}\0{one.path}\0{one.before}\0{one.day}\0{one.people}" for one in planned]
    return sha256("\n".join([*lines, *names]).encode()).hexdigest()
