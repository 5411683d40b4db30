"""Passwords: how they are kept (Argon2id) and which ones are not taken. No rules of composition: long, and not one that everybody tries."""

import unicodedata
from functools import cache
from typing import Final

from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator

from groundswell.errors import UserError
from groundswell.records.tokens import new_token

SHORTEST: Final = 12
LONGEST: Final = 512
"""Longer ones are refused: hashing megabytes is work that anybody could order."""


class PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes and one lane (OWASP's first choice): eight people who sign in at once need 152 MiB, not 800."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


def hashed(password: str) -> str:
    """As it is kept."""
    return make_password(_plain(password))


def fits(password: str, kept: str) -> bool:
    """Whether that is the password. Where there is none to compare with (``kept`` empty or unusable) as much work is done, for a no."""
    usable = kept.startswith("argon2")
    return check_password(_plain(password), kept if usable else _nobodys()) and usable


def check_new(password: str, *about: str) -> None:
    """Raises UserError("password_short"), ("password_long"), ("password_common"); ``about``: name and login, which are no password."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise UserError("password_short", {"least": SHORTEST})
    if len(plain) > LONGEST:
        raise UserError("password_long", {"most": LONGEST})
    bare = _bare(plain)
    own = {_bare(part) for text in (*about, "groundswell") for part in (text, text.partition("@")[0])}
    words = own | _common()
    if len(set(plain)) < 5 or not bare or plain.casefold() in words or bare in words or _once(bare) in words:
        raise UserError("password_common")


def _plain(password: str) -> str:
    """One form of each letter, however a keyboard composes it."""
    return unicodedata.normalize("NFKC", password)


def _bare(text: str) -> str:
    """Without the digits and marks at its ends, which everybody adds."""
    folded = text.casefold().strip()
    return folded.strip("0123456789!?.,;:-_*#$%&+= ").replace(" ", "")


def _once(bare: str) -> str:
    """``gull`` of ``gullgullgull``; a text that repeats nothing as it is."""
    return bare[: (bare + bare).find(bare, 1)]


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


@cache
def _nobodys() -> str:
    """A hash of nobody's password, made once in a process: what the tries of an unknown login are compared with."""
    return make_password(new_token())
