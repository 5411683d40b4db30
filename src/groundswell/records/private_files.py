"""Files of the data directory that only its owner can read: keys, tokens, codes."""

import os
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Makes a new file of mode 600; raises FileExistsError where there is one."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def is_private(path: Path) -> bool:
    """Whether nobody but its owner can read or change it; always so on Windows, whose rights are not in the mode."""
    return os.name == "nt" or path.stat().st_mode & 0o077 == 0
