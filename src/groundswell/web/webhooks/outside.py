"""One POST to somebody else's server. The name is resolved once, every answer is checked, and the socket goes to a checked address itself;
TLS is for the name. No redirect is followed, no proxy is asked, and it ends in time.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any, Final

from groundswell.errors import UserError
from groundswell.web.webhooks.targets import PORTS, Resolve, in_the_open, resolve, target_of

WAIT: Final = 5.0
"""Seconds for one step of the connection."""
ALTOGETHER: Final = 10.0

Dial = Callable[[int, Any, float], socket.socket]


def dial(family: int, where: Any, wait: float) -> socket.socket:
    """A connection to exactly that socket address; raises OSError."""
    raw = socket.socket(family, socket.SOCK_STREAM)
    try:
        raw.settimeout(wait)
        raw.connect(where)
    except BaseException:
        raw.close()
        raise
    return raw


@dataclass(frozen=True, slots=True)
class Outside:
    """The way out; tests put in their own resolver, network and certificates."""

    resolve: Resolve = resolve
    is_open: Callable[[str], bool] = in_the_open
    dial: Dial = dial
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context
    ports: frozenset[int] = field(default=PORTS)
    altogether: float = ALTOGETHER

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """The status of the answer, of which nothing else is read.

        Raises UserError("webhook_address"), ("webhook_not_found"), ("webhook_inside"), ("webhook_no_answer").
        """
        target = target_of(url, self.ports)
        try:
            places = self.resolve(target.host, target.port)
        except (OSError, UnicodeError):
            raise UserError("webhook_not_found") from None
        if not places:
            raise UserError("webhook_not_found")
        if not all(self.is_open(str(where[0])) for _, where in places):
            raise UserError("webhook_inside")
        family, where = places[0]
        try:
            with closing(self.dial(family, where, WAIT)) as raw:
                return self._send(raw, (target.host, target.path), body, headers)
        except (OSError, HTTPException, ValueError):
            raise UserError("webhook_no_answer") from None

    def _send(self, raw: socket.socket, to: tuple[str, str], body: bytes, headers: Mapping[str, str]) -> int:
        """Speaks TLS and HTTP over that socket, which is shut when the time is over, however slowly the other side drips."""
        host, path = to
        handle = raw.dup()  # TLS takes the socket over while it shakes hands; this stays ours
        end = threading.Timer(self.altogether, _shut, [handle])
        end.daemon = True
        end.start()
        try:
            with closing(self.tls().wrap_socket(raw, server_hostname=host)) as secure:
                connection = HTTPConnection(host)
                connection.sock = secure
                connection.auto_open = 0
                connection.request("POST", path, body, {"Host": host, "Connection": "close", **headers})
                return connection.getresponse().status
        finally:
            end.cancel()
            handle.close()


def _shut(raw: socket.socket) -> None:
    with suppress(OSError):
        raw.shutdown(socket.SHUT_RDWR)
