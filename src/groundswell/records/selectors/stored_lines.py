"""Stored figures by line, after merges, and what is computed from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from groundswell.records.selectors import organisation
from groundswell.records.selectors.computed import ComputedLine, Computing, LineKey, Stored, computed_from, has_formula
from groundswell.records.selectors.definitions import Catalogue
from groundswell.records.selectors.figures import FigureRow, Key, current_figures
from groundswell.records.selectors.files import FileOf, files_of

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read for some records: figures by line, and the lines of measures with a formula."""

    lines: Mapping[LineKey, list[FigureRow]]
    computed: Mapping[LineKey, ComputedLine]
    files: FileOf
    fiscal_start: int


def read_lines(everything: Catalogue, seq: int | None, only: str | None = None) -> Reading:
    """All lines, or those of the measure named with what it is computed from."""
    whole = everything.whole
    wanted = _needed(everything, only)
    figures = current_figures(seq, wanted)
    lines = lines_of(figures, everything)
    files, fiscal_start = files_of(seq), organisation.settings(as_of_seq=seq).fiscal_year_start
    asked = everything.measures.values() if only is None else filter(None, [everything.measures.get(only)])
    with_formula = [state for state in asked if state.merged is None and has_formula(state)]
    computed: dict[LineKey, ComputedLine] = {}
    if with_formula:
        stored = lines if whole is everything else lines_of(figures, whole)
        computing = Computing(Stored(whole, stored, files, fiscal_start, frozenset(everything.measures)))
        computed = {(state.id, unit): line for state in with_formula for unit, line in computing.lines(state).items()}
    return Reading(lines, computed, files, fiscal_start)


def _needed(everything: Catalogue, only: str | None) -> list[str] | None:
    """The measures whose figures have to be read: of one measure, or of all that are seen, with what they are computed from; None: all."""
    whole = everything.whole
    if only is None and whole is everything:
        return None
    asked = [only] if only is not None else [state.id for state in everything.measures.values() if state.merged is None]
    return figures_behind(whole, asked)


def figures_behind(whole: Catalogue, measure_ids: Iterable[str]) -> list[str]:
    """The measures under which figures of those named may stand: what they are computed from, and what was merged into any of it."""
    return [source for one in computed_from(whole, measure_ids) for source in dict.fromkeys((one, *whole.sources.get(one, ())))]


def lines_of(figures: Mapping[Key, FigureRow], everything: Catalogue) -> dict[LineKey, list[FigureRow]]:
    """Figures by measure (the one they belong to after merges) and place, in order of day."""
    lines: dict[LineKey, list[FigureRow]] = {}
    for (measure, unit), group in groupby(figures.values(), key=_line_key):
        if measure not in everything.measures:
            continue
        into = everything.merged_into(measure), unit
        if into in lines:
            lines[into] = _newest_per_day([*lines[into], *group])
        else:
            lines[into] = list(group)
    return lines


def ordered(lines: Mapping[LineKey, Kept], everything: Catalogue) -> list[tuple[LineKey, Kept]]:
    """Lines of measures that the actor may see, by the names of measure and place."""

    def names(item: tuple[LineKey, Kept]) -> tuple[str, str, str]:
        measure, unit = item[0]
        return everything.measures[measure].definition.name.casefold(), measure, everything.org_units.get(unit or "", "").casefold()

    return sorted(((key, kept) for key, kept in lines.items() if key[0] in everything.measures), key=names)


def _line_key(row: FigureRow) -> LineKey:
    return row.measure, row.org_unit


def _newest_per_day(rows: Iterable[FigureRow]) -> list[FigureRow]:
    newest = {row.p_start: row for row in sorted(rows, key=lambda row: row.seq)}
    return [newest[day] for day in sorted(newest)]
