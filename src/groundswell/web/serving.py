"""Serving to one person: waitress in this process, on loopback, and on request a second listener for share links."""

import errno
import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from waitress.server import create_server

from groundswell.errors import UserError
from groundswell.web.middleware import LISTENER, SHARE

LOOPBACK = "127.0.0.1"
PORTS_TRIED = 20
THREADS = 8
REQUEST_LIMIT = 64 * 1024 * 1024
"""Bytes of one request; the upload's own limit is lower and has a sentence."""
ANY_ADDRESS = frozenset({"0.0.0.0", "::", "[::]"})  # noqa: S104 - named to be treated apart

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

application: Application = get_wsgi_application()


@dataclass(frozen=True, slots=True)
class Address:
    """Where a listener listens. ``host`` without brackets."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """As a browser takes it."""
        return f"http://{self.host_in_url}:{self.port}/"

    @property
    def host_in_url(self) -> str:
        """An IPv6 address stands in brackets."""
        return f"[{self.host}]" if ":" in self.host else self.host


def parse_address(text: str) -> Address:
    """``192.0.2.7:9000`` or ``[2001:db8::1]:9000``; raises UserError("bad_share_address")."""
    host, separator, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not separator or not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise UserError("bad_share_address", {"address": text})
    return Address(host, int(port))


def free_address(port: int) -> Address:
    """The first free port from the wished one on; raises UserError("no_free_port") after twenty."""
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        if _is_free(Address(LOOPBACK, candidate)):
            return Address(LOOPBACK, candidate)
    raise UserError("no_free_port", {"first": port, "last": min(port + PORTS_TRIED, 65536) - 1})


def _is_free(address: Address) -> bool:
    """Whether nobody listens there: a trial bind, as waitress will bind."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address.host, address.port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise UserError("bad_share_address", {"address": f"{address.host_in_url}:{address.port}"}) from error
    return True


def _share_application(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The same pages, marked: the access rules let only share links through."""
    environ[LISTENER] = SHARE
    return application(environ, start_response)


class Listeners:
    """The listeners of one ``serve``: open them, run until told to stop, close them."""

    def __init__(self, address: Address, share: Address | None = None) -> None:
        self.address = address
        self.share = share
        self._servers = [_server(application, address)]
        if share is not None:
            if not _is_free(share):
                self.close()
                raise UserError("share_port_busy", {"address": f"{share.host_in_url}:{share.port}"})
            _allow_host(share)
            self._servers.append(_server(_share_application, share))

    def run(self) -> None:
        """Serves until :meth:`close`, from the calling thread; the share listener has its own."""
        for server in self._servers[1:]:
            threading.Thread(target=server.run, name="share-listener", daemon=True).start()
        self._servers[0].run()

    def close(self) -> None:
        """Ends both: no new request is taken, running ones end."""
        for server in self._servers:
            server.task_dispatcher.shutdown(timeout=5)
            server.close()


def _server(app: Application, address: Address) -> Any:
    return create_server(
        app,
        host=address.host,
        port=address.port,
        threads=THREADS,
        ident=None,
        max_request_body_size=REQUEST_LIMIT,
        clear_untrusted_proxy_headers=True,
    )


def _allow_host(share: Address) -> None:
    """Guests reach us by the address that was given; where that is every address, by any name."""
    settings.ALLOWED_HOSTS.append("*" if share.host in ANY_ADDRESS else share.host_in_url)
