"""A recipe in plain sentences, as codes with values: the words are added at the shells."""

from collections.abc import Iterator
from dataclasses import dataclass

from groundswell.engine.long.grouping import Grouping
from groundswell.engine.long.sentences import grouping_sentences
from groundswell.engine.proposal import LEFT_FOR_NOW, Role
from groundswell.engine.recipes.recipe import EVERY, AnswerWord, LineWord, Recipe, TableShape
from groundswell.errors import Value

FORMS = frozenset({"across", "down", "snapshot"})
KNOWN_QUESTIONS = frozenset(
    {
        "column_role",
        "dates_ambiguous",
        "days_or_years",
        "decimal_mark",
        "label_ambiguous",
        "months_or_numbers",
        "places_or_measures",
        "several_places",
        "two_cadences",
        "year_or_figure",
        "year_wraps",
        "years_or_ranges",
    }
)
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sentence:
    """``code`` names the words; ``role`` is a role whose words are put in as ``{role}``."""

    code: str
    values: dict[str, Value]
    role: Role | None = None


def sentences(recipe: Recipe) -> Iterator[Sentence]:
    """What the recipe is for, what it says of each column, row and question, and what it leaves out."""
    for number, table in enumerate(recipe.tables, start=1):
        yield _table(number, table, len(recipe.tables))
    for word in recipe.lines:
        yield _line(word)
    for answer in recipe.answers:
        yield _answer(answer)
    if recipe.not_measures:
        yield Sentence("recipe.not_measures", {"names": recipe.not_measures, "n": len(recipe.not_measures)})
    if recipe.not_places:
        yield Sentence("recipe.not_places", {"names": recipe.not_places, "n": len(recipe.not_places)})
    yield from _options(recipe)
    if recipe.grouping:
        yield Sentence("recipe.grouping", {})
        for code, values in grouping_sentences(Grouping.from_plain(recipe.grouping)):
            yield Sentence(code, values)


def _table(number: int, table: TableShape, of: int) -> Sentence:
    form = table.form if table.form in FORMS else OTHER
    heads = tuple(head for head in table.heads if head)
    values: dict[str, Value] = {"number": number, "heads": heads or ("—",), "sheets": table.sheets or ("—",), "n": len(heads)}
    return Sentence(f"recipe.table_{form}" if of == 1 else f"recipe.tables_{form}", values)


def _line(word: LineWord) -> Sentence:
    values: dict[str, Value] = {"text": word.text, "under": word.under, "which": word.which, "of": word.of, "sheet": word.sheet}
    kind = "every" if word.which == EVERY else "one_of" if word.of > 1 else "one"
    return Sentence(f"recipe.{word.axis}_{kind}", values, word.role)


def _answer(word: AnswerWord) -> Sentence:
    if word.answer == LEFT_FOR_NOW:
        return Sentence("recipe.answer_left_for_now", {"about": word.about or "—"})
    code = word.question if word.question in KNOWN_QUESTIONS else OTHER
    return Sentence(f"recipe.answer_{code}", {"about": word.about or "—", "answer": word.answer, "question": word.question})


def _options(recipe: Recipe) -> Iterator[Sentence]:
    options = recipe.options
    if options.fiscal_start is not None:
        yield Sentence("recipe.fiscal_start", {"month": options.fiscal_start})
    if options.school_start is not None:
        yield Sentence("recipe.school_start", {"month": options.school_start})
    if options.day_first is not None:
        yield Sentence("recipe.day_first" if options.day_first else "recipe.month_first", {})
    if options.decimal_mark is not None:
        yield Sentence("recipe.decimal_comma" if options.decimal_mark == "," else "recipe.decimal_point", {})
