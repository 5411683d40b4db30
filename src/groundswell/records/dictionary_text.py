"""A dictionary entry as a ``define`` act holds it: what is written, and nothing else. Names of people are kept apart, as words."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from groundswell.domain.measurement.data_item import DataItem, Rating
from groundswell.domain.measurement.dictionary_entry import (
    NOTHING_WRITTEN,
    DefinitionStatus,
    DictionaryEntry,
    MeasureType,
    People,
    Timing,
)

_KINDS: Mapping[str, type[DefinitionStatus | MeasureType | Timing]] = {
    "status": DefinitionStatus,
    "measure_type": MeasureType,
    "timing": Timing,
}
_RATINGS = ("sign_off", "timely", "audited", "robust")


def as_payload(entry: DictionaryEntry) -> dict[str, Any]:
    """The written fields by name, people left out; items as lists of their own written fields."""
    written: dict[str, Any] = {}
    for each in fields(entry):
        value = getattr(entry, each.name)
        if each.name in ("people", "items") or value == getattr(NOTHING_WRITTEN, each.name):
            continue
        written[each.name] = value if isinstance(value, bool) else str(value)
    if entry.items:
        written["items"] = [_written_item(item) for item in entry.items]
    return written


def people_text(people: People) -> str:
    """Names as one text for the act's words; "" where none is written."""
    written = {each.name: getattr(people, each.name) for each in fields(people) if getattr(people, each.name)}
    return json.dumps(written, ensure_ascii=False, sort_keys=True) if written else ""


def entry_of(payload: Mapping[str, Any], people: str) -> DictionaryEntry:
    """The entry that an act holds; an act from before there was a dictionary gives an empty one."""
    if not payload and not people:
        return NOTHING_WRITTEN
    values: dict[str, Any] = {name: _KINDS[name](value) if name in _KINDS else value for name, value in payload.items()}
    values["items"] = tuple(_item_of(item) for item in payload.get("items", ()))
    return DictionaryEntry(**values, people=People(**(json.loads(people) if people else {})))


def _written_item(item: DataItem) -> dict[str, str]:
    return {each.name: str(getattr(item, each.name)) for each in fields(item) if getattr(item, each.name)}


def _item_of(written: Mapping[str, str]) -> DataItem:
    return DataItem(**{name: Rating(value) if name in _RATINGS else value for name, value in written.items()})  # type: ignore[arg-type]
