"""One table kept as every kind of file: whatever people bring, the same cells come out, and the same observations."""

import csv
import gzip
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from groundswell.engine.intake import apply
from groundswell.engine.mapping import propose
from groundswell.engine.reading import observation_json
from groundswell.engine.sources.opening import open_workbook, paste_workbook, read_bytes
from groundswell.engine.sources.workbook import ERROR_TEXTS, CellError, Workbook
from tests.every_kind import FORMS, KINDS, Cell, as_csv, as_html, as_mhtml, as_xlsx, texts
from tests.forging import zipped

HEAD = ("Month", "Beach visits", "Lifeguard hours", "Note")
BODY: list[tuple[date, float, float, str]] = [
    (date(2025, 10, 1), 1204, 96.5, "storm on the 12th"),
    (date(2025, 11, 1), 880, 90.25, "Größe & more"),
    (date(2025, 12, 1), 412, 0.125, 'a <b> "c"'),
    (date(2026, 1, 1), 377, 60, "x"),
    (date(2026, 2, 1), 501, 1234567.75, "y; z, w"),
]
TABLE: list[list[Cell]] = [list(HEAD), *map(list, BODY)]


def as_file(data: bytes) -> Workbook:
    return read_bytes(data, "Data.xlsx")


def as_paste() -> Workbook:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t").writerows(map(texts, TABLE))
    return paste_workbook(out.getvalue(), name="Data")


WAYS: dict[str, Callable[[], Workbook]] = (
    {kind: partial(as_file, make(TABLE)) for kind, make in KINDS.items()}
    | {
        f"csv {name}": partial(as_file, made)
        for name, made in {
            "semicolon": as_csv(TABLE, ";"),
            "tab": as_csv(TABLE, "\t"),
            "bar": as_csv(TABLE, "|"),
            "caret": as_csv(TABLE, "^"),
            "tilde": as_csv(TABLE, "~"),
            "utf-16 with mark": as_csv(TABLE, encoding="utf-16"),
            "utf-16-le": as_csv(TABLE, encoding="utf-16-le"),
            "utf-16-be": as_csv(TABLE, encoding="utf-16-be"),
            "utf-8 with mark": as_csv(TABLE, encoding="utf-8-sig"),
            "cp1252": as_csv(TABLE, encoding="cp1252"),
            "latin-1": as_csv(TABLE, encoding="latin-1"),
            "line feeds": as_csv(TABLE, line_end="\n"),
            "carriage returns": as_csv(TABLE, line_end="\r"),
            "named separator": b"sep=;\r\n" + as_csv(TABLE, ";"),
            "gzip": gzip.compress(as_csv(TABLE), mtime=0),
            "in a zip": zipped({"Data.csv": as_csv(TABLE)}),
            "workbook in a zip": zipped({"Data.xlsx": as_xlsx(TABLE)}),
            "single file web page": as_mhtml(TABLE),
        }.items()
    }
    | {"pasted": as_paste, "pasted as html": lambda: paste_workbook(as_html(TABLE).decode(), name="Data")}
)


def in_words(value: object) -> str:
    """What a cell says, whatever it is kept as."""
    try:
        return str(Decimal(str(value)).normalize())
    except ArithmeticError:
        return str(value)


@pytest.mark.parametrize("way", WAYS)
def test_the_same_cells_come_out_of_every_kind(way: str) -> None:
    workbook = WAYS[way]()
    assert len(workbook.sheets) == 1
    assert [list(map(in_words, row)) for row in workbook.sheets[0].rows] == [list(map(in_words, row)) for row in TABLE]


@pytest.mark.parametrize("way", WAYS)
def test_the_same_observations_come_out_of_every_kind(way: str) -> None:
    workbook = WAYS[way]()
    intake = apply(workbook, propose(workbook))
    found = [observation_json(observation) for observation in intake.observations]
    told = {(o["measure"], o["period_start"]): Decimal(o["value"]) for o in found}
    assert told == {(HEAD[c], str(row[0])): Decimal(str(row[c])) for row in BODY for c in (1, 2)}
    assert len(found) == 10


WITHOUT_ERROR_CELLS = {"xls", "ods", "fods"}
"""Here the writer of the tests writes texts; error cells of these kinds have tests of their own."""


@pytest.mark.parametrize("kind", [kind for kind in FORMS if kind not in WITHOUT_ERROR_CELLS])
@pytest.mark.parametrize("error", sorted(ERROR_TEXTS))
def test_C9_error_cells_of_every_kind_are_error_cells(kind: str, error: str) -> None:
    """The first, middle and last cell below the heads, and beside the figures."""
    table: list[list[Cell]] = [list(HEAD), *([f"row {i}", 1 + i, i / 2, error if i in (0, 2, 4) else "x"] for i in range(5))]
    for sheet in read_bytes(FORMS[kind](table), "Data").sheets:
        found = [(r, c) for r, row in enumerate(sheet.rows) for c, cell in enumerate(row) if cell == CellError(error)]
        assert found == [(1, 3), (3, 3), (5, 3)]


def test_a_folder_holding_every_kind_reads_each_alike(tmp_path: Path) -> None:
    for kind, make in KINDS.items():
        (tmp_path / f"{kind}.dat").write_bytes(make(TABLE))
    workbook = open_workbook(tmp_path)
    assert sorted(sheet.file for sheet in workbook.sheets) == sorted(f"{kind}.dat" for kind in KINDS)
    assert {(len(sheet.rows), sheet.filled) for sheet in workbook.sheets} == {(6, 24)}
    assert workbook.problems == []
