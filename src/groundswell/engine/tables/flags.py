"""Columns of flags beside figures (p, r, e, c …), as statistics offices write them: they say how settled a figure is, or why there is
none."""

from collections.abc import Iterable

from groundswell.engine.marks import status_of
from groundswell.engine.numbers import NumberRead, read_number
from groundswell.engine.proposal import ColumnReading, Reason, Role, TableReading
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import LOOK_ROWS, blank, text_of

HEADS = frozenset(
    [
        "",
        "flag",
        "flags",
        "obs flag",
        "observation flag",
        "obs status",
        "observation status",
        "status flag",
        "data flag",
        "value flag",
        "symbol",
        "symbols",
        "marker",
        "qualifier",
    ]
)

MAY_BE = (Role.LEFT_OUT, Role.ATTRIBUTE, Role.CATEGORY, Role.STATUS, Role.CODE, Role.VALUE)


def is_flag(text: str) -> bool:
    """One of the marks that stand behind a figure (p, r, e, b, f) or in its place (c, x, z, u, :)."""
    if status_of(text) is not None:
        return True
    read = read_number(text, ".")
    return len(text) <= 3 and isinstance(read, NumberRead) and read.value is None and read.bound is None and bool(read.mark)


def may_be_flags(head: str, texts: Iterable[str]) -> bool:
    """Whether a column of nothing but marks is one of flags, by its head, and not a column of figures that are all withheld."""
    return vocabulary.words(head) in HEADS and all(is_flag(text.strip()) for text in texts)


def find_flags(ctx: Context, table: TableReading) -> None:
    """Which columns are flags of which column of figures: the nearest one on their left, or the only one of the table."""
    flags = [c for c in table.columns if c.role in MAY_BE and not c.corrected and _is_flags(ctx, table, c)]
    figures = [column.index for column in table.with_role(Role.VALUE) if column not in flags]
    for column in flags:
        left = [index for index in figures if index < column.index]
        owner = figures[0] if len(figures) == 1 else left[-1] if left and left[-1] == column.index - 1 else None
        if owner is not None and owner not in table.flags:
            table.flags[owner] = column.index
            column.role, column.reason, column.name, column.names, column.of = Role.LEFT_OUT, Reason.NOTE, "", "", None


def _is_flags(ctx: Context, table: TableReading, column: ColumnReading) -> bool:
    return column.span is None and vocabulary.words(column.head) in HEADS and _holds_flags(ctx, table, column)


def _holds_flags(ctx: Context, table: TableReading, column: ColumnReading) -> bool:
    """Whether every text is a flag; without a head, one that could not be a traffic light's colour is needed among them."""
    rows = range(table.first, min(table.last + 1, table.first + LOOK_ROWS))
    values = [ctx.grid.value(row, column.index) for row in rows]
    texts = {text_of(value).strip() for value in values if not blank(value)}
    if not texts or not all(is_flag(text) for text in texts):
        return False
    return bool(column.head) or any(text.lower() not in vocabulary.RAG_VALUES for text in texts)
