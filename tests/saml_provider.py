"""A SAML 2.0 provider for tests: answers made and signed with its own key, as a true one would, and the parts to forge some."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Saml

SIGNER = "id.harbour.example"
ENTITY, SIGN_ON = "https://id.harbour.example/saml", "https://id.harbour.example/saml/sso"


@cache
def key_pair(name: str) -> tuple[str, str]:
    """A private key and its certificate, as PEM; one for each name."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    dated = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))
    certificate = dated.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private.decode(), certificate


@dataclass(frozen=True)
class Said:
    """What an answer says. ``confirms`` is the request that its signed part names, where that is another."""

    request: str
    back: str
    audience: str
    subject: str = "erik@harbour.example"
    issuer: str = ENTITY
    id: str = "_assertion-1"
    minutes: int = 5
    confirms: str | None = None


def assertion(said: Said) -> str:
    """Unsigned."""
    now = datetime.now(UTC)
    stamp = "%Y-%m-%dT%H:%M:%SZ"
    until, moment = (now + timedelta(minutes=said.minutes)).strftime(stamp), (now - timedelta(minutes=20)).strftime(stamp)
    confirms = said.request if said.confirms is None else said.confirms
    answers = f'InResponseTo="{confirms}" ' if confirms else ""
    return (
        f'<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{said.id}" Version="2.0" IssueInstant="{moment}">'
        f"<saml:Issuer>{said.issuer}</saml:Issuer><saml:Subject>"
        f'<saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">{said.subject}</saml:NameID>'
        '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
        f'<saml:SubjectConfirmationData {answers}Recipient="{said.back}" NotOnOrAfter="{until}"/></saml:SubjectConfirmation></saml:Subject>'
        f'<saml:Conditions NotBefore="{moment}" NotOnOrAfter="{until}"><saml:AudienceRestriction>'
        f"<saml:Audience>{said.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
        f'<saml:AuthnStatement AuthnInstant="{moment}" SessionIndex="_s"><saml:AuthnContext><saml:AuthnContextClassRef>'
        "urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"
        '<saml:AttributeStatement><saml:Attribute Name="displayName"><saml:AttributeValue>Erik Månsson</saml:AttributeValue>'
        "</saml:Attribute></saml:AttributeStatement></saml:Assertion>"
    )


def sign(xml: str, signer: str = SIGNER) -> str:
    """With that key."""
    found = Saml.add_sign(xml, *key_pair(signer))
    return (found.decode() if isinstance(found, bytes) else str(found)).removeprefix("<?xml version='1.0' encoding='UTF-8'?>").strip()


def response(said: Said, *assertions: str) -> str:
    """An answer around assertions, as a form carries it."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    xml = (
        '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" '
        f'ID="_response-1" Version="2.0" IssueInstant="{now}" Destination="{said.back}" InResponseTo="{said.request}">'
        f"<saml:Issuer>{said.issuer}</saml:Issuer><samlp:Status>"
        '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
        f"{''.join(assertions)}</samlp:Response>"
    )
    return b64encode(xml.encode()).decode()
