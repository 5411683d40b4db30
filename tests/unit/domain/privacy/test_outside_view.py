"""A measure from outside its team, on every surface; and how many are too few."""

import re
from datetime import date

import pytest

from groundswell.charts.drawing.svg import full_svg
from groundswell.domain.measurement.definition import MeasureDefinition, Note
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence
from groundswell.domain.measurement.period import Cadence, period_of
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.series import Series
from groundswell.domain.privacy.few import peers_shown, too_few_people
from groundswell.domain.privacy.outside_view import counts_somebody, outside_views
from groundswell.reports.measure_page import build_measure_page
from groundswell.reports.writing.csv import values_csv
from groundswell.reports.writing.html import html_file
from tests.intakes import month


def line(place: str | None, *figures: str | tuple[str, str], unit: str = "") -> MeasureRecord:
    """A measure at a place by month; a figure may be (numerator, denominator) of a percentage."""
    observations = []
    for at, figure in enumerate(figures):
        numerator, denominator = (Exact.parse(one) for one in figure) if isinstance(figure, tuple) else (None, None)
        value = figure if isinstance(figure, str) else str(100 * int(figure[0]) // int(figure[1]))
        days = period_of(month(at), Cadence.MONTH)
        observations.append(
            Observation("Falls", place, days, Exact.parse(value), numerator=numerator, denominator=denominator, cell=f"B{at + 2}")
        )
    definition = MeasureDefinition("Falls", measurement_unit=unit)
    notes = (Note("n", month(1), "three on one ward"),)
    return MeasureRecord("m", place, place, definition, Series.of_observations(observations, Cadence.MONTH), notes=notes)


def hidden(record: MeasureRecord) -> list[int]:
    return [at for at, point in enumerate(record.series.points) if point.presence is Presence.SUPPRESSED]


def test_F4_a_small_figure_and_its_protector_are_hidden_alike() -> None:
    north, south, east, whole = line("north", "9", "3"), line("south", "9", "8"), line("east", "9", "20"), line(None, "27", "31")
    seen = outside_views([north, south, east, whole], 5)
    assert [hidden(one) for one in seen] == [[1], [1], [], []]
    assert [one.small_numbers for one in seen] == [5, 5, 0, 0]
    assert seen[2] is east
    gone = seen[0].series.points[1]
    assert gone.value is None and gone.observation is not None
    assert (gone.observation.value, gone.observation.numerator, gone.observation.mark) == (None, None, "")
    assert not seen[0].notes


def test_F3_the_tree_of_units_protects_too() -> None:
    lines = [line("a", "3"), line("b", "40"), line("c", "2"), line("d", "60"), line("ab", "43"), line("cd", "62"), line("all", "105")]
    tree = {"a": "ab", "b": "ab", "c": "cd", "d": "cd", "ab": "all", "cd": "all", "all": None}
    assert [bool(hidden(one)) for one in outside_views(lines, 5, tree)] == [True, True, True, True, False, False, False]


def test_F4_rates_are_hidden_by_what_they_count_and_amounts_are_not() -> None:
    (rate,) = outside_views([line("north", ("2", "40"), ("10", "40"), ("38", "40"))], 5)
    assert hidden(rate) == [0, 2]
    assert not counts_somebody(line(None, "3", unit="days"))
    assert not counts_somebody(line(None, "3", "4.5"))
    assert not counts_somebody(line(None, "3", unit="£"))
    assert counts_somebody(line(None, "3", unit="people"))


def test_F4_a_hidden_figure_is_nowhere_a_zero_nor_a_digit() -> None:
    figures = [str(50 + at % 7) for at in range(14)]
    figures[4] = "4"
    record = line("north", *figures)
    (seen,) = outside_views([record], 5)
    page = build_measure_page(seen, today=date(2025, 4, 1))
    row = page.rows[4]
    assert (row.exact, row.figure, row.numerator, row.presence) == (None, "", None, Presence.SUPPRESSED)
    assert row.state_text == row.cell_mark == "not shown: fewer than 5, or kept back for one that is"
    assert row.reading == ""
    limits = page.analysis.segments[0]
    assert limits.lower is not None and limits.lower > 40
    told = dict(page.rests_on)["Small numbers"]
    assert told.startswith("One figure is not shown outside the team") and "from the figures shown alone" in told
    drawn = full_svg(page.chart)
    assert 'class="gap" d="M' in drawn and "h6v6h-6z" in drawn
    assert "fewer than 5" in drawn
    csv_row = values_csv(page).decode("utf-8-sig").splitlines()
    (line_of,) = [text for text in csv_row if "fewer than 5, or kept back" in text and "2024-05-01" in text]
    assert ",suppressed," in line_of
    assert not re.search(r",[04],", line_of)
    assert "fewer than 5, or kept back" in html_file(page, "?")


@pytest.mark.parametrize(("peers", "shown"), [(0, False), (3, False), (4, True), (5, True), (6, True)])
def test_F2_peers_are_shown_from_five_units_on_with_the_asker(peers: int, shown: bool) -> None:
    others = [f"unit {at}" for at in range(peers)]
    assert peers_shown("asker", others) is shown
    assert peers_shown("asker", [*others, "asker"]) is shown


def test_F1_a_unit_of_fewer_than_five_people_is_too_few() -> None:
    assert [too_few_people(people) for people in (None, 0, 4, 5, 80)] == [False, True, True, False, False]
