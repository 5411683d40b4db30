"""Rows of a long table read as they stand: the quick way through them says what the careful way says, cell by cell."""

import pytest

from groundswell.engine.intake import Intake, apply
from groundswell.engine.mapping import propose
from groundswell.engine.plain_rows import PlainRows
from groundswell.engine.sources.opening import paste_workbook

CELLS = ["12", "12.5", "0.50", "-3", "c", "12p", "<5", "", "n/a", "#N/A", "about", "1e3", "7", "4%"]


def long_text(cells: list[str], extra: str = "") -> str:
    """Months × places × measures, one row each; the figures are ``cells`` in turn."""
    rows = ["Month\tPlace\tMeasure\tValue" + ("\tNote" if extra else "")]
    for at, (month, place, measure) in enumerate(
        (month, place, measure) for month in range(1, 13) for place in ("North", "South") for measure in ("Late", "Lost")
    ):
        rows.append(f"2025-{month:02}-01\t{place}\t{measure}\t{cells[at % len(cells)]}" + (f"\t{extra}" if at % 5 == 0 else ""))
    return "\n".join(rows) + "\n"


def read(text: str, monkeypatch: pytest.MonkeyPatch, *, carefully: bool) -> Intake:
    """The text as it is read; ``carefully``: every row by the way that knows all kinds of rows."""
    workbook = paste_workbook(text)
    with monkeypatch.context() as patched:
        if carefully:
            patched.setattr(PlainRows, "read", lambda *_: False)
        return apply(workbook, propose(workbook))


@pytest.mark.parametrize(
    ("cells", "extra"),
    [(["12", "7.50", "0"], ""), (CELLS, ""), (["5", "6"], "checked"), (CELLS, "checked"), (["3", "3", "3.0"], "")],
    ids=["plain", "all kinds", "with notes", "all kinds with notes", "few values"],
)
def test_both_ways_say_the_same(cells: list[str], extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = long_text(cells, extra)
    quick, careful = (read(text, monkeypatch, carefully=carefully) for carefully in (False, True))
    assert quick == careful
    assert quick.observations
    assert all(count.adds_up for count in quick.reconciliation)


def test_plain_rows_do_go_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[bool] = []
    own = PlainRows.read
    monkeypatch.setattr(PlainRows, "read", lambda *given: taken.append(own(*given)) or taken[-1])
    assert len(read(long_text(["12", "7"]), monkeypatch, carefully=False).observations) == 48
    assert taken.count(True) > 20
