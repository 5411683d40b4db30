"""The painted sheet of the page "Check the reading": window, roles over columns and rows, tabs and links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.proposal import COLUMN_ROLES, ROW_ROLES, Role, SheetReading, TableReading
from groundswell.engine.sources.workbook import column_name
from groundswell.web.pages.bring.grid import RoleSpan, Window, role_spans
from groundswell.words import Words

ORDER = (
    Role.PERIOD,
    Role.YEAR,
    Role.PERIOD_PART,
    Role.VALUE,
    Role.MEASURE,
    Role.ORG_UNIT,
    Role.NUMERATOR,
    Role.DENOMINATOR,
    Role.MEASUREMENT_UNIT,
    Role.TARGET,
    Role.COMMENT,
    Role.STATUS,
    Role.OWNER,
    Role.DIRECTION,
    Role.CATEGORY,
    Role.CODE,
    Role.ATTRIBUTE,
    Role.LEFT_OUT,
    Role.SECTION,
    Role.NOTE,
)


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role in the menu; ``axis`` says whether it is for columns or rows alone."""

    value: str
    text: str
    axis: str


@dataclass(frozen=True, slots=True)
class LineRole:
    """A column letter or a row number as a button."""

    role: str
    says: str


@dataclass(frozen=True, slots=True)
class RangeChoice:
    """A column, span or row in the plain form's list."""

    value: str
    text: str


def role_choices(words: Words) -> list[RoleChoice]:
    """All roles, likely ones first."""
    choices = []
    for role in ORDER:
        column, row = role in COLUMN_ROLES, role in ROW_ROLES
        axis = "" if column and row else "column" if column else "row"
        choices.append(RoleChoice(role.value, words.text(f"role.{role.value}"), axis))
    return choices


def tables_in(sheet: SheetReading, window: Window) -> list[TableReading]:
    """The tables, and the drafts of some, that lie on rows of the window."""
    tables = (*sheet.tables, *sheet.drafts)
    return [table for table in tables if table.region.top < window.bottom and table.region.bottom >= window.top]


def column_roles(sheet: SheetReading, width: int, window: Window) -> list[str]:
    """The role of each column, in the first table of the window that has it; while a question is open, as its answer would have it."""
    roles = [Role.LEFT_OUT.value] * width
    for table in reversed(tables_in(sheet, window) or [*sheet.tables, *sheet.drafts]):
        for column in table.columns:
            if column.index < width:
                roles[column.index] = column.role.value
    return roles


def row_role(sheet: SheetReading, row: int) -> str:
    """A row's role in the first table that lies on it: read, unless the table names it an exception or it stands outside."""
    table = next((table for table in sheet.tables if table.region.top <= row <= table.region.bottom), None)
    if table is None:
        return Role.NOTE.value
    if row in table.rows:
        return table.rows[row].role.value
    if row in table.head_rows:
        return Role.HEAD.value
    return Role.MEASURE.value if table.first <= row <= table.last else Role.NOTE.value


def spans_of(sheet: SheetReading, roles: Sequence[str], window: Window, words: Words) -> list[RoleSpan]:
    """The role bar: a period span says which periods it holds."""

    def text(role: str, first: int, last: int) -> tuple[str, str]:
        shown = _periods_text(sheet, first, last, words) or words.text(f"role.{role}")
        return shown, columns_say(first, last, shown, words)

    return role_spans(roles, window, text)


def columns_say(first: int, last: int, shown: str, words: Words) -> str:
    """``Columns C to O: read as …``, the button's name."""
    if first == last:
        return words.text("bring.column_says", {"column": column_name(first), "role": shown})
    return words.text("bring.columns_say", {"first": column_name(first), "last": column_name(last), "role": shown})


def _periods_text(sheet: SheetReading, first: int, last: int, words: Words) -> str:
    """``Periods: 13 months, October 2025 to October 2026`` where the columns are periods."""
    spanned = [
        column
        for table in sheet.tables
        for column in table.columns
        if first <= column.index <= last and column.span is not None and column.role is Role.VALUE
    ]
    if len(spanned) < 2:
        return ""
    spans = [column.span for column in spanned if column.span is not None]
    starts = {span.start for span in spans}
    cadence = spans[0].cadence
    values = {
        "periods": words.text(f"bring.n_{cadence}", {"n": len(starts)}),
        "first": words.period(date.fromisoformat(min(starts)), Cadence(cadence), "long"),
        "last": words.period(date.fromisoformat(max(starts)), Cadence(cadence), "long"),
    }
    return words.text("bring.periods_span", values)
