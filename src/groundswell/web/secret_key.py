"""The key that signs toasts: made once for each data directory, in a file that only its owner can read."""

import secrets
from pathlib import Path

from groundswell.records.settings import DATA_DIRECTORY
from groundswell.web.start_token import write_private

FILE_NAME = "secret-key"


def secret_key(directory: Path = DATA_DIRECTORY) -> str:
    """The directory's key; the first call makes it. Two processes that start at once agree on one key."""
    path = directory / FILE_NAME
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        write_private(path, secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()
