"""What a measure is: its name, unit of measurement, wanted direction, bounds and cadence."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from groundswell.domain.measurement.dictionary_entry import NOTHING_WRITTEN, DictionaryEntry
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.target import Target as Target


class Direction(StrEnum):
    """Which way is better. UNKNOWN asks for a next step; NEUTRAL is a person's answer."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MeasureDefinition:
    """One version of a measure's definition. ``decimals`` is how many are shown; None shows what the source has."""

    name: str
    description: str = ""
    measurement_unit: str = ""
    direction: Direction = Direction.UNKNOWN
    lower_bound: Exact | None = None
    upper_bound: Exact | None = None
    decimals: int | None = None
    cadence: Cadence = Cadence.MONTH
    owner: str = ""
    version: int = 1
    entry: DictionaryEntry = NOTHING_WRITTEN


@dataclass(frozen=True, slots=True)
class Note:
    """Words about one period, as somebody wrote them. ``id`` is what a page needs to take it back."""

    id: str
    day: date
    text: str
    author: str = ""
    source: str = ""
