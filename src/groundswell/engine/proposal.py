"""A proposed reading of a workbook, as a value: which cells are names, periods and figures, and what is still asked.

Rows and columns count from 0, as in :mod:`groundswell.engine.sources.workbook`. Everything here is plain data that goes to
JSON and back, so that it can wait between two steps of a page and cross a process.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from groundswell.engine.long.grouping import Grouping
from groundswell.engine.sources.workbook import a1
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
    FILTERED = "filtered"
    NOT_USED = "not_used"
    PARTIAL = "partial"


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

    ``decimal_mark`` is "." or ",", for text figures that hang on it (``1,234``). ``period``: a label for figures that stand without
    any date of their own.
    """

    fiscal_start: int | None = None
    school_start: int | None = None
    day_first: bool | None = None
    decimal_mark: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question; ``code`` names its words (``choice.<code>``), ``value`` is what to send back."""

    value: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What one person has to say before a table is read. No ``choices``: any period label may be typed.

    ``assumed``: the answer that the table is read by until somebody gives another one; such a question is not open.
    """

    id: str
    code: str
    sheet: int
    cell: str | None
    values: Mapping[str, str]
    choices: tuple[Choice, ...] = ()
    answer: str | None = None
    assumed: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether the table waits for its answer."""
        return self.answer is None and self.assumed is None


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
    ``total_of``: the columns that a total adds up.
    ``names``: for codes and categories, whether they belong to the "measure" or the "org_unit".
    ``refused``: its figures are refused; the problem that says why was put when the table was found.
    ``writing``: how labels of periods are written that only the whole column settles ("days": "Jan 01" is a day).
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
    total_of: list[int] = field(default_factory=list)
    fill_down: bool = False
    decimal_mark: str | None = None
    day_first: bool | None = None
    form: str | None = None
    org_unit: str = ""
    unit: str = ""
    corrected: bool = False
    refused: bool = False
    writing: str = ""


@dataclass(slots=True)
class RowReading:
    """A row that is not simply read: left out, a section heading, a note, a percentage with its counts, or one of these.

    ``depth``: how many headings stay open: those above a heading, or above what follows a total. None: as the rows' order says.
    ``refused``: its figures are refused; the problem that says why was put when the table was found.
    ``total_of``: the rows that a total adds up.
    ``label_row``: the row below that names its figures, where its own label is a heading (both share merged cells of figures).
    """

    role: Role
    reason: Reason | None = None
    numerator: int | None = None
    denominator: int | None = None
    corrected: bool = False
    depth: int | None = None
    refused: bool = False
    label_row: int | None = None
    total_of: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of a sheet, all four sides included. Two regions of one sheet never share a cell."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    @property
    def a1(self) -> str:
        """The rectangle as people write it: ``B2:D20``."""
        return f"{a1(self.top, self.left)}:{a1(max(self.bottom, self.top), max(self.right, self.left))}"


@dataclass(frozen=True, slots=True)
class PivotBlock:
    """A block beside a list whose figures add up, or count, the rows of that ``source``: it is left out as derived."""

    region: Region
    source: Region


LEFT_FOR_NOW = "leave_table_out"
"""The answer, to any open question about a table, that the table is not read for now and the others go on without it."""

WHOLE_SHEET = Region(0, 0, 1_048_575, 16_383)
"""Every cell that a sheet can have (Excel specifications and limits)."""


@dataclass(slots=True)
class TableReading:
    """A table of a sheet. ``form`` is "down" (a row has its period) or "across" (columns have theirs).

    ``region``: the rectangle that is this table's alone: its caption, heads, body and notes. Only its cells are read and counted here.
    ``shape``: the table's part of :attr:`SheetReading.signature`.
    ``first``..``last``: the body's rows, both included. ``rows``: its exceptions. ``measure``: the name that the table itself
    gives (from its title), used where no column names it. ``cadence``: of the periods in rows.
    ``turn_month``: the month or quarter with which a year begins whose label is a calendar's (Apr … Mar under 2023): the ones
    before it are those of the next year; ``turn_shift`` is -1 where the label names the year in which it ends.
    A label of two years has one where the order of its months shows another start than the assumed one (Jul … Jun under 2023/24).
    ``flags``: by column of figures, the column of marks (p, r, c …) that speaks of them.
    ``renames``: by the old name of a place, the name that it has now.
    ``levels``: columns of places of several levels, the widest first; a row is for the finest place that it names.
    ``title``: what the text above the table calls it; ``caption``: that title where it goes in front of every name.
    ``month_day``: the day (1, or 31: the last) that a month stands for which is written among full dates.
    ``marks``: how settled figures are whose period bears a footnote mark, by mark ("1": "provisional").
    ``ending``: "week", "quarter" or "year" where the periods are named by their last day or month ("Quarter ending").
    ``unit``: what a line above the table says that its figures are counted in ("£ thousand").
    ``sections``: for a table without dates on rows or heads, what its rows and headings name: "org_unit" or "measure".
    """

    form: str
    head_rows: list[int]
    first: int
    last: int
    columns: list[ColumnReading]
    rows: dict[int, RowReading] = field(default_factory=dict)
    measure: str = ""
    org_unit: str = ""
    title: str = ""
    caption: str = ""
    cadence: str = "irregular"
    school: bool = False
    month_day: int = 0
    turn_month: int = 0
    turn_shift: int = 0
    flags: dict[int, int] = field(default_factory=dict)
    renames: dict[str, str] = field(default_factory=dict)
    levels: list[int] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    ending: str = ""
    sections: str = ""
    unit: str = ""
    readable: bool = True
    region: Region = WHOLE_SHEET
    shape: str = ""

    def with_role(self, *roles: Role) -> list[ColumnReading]:
        """The columns of these roles, in sheet order."""
        return [column for column in self.columns if column.role in roles]


@dataclass(slots=True)
class SheetReading:
    """One sheet: its tables, from top to bottom and left to right. A cell belongs to one of them, to a region that is not read, or to none.

    ``waiting``: regions of which a question is open. ``refused``: regions with figures that are not read, whose problems say why.
    ``aside``: regions that a person leaves out for now; ``pivots``: blocks that follow from a list beside them.
    What belongs to no region is left out as a note.
    """

    index: int
    name: str
    hidden: bool = False
    tables: list[TableReading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    """The shape of each region's table, whatever the values and however many periods: what a recipe knows it by."""
    drafts: list[TableReading] = field(default_factory=list)
    """While questions are open: the roles as they would be, for the painted grid. Their periods are placeholders; they are never read."""
    waiting: list[Region] = field(default_factory=list)
    refused: list[Region] = field(default_factory=list)
    aside: list[Region] = field(default_factory=list)
    pivots: list[PivotBlock] = field(default_factory=list)

    @property
    def signature(self) -> str:
        """The shapes of all its tables as one text; empty where nothing looks like a table."""
        return "\n".join(self.signatures)


@dataclass(frozen=True, slots=True)
class Recalled:
    """A recipe's words in their places in this workbook. ``answers``: sheet, question, what it is about, answer.

    ``every``: sheet, axis and text of words that are about all columns or rows of that text. ``problems``: sheet and what does not fit.
    """

    recipe: str
    version: int
    corrections: tuple[Correction, ...] = ()
    answers: tuple[tuple[int, str, str, str], ...] = ()
    every: tuple[tuple[int, str, str], ...] = ()
    problems: tuple[tuple[int, Problem], ...] = ()


@dataclass(slots=True)
class Proposal:
    """The reading of a whole workbook: sheets, questions still open or answered, and what people said about it."""

    options: ReadingOptions
    sheets: list[SheetReading]
    questions: list[Question] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    recalled: Recalled | None = None
    grouping: Grouping | None = None
    """How its rows become figures where they are cases or a long table; read that way once a person took it (``grouped``)."""
    grouped: bool = False
    large: Mapping[str, Any] | None = None
    """Of a file that is too large to be read whole into cells: its ``rows``, and what was ``found`` of its columns, as plain values."""

    @property
    def recipe(self) -> str | None:
        """The name of the recipe that it is read by."""
        return None if self.recalled is None else self.recalled.recipe

    @property
    def open_questions(self) -> list[Question]:
        return [] if self.grouped else [question for question in self.questions if question.is_open]

    @property
    def assumed_questions(self) -> list[Question]:
        """Questions that can still be answered otherwise: read on without anybody's word, or their table is left out for now."""
        return [one for one in self.questions if one.answer == LEFT_FOR_NOW or (one.answer is None and one.assumed is not None)]

    @property
    def may_leave_out(self) -> bool:
        """Whether a table whose question is open can be left out: there is another one, read or waiting."""
        return sum(len(sheet.tables) + len(sheet.waiting) for sheet in self.sheets) > 1

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
                    "tables": [asdict(table) for table in sheet.tables],
                    "problems": [problem_plain(problem) for problem in sheet.problems],
                    "signatures": sheet.signatures,
                    "drafts": [asdict(table) for table in sheet.drafts],
                    "waiting": [asdict(region) for region in sheet.waiting],
                    "refused": [asdict(region) for region in sheet.refused],
                    "aside": [asdict(region) for region in sheet.aside],
                    "pivots": [asdict(block) for block in sheet.pivots],
                }
                for sheet in self.sheets
            ],
            "questions": [asdict(question) for question in self.questions],
            "corrections": [asdict(correction) for correction in self.corrections],
            "answers": self.answers,
            "recalled": None if self.recalled is None else _recalled_plain(self.recalled),
            "grouping": None if self.grouping is None else self.grouping.to_plain(),
            "grouped": self.grouped,
            "large": self.large,
        }
        return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Proposal":
        plain = json.loads(text)
        return cls(
            options=ReadingOptions(**plain["options"]),
            sheets=[_sheet(sheet) for sheet in plain["sheets"]],
            questions=[_question(question) for question in plain["questions"]],
            corrections=[_correction(correction) for correction in plain["corrections"]],
            answers=plain["answers"],
            recalled=_recalled(plain["recalled"]) if plain.get("recalled") else None,
            grouping=None if plain.get("grouping") is None else Grouping.from_plain(plain["grouping"]),
            grouped=plain.get("grouped", False),
            large=plain.get("large"),
        )


def _correction(plain: Mapping[str, Any]) -> Correction:
    return Correction(plain["sheet"], plain["axis"], plain["index"], Role(plain["role"]))


def _recalled_plain(recalled: Recalled) -> dict[str, Any]:
    return {**asdict(recalled), "problems": [[sheet, problem_plain(problem)] for sheet, problem in recalled.problems]}


def _recalled(plain: Mapping[str, Any]) -> Recalled:
    return Recalled(
        plain["recipe"],
        plain["version"],
        tuple(_correction(correction) for correction in plain["corrections"]),
        tuple((one[0], one[1], one[2], one[3]) for one in plain["answers"]),
        tuple((one[0], one[1], one[2]) for one in plain["every"]),
        tuple((sheet, problem_from(problem)) for sheet, problem in plain["problems"]),
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


def _of_one_table(plain: Mapping[str, Any]) -> Mapping[str, Any]:
    """A sheet as written up to version 0.2.0, when it had one table or none: an upload that waits goes on after an upgrade."""
    tables, drafts = ([plain[name]] if plain[name] is not None else [] for name in ("table", "draft"))
    unread = [asdict(WHOLE_SHEET)] if plain["problems"] and not tables and not plain["hidden"] else []
    waiting = unread if any(problem["question"] for problem in plain["problems"]) else []
    named = {"signatures": [plain["signature"]] if plain["signature"] else [], "waiting": waiting, "refused": [] if waiting else unread}
    return {**plain, **named, "tables": tables, "drafts": drafts}


def _sheet(plain: Mapping[str, Any]) -> SheetReading:
    if "tables" not in plain:
        plain = _of_one_table(plain)
    return SheetReading(
        plain["index"],
        plain["name"],
        plain["hidden"],
        tables=[_table(table) for table in plain["tables"]],
        problems=[problem_from(problem) for problem in plain["problems"]],
        signatures=plain["signatures"],
        drafts=[_table(table) for table in plain["drafts"]],
        waiting=[Region(**region) for region in plain["waiting"]],
        refused=[Region(**region) for region in plain["refused"]],
        aside=[Region(**region) for region in plain.get("aside", ())],
        pivots=[PivotBlock(Region(**block["region"]), Region(**block["source"])) for block in plain.get("pivots", ())],
    )


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
        int(row): RowReading(**{**r, "role": Role(r["role"]), "reason": None if r["reason"] is None else Reason(r["reason"])})
        for row, r in plain["rows"].items()
    }
    flags = {int(column): flag for column, flag in plain.get("flags", {}).items()}
    own = {**plain, "columns": columns, "rows": rows, "flags": flags}
    return TableReading(**{**own, "region": Region(**plain.get("region", asdict(WHOLE_SHEET)))})
