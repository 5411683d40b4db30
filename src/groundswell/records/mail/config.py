"""``mail.toml`` in the data directory: by which server mail goes out, as whom, and to whom anchors of the record go."""

import os
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from groundswell.errors import UserError
from groundswell.records import databases
from groundswell.records.private_files import is_private

FILE_NAME: Final = "mail.toml"
PASSWORD: Final = "GROUNDSWELL_MAIL_PASSWORD"  # noqa: S105 - the name of a variable
"""The variable that may hold the password in the file's place."""
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class Security(StrEnum):
    """STARTTLS: plain until both sides know the other can do better; TLS: from the first byte; NONE: to this machine alone."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


PORTS: Final = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True, slots=True)
class MailSettings:
    """A mail server and who writes. ``root``: a file of certificates that are believed in place of the system's; ``anchors_to``: who is
    sent the anchor of the record each day."""

    host: str
    port: int
    security: Security
    sender: str
    name: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    root: str = ""
    anchors_to: tuple[str, ...] = ()


_WANTED: Final = {
    "host": str, "port": int, "security": str, "sender": str, "name": str, "user": str, "password": str, "root": str, "anchors_to": list,
}  # fmt: skip


def mail_settings() -> MailSettings | None:
    """As the file says; None without one: then nothing is mailed. Raises UserError("mail_file_open"), ("mail_file_bad")."""
    path = _path()
    if not path.exists():
        return None
    if not is_private(path):
        raise UserError("mail_file_open", {"file": str(path)})
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UserError("mail_file_bad", {"file": str(path), "place": str(error)}) from None
    for name, value in read.items():
        if name not in _WANTED or type(value) is not _WANTED[name]:
            raise _bad(name)
    return _settings(read)


def _settings(read: dict[str, Any]) -> MailSettings:
    try:
        security = Security(read.get("security", Security.STARTTLS))
    except ValueError:
        raise _bad("security") from None
    host, port, user = read.get("host", ""), read.get("port", PORTS[security]), read.get("user", "")
    if not host or any(letter.isspace() for letter in host):
        raise _bad("host")
    if security is Security.NONE and host not in LOOPBACK:
        raise _bad("security")
    if not 0 < port < 65536:
        raise _bad("port")
    password = os.environ.get(PASSWORD) or read.get("password", "")
    if bool(user) != bool(password):
        raise _bad("password" if user else "user")
    root = read.get("root", "")
    if root and not Path(root).is_file():
        raise _bad("root")
    return MailSettings(
        host, port, security, _address(read.get("sender"), "sender"), read.get("name", ""), user, password, root,
        tuple(_address(one, "anchors_to") for one in read.get("anchors_to", ())),
    )


def mail_address(text: str) -> str:
    """One e-mail address, as it was typed; raises UserError("login_bad")."""
    try:
        validate_email(text.strip())
    except ValidationError:
        raise UserError("login_bad", {"login": text.strip()[:80]}) from None
    return text.strip()


def _address(text: object, place: str) -> str:
    try:
        return mail_address(text if isinstance(text, str) else "")
    except UserError:
        raise _bad(place) from None


def _path() -> Path:
    return databases.folder(databases.DEFAULT) / FILE_NAME


def _bad(place: str) -> UserError:
    return UserError("mail_file_bad", {"file": str(_path()), "place": place})
