"""From the file on disk to a proposal in the caller's hands: a 100,000-row XLSX, a typical workbook, a million cells."""

import random
import resource
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

import openpyxl
import xlsxwriter

from benchmarks.measuring import Timed, Verdict, at_least, at_most, best_of
from groundswell.engine.child import read_in_child

ROWS = 100_000
RUNS = 3
PLACES = 40
SECONDS = 2.0
TIMES_ORDINARY, TIMES_READ_ONLY = 2.0, 1.0
TYPICAL_SECONDS, MILLION_SECONDS = 1.5, 6.0
DIVISIONS, INDICATORS, MONTHS = 20, 50, 48
MILLION_ROWS, MEASURES = 100_000, 7


def make_workbook(path: Path, rows: int) -> None:
    """A long list as systems export it: month, place, measure, value (two decimals), share (percent format)."""
    chance = random.Random(20)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Data")
    day, percent = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "0.0%"})
    sheet.write_row(0, 0, ["Month", "Place", "Measure", "Value", "Share"])
    for row in range(1, rows):
        series, month = divmod(row, 120)
        sheet.write_datetime(row, 0, date(2015 + month // 12, month % 12 + 1, 1), day)
        sheet.write_string(row, 1, f"Place {series % PLACES}")
        sheet.write_string(row, 2, f"Measure {series // PLACES}")
        sheet.write_number(row, 3, round(chance.gauss(100, 15), 2))
        sheet.write_number(row, 4, round(chance.random(), 3), percent)
    book.close()


def make_typical(path: Path) -> None:
    """Twenty sheets of fifty indicators over four years of months, a title above: some 50,000 cells."""
    chance = random.Random(21)
    book = xlsxwriter.Workbook(path)
    heads = [f"{2021 + month // 12}-{month % 12 + 1:02d}" for month in range(MONTHS)]
    for division in range(DIVISIONS):
        sheet = book.add_worksheet(f"Division {chr(65 + division)}")
        sheet.write_string(0, 0, "Performance of the division")
        sheet.write_row(3, 0, ["KPI", "Unit", *heads])
        for row in range(INDICATORS):
            figures = [round(chance.uniform(0, 100), 1) for _ in heads]
            sheet.write_row(4 + row, 0, [f"Indicator {row}", "%" if row % 2 else "number", *figures])
    book.close()


def make_million(path: Path) -> None:
    """A million cells: a month, two names and seven measures a row."""
    chance = random.Random(22)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet, day = book.add_worksheet("Data"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["Month", "Region", "Place", *[f"Measure {n}" for n in range(MEASURES)]])
    for row in range(1, MILLION_ROWS + 1):
        place, month = divmod(row, 100)
        sheet.write_datetime(row, 0, date(2015 + month // 12, month % 12 + 1, 1), day)
        sheet.write_row(row, 1, [f"R{place % 9}", f"Place {place}", *[round(chance.uniform(0, 100), 2) for _ in range(MEASURES)]])
    book.close()


def with_children(work: Callable[[], object], runs: int) -> Timed:
    """The best run by the CPU time of this process and of the children it waited for."""
    times = []
    for _ in range(runs):
        before, started = _children(), perf_counter()
        own, _ = best_of(1, work)
        times.append(Timed(own.cpu + _children() - before, perf_counter() - started))
    return min(times, key=lambda timed: timed.cpu)


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def read_with_openpyxl(path: Path, *, read_only: bool) -> int:
    """All values of the first sheet; without ``read_only`` with what else the scan of ours tells."""
    book = openpyxl.load_workbook(path, read_only=read_only, data_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))


def run() -> Iterator[Verdict]:
    """Ours against openpyxl's ordinary mode, which knows merges, hidden rows and formats too, and its read-only mode, values alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.xlsx"
        make_workbook(path, ROWS)
        ours = with_children(lambda: read_in_child(path, "propose", {}), RUNS)
        ordinary, _ = best_of(1, lambda: read_with_openpyxl(path, read_only=False))
        read_only, _ = best_of(2, lambda: read_with_openpyxl(path, read_only=True))
        typical_path, million_path = Path(folder) / "typical.xlsx", Path(folder) / "million.xlsx"
        make_typical(typical_path)
        make_million(million_path)
        typical = with_children(lambda: read_in_child(typical_path, "propose", {}), RUNS)
        million = with_children(lambda: read_in_child(million_path, "propose", {}), 1)
    print(f"  proposed in {ours.cpu:.2f} s CPU, {ours.wall:.2f} s on the clock")
    print(f"  openpyxl {ordinary.cpu:.2f} s, read-only {read_only.cpu:.2f} s CPU")
    yield at_most("proposed, all told", ours.cpu, SECONDS)
    yield at_least("openpyxl's ordinary mode takes", ordinary.cpu / ours.cpu, TIMES_ORDINARY)
    yield at_least("openpyxl's read-only mode takes, for the values alone,", read_only.cpu / ours.cpu, TIMES_READ_ONLY)
    print(f"  a typical workbook {typical.wall:.2f} s, a million cells {million.wall:.2f} s on the clock")
    yield at_most("a typical workbook of 20 sheets, proposed", typical.cpu, TYPICAL_SECONDS)
    yield at_most("a million cells, proposed", million.cpu, MILLION_SECONDS)
