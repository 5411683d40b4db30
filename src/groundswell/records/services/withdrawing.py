"""What a revised figure did: signals that it withdrew and kept limits that it moved stay on the record, with what was revised."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import analyse_many
from groundswell.domain.xmr.analysis import Segment, Signal, XmrAnalysis
from groundswell.records.actors import PRODUCT
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.lines import Line
from groundswell.records.selectors.acts import live_acts
from groundswell.records.selectors.portfolio import portfolio, records_of
from groundswell.records.services.diff import Diff
from groundswell.reports.measure_page import request_of

STATE = "withdrawn_by_revision"
ONE_BY_ONE = 20
"""From more measures than that, all records are read at once."""


def undone_by_revision(diff: Diff, shown_line: Mapping[Line, Line], batch_ref: str) -> list[ActDraft]:
    """One act for each signal that stood before an import and stands no more because of the figures that it revised, and for each
    stretch whose kept limits they moved.

    Figures that it added play no part: both times the series is the one before, with the old figures and with the revised ones.
    ``shown_line``: the line that a stored one belongs to after merges. Called after the import was stored.
    """
    old: dict[Line, dict[date, Exact | None]] = defaultdict(dict)
    for change in diff.changed:
        old[shown_line[change.figure.line]][change.figure.day] = change.old.value
    if not old:
        return []
    new: dict[Line, set[date]] = defaultdict(set)
    for figure in diff.new:
        if shown_line[figure.line] in old:
            new[shown_line[figure.line]].add(figure.day)
    lines = [(line, record) for record in _records({line.measure_id for line in old}) if (line := _line(record)) in old]
    before = [replace(record, series=_with(record.series, old[line], new[line])) for line, record in lines]
    after = [replace(record, series=_with(record.series, {}, new[line])) for line, record in lines]
    analyses = analyse_many([request_of(record) for record in (*before, *after)])
    acts = []
    for (line, record), was, now in zip(lines, analyses[:len(lines)], analyses[len(lines):], strict=True):
        about = {"rule_set": record.rule_set, "revised": sorted(day.isoformat() for day in old[line]), "after": batch_ref}
        acts += [_act(line, was.series, signal, about) for signal in was.signals if not _stands(signal, now)]
        for one, other in zip(was.segments, now.segments, strict=True):
            if one.locked and _lines(one) != _lines(other):
                acts.append(_moved(line, was.series, (one, other), about))
    return acts


def no_longer_undone(batch_ref: str) -> list[ActDraft]:
    """What takes back the withdrawals that an import caused, and the word on limits that it moved, when itself is taken back."""
    return [
        ActDraft(Kind.RETRACT, act.measure, act.org_unit, None if act.day is None else act.day.isoformat(), supersedes=act.seq)
        for act in live_acts((Kind.LIMITS,), None)
        if act.what in (What.WITHDRAWN_SIGNAL, What.MOVED_LIMITS) and act.payload.get("after") == batch_ref
    ]


def _records(measures: Collection[str]) -> list[MeasureRecord]:
    if len(measures) > ONE_BY_ONE:
        return portfolio(PRODUCT, only=measures)
    return [record for measure_id in sorted(measures) for record in records_of(PRODUCT, measure_id)]


def _line(record: MeasureRecord) -> Line:
    return Line(record.measure_id, record.org_unit_id)


def _with(series: Series, old: Mapping[date, Exact | None], without: Collection[date]) -> Series:
    """The series with other figures on some days and none on others, every point in its place."""
    points = []
    for point in series.points:
        day = None if point.period is None else point.period.start
        value = None if day in without else old.get(day, point.value) if day is not None else point.value
        points.append(point if value is point.value else replace(point, value=value))
    return replace(series, points=tuple(points))


def _stands(signal: Signal, now: XmrAnalysis) -> bool:
    """Whether a signal of the same rule on the same side still shares a point with it."""
    points = set(signal.points)
    return any(one.rule == signal.rule and one.side == signal.side and points.intersection(one.points) for one in now.signals)


def _lines(segment: Segment) -> dict[str, str | None]:
    """A segment's lines as the ledger holds numbers, to twelve places that count."""
    lines = {"central_line": segment.central_line, "lower": segment.lower, "upper": segment.upper}
    return {name: None if value is None else format(value, ".12g") for name, value in lines.items()}


def _moved(line: Line, series: Series, segments: tuple[Segment, Segment], about: Mapping[str, Any]) -> ActDraft:
    """Kept limits that were, and what the revised figures made of them."""
    was, now = segments
    days = ["" if point.period is None else point.period.start.isoformat() for point in series.points]
    payload: dict[str, Any] = {
        "what": What.MOVED_LIMITS.value,
        "calculated_from": days[was.calculated_from],
        "calculated_to": days[was.calculated_to],
        "before": _lines(was),
        "now": _lines(now),
        **about,
    }
    return ActDraft(Kind.LIMITS, line.measure_id, line.org_unit_id, days[was.first] or None, payload)


def _act(line: Line, series: Series, signal: Signal, about: Mapping[str, Any]) -> ActDraft:
    """``series`` is the one that was judged, which its chart kind may have worked out from the stored one."""
    days = ["" if point.period is None else point.period.start.isoformat() for point in series.points]
    payload: dict[str, Any] = {
        "what": What.WITHDRAWN_SIGNAL.value,
        "state": STATE,
        "rule": signal.rule,
        "side": signal.side.value,
        "first": days[signal.first],
        "last": days[signal.last],
        "points": [days[at] for at in signal.points],
        **about,
    }
    return ActDraft(Kind.LIMITS, line.measure_id, line.org_unit_id, days[signal.first] or None, payload)
