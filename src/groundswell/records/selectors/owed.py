"""What measures still wait for, for their own team: a list by measure, in which no person stands."""

from dataclasses import dataclass
from datetime import date

from groundswell.domain.access.deciding import acts
from groundswell.domain.improvement.owed import Owed, owed_by
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.xmr.analyse import analyse_many
from groundswell.records.actors import Actor
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.portfolio import portfolio
from groundswell.reports.measure_page import request_of


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One line and what it waits for."""

    measure_id: str
    org_unit_id: str | None
    name: str
    place: str
    cadence: Cadence
    owed: Owed


def owed(actor: Actor, today: date) -> list[OwedLine]:
    """Lines of the actor's own measures that wait for something, by name. What others publish to them is not theirs to be asked for."""
    own = {key for key, state in catalogue(actor).measures.items() if acts(actor.viewer, state.subject)}
    records = portfolio(actor, only=own)
    analyses = analyse_many([request_of(record) for record in records])
    lines = [
        OwedLine(
            record.measure_id, record.org_unit_id, record.definition.name, record.org_unit or "", record.series.cadence,
            owed_by(record, analysis, today),
        )
        for record, analysis in zip(records, analyses, strict=True)
    ]
    return [line for line in lines if line.owed.anything]
