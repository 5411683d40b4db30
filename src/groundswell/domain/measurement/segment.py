"""Where a person says that a new stretch of a series begins, and what its limits are to be calculated from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Origin(StrEnum):
    """Why a segment begins where it does."""

    BASELINE = "baseline"
    KNOWN_CHANGE = "known_change"
    RUN = "run"
    ALGORITHM = "algorithm"


@dataclass(frozen=True, slots=True)
class SegmentInput:
    """A segment as a person sets it; it lasts until the next one begins.

    ``first``, ``calculated_from`` and ``calculated_to`` are indices (inclusive); None for the last two takes the segment's ends.
    ``excluded`` points keep their place and line but stay out of the limits and cannot signal.
    """

    first: int = 0
    calculated_from: int | None = None
    calculated_to: int | None = None
    excluded: frozenset[int] = frozenset()
    origin: Origin = Origin.BASELINE
    reason: str = ""
    locked: bool = False
    started_on: date | None = None
