"""Sixty files of every kind, each changed many times: none may crash the reader, hold it up, or be read in part without a word.

``python -m tests.faults.fuzz --mutations 100`` runs the full count and prints it. The reading happens in a process of its own, which
says what it is about to try; so a crash of the interpreter itself, and a reading that never ends, are seen from outside.

What counts as read in part:

- a file whose kind carries checksums (XLSX, XLSB, ODS, gzip, zip) must read exactly as the original or be refused, whatever was changed;
- a file whose kind says where it ends (all but CSV and JSON lines) must, when cut off, read exactly as the original or be refused.

Beside that, parts of packed kinds are changed under a right checksum, as an unsound program might write them: there no crash and no
holding up are asked for.
"""

import argparse
import json
import os
import queue
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.every_kind import FORMS, Cell
from tests.faults.fuzz_worker import Seed

SEEDS, MUTATIONS = 60, 100
LONGEST_SECONDS = 10.0
START = 50.0
"""Seconds that a worker may take to start on a busy machine."""
READER = "groundswell.engine.sources.opening:read_bytes"


@dataclass(slots=True)
class Tally:
    """What became of the mutations; ``faults`` say what went wrong and where, as ``seed.mutation``."""

    tried: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    longest: float = 0.0


def tables() -> list[list[list[Cell]]]:
    """Four tables that differ in size, gaps, letters and errors."""
    heads: list[Cell] = ["Month", "Visits", "Hours", "Note"]
    plain: list[list[Cell]] = [[date(2025, 1 + i, 1), 1000 + i * 37, i / 8, f"note {i}"] for i in range(12)]
    holed: list[list[Cell]] = [
        [date(2024, 1 + i % 12, 1), None if i % 3 else i, i * 1.25, 'Größe; "x", <b>' if i % 2 else None] for i in range(40)
    ]
    wide: list[list[Cell]] = [[f"Area {i}", *(i * j + 0.5 for j in range(20))] for i in range(15)]
    faulty: list[list[Cell]] = [[f"row {i}", "#DIV/0!" if i % 4 == 0 else "#N/A", "52+", "a longer text " * (i + 1)] for i in range(9)]
    return [[heads, *plain], [heads, *holed], [["Area", *(f"Q{j}" for j in range(20))], *wide], [heads, *faulty]]


def seeds() -> list[Seed]:
    """Fifteen kinds, four tables."""
    made = [(kind, make(table)) for table in tables() for kind, make in FORMS.items()]
    return [Seed(number, kind, data) for number, (kind, data) in enumerate(made)]


def run(count: int, numbers: Sequence[int] = range(SEEDS), reader: str = READER, longest: float = LONGEST_SECONDS) -> Tally:
    """Try ``count`` mutations of each seed; after a crash or a hang the rest of that seed is left and the next is taken."""
    tally = Tally()
    with TemporaryDirectory(prefix="groundswell-fuzz-") as folder:
        for seed in seeds():
            if seed.number in numbers:
                Path(folder, f"{seed.number} {seed.kind}").write_bytes(seed.data)
        while (at := _run_worker(count, Path(folder), reader, longest, tally)) is not None:
            for file in list(Path(folder).iterdir()):
                if int(file.name.partition(" ")[0]) <= at:
                    file.unlink()
    return tally


def _run_worker(count: int, folder: Path, reader: str, longest: float, tally: Tally) -> int | None:
    """Run one worker to its end; gives the seed it died on, if it did."""
    command = [sys.executable, "-m", "tests.faults.fuzz_worker", reader, str(count), str(folder)]
    environ = {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, filter(None, sys.path)))}
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environ)
    lines: queue.Queue[str] = queue.Queue()
    listener = threading.Thread(target=_listen, args=(worker, lines), daemon=True)
    listener.start()
    current: list[object] | None = None
    patience = longest + START
    while True:
        try:
            line = lines.get(timeout=patience)
        except queue.Empty:
            worker.kill()
            tally.faults.append(f"{_place(current)} hang")
            break
        if not line:
            if worker.wait() != 0:
                tally.faults.append(f"{_place(current)} crash: the reader ended with {worker.returncode}")
                break
            return None
        told = json.loads(line)
        if told[0] == "begins":
            current, patience = told, longest + 1
            continue
        patience = longest + START
        _count(tally, current, told[1], told[2], longest)
    listener.join()
    return None if current is None else int(str(current[1]))


def _listen(worker: "subprocess.Popen[str]", lines: "queue.Queue[str]") -> None:
    assert worker.stdout is not None
    with worker.stdout:
        for line in worker.stdout:
            lines.put(line)
    lines.put("")


def _count(tally: Tally, current: list[object] | None, said: str, seconds: float, longest: float) -> None:
    tally.tried += 1
    tally.longest = max(tally.longest, seconds)
    kind = str(current[3]) if current else ""
    tally.outcomes[f"{kind}: {said}"] += 1
    if said.startswith("!"):
        tally.faults.append(f"{_place(current)} {said[2:]}")
    elif seconds > longest:
        tally.faults.append(f"{_place(current)} hang: {seconds:.1f} s")


def _place(current: list[object] | None) -> str:
    return "before the first" if current is None else f"{current[1]}.{current[2]} ({current[3]})"


def main() -> None:
    """Run and print; the exit code is 1 where there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutations", type=int, default=MUTATIONS)
    parser.add_argument("--seeds", type=int, nargs="*", default=list(range(SEEDS)))
    options = parser.parse_args()
    tally = run(options.mutations, options.seeds)
    for line, count in sorted(tally.outcomes.items()):
        print(f"{count:6} {line}")
    print(f"{tally.tried} mutations of {len(options.seeds)} seeds; longest {tally.longest:.2f} s; faults: {len(tally.faults)}")
    for fault in tally.faults:
        print(fault)
    sys.exit(1 if tally.faults else 0)


if __name__ == "__main__":
    main()
