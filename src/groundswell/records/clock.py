"""The time of day as the records write it: UTC, ISO, microseconds. Information only; order is the ledger's ``seq``."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """As it is stored, always of one width so that text sorts as time: ``2026-11-25T03:00:00.000000Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """A stored time, aware, in UTC."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def told(text: str) -> str:
    """A stored time as a command tells it, to the minute; what is none stays as it is."""
    try:
        return f"{moment(text):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return text


def day(text: str | None) -> date | None:
    """A stored day, or None."""
    return None if text is None else date.fromisoformat(text)
