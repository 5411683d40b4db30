"""Serving: waitress in this process. To one person on loopback, on request with a second listener for share links; or to many."""

import errno
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from socket import gethostname
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from waitress.server import create_server

from groundswell.engine.sources.guard import MAX_FILE
from groundswell.errors import UserError
from groundswell.web.cookies import bound
from groundswell.web.middleware import LISTENER, OPEN, SHARE
from groundswell.web.proxies import Application, Environ, behind, networks

LOOPBACK = "127.0.0.1"
PORTS_TRIED = 20
LOOPBACKS = frozenset({"127.0.0.1", "::1", "localhost"})
BUSY = (errno.EADDRINUSE, errno.EACCES)
THREADS = 8
REQUEST_LIMIT = 2 * MAX_FILE
"""Bytes of one request; a file's own limit is lower and has a sentence."""
ANY_ADDRESS = frozenset({"0.0.0.0", "::", "[::]"})  # noqa: S104 - named to be treated apart

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

    @property
    def for_others(self) -> str:
        """host:port as others type it: where every address listens, by this machine's name."""
        return f"{gethostname() if self.host in ANY_ADDRESS else self.host_in_url}:{self.port}"


def parse_address(text: str) -> Address:
    """``192.0.2.7:9000`` or ``[2001:db8::1]:9000``; raises UserError("bad_share_address")."""
    host, separator, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not separator or not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise UserError("bad_share_address", {"address": text})
    return Address(host, int(port))


def bodiless(pages: Application) -> Application:
    """The same pages, whose answer to HEAD is its head alone: a body would be taken for the beginning of the next answer."""

    def answered(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = pages(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return answer
        if hasattr(answer, "close"):
            answer.close()
        return [b""]

    return answered


def _share_application(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The same pages, marked: the access rules let only share links through."""
    environ[LISTENER] = SHARE
    return application(environ, start_response)


def _open_application(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The same pages, marked: other machines reach them, so that no start token counts."""
    environ[LISTENER] = OPEN
    return application(environ, start_response)


@dataclass(frozen=True, slots=True)
class ToOthers:
    """How others reach the pages: where to listen, under which names, and the addresses or networks of the proxies that speak https for us,
    with commas between them ("" none)."""

    address: Address
    names: tuple[str, ...]
    proxy: str = ""

    @property
    def url(self) -> str:
        """As a browser takes it."""
        if self.proxy:
            return f"https://{self.names[0]}/"
        return f"http://{self.names[0]}:{self.address.port}/"


def to_others(text: str, names: tuple[str, ...], proxy: str) -> ToOthers:
    """``0.0.0.0:8000`` and the names of ``--host``; raises UserError("bad_listen_address"), ("host_needed"), ("bad_proxy_address")."""
    try:
        address = parse_address(text)
    except UserError:
        raise UserError("bad_listen_address", {"address": text}) from None
    known = tuple(name.strip().casefold() for name in names if name.strip())
    if not known and address.host in LOOPBACKS:
        known = (address.host_in_url,)
    if not known:
        raise UserError("host_needed")
    return ToOthers(address, known, ",".join(map(str, networks(proxy))) if proxy else "")


def bind_cookies(*, https: bool) -> None:
    """Over https every cookie is Secure and of this host alone; browsers would not send such ones to http."""
    settings.GROUNDSWELL_HTTPS = settings.CSRF_COOKIE_SECURE = settings.SESSION_COOKIE_SECURE = https
    settings.CSRF_COOKIE_NAME = bound("csrftoken")


class OpenListener:
    """The one listener of a server for many, open from the start. Raises UserError("bad_listen_address"), ("no_free_port")."""

    def __init__(self, to: ToOthers, *, sockets: Sequence[socket.socket] = ()) -> None:
        """``sockets``: one that listens already, in place of a new one."""
        self.address, self.share = to.address, None
        settings.GROUNDSWELL_HOSTS = settings.GROUNDSWELL_HOSTS | set(to.names)
        settings.ALLOWED_HOSTS += [name for name in to.names if name not in settings.ALLOWED_HOSTS]
        bind_cookies(https=bool(to.proxy))
        pages = behind(_open_application, networks(to.proxy)) if to.proxy else _open_application
        try:
            self._server = _server(pages, to.address, sockets, clears=not to.proxy)
        except OSError as error:
            busy = error.errno in BUSY
            port = str(to.address.port)
            code, values = ("no_free_port", {"first": port, "last": port}) if busy else ("bad_listen_address", {"address": to.address.host})
            raise UserError(code, values) from None

    def run(self) -> None:
        """Serves until SystemExit or KeyboardInterrupt."""
        self._server.run()

    def close(self) -> None:
        """No new request is taken, running ones have five seconds to end."""
        self._server.task_dispatcher.shutdown(timeout=5)
        self._server.close()


class Listeners:
    """The listeners of one ``serve``, open from the start: run them until told to stop, then close them."""

    def __init__(self, port: int, share: Address | None = None) -> None:
        """Takes the first free port from the wished one on; raises UserError("no_free_port", "share_port_busy", "bad_share_address")."""
        self.share = share
        self.address, local = _first_free(port)
        self._servers = [local]
        if share is not None:
            try:
                self._servers.append(_server(_share_application, share))
            except OSError as error:
                self.close()
                busy = error.errno in BUSY
                raise UserError(
                    "share_port_busy" if busy else "bad_share_address", {"address": f"{share.host_in_url}:{share.port}"}
                ) from None
            _allow_host(share)

    def run(self) -> None:
        """Serves until SystemExit or KeyboardInterrupt, from the calling thread; the share listener has its own."""
        for server in self._servers[1:]:
            threading.Thread(target=server.run, name="share-listener", daemon=True).start()
        self._servers[0].run()

    def close(self) -> None:
        """Ends both: no new request is taken, running ones have five seconds to end."""
        for server in self._servers:
            server.task_dispatcher.shutdown(timeout=5)
            server.close()


def _first_free(port: int) -> tuple[Address, Any]:
    """The listener on the first port of twenty that nobody else uses."""
    last = min(port + PORTS_TRIED, 65536) - 1
    for candidate in range(port, last + 1):
        address = Address(LOOPBACK, candidate)
        try:
            return address, _server(application, address)
        except OSError as error:
            if error.errno not in BUSY:
                raise
    raise UserError("no_free_port", {"first": str(port), "last": str(last)})


def _server(app: Application, address: Address, sockets: Sequence[socket.socket] = (), *, clears: bool = True) -> Any:
    """``clears``: what is said about proxies is taken away; else the application does that itself."""
    where: dict[str, Any] = {"sockets": list(sockets)} if sockets else {"host": address.host, "port": address.port}
    return create_server(
        bodiless(app),
        **where,
        threads=THREADS,
        ident=None,
        max_request_body_size=REQUEST_LIMIT,
        clear_untrusted_proxy_headers=clears,
    )


def _allow_host(share: Address) -> None:
    """Guests reach us by the address that was given; where that is every address, by any name."""
    settings.ALLOWED_HOSTS.append("*" if share.host in ANY_ADDRESS else share.host_in_url)
