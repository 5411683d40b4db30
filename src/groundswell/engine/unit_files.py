"""A sheet of org units: name and parent, a path, or one column a level; with code, level, days and number of people where it has them.

Every row is a unit with the names above it, or a problem that names its cell. Nothing is asked: what is unclear is refused.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from groundswell.engine.sources.workbook import CellError, CellValue, Row, Sheet, Uncalculated, Workbook, a1
from groundswell.errors import Place, Problem, UserError

MOST_ROWS: Final = 20_000
HEAD_WITHIN: Final = 30
"""Rows in which the headings are looked for."""
NAME, PARENT, PATH, CODE, PARENT_CODE, LEVEL, START, UNTIL, LAST, PEOPLE = (
    "name", "parent", "path", "code", "parent_code", "level", "start", "until", "last", "people",
)  # fmt: skip
HEADINGS: Final[Mapping[str, str]] = {
    heading: role
    for role, headings in {
        NAME: "name, unit, unit name, org unit, org unit name, organisation name, organization name, org name",
        PARENT: "parent, parent name, parent unit, parent org name, parent organisation, reports to, belongs to, part of",
        PATH: "path, full path, hierarchy",
        CODE: "code, unit code, org code, organisation code, organization code, id, unit id, ods code",
        PARENT_CODE: "parent code, parent id, parent org code, parent organisation code, parent unit code",
        LEVEL: "level, tier, unit type, type",
        START: "from, valid from, start, start date, open date, opened, since, from date",
        UNTIL: "until, closed, closed on, no longer from",
        LAST: "to, valid to, end, end date, close date, last day, to date",
        PEOPLE: "head count, headcount, people, staff, number of people, employees",
    }.items()
    for heading in headings.split(", ")
}
"""What a heading says of its column, in lower case. UNTIL: the first day on which it is no more; LAST: the last day on which it is."""
FEWEST_LEVELS: Final = 2
"""Headings that nobody knows, from which a row may be one of level names."""
_APART = re.compile(r"\s*(?: / | > | › | \| |\\)\s*")
_NOT_LETTERS = re.compile(r"[\W_]+")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_TWELVE: Final = 12
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0)?")
_FOREVER = date(9999, 1, 1)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of the file. ``above`` are the names over it, the outermost first, where the file gives them all; else ``parent`` or
    ``parent_code`` name the unit over it, or it is at the top. ``level`` is a number or a name as written; ``until`` is the first day no
    more. ``implied``: only other rows name it."""

    place: Place
    name: str
    above: tuple[str, ...] | None = None
    parent: str = ""
    parent_code: str = ""
    code: str = ""
    level: str = ""
    start: date | None = None
    until: date | None = None
    people: int | None = None
    implied: bool = False


@dataclass(frozen=True, slots=True)
class UnitFile:
    """``levels``: names of levels where each has a column, from the top down. ``read``: rows with anything in them below the headings."""

    rows: tuple[UnitRow, ...]
    problems: tuple[Problem, ...]
    levels: tuple[str, ...] = ()
    read: int = 0


class _RefusedError(Exception):
    def __init__(self, column: int, code: str, text: str = "") -> None:
        super().__init__(code)
        self.column, self.code, self.text = column, code, text


def unit_file(workbook: Workbook) -> UnitFile:
    """The units of the first sheet that has headings for them.

    Raises UserError("units_no_headings"), ("units_too_many_rows").
    """
    for sheet in workbook.sheets:
        for at, row in enumerate(sheet.rows[:HEAD_WITHIN]):
            roles = _roles(row)
            if roles is not None:
                return _read(sheet, at, roles)
    raise UserError("units_no_headings", {"name": workbook.name})


def _roles(row: Row) -> dict[int, str] | None:
    """What each column is, ``level:NAME`` for one that holds a level's units; None where the row is no row of headings."""
    texts = {at: " ".join(cell.split()) for at, cell in enumerate(row) if isinstance(cell, str) and cell.strip()}
    known = {at: HEADINGS[key] for at, text in texts.items() if (key := _NOT_LETTERS.sub(" ", text).strip().casefold()) in HEADINGS}
    kinds = list(known.values())
    twice = {kind for kind in kinds if kinds.count(kind) > 1}
    known = {at: kind for place, (at, kind) in enumerate(known.items()) if kind not in twice or kinds.index(kind) == place}
    kinds = list(known.values())
    others = {at: f"level:{text}" for at, text in texts.items() if at not in known}
    if PATH in kinds or (NAME in kinds and (PARENT in kinds or PARENT_CODE in kinds)):
        return known
    if NAME in kinds:
        own = next(at for at, kind in known.items() if kind == NAME)
        left = {at: kind for at, kind in others.items() if at < own}
        return {**known, **left, own: f"level:{texts[own]}"} if left else known
    return {**others, **known} if len(others) >= FEWEST_LEVELS or (others and set(kinds) & {CODE, START, PEOPLE}) else None


def _read(sheet: Sheet, head: int, roles: Mapping[int, str]) -> UnitFile:
    rows: list[UnitRow] = []
    problems: list[Problem] = []
    read = 0
    body = sheet.rows[head + 1 :]
    if len(body) > MOST_ROWS:
        raise UserError("units_too_many_rows", {"most": MOST_ROWS})
    levels = tuple(roles[at].removeprefix("level:") for at in sorted(roles) if roles[at].startswith("level:"))
    for number, row in enumerate(body, head + 1):
        if all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row):
            continue
        read += 1
        kept, refused = _row_so_far(sheet, number, row, roles)
        rows += [] if kept is None else [kept]
        problems += refused
    return UnitFile(tuple(_with_implied(rows)), tuple(problems), levels, read)


def _row_so_far(sheet: Sheet, number: int, row: Row, roles: Mapping[int, str]) -> tuple[UnitRow | None, list[Problem]]:
    """A row without the cells that cannot be taken, so that rows under it are not refused for its sake; a problem for each such cell."""
    problems: list[Problem] = []
    while True:
        try:
            return _row(sheet, number, row, roles), problems
        except _RefusedError as refused:
            nameless = refused.code == "unit_row_without_name"
            if not (nameless and problems):
                problems.append(Problem(refused.code, Place(sheet.name, a1(number, refused.column)), {"text": refused.text}))
            if nameless:
                return None, problems
            row = [None if at == refused.column else cell for at, cell in enumerate(row)]


def _row(sheet: Sheet, number: int, row: Row, roles: Mapping[int, str]) -> UnitRow:
    cells = {role: (at, row[at] if at < len(row) else None) for at, role in roles.items() if not role.startswith("level:")}
    texts = {role: _text(*cell) for role, cell in cells.items() if role not in (START, UNTIL, LAST, PEOPLE)}
    ways = [_text(at, row[at] if at < len(row) else None) for at in sorted(roles) if roles[at].startswith("level:")]
    level = texts.get(LEVEL, "")
    above: tuple[str, ...] | None = None
    first = min(roles)
    name_at = next((at for at in sorted(roles) if roles[at] in (NAME, PATH) or roles[at].startswith("level:")), first)
    if ways:
        filled = [(at, text) for at, text in enumerate(ways, 1) if text]
        named = [text for at, text in filled]
        if filled and filled[-1][0] != len(filled):
            level = level or str(filled[-1][0])
        name, above = (named[-1] if named else ""), tuple(named[:-1])
    elif PATH in texts:
        parts = [part for part in _APART.split(texts[PATH]) if part]
        name, above = (parts[-1] if parts else ""), tuple(parts[:-1])
    else:
        name = texts.get(NAME, "")
        if not texts.get(PARENT) and not texts.get(PARENT_CODE):
            above = ()
    if not name:
        raise _RefusedError(name_at, "unit_row_without_name")
    until = _day(*cells.get(UNTIL, (first, None)))
    last = _day(*cells.get(LAST, (first, None)))
    return UnitRow(
        place=Place(sheet.name, a1(number, name_at)),
        name=name,
        above=above,
        parent=texts.get(PARENT, "") if above is None else "",
        parent_code=texts.get(PARENT_CODE, "") if above is None else "",
        code=texts.get(CODE, ""),
        level=level,
        start=_day(*cells.get(START, (first, None))),
        until=until or (last + timedelta(days=1) if last is not None and last < _FOREVER else None),
        people=_people(*cells.get(PEOPLE, (first, None))),
    )


def _with_implied(rows: Sequence[UnitRow]) -> list[UnitRow]:
    """Units that stand only above others get a row of their own, before the first that names them."""
    there = {(*row.above, row.name) for row in rows if row.above is not None}
    found: list[UnitRow] = []
    for row in rows:
        for depth in range(1, len(row.above or ()) + 1):
            way = (row.above or ())[:depth]
            if way not in there:
                there.add(way)
                found.append(UnitRow(row.place, way[-1], way[:-1], implied=True))
        found.append(row)
    return found


def _text(column: int, cell: CellValue) -> str:
    if isinstance(cell, (CellError, Uncalculated)):
        raise _RefusedError(column, "unit_row_error_cell", getattr(cell, "code", ""))
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def _day(column: int, cell: CellValue) -> date | None:
    """A day of a date cell, of 2026-04-01, 20260401, 1/4/2026 where only one reading is possible; None where nothing stands."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(column, cell)
    if not text:
        return None
    try:
        if compact := _COMPACT.fullmatch(text):
            return date(*(int(part) for part in compact.groups()))
        if parts := _DAY_FIRST.fullmatch(text):
            one, other, year = (int(part) for part in parts.groups())
            if one <= _TWELVE and other <= _TWELVE and one != other:
                raise _RefusedError(column, "unit_row_day_two_ways", text)
            return date(year, min(one, other), max(one, other)) if max(one, other) <= _TWELVE else date(year, *_month_day(one, other))
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise _RefusedError(column, "unit_row_day_unreadable", text) from None


def _month_day(one: int, other: int) -> tuple[int, int]:
    return (other, one) if one > _TWELVE else (one, other)


def _people(column: int, cell: CellValue) -> int | None:
    text = _text(column, cell).replace(",", "").replace(" ", "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 7:
        raise _RefusedError(column, "unit_row_people_unreadable", text)
    return int(text)
