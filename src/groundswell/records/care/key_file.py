"""The key of a data directory: what makes one too weak to sign anything (D17)."""

import os
import stat
from pathlib import Path
from typing import Final

FILE_NAME: Final = "secret-key"
LEAST: Final = 43
"""Characters of 256 bits in base64."""
LEAST_DIFFERENT: Final = 16
SAMPLES: Final = (
    "django-insecure", "changeme", "change-me", "change_me", "secret-key", "secretkey", "your-secret", "example", "not-so-secret",
    "records-alone", "sample", "insecure", "default", "password", "0123456789",
)
"""Beginnings and parts of keys that stand in books, examples and repositories."""


def weakness(path: Path) -> str | None:
    """What is wrong with a key that is there, else None: ``key_short``, ``key_sample``, ``key_unreadable``, or ``key_open`` to others."""
    try:
        key = path.read_text(encoding="ascii").strip()
        mode = stat.S_IMODE(path.stat().st_mode)
    except (OSError, ValueError):
        return "key_unreadable"
    if len(key) < LEAST:
        return "key_short"
    if len(set(key)) < LEAST_DIFFERENT or any(sample in key.lower() for sample in SAMPLES):
        return "key_sample"
    return "key_open" if os.name != "nt" and mode & 0o077 else None
