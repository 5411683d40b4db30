"""The one writing thread of a data directory, with the one connection that can write.

Every service hands its work over by :func:`write` and waits. A piece of work is one transaction (BEGIN IMMEDIATE):
all of it is stored, or nothing. After each commit the same connection moves the log into the database; no other
connection ever does, which keeps clear of SQLite's WAL-reset fault (reliability 0.6).
"""

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import DatabaseError, connections, transaction

from groundswell.errors import UserError
from groundswell.records.databases import working_on
from groundswell.records.pragmas import check_pragmas

T = TypeVar("T")
log = logging.getLogger("groundswell.records")

SMALL_JOURNALS = "PRAGMA temp_store=MEMORY"
"""Each row that a trigger may refuse has a journal of its own for as long as it is put in: in memory, not a file a row."""


@dataclass(frozen=True, slots=True)
class _Work:
    call: Callable[[], Any]
    answer: Future[Any]
    empties_log: bool = False


class WritingThread:
    """Runs pieces of work one after the other; see the module."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._queue: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._started: Future[None] = Future()
        self._closing = threading.Lock()
        self._closed = False
        self.done = 0
        """Pieces of work that came to an end, counted after they were stored and before anybody is told."""
        self._thread = threading.Thread(target=self._run, name=f"records-writer-{alias}", daemon=True)
        self._thread.start()
        self._started.result()

    def write(self, call: Callable[[], T]) -> T:
        """Run ``call`` in the writing thread and give its answer, once it is on disk. Raises what it raises; then nothing is stored."""
        if threading.current_thread() is self._thread:
            return call()
        answer: Future[T] = Future()
        with self._closing:
            if self._closed:
                raise UserError("data_directory_closed")
            self._queue.put(_Work(call, answer))
        return answer.result()

    def empty_log(self) -> None:
        """Have everything in the database itself and nothing in its log, also not what was deleted; waits for readers for a while."""
        answer: Future[None] = Future()
        with self._closing:
            if self._closed:
                raise UserError("data_directory_closed")
            self._queue.put(_Work(lambda: None, answer, empties_log=True))
        answer.result()

    def close(self) -> None:
        """Finish what is waiting, then end the thread and its connection."""
        with self._closing:
            self._closed = True
            self._queue.put(None)
        self._thread.join()

    @property
    def lives(self) -> bool:
        """Whether it takes work."""
        return self._thread.is_alive() and not self._closed

    @property
    def waiting(self) -> int:
        """How many pieces of work wait."""
        return self._queue.qsize()

    def _run(self) -> None:
        with working_on(self._alias):
            wrapper = connections[self._alias]
            try:
                wrapper.ensure_connection()
                wrapper.connection.execute("PRAGMA query_only=OFF")
                wrapper.connection.execute(SMALL_JOURNALS)
                check_pragmas(wrapper.connection)
            except BaseException as error:
                wrapper.close()
                self._started.set_exception(error)
                return
            self._started.set_result(None)
            while (work := self._queue.get()) is not None:
                self._do(work, wrapper.connection)
            self._checkpoint(wrapper.connection)
            wrapper.close()

    def _do(self, work: _Work, connection: sqlite3.Connection) -> None:
        if work.empties_log:
            with suppress(sqlite3.Error):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            work.answer.set_result(None)
            return
        try:
            try:
                with transaction.atomic(using=self._alias):
                    value = work.call()
            finally:
                self.done += 1
        except (DatabaseError, sqlite3.Error) as error:
            work.answer.set_exception(_plain(error))
        except BaseException as error:
            work.answer.set_exception(error)
        else:
            # acknowledged: the commit is on disk; moving the log is housekeeping
            work.answer.set_result(value)
            self._checkpoint(connection)

    def _checkpoint(self, connection: sqlite3.Connection) -> None:
        """Move the log into the database; readers at work make it finish another time."""
        with suppress(sqlite3.Error):
            _, in_log, moved = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if in_log == moved and in_log > 4000:
                connection.execute("PRAGMA busy_timeout=0")
                try:
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                finally:
                    connection.execute("PRAGMA busy_timeout=20000")


def _plain(error: Exception) -> Exception:
    """What a person can do something about, as a UserError; a fault of ours as it is."""
    text = str(error)
    if "disk is full" in text or "disk I/O error" in text:
        return UserError("disk_full_or_broken", {"reason": text})
    return error
