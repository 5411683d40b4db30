"""The calls that differ between Linux, macOS and Windows, all in one place."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import NoReturn

try:
    import fcntl as _fcntl
except ImportError:  # Windows
    fcntl: ModuleType | None = None
else:
    fcntl = _fcntl


def environment_python(venv: Path) -> Path:
    """The interpreter of a virtual environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def become(command: Sequence[str], environ: Mapping[str, str]) -> NoReturn:
    """Goes on as ``command``: signals and the exit code are its own. Windows has no such call and starts a child."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.execve(command[0], list(command), dict(environ))  # noqa: S606 - our own interpreter, no shell
    try:
        sys.exit(subprocess.call(list(command), env=dict(environ)))
    except KeyboardInterrupt:
        sys.exit(130)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Holds a lock file, so that two set-ups of one checkout wait for each other; no lock where the system has none."""
    with path.open("w") as handle:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
