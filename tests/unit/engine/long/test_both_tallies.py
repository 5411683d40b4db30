"""DuckDB and plain Python tally a file of rows to the same result: every sum, count, place and example."""

import csv
import io
import random
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.long import text_file as text_files
from groundswell.engine.long.duck_tally import tally_by_duck
from groundswell.engine.long.grouping import Count, Counted, Filter, Grouping
from groundswell.engine.long.heads import long_sheets
from groundswell.engine.long.reading import group_file
from groundswell.engine.long.tally import Tally, tally
from groundswell.engine.long.text_file import text_file
from groundswell.engine.proposal import ReadingOptions
from groundswell.engine.sources.opening import open_workbook

HEADS = ["Ref", "Date", "Area", "Kind", "Count", "Amount"]
SUMS = (Counted("Cases", Count.ROWS), Counted("Count", Count.SUM, "Count"), Counted("Mean", Count.MEAN, "Amount"))

SHARE = Counted("Share", Count.RATIO, "Count", "Amount")


@pytest.fixture(autouse=True)
def _every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_files, "FEWEST_BYTES", 0)


def written(folder: Path, rows: list[list[object]], **how: object) -> Path:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", **how).writerows(rows)  # type: ignore[arg-type]
    path = folder / "rows.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def some_rows(seed: int, n: int = 600) -> list[list[object]]:
    chance = random.Random(seed)
    days = [date(2024, 1, 1) + timedelta(days=k) for k in range(400)]
    odd = {
        "Date": ["", "soon", "2024", "2024-13-01", " 2024-02-03"],
        "Area": ["", "  ", "North  ", " North"],
        "Kind": ["", "a, b", 'said "no"'],
        "Count": ["", " ", "c", "<5", "12p", "1,234", "007", "n/a", "#REF!", "12 345", "1e3", "99999999999999999999", "-7"],
        "Amount": ["", "£3.50", "(2)", "x", "-0.125", "1.23456789012", "5%", "12.5", "0.1"],
    }
    rows: list[list[object]] = [list(HEADS)]
    for k in range(n):
        row: dict[str, object] = {
            "Ref": f"R{k}",
            "Date": chance.choice(days).isoformat(),
            "Area": chance.choice(["North", "South", "East"]),
            "Kind": chance.choice(["Noise", "Litter", "Light"]),
            "Count": chance.randrange(1000),
            "Amount": f"{chance.randrange(-9_999, 99_999) / 100:.2f}",
        }
        for name, texts in odd.items():
            if chance.random() < 0.06:
                row[name] = chance.choice(texts)
        rows.append(list(row.values()))
    return rows


def plain(found: Tally) -> Mapping[str, object]:
    """Everything that a tally says, as values that can be compared."""
    (sheet,) = found.sheets
    return {
        "cells": {
            key: (
                cell.rows,
                cell.first,
                [(f.n, f.total, max(f.sums, default=0), f.blanks, f.marks, f.unread, f.status, f.bound is None) for f in cell.figures],
            )
            for key, cell in found.cells.items()
        },
        "rows": +sheet.rows,
        "filled": +sheet.cells,
        "sums": [f.total for f in sheet.sums_read],
        "refusals": {code: (r.n, r.row, r.examples) for code, r in sheet.refusals.items()},
        "unread": {key: (r.n, r.row, r.examples) for key, r in sheet.unread.items()},
        "days": found.days,
        "units": found.units,
        "assumed": found.assumed,
    }


def both(path: Path, grouping: Grouping, **said: object) -> tuple[Mapping[str, object], Mapping[str, object]]:
    options = ReadingOptions(**said)  # type: ignore[arg-type]
    file = text_file(path, path.name)
    assert file is not None
    ours = tally(long_sheets(open_workbook(path)), grouping, options)
    theirs = tally_by_duck(file, grouping, options, lambda _: None)
    assert theirs is not None
    return plain(ours), plain(theirs)


GROUPINGS = [
    Grouping("Date", SUMS, cadence=Cadence.MONTH, org_units=("Area",)),
    Grouping("Date", SUMS, cadence=Cadence.WEEK, org_units=("Area", "Kind"), split_by=("Kind",)),
    Grouping("Date", SUMS, cadence=Cadence.QUARTER, year_start=4, filters=(Filter("Kind", ("Noise", "")), Filter("Area", ("North", "")))),
    Grouping("Date", (SHARE,), split_by=("Kind",), filters=(Filter("Kind", ("a, b", 'said "no"')),)),
    Grouping("Date", (Counted("Cases", Count.ROWS),), cadence=Cadence.YEAR),
]


@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_say_the_same(tmp_path: Path, grouping: Grouping, seed: int) -> None:
    ours, theirs = both(written(tmp_path, some_rows(seed)), grouping)
    assert ours == theirs


def test_sums_of_many_digits_are_exact(tmp_path: Path) -> None:
    rows: list[list[object]] = [list(HEADS)]
    rows += [[n, "2024-01-05", "North", "Noise", 999_999_999_999_999_999 - n, "0.1"] for n in range(3_000)]
    grouping = Grouping("Date", (Counted("Count", Count.SUM, "Count"), Counted("Amount", Count.SUM, "Amount")), cadence=Cadence.MONTH)
    ours, theirs = both(written(tmp_path, rows), grouping)
    assert ours == theirs
    assert ours["sums"] == [Fraction(sum(999_999_999_999_999_999 - n for n in range(3_000))), Fraction(300)]


@pytest.mark.parametrize("mark", [",", "."])
def test_decimal_marks_are_found_alike(tmp_path: Path, mark: str) -> None:
    other = "." if mark == "," else ","
    rows = [[n, "05.01.2024", "Nord", "Lärm", n, f"1{other}234{mark}5" if n % 7 == 0 else f"{n}{mark}25"] for n in range(200)]
    path = written(tmp_path, [list(HEADS), *rows], delimiter=";")
    grouping = Grouping("Date", (Counted("Amount", Count.SUM, "Amount"),), cadence=Cadence.MONTH, day_first=True)
    ours, theirs = both(path, grouping)
    assert ours == theirs
    assert ours["sums"] == [sum((Fraction("1234.5") if n % 7 == 0 else n + Fraction(1, 4) for n in range(200)), Fraction(0))]


@pytest.mark.parametrize("said", [{}, {"decimal_mark": ","}, {"decimal_mark": "."}])
def test_what_hangs_on_the_mark_is_refused_alike(tmp_path: Path, said: dict[str, str]) -> None:
    rows = [[n, "2024-01-05", "North", "Noise", n, f"{n + 1}.{n:03}"] for n in range(50)]
    grouping = Grouping("Date", (Counted("Amount", Count.SUM, "Amount"),), cadence=Cadence.MONTH)
    ours, theirs = both(written(tmp_path, [list(HEADS), *rows]), grouping, **said)
    assert ours == theirs


@pytest.mark.parametrize(
    ("form", "zone"),
    [
        ("{d:%Y-%m-%d}T{h:02}:30:00", ""),
        ("{d:%Y-%m-%d} {h:02}:30", ""),
        ("{d:%m/%d/%Y} {h:02}:30:05 PM", ""),
        ("{d:%Y-%m-%d}T{h:02}:30:00+03:00", "America/Vancouver"),
        ("{d:%Y-%m-%d}T{h:02}:30:00+03:00", ""),
        ("{d:%Y-%m-%d}T{h:02}:30:00Z", None),
        ("{d:%Y-%m-%d}T{h:02}:30:00 nonsense", ""),
    ],
)
def test_times_are_days_alike(tmp_path: Path, form: str, zone: str | None) -> None:
    rows = [[n, form.format(d=date(2024, 1, 13) + timedelta(days=n), h=n % 12 + 1), "North", "Noise", n, 1] for n in range(90)]
    grouping = Grouping("Date", SUMS, cadence=Cadence.MONTH, zone=zone, day_first=False)
    ours, theirs = both(written(tmp_path, [list(HEADS), *rows]), grouping)
    assert ours == theirs


def test_years_and_months_in_two_columns_are_read_alike(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Year", "Month", "Count"], *[[2020 + n % 3, n % 14, n] for n in range(100)]]
    ours, theirs = both(written(tmp_path, rows), Grouping("Year", (Counted("Count", Count.SUM, "Count"),), part="Month"))
    assert ours == theirs


def test_quoted_cells_with_line_ends_are_read_alike(tmp_path: Path) -> None:
    rows = some_rows(5, 300)
    for n in range(1, 300, 17):
        rows[n][0] = "two\nlines, and a comma"
    ours, theirs = both(written(tmp_path, rows), GROUPINGS[0])
    assert ours == theirs


def test_rows_that_duckdb_does_not_read_as_we_do_go_the_plain_way(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(b"Date,Area\n" + b"2024-01-01,North\n" * 99 + b"2024-01-01,North,one more\n")
    file = text_file(path, path.name)
    assert file is not None
    assert tally_by_duck(file, Grouping("Date", SUMS[:1], cadence=Cadence.MONTH), ReadingOptions(), lambda _: None) is None


@pytest.mark.parametrize(
    "content",
    [
        "Date;Area\n2024-01-01;Süd\n".encode("cp1252") * 9,
        "Date,Area\n2024-01-01,North\n".encode("utf-16"),
        b"Date,Area\n" + b"2024-01-01,North\n\n" * 9,
        b"Date,Area\r" + b"2024-01-01,North\r" * 9,
        b"sep=,\nDate,Area\n" + b"2024-01-01,North\n" * 9,
        b"Date,Area\n" + b"2024-01-01,North\n" * 99 + b'2024-01-01,"North\n',
        b"",
    ],
)
def test_files_written_another_way_go_the_plain_way(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    assert text_file(path, path.name) is None


def test_a_file_is_grouped_whichever_way_it_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, some_rows(4))
    large = group_file(path, GROUPINGS[0], ReadingOptions())
    monkeypatch.setattr(text_files, "FEWEST_BYTES", 1 << 30)
    small = group_file(path, GROUPINGS[0], ReadingOptions())
    assert large == small
    assert all(count.adds_up for count in large.reconciliation)
