"""How well a recipe fits a file that was read on its own: by the heads, form and depth of its tables, never by position."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from groundswell.engine.long.heads import long_sheets
from groundswell.engine.proposal import Proposal, SheetReading
from groundswell.engine.recipes.known_by import tables_of
from groundswell.engine.recipes.recipe import Recipe, TableShape
from groundswell.engine.sources.workbook import Workbook
from groundswell.engine.tables.vocabulary import words

NEAR_ENOUGH = 0.5
"""Half of all heads in common, or it is another kind of table."""
ROWS = "rows"
"""The form of a sheet whose rows are no figures by themselves."""
OTHER_FORM, OTHER_DEPTH, OTHER_SHEET = 0.6, 0.95, 0.99


class Fit(StrEnum):
    """EXACT: the same heads. WIDER: all of them, and more. NEAR: some are gone. NONE: another kind of file."""

    EXACT = "exact"
    WIDER = "wider"
    NEAR = "near"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of the file: the index of its sheet, and its shape."""

    sheet: int
    shape: TableShape


@dataclass(frozen=True, slots=True)
class Pair:
    """A table of the file with the recipe's table that it is read by, the heads that are new and those that are gone."""

    found: FoundTable
    table: int
    score: float
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    other_form: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """``new``: tables of the file that the recipe does not know. ``gone``: its own tables that the file does not have."""

    fit: Fit
    score: float
    pairs: tuple[Pair, ...] = ()
    new: tuple[FoundTable, ...] = ()
    gone: tuple[int, ...] = ()


def tables_in(proposal: Proposal, workbook: Workbook) -> list[FoundTable]:
    """The tables of a file, in sheet order; a sheet whose rows have to be counted first is known by its one row of heads."""
    counted = {long.index: long for long in long_sheets(workbook)} if any(not sheet.signatures for sheet in proposal.sheets) else {}
    found = []
    for sheet in proposal.sheets:
        if sheet.signatures:
            found.append(FoundTable(sheet.index, shape_of(sheet)))
        elif sheet.index in counted:
            heads = tuple(dict.fromkeys(words(name) for name in counted[sheet.index].names.values()))
            found.append(FoundTable(sheet.index, TableShape(ROWS, heads, 1, (sheet.name,))))
    return found


def shape_of(sheet: SheetReading) -> TableShape:
    """The shape of a sheet's tables, of their signatures ``form|head|head``: what a person says of a column, they say of the sheet's."""
    parts = [signature.split("|") for signature in sheet.signatures]
    heads = dict.fromkeys(head for _, *named in parts for head in named)
    depth = max((len(table.head_rows) for table in tables_of(sheet)), default=1)
    return TableShape(" + ".join(form for form, *_ in parts), tuple(heads), max(1, depth), (sheet.name,))


def match(recipe: Recipe, proposal: Proposal, workbook: Workbook) -> Match:
    """Each table of the file goes to the recipe's table that it is most like. A recipe without tables fits nothing by itself."""
    pairs, new = [], []
    for found in tables_in(proposal, workbook):
        best = max((_pair(found, index, table) for index, table in enumerate(recipe.tables)), key=lambda one: one.score, default=None)
        if best is not None and best.score:
            pairs.append(best)
        else:
            new.append(found)
    gone = tuple(sorted(set(range(len(recipe.tables))) - {pair.table for pair in pairs}))
    tables = len(pairs) + len(new) + len(gone)
    score = sum(pair.score for pair in pairs) / tables if tables else 0.0
    return Match(_fit(pairs, new, gone), score, tuple(pairs), tuple(new), gone)


def _pair(found: FoundTable, index: int, table: TableShape) -> Pair:
    """``score``: heads in common of all heads, a little less for another depth or sheet; 0 where it is another kind of table."""
    shape = found.shape
    new = tuple(head for head in shape.heads if head not in table.heads)
    gone = tuple(head for head in table.heads if head not in shape.heads)
    every = len(shape.heads) + len(gone)
    score = (len(shape.heads) - len(new)) / every if every else 1.0
    other_form = shape.form != table.form and ROWS not in (shape.form, table.form)
    if score < NEAR_ENOUGH or (other_form and (new or gone)):
        return Pair(found, index, 0.0, new, gone, other_form)
    score *= OTHER_FORM if other_form else 1.0
    score *= OTHER_DEPTH if shape.depth != table.depth else 1.0
    score *= OTHER_SHEET if not set(shape.sheets) & set(table.sheets) else 1.0
    return Pair(found, index, score, new, gone, other_form)


def _fit(pairs: Sequence[Pair], new: Sequence[FoundTable], gone: Sequence[int]) -> Fit:
    if not pairs:
        return Fit.NONE
    if gone or any(pair.gone or pair.other_form for pair in pairs):
        return Fit.NEAR
    return Fit.WIDER if new or any(pair.new for pair in pairs) else Fit.EXACT


@dataclass(frozen=True, slots=True)
class Fitting:
    """A recipe and how it fits; ``key`` is whatever its keeper knows it by."""

    key: str
    recipe: Recipe
    match: Match


def fitting(recipes: Iterable[tuple[str, Recipe]], proposal: Proposal, workbook: Workbook) -> list[Fitting]:
    """Those that fit at all, the best first."""
    found = [Fitting(key, recipe, match(recipe, proposal, workbook)) for key, recipe in recipes]
    order = list(Fit)
    return sorted((one for one in found if one.match.fit is not Fit.NONE), key=lambda one: (order.index(one.match.fit), -one.match.score))


def the_one(found: Sequence[Fitting]) -> Fitting | None:
    """The recipe to follow without asking: it fits with nothing gone, and no other fits as well."""
    best = found[0] if found and found[0].match.fit in (Fit.EXACT, Fit.WIDER) else None
    rivals = [] if best is None else [one for one in found if one.match.fit is best.match.fit]
    return best if len(rivals) == 1 else None
