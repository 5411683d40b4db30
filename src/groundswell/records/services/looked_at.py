"""What a small file holds between being looked at and being stored: with the files on their way in, so that whichever worker is asked next
has it, and swept with them after a day at most."""

import json
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.selectors.uploads import file_of
from groundswell.records.services.uploads import put_down, sweep


def keep(actor: Actor, plain: Any, *, now: datetime) -> str:
    """Keeps what JSON can hold; gives the token to ask for it by. Raises UserError("disk_full_or_broken")."""
    sweep(now)
    token = new_id()
    put_down(json.dumps(plain).encode(), _file(actor, token))
    return token


def kept(actor: Actor, token: str) -> Any | None:
    """What this person kept under a token; None where it has gone, and for anybody else."""
    try:
        return json.loads(_file(actor, token).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def let_go(actor: Actor, token: str) -> None:
    """It was stored, and is needed no more."""
    _file(actor, token).unlink(missing_ok=True)


def _file(actor: Actor, token: str) -> Path:
    """A name that nobody else's token leads to, whatever a token holds."""
    return file_of(sha256(f"{actor.ref} {token}".encode(errors="replace")).hexdigest())
