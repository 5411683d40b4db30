"""Could a stranger calculate it? What a definition leaves to be asked (method 1.5: testable by a reasonably numerate stranger)."""

from collections.abc import Mapping

from groundswell.domain.authoring.formula.syntax import Formula, item_key
from groundswell.domain.measurement.data_item import DataItem
from groundswell.errors import Problem

_FIELDS = (
    ("definition", "stranger_item_definition"),
    ("measurement_unit", "stranger_item_unit"),
    ("source", "stranger_item_source"),
    ("collection_point", "stranger_item_collection_point"),
    ("recorder", "stranger_item_recorder"),
)
"""What a stranger needs of each item (field 14), in the order in which it would be asked."""


def stranger_gaps(formula: Formula, items: Mapping[str, DataItem], population: str = "") -> tuple[Problem, ...]:
    """What a stranger would have to ask before calculating it, as questions, in the order of the formula; empty when nothing is open.

    ``items`` by name; ``population`` is who or what is counted at all (field 12).
    """
    described = {item_key(name): item for name, item in items.items()}
    gaps = [] if population.strip() else [_asked("stranger_population")]
    for name in formula.item_names:
        item = described.get(item_key(name))
        if item is None:
            gaps.append(_asked("stranger_item_not_described", name))
            continue
        gaps += [_asked(code, name) for field, code in _FIELDS if not getattr(item, field).strip()]
    unnamed = dict.fromkeys(item.name for item in formula.items if item.statistic is None)
    gaps += [_asked("stranger_statistic", name) for name in unnamed]
    used = {item_key(name) for name in formula.item_names}
    gaps += [_asked("stranger_item_not_used", item.name) for key, item in described.items() if key not in used]
    return tuple(gaps)


def _asked(code: str, item: str = "") -> Problem:
    return Problem(code, values={"item": item} if item else {}, question=True)
