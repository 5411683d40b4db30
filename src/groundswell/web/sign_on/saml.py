"""SAML 2.0 as a service provider: where a browser is sent, and what of the answer is believed. python3-saml and xmlsec check signatures."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from groundswell.errors import UserError
from groundswell.web.sign_on.config import SamlSettings
from groundswell.web.sign_on.openid import LONGEST_SUBJECT, Identity

try:
    from onelogin.saml2.auth import OneLogin_Saml2_Auth as Auth
    from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
    from onelogin.saml2.response import OneLogin_Saml2_Response as Response
    from onelogin.saml2.settings import OneLogin_Saml2_Settings as Settings
except ImportError:  # groundswell was installed without its part for single sign-on
    Settings = None

POST: Final = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
REDIRECT: Final = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
UNSPECIFIED: Final = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
CONFIRMATION: Final = "/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData"
MOST_LETTERS: Final = 500_000
"""Of a response; one has some ten thousand."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Our own: ``metadata`` is the name that we have for the provider, ``back`` where its answer is sent."""

    metadata: str
    back: str


def departure(settings: SamlSettings, own: Addresses, state: str) -> tuple[str, str]:
    """Where the browser goes, and the id of the request that the answer has to name."""
    auth = Auth({**_request(own.back), "get_data": {}, "post_data": {}}, old_settings=_settings(settings, own))
    address = auth.login(return_to=state)
    return str(address), str(auth.get_last_request_id())


def identity_of(settings: SamlSettings, own: Addresses, answer: str, request_id: str) -> Identity:
    """Who it is, if the one signed assertion is about this request and for us. Raises UserError("sign_on_refused")."""
    if not answer or len(answer) > MOST_LETTERS:
        raise UserError("sign_on_refused")
    try:
        response = Response(_settings(settings, own), answer)
        good = response.is_valid(_request(own.back), request_id) and response.get_in_response_to() == request_id
        # only what is signed counts: an assertion of another request must not come in under a new cover
        confirmed = [one.get("InResponseTo") for one in response._query_assertion(CONFIRMATION)] if good else []
        subject, attributes = (response.get_nameid(), response.get_attributes()) if good else ("", {})
    except (OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError, ValueError, TypeError, KeyError, SyntaxError):
        raise UserError("sign_on_refused") from None
    if not good or request_id not in confirmed or not subject or len(subject) > LONGEST_SUBJECT:
        raise UserError("sign_on_refused")
    email = _first(attributes, settings.email) if settings.email else subject
    return Identity(settings.entity_id, subject, email if "@" in email else "", _first(attributes, settings.full_name))


def metadata(settings: SamlSettings, own: Addresses) -> bytes:
    """What the provider's administrator is given."""
    text = _settings(settings, own).get_sp_metadata()
    return text if isinstance(text, bytes) else str(text).encode()


def _settings(settings: SamlSettings, own: Addresses) -> Any:
    if Settings is None:
        raise UserError("sign_on_part_missing")
    return Settings({
        "strict": True,
        "debug": False,
        "sp": {
            "entityId": own.metadata,
            "assertionConsumerService": {"url": own.back, "binding": POST},
            "NameIDFormat": UNSPECIFIED,
        },
        "idp": {
            "entityId": settings.entity_id,
            "singleSignOnService": {"url": settings.sign_on, "binding": REDIRECT},
            "x509cert": settings.certificate,
        },
        "security": {
            "wantAssertionsSigned": True,
            "wantNameId": True,
            "wantAttributeStatement": False,
            "requestedAuthnContext": False,
            "rejectUnsolicitedResponsesWithInResponseTo": True,
            "rejectDeprecatedAlgorithm": True,
        },
    })


def _request(address: str) -> dict[str, str]:
    """The request as python3-saml wants it: at our own address, whatever a header says."""
    parts = urlsplit(address)
    return {"https": "on" if parts.scheme == "https" else "off", "http_host": parts.netloc, "script_name": parts.path}


def _first(attributes: dict[str, list[str]], name: str) -> str:
    values = attributes.get(name) or [""]
    return str(values[0] or "")
