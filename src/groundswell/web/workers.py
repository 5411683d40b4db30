"""Several processes that answer at one address, for a record in PostgreSQL: one socket, open in all of them, and one parent that watches.

In SQLite one process writes, so there it stays one. Each worker is a start of its own (nothing is forked with threads in it), is told on
its standard input what it needs to agree with the others, and ends when that input does: with its parent, however that ended.
"""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from typing import IO, Any, Final

from django.conf import settings

from groundswell.errors import UserError
from groundswell.records.databases import is_postgresql
from groundswell.web.serving import BUSY, Address, OpenListener, ToOthers

log = logging.getLogger("groundswell.web")
OPTION: Final = "--worker"
MOST: Final = 64
LOOK_SECONDS: Final = 0.5
AGAIN_SECONDS: Final = 2.0
"""A worker that ended by itself is started again, but not faster than this."""
END_SECONDS: Final = 15
BACKLOG: Final = 1024


@dataclass(frozen=True, slots=True)
class WorkerTold:
    """What a worker is told: where others reach the pages, how it logs, which start of the product it is part of, and how many they are."""

    to: ToOthers
    start: str
    log: str | None
    workers: int

    @classmethod
    def read(cls, line: str) -> "WorkerTold":
        """From its standard input."""
        plain = json.loads(line)
        to = plain.pop("to")
        return cls(ToOthers(Address(**to.pop("address")), tuple(to.pop("names")), **to), **plain)


def check_workers(count: int, to: ToOthers | None) -> None:
    """Raises UserError("workers_need_listen"), ("workers_need_postgresql")."""
    if count > 1 and to is None:
        raise UserError("workers_need_listen")
    if count > 1 and not is_postgresql():
        raise UserError("workers_need_postgresql")


class Workers:
    """So many processes at one address, as a listener is used. Raises UserError("bad_listen_address"), ("no_free_port")."""

    def __init__(self, count: int, to: ToOthers, form: str | None) -> None:
        self.address, self.share = to.address, None
        self._told = json.dumps(asdict(WorkerTold(to, settings.GROUNDSWELL_START, form, count))) + "\n"
        self._socket = _bound(to.address)
        self._running: list[subprocess.Popen[str] | None] = [None] * count
        self._begun = [0.0] * count

    def run(self) -> None:
        """Until SystemExit or KeyboardInterrupt; a worker that ended meanwhile is started again."""
        while True:
            for at, process in enumerate(self._running):
                if process is None or process.poll() is not None:
                    self._start(at, process)
            time.sleep(LOOK_SECONDS)

    def _start(self, at: int, ended: "subprocess.Popen[str] | None") -> None:
        if time.monotonic() - self._begun[at] < AGAIN_SECONDS:
            return
        if ended is not None:
            log.error("worker %d ended with code %s and is started again", at + 1, ended.returncode)
        number = self._socket.fileno()
        command = [sys.executable, "-P", "-m", "groundswell.cli.main", "serve", OPTION, str(number)]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, pass_fds=[number], start_new_session=True,
        )  # fmt: skip
        self._running[at], self._begun[at] = process, time.monotonic()
        _say(process.stdin, self._told)

    def close(self) -> None:
        """No new request is taken, running ones have some seconds to end."""
        self._socket.close()
        running = [process for process in self._running if process is not None]
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _say(to: "IO[str] | None", line: str) -> None:
    try:
        if to is not None:
            to.write(line)
            to.flush()
    except OSError:  # it ended at once; that is seen at the next look
        pass


def _bound(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address.host, address.port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        port = str(address.port)
        busy = error.errno in BUSY
        code, values = ("no_free_port", {"first": port, "last": port}) if busy else ("bad_listen_address", {"address": address.host})
        raise UserError(code, values) from None
    return listening


def listener_of(told: WorkerTold, number: int) -> OpenListener:
    """In a worker: the socket that its parent opened, by its number."""
    return OpenListener(told.to, sockets=[socket.socket(fileno=number)])


def end_with_parent(given: Any) -> None:
    """In a worker: once the parent is gone, its end of the pipe is too, and this process ends as by SIGTERM."""

    def watch() -> None:
        given.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
