"""Definitions as files write them: one measure with its id and its versions, whatever the form of the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from groundswell.domain.authoring.definition.change import Difference
from groundswell.domain.measurement.definition import MeasureDefinition


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as people read it: from when, why, and what differs from the one before."""

    version: int
    effective_from: date | None
    reason: str
    breaks: bool
    changes: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """A measure's definition with its story, newest version last."""

    measure_id: str
    definition: MeasureDefinition
    versions: Sequence[VersionRow] = ()
