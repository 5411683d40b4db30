"""``groundswell serve``: the pages, for one person on this machine, or for many, until Ctrl+C."""

import os
import signal
import sys
import threading
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click
from django.conf import settings

from groundswell.cli.json_answer import as_json, print_json
from groundswell.engine.uncollected import collect_rarely
from groundswell.errors import UserError
from groundswell.records.actors import is_shared
from groundswell.records.databases import DEFAULT, DEMO, folder
from groundswell.records.factor_key import check_key
from groundswell.records.mail.config import mail_settings
from groundswell.records.opening import close_data_directory, demo_is_there, open_data_directory
from groundswell.web import guest_limits, logs, machine_token, start_token
from groundswell.web.api.rates import RATES
from groundswell.web.pages.bring.desk import stop_all
from groundswell.web.secret_key import secret_key
from groundswell.web.serving import LOOPBACK, LOOPBACKS, Address, Listeners, OpenListener, ToOthers, parse_address, to_others
from groundswell.web.sign_on.config import openid_settings, saml_settings
from groundswell.web.webhooks.courier import Courier
from groundswell.web.workers import MOST, OPTION, Workers, WorkerTold, check_workers, end_with_parent, listener_of
from groundswell.words import Words, words_for

PORT = 8000
Listening = Listeners | OpenListener | Workers


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What a person asked for."""

    port: int
    browser: bool
    share: str | None
    as_json: bool = False
    to: ToOthers | None = None
    log: str | None = None
    workers: int = 1


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="The next free one is taken if it is in use.")
@click.option("--no-browser", is_flag=True, help="Print the address, open no browser.")
@click.option("--share", metavar="ADDRESS:PORT", help="Let others open share links, and nothing else, at this address.")
@click.option("--listen", metavar="ADDRESS:PORT", help="Let others reach the pages at this address, by signing in (see setup).")
@click.option("--host", "hosts", metavar="NAME", multiple=True, help="A name by which browsers reach --listen; may be given several times.")
@click.option(
    "--behind-proxy", "proxy", metavar="ADDRESS", is_flag=False, flag_value=LOOPBACK, default="",
    help="A proxy at this address speaks https to browsers and says who asks: 127.0.0.1 if none is named, a network (10.0.2.0/24), or "
    "several with commas. Nobody else is believed about that.",
)
@click.option(
    "--log", type=click.Choice([form.value for form in logs.Form]),
    help="Write a line for each request to standard error: its route, never its address.",
)
@click.option(
    "--workers", type=click.IntRange(1, MOST), default=1, show_default=True, help="Processes that answer; several need PostgreSQL."
)
@click.option(OPTION, type=int, hidden=True, help="One of those processes; told by the one that begins them.")
@as_json
def command(share: str | None, listen: str | None, hosts: tuple[str, ...], proxy: str, **given: Any) -> None:
    """Serve the pages until Ctrl+C: to this machine, or with --listen to others who sign in."""
    if given["worker"] is not None:
        work(given["worker"])
        return
    if listen and share:
        raise UserError("listen_and_share")
    to = to_others(listen, hosts, proxy) if listen else None
    check_workers(given["workers"], to)
    browser = not given["no_browser"] and to is None
    serve(ServeOptions(given["port"], browser, share, given["as_json"], to, given["log"], given["workers"]))


def serve(options: ServeOptions) -> None:
    """Opens the data directory, prints the address once, serves, and leaves everything closed behind it.

    Raises UserError for a busy or newer data directory, an address that cannot be had, and twenty busy ports.
    """
    words = words_for("en")
    if options.log is not None:
        logs.begin(logs.Form(options.log))
    share = parse_address(options.share) if options.share else None
    open_data_directory(DEFAULT, command="serve")
    shared = is_shared()
    if demo_is_there() and not shared:
        open_data_directory(DEMO, command="serve")
    directory = folder(DEFAULT)
    try:
        settings.SECRET_KEY = secret_key(directory)
        check_key(directory)
        openid_settings(), saml_settings(), mail_settings()  # a file that cannot be used is said now, not to whoever signs in
        settings.GROUNDSWELL_MACHINES_NEED_TOKEN = shared or options.to is not None
        settings.GROUNDSWELL_MACHINE_TOKEN = machine_token.machine_token(directory)
        settings.GROUNDSWELL_START_TOKEN = "" if shared or options.to else start_token.new_token()
        settings.GROUNDSWELL_SHARE_ADDRESS = share.for_others if share else ""
        listeners = _listeners(options, share)
        courier = Courier()
        try:
            address = _first_address(listeners, options, directory)
            if options.to is None and listeners.address.port != options.port:
                _say(words.text("serve.port_busy", {"port": str(options.port), "other": str(listeners.address.port)}))
            if share is not None:
                _say(words.text("serve.sharing", {"address": share.url}))
            if options.to is not None:
                _say_to_others(options.to, shared, words)
            _say(words.text("serve.stop"))
            _tell_address(address, listeners, options, share)
            if options.browser and _can_show():
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
            signal.signal(signal.SIGTERM, _end)
            courier.start()
            collect_rarely()
            listeners.run()
        finally:
            courier.end()
            listeners.close()
    finally:
        start_token.forget_address(directory)
        stop_all()
        if demo_is_there():
            close_data_directory(DEMO)
        close_data_directory(DEFAULT)


def work(number: int) -> None:
    """One of several processes that answer at an address; its parent has opened it, and told the rest on standard input."""
    told = WorkerTold.read(sys.stdin.readline())
    if told.log is not None:
        logs.begin(logs.Form(told.log))
    open_data_directory(DEFAULT, command="serve")
    try:
        directory = folder(DEFAULT)
        settings.SECRET_KEY, settings.GROUNDSWELL_START = secret_key(directory), told.start
        settings.GROUNDSWELL_MACHINES_NEED_TOKEN, settings.GROUNDSWELL_START_TOKEN = True, ""
        settings.GROUNDSWELL_MACHINE_TOKEN = machine_token.machine_token(directory)
        guest_limits.share_among(told.workers)
        RATES.share_among(told.workers)
        listener = listener_of(told, number)
        try:
            signal.signal(signal.SIGTERM, _end)
            end_with_parent(sys.stdin)
            collect_rarely()
            listener.run()
        finally:
            listener.close()
    finally:
        stop_all()
        close_data_directory(DEFAULT)


def _listeners(options: ServeOptions, share: Address | None) -> Listening:
    if options.to is None:
        return Listeners(options.port, share)
    return OpenListener(options.to) if options.workers == 1 else Workers(options.workers, options.to, options.log)


def _first_address(listeners: Listening, options: ServeOptions, directory: Path) -> str:
    """Where to begin: alone, with the start token, which is kept for whoever asks for the address again."""
    if options.to is not None:
        return options.to.url
    if not settings.GROUNDSWELL_START_TOKEN:
        return listeners.address.url
    address = start_token.address_with(settings.GROUNDSWELL_START_TOKEN, listeners.address.url)
    start_token.keep_address(directory, address)
    return address


def _say_to_others(to: ToOthers, shared: bool, words: Words) -> None:
    _say(words.text("serve.signing_in" if shared else "serve.set_up_only", {"address": to.url}))
    if not to.proxy and to.address.host not in LOOPBACKS:
        _say(words.text("serve.plain"))


def _tell_address(address: str, listeners: Listening, options: ServeOptions, share: Address | None) -> None:
    """The one line on standard output, at once: whoever started the server waits for it."""
    if options.as_json:
        print_json({"address": address, "port": listeners.address.port, "share": None if share is None else share.url})
    else:
        sys.stdout.write(address + "\n")
    sys.stdout.flush()


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _can_show() -> bool:
    """Whether a browser would have somebody to look at it: a display, and a standard input that is open."""
    if sys.stdin is None or sys.stdin.closed:
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """SIGTERM ends as Ctrl+C does."""
    raise SystemExit(0)
