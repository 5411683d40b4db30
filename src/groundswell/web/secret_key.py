"""The key that signs toasts: made once for each data directory, in a file that only its owner can read."""

import secrets
from pathlib import Path

from groundswell.errors import UserError
from groundswell.records.care.key_file import FILE_NAME, weakness
from groundswell.web.start_token import write_private


def secret_key(directory: Path) -> str:
    """The directory's key; the first call makes it. The caller holds the directory's lock.

    Raises UserError("key_short"), ("key_sample"), ("key_open"), ("key_unreadable"): nothing is signed with such a key.
    """
    path = directory / FILE_NAME
    if not path.exists():
        write_private(path, secrets.token_urlsafe(48))
    wrong = weakness(path)
    if wrong is not None:
        raise UserError(wrong, {"file": str(path)})
    return path.read_text(encoding="ascii").strip()
