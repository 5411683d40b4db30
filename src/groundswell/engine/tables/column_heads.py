"""The names of columns from one or several rows of heads: groups above, names below, units, and rows of facts about series."""

from dataclasses import dataclass, field

from groundswell.engine.proposal import Role
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.down import DownHead
from groundswell.engine.tables.grid import blank, text_of
from groundswell.engine.tables.naming import tidy, title_dimensions, titles_above
from groundswell.engine.tables.vocabulary import says

DEEPEST = 3
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
        out.texts[column] = next((grid.text(row, column) for row in reversed(rows) if not blank(grid.value(row, column))), "")
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
    """Group names above, spread over the columns they head; a level that says the same everywhere adds nothing but a total."""
    grid = ctx.grid
    last = rows[-1]
    figures = [c for c in range(max(head.roles) + 1, grid.width) if not blank(grid.value(last, c)) or _figures_start(ctx, head.first, c)]
    levels: list[dict[int, str]] = []
    for row in rows:
        texts = _spread(ctx, row, figures, row == last, min(head.roles))
        if texts is None:
            ctx.refuse("heads_not_understood", a1(row, figures[0] if figures else 0))
            return None
        levels.append(texts)
    telling = []
    name, dimensions = title_dimensions(next((t for t in titles_above(ctx.grid, rows[0]) if " by " in t), ""))
    aligned = (
        dict(zip(range(len(levels) - len(dimensions), len(levels)), dimensions, strict=False))
        if 0 < len(dimensions) <= len(levels) <= len(dimensions) + 1
        else {}
    )
    for depth, texts in enumerate(levels):
        said = {texts.get(c, "") for c in figures}
        if depth in aligned and says(vocabulary.ORG_UNIT, aligned[depth]) and "" not in said:
            out.places = {column: tidy(texts[column]) for column in figures}
            continue
        if len(said) == 1 and (said == {""} or says(vocabulary.TOTAL, next(iter(said)))):
            continue
        if said and all(_is_unit(text) for text in said):
            out.units.update(texts)
            continue
        telling.append(texts)
    if sum(len({texts.get(c) for c in figures}) > 1 for texts in telling) > DEEPEST:
        ctx.refuse("heads_not_understood", a1(rows[0], figures[0]))
        return None
    for column in range(grid.width):
        parts = [texts[column] for texts in telling if texts.get(column)] if column in figures else [out.texts.get(column, "")]
        prefix = [name] if column in out.places else []
        out.names[column] = " | ".join(dict.fromkeys(tidy(part) for part in [*prefix, *parts]))
    return out


def _figures_start(ctx: Context, row: int, column: int) -> bool:
    return any(ctx.grid.kind(ctx.grid.value(r, column)) == "number" for r in range(row, min(row + 12, ctx.grid.height)))


def _is_unit(text: str) -> bool:
    words = vocabulary.words(text)
    return (
        not words
        or words in vocabulary.KIND_WORDS
        or words in ("number", "no.", "£", "$", "€", "000", "000s", "£000", "£000s", "thousands", "millions", "£m")
    )


def _spread(ctx: Context, row: int, figures: list[int], lowest: bool, stub: int) -> dict[int, str] | None:
    """One level: its own texts, merged ones spread, and above the lowest level each text reaching to the next one.

    None where a level starts after the first column of figures without a merge: nobody can tell what it heads.
    """
    grid, out, current = ctx.grid, {}, ""
    own = [c for c in figures if not blank(grid.spread(row, c))]
    if not own:
        return {}
    if not lowest and own[0] != figures[0] and not any(not blank(grid.spread(row, c)) for c in range(stub + 1, figures[0])):
        merged = grid.merge_at(row, own[0])
        if merged is None:
            return None
    for column in figures:
        value = grid.spread(row, column)
        if not blank(value):
            current = text_of(value)
        elif lowest or grid.merge_at(row, column - 1) is not None:
            current = ""
        out[column] = current
    return out
