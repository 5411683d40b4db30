"""The harbour council's figures: the same on the same day, and with the stories that the tour tells."""

from datetime import date

from groundswell.domain.awareness.reactions import ReactionKind
from groundswell.domain.measurement.definition import Direction
from groundswell.domain.measurement.period import add_months
from groundswell.records.demo.files import intake, table
from groundswell.records.demo.harbour import MEASURES, figures, month

TODAY = date(2026, 11, 25)


def test_the_same_day_gives_the_same_figures_and_the_next_month_moves_them_on() -> None:
    for measure in MEASURES:
        assert figures(measure, TODAY) == figures(measure, TODAY)
        assert [value for _, value in figures(measure, TODAY)] == [value for _, value in figures(measure, date(2026, 12, 1))]
        assert figures(measure, date(2026, 12, 1))[-1][0] == date(2026, 11, 1)


def test_thirteen_measures_with_a_newcomer_a_neutral_one_and_a_gap() -> None:
    assert len(MEASURES) == 13
    assert len({measure.name for measure in MEASURES}) == 13
    lengths = {measure.name: len(figures(measure, TODAY)) for measure in MEASURES}
    assert lengths["Moorings found empty though let"] == 4
    assert sum(length >= 34 for length in lengths.values()) == 12
    assert [measure.name for measure in MEASURES if measure.direction is Direction.NEUTRAL] == ["Near misses that crews report"]
    gaps = [measure.name for measure in MEASURES if any(value is None for _, value in figures(measure, TODAY))]
    assert gaps == ["Planning answers within 8 weeks"]


def test_every_figure_is_within_its_bounds_and_every_month_follows_the_last() -> None:
    for measure in MEASURES:
        low, high = (None if bound is None else float(bound) for bound in measure.bounds)
        days = [day for day, _ in figures(measure, TODAY)]
        assert days == [add_months(days[0], step) for step in range(len(days))]
        for _, value in figures(measure, TODAY):
            assert value is None or ((low is None or float(value) >= low) and (high is None or float(value) <= high))


def test_the_file_says_every_cell_once() -> None:
    read = intake("x.csv", table(MEASURES, TODAY), MEASURES)
    cells = [observation.cell for observation in (*read.observations, *read.states)]
    assert len(cells) == len(set(cells)) == sum(len(figures(measure, TODAY)) for measure in MEASURES)
    assert all(count.adds_up for count in read.reconciliation)
    assert month(TODAY, 0) == date(2026, 10, 1)


def test_the_reactions_are_of_known_kinds() -> None:
    assert all(isinstance(words.kind, ReactionKind) for measure in MEASURES for words in measure.reactions)
