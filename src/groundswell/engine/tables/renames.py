"""Places that change their name over time: proposed as the same, and joined only when a person says so."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from operator import itemgetter

from groundswell.engine.name_likeness import folded as one_name
from groundswell.engine.periods import Writing, folded
from groundswell.engine.proposal import Choice, Role, TableReading
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.naming import tidy
from groundswell.engine.tables.row_periods import RowPeriods

SHOWN = 3
ALIKE = 0.85
MOST_NAMES = 2_000
_PLAIN = (
    "the and of for nhs trust foundation ft integrated care board icb icp stp ccg clinical commissioning group partnership council city",
    "borough district county metropolitan unitary authority ua mbc dc cc service services department directorate office limited ltd",
    "plc inc gmbh stadt landkreis kreis gemeente commune ville de la le",
)
_PLAIN_WORDS = frozenset(word for line in _PLAIN for word in line.split())
"""Words that say what kind of body it is; the others tell one from another."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """An old name that ends right before the new one begins."""

    old: str
    new: str
    start: date


def propose_renames(ctx: Context, table: TableReading, body: list[int]) -> None:
    """Ask, once for each day on which names change, whether they are the same places; until somebody says so, they stay apart."""
    places = table.with_role(Role.ORG_UNIT)
    if len(places) != 1 or not body:
        return
    found: dict[date, list[Renamed]] = defaultdict(list)
    for one in _renamed(ctx, table, body, places[0].index):
        found[one.start].append(one)
    for start, ones in sorted(found.items()):
        said = ", ".join(f"{one.old} → {one.new}" for one in ones[:SHOWN])
        values = {"head": f"{start.isoformat()} {ones[0].old}", "n": str(len(ones)), "start": start.isoformat(), "names": said}
        choices = [Choice("same", "same_places"), Choice("apart", "places_apart")]
        first = next((row for row in body if tidy(ctx.grid.text(row, places[0].index)) in {one.new for one in ones}), body[0])
        if ctx.assume("same_place", a1(first, places[0].index), values, choices, "apart") == "same":
            table.renames.update({one.old: one.new for one in ones})


def _renamed(ctx: Context, table: TableReading, body: list[int], column: int) -> Iterator[Renamed]:
    """Pairs of names of which each has no other partner: by a code that they share, else by their own words."""
    spans, codes = _spans(ctx, table, body, column)
    times = sorted({day for span in spans.values() for day in span})
    following = dict(itertools.pairwise(times))
    if len(spans) > MOST_NAMES:
        return
    ended, began = defaultdict(list), defaultdict(list)
    for name, span in spans.items():
        if max(span) in following:
            ended[following[max(span)]].append(name)
        if min(span) != times[0]:
            began[min(span)].append(name)
    for start, names in ended.items():
        pairs = [(old, new) for old in names for new in began.get(start, ()) if _same(old, new, codes)]
        for old, new in pairs:
            if sum(one == old for one, _ in pairs) == sum(one == new for _, one in pairs) == 1:
                yield Renamed(old, new, start)


def _spans(ctx: Context, table: TableReading, body: list[int], column: int) -> tuple[dict[str, set[date]], dict[str, set[str]]]:
    """The days on which each name's periods start, and the codes that stand beside it."""
    periods, rows = RowPeriods(table, ctx.options), ctx.grid.sheet.rows
    code = next((c.index for c in table.with_role(Role.CODE) if c.names == "org_unit"), None)
    spans: dict[str, set[date]] = defaultdict(set)
    codes: dict[str, set[str]] = defaultdict(set)
    dated = [one.index for one in periods.columns]
    once = not any(one.fill_down or one.writing == Writing.YEARS_BETWEEN for one in periods.columns)
    picked = (column, *dated, *(() if code is None else (code,)))
    pick, width = itemgetter(*picked), max(picked)
    seen: set[object] = set()
    for row in body:
        if once:  # equal cells say equal things: a long list says each of them over and over
            cells = rows[row]
            key = pick(cells) if len(cells) > width else tuple([cells[at] if at < len(cells) else None for at in picked])
            if key in seen or row in table.rows:
                continue
            seen.add(key)
        read, name = periods.at(rows, row), tidy(ctx.grid.text(row, column))
        if row not in table.rows and name and isinstance(read, tuple):
            spans[name].add(read[0].start)
            if code is not None:
                codes[name].add(ctx.grid.text(row, code))
    return spans, codes


def _same(old: str, new: str, codes: dict[str, set[str]]) -> bool:
    if one_name(old) == one_name(new):
        return False  # two spellings of one name, not two names
    shared = codes.get(old, set()) & codes.get(new, set()) - {""}
    if shared:
        return True
    one, other = _core(old), _core(new)
    return bool(one and other) and (one == other or SequenceMatcher(None, " ".join(one), " ".join(other)).ratio() >= ALIKE)


def _core(name: str) -> list[str]:
    """The words of a name that tell it apart, in order."""
    return [word for word in re.findall(r"[^\W_]+", folded(name)) if word not in _PLAIN_WORDS]
