"""A results map: results written as though already true, in zones from the purpose outwards, and what links them (method 1.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

FEWEST_ZONES, MOST_ZONES = 3, 5
"""How many zones a map may have (method 1.2: "almost always four"; 3 to 5 with labels of one's own)."""


class LinkKind(StrEnum):
    """How two results hang together. CAUSE_EFFECT is directed: ``first`` drives ``second``; the others have no direction."""

    CAUSE_EFFECT = "cause_effect"
    COMPANION = "companion"
    CONFLICT = "conflict"


class Strength(StrEnum):
    """How strongly somebody believes in a link."""

    WEAK = "weak"
    MEDIUM = "medium"
    STRONG = "strong"


class ResultStatus(StrEnum):
    """How far a result is; RETIRED ones stay in the history and leave the map."""

    DRAFT = "draft"
    AGREED = "agreed"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Zone:
    """A ring of the map, ``key`` for good, ``name`` as people call it; an empty name takes the catalogue's word for the key."""

    key: str
    name: str = ""


DEFAULT_ZONES = (Zone("purpose"), Zone("strategic"), Zone("process"), Zone("team"))
"""From the centre outwards (method 1.2)."""


@dataclass(frozen=True, slots=True)
class Result:
    """One performance result. ``measure_ids`` are the measures that evidence it; ``at`` is where a person put it on the map.

    ``at`` is the middle of its node, (x, y) around the map's middle (0, 0) in units of the drawing: a node is 140 × 54, and a map of
    some twenty results about 1280 × 850. None where the layout decides.
    """

    id: str
    text: str
    zone: str
    team: str = ""
    source_goal: str = ""
    priority: bool = False
    status: ResultStatus = ResultStatus.DRAFT
    measure_ids: tuple[str, ...] = ()
    at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """What somebody believes about two results, and why. ``loop`` marks a feedback loop, which may close a cycle."""

    id: str
    kind: LinkKind
    first: str
    second: str
    strength: Strength = Strength.MEDIUM
    reason: str = ""
    loop: bool = False


@dataclass(frozen=True, slots=True)
class ResultsMap:
    """A map with its results in use, in the order in which they were written, and the links between them.

    ``hangs_on`` is the result of another map that this map's innermost results drive, or "" for a map of its own.
    ``noted`` holds for each check that somebody has answered (``check:subject``) the words of why it may stand.
    """

    id: str
    name: str
    zones: tuple[Zone, ...] = DEFAULT_ZONES
    results: tuple[Result, ...] = ()
    links: tuple[Link, ...] = ()
    hangs_on: str = ""
    noted: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def result_of(self, result_id: str) -> Result | None:
        """The result of that id, where it is in use."""
        return next((one for one in self.results if one.id == result_id), None)

    def zone_index(self, key: str) -> int:
        """0 for the centre; a zone that the map no longer has counts as the outermost."""
        return next((at for at, zone in enumerate(self.zones) if zone.key == key), len(self.zones) - 1)
