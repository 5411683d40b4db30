"""Whose word counts about where a request came from, and what a limit takes for one place."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from groundswell.errors import UserError
from groundswell.web.proxies import behind, networks, place_of

Seen = tuple[str, str, str | None]


def asked(peer: str, trusted: str, **headers: str) -> Seen:
    """Address, scheme and the name of the host, as the pages see them."""
    found: list[Seen] = []

    def pages(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        left = {name for name in environ if name.startswith("HTTP_") and "FORWARDED" in name}
        assert left <= {"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"}
        found.append((environ["REMOTE_ADDR"], environ["wsgi.url_scheme"], environ.get("HTTP_HOST")))
        return ()

    environ = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", "HTTP_HOST": "figures.example", "REQUEST_METHOD": "GET"}
    answers: list[str] = []
    told = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    list(behind(pages, networks(trusted))({**environ, **told}, lambda status, _headers: answers.append(status)))
    return found[0] if found else ("", answers[0], None)


@pytest.mark.parametrize(("peer", "trusted", "forwarded", "address"), [
    ("127.0.0.1", "127.0.0.1", "192.0.2.7", "192.0.2.7"),
    ("10.0.2.9", "10.0.2.0/24", "192.0.2.7", "192.0.2.7"),
    ("::ffff:10.0.2.9", "10.0.2.0/24", "2001:db8::7", "2001:db8::7"),
    ("10.0.3.9", "10.0.2.0/24", "192.0.2.7", "10.0.3.9"),
    ("192.0.2.66", "127.0.0.1,10.0.2.0/24", "127.0.0.1", "192.0.2.66"),
    ("127.0.0.1", "127.0.0.1", "203.0.113.1, 192.0.2.7", "192.0.2.7"),
    ("127.0.0.1", "127.0.0.1,10.0.2.0/24", "203.0.113.1, 192.0.2.7, 10.0.2.4", "192.0.2.7"),
    ("127.0.0.1", "127.0.0.1,10.0.2.0/24", "10.0.2.5, 10.0.2.4", "10.0.2.5"),
    ("127.0.0.1", "127.0.0.1", "not an address at all, 192.0.2.7", "192.0.2.7"),
])  # fmt: skip
def test_only_a_proxy_that_was_named_says_who_asks(peer: str, trusted: str, forwarded: str, address: str) -> None:
    believed = address != peer
    said = {"x_forwarded_for": forwarded, "x_forwarded_proto": "https", "x_forwarded_host": "evil.example", "forwarded": "for=1.2.3.4"}
    assert asked(peer, trusted, **said) == (address, "https" if believed else "http", "figures.example")


def test_a_proxy_that_says_nothing_or_nonsense() -> None:
    assert asked("127.0.0.1", "127.0.0.1") == ("127.0.0.1", "http", "figures.example")
    assert asked("127.0.0.1", "127.0.0.1", x_forwarded_proto="gopher")[1].startswith("400")
    assert asked("127.0.0.1", "127.0.0.1", x_forwarded_proto="https, http")[1].startswith("400")


@pytest.mark.parametrize("text", ["", "proxy.example", "10.0.2.9/24", "0.0.0.0/0", "::/0", "127.0.0.1,,10.0.0.1", "*"])
def test_what_is_no_address_of_a_proxy_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="bad_proxy_address"):
        networks(text)


def test_one_subscriber_of_ipv6_is_one_place() -> None:
    assert place_of("2001:db8:1:2::7") == place_of("2001:db8:1:2:ffff::1") != place_of("2001:db8:1:3::7")
    assert place_of("192.0.2.7") == place_of("::ffff:192.0.2.7") == "192.0.2.7"
    assert place_of("") == ""
