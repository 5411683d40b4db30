"""Cells kept as runs behave as the plain set of the same cells."""

from hypothesis import given
from hypothesis import strategies as st

from groundswell.engine.sources.cell_set import CellSet, covered

PLACES = st.sets(st.tuples(st.integers(0, 12), st.integers(0, 3)))


@given(PLACES, PLACES)
def test_a_cell_set_is_a_set(cells: set[tuple[int, int]], others: set[tuple[int, int]]) -> None:
    kept = CellSet(cells)
    assert kept == cells
    assert set(kept) == cells
    assert len(kept) == len(cells)
    assert all((place in kept) == (place in cells) for place in cells | others)
    assert kept & others == cells & others
    assert CellSet.of_runs(kept.runs) == cells


@given(st.lists(st.integers(0, 20)))
def test_rows_may_come_in_any_order_and_twice(rows: list[int]) -> None:
    kept = CellSet()
    kept.add_rows(2, rows)
    assert kept == {(row, 2) for row in rows}


def test_a_long_column_is_one_run() -> None:
    kept = CellSet()
    kept.add_rows(4, range(1, 1_000_000))
    assert kept.runs == {4: [(1, 999_999)]}
    assert (999_999, 4) in kept
    assert (0, 4) not in kept
    assert "A1" not in kept


def test_spans_that_overlap_are_counted_once_and_in_time() -> None:
    assert covered([(5, 7), (0, 1), (6, 20)], 10) == {0, 1, 5, 6, 7, 8, 9}
    assert covered([(3, 2), (50, 60)], 10) == set()
    assert covered([(0, 16_383)] * 100_000, 16_384) == set(range(16_384))
