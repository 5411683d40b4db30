"""A definition as texts by field, which forms, files and comparisons share, and back again with what could not be read."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from groundswell.domain.authoring.definition.fields import CHOICES, FIELDS, ITEM_FIELDS, ITEM_SPECS, SPECS, FieldSpec, Kind
from groundswell.domain.measurement.data_item import DataItem, Rating
from groundswell.domain.measurement.definition import Band, Direction, MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DefinitionStatus, DictionaryEntry, MeasureType, People, Timing
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence

YES = "yes"
BAND_ENDS = ("band_lower", "band_upper")
"""Fields that together are the definition's ``band``."""
LONGEST_NAME, LONGEST_PERSON, LONGEST_TEXT = 400, 400, 4_000
"""Characters. Four people are kept as one text of at most LONGEST_TEXT."""
MOST_DECIMALS = 9
MOST_ITEMS = 100
LEAST_YEAR, LAST_YEAR = 1900, 2200
"""Years in which somebody can have looked at a definition, or will."""

_PEOPLE = tuple(each.name for each in fields(People))
_ENTRY = tuple(each.name for each in fields(DictionaryEntry))
_CHOSEN: Mapping[str, type[StrEnum]] = {
    "status": DefinitionStatus,
    "measure_type": MeasureType,
    "timing": Timing,
    "direction": Direction,
    "cadence": Cadence,
    "sign_off": Rating,
    "timely": Rating,
    "audited": Rating,
    "robust": Rating,
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A text that a field cannot take: ``code`` says why. ``item``: the name of the data item whose field it is."""

    code: str
    field: str
    text: str
    item: str | None = None


def tidy(text: str) -> str:
    """A text as it is kept: no blanks around it, one kind of line end, nothing that cannot be stored."""
    bare = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return bare.encode("utf-8", "replace").decode("utf-8").strip()


def text_of(definition: MeasureDefinition, code: str) -> str:
    """What is written in a field, "" for nothing; items have no text of their own."""
    entry = definition.entry
    if code == "measure_owner":
        return entry.people.measure_owner or definition.owner
    if code in BAND_ENDS:
        return _text(_end_of(definition.band, code))
    if code in _PEOPLE:
        return str(getattr(entry.people, code))
    return _text(getattr(entry if code in _ENTRY else definition, code))


def texts_of(definition: MeasureDefinition) -> dict[str, str]:
    """Every field but the items, in order."""
    return {spec.code: text_of(definition, spec.code) for spec in FIELDS if spec.kind is not Kind.ITEMS}


def item_texts(item: DataItem) -> dict[str, str]:
    """Every field of a data item, in order."""
    return {spec.code: str(getattr(item, spec.code)) for spec in ITEM_FIELDS}


def with_texts(definition: MeasureDefinition, texts: Mapping[str, str]) -> tuple[MeasureDefinition, tuple[Trouble, ...]]:
    """The definition with these fields written; a text that a field cannot take leaves it as it was and is a trouble."""
    troubles: list[Trouble] = []
    own: dict[str, Any] = {}
    written: dict[str, Any] = {}
    people: dict[str, str] = {}
    ends: dict[str, Exact | None] = {}
    for code, typed in texts.items():
        text = tidy(typed)
        refused = refusal(SPECS[code], text)
        if refused:
            troubles.append(Trouble(refused, code, text))
        elif code in _PEOPLE:
            people[code] = text
        elif code in BAND_ENDS:
            ends[code] = _value(SPECS[code], text)
        else:
            (written if code in _ENTRY else own)[code] = _value(SPECS[code], text)
    if "measure_owner" in people:
        own["owner"] = people["measure_owner"]
    entry = replace(definition.entry, **written, people=replace(definition.entry.people, **people))
    changed = replace(definition, **own, entry=entry)
    lower, upper = changed.lower_bound, changed.upper_bound
    if lower is not None and upper is not None and not lower < upper:
        troubles.append(Trouble("bounds_crossed", "upper_bound", str(upper)))
        changed = replace(changed, lower_bound=definition.lower_bound, upper_bound=definition.upper_bound)
    if not texts.keys() & {"direction", "lower_bound", "upper_bound", *BAND_ENDS}:
        return changed, tuple(troubles)
    refused_ends = {one.field for one in troubles if one.field in BAND_ENDS}
    changed, of_band = _with_band(definition, changed, ends, refused_ends)
    return changed, (*troubles, *of_band)


def _with_band(
    before: MeasureDefinition, changed: MeasureDefinition, ends: Mapping[str, Exact | None], refused: Set[str]
) -> tuple[MeasureDefinition, tuple[Trouble, ...]]:
    """Direction and band belong together: both as they are wanted, or, with a trouble, both as they were.

    A band without an end is asked for it, and ends under another direction are refused; an end that is ``refused`` has its trouble.
    """
    lower, upper = (ends.get(code, _end_of(before.band, code)) for code in BAND_ENDS)
    troubles = []
    if changed.direction is not Direction.IN_BAND:
        given = [(code, end) for code, end in zip(BAND_ENDS, (lower, upper), strict=True) if end is not None]
        troubles = [Trouble("band_without_direction", code, str(end)) for code, end in given[:1]]
    elif lower is None or upper is None:
        missing = [code for code, end in zip(BAND_ENDS, (lower, upper), strict=True) if end is None]
        troubles = [Trouble("band_end_needed", code, "") for code in missing if code not in refused]
    elif not lower < upper:
        troubles = [Trouble("band_crossed", "band_upper", str(upper))]
    elif beyond := _beyond_bounds(changed, lower, upper):
        troubles = [beyond]
    elif not refused:
        return replace(changed, band=Band(lower, upper)), ()
    if troubles or refused:
        return replace(changed, direction=before.direction, band=before.band), tuple(troubles)
    return replace(changed, band=None), ()


def _beyond_bounds(definition: MeasureDefinition, lower: Exact, upper: Exact) -> Trouble | None:
    """An end that no figure can ever reach, as 80 of a share that ends at 1."""
    low, high = definition.lower_bound, definition.upper_bound
    if low is not None and lower < low:
        return Trouble("band_beyond_bounds", "band_lower", str(lower))
    return Trouble("band_beyond_bounds", "band_upper", str(upper)) if high is not None and upper > high else None


def _end_of(band: Band | None, code: str) -> Exact | None:
    return None if band is None else band.lower if code == "band_lower" else band.upper


def item_with(item: DataItem, texts: Mapping[str, str]) -> tuple[DataItem, tuple[Trouble, ...]]:
    """A data item with these fields written; as :func:`with_texts`."""
    troubles: list[Trouble] = []
    written: dict[str, Any] = {}
    for code, typed in texts.items():
        text = tidy(typed)
        refused = refusal(ITEM_SPECS[code], text)
        if refused:
            troubles.append(Trouble(refused, code, text, item.name or tidy(texts.get("name", ""))))
        else:
            written[code] = _value(ITEM_SPECS[code], text)
    return replace(item, **written), tuple(troubles)


def longest(code: str) -> int:
    """How many characters a field keeps."""
    return LONGEST_NAME if code == "name" else LONGEST_PERSON if code in _PEOPLE else LONGEST_TEXT


def refusal(spec: FieldSpec, text: str) -> str:
    """The code of why a field cannot take a text, "" where it can."""
    if len(text) > longest(spec.code):
        return "text_too_long"
    if spec.code == "name" and not text:
        return "name_needed"
    if spec.kind is Kind.CHOICE:
        return "" if text in CHOICES[spec.code] else "choice_unknown"
    if spec.kind is Kind.YES:
        return "" if text in ("", YES) else "choice_unknown"
    return "" if not text or _fits(spec.kind, text) else _UNFIT[spec.kind]


_UNFIT = {Kind.FIGURE: "not_a_figure", Kind.COUNT: "not_decimals", Kind.DATE: "not_a_date"}


def _fits(kind: Kind, text: str) -> bool:
    if kind is Kind.FIGURE:
        return figure(text) is not None
    if kind is Kind.COUNT:
        return text.isascii() and text.isdigit() and len(text) == 1 and int(text) <= MOST_DECIMALS
    if kind is Kind.DATE:
        return day(text) is not None
    return True


def figure(text: str) -> Exact | None:
    """A figure as people write it (``−3``, ``12,5``), None where it is none."""
    try:
        return Exact.parse(text.replace("\N{MINUS SIGN}", "-").replace(",", "."))
    except ValueError:
        return None


def day(text: str) -> date | None:
    """A day in the form of files and date fields (``2026-03-01``), None where it is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if LEAST_YEAR <= found.year <= LAST_YEAR else None


def _value(spec: FieldSpec, text: str) -> Any:
    if spec.kind is Kind.CHOICE:
        return _CHOSEN[spec.code](text)
    if spec.kind is Kind.YES:
        return text == YES
    if spec.kind is Kind.FIGURE and spec.code != "hours_per_period":
        return figure(text) if text else None
    if spec.kind is Kind.COUNT:
        return int(text) if text else None
    return text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else ""
    return "" if value is None else str(value)
