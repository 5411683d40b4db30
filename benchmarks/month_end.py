"""Month end: fifty people bring their figures at once, on the embedded database and on PostgreSQL.

Passes when nothing is lost (every acknowledged value is read back, the ledger verifies) and the slowest of a hundred waits stay under a
ceiling. In the embedded database fifty threads share one writer; on PostgreSQL five processes of ten threads do, as five servers would.
"""

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import django
from django.apps import apps

from benchmarks.measuring import Verdict

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.records.settings")
if not apps.ready:
    django.setup()

from django.db import connections

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Cadence, next_start, period_of
from groundswell.engine.intake import Intake
from groundswell.records import opening
from groundswell.records.actors import local_actor
from groundswell.records.selectors import ledger
from groundswell.records.selectors.portfolio import portfolio
from groundswell.records.services import intake
from tests.postgresql import programs, running, write_address

WRITERS, PROCESSES = 50, 5
SECONDS = 10
P99_SECONDS = 10.0

Told = list[tuple[str, str, str, float]]
"""Measure, first day, value, seconds until it was acknowledged."""


def write_for(folder: Path, first: int, count: int, seconds: float) -> Told:
    """So many people, each with a measure of their own, bring month after month; what was acknowledged."""
    opening.point_to(folder)
    opening.open_data_directory("default", command="month end")
    actor, told, until = local_actor(), [], time.monotonic() + seconds

    def person(number: int) -> None:
        month, at, name = date(2000, 1, 1), 0, f"Measure {number}"
        while time.monotonic() < until:
            value = str(number * 1000 + at)
            seen = Observation(name, None, period_of(month, Cadence.MONTH), Exact.parse(value), sheet="Data", cell=f"B{at + 2}")
            digest = sha256(f"{number} {at}".encode()).hexdigest()
            begun = time.monotonic()
            intake.store(actor, Intake(f"{name}.csv", digest, [seen]))
            told.append((name, month.isoformat(), value, time.monotonic() - begun))
            month, at = next_start(month, Cadence.MONTH), at + 1
        connections["default"].close()

    threads = [threading.Thread(target=person, args=(number,)) for number in range(first, first + count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    opening.close_all()
    return told


def run() -> Iterator[Verdict]:
    """The embedded database, then PostgreSQL where it is installed."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        yield from _judged("embedded", folder, write_for(folder, 0, WRITERS, SECONDS))
    if programs() is None:
        yield Verdict("PostgreSQL", "NOT TRIED: not installed", "tried", holds=False)
        return
    with running() as cluster, tempfile.TemporaryDirectory() as place:
        folder, each = Path(place) / "data", WRITERS // PROCESSES
        write_address(folder, cluster.address(cluster.new_database()))
        opening.point_to(folder)
        opening.open_data_directory("default")
        opening.close_all()
        with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
            parts = [pool.submit(write_for, folder, number * each, each, SECONDS) for number in range(PROCESSES)]
            told = [one for part in parts for one in part.result()]
        yield from _judged("PostgreSQL, five processes", folder, told)


def _judged(where: str, folder: Path, told: Told) -> Iterator[Verdict]:
    opening.point_to(folder)
    opening.open_data_directory("default")
    kept = {
        (record.series.measure, point.period.start.isoformat()): str(point.value)
        for record in portfolio(local_actor()) for point in record.series.points
    }
    lost = [one for one in told if kept.get(one[:2]) != one[2]]
    verdict = ledger.verify()
    opening.close_all()
    waits = sorted(one[3] for one in told)
    p99 = waits[int(len(waits) * 0.99)] if waits else 99.0
    print(f"  {where}: {len(told)} batches acknowledged by {WRITERS} writers in {SECONDS} s, median {waits[len(waits) // 2]:.2f} s")
    yield Verdict(f"{where}: acknowledged and lost", str(len(lost)), "0, and the ledger whole", not lost and verdict.good and bool(told))
    yield Verdict(f"{where}: p99 of a wait", f"{p99:.2f} s", f"at most {P99_SECONDS:g} s", p99 <= P99_SECONDS)
