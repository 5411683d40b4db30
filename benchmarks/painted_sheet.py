"""The painted sheet: one window of a sheet of 1,000 × 500 cells, one cell explained, and the whole page "Check the reading".

Server time of one warm request through Django's whole stack, the reading being held as it is while somebody works on it. Passes by
ratio within one run, against a yardstick of plain Python on the same machine; 100 ms a window are wanted of the machine in README.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps

from benchmarks.home import TOKEN, _yardstick
from benchmarks.measuring import Verdict, best_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.web.settings")
if not apps.ready:
    django.setup()

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.records import opening
from groundswell.web import start_token
from groundswell.web.pages.bring import desk

ROWS, COLUMNS = 1_000, 500
RUNS = 15
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
WINDOW_SECONDS, WINDOW_RATIO = 0.100, 1.0
SIDE_SECONDS, SIDE_RATIO = 0.100, 0.6
PAGE_SECONDS, PAGE_RATIO = 0.400, 3.0
"""Times the yardstick; it takes 0.067 s on the machine in README."""
MOST_BYTES = 200_000


def run() -> Iterator[Verdict]:
    """Brings the sheet into a data directory of its own and asks for a window in its middle."""
    settings.GROUNDSWELL_START_TOKEN = TOKEN
    desk.PATIENCE = 300.0
    with tempfile.TemporaryDirectory() as folder:
        opening.point_to(Path(folder) / "data")
        opening.open_data_directory("default", command="benchmark")
        try:
            client = Client(headers={"host": "localhost"})
            client.cookies[start_token.COOKIE] = start_token.cookie_value(TOKEN)
            sent = client.post("/bring/", {"file": SimpleUploadedFile("stations.csv", _sheet(), "text/csv")})
            address = sent.headers["Location"]
            _get(client, address)
            page, _ = best_of(5, lambda: _get(client, address))
            window, shown = best_of(RUNS, lambda: _get(client, f"{address}window/?sheet=0&top=480&left=240"))
            _get(client, f"{address}window/?sheet=0&cell=IG500&only=side")
            side, _ = best_of(RUNS, lambda: _get(client, f"{address}window/?sheet=0&cell=IG500&only=side"))
        finally:
            opening.close_all()
    bare, _ = best_of(5, _yardstick)
    for says, taken, ratio, wanted in (
        ("one window of 60 × 30", window, WINDOW_RATIO, WINDOW_SECONDS),
        ("one cell explained", side, SIDE_RATIO, SIDE_SECONDS),
        ("the whole page", page, PAGE_RATIO, PAGE_SECONDS),
    ):
        times = taken.wall / bare.wall
        measured = f"{taken.wall * 1000:.0f} ms, {times:.1f} times the yardstick"
        yield Verdict(f"1,000 × 500 cells, {says}", measured, f"at most {ratio:g} times; {wanted * 1000:.0f} ms", times <= ratio)
    cells = shown.count(b'id="cell-') - 1
    yield Verdict(f"bytes of that window, {cells:,} cells", f"{len(shown):,}", f"at most {MOST_BYTES:,}", len(shown) <= MOST_BYTES)


def _get(client: Client, address: str) -> bytes:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return answer.content


def _sheet() -> bytes:
    """A station a row, a month a column, as CSV."""
    heads = [f"{MONTHS[at % 12]} {1984 + at // 12}" for at in range(COLUMNS - 1)]
    lines = [",".join(["Station", *heads])]
    lines += [",".join([f"Station {row:04}", *(str(20 + row * at % 79) for at in range(COLUMNS - 1))]) for row in range(ROWS - 1)]
    return "\n".join(lines).encode()
