"""What a fault of the server means: it is away, it keeps us waiting, or our role may not do this. Needs no driver."""

from typing import Any, Final

from django.db import DataError, Error, InterfaceError, OperationalError

from groundswell.errors import UserError

AWAY: Final = "database_away"
BUSY: Final = "database_busy"
_GONE: Final = frozenset({"57P01", "57P02", "57P03", "57P05", "53300"})
"""Shut down, crashed, starting up, idle for too long, too many sessions."""
_WAITED: Final = "55P03"
_NOT_ALLOWED: Final = "42501"
_FULL: Final = frozenset({"53100", "58030"})
"""The disk is full, or does not answer."""
_NUL: Final = "NUL (0x00)"
"""What the driver says of a text that PostgreSQL cannot keep."""


def away(settings: dict[str, Any]) -> UserError:
    """The one sentence for a server that is away."""
    return UserError(AWAY, {"place": f"{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"})


def is_away(error: BaseException | None) -> bool:
    """Whether an error says that the server went away, or that it could not be reached."""
    if isinstance(error, UserError):
        return error.code == AWAY
    cause = error.__cause__ if isinstance(error, OperationalError | InterfaceError) else None
    if cause is None or not hasattr(cause, "sqlstate"):
        return False
    state = cause.sqlstate
    return state is None or state.startswith("08") or state in _GONE


def plain(error: Error, settings: dict[str, Any]) -> Exception:
    """What a person can do something about, as a UserError; a fault of ours as it is."""
    if is_away(error):
        return away(settings)
    state = getattr(error.__cause__, "sqlstate", None)
    if isinstance(error, DataError) and _NUL in str(error):
        return UserError("text_with_nul")
    if state == _WAITED:
        return UserError(BUSY)
    if state == _NOT_ALLOWED:
        return UserError("database_role_refused", {"user": settings["USER"]})
    return UserError("disk_full_or_broken", {"reason": str(error)}) if state in _FULL else error
