"""An importing process is killed at any moment: what it acknowledged is there, whole. Row B1, with its floor and red control."""

import os
import random
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import pytest

from groundswell.records.databases import plain_connection
from groundswell.records.ledger.verifying import verify
from groundswell.records.settings import FILE_NAME

CHILD = Path(__file__).with_name("importing_child.py")
SEED = 20261125
FIGURES = 40
RUNS = 8
"""Data directories over which the two hundred kills are spread."""
MOST_HEARD = 4
"""Acknowledgements that a child is heard at most before its end: counted, so that a slow disk does as much work as a quick one."""


@dataclass
class Tally:
    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    partial: int = 0


def kill_importers(folder: Path, kills: int, order: str = "store-first", seed: int = SEED) -> Tally:
    """Start, let it work for a random while, kill -9 somewhere within a piece of work, look; the same data directory throughout."""
    chance, tally, number = random.Random(seed), Tally(), 0
    for _ in range(kills):
        child = subprocess.Popen(
            [sys.executable, str(CHILD), str(folder), str(number), order], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        assert child.stderr is not None
        lines = [child.stdout.readline()]
        assert lines[0].startswith("stored"), child.stderr.read()
        start, further = monotonic(), chance.randint(1, MOST_HEARD - 1)
        lines += [child.stdout.readline() for _ in range(further)]
        sleep(chance.random() * (monotonic() - start) / further)
        child.send_signal(signal.SIGKILL)
        lines += child.stdout.read().splitlines()
        child.wait()
        child.stderr.close()
        said = [int(line.split()[1]) for line in lines]
        tally.kills += 1
        tally.acknowledged += len(said)
        stored = look(folder)
        tally.lost += len([one for one in said if f"Measure {one}" not in stored])
        tally.partial += sum(count != FIGURES for count in stored.values())
        number = max(said) + 2
    return tally


def look(folder: Path) -> dict[str, int]:
    """Measures with their figures, after the ledger has verified."""
    with plain_connection(folder / FILE_NAME) as connection:
        verdict = verify(connection)
        assert verdict.good, verdict.broken
        return dict(
            connection.execute(
                "SELECT json_extract(a.payload, '$.name'), count(o.seq) FROM act a LEFT JOIN observation o ON o.measure = a.measure"
                " WHERE a.kind = 'define' GROUP BY a.measure"
            )
        )


def tell(name: str, tally: Tally) -> None:
    counted = f"{tally.kills} kills, {tally.acknowledged} acknowledged, {tally.lost} lost, {tally.partial} partial"
    sys.stdout.write(f"{name}: seed {SEED}, {counted}\n")


def prove(folder: Path, kills: int, floor: int, seed: int = SEED) -> None:
    tally = kill_importers(folder, kills, seed=seed)
    tell(f"kill -9, run {seed - SEED}", tally)
    assert (tally.kills, tally.lost, tally.partial) == (kills, 0, 0)
    assert tally.acknowledged >= floor, "the floor: a run without acknowledged work proves nothing"


@pytest.mark.timeout(300)
def test_B1_ten_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    prove(tmp_path / "data", 10, 20)


@pytest.mark.timeout(300)
def test_B1_the_control_that_speaks_before_it_stores_is_red(tmp_path: Path) -> None:
    tally = kill_importers(tmp_path / "data", 12, "acknowledge-first")
    tell("speaks first (red control)", tally)
    assert tally.lost > 0


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("run", range(int(os.environ.get("GROUNDSWELL_KILL_RUNS", RUNS))))
def test_B1_two_hundred_kills_lose_nothing_that_was_acknowledged(run: int, tmp_path: Path) -> None:
    """In runs of their own: a ledger that every run before has filled would only take longer to look through."""
    prove(tmp_path / "data", 200 // RUNS, 500 // RUNS, SEED + run)
