"""Tables of one workbook that have the same names under different titles: the title goes in front, so that no figure meets another."""

from collections.abc import Mapping, Sequence

from groundswell.engine.proposal import Role, TableReading
from groundswell.engine.sources.workbook import Sheet
from groundswell.engine.tables.grid import LOOK_ROWS, text_of
from groundswell.engine.tables.vocabulary import words

Pair = tuple[Sheet, TableReading]


def tell_apart(tables: Sequence[Pair]) -> None:
    """Give each table its title as caption where another one has a name and a period of its own under another title.

    A table whose names already differ keeps them as they are.
    """
    _by_figures([(sheet, table) for sheet, table in tables if table.sections])
    for at, (sheet, table) in enumerate(tables):
        for other_sheet, other in tables[at + 1 :]:
            if table.sections and other.sections:
                continue
            if not table.title or not other.title or table.title.casefold() == other.title.casefold():
                continue
            if _names(sheet, table) & _names(other_sheet, other) and _periods(sheet, table) & _periods(other_sheet, other):
                table.caption, other.caption = table.title, other.title


def _by_figures(tables: Sequence[Pair]) -> None:
    """Tables without dates that give the same names other figures for one period: their titles tell them apart, else their sheets' names.

    Not where most figures agree (the table stands there twice), nor where the sheets have names that say nothing.
    """
    figures = [_figures(sheet, table) for sheet, table in tables] if len(tables) > 1 else []
    for at, (sheet, table) in enumerate(tables):
        for beside, (other_sheet, other) in enumerate(tables[at + 1 :], at + 1):
            if not _periods(sheet, table) & _periods(other_sheet, other) or not _disagree(figures[at], figures[beside]):
                continue
            if table.title and other.title and table.title.casefold() != other.title.casefold():
                table.caption, other.caption = table.title, other.title
            elif sheet.name != other_sheet.name and _telling(sheet.name) and _telling(other_sheet.name):
                table.caption, other.caption = sheet.name.strip(), other_sheet.name.strip()


def _telling(name: str) -> bool:
    """A name that somebody gave: not "Sheet1", nor a number."""
    return words(name).rstrip("0123456789 ") not in ("", "sheet", "tabelle", "feuil", "blad", "hoja", "foglio", "table", "data", "page")


def _figures(sheet: Sheet, table: TableReading) -> dict[tuple[str, ...], object]:
    """Figures by row labels, column names and periods, of the first rows."""
    labels = [column.index for column in table.with_role(Role.MEASURE, Role.ORG_UNIT, Role.CATEGORY, Role.CODE)]
    values = [(column.index, column.name, column.org_unit, str(column.span)) for column in table.with_role(Role.VALUE)]
    found: dict[tuple[str, ...], object] = {}
    for row in _body(table):
        key = tuple(text_of(sheet.cell(row, index)) for index in labels)
        for index, *names in values:
            value = sheet.cell(row, index)
            if value is not None and row not in table.rows:
                found[(*key, *names)] = value
    return found


def _disagree(ours: Mapping[tuple[str, ...], object], theirs: Mapping[tuple[str, ...], object]) -> bool:
    """Whether most figures of the same names differ."""
    common = ours.keys() & theirs.keys()
    return len(common) >= 2 and sum(ours[key] != theirs[key] for key in common) * 2 > len(common)


def _names(sheet: Sheet, table: TableReading) -> set[str]:
    """What the table's measures are called, as far as a look at its first rows tells."""
    labels = table.with_role(Role.MEASURE)
    if labels:
        return {text.casefold() for text in (text_of(sheet.cell(row, labels[0].index)) for row in _body(table)) if text}
    named = {column.name.casefold() for column in table.with_role(Role.VALUE) if column.name}
    return named or {table.measure.casefold()}


def _periods(sheet: Sheet, table: TableReading) -> set[str]:
    spans = {column.span.start for column in table.with_role(Role.VALUE) if column.span is not None}
    if spans:
        return spans
    columns = table.with_role(Role.PERIOD, Role.YEAR, Role.PERIOD_PART)
    found = {"/".join(text_of(sheet.cell(row, column.index)) for column in columns) for row in _body(table)}
    return found | {str(column.year or column.part) for column in table.with_role(Role.VALUE) if column.year or column.part}


def _body(table: TableReading) -> range:
    return range(table.first, min(table.last + 1, table.first + LOOK_ROWS))
