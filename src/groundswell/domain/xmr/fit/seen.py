"""What was recognised, as a value: a code, its numbers, and the chart kind that fits better or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from groundswell.domain.measurement.chart_kind import ChartKind
from groundswell.errors import Value

NOTHING: Mapping[str, Value] = MappingProxyType({})


class SeenCode(StrEnum):
    """What can be recognised, in the order in which it is told: what hides all else first."""

    YEAR_TO_DATE = "year_to_date"
    RUNNING_TOTAL = "running_total"
    ROLLING = "rolling"
    EVENT_DATES = "event_dates"
    RARE = "rare"
    VARYING_DENOMINATORS = "varying_denominators"
    SEASONAL = "seasonal"
    TREND = "trend"
    RELATED = "related"
    AT_BOUND = "at_bound"
    MOSTLY_ZERO = "mostly_zero"
    CHUNKY = "chunky"
    ZERO_DENOMINATORS = "zero_denominators"
    IRREGULAR = "irregular"
    GAPS = "gaps"


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing recognised. ``offer`` None: no chart of these figures would be better, and the words say what would."""

    code: SeenCode
    values: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    offer: ChartKind | None = None
