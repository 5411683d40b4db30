"""The anchor of the record, to be written down elsewhere: on the page, as a file, as a mail. And the program that checks it."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from django.http import HttpResponse

import groundswell
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.ledger import anchor_files
from groundswell.records.ledger.anchors import Head
from groundswell.records.selectors import ledger
from groundswell.web.pages.bring.start import moment
from groundswell.web.requests import PageRequest

CHECKER = Path(groundswell.__file__).parent / "records" / "ledger" / "check_ledger.py"


@dataclass(frozen=True, slots=True)
class ShownAnchor:
    """The anchor as the page shows it. ``text`` is its short form, ``head`` the long one; ``mail`` an address that opens a mail with it."""

    text: str
    says: str
    head: str
    mail: str


def shown_anchor(request: PageRequest, head: Head) -> ShownAnchor:
    """Where the record stands now."""
    words, now = request.words, clock.now()
    says = words.text("anchor.says", {"n": head.entries, "at": moment(request, now)})
    subject = words.text("anchor.subject", {"at": f"{now:%Y-%m-%d}", "n": head.entries})
    body = anchor_files.page(head, now, words.text("anchor.heading")).replace("\n", "\r\n")
    return ShownAnchor(head.anchor.text, says, head.text, f"mailto:?subject={quote(subject)}&body={quote(body)}")


def anchor_file(request: PageRequest) -> HttpResponse:
    """The anchor as a text file to keep elsewhere."""
    head, now = ledger.head(), clock.now()
    if not head.entries:
        raise UserError("no_anchor_yet")
    text = anchor_files.page(head, now, request.words.text("anchor.heading"))
    return _file(text.encode(), "text/plain; charset=utf-8", f"groundswell-anchor-{now:%Y-%m-%d}-{head.entries}.txt")


def checker(request: PageRequest) -> HttpResponse:
    """The second program, which checks a record without this one."""
    return _file(CHECKER.read_bytes(), "text/plain; charset=utf-8", CHECKER.name)


@cache
def checker_digest() -> str:
    """SHA-256 of the second program, for whoever keeps it beside an anchor."""
    return sha256(CHECKER.read_bytes()).hexdigest()


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
