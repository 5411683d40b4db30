"""What the dictionary says of a measure beyond name, unit, direction, bounds and cadence (method 1.5; numbers are its fields)."""

from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.measurement.data_item import DataItem


class MeasureType(StrEnum):
    """What a measure counts (method 1.5, field 6). ACTION is a milestone or a yes-no, which is no measure of a result."""

    UNKNOWN = ""
    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"
    PERCEPTION = "perception"
    ACTION = "action"


class DefinitionStatus(StrEnum):
    """How far a definition is (field 1)."""

    DRAFT = "draft"
    PILOTING = "piloting"
    LIVE = "live"
    PAUSED = "paused"
    RETIRED = "retired"


class Timing(StrEnum):
    """Whether the measure moves before its result does, or with it (field 7)."""

    UNKNOWN = ""
    LEAD = "lead"
    LAG = "lag"


@dataclass(frozen=True, slots=True)
class People:
    """Who holds which part of a measure (field 21), by name; kept as words that can be erased."""

    performance_owner: str = ""
    measure_owner: str = ""
    data_owners: str = ""
    reporter: str = ""


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """The written part of a definition; "" is not written yet. ``result_id`` names the result of a map that it evidences.

    ``numerator`` and ``denominator`` name data items (field 15).
    """

    status: DefinitionStatus = DefinitionStatus.DRAFT
    result_id: str = ""
    process: str = ""
    measure_type: MeasureType = MeasureType.UNKNOWN
    type_confirmed: bool = False
    timing: Timing = Timing.UNKNOWN
    formula: str = ""
    numerator: str = ""
    denominator: str = ""
    natural_zero: bool = False
    calendar_rule: str = ""
    population: str = ""
    inclusions: str = ""
    exclusions: str = ""
    geography: str = ""
    dimensions: str = ""
    items: tuple[DataItem, ...] = ()
    reporting_lag: str = ""
    publication_deadline: str = ""
    freeze_rule: str = ""
    revision_policy: str = ""
    chart_notes: str = ""
    comparisons: str = ""
    peer_group: str = ""
    mix_variables: str = ""
    people: People = People()
    users: str = ""
    decisions: str = ""
    response_who: str = ""
    response_within: str = ""
    response_first: str = ""
    consequences: str = ""
    counter_measures: str = ""
    hours_per_period: str = ""
    links: str = ""
    reviewed_on: str = ""
    next_review: str = ""


NOTHING_WRITTEN = DictionaryEntry()
