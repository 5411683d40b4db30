"""Which addresses may be told: https, a name of the open internet, and only where that name leads into the open."""

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from groundswell.errors import UserError

LONGEST: Final = 2_000
PORTS: Final = frozenset({443, 8443})
_LABEL: Final = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
_NAME: Final = re.compile(rf"(?:{_LABEL}\.)+(?![0-9.]+$)(?!0x){_LABEL}")
_PRINTABLE: Final = re.compile(r"[\x21-\x7e]*")
_INSIDE: Final = (".localhost", ".local", ".internal", ".home.arpa", ".onion", ".test", ".invalid")
_TUNNELS: Final = tuple(IPv6Network(one) for one in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10"))
"""IPv6 that leads to an IPv4 address which would have to be looked at itself."""

Resolved = Sequence[tuple[int, Any]]
"""Address families with socket addresses."""
Resolve = Callable[[str, int], Resolved]


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: the name in its ASCII form, and the path with its query."""

    host: str
    port: int
    path: str


def target_of(url: str, ports: frozenset[int] = PORTS) -> Target:
    """Takes an address apart; raises UserError("webhook_address") for all but https to a name, on its usual ports, without a password."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode("ascii").lower().rstrip("."), parts.port or 443
    except (ValueError, UnicodeError):
        raise UserError("webhook_address") from None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = _NAME.fullmatch(host) is not None and not host.endswith(_INSIDE)
    plain = parts.scheme == "https" and parts.username is None and parts.password is None and len(url) <= LONGEST
    if not named or not plain or port not in ports or _PRINTABLE.fullmatch(path) is None:
        raise UserError("webhook_address")
    return Target(host, port, path)


def resolve(host: str, port: int) -> Resolved:
    """Where a name leads, by the system's own resolver; raises OSError."""
    return [(family, where) for family, _, _, _, where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def in_the_open(address: str) -> bool:
    """Whether an IP address is one of the open internet: not this machine, not this network, not a way around into them."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return _open(found.ipv4_mapped)
        if any(found in tunnel for tunnel in _TUNNELS):
            return False
    return _open(found)


def _open(found: IPv4Address | IPv6Address) -> bool:
    inside = found.is_private or found.is_loopback or found.is_link_local or found.is_multicast or found.is_reserved or found.is_unspecified
    return found.is_global and not inside
