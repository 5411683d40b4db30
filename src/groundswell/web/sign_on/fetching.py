"""What is fetched from an identity provider: from trustworthy addresses, without following anybody elsewhere, little, and soon."""

import json
import urllib.request
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import urlencode

from groundswell.errors import UserError
from groundswell.web.sign_on.config import is_trustworthy

SECONDS: Final = 10
MOST_BYTES: Final = 1_000_000


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """A redirect is an answer that we do not take."""


_opener = urllib.request.build_opener(_NoRedirect)


def fetch(address: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """A JSON object from that address, by GET, or by POST of a form. Raises UserError("sign_on_away")."""
    if not is_trustworthy(address):
        raise UserError("sign_on_away")
    body = urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(address, body, {"Accept": "application/json", **(headers or {})})  # noqa: S310 - checked above
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            content = answer.read(MOST_BYTES + 1)
        found = json.loads(content) if len(content) <= MOST_BYTES else None
    except (OSError, HTTPException, ValueError):
        raise UserError("sign_on_away") from None
    if not isinstance(found, dict):
        raise UserError("sign_on_away")
    return found
