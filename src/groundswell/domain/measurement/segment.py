"""Where a person says that a new stretch of a series begins, and what its limits are to be calculated from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from groundswell.domain.measurement.direction import Band, Direction, WantedWay, way_of
from groundswell.domain.measurement.exact import Exact


class Origin(StrEnum):
    """Why a segment begins where it does."""

    BASELINE = "baseline"
    KNOWN_CHANGE = "known_change"
    RUN = "run"
    ALGORITHM = "algorithm"
    NEW_DEFINITION = "new_definition"


@dataclass(frozen=True, slots=True)
class Judging:
    """How a stretch is judged whose definition said otherwise than the measure's newest: its wanted direction, band and bounds."""

    direction: Direction
    lower_bound: Exact | None = None
    upper_bound: Exact | None = None
    band: Band | None = None

    @property
    def way(self) -> WantedWay:
        """What the stretch's figures are judged by."""
        return way_of(self.direction, self.band)


@dataclass(frozen=True, slots=True)
class SegmentInput:
    """A segment as a person sets it; it lasts until the next one begins.

    ``first``, ``calculated_from`` and ``calculated_to`` are indices (inclusive); None for the last two takes the segment's ends.
    ``excluded`` points keep their place and line but stay out of the limits and cannot signal.
    ``version``: the version of the definition that begins here. ``judged_by`` None: by what the measure's definition says now.
    ``changed``: places of the calculation range whose figures came, or were revised, after its limits were kept.
    """

    first: int = 0
    calculated_from: int | None = None
    calculated_to: int | None = None
    excluded: frozenset[int] = frozenset()
    origin: Origin = Origin.BASELINE
    reason: str = ""
    locked: bool = False
    started_on: date | None = None
    version: int | None = None
    judged_by: Judging | None = None
    changed: tuple[int, ...] = ()
