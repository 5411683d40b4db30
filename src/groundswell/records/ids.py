"""Random text ids: 26 characters, 130 bits. They stand in URLs, forms and the ledger; row numbers never do."""

import secrets

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
LENGTH = 26


def new_id() -> str:
    """A new id from the operating system's random source."""
    number = secrets.randbits(5 * LENGTH)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(0, 5 * LENGTH, 5))
