"""The log: one line a request when asked for, one a fault always, and nothing in it that is somebody's.

A line may hold what we chose ourselves: a route's name, a status, milliseconds, ids made for the request or the fault, codes. Of a fault
it holds the kinds of the exceptions and where in the source they were raised, never what they say: a message carries the value that it
stumbled over. Of other libraries it holds the fixed part of their lines, because what they fill in may be an address with a token.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from groundswell.web.request_counts import COUNTS

OURS: Final = "groundswell"
REQUESTS: Final = "groundswell.requests"
FACTS: Final = "facts"
"""The attribute of a log record that holds its facts: a mapping of names to values of our own."""
PACKAGE: Final = Path(__file__).resolve().parents[1]


class Form(StrEnum):
    """How the log is written."""

    PLAIN = "plain"
    JSON = "json"


def kinds_of(error: BaseException | None) -> str:
    """The kinds of an exception and of those that led to it, newest first."""
    kinds = []
    while error is not None:
        kinds.append(type(error).__name__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return " < ".join(kinds)


def places_of(error: BaseException) -> list[str]:
    """Where it was raised, outermost first: file, line and function, of our own package without the folder it lies in."""
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]


def _short(name: str) -> str:
    path = Path(name)
    return str(path.relative_to(PACKAGE.parent)) if path.is_relative_to(PACKAGE) else "/".join(path.parts[-2:])


def _message(record: logging.LogRecord) -> str:
    ours = record.name == OURS or record.name.startswith(OURS + ".")
    return record.getMessage() if ours else str(record.msg)


def _error_of(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if record.exc_info else None


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": moment, "level": record.levelname.lower(), "logger": record.name, "message": _message(record)}
        line |= getattr(record, FACTS, {})
        error = _error_of(record)
        if error is not None:
            line |= {"exception": kinds_of(error), "places": places_of(error)}
        return json.dumps(line, ensure_ascii=False)


class PlainLines(logging.Formatter):
    """For a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record; of a fault, the places below it."""
        facts = " ".join(f"{name}={value}" for name, value in getattr(record, FACTS, {}).items())
        line = " ".join(part for part in (record.levelname, _message(record), facts) if part)
        error = _error_of(record)
        return line if error is None else "\n    ".join([f"{line}: {kinds_of(error)}", *places_of(error)])


class Lines(logging.StreamHandler[Any]):
    """Standard error; a line that cannot be written (a full disk) is counted and lost, and the request goes on."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging names it so
        """Nothing is written about it: what would be is the very record."""
        COUNTS.lost_line()


def begin(form: Form) -> None:
    """Write a line for each request from now on, in that form; faults too."""
    formatter = JsonLines() if form is Form.JSON else PlainLines()
    for name in (OURS, "django", "waitress"):
        for handler in logging.getLogger(name).handlers:
            handler.setFormatter(formatter)
    logging.getLogger(REQUESTS).setLevel(logging.INFO)
