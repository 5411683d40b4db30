"""Units that may be held against each other, because they agreed to it: never a league table that somebody else drew up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Consent(StrEnum):
    """What a unit said of a group that it was asked into. ACCEPTED alone makes it a member."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """``similar`` says in somebody's words what the units have in common, so that one can judge whether a comparison is fair."""

    id: str
    name: str
    similar: str = ""
    asked: Mapping[str, Consent] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def members(self) -> frozenset[str]:
        """Units that accepted and have not left."""
        return frozenset(unit for unit, consent in self.asked.items() if consent is Consent.ACCEPTED)

    def says(self, unit: str, consent: Consent) -> "PeerGroup":
        """The group after a unit said something."""
        return PeerGroup(self.id, self.name, self.similar, MappingProxyType({**self.asked, unit: consent}))
