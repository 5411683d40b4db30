"""What the captions of several tables on one sheet say: names that tell them apart, or the places they are about."""

import re
from collections.abc import Sequence

from groundswell.engine.periods import folded
from groundswell.engine.proposal import Choice, Role, SheetReading, TableReading
from groundswell.engine.sources.workbook import Sheet, a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import text_of
from groundswell.engine.tables.naming import tidy
from groundswell.engine.tables.vocabulary import says

FEWEST_NAMES = 2
"""Rows or columns that two tables have to name alike before their captions are taken for places."""
LONGEST_PLACE = 40
_COUNTED = re.compile(
    r"(?<![a-z])(?:numbers?|no|amounts?|counts?|rates?|percent(?:age)?s?|per|average|mean|median|costs?|values?|volumes?|days|hours|minutes"
    r"|share|proportion|ratio|totals?|spend(?:ing)?|income|expenditure|budget|anzahl|betrag|nombre|montant|aantal|bedrag)(?![a-z])|[%£$€]"
)
"""Words by which a caption speaks of what is counted, not of where."""


def settle_captions(ctx: Context, reading: SheetReading) -> None:
    """Give each table of a sheet the part of its names that its caption holds, where the tables could not be told apart without it.

    Tables of one shape, and tables that name a measure alike, get their captions in front. Captions over the very same rows may name
    places: they do where they say so, else they are read as measures, and that is said and can be answered otherwise.
    """
    sheet = ctx.grid.sheet
    everything = [*reading.tables, *reading.drafts]
    if len(everything) < 2:
        return
    names = {id(table): _names(sheet, table) for table in everything}
    for group in _alike(everything, names):
        captions = [folded(table.title) for table in group]
        if len(set(captions)) < 2 or _over_places(group):
            continue
        if _places(ctx, group, names):
            continue
        for table in group:
            table.caption = table.title


def _names(sheet: Sheet, table: TableReading) -> frozenset[str]:
    """What the rows, or the columns of figures, of a table are called: the names that could be those of another table too."""
    columns = [column.index for column in table.with_role(Role.MEASURE)]
    if not columns:
        return frozenset(folded(c.name or c.head) for c in table.with_role(Role.VALUE) if c.span is None and (c.name or c.head))
    found = set()
    for row in range(table.first, table.last + 1):
        if row not in table.rows or table.rows[row].role is Role.MEASURE:
            found.add(folded(" ".join(text_of(sheet.cell(row, column)) for column in columns)))
    return frozenset(found - {""})


def _alike(tables: Sequence[TableReading], names: dict[int, frozenset[str]]) -> list[list[TableReading]]:
    """Groups of tables that have their shape, or a name, in common with another one."""
    groups: list[list[TableReading]] = []
    for table in tables:
        joined = [group for group in groups if any(_shares(table, other, names) for other in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([*(one for group in joined for one in group), table])
    return [group for group in groups if len(group) > 1]


def _shares(one: TableReading, other: TableReading, names: dict[int, frozenset[str]]) -> bool:
    return one.shape == other.shape or bool(names[id(one)] & names[id(other)])


def _over_places(group: Sequence[TableReading]) -> bool:
    """Whether their rows are places: then the caption is the measure already."""
    return all(table.with_role(Role.ORG_UNIT) and not table.with_role(Role.MEASURE) and table.form == "across" for table in group)


def _places(ctx: Context, group: Sequence[TableReading], names: dict[int, frozenset[str]]) -> bool:
    """Whether the captions name places: by what they say, or by an answer. No figure hangs on it, so the tables need not wait."""
    if any(table.with_role(Role.ORG_UNIT) or table.org_unit for table in group):
        return False
    first = names[id(group[0])]
    captions = [table.title for table in group]
    if len(first) < FEWEST_NAMES or any(names[id(table)] != first for table in group) or len(set(map(folded, captions))) < len(captions):
        return False
    if any(not caption or len(caption) > LONGEST_PLACE or _COUNTED.search(folded(caption)) for caption in captions):
        return False
    if not all(says(vocabulary.ORG_UNIT, caption) for caption in captions):
        region = group[0].region
        choices = [Choice("places", "captions_are_places"), Choice("measures", "captions_are_measures")]
        where, said = a1(region.top, region.left), {"first": captions[0], "last": captions[-1]}
        if ctx.assume("captions_places_or_measures", where, said, choices, "measures") != "places":
            return False
    for table in group:
        table.org_unit, table.title = table.title, ""
        table.measure = tidy(ctx.name)
    return True

