"""The secrets of second factors, sealed: AES-256-GCM with a key of the installation, bound to the account, so that a copy of the database
alone (a backup) makes nobody's codes.

The key is made with the first secret, lies beside the other keys, and is in no backup. What is sealed is ``1.`` and, in base 85, nonce,
secret and tag; it fits the column that held the secret. Without the mark it is a secret of before, and is sealed at its next use.
"""

import base64
import secrets
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from groundswell.errors import UserError
from groundswell.records import databases
from groundswell.records.private_files import is_private, write_private
from groundswell.records.upgrade import sync

FILE_NAME: Final = "factor-key"
MARK: Final = "1."
KEY_BYTES, NONCE_BYTES, SECRET_BYTES = 32, 12, 20


def key_file(folder: Path | None = None) -> Path:
    """Where the key lies."""
    return (folder or databases.folder(databases.DEFAULT)) / FILE_NAME


def check_key(folder: Path) -> None:
    """Raises UserError("factor_key_weak") for a key that others can read, or that is none."""
    path = key_file(folder)
    if path.exists() and (not is_private(path) or _key(path) is None):
        raise UserError("factor_key_weak", {"file": str(path)})


def is_sealed(kept: str) -> bool:
    """Whether that is a sealed secret; else it is one of before, or none."""
    return kept.startswith(MARK)


def can_seal(*, others_sealed: bool) -> bool:
    """Whether there is a key, or none is needed yet: a second one beside a lost one would hide that it is lost."""
    return key_file().exists() or not others_sealed


def sealed(account_id: str, secret: str) -> str:
    """A secret as it is kept. The first call makes the key; called inside a piece of work."""
    path = key_file()
    if not path.exists():
        write_private(path, base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii") + "\n")
        sync(path)
        sync(path.parent)
    key = _key(path)
    if key is None:
        raise UserError("factor_key_weak", {"file": path.name})
    nonce = secrets.token_bytes(NONCE_BYTES)
    return MARK + base64.b85encode(nonce + AESGCM(key).encrypt(nonce, base64.b32decode(secret), _about(account_id))).decode("ascii")


def opened(account_id: str, kept: str) -> str | None:
    """The secret that is kept; None where the key that it was sealed with is not here."""
    if not is_sealed(kept):
        return kept
    path = key_file()
    key = _key(path) if path.exists() else None
    try:
        content = base64.b85decode(kept.removeprefix(MARK))
        secret = AESGCM(key or b"").decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], _about(account_id))
    except (ValueError, InvalidTag):
        return None
    return base64.b32encode(secret).decode("ascii")


def _about(account_id: str) -> bytes:
    return f"groundswell second factor\0{account_id}".encode()


def _key(path: Path) -> bytes | None:
    try:
        key = base64.b64decode(path.read_text("ascii").strip(), validate=True)
    except (OSError, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None
