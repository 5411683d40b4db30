"""A small mail server on this machine: STARTTLS or TLS with a certificate of its own, one user, and the letters that it took."""

import base64
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "groundswell", "nine lanterns on the quay"


@dataclass
class MailServer:
    """``letters``: recipient and message of each that it took; ``lines``: all that was said to it, ``clear``: what of it without TLS.

    ``refused``: addresses that it does not know.
    """

    port: int
    certificate: Path
    offers_tls: bool = True
    refused: set[str] = field(default_factory=set)
    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    clear: list[str] = field(default_factory=list)

    def settings(self, **further: object) -> str:
        """A ``mail.toml`` that names it."""
        told = {
            "host": "localhost", "port": self.port, "sender": "figures@harbour.example", "name": "Harbour, “figures”", "user": USER,
            "password": PASSWORD, "root": str(self.certificate), **further,
        }
        return "".join(f"{name} = {_toml(value)}\n" for name, value in told.items() if value is not None)

    def put_settings(self, folder: Path, **further: object) -> None:
        """Into a data directory, for its owner alone."""
        path = folder / "mail.toml"
        path.write_text(self.settings(**further), "utf-8")
        path.chmod(0o600)


def _toml(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return str(value) if isinstance(value, int) else f'"{value}"'


class _Talk(socketserver.BaseRequestHandler):
    """One conversation."""

    def handle(self) -> None:
        post: _Post = self.server  # type: ignore[assignment]
        self.mine, self.context, self.under_tls, self.to, self.over = post.mine, post.context, False, "", False
        try:
            self.streams(self.request)
            if post.tls_at_once:
                self.secure()
            self.say("220 post office")
            while not self.over and (line := self.rfile.readline().decode().rstrip("\r\n")):
                if not self.under_tls:
                    self.mine.clear.append(line)
                answer: Callable[[str], None] = getattr(self, f"on_{line.split(' ')[0].lower()}", lambda _line: self.say("250 fine"))
                answer(line)
        except OSError:
            pass

    def streams(self, connection: socket.socket) -> None:
        self.request, self.rfile = connection, connection.makefile("rb")

    def secure(self) -> None:
        self.streams(self.context.wrap_socket(self.request, server_side=True))
        self.under_tls = True

    def say(self, line: str) -> None:
        self.request.sendall(f"{line}\r\n".encode())

    def on_ehlo(self, _line: str) -> None:
        self.say("250-post office")
        self.say("250 AUTH PLAIN" if self.under_tls or not self.mine.offers_tls else "250 STARTTLS")

    def on_starttls(self, _line: str) -> None:
        self.say("220 go on")
        self.secure()

    def on_auth(self, line: str) -> None:
        said = base64.b64decode(line.split(" ")[2]).decode().split("\0")[1:]
        self.say("235 it is you" if said == [USER, PASSWORD] else "535 no")

    def on_rcpt(self, line: str) -> None:
        self.to = line.split("<")[1].split(">", maxsplit=1)[0]
        self.say("550 nobody of that name" if self.to in self.mine.refused else "250 fine")

    def on_data(self, _line: str) -> None:
        self.say("354 go on")
        content = b""
        while (part := self.rfile.readline()) != b".\r\n":
            content += part.removeprefix(b".")
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mine.letters.append((self.to, message))
        self.say("250 taken")

    def on_quit(self, _line: str) -> None:
        self.over = True
        self.say("221 bye")


class _Post(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, mine: MailServer, context: ssl.SSLContext, tls_at_once: bool) -> None:
        self.mine, self.context, self.tls_at_once = mine, context, tls_at_once
        super().__init__(("127.0.0.1", 0), _Talk)
        mine.port = self.server_address[1]


def text_of(message: EmailMessage) -> str:
    """Its plain text, with the ends of lines of a text."""
    content: str = message.get_content()
    return content.replace("\r\n", "\n")


@contextmanager
def mail_server(folder: Path, *, tls_at_once: bool = False, offers_tls: bool = True) -> Iterator[MailServer]:
    """Runs it for the time of the block."""
    certificate, key = _certificate(folder)
    mine, context = MailServer(0, certificate, offers_tls), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with _Post(mine, context, tls_at_once) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield mine
        finally:
            server.shutdown()
            thread.join()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    certificate, private = folder / "post-office.pem", folder / "post-office-key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, private
