"""Measures for the tests of pages, stored through the same services as any other."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from groundswell.domain.measurement.definition import Direction
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence
from groundswell.domain.measurement.period import Cadence, next_start, period_of
from groundswell.engine.intake import Intake
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.services import intake as intakes
from groundswell.records.services import measures

FIRST_MONTH = date(2023, 1, 1)
CALM = ("17", "15", "16", "18", "15", "17", "16", "14", "17", "16", "15", "18", "16", "17", "15", "16")
JUMP = (*CALM[:12], "31")
"""Twelve calm months, then one far above the upper limit."""


def observations(
    measure: str, values: Sequence[str | None], *, org_unit: str | None = None, first: date = FIRST_MONTH, sheet: str = "Figures"
) -> list[Observation]:
    """One figure a month from that month on; None is a cell that says there is none."""
    found, start = [], first
    for row, value in enumerate(values, start=2):
        exact = Exact.parse(value) if value is not None else None
        presence = Presence.VALUE if exact is not None else Presence.NOT_AVAILABLE
        found.append(Observation(measure, org_unit, period_of(start, Cadence.MONTH), exact, presence, sheet=sheet, cell=f"B{row}"))
        start = next_start(start, Cadence.MONTH)
    return found


def bring(*figures: list[Observation], file_name: str = "Scorecard.xlsx") -> list[str]:
    """Stores figures as one batch; gives the ids of the measures in their order."""
    together = [one for some in figures for one in some]
    digest = sha256(repr(together).encode()).hexdigest()
    kept = [one for one in together if one.presence is Presence.VALUE]
    states = [one for one in together if one.presence is not Presence.VALUE]
    return list(intakes.store(local_actor(), Intake(file_name, digest, kept, states)).measure_ids)


def measure(
    name: str = "Days to answer", values: Sequence[str | None] = CALM, *, direction: Direction = Direction.DOWN, unit: str = "days"
) -> str:
    """One measure with its figures and a direction; gives its id."""
    (measure_id,) = bring(observations(name, values))
    stored = measure_record(local_actor(), Line(measure_id, None)).definition
    wanted = replace(stored, direction=direction, measurement_unit=unit)
    measures.define(local_actor(), measure_id, wanted, reason="for the test")
    return measure_id
