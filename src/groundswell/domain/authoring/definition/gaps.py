"""Could a reasonably numerate stranger work the measure out? What is missing for that, one line each (method 1.5, template [B39])."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from groundswell.domain.authoring.formula.parsing import parse
from groundswell.domain.authoring.formula.stranger import stranger_gaps
from groundswell.domain.authoring.formula.units import check_units
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.errors import UserError, Value


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a stranger would have to ask, or that does not fit: ``code`` is the catalogue's key of its sentence."""

    code: str
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))


def gaps(definition: MeasureDefinition) -> tuple[Gap, ...]:
    """What a stranger would have to ask, in the order in which they would."""
    entry = definition.entry
    found = list(formula_gaps(definition)) if entry.formula else [Gap("definition.gap.no_formula")]
    if not entry.items:
        found.append(Gap("definition.gap.no_items"))
    if not entry.formula and not entry.population:
        found.append(Gap("definition.gap.no_population"))
    if not definition.measurement_unit:
        found.append(Gap("definition.gap.no_unit"))
    return tuple(found)


def formula_gaps(definition: MeasureDefinition) -> tuple[Gap, ...]:
    """Of the formula alone: why it cannot be read, units that do not go together, and what it leaves to be asked."""
    entry = definition.entry
    try:
        formula = parse(entry.formula)
    except UserError as refused:
        return (Gap(f"error.{refused.code}", refused.values),)
    units = {item.name: item.measurement_unit for item in entry.items}
    checked = check_units(formula, units, stated=definition.measurement_unit or None)
    asked = stranger_gaps(formula, {item.name: item for item in entry.items}, entry.population)
    return tuple(Gap(f"problem.{one.code}", one.values) for one in (*checked.problems, *asked))


def parses(definition: MeasureDefinition) -> bool:
    """Whether the formula can be read at all."""
    try:
        parse(definition.entry.formula)
    except UserError:
        return False
    return True
