"""What a measure is: its name, unit of measurement, wanted direction, bounds and cadence."""

from dataclasses import dataclass
from datetime import date

from groundswell.domain.measurement.dictionary_entry import NOTHING_WRITTEN, DictionaryEntry
from groundswell.domain.measurement.direction import Band as Band
from groundswell.domain.measurement.direction import Direction as Direction
from groundswell.domain.measurement.direction import WantedWay, way_of
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.target import Target as Target


@dataclass(frozen=True, slots=True)
class MeasureDefinition:
    """One version of a measure's definition. ``decimals`` is how many are shown; None shows what the source has.

    ``band`` belongs to Direction.IN_BAND, and to no other direction.
    """

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
    band: Band | None = None

    @property
    def way(self) -> WantedWay:
        """What its figures are judged by."""
        return way_of(self.direction, self.band)


@dataclass(frozen=True, slots=True)
class Note:
    """Words about one period, as somebody wrote them. ``id`` is what a page needs to take it back."""

    id: str
    day: date
    text: str
    author: str = ""
    source: str = ""
