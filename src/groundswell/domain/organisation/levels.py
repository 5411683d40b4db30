"""What the levels of an organisation are called, and who usually heads or works in a unit of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

MOST_LEVELS = 12
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Levels:
    """``names`` from the top down (Agency, Directorate, Division, Branch, Team). ``titles``: by level, titles that are usual there."""

    names: tuple[str, ...] = ()
    titles: Mapping[int, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def name(self, level: int) -> str:
        """What a level is called; empty where nobody named it."""
        return self.names[level - 1] if 0 < level <= len(self.names) else ""

    def number(self, name: str) -> int | None:
        """The level of that name, written in any case."""
        wanted = name.strip().casefold()
        return next((at for at, one in enumerate(self.names, 1) if one.casefold() == wanted), None) if wanted else None
