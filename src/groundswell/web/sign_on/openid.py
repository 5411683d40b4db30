"""OpenID Connect: the code flow with PKCE, state and nonce. Where a browser is sent, and what of the answer is believed."""

import secrets
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote, urlencode

from groundswell.errors import UserError
from groundswell.web.sign_on.config import OpenIdSettings, is_trustworthy
from groundswell.web.sign_on.fetching import fetch

try:
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet
except ImportError:  # groundswell was installed without its part for single sign-on
    KeySet = None  # type: ignore[assignment, misc]

ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signatures by a key pair. Not ``none``, and no shared secret: a public key must never be taken for one."""
SCOPE: Final = "openid email profile"
CLOCK_OFF: Final = 60
"""Seconds that their clock and ours may differ."""
LONGEST_SUBJECT: Final = 255


@dataclass(frozen=True, slots=True)
class Departure:
    """What is remembered of a browser that is sent away, by us alone."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is to the provider. ``email`` is "" where the provider does not say that it is verified."""

    issuer: str
    subject: str
    email: str
    name: str


def departure() -> Departure:
    """Three fresh secrets of 256 bits."""
    return Departure(*(secrets.token_urlsafe(32) for _ in range(3)))


def address_of(settings: OpenIdSettings, leaving: Departure, back: str) -> str:
    """Where the browser goes. Raises UserError("sign_on_away")."""
    challenge = urlsafe_b64encode(sha256(leaving.verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code", "client_id": settings.client_id, "redirect_uri": back, "scope": SCOPE, "state": leaving.state,
        "nonce": leaving.nonce, "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    address = str(_discovered(settings)["authorization_endpoint"])
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"


def identity_of(settings: OpenIdSettings, leaving: Departure, code: str, back: str, *, now: datetime) -> Identity:
    """Trade the code for an ID token, and believe it if everything fits. Raises UserError("sign_on_away"), ("sign_on_refused")."""
    provider = _discovered(settings)
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": leaving.verifier}
    headers = {}
    methods = provider.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_basic" in methods:
        pair = f"{quote(settings.client_id, safe='')}:{quote(settings.client_secret, safe='')}"
        headers["Authorization"] = "Basic " + b64encode(pair.encode()).decode()
    else:
        form |= {"client_id": settings.client_id, "client_secret": settings.client_secret}
    answer = fetch(str(provider["token_endpoint"]), form, headers)
    claims = _signed_claims(str(answer.get("id_token") or ""), fetch(str(provider["jwks_uri"])))
    _check(claims, settings, leaving.nonce, int(now.timestamp()))
    verified = claims.get("email_verified") is True and isinstance(claims.get("email"), str)
    name = claims.get("name")
    return Identity(settings.issuer, claims["sub"], claims["email"] if verified else "", name if isinstance(name, str) else "")


def _discovered(settings: OpenIdSettings) -> dict[str, Any]:
    """What the provider says of itself; it must say that it is the one that was configured."""
    found = fetch(settings.issuer.rstrip("/") + "/.well-known/openid-configuration")
    places = [found.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if found.get("issuer") != settings.issuer or not all(isinstance(place, str) and is_trustworthy(place) for place in places):
        raise UserError("sign_on_away")
    return found


def _signed_claims(token: str, keys: dict[str, Any]) -> dict[str, Any]:
    if KeySet is None:
        raise UserError("sign_on_part_missing")
    try:
        public = [key for key in keys.get("keys", []) if key.get("kty") in ("RSA", "EC") and key.get("use") != "enc"]
        return dict(jwt.decode(token, KeySet.import_key_set({"keys": public}), algorithms=ALGORITHMS).claims)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        raise UserError("sign_on_refused") from None


def _check(claims: dict[str, Any], settings: OpenIdSettings, nonce: str, now: int) -> None:
    """From that provider, for us, about this journey, and of now."""
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience if isinstance(audience, list) else []
    moments: list[Any] = [claims.get("exp"), claims.get("iat"), claims.get("nbf", 0)]
    subject = claims.get("sub")
    good = (
        claims.get("iss") == settings.issuer
        and settings.client_id in audiences
        and (len(audiences) == 1 or claims.get("azp") == settings.client_id)
        and claims.get("azp", settings.client_id) == settings.client_id
        and isinstance(claims.get("nonce"), str)
        and secrets.compare_digest(claims["nonce"].encode(), nonce.encode())
        and all(isinstance(moment, int) for moment in moments)
        and now < moments[0] + CLOCK_OFF
        and max(moments[1:]) <= now + CLOCK_OFF
        and isinstance(subject, str)
        and 0 < len(subject) <= LONGEST_SUBJECT
    )
    if not good:
        raise UserError("sign_on_refused")
