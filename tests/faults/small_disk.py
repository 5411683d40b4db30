"""A disk of a few megabytes, in memory, for tests that fill it. Only the superuser can have one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOM = 64 * 1024


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """Mounts it at ``folder`` for the time of the block; skips, with the reason, where that cannot be done."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a small disk can be mounted by root on Linux alone: nothing is tried on a full disk here")
    folder.mkdir(exist_ok=True)
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "none", str(folder)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        pytest.skip(f"this machine lets nobody mount a small disk ({made.stderr.strip()}): nothing is tried on a full disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path, leave: int = 0) -> Path:
    """Takes all but ``leave`` bytes of the disk; give them back by removing the file."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        left = shutil.disk_usage(folder).free - leave
        while left > 0:
            try:
                left -= file.write(bytes(min(ROOM, left)))
            except OSError:
                break
    return filler
