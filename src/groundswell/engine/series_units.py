"""The one measurement unit of a series whose cells carry units: lengths of time brought to one, other mixtures refused cell by cell.

``£1.2m`` beside ``£900k`` would be 1.2 beside 900. Nothing is rescaled silently: the unit that more than half of the figures have
stays, and each figure in another one is refused at its place; without such a majority all are. Lengths of time are brought to the
finest unit among them, which is exact.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation
from groundswell.engine.numbers.durations import MONTHS, SECONDS, finest, in_unit
from groundswell.engine.numbers.units import SCALES

Owner = tuple[str, str | None]
Found = tuple[Observation, int, int]
PERCENT = "%"
LENGTHS = frozenset({*SECONDS, *MONTHS})
_SCALED = (*SCALES, "thousand", "million")


def has_scale(unit: str) -> bool:
    """Whether a unit says that its figures are thousands or millions: bare figures beside them would be of another size."""
    return unit.endswith(_SCALED) if not unit.isalpha() or unit in _SCALED else False


@dataclass(slots=True)
class Settled:
    """What becomes of a table's figures: by place in ``found``, other values or a refusal, and units of series. A refusal
    says which unit stays: "" where most figures have none, None where no unit has a majority.

    ``shares``: series of percentages with bare figures of at most one among them, which could be shares.
    """

    changed: dict[int, Exact] = field(default_factory=dict)
    refused: dict[int, str | None] = field(default_factory=dict)
    units: dict[Owner, str] = field(default_factory=dict)
    shares: set[Owner] = field(default_factory=set)


@dataclass(slots=True)
class SeriesUnits:
    """Units by place in a table's list of figures."""

    by_place: dict[int, str] = field(default_factory=dict)

    def settle(self, found: Sequence[Found]) -> Settled:
        """One unit for each series that has any."""
        out = Settled()
        if not self.by_place:
            return out
        if set(self.by_place.values()) == {PERCENT} and self._no_bare_ones(found):
            return out
        owners = {(o.measure, o.org_unit) for o in (found[place][0] for place in self.by_place)}
        places: dict[Owner, list[int]] = defaultdict(list)
        for place, (observation, _, _) in enumerate(found):
            owner = (observation.measure, observation.org_unit)
            if owner in owners:
                places[owner].append(place)
        for owner, own in places.items():
            self._one(owner, own, found, out)
        return out

    def _no_bare_ones(self, found: Sequence[Found]) -> bool:
        """Whether each column with percentages holds nothing else: the ordinary file, told without a look at every series."""
        with_unit = Counter(found[place][1] for place in self.by_place)
        every = Counter(at for _, at, _ in found)
        return all(every[at] == n for at, n in with_unit.items())

    def _one(self, owner: Owner, places: list[int], found: Sequence[Found], out: Settled) -> None:
        units = Counter(self.by_place.get(place, "") for place in places)
        named = set(units) - {""}
        bare = [place for place in places if place not in self.by_place]
        common = finest(named)
        if common is not None and not bare:
            out.units[owner] = common
            for place in places:
                value = found[place][0].value
                if self.by_place[place] != common and value is not None:
                    out.changed[place] = in_unit(value, self.by_place[place], common)
        elif named == {PERCENT}:
            if any(0 < abs(float(value)) <= 1 for place in bare if (value := found[place][0].value) is not None):
                out.shares.add(owner)
        elif len(named) == 1 and not (bare and (common is not None or has_scale(next(iter(named))))):
            out.units[owner] = named.pop()
        else:
            unit, most = max(units.items(), key=lambda item: (item[1], item[0]))
            stays = unit if most * 2 > len(places) else None
            if stays:
                out.units[owner] = stays
            out.refused.update({place: stays for place in places if stays is None or self.by_place.get(place, "") != stays})
