"""Where a line's segments begin: at the splits that people set, and where another definition begins to hold."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from groundswell.domain.authoring.history import History
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import Judging, Origin, SegmentInput
from groundswell.records.ledger.kinds import What
from groundswell.records.selectors.acts import ActRow
from groundswell.records.selectors.figures import ChangedSince


def segments_of(
    series: Series, limits: Sequence[ActRow], excluded: Mapping[date, str], history: History, since: ChangedSince | None = None
) -> tuple[SegmentInput, ...]:
    """Segments as indices over the series; what no period reaches any more, or not yet, waits without effect.

    ``limits``: the line's acts of that kind, in order. A segment is judged as a whole, by the definition in force on its last day. Limits
    that are kept rest on the figures of two dates and what lies between, whatever comes later. ``since`` answers which of those figures
    are others than when the limits were kept; they may have moved them, and are named.
    """
    days = [point.period.start for point in series.points if point.period is not None]
    beginnings = {0: SegmentInput()}
    splits = [act for act in limits if act.what == What.SPLIT]
    for act in sorted(splits, key=lambda act: (act.day or date.min, act.seq)):
        first = _first_from(days, act.day)
        if first:
            beginnings[first] = SegmentInput(first, origin=Origin(act.payload["origin"]), reason=act.reason, started_on=act.day)
    for one in history.stretches():
        first = _first_from(days, one.first)
        if first:
            split = beginnings.get(first)
            reason = one.reason if split is None or not split.reason else f"{one.reason} {split.reason}"
            beginnings[first] = SegmentInput(first, origin=Origin.NEW_DEFINITION, reason=reason, started_on=one.first, version=one.number)
    keeping = [act for act in limits if act.what in (What.LOCK, What.UNLOCK) or (act.what == What.SPLIT and act.payload.get("locked"))]
    out_of_limits = {at for at, day in enumerate(days) if day in excluded}
    firsts = sorted(beginnings)
    segments = []
    for first, following in zip(firsts, [*firsts[1:], len(days)], strict=True):
        segments.append(replace(
            beginnings[first],
            **_kept(keeping, days, (first, following - 1), since),
            excluded=frozenset(at for at in out_of_limits if first <= at < following),
            judged_by=_judging(history, days[following - 1]) if following > first else None,
        ))
    return tuple(segments)


def _kept(keeping: Sequence[ActRow], days: Sequence[date], ends: tuple[int, int], since: ChangedSince | None) -> dict[str, Any]:
    """What the newest act about keeping limits says of the segment between two places: locked to a range of it, or nothing."""
    first, last = ends
    here = [(act, _first_from(days, act.day)) for act in keeping]
    newest = max((act for act, at in here if at is not None and first <= at <= last), key=lambda act: act.seq, default=None)
    if newest is None or newest.what == What.UNLOCK:
        return {}
    start = _first_from(days, date.fromisoformat(newest.payload["calculated_from"]))
    end = _last_up_to(days, date.fromisoformat(newest.payload["calculated_to"]))
    if start is None or end is None or max(start, first) > min(end, last):
        return {}
    start, end = max(start, first), min(end, last)
    others = frozenset() if since is None else since(newest.seq, days[start], days[end])
    changed = tuple(at for at in range(start, end + 1) if days[at] in others)
    return {"calculated_from": start, "calculated_to": end, "locked": True, "changed": changed}


def _last_up_to(days: Sequence[date], wanted: date) -> int | None:
    return next((at for at in range(len(days) - 1, -1, -1) if days[at] <= wanted), None)


def _first_from(days: Sequence[date], wanted: date | None) -> int | None:
    return next((at for at, day in enumerate(days) if wanted is not None and day >= wanted), None)


def _judging(history: History, day: date) -> Judging | None:
    """What the definition in force on a day says of better and possible; None where the newest says the same."""
    own, newest = history.on(day), history.versions[-1].definition
    if own is newest:
        return None
    judged, now = (Judging(one.direction, one.lower_bound, one.upper_bound, one.band) for one in (own, newest))
    return None if judged == now else judged
