"""What the first page says of backups: nothing, unless one is late or failed, and then only to whoever can do something about it."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.care.memory import Memory, late, remembered
from groundswell.records.databases import DEFAULT, folder
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class BackupsLate:
    """Why somebody has to look at the backups, as a heading and sentences."""

    heading: str
    last: str
    proven: str


def backups_late(actor: Actor, words: Words, now: datetime, zone: tzinfo) -> BackupsLate | None:
    """For administrators, and for the one person of a machine of their own; None for anybody else and while all is well."""
    if not actor.administrator:
        return None
    memory = remembered(folder(DEFAULT))
    found = late(memory, now)
    if found is None:
        return None
    last = found.last
    said = words.text("backups.last", {"day": words.day(last.astimezone(zone).date())}) if last else words.text("backups.no_last")
    return BackupsLate(words.text(f"backups.{found.code}"), said, proven_told(memory, words, zone))


def proven_told(memory: Memory, words: Words, zone: tzinfo) -> str:
    """When a backup was last proven to restore, as a sentence."""
    if memory.proven is None:
        return words.text("backups.never_proven")
    day = clock.moment(memory.proven.at).astimezone(zone).date()
    return words.text("backups.proven", {"day": words.day(day), "n": memory.proven.entries})


def backups_told(words: Words, zone: tzinfo) -> list[str]:
    """What the settings say of backups: the newest, and the last proven restore."""
    memory = remembered(folder(DEFAULT))
    if memory.good is None:
        return [words.text("backups.no_last")]
    day = clock.moment(memory.good.at).astimezone(zone).date()
    return [words.text("backups.last", {"day": words.day(day)}), proven_told(memory, words, zone)]
