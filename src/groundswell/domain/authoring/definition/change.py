"""What a change of a definition means: what differs, whether it breaks the series, and how two windows come together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from groundswell.domain.authoring.definition.fields import FIELDS, ITEM_FIELDS, Kind
from groundswell.domain.authoring.definition.texts import item_texts, text_of
from groundswell.domain.authoring.new_version import Changed, needs_new_version
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DefinitionStatus


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs, as texts. ``item`` names the data item it belongs to, "" for the definition's own fields."""

    field: str
    was: str
    now: str
    item: str = ""
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two windows changed in different ways; nothing of either is lost. ``item``: the data item whose field it is."""

    field: str
    mine: str
    theirs: str
    item: str | None = None


def differences(one: MeasureDefinition, other: MeasureDefinition) -> tuple[Difference, ...]:
    """Every field that differs, in the order of the fields; data items are told apart by name."""
    found: list[Difference] = []
    changed = needs_new_version(one, other)
    for spec in FIELDS:
        if spec.kind is Kind.ITEMS:
            found += _items(one, other, counts=Changed.ITEMS in changed)
            continue
        was, now = text_of(one, spec.code), text_of(other, spec.code)
        if was != now:
            found.append(Difference(spec.code, was, now, breaks=spec.breaks and _kind(spec.code) in changed and _counts(one, was)))
    return tuple(found)


def breaks(before: MeasureDefinition, after: MeasureDefinition) -> tuple[Difference, ...]:
    """The changes that make figures before and after incomparable (method 1.5: of fields 8, 12, 14 and 15).

    Which changes do is said by :mod:`groundswell.domain.authoring.new_version`. While a definition is a draft, writing into a field
    that was empty breaks nothing: no figure was judged by it.
    """
    return tuple(one for one in differences(before, after) if one.breaks)


def breaking_versions(versions: Sequence[MeasureDefinition]) -> tuple[bool, ...]:
    """For each version whether it breaks with the one before it; the first never does."""
    return (False, *(bool(breaks(one, two)) for one, two in pairwise(versions)))[: len(versions)]


def _counts(before: MeasureDefinition, was: str) -> bool:
    return bool(was) or before.entry.status is not DefinitionStatus.DRAFT


def _kind(code: str) -> Changed:
    return Changed.FORMULA if code in ("formula", "numerator", "denominator") else Changed.SCOPE


def _items(one: MeasureDefinition, other: MeasureDefinition, *, counts: bool) -> list[Difference]:
    before, after = _by_name(one.entry.items), _by_name(other.entry.items)
    found: list[Difference] = []
    for name in dict.fromkeys((*before, *after)):
        was = item_texts(before[name]) if name in before else {}
        now = item_texts(after[name]) if name in after else {}
        for spec in ITEM_FIELDS:
            old, new = was.get(spec.code, ""), now.get(spec.code, "")
            if old != new:
                found.append(Difference(spec.code, old, new, name, counts and spec.breaks and _counts(one, old)))
    return found


def _by_name(items: Sequence[DataItem]) -> dict[str, DataItem]:
    return {item.name: item for item in items}


def merge(base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[dict[str, str], tuple[Clash, ...]]:
    """What to write of ``mine`` by field: what this window changed and the other did not; what both changed differently is a clash."""
    taken: dict[str, str] = {}
    clashes: list[Clash] = []
    for code, text in mine.items():
        then, standing = base.get(code, ""), theirs.get(code, "")
        if text in (then, standing):
            continue
        if standing != then:
            clashes.append(Clash(code, text, standing))
        else:
            taken[code] = text
    return taken, tuple(clashes)
