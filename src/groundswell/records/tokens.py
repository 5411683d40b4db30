"""Random secrets that are shown once and kept as a hash: of sessions, links, codes."""

import hmac
import secrets
from hashlib import sha256

from groundswell.records.ids import ALPHABET

TOKEN_BYTES = 32
CODE_GROUPS, CODE_GROUP = 6, 4
"""A recovery code: 24 letters, 120 bits, so that its plain hash is no help to whoever reads a backup."""


def new_token() -> str:
    """256 bits from the operating system's random source, as text for an address or a cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_code(groups: int = CODE_GROUPS) -> str:
    """Letters to be typed by hand, in groups of four: ``abcd-efgh-…``; five bits a letter."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(CODE_GROUP)) for _ in range(groups))


def plain_code(typed: str) -> str:
    """A code as it was made, whatever case, spaces or hyphens it was typed with."""
    return "".join(letter for letter in typed.casefold() if letter.isascii() and letter.isalnum())


def hash_of(what: str, secret: str) -> str:
    """What is kept of a secret; a hash of one purpose is of no use for another."""
    return sha256(f"groundswell {what}\0{secret}".encode("utf-8", "replace")).hexdigest()


def keyed(key: str, what: str, text: str) -> str:
    """A digest that nobody without the key can try words against."""
    return hmac.new(key.encode(), f"{what}\0{text}".encode(), sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that does not say how far."""
    return hmac.compare_digest(one.encode(), other.encode())
