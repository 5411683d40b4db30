"""A definition for somebody who may not see all that its formula is made of: the hidden data items lose their names."""

import re
from collections.abc import Mapping, Set
from dataclasses import replace
from typing import Final

from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition

VEIL: Final = "•"
"""A hidden item is called by this sign and its number; pages say what that means."""


def veiled(definition: MeasureDefinition, hidden: Set[str]) -> MeasureDefinition:
    """The definition with the data items whose figures are those measures' called by a number, in the formula too; it computes the same."""
    names = {item.name: f"{VEIL}{at}" for at, item in enumerate(definition.entry.items, start=1) if item.measure_id in hidden}
    if not names:
        return definition
    entry = definition.entry
    items = tuple(
        DataItem(names[item.name], measurement_unit=item.measurement_unit, measure_id=item.measure_id) if item.name in names else item
        for item in entry.items
    )
    texts = {field: names.get(getattr(entry, field), getattr(entry, field)) for field in ("numerator", "denominator")}
    return replace(definition, entry=replace(entry, items=items, formula=_renamed(entry.formula, names), **texts))


def _renamed(formula: str, names: Mapping[str, str]) -> str:
    """Names of items stand in brackets, or bare where they are one word."""
    by_key = {" ".join(name.split()).casefold(): veil for name, veil in names.items()}

    def put(found: re.Match[str]) -> str:
        veil = by_key.get(" ".join(found[0].strip("[]").split()).casefold())
        return found[0] if veil is None else f"[{veil}]"

    return re.sub(r"\[[^\[\]]*\]|[^\W\d]\w*", put, formula)
