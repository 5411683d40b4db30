"""The tree of a day as rows of a file that can be brought again."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from groundswell.domain.organisation.tree import Tree

HEAD = ("Path", "Code", "Level", "From", "Until", "Head count")


def as_csv(known: Tree, day: date) -> Iterator[tuple[str, ...]]:
    """The headings, then each unit by its path, parents before their children. Until is the first day no more."""
    yield HEAD
    standing = known.on(day)
    for unit, _depth in standing.outline():
        own = standing.units[unit]
        people = own.people(day)
        dates = ("" if one is None else one.isoformat() for one in (own.start, own.until))
        yield standing.path_text(unit), own.code, str(standing.level(unit)), *dates, "" if people is None else str(people)


def as_plain(known: Tree, day: date) -> list[dict[str, Any]]:
    """The same for programs: ids too, and what each level is called."""
    standing = known.on(day)
    found = []
    for unit, depth in standing.outline():
        own, level = standing.units[unit], standing.level(unit)
        found.append({
            "id": unit, "name": standing.name(unit), "path": standing.path_text(unit), "depth": depth, "parent": standing.parents[unit],
            "level": level, "level_name": known.levels.name(level), "code": own.code, "people": own.people(day),
            "from": None if own.start is None else own.start.isoformat(), "until": None if own.until is None else own.until.isoformat(),
        })  # fmt: skip
    return found
