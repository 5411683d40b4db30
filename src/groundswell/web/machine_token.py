"""The key of the machines that watch this one: in a file of the data directory that only its owner can read."""

import hashlib
import hmac
import secrets
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from groundswell.records.private_files import write_private

FILE_NAME = "metrics-token"
TOKEN_BYTES = 20
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
LOOPBACK_PEERS = frozenset({"127.0.0.1", "::1"})
PASSED_ON = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP")
"""Headers of a proxy: who asks through one is not on this machine, whatever the connection looks like."""
SCHEME = "Bearer "


def machine_token(directory: Path) -> str:
    """The directory's token; the first call makes it. The caller holds the directory's lock."""
    path = directory / FILE_NAME
    if not path.exists():
        write_private(path, secrets.token_urlsafe(TOKEN_BYTES))
    return path.read_text(encoding="ascii").strip()


def kept(directory: Path) -> str | None:
    """The token that is there, or None where none is, or it is not ours to read."""
    try:
        return (directory / FILE_NAME).read_text(encoding="ascii").strip() or None
    except (OSError, ValueError):
        return None


def may_ask(request: HttpRequest) -> bool:
    """Whether the caller holds the token, or sits on this machine while nobody else is served by it."""
    return _holds_token(request) or (not settings.GROUNDSWELL_MACHINES_NEED_TOKEN and _on_this_machine(request))


def _holds_token(request: HttpRequest) -> bool:
    expected: str = settings.GROUNDSWELL_MACHINE_TOKEN
    given = request.META.get("HTTP_AUTHORIZATION", "")
    if not expected or not given.startswith(SCHEME):
        return False
    # digests are compared: neither the length nor a beginning that fits can be measured
    return hmac.compare_digest(_digest(given.removeprefix(SCHEME).strip()), _digest(expected))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


def _on_this_machine(request: HttpRequest) -> bool:
    if any(name in request.META for name in PASSED_ON):
        return False
    host = split_domain_port(request.META.get("HTTP_HOST", "").lower())[0]
    return request.META.get("REMOTE_ADDR") in LOOPBACK_PEERS and host in LOOPBACK_NAMES
