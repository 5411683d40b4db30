"""What the measures of results show: measured or not yet, and the word of the newest signal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from groundswell.charts.chart import Mark
from groundswell.domain.authoring.results_map import Result
from groundswell.records.selectors.definitions import board
from groundswell.records.selectors.portfolio import portfolio
from groundswell.reports.measure_page import build_many
from groundswell.web.pages.home.presenter import Tile
from groundswell.web.requests import PageRequest

HEARD_FIRST = (Mark.WORSE, Mark.CHANGED, Mark.BETTER, Mark.ROUTINE)
"""Of two signals that end on one day, the one that wants looking at is told."""


@dataclass(frozen=True, slots=True)
class MeasureState:
    """A measure in use: its name, whether it has figures, and the mark and word of its newest signal."""

    name: str
    figures: bool
    mark: Mark
    word: str
    newest: date


@dataclass(frozen=True, slots=True)
class ResultState:
    """``measured``: a measure in use with figures belongs to the result. ``mark`` and ``word`` are those of its newest signal."""

    measured: bool
    mark: str
    word: str

    @property
    def signals(self) -> bool:
        """Whether there is an open signal."""
        return self.measured and self.mark != Mark.ROUTINE


NOT_MEASURED = ResultState(False, Mark.ROUTINE.value, "")


def measure_states(request: PageRequest, results: Iterable[Result]) -> dict[str, MeasureState]:
    """The measures in use that these results name, and those that this person lives with, by id in order of name."""
    near = board(request.actor)
    only = None if near is None else near | {measure for one in results for measure in one.measure_ids}
    pages = build_many(portfolio(request.actor, only=only), request.words.tag, request.today)
    found = {}
    for measure_id, group in groupby(pages, key=lambda page: page.record.measure_id):
        tiles = [Tile(page, 0) for page in group]
        shown = max(tiles, key=lambda tile: (tile.signals, tile.newest if tile.signals else date.min))
        page = shown.page
        figures = any(tile.page.record.series.figures for tile in tiles)
        newest = shown.newest if shown.signals else date.min
        found[measure_id] = MeasureState(page.record.definition.name, figures, page.chart.word, page.chart.word_text, newest)
    return found


def states_of(results: Iterable[Result], measures: Mapping[str, MeasureState]) -> dict[str, ResultState]:
    """What each result's measures show, by the result's id."""
    return {one.id: _state([measures[each] for each in one.measure_ids if each in measures]) for one in results}


def _state(own: list[MeasureState]) -> ResultState:
    filled = [one for one in own if one.figures]
    if not filled:
        return NOT_MEASURED
    told = max(filled, key=lambda one: (one.mark is not Mark.ROUTINE, one.newest, -HEARD_FIRST.index(one.mark)))
    return ResultState(True, told.mark.value, told.word)
