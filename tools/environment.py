"""The virtual environment of a checkout: made once, installed by hash from a lock, known by a stamp.

Works where ``ensurepip`` is missing and where the system forbids installing into it (Debian with ``python3-pip`` alone).
All talk goes to standard error: standard output belongs to the command that follows.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools import system

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
TO_RUN = "requirements.lock"
TO_CHECK = "requirements-test.lock"
HOLDS_ALSO = {TO_CHECK: (TO_RUN,)}
"""The lock for the tests pins everything that the one for running pins (a test compares them)."""

PIP_TAKES_ANOTHER_PYTHON = (22, 3)
"""First pip with ``--python``."""


def ready(lock: str) -> Path:
    """The interpreter of an environment in which ``lock`` is installed; a second call installs nothing.

    Ends the program with one sentence when it cannot be made.
    """
    python = system.environment_python(VENV)
    if python.exists() and _stamp(lock).exists() and _stamp(lock).read_text(encoding="ascii") == _wanted(lock):
        return python
    with system.one_at_a_time(ROOT / ".venv.lock"):
        if python.exists() and _stamp(lock).exists() and _stamp(lock).read_text(encoding="ascii") == _wanted(lock):
            return python
        _say(f"Setting up from {lock}, once; this takes about half a minute.")
        _make(python)
        _install(python, lock)
        for held in (lock, *HOLDS_ALSO.get(lock, ())):
            _stamp(held).write_text(_wanted(held), encoding="ascii")
    return python


def with_package(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment variables with which the checkout's own package is found."""
    path = [str(ROOT / "src"), *filter(None, [environ.get("PYTHONPATH", "")])]
    return {**environ, "PYTHONPATH": os.pathsep.join(path)}


def groundswell(python: Path, arguments: Sequence[str]) -> list[str]:
    """The command line that hands ``arguments`` to groundswell. ``-P`` keeps the caller's folder off the import path."""
    return [str(python), "-P", "-m", "groundswell.cli.main", *arguments]


def _stamp(lock: str) -> Path:
    return VENV / f"{lock}.installed"


def _wanted(lock: str) -> str:
    digest = hashlib.sha256()
    for name in (lock, "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _make(python: Path) -> None:
    """An environment that answers; one whose interpreter is gone is made anew."""
    if python.exists() and _answers([str(python), "-c", ""]):
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    bare = ["--without-pip"] if _pip_version() >= PIP_TAKES_ANOTHER_PYTHON else []
    if _run([sys.executable, "-m", "venv", *bare, str(VENV)]) != 0:
        _end("Python cannot make an environment here: install pip for it (on Debian and Ubuntu the package python3-pip) and try again.")


def _install(python: Path, lock: str) -> None:
    if _pip_version() >= PIP_TAKES_ANOTHER_PYTHON:
        pip = [sys.executable, "-m", "pip", "--python", str(python)]
    else:
        pip = [str(python), "-m", "pip"]
    options = ["-qq", "--disable-pip-version-check", "--no-input", "--require-hashes", "--only-binary", ":all:"]
    if _run([*pip, "install", *options, "--requirement", str(ROOT / lock)]) != 0:
        _end(f"The packages of {lock} could not be installed; pip says why above. Nothing else was changed: try again when it is settled.")


def _pip_version() -> tuple[int, ...]:
    """Version of the pip beside the interpreter that runs this; (0,) without one."""
    asked = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    words = asked.stdout.split()
    if asked.returncode != 0 or len(words) < 2:
        return (0,)
    return tuple(int(part) for part in words[1].split(".")[:2] if part.isdigit())


def _answers(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _run(command: Sequence[str]) -> int:
    """Runs with its standard output turned to standard error."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _end(text: str) -> None:
    _say(text)
    sys.exit(2)
