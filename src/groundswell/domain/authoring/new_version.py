"""When a change of a definition begins a new stretch of the measure (method 1.5, the rule after field 28)."""

from enum import StrEnum

from groundswell.domain.authoring.formula.parsing import parse
from groundswell.domain.authoring.formula.syntax import item_key, render
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DefinitionStatus, DictionaryEntry
from groundswell.errors import UserError

_PARTS = ("numerator", "denominator")
_SCOPE = ("population", "inclusions", "exclusions", "geography")
_ITEM = ("definition", "measurement_unit", "source", "collection_point", "recorder", "measure_id")
"""What makes an item's figures what they are. Ratings, availability and flaws say how far to trust them, and change none."""


class Changed(StrEnum):
    """What a new version calculates otherwise: fields 8 with 15, 12, and 14."""

    FORMULA = "formula"
    SCOPE = "scope"
    ITEMS = "items"


def needs_new_version(before: MeasureDefinition, after: MeasureDefinition) -> tuple[Changed, ...]:
    """What was changed that needs an effective date and a reason, and after which limits are never joined; empty for anything else.

    Numerator and denominator belong to the formula. A formula that is only written otherwise is the same one, and words in a field
    that was blank of a draft put down what has been meant all along; a first formula is a change, since figures were brought before it.
    """
    one, other = before.entry, after.entry
    changed = []
    if _formula(one.formula) != _formula(other.formula) or any(_reworded(one, getattr(one, name), getattr(other, name)) for name in _PARTS):
        changed.append(Changed.FORMULA)
    if any(_reworded(one, getattr(one, name), getattr(other, name)) for name in _SCOPE):
        changed.append(Changed.SCOPE)
    if _items_differ(one, other):
        changed.append(Changed.ITEMS)
    return tuple(changed)


def _formula(text: str) -> str:
    """A formula whatever way it is written; a text that cannot be read stands for itself."""
    try:
        return item_key(render(parse(text)))
    except UserError:
        return " ".join(text.split())


def _reworded(entry: DictionaryEntry, before: str, after: str) -> bool:
    plain = " ".join(before.split())
    return (bool(plain) or entry.status is not DefinitionStatus.DRAFT) and plain != " ".join(after.split())


def _items_differ(before: DictionaryEntry, after: DictionaryEntry) -> bool:
    old, new = _by_key(before), _by_key(after)
    if old.keys() != new.keys():
        return bool(old) or before.status is not DefinitionStatus.DRAFT
    return any(_reworded(before, getattr(item, name), getattr(new[key], name)) for key, item in old.items() for name in _ITEM)


def _by_key(entry: DictionaryEntry) -> dict[str, DataItem]:
    return {item_key(item.name): item for item in entry.items}
