"""The product as a person starts it: ``groundswell serve`` in a process of its own, on a free port and a fresh data directory."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import postgresql
from tests.free_port import free_port as free_port

ROOT = Path(__file__).resolve().parents[1]
SECONDS_TO_START = 60
STEPS_A_SECOND = 20


@dataclass(frozen=True, slots=True)
class Served:
    """A running server. ``start`` is the address that a browser is opened with; ``base`` is without the start token."""

    start: str
    base: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes]

    def at(self, path: str) -> str:
        """The address of a page of this server."""
        return self.base + path.lstrip("/")


def environ(data: Path) -> dict[str, str]:
    """The variables a person's shell would have, with this checkout's package and a data directory of the test."""
    if postgresql.is_wanted():
        postgresql.give_database(data)
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "GROUNDSWELL_DATA": str(data), "PYTHONUNBUFFERED": "1"}


def groundswell(data: Path, *arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs one command to its end, with standard input closed."""
    return subprocess.run(
        [*_program(), *map(str, arguments)],
        env=environ(data), cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
    )


@contextmanager
def serving(data: Path, *further: str) -> Iterator[Served]:
    """Serves until the block ends; raises with the server's own words when it does not start."""
    port = free_port()
    log = data.parent / f"{data.name}-serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*_program(), "serve", "--port", str(port), "--no-browser", *further],
            env=environ(data), stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
        )
    try:
        start = _start_address(process, log)
        yield Served(start, re.sub(r"\?.*$", "", start), data, log, process)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the tests of a file."""
    with serving(tmp_path_factory.mktemp("served") / "data") as running:
        yield running


def _program() -> Sequence[str]:
    return (sys.executable, "-P", "-m", "groundswell.cli.main")


def _start_address(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address that the server prints, once it answers there."""
    for _ in range(SECONDS_TO_START * STEPS_A_SECOND):
        said = log.read_text(encoding="utf-8", errors="replace")
        found = re.search(r"http://\S+", said)
        if found and _answers(found[0]):
            return found[0]
        if process.poll() is not None:
            break
        time.sleep(1 / STEPS_A_SECOND)
    raise AssertionError(f"groundswell serve did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


def _answers(address: str) -> bool:
    """Whether somebody answers; a refusal is an answer, and the start token is not spent on asking."""
    try:
        urllib.request.urlopen(re.sub(r"\?.*$", "", address), timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
