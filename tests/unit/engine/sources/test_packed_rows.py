"""Rows of a large sheet of texts, packed by column and unpacked again."""

import json
from typing import Any

import pytest

from groundswell.engine.sources import packed_rows
from groundswell.engine.sources.packed_rows import packed, unpacked


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_rows, "FROM", 3)


@pytest.mark.parametrize(
    "rows",
    [
        [["Month", "Late"], ["Jan", "1"], ["Feb", "1"], [None, "2"]],
        [["Month", "Late"], [], ["Feb", "1"], [None, None, "note"]],
        [["a"], ["a"], ["b"]],
    ],
    ids=["alike", "of several lengths", "one column"],
)
def test_rows_come_back_as_they_were(rows: list[list[Any]]) -> None:
    plain = packed(rows)
    assert plain is not None
    assert unpacked(json.loads(json.dumps(plain))) == rows


def test_each_text_of_a_column_is_there_once() -> None:
    rows = unpacked(json.loads(json.dumps(packed([["Leith", "1"], ["Leith", "2"], ["Leith", "1"]]))))
    assert rows[0][0] is rows[2][0]


@pytest.mark.parametrize(
    "rows",
    [[["a"], ["b"]], [["a"], [1], ["b"]], [["a"], [True], [1.0]], [["a"], [], [], ["b"] * 9], []],
    ids=["few", "numbers", "kinds", "ragged", "none"],
)
def test_few_rows_and_other_cells_are_left_as_they_are(rows: list[list[Any]]) -> None:
    assert packed(rows) is None
