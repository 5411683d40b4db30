"""Home page benchmark: 200 measures of 60 months, server time of one request, cold and warm, and its queries.

    python benchmarks/home.py

Cold is the first request of a process, with addresses, templates and catalogues still to load; warm is the median of the following ones.
Passes by ratio within one run, against a yardstick of plain Python work on the same machine (see YARDSTICK), so that a slow
machine does not fail it and a fast one does not hide a loss. Queries are counted at SQLite itself and must be at most 15.
"""

import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.web.settings")

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Cadence, next_start, period_of
from groundswell.engine.intake import Intake
from groundswell.records import opening
from groundswell.records.actors import local_actor
from groundswell.records.databases import reading_connection
from groundswell.records.services import intake
from groundswell.web import start_token

MEASURES, MONTHS = 200, 60
ROUNDS = 15
MOST_QUERIES = 15
WARM_MILLISECONDS, COLD_MILLISECONDS = 150.0, 1000.0
YARDSTICK = 65.0
"""Milliseconds that the yardstick takes on the machine for which the two limits above were set (benchmarks/README.md)."""
TOKEN = "benchmark" * 4


def yardstick() -> float:
    """Milliseconds for a fixed amount of plain Python: dictionaries, strings and formatting, as a page is made of."""
    started = time.perf_counter()
    total = 0
    for number in range(330_000):
        text = f"{number}.{number % 7}"
        total += len({"a": text}["a"].replace(".", ","))
    return (time.perf_counter() - started) * 1000


def fill() -> None:
    """200 measures of 60 months each, as one batch; about one in eight with a shift at its end."""
    chance = random.Random(6)
    observations = []
    for number in range(MEASURES):
        day = date(2021, 11, 1)
        for month in range(MONTHS):
            level = 100 + (12 if number % 8 == 0 and month > MONTHS - 6 else 0)
            value = Exact.parse(f"{chance.gauss(level, 3):.1f}")
            period = period_of(day, Cadence.MONTH)
            observations.append(Observation(f"Measure {number:03}", None, period, value, sheet="Data", cell=f"B{month + 2}"))
            day = next_start(day, Cadence.MONTH)
    intake.store(local_actor(), Intake("benchmark.csv", "0" * 64, observations))


class Counter:
    """Counts what SQLite is asked, on every connection of this thread."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def watch(self, connection: sqlite3.Connection) -> None:
        """Counts what this connection executes."""
        connection.set_trace_callback(self._heard)

    def _heard(self, statement: str) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            self.statements.append(statement)


def main() -> int:
    """Prints the figures; 0 where all three hold."""
    settings.GROUNDSWELL_START_TOKEN = TOKEN
    with tempfile.TemporaryDirectory() as folder:
        opening.point_to(Path(folder) / "data")
        opening.open_data_directory("default", command="benchmark")
        fill()
        client = Client(headers={"host": "localhost"})
        client.cookies[start_token.COOKIE] = start_token.cookie_value(TOKEN)

        def request() -> float:
            started = time.perf_counter()
            answer = client.get("/")
            taken = (time.perf_counter() - started) * 1000
            if answer.status_code != 200 or answer.content.count(b"<li class=\"multiple\">") < MEASURES // 2:
                raise SystemExit(f"the home page answered {answer.status_code}")
            return taken

        cold = request()
        warm = statistics.median(request() for _ in range(ROUNDS))
        counter = Counter()
        connection.ensure_connection()
        counter.watch(connection.connection)
        counter.watch(reading_connection())
        request()
        opening.close_all()
    machine = statistics.median(yardstick() for _ in range(5)) / YARDSTICK
    queries = len(counter.statements)
    print(f"home of {MEASURES} measures x {MONTHS} months (this machine is {machine:.2f} times the yardstick's)")
    print(f"  warm    {warm:7.1f} ms  at most {WARM_MILLISECONDS * machine:.0f}")
    print(f"  cold    {cold:7.1f} ms  at most {COLD_MILLISECONDS * machine:.0f}")
    print(f"  queries {queries:7d}     at most {MOST_QUERIES}")
    return 0 if warm <= WARM_MILLISECONDS * machine and cold <= COLD_MILLISECONDS * machine and queries <= MOST_QUERIES else 1


if __name__ == "__main__":
    sys.exit(main())
