"""Whose word about a browser's address counts: that of proxies at the addresses that ``serve --behind-proxy`` names, and of nobody else.

A proxy adds the address that it was called from at the end of ``X-Forwarded-For``. What stands before the last address that is no proxy
of ours is what a browser may have made up, and is not read.
"""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Final

from waitress.proxy_headers import proxy_headers_middleware

from groundswell.errors import UserError

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Network = IPv4Network | IPv6Network
HEADERS: Final = {"x-forwarded-for", "x-forwarded-proto"}
ONE_HOME: Final = 64
"""Bits of an IPv6 address that one subscriber has: the rest is theirs to choose, and would be as many addresses as they like."""


def networks(text: str) -> tuple[Network, ...]:
    """``127.0.0.1,10.0.2.0/24``; raises UserError("bad_proxy_address") for a name, bits beyond a network, or every address there is."""
    found = []
    for part in text.split(","):
        try:
            network = ip_network(part.strip())
        except ValueError:
            raise UserError("bad_proxy_address", {"address": part.strip()}) from None
        if network.prefixlen == 0:
            raise UserError("bad_proxy_address", {"address": part.strip()})
        found.append(network)
    return tuple(found)


def behind(application: Application, trusted: tuple[Network, ...]) -> Application:
    """The same pages; of a request through one of those proxies the browser's own address and scheme, of any other what it is."""
    from_nobody: Application = proxy_headers_middleware(application, clear_untrusted=True)

    def seen(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not _is_ours(environ["REMOTE_ADDR"], trusted):
            return from_nobody(environ, start_response)
        hops = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
        count = 1
        while count < len(hops) and _is_ours(hops[-count].strip(), trusted):
            count += 1
        believed: Application = proxy_headers_middleware(
            application, trusted_proxy="*", trusted_proxy_count=count, trusted_proxy_headers=HEADERS, clear_untrusted=True
        )
        return believed(environ, start_response)

    return seen


def place_of(address: str) -> str:
    """What limits count an address as: an IPv4 address, or the network of an IPv6 address that one subscriber has."""
    plain = _plain(address)
    if plain is None:
        return address
    return str(plain) if plain.version == 4 else str(ip_network((plain, ONE_HOME), strict=False))


def _is_ours(address: str, trusted: tuple[Network, ...]) -> bool:
    plain = _plain(address)
    return plain is not None and any(plain in network for network in trusted)


def _plain(address: str) -> IPv4Address | IPv6Address | None:
    """IPv4 that came by a socket of IPv6 is IPv4."""
    try:
        found = ip_address(address.strip("[]"))
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
