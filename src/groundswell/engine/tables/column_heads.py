"""The names of columns from one or several rows of heads: groups above, names below, units, and rows of facts about series."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from groundswell.engine.proposal import Role
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.down import DownHead
from groundswell.engine.tables.grid import blank
from groundswell.engine.tables.head_levels import Level, filler, head_text, levels_of, unit_line
from groundswell.engine.tables.naming import tidy, title_dimensions, titles_above
from groundswell.engine.tables.vocabulary import says

DEEPEST = 6
"""Levels of heads that may differ between columns; more is not understood."""


@dataclass(slots=True)
class ColumnHeads:
    """Per column: the head as written (lowest cell), the whole name (levels joined by " | "), and the measurement unit."""

    texts: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    """Place that a column's heads name, where the title says which level holds places."""


def column_heads(ctx: Context, head: DownHead) -> ColumnHeads | None:
    """Heads of every column; None, with a refusal, where the levels cannot be told."""
    out, grid = ColumnHeads(), ctx.grid
    stub = min(head.roles)
    rows = list(head.head_rows)
    if not rows:
        return out
    for column in range(grid.width):
        texts = (grid.text(row, column) for row in reversed(rows) if not blank(grid.value(row, column)))
        out.texts[column] = next((text for text in texts if not filler(text)), "")
    if len(rows) == 1:
        out.names = {column: tidy(text) for column, text in out.texts.items()}
        return out
    facts = {row: grid.text(row, stub) for row in rows if not blank(grid.value(row, stub))}
    if len(facts) >= 3 and len(rows) > len(facts):
        return _with_facts(ctx, out, rows, facts)
    return _levels(ctx, out, rows, head)


def _with_facts(ctx: Context, out: ColumnHeads, rows: list[int], facts: dict[int, str]) -> ColumnHeads:
    """Names in the rows without a label at the left; the labelled rows are facts about each series (unit, identifier …)."""
    name_rows = [row for row in rows if row not in facts]
    unit_rows = [row for row, label in facts.items() if says(vocabulary.HEAD_ROLES[Role.MEASUREMENT_UNIT], label)]
    for column in range(ctx.grid.width):
        out.names[column] = tidy(" | ".join(ctx.grid.text(row, column) for row in name_rows if not blank(ctx.grid.value(row, column))))
        out.units[column] = next((ctx.grid.text(row, column) for row in unit_rows), "")
    return out


def _levels(ctx: Context, out: ColumnHeads, rows: list[int], head: DownHead) -> ColumnHeads | None:
    """Group names above, each over the columns it heads; a level that says the same everywhere adds nothing but a total."""
    grid = ctx.grid
    start = max(head.roles) + 1
    rows = _without_unit_lines(ctx, out, rows, start)
    last = rows[-1]
    figures = [c for c in range(start, grid.width) if head_text(ctx, last, c) or _figures_start(ctx, head.first, c)]
    levels = levels_of(ctx, rows, figures, start) if figures else []
    if isinstance(levels, int):
        ctx.refuse("heads_not_understood", a1(levels, figures[0]))
        return None
    telling, general = [], []
    name, dimensions = title_dimensions(next((t for t in titles_above(ctx.grid, rows[0]) if " by " in t), ""))
    aligned = (
        dict(zip(range(len(levels) - len(dimensions), len(levels)), dimensions, strict=False))
        if 0 < len(dimensions) <= len(levels) <= len(dimensions) + 1
        else {}
    )
    for depth, level in enumerate(levels):
        texts = level.texts
        said = {texts.get(c, "") for c in figures}
        if depth in aligned and says(vocabulary.ORG_UNIT, aligned[depth]) and "" not in said:
            out.places = {column: tidy(texts[column]) for column in figures}
            continue
        if len(said) == 1 and (said == {""} or says(vocabulary.TOTAL, next(iter(said)))):
            general.append(texts)
            continue
        if said and all(_is_unit(text) for text in said) and _apart_without(levels, depth, figures):
            out.units.update(texts)
            continue
        telling.append(texts)
    if sum(len({texts.get(c) for c in figures}) > 1 for texts in telling) > DEEPEST:
        ctx.refuse("heads_not_understood", a1(rows[0], figures[0]))
        return None
    for column in range(grid.width):
        parts = [texts[column] for texts in telling if texts.get(column)] if column in figures else [out.texts.get(column, "")]
        if not parts and column in figures:
            parts = [texts[column] for texts in general if texts.get(column)]
        prefix = [name] if column in out.places else []
        out.names[column] = " | ".join(dict.fromkeys(tidy(part) for part in [*prefix, *parts]))
    return out


def _without_unit_lines(ctx: Context, out: ColumnHeads, rows: list[int], start: int) -> list[int]:
    """The head rows without those that only say how all figures are counted ("thousands" in the corner)."""
    kept = []
    for row in rows:
        filled = [c for c in ctx.grid.filled(row) if head_text(ctx, row, c)]
        if row != rows[-1] and len(filled) == 1 and unit_line(ctx.grid.text(row, filled[0])):
            out.units = dict.fromkeys(range(start, ctx.grid.width), ctx.grid.text(row, filled[0]))
        else:
            kept.append(row)
    return kept


def _figures_start(ctx: Context, row: int, column: int) -> bool:
    return any(ctx.grid.kind(ctx.grid.value(r, column)) == "number" for r in range(row, min(row + 12, ctx.grid.height)))


def _apart_without(levels: Sequence[Level], depth: int, figures: list[int]) -> bool:
    """Whether columns can still be told apart when one level of their heads is taken for units: not "Cases" over "Number" and "%"."""
    others = [level.texts for at, level in enumerate(levels) if at != depth]
    return len({tuple(texts.get(c, "") for texts in others) for c in figures}) == len(figures)


def _is_unit(text: str) -> bool:
    words = vocabulary.words(text)
    return (
        not words
        or words in vocabulary.KIND_WORDS
        or words in vocabulary.UNITS
        or text.strip().casefold() in vocabulary.UNITS
        or vocabulary.PER.fullmatch(words) is not None
        or words in ("number", "no.", "£", "$", "€", "000", "000s", "£000", "£000s", "thousands", "millions", "£m")
        or unit_line(text)
    )
