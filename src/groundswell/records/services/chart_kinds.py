"""Choosing the chart that a line is judged by: an act with its reason, which can be taken back."""

from groundswell.domain.measurement.chart_kind import ChartKind
from groundswell.domain.measurement.drawn_series import drawn_series
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse_many
from groundswell.domain.xmr.rule_sets import rule_set
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import Kind
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.lines import Line
from groundswell.records.opening import write
from groundswell.records.selectors.chart_kinds import kind_payload
from groundswell.records.selectors.definitions import acting
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.services.noticing import notice
from groundswell.records.services.recording import needed, seal_acts


def set_kind(actor: Actor, line: Line, kind: ChartKind, reason: str) -> str:
    """From now on the line is drawn by that kind. Gives the act's id, which ``take_back`` takes.

    Raises UserError: ``chart_kind_same``, ``chart_kind.…`` (what the figures lack for it), ``reason_needed``.
    """
    words = {"reason": needed(reason)}

    def work() -> str:
        acting(actor, line.measure_id)
        record = measure_record(actor, line)
        if record.kind == kind:
            raise UserError("chart_kind_same")
        refused = why_refused(record, kind)
        if refused:
            raise UserError(f"chart_kind.{refused}")
        draft = ActDraft(Kind.LIMITS, line.measure_id, line.org_unit_id, None, kind_payload(kind), words=words)
        seal_acts(actor, [draft])
        notice([line.measure_id])
        return draft.id

    return write(work)


def why_refused(record: MeasureRecord, kind: ChartKind) -> str:
    """The code of what the record's figures lack for a kind; empty where it can be drawn."""
    drawn = drawn_series(record.series, kind)
    if drawn.refused:
        return drawn.refused
    request = AnalysisRequest(drawn.series, rule_set("wheeler"), kind=kind)
    working = analyse_many([request])[0].working
    return "" if working is None else working.refused


