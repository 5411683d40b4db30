"""Where a recipe's words find their place in a file, and what of it and of the file they do not cover."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from groundswell.engine.proposal import Correction, Proposal, Recalled, Role
from groundswell.engine.recipes.known_by import KnownBy, alike, columns_of, head_row, rows_of
from groundswell.engine.recipes.matching import FoundTable, Match, match
from groundswell.engine.recipes.recipe import EVERY, AnswerWord, LineWord, Recipe
from groundswell.engine.sources.workbook import Workbook, a1, column_name
from groundswell.engine.tables.grid import Grid
from groundswell.errors import Place, Problem

MOST_NEW = 20
"""New columns of one table that are named singly."""


@dataclass(slots=True)
class _Followed:
    """By sheet, axis and index: the role. By sheet, question and what it is about: the answer."""

    roles: dict[tuple[int, str, int], Role] = field(default_factory=dict)
    answers: dict[tuple[int, str, str], str] = field(default_factory=dict)
    every: dict[tuple[int, str, str], None] = field(default_factory=dict)
    problems: list[tuple[int, Problem]] = field(default_factory=list)


def follow(recipe: Recipe, workbook: Workbook, alone: Proposal) -> Recalled:
    """Find a recipe's places in a workbook. ``alone`` is its reading without anybody's words."""
    matched = match(recipe, alone, workbook)
    followed = _Followed()
    used: set[int] = set()
    for pair in matched.pairs:
        used |= _Sheet(recipe, workbook, alone, pair.found, followed).take(pair.table)
    if recipe.tables and not matched.pairs:
        followed.problems.append((0, Problem("recipe_fits_nothing", Place(), {"recipe": recipe.name}, question=True)))
        return Recalled(recipe.name, recipe.version, problems=tuple(followed.problems))
    for number, word in enumerate(recipe.lines):
        if number not in used and word.table not in matched.gone:
            code = "recipe_column_gone" if word.axis == "column" else "recipe_row_gone"
            _say(followed, _first_sheet(matched, word.table), code, Place(), recipe, {"text": word.text})
    _say_tables(recipe, workbook, alone, matched, followed)
    return Recalled(
        recipe.name,
        recipe.version,
        tuple(Correction(*place, role) for place, role in followed.roles.items()),
        tuple((*about, given) for about, given in followed.answers.items()),
        tuple(followed.every),
        tuple(followed.problems),
    )


class _Sheet:
    """One table of the file under one table of the recipe."""

    def __init__(self, recipe: Recipe, workbook: Workbook, proposal: Proposal, found: FoundTable, followed: _Followed) -> None:
        self._recipe, self._found, self._followed = recipe, found, followed
        self._reading = proposal.sheets[found.sheet]
        self._grid = Grid(workbook.sheets[found.sheet])
        self._known: dict[str, Mapping[int, KnownBy]] = {}

    def take(self, table: int) -> set[int]:
        """Place the words of that table; gives the numbers of those that found their place or were said to be unsure."""
        used = set()
        for number, word in enumerate(self._recipe.lines):
            if word.table == table and word.sheet in ("", self._reading.name) and self._place(word):
                used.add(number)
        for answer in self._recipe.answers:
            if answer.table == table:
                self._answer(answer)
        return used

    def known(self, axis: str) -> Mapping[int, KnownBy]:
        """Columns or rows with their texts, looked up once."""
        if axis not in self._known:
            self._known[axis] = (columns_of if axis == "column" else rows_of)(self._grid, self._reading)
        return self._known[axis]

    def _place(self, word: LineWord) -> bool:
        known = self.known(word.axis)
        places = alike(known, word.text)
        if word.which == EVERY:
            self._followed.every[self._found.sheet, word.axis, word.text] = None
        else:
            places = alike(known, word.text, word.under) or places
            if places and len(places) != word.of:
                code = "recipe_column_unsure" if word.axis == "column" else "recipe_row_unsure"
                place = Place(self._reading.name, self._cell(word.axis, places[0]))
                _say(self._followed, self._found.sheet, code, place, self._recipe, {"text": word.text, "n": len(places), "of": word.of})
                return True
            places = places[word.which - 1 : word.which]
        for index in places:
            self._followed.roles[self._found.sheet, word.axis, index] = word.role
        return bool(places)

    def _answer(self, word: AnswerWord) -> None:
        columns = self.known("column")
        about, given = {word.about}, word.answer
        if word.names_column:  # one question of the whole table, wherever its first column went
            chosen = alike(columns, word.answer)
            if len(chosen) != 1:
                return
            about, given = {column_name(column) for column in columns}, str(chosen[0])
        elif word.about:
            about |= {column_name(column) for column in alike(columns, word.about)}
        for key in sorted(about):
            self._followed.answers[self._found.sheet, word.question, key] = given

    def _cell(self, axis: str, index: int) -> str:
        if axis == "row":
            return f"{index + 1}:{index + 1}"
        return a1(head_row(self._reading), index)


def _say_tables(recipe: Recipe, workbook: Workbook, alone: Proposal, matched: Match, followed: _Followed) -> None:
    spoken = {(word.table, word.text) for word in recipe.lines if word.axis == "column"}
    for pair in matched.pairs:
        at, place = pair.found.sheet, Place(workbook.sheets[pair.found.sheet].name)
        gone = [head for head in pair.gone if (pair.table, head) not in spoken]
        if gone:
            _say(followed, at, "recipe_heads_gone", place, recipe, {"text": ", ".join(gone)})
        known = columns_of(Grid(workbook.sheets[at]), alone.sheets[at]) if pair.new else {}
        for head in pair.new[:MOST_NEW]:
            column = next(iter(alike(known, head)), None)
            cell = None if column is None else a1(head_row(alone.sheets[at]), column)
            _say(followed, at, "recipe_column_new", Place(place.sheet, cell), recipe, {"text": head})
        if len(pair.new) > MOST_NEW:
            _say(followed, at, "recipe_columns_new", place, recipe, {"n": len(pair.new) - MOST_NEW})
        if pair.other_form:
            _say(followed, at, "recipe_other_form", place, recipe, {})
    for found in matched.new:
        _say(followed, found.sheet, "recipe_table_new", Place(workbook.sheets[found.sheet].name), recipe, {})
    for index in matched.gone:
        table = recipe.tables[index]
        _say(followed, 0, "recipe_table_gone", Place(), recipe, {"sheets": ", ".join(table.sheets), "heads": ", ".join(table.heads)})


def _first_sheet(matched: Match, table: int) -> int:
    return next((pair.found.sheet for pair in matched.pairs if pair.table == table), 0)


def _say(followed: _Followed, sheet: int, code: str, place: Place, recipe: Recipe, values: Mapping[str, str | int]) -> None:
    followed.problems.append((sheet, Problem(code, place, {"recipe": recipe.name, **values})))


def not_fitting(problems: Iterable[Problem]) -> list[Problem]:
    """Of a file's problems those that say what of a recipe, or of the file, the other does not have."""
    return [problem for problem in problems if problem.code in NOT_FITTING]


NOT_FITTING = frozenset(
    {
        "recipe_column_gone",
        "recipe_column_new",
        "recipe_column_unsure",
        "recipe_columns_new",
        "recipe_fits_nothing",
        "recipe_grouping_gone",
        "recipe_heads_gone",
        "recipe_other_form",
        "recipe_row_gone",
        "recipe_row_unsure",
        "recipe_table_gone",
        "recipe_table_new",
    }
)
