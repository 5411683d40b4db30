"""Figures out, exact; and figures in, by the same service as a file: all of them or none, changed ones with a reason."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from ninja import Router
from ninja.responses import Status

from groundswell.domain.access.scopes import Scope
from groundswell.domain.measurement.chart_kind import PLAIN
from groundswell.domain.measurement.correction import Correction as Corrected
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.series import SeriesPoint
from groundswell.engine.intake import Intake
from groundswell.errors import UserError
from groundswell.records.selectors.definitions import acting
from groundswell.records.services import intake as intakes
from groundswell.records.services.diff import Change, Diff
from groundswell.records.services.named_persons import FOR_PEOPLE, refuse
from groundswell.web.api.answering import conditional, keyed
from groundswell.web.api.auth import ProgramRequest, needs
from groundswell.web.api.declared import KeyHeader, declared
from groundswell.web.api.given import Taken, taken
from groundswell.web.api.lines import AsOf, OrgUnitAsked, page_of, record_of
from groundswell.web.api.problems import RefusedError, told
from groundswell.web.api.schemas import Changed, Correction, Observation, Observations, ObservationsGiven, Origin, Stored

router = Router(tags=["Figures"])
PATH = "/measures/{measure_id}/observations"


@router.get(PATH, response=declared(Observations, 404, 422), url_name="api_observations", summary="Figures of a line")
@needs(Scope.READ)
@conditional
def listing(request: ProgramRequest, measure_id: str, org_unit: OrgUnitAsked = None, as_of: AsOf = None) -> Observations:
    """Each stored period with its figure, digit for digit, or why there is none, and where it came from; and what was corrected of
    the figures since the measure was published."""
    record = record_of(request, measure_id, org_unit, as_of)
    page = page_of(request, replace(record, kind=PLAIN))
    shown = {point.day: point.figure for point in page.chart.points}
    corrected = {one.period.start: one.on for one in reversed(page.corrections)}
    points = [point for point in record.series.points if point.observation is not None and point.period is not None]
    found = [_shown(record, point, shown, corrected) for point in points]
    return Observations(
        measure=record.measure_id, org_unit=record.org_unit_id, cadence=record.series.cadence.value, entry=record.as_of_seq,
        anchor=record.anchor, observations=found, corrections=[_correction(one) for one in page.corrections],
    )


def _correction(one: Corrected) -> Correction:
    return Correction(
        period_start=one.period.start, corrected_on=one.on, entry=one.entry, was=_text(one.was), now=_text(one.now),
        change=_text(one.change), reason=one.reason, withheld=one.withheld,
    )


def _shown(
    record: MeasureRecord, point: SeriesPoint, shown: dict[date | None, str], corrected: dict[date, date]
) -> Observation:
    seen, period = point.observation, point.period
    assert seen is not None and period is not None  # noqa: S101, PT018 - by the caller
    origin = record.origins.get(period.start)
    return Observation(
        period_start=period.start, period_end=period.end, value=_text(seen.value),
        shown=shown.get(period.start) if seen.value is not None else None, presence=seen.presence.value, status=seen.status.value,
        numerator=_text(seen.numerator), denominator=_text(seen.denominator), bound=_text(seen.bound),
        origin=None if origin is None else Origin(file=origin.file_name, sheet=origin.sheet, cell=origin.cell),
        corrected_on=corrected.get(period.start),
    )


@router.post(PATH, response=declared({200: Stored, 201: Stored}, 404, 409, 422), url_name="api_observations", summary="Store figures")
@needs(Scope.WRITE_OBSERVATIONS)
@keyed
def store(request: ProgramRequest, measure_id: str, body: ObservationsGiven, idempotency_key: KeyHeader = None) -> Status[Stored]:
    """All of them in one batch that can be undone, or none. Figures that are stored already are unchanged, whatever their digits.

    200: nothing was stored, because it was a dry run or nothing is new. 201: stored. One that differs needs a reason.
    """
    state = acting(request.actor, measure_id)
    found = taken(request.actor, state, body.observations)
    if found.problems:
        raise RefusedError("figures_refused", told(found.problems, request.words), {"n": len(found.problems)})
    intake = _intake(request, measure_id, body, found)
    prepared = intakes.prepare(request.actor, intake, pinned=found.pinned)
    diff = prepared.diff
    figures = (*diff.new, *diff.unchanged, *(one.figure for one in diff.changed))
    if not all(found.holds(state.id, figure.line, figure.org_unit) for figure in figures):
        raise UserError("line_unknown")
    if diff.refused:
        raise RefusedError("figures_refused", told(diff.refused, request.words), {"n": len(diff.refused)})
    refuse(diff.people, body.people_reason)
    if body.dry_run:
        return Status(200, _answer(diff, found, None))
    if diff.changed and not body.reason.strip():
        raise UserError("restatement_reason", {"n": len(diff.changed)})
    stored = intakes.store_prepared(request.actor, prepared, reasons={intakes.FOR_ALL: body.reason, FOR_PEOPLE: body.people_reason})
    answer = _answer(diff, found, stored.batch_ref, stored.as_of_seq)
    return Status(201 if stored.batch_ref is not None else 200, answer)


def _intake(request: ProgramRequest, measure_id: str, body: ObservationsGiven, found: Taken) -> Intake:
    """The figures as a file would bring them. Its digest says whose they are: two measures may have one name."""
    said = f"{measure_id}\n" + "\n".join(one.model_dump_json() for one in body.observations)
    name = request.words.text("api.source", {"day": request.words.day(request.today)})
    return Intake(name, sha256(said.encode()).hexdigest(), observations=list(found.observations), states=list(found.states))


def _answer(diff: Diff, found: Taken, batch: str | None, entry: int | None = None) -> Stored:
    first = diff.first_batch
    return Stored(
        stored=batch is not None, batch=batch, first_batch=None if first is None else first.ref, new=len(diff.new),
        changed=[_changed(change, found) for change in diff.changed], unchanged=len(diff.unchanged),
        entry=diff.as_of_seq if entry is None else entry,
    )


def _changed(change: Change, found: Taken) -> Changed:
    figure = change.figure
    unit = found.units.get(figure.org_unit) if figure.org_unit is not None else None
    return Changed(org_unit=unit, period_start=figure.day, old=_text(change.old.value), new=_text(figure.observation.value))


def _text(number: Exact | None) -> str | None:
    return None if number is None else str(number)
