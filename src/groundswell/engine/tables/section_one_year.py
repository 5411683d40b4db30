"""A bare year over the only column of figures ("Measure | Unit | 2010"): a head, a figure like those below it, or asked which."""

from groundswell.engine.proposal import Choice
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import text_of

FIRST_YEAR, LAST_YEAR = 1900, 2099
FEWEST_ROWS = 2
ROWS_LOOKED_AT = 200
_HEAD_WORDS = (vocabulary.MEASURE, vocabulary.MEASURE_WEAK, vocabulary.ORG_UNIT, vocabulary.CATEGORY, *vocabulary.HEAD_ROLES.values())


def heads_one_year(ctx: Context, row: int, figures: list[int]) -> bool:
    """Whether this row is the heads of a table with one column of figures, and its number their year.

    The other cells of the row have to be words of heads; where they could be names as well ("Library", or "Indicators" over "Targets"),
    it is asked, and taken for a head while that is open.
    """
    grid = ctx.grid
    if len(figures) != 1 or not _is_year(text_of(grid.value(row, figures[0]))):
        return False
    below = [text_of(grid.value(r, figures[0])) for r in range(row + 1, min(grid.height, row + ROWS_LOOKED_AT))]
    numbers = [text for text in below if text]
    if len(numbers) < FEWEST_ROWS or all(map(_is_year, numbers)):
        return False
    labels = [c for c in grid.filled(row) if c != figures[0]]
    heads = [grid.text(row, c) for c in labels if grid.kind(grid.value(row, c)) == "text"]
    if not labels or len(heads) < len(labels) or not all(map(_head_word, heads)):
        return False
    names = [grid.text(r, labels[0]) for r in range(row + 1, min(grid.height, row + ROWS_LOOKED_AT))]
    plain = len(heads) > 1 or vocabulary.MEASURE.fullmatch(vocabulary.words(heads[0])) is not None
    if plain and not any(map(_head_word, names)):
        return True
    choices = [Choice("year", "year_or_figure_year"), Choice("figure", "year_or_figure_figure")]
    values = {"text": grid.text(row, figures[0]), "head": heads[0]}
    return ctx.ask("year_or_figure", a1(row, figures[0]), values, choices) != "figure"


def _is_year(text: str) -> bool:
    return text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR


def _head_word(text: str) -> bool:
    """Whether a text is a word of heads and nothing else: "Measure", "Ward", "Unit"."""
    words = vocabulary.words(text)
    return any(pattern.fullmatch(words) for pattern in _HEAD_WORDS)
