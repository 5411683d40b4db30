"""The key that signs toasts: made once for each data directory, in a file that only its owner can read."""

import secrets
from pathlib import Path

from groundswell.web.start_token import write_private

FILE_NAME = "secret-key"


def secret_key(directory: Path) -> str:
    """The directory's key; the first call makes it. The caller holds the directory's lock."""
    path = directory / FILE_NAME
    if not path.exists():
        write_private(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
