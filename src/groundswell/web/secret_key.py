"""The key that signs toasts and keys digests: made once for each data directory, in a file that only its owner can read.

A key that anybody could know is refused, never used: empty or short ones, samples, and files that others can read.
"""

import secrets
from pathlib import Path

from groundswell.errors import UserError
from groundswell.records.private_files import is_private, write_private

FILE_NAME = "secret-key"
SHORTEST = 43
"""Characters of 256 bits in base64."""
FEWEST_LETTERS = 16
SAMPLES = ("insecure", "secret-key", "change", "sample", "example", "default", "records-alone")


def secret_key(directory: Path) -> str:
    """The directory's key; the first call makes it. The caller holds the directory's lock. Raises UserError("secret_key_weak")."""
    path = directory / FILE_NAME
    if not path.exists():
        write_private(path, secrets.token_urlsafe(48))
    key = path.read_text(encoding="utf-8").strip()
    if not is_private(path) or not is_strong(key):
        raise UserError("secret_key_weak", {"file": str(path)})
    return key


def is_strong(key: str) -> bool:
    """Whether nobody can guess it: long, of many letters, and none that stands in somebody's instructions."""
    return len(key) >= SHORTEST and len(set(key)) >= FEWEST_LETTERS and not any(word in key.casefold() for word in SAMPLES)
