"""One process at a time writes to a data directory; the lock file says which."""

import json
import os
import socket
from pathlib import Path
from typing import IO

from groundswell.errors import UserError
from groundswell.records import clock, host

FILE_NAME = "lock"


class DataLock:
    """The lock on a data directory, held until :meth:`free` or the end of the process."""

    def __init__(self, folder: Path, command: str) -> None:
        """Takes the lock; raises UserError("data_directory_in_use") with the holder's command, process and start."""
        path = folder / FILE_NAME
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._file: IO[bytes] = os.fdopen(descriptor, "r+b")
        if not host.lock(self._file):
            holder = holder_of(folder)
            self._file.close()
            raise UserError("data_directory_in_use", {"folder": str(folder), **holder})
        self._file.seek(0)
        self._file.truncate()
        owner = {"pid": os.getpid(), "command": command, "machine": socket.gethostname(), "since": clock.stamp(clock.now())}
        self._file.write(json.dumps(owner).encode())
        self._file.flush()

    def free(self) -> None:
        """Give the lock back; the file stays, empty."""
        self._file.seek(0)
        self._file.truncate()
        self._file.close()


def holder_of(folder: Path) -> dict[str, str]:
    """Who wrote itself into the lock file last: command, pid, machine, since; question marks where it does not say."""
    try:
        owner = json.loads((folder / FILE_NAME).read_bytes())
    except (OSError, ValueError):
        owner = {}
    told = {name: str(owner.get(name, "?")) for name in ("command", "pid", "machine", "since")}
    return {**told, "since": clock.told(told["since"])}
