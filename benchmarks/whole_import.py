"""A million rows of a long CSV imported as they stand, ungrouped: from the file to figures in the record, its progress told.

Passes by CPU of this process and the child, under a ceiling and in a ratio: polars reads the same file, and one ``executemany`` puts its
rows into a table with the index of the record's, in the same run. What the import does beside that: it finds out what the columns mean,
keeps every digit, each figure's cell and every cell's fate, compares with the record, hashes each figure and checks what it may insert.
"""

import multiprocessing
import os
import resource
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import django
import polars as pl
from django.apps import apps

from benchmarks.measuring import Timed, Verdict, best_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.records.settings")
if not apps.ready:
    django.setup()

from groundswell.domain.measurement.period import add_months
from groundswell.engine.child import read_in_child
from groundswell.engine.long.applying import take_in
from groundswell.engine.mapping import propose
from groundswell.engine.sources.workbook import workbook_of_plain
from groundswell.records import opening
from groundswell.records.actors import local_actor
from groundswell.records.databases import database_file, plain_connection
from groundswell.records.ledger.verifying import verify
from groundswell.records.services import intake

T = TypeVar("T")
SHAPES = {"400 places, 25 measures, 100 months": (400, 25, 100), "10 places, 20 measures, 5,000 days": (10, 20, 5_000)}
SECONDS, MEBIBYTES, RATIO, STEPS = 60.0, 1024, 16.0, 20
FIRST_YEAR, MOST_MONTHS = 2012, 1_200


@dataclass(slots=True)
class Measured:
    """What one import took. ``parts``: seconds on the clock by name; ``steps``: how often progress was told."""

    wall: float = 0.0
    cpu: float = 0.0
    mebibytes: int = 0
    steps: int = 0
    figures: int = 0
    good: bool = False
    parts: dict[str, float] = field(default_factory=dict)


def make_file(path: Path, places: int, measures: int, periods: int) -> None:
    """A long file in order of time: period, place, measure, figure; every fourth measure with a decimal. Many periods are days."""
    first = date(FIRST_YEAR, 1, 1)
    with path.open("w") as file:
        file.write("Period,Place,Measure,Value\n")
        for at in range(periods):
            period = add_months(first, at) if periods <= MOST_MONTHS else first + timedelta(days=at)
            for place in range(places):
                start = f"{period},Place {place:03},Measure "
                numbers = ((at * 7919 + place * 104_729 + measure * 1_299_709) % 50_000 for measure in range(measures))
                file.writelines(
                    f"{start}{measure:02},{number / 10 if measure % 4 == 0 else number}\n" for measure, number in enumerate(numbers)
                )


def run() -> Iterator[Verdict]:
    """Each shape in a process of its own, so that its memory is its own."""
    for name, shape in SHAPES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "long.csv"
            make_file(path, *shape)
            found = _alone(_import, path)
            plain = _alone(_plainly, path)
        yield from _verdicts(name, found, plain)


def _verdicts(name: str, found: Measured, plain: Timed) -> Iterator[Verdict]:
    parts = ", ".join(f"{part} {seconds:.1f}" for part, seconds in found.parts.items())
    ratio = found.cpu / plain.cpu
    yield Verdict(
        f"{found.figures:,} figures imported, {name}", f"{found.cpu:.1f} s CPU, {found.wall:.1f} s on the clock ({parts})",
        f"at most {SECONDS:g} s CPU", found.cpu <= SECONDS and found.good,
    )
    measured = f"{ratio:.1f} times {plain.cpu:.1f} s"
    yield Verdict("beside polars' read and plain inserts", measured, f"at most {RATIO:g} times", ratio <= RATIO)
    yield Verdict("memory of the larger process", f"{found.mebibytes} MiB", f"at most {MEBIBYTES}", found.mebibytes <= MEBIBYTES)
    yield Verdict("steps of progress told", str(found.steps), f"at least {STEPS}", found.steps >= STEPS)


def _alone(work: Callable[[Path], T], path: Path) -> T:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, (path,))


def _import(path: Path) -> Measured:
    """What the page does from the file to the record, its own parts left out."""
    out = Measured()
    opening.point_to(path.parent / "data")
    opening.open_data_directory(command="benchmark")
    actor, started, told = local_actor(), perf_counter(), partial(_tell, out)
    last = started

    def part(name: str) -> None:
        nonlocal last
        now = perf_counter()
        out.parts[name], last = now - last, now

    workbook = workbook_of_plain(read_in_child(path, "workbook", {}, on_progress=lambda rows, _: told(rows, 0)))
    part("read and handed over")
    proposal = propose(workbook)
    part("proposed")
    brought = take_in(workbook, proposal)
    part("taken in")
    prepared = intake.prepare(actor, brought, told=told)
    part("compared")
    stored = intake.store_prepared(actor, prepared, told=told)
    part("stored")
    own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    out.wall, out.cpu = last - started, own.ru_utime + own.ru_stime + child.ru_utime + child.ru_stime
    out.mebibytes, out.figures = max(own.ru_maxrss, child.ru_maxrss) // 1024, len(stored.diff.new)
    with plain_connection(database_file()) as connection:
        out.good = verify(connection).good and all(count.adds_up for count in brought.reconciliation)
    opening.close_all()
    return out


def _tell(out: Measured, done: int, _of: int) -> None:
    out.steps += done > 0


def _plainly(path: Path) -> Timed:
    """Read by polars, put into one table with one index, committed."""
    place = path.parent / "plain.sqlite3"

    def work() -> None:
        rows = pl.read_csv(path, infer_schema_length=0).iter_rows()
        with closing(sqlite3.connect(place, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("CREATE TABLE plain (seq INTEGER PRIMARY KEY, day TEXT, place TEXT, measure TEXT, value TEXT)")
            connection.execute("CREATE INDEX plain_key ON plain (measure, place, day, seq)")
            connection.execute("BEGIN")
            connection.executemany("INSERT INTO plain (day, place, measure, value) VALUES (?, ?, ?, ?)", rows)
            connection.execute("COMMIT")

    return best_of(1, work)[0]


if __name__ == "__main__":
    for each in run():
        print(each, flush=True)
