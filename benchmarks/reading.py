"""Reading benchmark: a 100,000-row XLSX, from the file on disk to a proposal in the caller's hands.

    python benchmarks/reading.py            # 100,000 rows, three rounds
    python benchmarks/reading.py --full     # also a full sheet of 1,048,576 rows (C6): seconds and memory of the child

Passes by ratios within one run: all of it (starting the child, guarding, values, scan, proposal, transfer of sheet and
proposal) must take at most half of what openpyxl takes in its ordinary mode, the one that knows merges, hidden rows and
number formats too, and less than its read-only mode takes for the values alone. Seconds are printed for the reader.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import xlsxwriter

from groundswell.engine.child import read_in_child

ROWS, FULL_ROWS = 100_000, 1_048_576
ROUNDS = 3
MOST_OF_ORDINARY, MOST_OF_READ_ONLY = 0.5, 1.0
PLACES, MEASURES = 40, 25


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


def seconds_of(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The best of several rounds, by the wall clock."""
    best = float("inf")
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


def read_with_openpyxl(path: Path, *, read_only: bool) -> int:
    """All values of the first sheet; without ``read_only`` with what else the scan of ours tells."""
    book = openpyxl.load_workbook(path, read_only=read_only, data_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))


def run_full(folder: Path) -> bool:
    """C6: a full sheet in a child of at most 1 GiB, within 90 seconds, progress told."""
    path = folder / "full.xlsx"
    make_workbook(path, FULL_ROWS)
    told: list[int] = []
    took = seconds_of(lambda: read_in_child(path, "propose", {}, on_progress=lambda rows, _: told.append(rows)), rounds=1)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    steps = len(set(told))
    print(f"full sheet, {FULL_ROWS:,} rows ({path.stat().st_size >> 20} MiB): {took:.1f} s, {peak:.0f} MiB, {steps} steps of progress told")
    return took <= 90 and peak <= 1024 and steps > 5


def main() -> int:
    """Run, print, and tell by the exit code whether the goals hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="also read a full sheet")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.xlsx"
        make_workbook(path, ROWS)
        proposed = seconds_of(lambda: read_in_child(path, "propose", {}))
        values = seconds_of(lambda: read_in_child(path, "workbook", {}))
        ordinary = seconds_of(lambda: read_with_openpyxl(path, read_only=False), rounds=1)
        read_only = seconds_of(lambda: read_with_openpyxl(path, read_only=True), rounds=2)
        print(f"{ROWS:,} rows, 5 columns ({path.stat().st_size / 1e6:.1f} MB)")
        print(f"  proposed, child and all     {proposed:6.2f} s   (goal: 2 s)")
        print(f"  whole workbook transferred  {values:6.2f} s")
        for name, other, most in (("ordinary mode", ordinary, MOST_OF_ORDINARY), ("read-only, values", read_only, MOST_OF_READ_ONLY)):
            print(f"  openpyxl, {name:<18}{other:6.2f} s   ratio {proposed / other:.2f} (passes at {most:.2f} or less)")
        good = proposed <= MOST_OF_ORDINARY * ordinary and proposed <= MOST_OF_READ_ONLY * read_only
        if chosen.full:
            good = run_full(Path(folder)) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
