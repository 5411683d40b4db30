"""``groundswell serve``: the pages, for one person on this machine, until Ctrl+C."""

import os
import signal
import sys
import threading
import webbrowser
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

import click
from django.conf import settings

from groundswell.cli.json_answer import as_json, print_json
from groundswell.records.databases import DEFAULT, DEMO, folder
from groundswell.records.opening import close_data_directory, demo_is_there, open_data_directory
from groundswell.web import start_token
from groundswell.web.pages.bring.desk import stop_all
from groundswell.web.secret_key import secret_key
from groundswell.web.serving import Address, Listeners, parse_address
from groundswell.web.webhooks.courier import Courier
from groundswell.words import words_for

PORT = 8000


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What a person asked for."""

    port: int
    browser: bool
    share: str | None
    as_json: bool = False


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="The next free one is taken if it is in use.")
@click.option("--no-browser", is_flag=True, help="Print the address, open no browser.")
@click.option("--share", metavar="ADDRESS:PORT", help="Let others open share links, and nothing else, at this address.")
@as_json
def command(port: int, no_browser: bool, share: str | None, as_json: bool) -> None:
    """Serve the pages to this machine until Ctrl+C."""
    serve(ServeOptions(port, not no_browser, share, as_json))


def serve(options: ServeOptions) -> None:
    """Opens the data directory, prints the address once, serves, and leaves everything closed behind it.

    Raises UserError for a busy or newer data directory, an address that cannot be had, and twenty busy ports.
    """
    words = words_for("en")
    share = parse_address(options.share) if options.share else None
    open_data_directory(DEFAULT, command="serve")
    if demo_is_there():
        open_data_directory(DEMO, command="serve")
    directory = folder(DEFAULT)
    try:
        settings.SECRET_KEY = secret_key(directory)
        settings.GROUNDSWELL_START_TOKEN = start_token.new_token()
        listeners = Listeners(options.port, share)
        courier = Courier()
        try:
            address = start_token.address_with(settings.GROUNDSWELL_START_TOKEN, listeners.address.url)
            start_token.keep_address(directory, address)
            if listeners.address.port != options.port:
                _say(words.text("serve.port_busy", {"port": str(options.port), "other": str(listeners.address.port)}))
            if share is not None:
                _say(words.text("serve.sharing", {"address": share.url}))
            _say(words.text("serve.stop"))
            _tell_address(address, listeners, options, share)
            if options.browser and _can_show():
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
            signal.signal(signal.SIGTERM, _end)
            courier.start()
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


def _tell_address(address: str, listeners: Listeners, options: ServeOptions, share: Address | None) -> None:
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
