"""People of the agency at their pages, as many as eight at a time without a pause: what one server bears, the generator on the same cores.

70 % measure pages, 20 % the list of definitions or a search in it, 10 % boards, each person their own, with what their browser kept: it
asks again for those with their tags. On PostgreSQL by two workers; in SQLite one process serves, since one writes, and is told beside it.
Seconds of each part: GROUNDSWELL_LOAD_SECONDS (20; the figures of README are of 120). The machine has to be at rest to be judged: the
seconds of CPU of a request in the server are told too.
"""

import os
import random
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from subprocess import DEVNULL, Popen
from subprocess import run as call

import django
from django.apps import apps

from benchmarks.measuring import Verdict

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.web.settings")
if not apps.ready:
    django.setup()

from benchmarks.agency_data import found
from groundswell.records import opening
from groundswell.records.actors import actor_of
from groundswell.records.selectors.definitions import board
from groundswell.records.services.signing_in import begin
from groundswell.web.signed_in import COOKIE
from tests.postgresql import programs, running
from tests.server import environ, free_port

SECONDS = float(os.environ.get("GROUNDSWELL_LOAD_SECONDS", "20"))
CLIENTS, PEOPLE = 8, 16
WORKERS = 2
MIX, MEASURES_ALONE = (70, 20, 10), (100, 0, 0)
WANTED_MIX, WANTED_ALONE, P99_SECONDS = 60.0, 100.0, 0.500
TYPED = ("letters", "days+to", "team+7", "overtime", "invoices+late", "visits+of+branch")
COMMAND = [sys.executable, "-P", "-m", "groundswell.cli.main"]


@dataclass(slots=True)
class Browser:
    """One person's: where they go, the cookies it holds, and the tag of each page that it kept."""

    token: str
    measures: list[str]
    cookies: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)

    def path(self, chance: random.Random, mix: tuple[int, int, int]) -> str:
        """Where they go next."""
        kind = chance.choices(("measure", "list", "board"), mix)[0]
        if kind == "measure":
            return f"/measures/{chance.choice(self.measures)}/"
        return "/" if kind == "board" else chance.choice(("/definitions/", f"/definitions/?q={chance.choice(TYPED)}"))


@dataclass(slots=True)
class Told:
    """What a run of requests came to: seconds of each by status."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


class Line:
    """A connection that stays open, with no more of HTTP than our own server needs: the generator must cost little."""

    def __init__(self, port: int) -> None:
        self._port, self._host = port, f"127.0.0.1:{port}"
        self._open()

    def _open(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=60)
        self._read = self._socket.makefile("rb")

    def get(self, browser: Browser, path: str) -> int:
        """The status of one request; the browser keeps what it is told to."""
        cookies = "; ".join(f"{name}={value}" for name, value in {COOKIE: browser.token, **browser.cookies}.items())
        tag = browser.tags.get(path)
        asks = f"If-None-Match: {tag}\r\n" if tag else ""
        self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\nCookie: {cookies}\r\n{asks}\r\n".encode())
        status, length, ends = int(self._read.readline().split()[1]), 0, False
        while (line := self._read.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").strip().partition(": ")
            name = name.casefold()
            if name == "content-length":
                length = int(value)
            elif name == "connection":
                ends = value == "close"
            elif name == "etag":
                browser.tags[path] = value
            elif name == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                browser.cookies[cookie] = content.strip('"')
        self._read.read(length)
        if ends:
            self.close()
            self._open()
        return status

    def close(self) -> None:
        """Hang up."""
        self._read.close()
        self._socket.close()


def run() -> Iterator[Verdict]:
    """The embedded database first, then the same record moved to PostgreSQL."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "data"
        browsers = prepared(data)
        yield from in_sqlite(data, browsers)
        if programs() is None:
            yield Verdict("PostgreSQL", "NOT TRIED: not installed", "tried", holds=False)
            return
        yield from on_postgresql(data, browsers)


def in_sqlite(data: Path, browsers: list[Browser]) -> Iterator[Verdict]:
    """One process."""
    yield from _served(data, browsers, "SQLite, one process", (), asked=False)


def on_postgresql(data: Path, browsers: list[Browser]) -> Iterator[Verdict]:
    """Two workers."""
    with running() as cluster:
        moved = call([*COMMAND, "move", "--to", cluster.address(cluster.new_database())], env=environ(data), check=False, stdout=DEVNULL)
        if moved.returncode != 0:
            raise SystemExit("the record could not be moved to PostgreSQL")
        yield from _served(data, browsers, f"PostgreSQL, {WORKERS} workers", ("--workers", str(WORKERS)))


def prepared(data: Path) -> list[Browser]:
    """The agency, and some of its people signed in; the record is closed again."""
    opening.point_to(data)
    opening.open_data_directory("default", command="benchmark")
    try:
        return signed_in(list(found().people))
    finally:
        opening.close_all()


def signed_in(people: list[str]) -> list[Browser]:
    """The last of the people, who are of the lowest level, each with the measures of their board."""
    browsers = []
    for account in people[-PEOPLE:]:
        token = opening.write(partial(begin, account, "", now=datetime.now(UTC))).token
        browsers.append(Browser(token, sorted(board(actor_of(account)) or ())))
    return browsers


def _served(data: Path, browsers: list[Browser], where: str, further: tuple[str, ...], *, asked: bool = True) -> Iterator[Verdict]:
    """``asked``: whether the rates and waits are held to what is wanted; errors always are."""
    port = free_port()
    server = Popen([*COMMAND, "serve", "--listen", f"127.0.0.1:{port}", *further], env=environ(data), stdin=DEVNULL, stdout=DEVNULL)
    try:
        _until_it_answers(port, server)
        for browser in browsers:
            browser.tags.clear()
        _warm(port, browsers)
        for says, mix, wanted in (("the mix", MIX, WANTED_MIX), ("measure pages alone", MEASURES_ALONE, WANTED_ALONE)):
            cpu, begun = _cpu(server.pid), time.monotonic()
            told = _drive(port, browsers, mix, SECONDS)
            passed, cpu = time.monotonic() - begun, _cpu(server.pid) - cpu
            yield from _judged(f"{where}, {says}", told, passed, cpu, wanted if asked else None)
    finally:
        server.terminate()
        server.wait(30)


def _judged(says: str, told: Told, passed: float, cpu: float, wanted: float | None) -> Iterator[Verdict]:
    count, waits = len(told.seconds), sorted(told.seconds)
    rate, p99 = count / passed, waits[int(count * 0.99)]
    unchanged = told.statuses[304] / count
    errors = sum(number for status, number in told.statuses.items() if status not in (200, 304))
    load = os.getloadavg()[0]
    print(f"  {says}: {count} in {passed:.0f} s, {rate:.0f} a second, {unchanged:.0%} unchanged,"
          f" median {waits[count // 2] * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, {cpu / count * 1000:.1f} ms of CPU a request"
          f" in the server; load of the machine {load:.1f}")  # fmt: skip
    if wanted is not None:
        yield Verdict(f"{says}: requests a second", f"{rate:.0f}", f"at least {wanted:g}", rate >= wanted)
        yield Verdict(f"{says}: p99", f"{p99 * 1000:.0f} ms", f"at most {P99_SECONDS * 1000:g} ms", p99 <= P99_SECONDS)
    yield Verdict(f"{says}: errors", str(errors), "0", errors == 0)


def _until_it_answers(port: int, server: "Popen[bytes]") -> None:
    for _ in range(1200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if server.poll() is not None:
                raise SystemExit(f"serve ended with code {server.returncode}") from None
            time.sleep(0.05)
    raise SystemExit("serve does not answer")


def _warm(port: int, browsers: list[Browser]) -> None:
    """Everybody has looked at their board and list once, and searched, by connections enough that each worker has seen them."""
    for _ in range(WORKERS):
        for browser in browsers:
            line = Line(port)
            for path in ("/", "/definitions/", f"/definitions/?q={TYPED[0]}"):
                line.get(browser, path)
            line.close()


def _drive(port: int, browsers: list[Browser], mix: tuple[int, int, int], seconds: float) -> Told:
    """Eight people at a time, each request after the answer of the one before."""
    told, until, lock = Told(), time.monotonic() + seconds, threading.Lock()

    def person(number: int) -> None:
        chance, line, own, statuses = random.Random(number), Line(port), [], Counter[int]()
        while time.monotonic() < until:
            browser = browsers[number::CLIENTS][chance.randrange(len(browsers) // CLIENTS)]
            path, begun = browser.path(chance, mix), time.monotonic()
            try:
                statuses[line.get(browser, path)] += 1
            except (OSError, ValueError, IndexError):
                statuses[0] += 1
                line = Line(port)
            own.append(time.monotonic() - begun)
        with lock:
            told.seconds.extend(own)
            told.statuses.update(statuses)

    threads = [threading.Thread(target=person, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def _cpu(parent: int) -> float:
    """Seconds of CPU of a server and its workers so far; what PostgreSQL takes beside them is not in it. 0 where there is no /proc."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(path.parent.name) == parent or int(fields[1]) == parent:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
