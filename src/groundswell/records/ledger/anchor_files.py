"""Anchors as text to keep: one on a page of its own, or a file that grows by a line each time."""

from datetime import datetime
from pathlib import Path
from typing import Final

from groundswell.errors import UserError
from groundswell.records.ledger.anchors import Anchor, Head, anchors_in

LARGEST: Final = 4_000_000
"""Bytes of a file of anchors that is read: more than a hundred years of one each day."""


def line(head: Head, at: datetime) -> str:
    """One anchor: the day and minute (UTC), the number of entries, the short form, the head in full. ``at`` is in UTC."""
    return f"{at:%Y-%m-%d %H:%M} UTC  entries: {head.entries}  anchor: {head.anchor.text}  head: {head.text}\n"


def page(head: Head, at: datetime, heading: str) -> str:
    """An anchor below a heading that says what it is and how it is checked."""
    return f"{heading}\n\n{line(head, at)}"


def add(file: Path, head: Head, at: datetime, heading: str) -> None:
    """Put an anchor at the end of a file, which is made with its heading where there is none. Raises OSError."""
    with file.open("a", encoding="utf-8", newline="\n") as out:
        out.write(page(head, at, heading) if out.tell() == 0 else line(head, at))


def read(file: Path) -> tuple[Anchor, ...]:
    """Every anchor of a file. Raises UserError("anchor_not_read"), ("bad_anchor")."""
    try:
        if file.stat().st_size > LARGEST:
            raise UserError("anchor_not_read", {"file": str(file), "reason": f"> {LARGEST} B"})
        text = file.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise UserError("anchor_not_read", {"file": str(file), "reason": error.strerror or str(error)}) from error
    return anchors_in(text)
