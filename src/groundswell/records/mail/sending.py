"""One letter out, by the server that ``mail.toml`` names. The server has to show a certificate that is believed; nothing is kept."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Final

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.mail.config import MailSettings, Security

SECONDS: Final = 15
LONGEST_HEADER: Final = 200
SAID: Final = 120
"""Characters of what a server answered that are handed on."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Who it goes to (one address), what it is about, and its plain text."""

    to: str
    subject: str
    body: str


def send(settings: MailSettings, letter: Letter) -> None:
    """The server has taken it when this returns.

    Raises UserError("mail_away"), ("mail_certificate"), ("mail_no_tls"), ("mail_sign_in"), ("mail_refused").
    """
    with _server(settings) as server:
        server.send_message(message_of(settings, letter), settings.sender, [letter.to])


def look(settings: MailSettings) -> None:
    """Whether the server would take a letter: reached, believed, signed in to; none is sent. Raises as :func:`send`."""
    with _server(settings) as server:
        server.noop()


def message_of(settings: MailSettings, letter: Letter) -> EmailMessage:
    """As it is sent. What goes into a header is one line, whatever somebody typed into a name."""
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = Address(one_line(settings.name), addr_spec=settings.sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(domain=settings.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    return message


def one_line(text: str) -> str:
    """Without anything that a mail could take for the end of a line, and not endless."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST_HEADER]


@contextmanager
def _server(settings: MailSettings) -> Iterator[smtplib.SMTP]:
    """A connection that was signed in to; whatever goes wrong within becomes one sentence."""
    server: smtplib.SMTP | None = None
    try:
        server = _connected(settings)
        if settings.user:
            server.login(settings.user, settings.password)
        yield server
    except ssl.SSLError as error:
        raise UserError("mail_certificate", _values(settings, getattr(error, "verify_message", "") or error.reason or "TLS")) from None
    except smtplib.SMTPAuthenticationError:
        raise UserError("mail_sign_in", _values(settings)) from None
    except smtplib.SMTPNotSupportedError as error:
        raise UserError("mail_refused", _values(settings, one_line(str(error))[:SAID])) from None
    except smtplib.SMTPRecipientsRefused as error:
        raise UserError("mail_refused", _values(settings, _said(*next(iter(error.recipients.values()))))) from None
    except smtplib.SMTPResponseException as error:
        raise UserError("mail_refused", _values(settings, _said(error.smtp_code, error.smtp_error))) from None
    except OSError as error:
        raise UserError("mail_away", _values(settings, error.strerror or type(error).__name__)) from None
    finally:
        if server is not None:
            with suppress(OSError):
                server.quit()


def _connected(settings: MailSettings) -> smtplib.SMTP:
    if settings.security is Security.NONE:
        return smtplib.SMTP(settings.host, settings.port, timeout=SECONDS)
    believed = ssl.create_default_context(cafile=settings.root or None)
    believed.minimum_version = ssl.TLSVersion.TLSv1_2
    if settings.security is Security.TLS:
        return smtplib.SMTP_SSL(settings.host, settings.port, timeout=SECONDS, context=believed)
    server = smtplib.SMTP(settings.host, settings.port, timeout=SECONDS)
    try:
        server.starttls(context=believed)
    except BaseException as error:
        server.close()
        if isinstance(error, smtplib.SMTPNotSupportedError):
            raise UserError("mail_no_tls", _values(settings)) from None
        raise
    return server


def _values(settings: MailSettings, reason: str = "") -> dict[str, str | int]:
    return {"server": f"{settings.host}:{settings.port}", "reason": reason}


def _said(code: int, text: bytes | str) -> str:
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {one_line(plain)[:SAID]}".strip()
