"""Definitions for pages and files: with their versions and what differs between them, and the results that they can tell about."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.authoring.definition.change import differences
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.selectors.definitions import DefinitionVersion, MeasureState, catalogue, known
from groundswell.records.selectors.results_maps import maps
from groundswell.reports.definition_row import DefinitionRow, VersionRow


@dataclass(frozen=True, slots=True)
class ResultChoice:
    """A result that a measure can tell about, with the map it stands on."""

    result_id: str
    text: str
    map_name: str


def definition_row(state: MeasureState) -> DefinitionRow:
    """A measure with its versions, oldest first."""
    rows = []
    for at, version in enumerate(state.versions):
        changes = differences(state.versions[at - 1].definition, version.definition) if at else ()
        broke = any(one.breaks for one in changes)
        rows.append(VersionRow(version.definition.version, version.effective_from, version.reason, broke, changes))
    return DefinitionRow(state.id, state.definition, rows)


def definition_rows(actor: Actor) -> list[DefinitionRow]:
    """Every measure in use, by name."""
    states = [state for state in catalogue(actor).measures.values() if state.in_use]
    return [definition_row(state) for state in sorted(states, key=lambda state: (state.definition.name.casefold(), state.id))]


def version_of(actor: Actor, measure_id: str, number: int) -> DefinitionVersion:
    """One version; raises UserError("measure_unknown"), ("version_unknown")."""
    found = [one for one in known(actor, measure_id).versions if one.definition.version == number]
    if not found:
        raise UserError("version_unknown")
    return found[0]


def result_choices(actor: Actor) -> Sequence[ResultChoice]:
    """Every result in use, map by map."""
    return [ResultChoice(result.id, result.text, state.map.name) for state in maps(actor) for result in state.map.results]
