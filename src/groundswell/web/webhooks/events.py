"""What happened to a webhook's measures since it was last looked at: figures, signals, reactions; values only where they were asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from groundswell.domain.access.deciding import acts
from groundswell.records.actors import Actor
from groundswell.records.lines import Line
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.selectors.webhooks import StoredFigures, WebhookRow, figures_since, reactions_since
from groundswell.records.services.webhooks import Event
from groundswell.reports.measure_page import build_measure_page

Signals = set[tuple[str, str, date]]
"""Rule, side and first day of each."""


@dataclass(frozen=True, slots=True)
class Range:
    """Positions of the ledger: after the first, up to the second."""

    seen: int
    now: int


def events(actor: Actor, webhook: WebhookRow, new: Range) -> list[Event]:
    """In the order in which they are told. Only of measures that the person answers for at this moment."""
    answering = {one for one, state in catalogue(actor).measures.items() if acts(actor.viewer, state.subject)}
    measures = sorted(webhook.measures & answering)
    if not measures:
        return []
    stored = figures_since(measures, new.seen, new.now) if webhook.kinds & {"figures", "signal"} and new.now > new.seen else []
    found: list[Event] = []
    if "figures" in webhook.kinds:
        found += [_figures(webhook, one) for one in stored]
    if "signal" in webhook.kinds:
        found += _signals(actor, webhook, {(one.measure, unit) for one in stored for unit in one.units}, new)
    if "reaction" in webhook.kinds:
        found += [
            _event(webhook, "reaction", one.measure, one.id, {"reaction": one.id, "org_unit": one.org_unit}, {"kind_of_words": one.kind})
            for one in reactions_since(measures, webhook.seen_at)
        ]
    return found


def _figures(webhook: WebhookRow, one: StoredFigures) -> Event:
    about = {"batch": one.batch_ref, "figures": one.count}
    return _event(webhook, "figures", one.measure, f"{one.batch_ref}:{one.measure}", about, {"observations": list(one.values)})


def _signals(actor: Actor, webhook: WebhookRow, lines: Iterable[tuple[str, str | None]], new: Range) -> Iterator[Event]:
    for measure, unit in sorted(lines, key=str):
        before, after = (_signals_at(actor, Line(measure, unit), seq) for seq in (new.seen, new.now))
        signals = [{"rule": rule, "side": side, "first": first.isoformat()} for rule, side, first in sorted(after - before)]
        if signals:
            yield _event(webhook, "signal", measure, f"{measure}:{unit or ''}:{new.now}", {"org_unit": unit, "signals": signals}, {})


def _signals_at(actor: Actor, line: Line, seq: int) -> Signals:
    everything = catalogue(actor, seq)
    if line.measure_id not in everything.measures:
        return set()
    record = measure_record(actor, line, seq)
    if record.org_unit_id != line.org_unit_id:
        return set()
    analysis = build_measure_page(record).analysis
    periods = [point.period for point in analysis.series.points]
    return {
        (one.rule, one.side.value, period.start)
        for one in analysis.signals
        if (period := periods[one.first]) is not None
    }


def _event(webhook: WebhookRow, kind: str, measure: str, about: str, what: dict[str, Any], values: dict[str, Any]) -> Event:
    told = {"kind": kind, "measure": measure, "path": f"/measures/{measure}/", **what, **(values if webhook.with_values else {})}
    return Event(kind, measure, about, told)
