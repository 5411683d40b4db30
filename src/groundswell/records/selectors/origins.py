"""Where each figure came from, and every value that a period ever had."""

from dataclasses import dataclass
from datetime import date, datetime

from groundswell.domain.measurement.observation import Observation
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.databases import reading_connection
from groundswell.records.lines import Line
from groundswell.records.selectors.acts import position
from groundswell.records.selectors.definitions import Catalogue, catalogue
from groundswell.records.selectors.eyes import shows_all
from groundswell.records.selectors.figures import FigureRow, Named, current_figures, observation_of
from groundswell.records.selectors.files import files_of


@dataclass(frozen=True, slots=True)
class OriginRow:
    """File, sheet, cell and the text of that cell; ``revisions`` counts the values that the period has had."""

    file_name: str
    sheet: str
    cell: str
    text: str
    batch_ref: str
    recorded_at: datetime
    revisions: int


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One value that a period had: what it was, since when, why it changed, and whether it has been taken back."""

    observation: Observation
    seq: int
    kind: str
    recorded_at: datetime
    actor_ref: str
    file_name: str
    batch_ref: str
    reason: str
    retracted: bool
    definition_version: int


def origins(actor: Actor, line: Line, as_of_seq: int | None = None) -> dict[date, OriginRow]:
    """Origin of each current figure of a line, by the first day of its period; nothing for whoever is not shown every figure."""
    everything = _seen(actor, line, as_of_seq)
    if not shows_all(actor, everything.measures[everything.merged_into(line.measure_id)]):
        return {}
    sources = _sources(everything, line.measure_id)
    files = files_of(as_of_seq)
    counts = _counts(line, sources, as_of_seq)
    found = {}
    for (_, unit, start), row in current_figures(as_of_seq, sources).items():
        if unit == line.org_unit_id:
            batch = files.batch(row.seq)
            found[date.fromisoformat(start)] = OriginRow(
                batch.file_name, row.sheet or "", row.cell or "", text_of(row), batch.ref, clock.moment(batch.recorded_at), counts[start]
            )
    return found


def revisions(actor: Actor, line: Line, day: date, as_of_seq: int | None = None) -> list[RevisionRow]:
    """Every value that the period starting on that day has had, newest first, those taken back included.

    Nothing for whoever is not shown every figure: two values of one period tell what a third is.
    """
    everything = _seen(actor, line, as_of_seq)
    if not shows_all(actor, everything.measures[everything.merged_into(line.measure_id)]):
        return []
    sources = _sources(everything, line.measure_id)
    state = everything.measures[everything.merged_into(line.measure_id)]
    named = Named(state.definition.name, everything.org_units.get(line.org_unit_id or ""))
    query = f"""
        SELECT o.seq, o.measure, o.org_unit, o.p_start, o.p_end, o.coef, o.scale, o.num_coef, o.num_scale, o.den_coef, o.den_scale,
               o.presence, o.status, o.sheet, o.cell, o.mark,
               o.kind, b.recorded_at, b.actor_ref, json_extract(a.payload, '$.file_name'), b.ref,
               (SELECT w.text FROM words w WHERE w.seq = o.seq AND w.field = 'reason'), o.definition_version,
               EXISTS (SELECT 1 FROM observation r WHERE r.supersedes = o.seq AND r.kind = 'retract' AND r.seq <= ?)
        FROM observation o
        JOIN batch b ON b.first_seq = (SELECT max(first_seq) FROM batch WHERE first_seq <= o.seq)
        JOIN act a ON a.seq = b.first_seq
        WHERE o.kind <> 'retract' AND o.measure IN ({_marks(sources)}) AND o.org_unit IS ? AND o.p_start = ? AND o.seq <= ?
        ORDER BY o.seq DESC"""
    seq = position(as_of_seq)
    rows = reading_connection().execute(query, (seq, *sources, line.org_unit_id, day.isoformat(), seq))
    return [
        RevisionRow(
            observation_of(FigureRow._make(row[:16]), named), row[0], row[16], clock.moment(row[17]), row[18], row[19] or "", row[20],
            row[21] or "", bool(row[23]), row[22],
        )
        for row in rows
    ]


def text_of(row: FigureRow) -> str:
    """What the cell said: its text as written, or its number."""
    return row.mark if row.mark is not None else "" if row.number is None else str(row.number)


def _marks(values: list[str]) -> str:
    return ",".join("?" * len(values))


def _counts(line: Line, sources: list[str], as_of_seq: int | None) -> dict[str, int]:
    query = f"""
        SELECT p_start, count(*) FROM observation
        WHERE kind <> 'retract' AND measure IN ({_marks(sources)}) AND org_unit IS ? AND seq <= ? GROUP BY p_start"""
    return dict(reading_connection().execute(query, (*sources, line.org_unit_id, position(as_of_seq))).fetchall())


def _seen(actor: Actor, line: Line, as_of_seq: int | None) -> Catalogue:
    everything = catalogue(actor, as_of_seq)
    if line.measure_id not in everything.measures:
        raise UserError("measure_unknown")
    return everything


def _sources(everything: Catalogue, measure_id: str) -> list[str]:
    own = everything.merged_into(measure_id)
    return [one for one in everything.measures if everything.merged_into(one) == own]
