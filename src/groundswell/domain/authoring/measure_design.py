"""A measure design: one sheet per result, from what one would notice to the measure that is chosen (method 1.4)."""

from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.measurement.dictionary_entry import MeasureType

LOWEST, HIGHEST = 1, 7
"""Ends of the scale of strength and feasibility (method 1.4: 1 loosely related, 4 part of it, 7 is the result)."""


class Side(StrEnum):
    """Whether something would be noticed if the result were true, or if it were not."""

    TRUE = "true"
    NOT = "not"


class Degree(StrEnum):
    """Whether one would notice more of it or less of it."""

    MORE = "more"
    LESS = "less"


class Aspect(StrEnum):
    """What a line of the bigger picture is about."""

    CONSEQUENCE = "consequence"
    GAMING = "gaming"
    HARM = "harm"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that one would see, hear, feel or be told."""

    id: str
    text: str
    side: Side = Side.TRUE
    degree: Degree = Degree.MORE


@dataclass(frozen=True, slots=True)
class Candidate:
    """A measure that could be: statistic, population and period, and what speaks for and against it.

    ``strength`` and ``feasibility`` are LOWEST to HIGHEST, None until rated. ``measure_id`` is the measure that it became.
    """

    id: str
    statistic: str
    population: str
    period: str
    evidence_id: str = ""
    strength: int | None = None
    feasibility: int | None = None
    source: str = ""
    notes: str = ""
    chosen: bool = False
    name: str = ""
    description: str = ""
    why_not: str = ""
    measure_type: MeasureType = MeasureType.UNKNOWN
    type_confirmed: bool = False
    measure_id: str = ""

    @property
    def wording(self) -> str:
        """The candidate as one phrase in the order statistic, population, period."""
        return ", ".join(part for part in (f"{self.statistic} {self.population}".strip(), self.period) if part)


@dataclass(frozen=True, slots=True)
class BiggerPicture:
    """What else would happen if the figure improved, and what could be done about it."""

    id: str
    aspect: Aspect
    text: str
    counter: str = ""


@dataclass(frozen=True, slots=True)
class MeasureDesign:
    """The sheet of one result. ``none_found_after`` is how many people were asked where no harm was found, None while nobody said so."""

    result_id: str
    evidence: tuple[Evidence, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    picture: tuple[BiggerPicture, ...] = ()
    control: str = ""
    none_found_after: int | None = None
    reason: str = ""
    part_order: tuple[str, ...] = ()

    @property
    def chosen(self) -> tuple[Candidate, ...]:
        """The candidates that were chosen."""
        return tuple(one for one in self.candidates if one.chosen)
