"""How a receiver knows that it was us: HMAC-SHA256 over the moment and the body, with a secret that only the two of us know."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

PREFIX = "whsec_"


def secret_of(webhook_id: str, salt: str) -> str:
    """The secret of an address, worked out from the installation's own key: a copy of the database alone holds none."""
    about = f"groundswell webhook\0{webhook_id}\0{salt}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), about, hashlib.sha256).digest()
    return PREFIX + base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def signed(secret: str, body: bytes, telling_id: str, now: datetime) -> Mapping[str, str]:
    """The headers of a telling: ``Groundswell-Signature: t=<seconds>,v1=<hex>`` over ``<seconds>.<body>``."""
    seconds = str(int(now.timestamp()))
    digest = hmac.new(secret.encode(), seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "Groundswell",
        "Groundswell-Id": telling_id,
        "Groundswell-Signature": f"t={seconds},v1={digest}",
    }
