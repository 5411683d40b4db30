"""``sign-on.toml`` in the data directory: which identity provider is believed, and whom it may let in."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from groundswell.errors import UserError
from groundswell.records import databases
from groundswell.records.private_files import is_private

FILE_NAME: Final = "sign-on.toml"
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class OpenIdSettings:
    """An OpenID Connect provider. ``name`` stands on the button; ``domains`` of e-mail addresses are let in (empty: all that it says are
    verified); ``make_accounts``: also people who were not invited get an account, without an org unit."""

    name: str
    issuer: str
    client_id: str
    client_secret: str
    domains: frozenset[str] = frozenset()
    make_accounts: bool = False


def openid_settings() -> OpenIdSettings | None:
    """As the file says; None without one, or without its part ``[oidc]``. Raises UserError("sign_on_file_open"), ("sign_on_file_bad")."""
    part = _part("oidc")
    if part is None:
        return None
    wanted = {"name": str, "issuer": str, "client_id": str, "client_secret": str, "domains": list, "make_accounts": bool}
    for name, value in part.items():
        if name not in wanted or not isinstance(value, wanted[name]):
            raise _bad(f"oidc.{name}")
    for name in ("issuer", "client_id", "client_secret"):
        if not part.get(name):
            raise _bad(f"oidc.{name}")
    if not is_trustworthy(part["issuer"]):
        raise _bad("oidc.issuer")
    return OpenIdSettings(
        name=part.get("name") or urlsplit(part["issuer"]).hostname or "",
        issuer=part["issuer"],
        client_id=part["client_id"],
        client_secret=part["client_secret"],
        domains=frozenset(str(domain).casefold().lstrip("@") for domain in part.get("domains", [])),
        make_accounts=part.get("make_accounts", False),
    )


@dataclass(frozen=True, slots=True)
class SamlSettings:
    """A SAML 2.0 provider: its name, where browsers are sent, the certificate of its key; ``email`` is the attribute that holds the
    address ("" for the NameID), ``full_name`` the one that holds what it calls somebody."""

    name: str
    entity_id: str
    sign_on: str
    certificate: str
    email: str = ""
    full_name: str = ""
    domains: frozenset[str] = frozenset()
    make_accounts: bool = False


def saml_settings() -> SamlSettings | None:
    """As the part ``[saml]`` of the file says; None without one. Raises as :func:`openid_settings`."""
    part = _part("saml")
    if part is None:
        return None
    texts = ("name", "entity_id", "sign_on", "certificate", "email", "full_name")
    wanted = {**dict.fromkeys(texts, str), "domains": list, "make_accounts": bool}
    for name, value in part.items():
        if name not in wanted or not isinstance(value, wanted[name]):
            raise _bad(f"saml.{name}")
    for name in ("entity_id", "sign_on", "certificate"):
        if not part.get(name):
            raise _bad(f"saml.{name}")
    if not is_trustworthy(part["sign_on"]):
        raise _bad("saml.sign_on")
    return SamlSettings(
        name=part.get("name") or urlsplit(part["sign_on"]).hostname or "",
        entity_id=part["entity_id"],
        sign_on=part["sign_on"],
        certificate=part["certificate"],
        email=part.get("email", ""),
        full_name=part.get("full_name", ""),
        domains=frozenset(str(domain).casefold().lstrip("@") for domain in part.get("domains", [])),
        make_accounts=part.get("make_accounts", False),
    )


def is_trustworthy(address: str) -> bool:
    """Whether nobody between can change what is fetched there: https, or this machine."""
    parts = urlsplit(address)
    if parts.username or parts.password or parts.fragment:
        return False
    return (parts.scheme == "https" and bool(parts.hostname)) or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _part(name: str) -> dict[str, Any] | None:
    path = _path()
    if not path.exists():
        return None
    if not is_private(path):
        raise UserError("sign_on_file_open", {"file": str(path)})
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UserError("sign_on_file_bad", {"file": str(path), "place": str(error)}) from None
    part = read.get(name)
    if part is not None and not isinstance(part, dict):
        raise _bad(name)
    return part


def _path() -> Path:
    return databases.folder(databases.DEFAULT) / FILE_NAME


def _bad(place: str) -> UserError:
    return UserError("sign_on_file_bad", {"file": str(_path()), "place": place})
