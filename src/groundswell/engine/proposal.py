"""A proposed reading of a workbook, as a value: which cells are names, periods and figures, and what is still asked.

Rows and columns count from 0, as in :mod:`groundswell.engine.sources.workbook`. Everything here is plain data that goes to
JSON and back, so that it can wait between two steps of a page and cross a process.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from groundswell.errors import Place, Problem


class Role(StrEnum):
    """What a column (or, for the last few, a row) is read as."""

    PERIOD = "period"
    YEAR = "year"
    PERIOD_PART = "period_part"
    MEASURE = "measure"
    ORG_UNIT = "org_unit"
    CODE = "code"
    CATEGORY = "category"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    TARGET = "target"
    COMMENT = "comment"
    STATUS = "status"
    OWNER = "owner"
    DIRECTION = "direction"
    MEASUREMENT_UNIT = "measurement_unit"
    ATTRIBUTE = "attribute"
    LEFT_OUT = "left_out"
    SECTION = "section"
    HEAD = "head"
    NOTE = "note"


COLUMN_ROLES = tuple(role for role in Role if role not in (Role.SECTION, Role.HEAD, Role.NOTE))
"""Roles that a person may give a column."""

ROW_ROLES = (Role.MEASURE, Role.SECTION, Role.LEFT_OUT, Role.NOTE)
"""Roles that a person may give a row: read it (MEASURE), take it as a heading, leave it out, take it as a note."""

FIGURE_ROLES = frozenset({Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR, Role.TARGET})
"""Roles whose cells hold numbers."""


class Reason(StrEnum):
    """Why a filled cell is left out (contracts of reading: reconciliation)."""

    HEAD = "head"
    LABEL = "label"
    NOTE = "note"
    TOTAL = "total"
    DERIVED = "derived"
    HIDDEN = "hidden"
    EMPTY_STATE = "empty_state"
    DUPLICATE = "duplicate"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on a column or row. ``index`` counts from 0 on that sheet."""

    sheet: int
    axis: str
    index: int
    role: Role


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What a person or the organisation says beforehand; None: found out, or asked.

    ``decimal_mark`` is "." or ",", for text figures that hang on it (``1,234``).
    """

    fiscal_start: int | None = None
    school_start: int | None = None
    day_first: bool | None = None
    decimal_mark: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question; ``code`` names its words (``choice.<code>``), ``value`` is what to send back."""

    value: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What one person has to say before a table is read. No ``choices``: any period label may be typed."""

    id: str
    code: str
    sheet: int
    cell: str | None
    values: Mapping[str, str]
    choices: tuple[Choice, ...] = ()
    answer: str | None = None


@dataclass(slots=True)
class Span:
    """A column's own period: first day, day after the last, cadence and the year start it assumed, if any."""

    start: str
    end: str
    cadence: str
    assumed: str | None = None


@dataclass(slots=True)
class ColumnReading:
    """One column. ``head`` is its heading as written; ``name`` the part of a measure's name it gives.

    ``span``: its own period (periods across). ``year``/``part``: the half of a period that its heading gives, the row has the other.
    ``of``: for a target, comment or status without a period of its own, the value column it belongs to.
    ``numerator``/``denominator``: the columns of a percentage's two counts.
    ``names``: for codes and categories, whether they belong to the "measure" or the "org_unit".
    """

    index: int
    role: Role
    head: str = ""
    name: str = ""
    span: Span | None = None
    year: tuple[int, str, bool] | None = None
    part: tuple[str, int] | None = None
    of: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    names: str = ""
    reason: Reason | None = None
    fill_down: bool = False
    decimal_mark: str | None = None
    day_first: bool | None = None
    form: str | None = None
    org_unit: str = ""
    unit: str = ""
    corrected: bool = False


@dataclass(slots=True)
class RowReading:
    """A row that is not simply read: left out, a section heading, a note, a percentage with its counts, or one of these."""

    role: Role
    reason: Reason | None = None
    numerator: int | None = None
    denominator: int | None = None
    corrected: bool = False


@dataclass(slots=True)
class TableReading:
    """A table of a sheet. ``form`` is "down" (a row has its period) or "across" (columns have theirs).

    ``first``..``last``: the body's rows, both included. ``rows``: its exceptions. ``measure``: the name that the table itself
    gives (from its title), used where no column names it. ``cadence``: of the periods in rows.
    ``ending``: "week", "quarter" or "year" where the periods are named by their last day or month ("Quarter ending").
    """

    form: str
    head_rows: list[int]
    first: int
    last: int
    columns: list[ColumnReading]
    rows: dict[int, RowReading] = field(default_factory=dict)
    measure: str = ""
    org_unit: str = ""
    cadence: str = "irregular"
    school: bool = False
    ending: str = ""
    readable: bool = True

    def with_role(self, *roles: Role) -> list[ColumnReading]:
        """The columns of these roles, in sheet order."""
        return [column for column in self.columns if column.role in roles]


@dataclass(slots=True)
class SheetReading:
    """One sheet: its table, or none (then all its cells are left out as notes)."""

    index: int
    name: str
    hidden: bool = False
    table: TableReading | None = None
    problems: list[Problem] = field(default_factory=list)
    signature: str = ""
    """The shape of its table, whatever the values and however many periods: what a remembered layout is known by."""
    draft: TableReading | None = None
    """While a question is open: the roles as they would be, for the painted grid. Its periods are placeholders and it is never read."""


@dataclass(slots=True)
class Proposal:
    """The reading of a whole workbook: sheets, questions still open or answered, and what people said about it."""

    options: ReadingOptions
    sheets: list[SheetReading]
    questions: list[Question] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    layout: str | None = None

    @property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if question.answer is None]

    @property
    def problems(self) -> list[Problem]:
        """Of all sheets, in their order."""
        return [problem for sheet in self.sheets for problem in sheet.problems]

    def to_json(self) -> str:
        """As JSON text; :meth:`from_json` brings it back equal."""
        plain = {
            "options": asdict(self.options),
            "sheets": [
                {
                    "index": sheet.index,
                    "name": sheet.name,
                    "hidden": sheet.hidden,
                    "table": None if sheet.table is None else asdict(sheet.table),
                    "problems": [problem_plain(problem) for problem in sheet.problems],
                    "signature": sheet.signature,
                    "draft": None if sheet.draft is None else asdict(sheet.draft),
                }
                for sheet in self.sheets
            ],
            "questions": [asdict(question) for question in self.questions],
            "corrections": [asdict(correction) for correction in self.corrections],
            "answers": self.answers,
            "layout": self.layout,
        }
        return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Proposal":
        plain = json.loads(text)
        return cls(
            options=ReadingOptions(**plain["options"]),
            sheets=[_sheet(sheet) for sheet in plain["sheets"]],
            questions=[_question(question) for question in plain["questions"]],
            corrections=[Correction(c["sheet"], c["axis"], c["index"], Role(c["role"])) for c in plain["corrections"]],
            answers=plain["answers"],
            layout=plain["layout"],
        )


def _question(plain: Mapping[str, Any]) -> Question:
    choices = tuple(Choice(**choice) for choice in plain["choices"])
    return Question(**{**plain, "choices": choices})


def problem_plain(problem: Problem) -> dict[str, Any]:
    """A problem as JSON knows it."""
    place = {"sheet": problem.place.sheet, "cell": problem.place.cell}
    return {"code": problem.code, "place": place, "values": dict(problem.values), "question": problem.question}


def problem_from(plain: Mapping[str, Any]) -> Problem:
    """A problem that went through JSON."""
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in plain["values"].items()}
    return Problem(plain["code"], Place(**plain["place"]), values, plain["question"])


def _sheet(plain: Mapping[str, Any]) -> SheetReading:
    table = None if plain["table"] is None else _table(plain["table"])
    problems = [problem_from(problem) for problem in plain["problems"]]
    draft = None if plain["draft"] is None else _table(plain["draft"])
    return SheetReading(plain["index"], plain["name"], plain["hidden"], table, problems, plain["signature"], draft)


def _table(plain: Mapping[str, Any]) -> TableReading:
    columns = [
        ColumnReading(
            **{
                **column,
                "role": Role(column["role"]),
                "span": None if column["span"] is None else Span(**column["span"]),
                "year": None if column["year"] is None else tuple(column["year"]),
                "part": None if column["part"] is None else tuple(column["part"]),
                "reason": None if column["reason"] is None else Reason(column["reason"]),
            }
        )
        for column in plain["columns"]
    ]
    rows = {
        int(row): RowReading(
            Role(r["role"]), None if r["reason"] is None else Reason(r["reason"]), r["numerator"], r["denominator"], r["corrected"]
        )
        for row, r in plain["rows"].items()
    }
    return TableReading(**{**plain, "columns": columns, "rows": rows})
