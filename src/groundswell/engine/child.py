"""Read somebody's file in a process of its own: limited memory and time, and nothing lost when it dies.

The child is a fresh interpreter (never a fork), gets its request by a pipe and answers in JSON (never pickle). It
may open no socket and start no program. Whatever becomes of it, the caller sees a value or one UserError.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Self, cast

from groundswell.engine import child_entry
from groundswell.engine.limits import MIB
from groundswell.engine.uncollected import uncollected
from groundswell.errors import UserError

JOBS: Mapping[str, str] = MappingProxyType(
    {
        "workbook": "groundswell.engine.sources.opening:workbook_job",
        "paste": "groundswell.engine.sources.opening:paste_job",
        "read": "groundswell.engine.reading:read_job",
        "group": "groundswell.engine.long.reading:group_job",
        "bring": "groundswell.engine.long.looking:bring_job",
        "tally": "groundswell.engine.long.looking:tally_job",
        "propose": "groundswell.engine.reading:propose_job",
        "definitions": "groundswell.engine.definition_files.reading:definitions_job",
    }
)
"""Name → ``module:function(path, options, progress)``; the function returns plain values (cells allowed)."""

_KEPT_VARIABLES = ("SYSTEMROOT", "LANG", "LC_ALL", "LC_CTYPE")
_ARENAS = {"MALLOC_ARENA_MAX": "2"}
"""The C library sets 64 MiB of addresses aside for each thread that a library starts; they count against the limit, used or not."""
_TICK = 0.1


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reading may take: bytes of memory (where the system can hold it to that) and seconds."""

    memory: int = 1024 * MIB
    seconds: float = 90.0


class ChildReading:
    """A reading under way. ``rows`` and ``of`` say how far it is; :meth:`wait` gives what it found; :meth:`stop` ends it."""

    def __init__(self, path: str | os.PathLike[str], job: str, options: Mapping[str, Any], limits: Limits = Limits()) -> None:
        self.rows = 0
        self.of: int | None = None
        self._limits = limits
        self._ending: str | None = None
        self._last: bytes = b""
        self._scratch = tempfile.TemporaryDirectory(prefix="groundswell-reading-")
        self._deadline = time.monotonic() + limits.seconds
        request = {
            "sys_path": [str(Path(entry or ".").resolve()) for entry in sys.path],
            "job": JOBS.get(job, job),
            "path": str(Path(path).absolute()),
            "options": dict(options),
            "memory": limits.memory,
            "seconds": int(limits.seconds) + 1,
        }
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-X", "utf8", child_entry.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment(),
        )
        self._request = cast("BinaryIO", self._process.stdin)
        self._answer = cast("BinaryIO", self._process.stdout)
        self._listener = threading.Thread(target=self._listen, args=(json.dumps(request).encode(),), daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def running(self) -> bool:
        """Whether the child is still at work."""
        return self._listener.is_alive()

    def stop(self) -> None:
        """End the child now and clean up behind it; a no-op when it has ended."""
        self._kill("reading_stopped")
        self._listener.join()
        self._process.wait()
        self._scratch.cleanup()

    def wait(self, on_progress: Callable[[int, int | None], None] | None = None) -> Any:
        """What the job returned, as plain JSON values; ``on_progress`` hears rows read, about ten times a second.

        Raises UserError: the job's own, or ``file_too_heavy``, ``file_takes_too_long``, ``reading_stopped``, ``reading_broke_off``.
        """
        try:
            while self._listener.is_alive():
                left = self._deadline - time.monotonic()
                if left <= 0:
                    self._kill("file_takes_too_long")
                    self._listener.join()
                    break
                self._listener.join(min(_TICK, left))
                if on_progress is not None:
                    on_progress(self.rows, self.of)
        finally:
            self.stop()
        return self._value()

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
        return kept | _ARENAS | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._scratch.name)

    def _listen(self, request: bytes) -> None:
        with contextlib.suppress(OSError):  # it may die before it reads its request; its end says why
            self._request.write(request)
            self._request.close()
        with self._answer:
            for line in self._answer:
                if line.startswith(b'{"rows"'):
                    told = json.loads(line)
                    self.rows, self.of = told["rows"], told["of"]
                else:
                    self._last = line
        self._process.wait()

    def _kill(self, ending: str) -> None:
        if self._process.poll() is None and self._listener.is_alive():
            self._ending = self._ending or ending
            self._process.kill()

    def _value(self) -> Any:
        if self._last.endswith(b"}\n"):
            answer = _loaded(self._last)
            if "value" in answer:
                return answer["value"]
            if "error" in answer:
                code, values, exit_code = answer["error"]
                raise UserError(code, {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}, exit_code=exit_code)
            raise UserError("reading_broke_off", {"where": answer["broke"]})
        if self._ending is not None:
            raise UserError(self._ending, {"seconds": int(self._limits.seconds)})
        raise UserError(_code_of(self._process.returncode), {"seconds": int(self._limits.seconds), "where": str(self._process.returncode)})


def _loaded(line: bytes) -> Any:
    """The answer as plain values. Collecting garbage meanwhile would look through half a million fresh cells, again and again."""
    with uncollected():
        return json.loads(line)


def _code_of(returncode: int) -> str:
    """Why a child ended that said nothing: out of memory shows as an abort or a kill, out of time as SIGXCPU."""
    if returncode == -getattr(signal, "SIGXCPU", 0):
        return "file_takes_too_long"
    if returncode in (-getattr(signal, "SIGKILL", 9), -signal.SIGABRT):
        return "file_too_heavy"
    return "reading_broke_off"


def read_in_child(
    path: str | os.PathLike[str],
    job: str,
    options: Mapping[str, Any],
    *,
    limits: Limits = Limits(),
    on_progress: Callable[[int, int | None], None] | None = None,
) -> Any:
    """Do a job on a file in a child and wait for it; see :class:`ChildReading` for following and stopping it."""
    return ChildReading(path, job, options, limits).wait(on_progress)
