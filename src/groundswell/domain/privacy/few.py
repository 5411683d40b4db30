"""How many are too few: people of an org unit, and units that are compared."""

from collections.abc import Collection, Hashable
from typing import Final

FEWEST_PEOPLE: Final = 5
"""A unit of fewer people is close to a measure of each of them (reliability F1)."""

FEWEST_PEERS: Final = 5
"""Units that a comparison needs, the one that asks among them (reliability F2): with three, each of two can work out the other's."""


def too_few_people(people: int | None) -> bool:
    """Whether a measure of a unit with so many people would say something about one of them. Unknown (None) is not too few."""
    return people is not None and people < FEWEST_PEOPLE


def peers_shown(asker: Hashable, peers: Collection[Hashable]) -> bool:
    """Whether peers' figures are shown: from five units on, the asker counted once whether or not it stands among its peers."""
    return len({*peers, asker}) >= FEWEST_PEERS
