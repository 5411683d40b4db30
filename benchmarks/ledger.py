"""Storing and checking the record: 100,000 figures stored as one import, one million entries verified.

Passes by ratios in one run. Storing, with comparing, matching, encoding, hashing and the commit, is held against the same rows put
into the same tables by plain batched inserts without any of it. Checking is held against reading the same rows and hashing as many
bytes twice, which is the least that any check must do. Seconds are printed for the reader: 5 and 8 are wanted of the machine in README.
"""

import os
import random
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import django
from django.apps import apps

from benchmarks.measuring import Timed, Verdict, best_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.records.settings")
if not apps.ready:
    django.setup()

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Period
from groundswell.engine.intake import Intake
from groundswell.records import opening
from groundswell.records.actors import local_actor
from groundswell.records.databases import database_file, plain_connection
from groundswell.records.ledger.encoding import ObservationFields
from groundswell.records.ledger.verifying import verify
from groundswell.records.services import intake

FIGURES, BATCHES = 100_000, 10
MEASURES, PLACES = 100, 10
STORE_RATIO, VERIFY_RATIO = 12.0, 2.5
STORE_SECONDS, VERIFY_SECONDS = 5.0, 8.0


def file_of(number: int) -> Intake:
    """100,000 figures: 100 measures at 10 places, 100 weeks each."""
    chance = random.Random(number)
    first = date(2000, 1, 3) + timedelta(weeks=100 * number)
    weeks = [Period(first + timedelta(weeks=at), first + timedelta(weeks=at + 1)) for at in range(100)]
    observations = [
        Observation(f"Measure {measure}", f"Place {place}", week, Exact(chance.randrange(100_000), 2), sheet="Data", cell=f"D{row}")
        for row, (measure, place, week) in enumerate(
            ((measure, place, week) for measure in range(MEASURES) for place in range(PLACES) for week in weeks), 2
        )
    ]
    return Intake(f"week {number}.csv", sha256(str(number).encode()).hexdigest(), observations)


def run() -> Iterator[Verdict]:
    """Stores ten files, then checks the whole."""
    with tempfile.TemporaryDirectory() as folder:
        opening.point_to(Path(folder))
        opening.open_data_directory(command="benchmark")
        try:
            yield from _measured()
        finally:
            opening.close_all()


def _measured() -> Iterator[Verdict]:
    actor = local_actor()
    times = [best_of(1, partial(intake.store, actor, file_of(number)))[0] for number in range(BATCHES)]
    stored = min(times, key=lambda timed: timed.wall)
    plain = _plain_inserts()
    ratio = stored.wall / plain.wall
    yield Verdict(
        f"{FIGURES:,} figures stored", f"{stored.wall:.2f} s, {ratio:.1f} times plain inserts",
        f"at most {STORE_RATIO:g} times; {STORE_SECONDS:g} s", ratio <= STORE_RATIO,
    )
    with plain_connection(database_file()) as connection:
        checked, verdict = best_of(1, lambda: verify(connection))
        least = _least_work()
    ratio = checked.cpu / least.cpu
    yield Verdict(
        f"{verdict.entries:,} entries verified", f"{checked.wall:.2f} s ({checked.cpu:.2f} s CPU), {ratio:.1f} times the least work",
        f"at most {VERIFY_RATIO:g} times; {VERIFY_SECONDS:g} s", verdict.good and ratio <= VERIFY_RATIO,
    )


def _plain_inserts() -> Timed:
    """The same number of rows into a table like ``observation``, with an index, by one executemany and one commit."""
    names = ",".join(ObservationFields._fields)
    with plain_connection(database_file()) as connection:
        rows = connection.execute(f"SELECT {names} FROM observation LIMIT {FIGURES}").fetchall()

    def work() -> None:
        connection = opening.writing_connection()
        connection.execute(f"CREATE TABLE plain ({names})")
        connection.execute("CREATE INDEX plain_key ON plain (measure, org_unit, p_start, seq)")
        connection.executemany(f"INSERT INTO plain VALUES ({','.join('?' * 20)})", rows)

    timed, _ = best_of(1, lambda: opening.write(work))
    opening.write(lambda: opening.writing_connection().execute("DROP TABLE plain"))
    return timed


def _least_work() -> Timed:
    """Read every row of the ledger and hash 300 bytes twice for each."""
    content = bytes(300)

    def work() -> None:
        with plain_connection(database_file()) as connection:
            for _ in connection.execute(f"SELECT {','.join(ObservationFields._fields)} FROM observation ORDER BY seq"):
                sha256(content).digest()
                sha256(content).digest()

    return best_of(1, work)[0]


if __name__ == "__main__":
    for each in run():
        print(each)
