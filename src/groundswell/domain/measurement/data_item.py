"""A data item: what a formula is made of, where it comes from and how far it can be trusted (method 1.5, field 14)."""

from dataclasses import dataclass
from enum import StrEnum


class Rating(StrEnum):
    """How a data item stands on one point of integrity; NOT_RATED until somebody has looked."""

    NOT_RATED = ""
    GOOD = "good"
    PARTLY = "partly"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class DataItem:
    """One item by the name that the formula uses. ``measure_id``: the imported measure that holds its figures, or "" while there is none.

    The four ratings are those of method 1.5: somebody signs it off, it is timely and complete, it is audited, its system is robust.
    """

    name: str
    definition: str = ""
    measurement_unit: str = ""
    source: str = ""
    collection_point: str = ""
    recorder: str = ""
    availability: str = ""
    flaws: str = ""
    measure_id: str = ""
    sign_off: Rating = Rating.NOT_RATED
    timely: Rating = Rating.NOT_RATED
    audited: Rating = Rating.NOT_RATED
    robust: Rating = Rating.NOT_RATED
