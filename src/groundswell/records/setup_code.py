"""The code that makes the first administrator: printed by ``groundswell setup``, good for an hour, kept as a hash in a private file.

A file and not a row, so that the command works while the pages are being served.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path

from groundswell.records import clock
from groundswell.records.private_files import write_private
from groundswell.records.tokens import hash_of, new_code, plain_code, same

FILE_NAME = "setup-code"
LIFE = timedelta(hours=1)
GROUPS = 7
"""Groups of four letters: 140 bits."""


def make(folder: Path, *, now: datetime) -> str:
    """A new code; one that was printed before is over."""
    code = new_code(GROUPS)
    forget(folder)
    kept = {"hash": hash_of("setup", plain_code(code)), "expires": clock.stamp(now + LIFE)}
    write_private(folder / FILE_NAME, json.dumps(kept))
    return code


def fits(folder: Path, typed: str, *, now: datetime) -> bool:
    """Whether that is the code, and it is not over."""
    try:
        kept = json.loads((folder / FILE_NAME).read_text("utf-8"))
        return same(str(kept["hash"]), hash_of("setup", plain_code(typed))) and clock.stamp(now) < str(kept["expires"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def forget(folder: Path) -> None:
    """There is no code any more."""
    (folder / FILE_NAME).unlink(missing_ok=True)
