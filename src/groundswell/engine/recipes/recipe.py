"""A recipe as a value: the shape of the tables it was made for, and what people said about them. Never a figure, never a position.

A column is known by its head and a row by its label, because a month more moves every column after it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from groundswell.engine.proposal import ReadingOptions, Role

EVERY = 0
"""``which`` of a word that is about every column or row of that text."""
PASSING = frozenset(
    {"which_quarter", "which_month", "which_year", "which_period", "year_missing", "heading_or_empty", "column_without_period"}
)
"""Questions whose answer is another one each time; they are asked again."""


@dataclass(frozen=True, slots=True)
class TableShape:
    """What a kind of table is known by: its form, the heads that are no periods (as words), rows of heads, and the sheets it stood on."""

    form: str
    heads: tuple[str, ...]
    depth: int = 1
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineWord:
    """A person's word on a column or row of a table: what it is read as.

    ``text`` is its head or label, ``under`` the head above or the section it stands in. ``which`` counts from 1 among the ``of``
    alike; EVERY where all of them were meant. ``sheet``: only on the sheet of that name.
    """

    table: int
    axis: str
    text: str
    role: Role
    under: str = ""
    which: int = 1
    of: int = 1
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class AnswerWord:
    """An answer to a question about a table. ``about``: the head of the column it is about, or "" for the whole table.

    ``names_column``: the answer is the head of the column that was chosen.
    """

    table: int
    question: str
    about: str
    answer: str
    names_column: bool = False


@dataclass(frozen=True, slots=True)
class Recipe:
    """``version`` counts from 1. ``not_measures`` and ``not_places`` are names that are not kept; ``grouping`` is how long data is
    added up, as its owner writes it."""

    name: str
    version: int = 1
    tables: tuple[TableShape, ...] = ()
    lines: tuple[LineWord, ...] = ()
    answers: tuple[AnswerWord, ...] = ()
    not_measures: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    options: ReadingOptions = field(default_factory=ReadingOptions)
    grouping: Mapping[str, Any] | None = None

    def says_the_same(self, other: "Recipe") -> bool:
        """Whether reading by one is reading by the other; names of sheets and the version aside."""
        return _bare(self) == _bare(other)

    def options_over(self, own: ReadingOptions) -> ReadingOptions:
        """The organisation's options with what the recipe says put over them."""
        return over(own, self.options)


def over(own: ReadingOptions, said: ReadingOptions) -> ReadingOptions:
    """Options with whatever the other says put over them."""
    given = {one.name: getattr(said, one.name) for one in fields(said) if getattr(said, one.name) is not None}
    return replace(own, **given)


def _bare(recipe: Recipe) -> Recipe:
    tables = tuple(replace(table, sheets=()) for table in recipe.tables)
    ordered = tuple(sorted(recipe.lines, key=lambda one: (one.table, one.axis, one.text, one.under, one.which)))
    answered = tuple(sorted(recipe.answers, key=lambda one: (one.table, one.question, one.about)))
    return replace(recipe, version=1, tables=tables, lines=ordered, answers=answered)
