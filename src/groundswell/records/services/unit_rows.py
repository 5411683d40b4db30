"""Which unit of the tree each row of a file of org units means, and what it hangs under: parents before their children."""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from groundswell.domain.organisation.standing import Standing
from groundswell.domain.organisation.tree import Tree
from groundswell.engine.name_likeness import folded
from groundswell.engine.unit_files import UnitRow
from groundswell.errors import Problem, Value
from groundswell.records.ids import new_id

Over = int | str | None
"""What a row hangs under: a row by its number, a unit of the tree by its id, or nothing."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A row with its unit (a new id where the tree has none), the unit over it and its path by name."""

    row: UnitRow
    unit: str
    parent: str | None
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatchedRows:
    """``rows`` have each parent before its children; whatever could not be placed is a problem of its row."""

    rows: tuple[Matched, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Matching:
    rows: Sequence[UnitRow]
    known: Tree
    standing: Standing
    tree_codes: Mapping[str, list[str]]
    tree_names: Mapping[str, list[str]]
    codes: Mapping[str, list[int]]
    names: Mapping[str, list[int]]
    found: dict[int, Matched] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    seen: set[tuple[str | None, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, at: int, code: str, **values: Value) -> None:
        """A problem of a row, at its cell."""
        self.problems.append(Problem(code, self.rows[at].place, {"unit": self.rows[at].name, **values}))


def matched_rows(rows: Sequence[UnitRow], known: Tree, day: date) -> MatchedRows:
    """By code first, then as the child of that name under the parent, then as the only unit of that name, then as new."""
    matching = _matching(rows, known, day)
    over = _parents(matching)
    below: dict[int, list[int]] = defaultdict(list)
    for at, one in over.items():
        if isinstance(one, int):
            below[one].append(at)
    reached = {at for at in range(len(rows)) if at not in over}
    waiting = deque(at for at, one in over.items() if not isinstance(one, int))
    while waiting:
        at = waiting.popleft()
        reached.add(at)
        if _match(matching, at, over[at]):
            waiting.extend(below[at])
    for at in range(len(rows)):
        if at not in reached:
            matching.refuse(at, "unit_row_circle" if _comes_back(at, over) else "unit_row_parent_refused")
    return MatchedRows(tuple(matching.found.values()), tuple(matching.problems))


def _matching(rows: Sequence[UnitRow], known: Tree, day: date) -> _Matching:
    tree_codes: dict[str, list[str]] = defaultdict(list)
    tree_names: dict[str, list[str]] = defaultdict(list)
    for key, unit in known.units.items():
        if key not in known.same and unit.stands(day):
            tree_names[folded(unit.name(day))].append(key)
            if unit.code:
                tree_codes[unit.code].append(key)
    codes: dict[str, list[int]] = defaultdict(list)
    names: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        names[folded(row.name)].append(at)
        if row.code:
            codes[row.code].append(at)
    return _Matching(rows, known, known.on(day), tree_codes, tree_names, codes, names)


def _parents(matching: _Matching) -> dict[int, Over]:
    """What each row hangs under; a row whose parent is not found, or may be several, has a problem instead."""
    ways: dict[tuple[str, ...], int] = {}
    for at, row in enumerate(matching.rows):
        if row.above is not None:
            ways.setdefault(tuple(folded(name) for name in (*row.above, row.name)), at)
    over: dict[int, Over] = {}
    for at, row in enumerate(matching.rows):
        if row.above is not None:
            over[at] = ways[tuple(folded(name) for name in row.above)] if row.above else None
            continue
        key = row.parent_code or folded(row.parent)
        of_file = (matching.codes if row.parent_code else matching.names).get(key, [])
        of_tree = (matching.tree_codes if row.parent_code else matching.tree_names).get(key, [])
        there: Sequence[int | str] = of_file or of_tree
        if len(there) == 1:
            over[at] = there[0]
        else:
            code = "unit_row_parent_unclear" if there else "unit_row_parent_unknown"
            matching.refuse(at, code, parent=row.parent_code or row.parent, n=len(there))
    return over


def _match(matching: _Matching, at: int, over: Over) -> bool:
    """Find the unit of a row whose parent is known; False where the row cannot be taken."""
    row = matching.rows[at]
    above = matching.found[over] if isinstance(over, int) else None
    parent = above.unit if above is not None else over if isinstance(over, str) else None
    way = above.path if above is not None else matching.standing.path(parent or "")
    name = folded(row.name)
    unit = _unit(matching, row, parent) or new_id()
    if unit in matching.taken or (parent, name) in matching.seen:
        matching.refuse(at, "unit_row_twice")
        return False
    matching.taken.add(unit)
    matching.seen.add((parent, name))
    matching.found[at] = Matched(row, unit, parent, (*way, row.name))
    return True


def _unit(matching: _Matching, row: UnitRow, parent: str | None) -> str | None:
    """The unit of the tree that a row is; None for a new one. A unit whose code another row has is that row's."""
    if row.code and len(same := matching.tree_codes.get(row.code, [])) == 1:
        return same[0]
    name = folded(row.name)

    def free(unit: str) -> bool:
        code = matching.known.units[unit].code
        return not code or not (row.code or code in matching.codes)

    near = [unit for unit in matching.standing.children.get(parent, ()) if folded(matching.standing.name(unit)) == name and free(unit)]
    if near:
        return near[0]
    far = [unit for unit in matching.tree_names.get(name, []) if free(unit)]
    return far[0] if len(far) == 1 and len(matching.names[name]) == 1 else None


def _comes_back(at: int, over: Mapping[int, Over]) -> bool:
    """Whether the way up from a row leads back to it."""
    now, steps = over.get(at), 0
    while isinstance(now, int) and steps <= len(over):
        if now == at:
            return True
        now, steps = over.get(now), steps + 1
    return False
