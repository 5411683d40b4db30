"""Figures of a line that were corrected after others could read them, as far as these eyes may be told (decision 142)."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

from groundswell.domain.access.deciding import WIDTH, Audience
from groundswell.domain.measurement.correction import Correction, Step, corrections_of, suppressed_days
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.series import Series
from groundswell.records import clock
from groundswell.records.actors import PRODUCT, Actor
from groundswell.records.databases import identity, reading_connection
from groundswell.records.ledger.kinds import Kind
from groundswell.records.lines import Line
from groundswell.records.selectors import organisation
from groundswell.records.selectors.acts import live_acts, newest_seq
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.eyes import threshold
from groundswell.records.selectors.kept import Kept
from groundswell.records.selectors.portfolio import records_for_guests, records_of
from groundswell.records.selectors.stored_lines import figures_behind

MOST_STEPS = 40
"""So many of the newest batches that changed figures are looked through: each is read before and after it."""

View = Callable[[int], Sequence[MeasureRecord]]
"""Every line of a measure at a position, as somebody sees it."""
Found = Mapping[str | None, tuple[Correction, ...]]
"""By place."""
_kept: Kept[Found] = Kept(200)


def corrections(actor: Actor, record: MeasureRecord, *, guests: bool = False) -> tuple[Correction, ...]:
    """The corrections of a line since it was published, newest first, as far as this person may be told; none of what is the team's alone.

    Somebody who is not signed in reads of those since it is public, others of those since it is for more eyes than its team's.
    ``guests``: as whoever gets a file sees it, whoever shows it.
    """
    audience = Audience(record.audience)
    if audience is Audience.TEAM:
        return ()
    floor = min(audience, Audience.ORGANISATION, key=WIDTH.__getitem__) if actor.viewer.signed_in else Audience.PUBLIC
    since = _published(record.measure_id, floor, record.as_of_seq)
    if since is None:
        return ()
    view: View = _guests(record.measure_id) if guests else lambda seq: records_of(actor, record.measure_id, seq)
    who = "guests" if guests else actor.viewer
    return _found(view, who, _Span(record.measure_id, since, record.as_of_seq)).get(record.org_unit_id, ())


def corrected_since(line: Line, seq: int) -> tuple[Correction, ...]:
    """Of the figures that a chart of that position showed to a guest, those that were corrected after it, newest first.

    For whoever holds a link to it. None of what was hidden from guests then, or is now.
    """
    view, newest = _guests(line.measure_id), newest_seq()
    found = _found(view, "guests", _Span(line.measure_id, seq, newest)).get(line.org_unit_id, ())
    if not found:
        return ()
    shown = next((one.series for one in view(seq) if one.org_unit_id == line.org_unit_id), None)
    days = {point.period.start for point in shown.points if point.period and point.value is not None} if shown is not None else set()
    return tuple(one for one in found if one.period.start in days)


def _guests(measure_id: str) -> View:
    return lambda seq: records_for_guests(measure_id, seq)


def _published(measure_id: str, floor: Audience, seq: int) -> int | None:
    """The act since which a measure has been for eyes at least that wide, as the record stood; None where it is not."""
    since = None
    for act in live_acts([Kind.VISIBILITY], seq, measure=measure_id):
        if act.what:
            continue
        wide = WIDTH[Audience(act.payload["audience"])] >= WIDTH[floor]
        since = (since or act.seq) if wide else None
    return since


@dataclass(frozen=True, slots=True)
class _Span:
    """The entries of the record that are looked through for corrections of a measure: after ``since``, up to ``seq``."""

    measure_id: str
    since: int
    seq: int


@dataclass(slots=True)
class _Batch:
    """A batch that changed figures: first and last entry, its moment, the days that it touched, and reasons by place and day."""

    first: int
    last: int
    at: str
    days: set[date] = field(default_factory=set)
    reasons: dict[str | None, dict[date, str]] = field(default_factory=lambda: defaultdict(dict))


def _found(view: View, who: object, span: _Span) -> Found:
    newest = newest_seq()
    key = (*identity(), newest, threshold(), span, who, clock.now().date())
    found = _kept.get(key)
    return _kept.put(key, _worked_out(view, span, newest)) if found is None else found


def _worked_out(view: View, span: _Span, newest: int) -> Found:
    """Every line's corrections. Each state is read as these eyes see it, so that nothing is told but the difference of what they could
    read; and on a day on which a figure of any place was not shown in one of those states, nothing but that there was a correction."""
    whole = catalogue(PRODUCT)
    own = [one for one in whole.measures if whole.merged_into(one) == span.measure_id]
    batches = _batches(span, figures_behind(whole, [span.measure_id]), own)[-MOST_STEPS:]
    if not batches:
        return {}
    states: dict[int, Mapping[str | None, MeasureRecord]] = {}
    for seq in {newest, span.seq, *(one.first - 1 for one in batches), *(one.last for one in batches)}:
        states[seq] = {one.org_unit_id: one for one in view(seq)}
    hidden = frozenset[date]().union(*(suppressed_days(line.series) for lines in states.values() for line in lines.values()))
    zone = ZoneInfo(organisation.settings().time_zone)
    found: dict[str | None, tuple[Correction, ...]] = {}
    for unit, line in states[span.seq].items():
        steps = [_step(batch, states, line, zone) for batch in batches]
        told = corrections_of(steps, states[newest].get(unit, line).series, hidden)
        silent = {batch.first for batch in batches if batch.days & hidden}
        found[unit] = tuple(_without_reason(one) if one.entry in silent else one for one in told)
    return found


def _step(batch: _Batch, states: Mapping[int, Mapping[str | None, MeasureRecord]], line: MeasureRecord, zone: ZoneInfo) -> Step:
    unit, empty = line.org_unit_id, Series(line.series.measure, line.series.org_unit, line.series.cadence, ())
    before, after = (states[seq][unit].series if unit in states[seq] else empty for seq in (batch.first - 1, batch.last))
    return Step(batch.first, clock.moment(batch.at).astimezone(zone).date(), before, after, batch.reasons.get(unit, {}))


def _without_reason(one: Correction) -> Correction:
    """A reason goes for all figures of its batch: it might say what one of them was that is not shown."""
    return replace(one, reason="")


def _batches(span: _Span, behind: Sequence[str], own: Sequence[str]) -> list[_Batch]:
    """In order, the batches that changed a figure or took one back, and those that brought again what had been taken back.

    ``behind``: the measures under which the figures stand; ``own``: those whose reasons are this measure's (not those of its data items).
    """
    found: dict[int, _Batch] = {}
    taken: dict[tuple[str, str | None, str], int] = {}
    for first, last, at, seq, kind, measure, unit, start, why, why_undone in _changes(span, behind, "o.kind <> 'observe'"):
        batch = found.setdefault(first, _Batch(first, last, at))
        _add(batch, unit, start, (why_undone if kind == Kind.RETRACT else why) if measure in own else None)
        if kind == Kind.RETRACT:
            taken.setdefault((measure, unit, start), seq)
    if taken:
        again = _Span(span.measure_id, min(taken.values()), span.seq)
        for first, last, at, seq, _, measure, unit, start, *_ in _changes(again, behind, "o.kind = 'observe'"):
            if taken.get((measure, unit, start), seq) < seq:
                _add(found.setdefault(first, _Batch(first, last, at)), unit, start, None)
    return [found[first] for first in sorted(found)]


def _add(batch: _Batch, unit: str | None, start: str, reason: str | None) -> None:
    day = date.fromisoformat(start)
    batch.days.add(day)
    if reason:
        batch.reasons[unit][day] = reason


def _changes(span: _Span, measures: Sequence[str], which: str) -> list[tuple[int, int, str, int, str, str, str | None, str, str, str]]:
    """Entries about figures of those measures: their batch (first, last, moment), entry, kind, measure, place, day; the reason given with
    the figure, and the one given with the batch, which of an undo is why it was undone."""
    query = f"""
        SELECT b.first_seq, b.last_seq, b.recorded_at, o.seq, o.kind, o.measure, o.org_unit, o.p_start,
               (SELECT w.text FROM words w WHERE w.seq = o.seq AND w.field = 'reason'),
               (SELECT w.text FROM words w WHERE w.seq = b.first_seq AND w.field = 'reason')
        FROM observation o
        JOIN batch b ON b.first_seq = (SELECT max(first_seq) FROM batch WHERE first_seq <= o.seq)
        WHERE o.measure IN ({",".join("?" * len(measures))}) AND o.seq > ? AND o.seq <= ? AND {which}
        ORDER BY o.seq"""
    return list(reading_connection().execute(query, (*measures, span.since, span.seq)))
