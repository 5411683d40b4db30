"""The public address, where one is given: spoken to as anybody would, over TLS, with nothing but a greeting."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from groundswell.records.care.check import Check, Grade

SECONDS: Final = 10
SOON_DAYS: Final = 21
HTTPS_PORT: Final = 443


def public_checks(address: str, now: datetime, trusted: ssl.SSLContext | None = None) -> Iterator[Check]:
    """Whether ``address`` is https, its certificate trusted, and for how many days. ``trusted``: other authorities than the system's."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or HTTPS_PORT
    except ValueError:
        parts, host, port = urlsplit(""), None, HTTPS_PORT
    if parts.scheme != "https" or host is None:
        yield Check("public_not_https", Grade.WRONG, {"address": address})
        return
    try:
        ends = _certificate_end(host, port, trusted or ssl.create_default_context())
    except ssl.SSLCertVerificationError as error:
        yield Check("certificate_refused", Grade.WRONG, {"address": address, "reason": error.verify_message})
    except OSError as error:
        yield Check("public_not_reached", Grade.WRONG, {"address": address, "reason": error.strerror or type(error).__name__})
    else:
        days = (ends - now).days
        soon = days < SOON_DAYS
        yield Check("certificate_ends_soon" if soon else "certificate", Grade.NOTE if soon else Grade.FINE, {"address": address, "n": days})


def _certificate_end(host: str, port: int, context: ssl.SSLContext) -> datetime:
    with socket.create_connection((host, port), timeout=SECONDS) as plain, context.wrap_socket(plain, server_hostname=host) as secured:
        certificate = secured.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
