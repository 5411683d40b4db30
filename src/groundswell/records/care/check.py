"""One line of ``doctor``."""

from dataclasses import dataclass, field
from enum import StrEnum

from groundswell.errors import Value


class Grade(StrEnum):
    """FINE; NOTE: look at this; WRONG: something to put right."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: ``doctor.<code>`` in the catalogue, and ``doctor.<code>.do`` what to do where it is not fine."""

    code: str
    grade: Grade
    values: dict[str, Value] = field(default_factory=dict)
