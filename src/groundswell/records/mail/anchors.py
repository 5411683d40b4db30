"""The anchor of the record as a letter: to whoever keeps it out of reach of those who could change the data directory."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.care.memory import Failure, Mailed, remember, remembered
from groundswell.records.ledger import anchor_files
from groundswell.records.ledger.anchors import Head
from groundswell.records.mail.config import MailSettings, mail_address, mail_settings
from groundswell.records.mail.sending import Letter, send
from groundswell.words import words_for


def mail_anchor(head: Head, to: str | None, *, now: datetime) -> tuple[str, ...]:
    """Mail it to one address, or (None) to those that the settings name; gives to whom. How the latter ended is remembered.

    Raises UserError("mail_not_set_up"), ("mail_nobody"), ("login_bad"), and those of the settings and of sending.
    """
    settings = mail_settings()
    if settings is None:
        raise UserError("mail_not_set_up")
    if to is not None:
        send(settings, _letter(head, mail_address(to), now))
        return (mail_address(to),)
    if not settings.anchors_to:
        raise UserError("mail_nobody")
    try:
        _to_all(settings, head, now)
    except UserError as error:
        with suppress(OSError):
            remember(replace(remembered(), mail_failed=Failure(clock.stamp(now), error.code)))
        raise
    try:
        remember(replace(remembered(), mailed=Mailed(clock.stamp(now), head.entries, head.anchor.text), mail_failed=None))
    except OSError as error:
        raise UserError("care_not_remembered", {"reason": error.strerror or str(error)}) from error
    return settings.anchors_to


def _to_all(settings: MailSettings, head: Head, now: datetime) -> None:
    """One that is refused keeps nobody else from theirs; the first refusal is told at the end."""
    refused: list[UserError] = []
    for to in settings.anchors_to:
        try:
            send(settings, _letter(head, to, now))
        except UserError as error:
            refused.append(error)
    if refused:
        raise refused[0]


def _letter(head: Head, to: str, now: datetime) -> Letter:
    words = words_for()
    subject = words.text("anchor.subject", {"at": f"{now:%Y-%m-%d}", "n": head.entries})
    return Letter(to, subject, anchor_files.page(head, now, words.text("anchor.heading")))
