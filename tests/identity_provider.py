"""An OpenID Connect provider for tests, on loopback and true to the protocol: discovery, codes that are good once, PKCE, RS256, key set.

``claims`` is what it says of whoever signs in; the ``tamper_…`` hooks make it lie.
"""

import hmac
import json
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "groundswell", "the secret of the two & nobody else"
KEY = RSAKey.generate_key(2048, parameters={"kid": "harbour-1", "use": "sig"})
FOREIGN_KEY = RSAKey.generate_key(2048, parameters={"kid": "harbour-1", "use": "sig"})

Claims = dict[str, Any]


@dataclass
class Provider:
    """What it knows and says."""

    issuer: str = ""
    claims: Claims = field(default_factory=dict)
    tamper: Callable[[Claims], Claims] = lambda claims: claims
    sign: Callable[[Claims], str] = lambda claims: signed(claims)  # noqa: PLW0108 - it is made below
    discovery: Claims = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def documents(self) -> dict[str, Claims]:
        """By path."""
        own = {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize", "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys", "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }  # fmt: skip
        return {"/.well-known/openid-configuration": {**own, **self.discovery}, "/keys": {"keys": [KEY.as_dict(private=False)]}}

    def authorize(self, query: dict[str, str]) -> str:
        """Whoever asks is signed in already: where their browser is sent back to."""
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state'], 'iss': self.issuer})}"

    def token(self, form: dict[str, str], authorization: str) -> Claims | None:
        """The ID token for a code; None where anything does not fit."""
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        pair = b64decode(authorization.removeprefix("Basic ")).decode()
        right = f"{CLIENT}:{SECRET.replace(' ', '%20').replace('&', '%26')}"
        if asked is None or challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"] or pair != right:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.claims}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(self.tamper(claims))}


def signed(claims: Claims, key: RSAKey = KEY) -> str:
    """As it should be."""
    return jwt.encode({"alg": "RS256", "kid": "harbour-1"}, claims, key)


def unsigned(claims: Claims) -> str:
    """``alg: none``."""
    return f"{_parts({'alg': 'none'}, claims)}."


def signed_with_the_public_key(claims: Claims) -> str:
    """HS256 with what everybody can fetch, for a reader that takes a public key for a shared secret."""
    parts = _parts({"alg": "HS256", "kid": "harbour-1"}, claims)
    digest = hmac.new(KEY.as_pem(private=False), parts.encode(), sha256).digest()
    return f"{parts}.{urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def _parts(header: Claims, claims: Claims) -> str:
    return ".".join(urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode() for one in (header, claims))


@contextmanager
def provider() -> Iterator[Provider]:
    """One on a free port, until the block ends."""
    found = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            found.asked.append(parts.path)
            document = found.documents().get(parts.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", found.authorize({name: values[0] for name, values in parse_qs(parts.query).items()}))
                self.end_headers()
            elif parts.path == "/elsewhere":
                self.send_response(302)
                self.send_header("Location", found.issuer + "/keys")
                self.end_headers()
            else:
                self._answer(document)

        def do_POST(self) -> None:
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
            self._answer(found.token(form, self.headers.get("Authorization", "")))

        def _answer(self, document: Claims | None) -> None:
            content = json.dumps(document or {"error": "invalid_grant"}).encode()
            self.send_response(200 if document else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
