"""One figure, as somebody's sheet gave it, with what the sheet said about it."""

from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Period


class Presence(StrEnum):
    """Whether there is a figure, and if not, why. Below and above are censored: the bound is kept, never charted."""

    VALUE = "value"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_AVAILABLE = "not_available"
    SUPPRESSED = "suppressed"
    BELOW = "below"
    ABOVE = "above"
    UNDEFINED = "undefined"
    NOT_YET = "not_yet"


class Status(StrEnum):
    """How settled a figure is."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    REVISED = "revised"
    ESTIMATED = "estimated"
    LOW_RELIABILITY = "low_reliability"
    BREAK_BEFORE = "break_before"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure of one measure, org unit and period. Names are as in the file; ``cell`` is an A1 address.

    ``value`` is None unless ``presence`` is VALUE; for BELOW and ABOVE the bound is in ``bound``.
    ``mark`` is what the cell said as written (``c``, ``52+``, ``12p``) where it said more than a number.
    """

    measure: str
    org_unit: str | None
    period: Period | None
    value: Exact | None
    presence: Presence = Presence.VALUE
    status: Status = Status.FINAL
    numerator: Exact | None = None
    denominator: Exact | None = None
    bound: Exact | None = None
    mark: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def state(self) -> str:
        """The ``state`` of the output form (contracts 1): presence unless that is ``value``, else status."""
        return self.presence.value if self.presence is not Presence.VALUE else self.status.value
