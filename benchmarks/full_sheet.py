"""A full sheet of 1,048,576 rows (row C6 of the assurance page): read in a child of at most 1 GiB, its progress told."""

import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.measuring import Verdict, at_most
from benchmarks.reading_speed import make_workbook
from groundswell.engine.child import read_in_child

ROWS = 1_048_576
SECONDS, MEBIBYTES, STEPS = 90.0, 1024, 10


def run() -> Iterator[Verdict]:
    """Seconds on the clock, the child's largest resident size, and the steps of progress that were told."""
    told: set[int] = set()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "full.xlsx"
        make_workbook(path, ROWS)
        started = perf_counter()
        found = read_in_child(path, "workbook", {}, on_progress=lambda rows, _: told.add(rows))
        took = perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    asked = [problem[0] for problem in found["problems"]]
    yield at_most("a full sheet, read and handed over", took, SECONDS)
    yield Verdict("memory of the child", f"{peak} MiB", f"at most {MEBIBYTES}", peak <= MEBIBYTES)
    yield Verdict("steps of progress told", str(len(told)), f"at least {STEPS}", len(told) >= STEPS)
    yield Verdict("what is asked", ", ".join(asked), "rows_may_be_missing", asked == ["rows_may_be_missing"])
