"""A results map from its values to its drawing: 150 results within a ceiling, 2,000 stated; one measure a result is known already."""

from collections.abc import Iterator

from benchmarks.measuring import Verdict, at_most, best_of
from groundswell.charts.drawing.map_svg import map_svg
from groundswell.charts.map_chart import map_chart
from groundswell.domain.authoring.map_layout import lay_out
from groundswell.domain.authoring.results_map import ResultsMap
from groundswell.words import words_for
from tests.results_maps import grown

USUAL, MOST = 150, 2_000
USUAL_SECONDS, MOST_SECONDS = 0.5, 6.0
"""CPU seconds for layout and drawing; a map of 150 has to open within one second, with page and browser."""


def drawn(results_map: ResultsMap) -> int:
    """Layout, words and SVG of a map."""
    return len(map_svg(map_chart(results_map, {}, words_for("en"))))


def run() -> Iterator[Verdict]:
    """Both sizes, and the layout's part of the larger."""
    usual, most = grown(USUAL), grown(MOST)
    drawn(usual)
    taken, size = best_of(5, lambda: drawn(usual))
    yield at_most(f"map of {USUAL} results, layout and drawing, {size // 1000} kB", taken.cpu, USUAL_SECONDS)
    taken, size = best_of(2, lambda: drawn(most))
    yield at_most(f"map of {MOST} results, layout and drawing, {size // 1000} kB", taken.cpu, MOST_SECONDS)
    taken, _ = best_of(2, lambda: len(lay_out(most).places))
    yield at_most(f"map of {MOST} results, the layout alone", taken.cpu, MOST_SECONDS)
