"""The key of one start: whoever opens the product by the printed address holds it as a cookie from then on.

128 random bits, new at each start, kept in a file that only its owner can read, so that the address can be
asked for again. The cookie is derived from the token: an address that lies in a browser's history is no cookie.
"""

import hashlib
import hmac
import secrets
from pathlib import Path

from groundswell.records.private_files import write_private

COOKIE = "groundswell_start"
PARAMETER = "start"
FILE_NAME = "start-token"
TOKEN_BYTES = 16


def new_token() -> str:
    """32 hexadecimal digits from the system's secure source."""
    return secrets.token_hex(TOKEN_BYTES)


def address_with(token: str, url: str) -> str:
    """The address that opens the product."""
    return f"{url}?{PARAMETER}={token}"


def keep_address(directory: Path, address: str) -> Path:
    """Writes the address with its token into the data directory, readable by its owner alone; that of the last start goes."""
    path = directory / FILE_NAME
    path.unlink(missing_ok=True)
    write_private(path, address + "\n")
    return path


def forget_address(directory: Path) -> None:
    """Takes the file away when serving ends."""
    (directory / FILE_NAME).unlink(missing_ok=True)


def cookie_value(token: str) -> str:
    """What the browser keeps instead of the token itself."""
    return hmac.new(token.encode("ascii"), b"groundswell session cookie", hashlib.sha256).hexdigest()


def is_token(given: str, token: str) -> bool:
    """Whether an address carries this start's token; an empty token opens nothing."""
    return bool(token) and hmac.compare_digest(given.encode("utf-8"), token.encode("ascii"))


def is_cookie(given: str, token: str) -> bool:
    """Whether a request carries this start's cookie; an empty token opens nothing."""
    return bool(token) and hmac.compare_digest(given.encode("utf-8"), cookie_value(token).encode("ascii"))
