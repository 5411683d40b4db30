"""Every field of method 1.5 as data: its number, its group, its kind, whether a live definition needs it, whether a change of it breaks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from groundswell.domain.measurement.data_item import Rating
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DefinitionStatus, MeasureType, Timing
from groundswell.domain.measurement.period import Cadence


class Kind(StrEnum):
    """What a field takes. LINE and LONG are text; LINK is the id of a result; ITEM is the name of a data item."""

    LINE = "line"
    LONG = "long"
    CHOICE = "choice"
    YES = "yes"
    FIGURE = "figure"
    COUNT = "count"
    DATE = "date"
    LINK = "link"
    ITEM = "item"
    FORMULA = "formula"
    ITEMS = "items"


class Group(StrEnum):
    """Parts of a definition in the order in which they stand on a page, each short enough for one form."""

    WHAT = "what"
    WORKING = "working"
    ITEMS = "items"
    SCOPE = "scope"
    TIMING = "timing"
    CHART = "chart"
    WHO = "who"
    RESPONSE = "response"
    SIDE_EFFECTS = "side_effects"
    LINKS = "links"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field. ``number`` is the one of method 1.5, 0 for what it adds to another field.

    ``breaks``: a change of it makes figures before and after it incomparable, so it needs a day and a reason.
    """

    number: int
    code: str
    group: Group
    kind: Kind
    breaks: bool = False


FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec(2, "name", Group.WHAT, Kind.LINE),
    FieldSpec(3, "description", Group.WHAT, Kind.LONG),
    FieldSpec(1, "status", Group.WHAT, Kind.CHOICE),
    FieldSpec(4, "result_id", Group.WHAT, Kind.LINK),
    FieldSpec(5, "process", Group.WHAT, Kind.LINE),
    FieldSpec(6, "measure_type", Group.WHAT, Kind.CHOICE),
    FieldSpec(0, "type_confirmed", Group.WHAT, Kind.YES),
    FieldSpec(7, "timing", Group.WHAT, Kind.CHOICE),
    FieldSpec(8, "formula", Group.WORKING, Kind.FORMULA, breaks=True),
    FieldSpec(15, "numerator", Group.WORKING, Kind.ITEM, breaks=True),
    FieldSpec(15, "denominator", Group.WORKING, Kind.ITEM, breaks=True),
    FieldSpec(9, "measurement_unit", Group.WORKING, Kind.LINE),
    FieldSpec(9, "decimals", Group.WORKING, Kind.COUNT),
    FieldSpec(9, "lower_bound", Group.WORKING, Kind.FIGURE),
    FieldSpec(9, "upper_bound", Group.WORKING, Kind.FIGURE),
    FieldSpec(9, "natural_zero", Group.WORKING, Kind.YES),
    FieldSpec(10, "direction", Group.WORKING, Kind.CHOICE),
    FieldSpec(10, "band_lower", Group.WORKING, Kind.FIGURE),
    FieldSpec(10, "band_upper", Group.WORKING, Kind.FIGURE),
    FieldSpec(14, "items", Group.ITEMS, Kind.ITEMS, breaks=True),
    FieldSpec(12, "population", Group.SCOPE, Kind.LONG, breaks=True),
    FieldSpec(12, "inclusions", Group.SCOPE, Kind.LONG, breaks=True),
    FieldSpec(12, "exclusions", Group.SCOPE, Kind.LONG, breaks=True),
    FieldSpec(12, "geography", Group.SCOPE, Kind.LINE, breaks=True),
    FieldSpec(13, "dimensions", Group.SCOPE, Kind.LONG),
    FieldSpec(11, "cadence", Group.TIMING, Kind.CHOICE),
    FieldSpec(11, "calendar_rule", Group.TIMING, Kind.LINE),
    FieldSpec(16, "reporting_lag", Group.TIMING, Kind.LINE),
    FieldSpec(16, "publication_deadline", Group.TIMING, Kind.LINE),
    FieldSpec(16, "freeze_rule", Group.TIMING, Kind.LONG),
    FieldSpec(17, "revision_policy", Group.TIMING, Kind.LONG),
    FieldSpec(18, "chart_notes", Group.CHART, Kind.LONG),
    FieldSpec(19, "comparisons", Group.CHART, Kind.LONG),
    FieldSpec(19, "peer_group", Group.CHART, Kind.LINE),
    FieldSpec(19, "mix_variables", Group.CHART, Kind.LINE),
    FieldSpec(21, "performance_owner", Group.WHO, Kind.LINE),
    FieldSpec(21, "measure_owner", Group.WHO, Kind.LINE),
    FieldSpec(21, "data_owners", Group.WHO, Kind.LINE),
    FieldSpec(21, "reporter", Group.WHO, Kind.LINE),
    FieldSpec(22, "users", Group.RESPONSE, Kind.LONG),
    FieldSpec(22, "decisions", Group.RESPONSE, Kind.LONG),
    FieldSpec(24, "response_who", Group.RESPONSE, Kind.LINE),
    FieldSpec(24, "response_within", Group.RESPONSE, Kind.LINE),
    FieldSpec(24, "response_first", Group.RESPONSE, Kind.LONG),
    FieldSpec(25, "consequences", Group.SIDE_EFFECTS, Kind.LONG),
    FieldSpec(25, "counter_measures", Group.SIDE_EFFECTS, Kind.LONG),
    FieldSpec(26, "hours_per_period", Group.SIDE_EFFECTS, Kind.FIGURE),
    FieldSpec(27, "links", Group.LINKS, Kind.LONG),
    FieldSpec(28, "reviewed_on", Group.LINKS, Kind.DATE),
    FieldSpec(28, "next_review", Group.LINKS, Kind.DATE),
)
"""In the order of pages and files. Method 1.5 has besides: the id and the version number (1), the audience (20) and targets (23), which
are acts of their own, and the days on which versions were recorded (28), which the ledger knows."""

SPECS: Mapping[str, FieldSpec] = MappingProxyType({spec.code: spec for spec in FIELDS})

ITEM_FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec(14, "name", Group.ITEMS, Kind.LINE, breaks=True),
    FieldSpec(14, "definition", Group.ITEMS, Kind.LONG, breaks=True),
    FieldSpec(14, "measurement_unit", Group.ITEMS, Kind.LINE, breaks=True),
    FieldSpec(14, "source", Group.ITEMS, Kind.LINE, breaks=True),
    FieldSpec(14, "collection_point", Group.ITEMS, Kind.LINE, breaks=True),
    FieldSpec(14, "recorder", Group.ITEMS, Kind.LINE, breaks=True),
    FieldSpec(14, "availability", Group.ITEMS, Kind.LINE),
    FieldSpec(14, "flaws", Group.ITEMS, Kind.LONG),
    FieldSpec(14, "measure_id", Group.ITEMS, Kind.LINE, breaks=True),
    FieldSpec(14, "sign_off", Group.ITEMS, Kind.CHOICE),
    FieldSpec(14, "timely", Group.ITEMS, Kind.CHOICE),
    FieldSpec(14, "audited", Group.ITEMS, Kind.CHOICE),
    FieldSpec(14, "robust", Group.ITEMS, Kind.CHOICE),
)
"""The fields of one data item. How far it can be trusted changes no figure: ratings, availability and flaws do not break."""

ITEM_SPECS: Mapping[str, FieldSpec] = MappingProxyType({spec.code: spec for spec in ITEM_FIELDS})

_RATINGS = tuple(one.value for one in Rating)
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "status": tuple(one.value for one in DefinitionStatus),
        "measure_type": tuple(one.value for one in MeasureType),
        "timing": tuple(one.value for one in Timing),
        "direction": tuple(one.value for one in Direction),
        "cadence": tuple(one.value for one in Cadence),
        "sign_off": _RATINGS,
        "timely": _RATINGS,
        "audited": _RATINGS,
        "robust": _RATINGS,
    }
)
"""What a choice can be; "" is not chosen yet, where it stands among them."""

ASKED: tuple[str, ...] = (
    "name",
    "description",
    "measurement_unit",
    "direction",
    "result_id",
    "measure_type",
    "population",
    "items",
    "formula",
    "measure_owner",
    "performance_owner",
    "decisions",
    "response_who",
    "response_within",
    "response_first",
    "consequences",
    "next_review",
)
"""What a live definition needs, in the order in which it is asked for: what it is, how it is worked out, who it is for."""


def fields_of(group: Group) -> tuple[FieldSpec, ...]:
    """The fields of one group, in order."""
    return tuple(spec for spec in FIELDS if spec.group is group)


def next_field(definition: MeasureDefinition) -> FieldSpec | None:
    """The first field that a live definition needs and that is not written yet; None when there is none left."""
    return next((SPECS[code] for code in ASKED if not _written(definition, code)), None)


def _written(definition: MeasureDefinition, code: str) -> bool:
    entry = definition.entry
    if code == "direction":
        return definition.way not in (Direction.UNKNOWN, Direction.IN_BAND)
    if code == "measure_type":
        return entry.measure_type is not MeasureType.UNKNOWN and entry.type_confirmed
    if code == "items":
        return bool(entry.items) and all(item.definition and item.source for item in entry.items)
    if code == "measure_owner":
        return bool(entry.people.measure_owner or definition.owner)
    for holder in (definition, entry, entry.people):
        if hasattr(holder, code):
            return bool(getattr(holder, code))
    raise KeyError(code)
