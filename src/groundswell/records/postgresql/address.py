"""Where a PostgreSQL database is: ``postgresql://user:password@host:port/name?option=value``, with the options listed here and no other.

What libpq would also take (files, sockets, services, several hosts, options of its own) is refused: an address names one server.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from groundswell.errors import UserError

SCHEMES: Final = frozenset({"postgresql", "postgres"})
PORT: Final = 5432
ENGINE: Final = "groundswell.records.postgresql"
APPLICATION: Final = "groundswell"
"""How our sessions call themselves to the server."""
SSL_MODES: Final = frozenset({"prefer", "require", "verify-ca", "verify-full"})
LONGEST_WAIT: Final = 60
LONGEST: Final = 2_000
"""Characters of an address."""

_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@-]{0,62}")
_HOST: Final = re.compile(r"(?=.{1,253}\Z)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """One database on one server; the password is never shown."""

    user: str
    password: str = field(repr=False)
    host: str
    port: int
    name: str
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """As it is told to people: host, port and name."""
        return f"{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}/{self.name}"

    @property
    def text(self) -> str:
        """The whole address, password included: for the file ``database``, and nowhere else."""
        secret = f":{quote(self.password, safe='')}" if self.password else ""
        options = "&".join(f"{name}={quote(value, safe='/')}" for name, value in sorted(self.options.items()))
        return f"postgresql://{quote(self.user, safe='')}{secret}@{self.place}{'?' if options else ''}{options}"

    def settings(self) -> dict[str, Any]:
        """Django's settings. A session cannot write unless it says so first, and waits for nobody for ever."""
        usual = "prefer" if is_loopback(self.host) else "require"
        session = {"default_transaction_read_only": "on", "lock_timeout": "60s", "idle_in_transaction_session_timeout": "600s"}
        return {
            "ENGINE": ENGINE,
            "NAME": self.name,
            "USER": self.user,
            "PASSWORD": self.password,
            "HOST": self.host,
            "PORT": str(self.port),
            "OPTIONS": {
                "sslmode": usual,
                "connect_timeout": 5,
                **self.options,
                "application_name": APPLICATION,
                "options": " ".join(f"-c {name}={value}" for name, value in session.items()),
            },
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }


def database_address(text: str) -> DatabaseAddress:
    """Raises UserError("database_address_bad") with the part that is not right, ("database_option_refused") for an option not listed."""
    if len(text) > LONGEST or _CONTROL.search(text) or not text.isascii():
        raise _bad("address")
    try:
        parts = urlsplit(text)
        port = parts.port or PORT
        user, password = unquote(parts.username or "", errors="strict"), unquote(parts.password or "", errors="strict")
        given = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True, errors="strict") if parts.query else []
    except ValueError:
        raise _bad("address") from None
    if parts.scheme not in SCHEMES or parts.fragment or "@" not in parts.netloc:
        raise _bad("address")
    if not _NAME.fullmatch(user):
        raise _bad("user")
    if _CONTROL.search(password):
        raise _bad("password")
    name = parts.path.removeprefix("/")
    if not _NAME.fullmatch(name):
        raise _bad("name")
    return DatabaseAddress(user, password, _host(parts.hostname or ""), port, name, _options(given))


def _host(text: str) -> str:
    if ":" in text:
        try:
            return str(ip_address(text))
        except ValueError:
            raise _bad("host") from None
    if not _HOST.fullmatch(text):
        raise _bad("host")
    return text


def _options(given: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in given:
        fits = OPTIONS.get(name)
        if fits is None or name in found:
            raise UserError("database_option_refused", {"option": name[:40], "options": ", ".join(OPTIONS)})
        if not fits(value):
            raise _bad(name)
        found[name] = value
    return found


def _is_wait(value: str) -> bool:
    return value.isascii() and value.isdigit() and 0 < int(value[:4]) <= LONGEST_WAIT


def _is_certificate(value: str) -> bool:
    """Those that the system trusts, or a file of them."""
    return value == "system" or (Path(value).is_absolute() and Path(value).is_file())


OPTIONS: Final[Mapping[str, Callable[[str], bool]]] = {
    "sslmode": SSL_MODES.__contains__, "sslrootcert": _is_certificate, "connect_timeout": _is_wait,
}  # fmt: skip
"""Every option that an address may carry, with what its value has to be."""


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bad(part: str) -> UserError:
    return UserError("database_address_bad", {"part": part})
