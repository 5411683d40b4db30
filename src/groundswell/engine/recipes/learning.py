"""Learning a recipe from a file as it was read in the end: every word of a person that is not about this file alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from groundswell.engine.proposal import Proposal, Question, Role
from groundswell.engine.recipes.known_by import KnownBy, alike, columns_of, rows_of
from groundswell.engine.recipes.matching import FoundTable, tables_in
from groundswell.engine.recipes.recipe import EVERY, PASSING, AnswerWord, LineWord, Recipe, TableShape
from groundswell.engine.sources.workbook import Workbook, column_name
from groundswell.engine.tables.context import memory_key
from groundswell.engine.tables.grid import Grid

AXES = ("column", "row")


def learn(proposal: Proposal, alone: Proposal, workbook: Workbook, name: str, earlier: Recipe | None = None) -> Recipe:
    """What to remember of a reading under a name. ``alone`` is the same workbook read without anybody's words.

    What the reading recalled of a recipe stays; what of it did not fit is left out and stands in the older version. The version
    is the earlier one's, or plus one where they differ.
    """
    kinds = _kinds(tables_in(alone, workbook))
    lines: list[LineWord] = []
    for axis in AXES:
        lines += _lines(axis, proposal, alone, workbook, kinds)
    given = replace(
        earlier or Recipe(name),
        name=name,
        tables=tuple(shape for shape, _ in kinds),
        lines=tuple(lines),
        answers=tuple(_answers(proposal, alone, workbook, kinds)),
        grouping=proposal.grouping.to_plain() if proposal.grouped and proposal.grouping is not None else None,
    )
    if earlier is None:
        return given
    return replace(given, version=earlier.version if given.says_the_same(earlier) else earlier.version + 1)


def _kinds(found: Iterable[FoundTable]) -> list[tuple[TableShape, list[int]]]:
    """Each shape once, with the sheets of the file that have it."""
    kinds: dict[tuple[str, tuple[str, ...]], tuple[TableShape, list[int]]] = {}
    for one in found:
        key = (one.shape.form, one.shape.heads)
        shape, sheets = kinds.get(key, (replace(one.shape, sheets=()), []))
        kinds[key] = (replace(shape, sheets=(*shape.sheets, *one.shape.sheets)), [*sheets, one.sheet])
    return list(kinds.values())


def _lines(
    axis: str, proposal: Proposal, alone: Proposal, workbook: Workbook, kinds: list[tuple[TableShape, list[int]]]
) -> list[LineWord]:
    """The words on columns, or on rows: those recalled from a recipe, and over them those about this file."""
    recalled = proposal.recalled
    roles: dict[int, dict[int, Role]] = defaultdict(dict)
    for correction in [*(recalled.corrections if recalled is not None else ()), *proposal.corrections]:
        if correction.axis == axis:
            roles[correction.sheet][correction.index] = correction.role
    every = {(sheet, text) for sheet, which, text in (recalled.every if recalled is not None else ()) if which == axis}
    words: list[LineWord] = []
    for number, (_, sheets) in enumerate(kinds):
        by_sheet: dict[int, list[LineWord]] = {}
        for sheet in sheets:
            known = (columns_of if axis == "column" else rows_of)(Grid(workbook.sheets[sheet]), alone.sheets[sheet]) if roles[sheet] else {}
            by_sheet[sheet] = _words(axis, number, known, roles[sheet], {text for at, text in every if at == sheet})
        everywhere = [word for word in by_sheet[sheets[0]] if all(word in others for others in by_sheet.values())]
        words += everywhere
        for sheet, own in by_sheet.items():
            words += [replace(word, sheet=alone.sheets[sheet].name) for word in own if word not in everywhere]
    return words


def _words(axis: str, number: int, known: Mapping[int, KnownBy], roles: Mapping[int, Role], every: Collection[str]) -> list[LineWord]:
    words = []
    for index, role in sorted(roles.items()):
        if index not in known:
            continue
        one = known[index]
        others = alike(known, one.text)
        if {roles.get(other) for other in others} == {role} and (len(others) > 1 or one.text in every):
            words.append(LineWord(number, axis, one.text, role, which=EVERY))
        else:
            words.append(_single(axis, number, known, index, one, role))
    return list(dict.fromkeys(words))


def _single(axis: str, number: int, known: Mapping[int, KnownBy], index: int, one: KnownBy, role: Role) -> LineWord:
    """One of several alike: counted under its own heading."""
    under = alike(known, one.text, one.under)
    return LineWord(number, axis, one.text, role, one.under, under.index(index) + 1, len(under))


def _answers(
    proposal: Proposal, alone: Proposal, workbook: Workbook, kinds: list[tuple[TableShape, list[int]]]
) -> Iterable[AnswerWord]:
    """Answers by what they are about; two sheets of one shape that were answered differently are asked again."""
    of_sheet = {sheet: number for number, (_, sheets) in enumerate(kinds) for sheet in sheets}
    columns: dict[int, Mapping[int, KnownBy]] = {}
    found: dict[tuple[int, str, str], AnswerWord] = {}
    differing = set()
    for question in proposal.questions:
        if question.answer is None or question.code in PASSING or question.sheet not in of_sheet:
            continue
        if question.sheet not in columns:
            columns[question.sheet] = columns_of(Grid(workbook.sheets[question.sheet]), alone.sheets[question.sheet])
        word = _answer(question, of_sheet[question.sheet], columns[question.sheet])
        key = (word.table, word.question, word.about)
        if found.setdefault(key, word) != word:
            differing.add(key)
    return [word for key, word in found.items() if key not in differing]


def _answer(question: Question, table: int, columns: Mapping[int, KnownBy]) -> AnswerWord:
    key = memory_key(question.cell, question.values)
    letters = {column_name(column): one.text for column, one in columns.items()}
    about = key if question.values.get("head") else letters.get(key, "")
    chosen = next((choice for choice in question.choices if choice.value == question.answer), None)
    if chosen is not None and chosen.code == "column_named":
        head = columns[int(chosen.value)].text if int(chosen.value) in columns else ""
        return AnswerWord(table, question.code, about, head, names_column=True)
    return AnswerWord(table, question.code, about, question.answer or "")
