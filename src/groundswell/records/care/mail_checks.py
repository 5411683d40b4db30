"""Mail: whether the server that ``mail.toml`` names takes letters, and when the anchor of the record last went out."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.care.check import Check, Grade
from groundswell.records.care.memory import Memory
from groundswell.records.mail.config import mail_settings
from groundswell.records.mail.sending import look

DAILY: Final = timedelta(hours=26)


def mail_checks(memory: Memory, now: datetime) -> Iterator[Check]:
    """In order; the server is signed in to, and no letter is sent."""
    try:
        settings = mail_settings()
        if settings is None:
            yield Check("no_mail", Grade.FINE)
            return
        look(settings)
    except UserError as error:
        yield Check(error.code, Grade.WRONG, dict(error.values))
        return
    yield Check("mail", Grade.FINE, {"server": f"{settings.host}:{settings.port}", "security": settings.security.value})
    if settings.anchors_to:
        yield _anchors(memory, now)


def _anchors(memory: Memory, now: datetime) -> Check:
    if memory.mail_failed is not None:
        return Check("anchor_mail_failed", Grade.WRONG, {"at": memory.mail_failed.at, "code": memory.mail_failed.code})
    if memory.mailed is None:
        return Check("anchor_never_mailed", Grade.NOTE)
    late = now - clock.moment(memory.mailed.at) > DAILY
    return Check("anchor_mail_late" if late else "anchor_mailed", Grade.NOTE if late else Grade.FINE, {"at": memory.mailed.at})
