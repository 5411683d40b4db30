"""Figures of a line that were corrected after others could read them, as far as these eyes may be told (decision 142)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
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
from groundswell.records.selectors.acts import LATEST, live_acts, newest_seq
from groundswell.records.selectors.computed import computed_from
from groundswell.records.selectors.definitions import Catalogue, catalogue, edition
from groundswell.records.selectors.eyes import inside, threshold
from groundswell.records.selectors.kept import Kept
from groundswell.records.selectors.portfolio import figures_as_they_stood
from groundswell.records.selectors.stored_lines import figures_behind

MOST_STEPS = 24
"""So many of the newest batches that changed figures are looked through: each is read before and after it."""

Lines = Mapping[str | None, MeasureRecord]
Found = Mapping[str | None, tuple[Correction, ...]]
"""Both by place."""
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
    return _found(None if guests else actor, record.measure_id, since, record.as_of_seq).get(record.org_unit_id, ())


def corrected_since(line: Line, seq: int) -> tuple[Correction, ...]:
    """Of the figures that a chart of that position showed to a guest, those that were corrected after it, newest first.

    For whoever holds a link to it. None of what was hidden from guests then, or is now.
    """
    if line.measure_id not in catalogue(PRODUCT).measures:
        return ()
    found = _found(None, line.measure_id, seq, newest_seq()).get(line.org_unit_id, ())
    if not found:
        return ()
    then = figures_as_they_stood(None, line.measure_id, seq)
    points = [point for one in then if one.org_unit_id == line.org_unit_id for point in one.series.points]
    shown = {point.period.start for point in points if point.period is not None and point.value is not None}
    return tuple(one for one in found if one.period.start in shown)


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
    """The entries that are looked through for corrections of a measure: after ``since``, up to ``seq``; ``newest`` is what holds now.

    ``behind``: the measures under which its figures stand; ``own``: those whose reasons are its own (not those of its data items);
    ``merges``: each of these that was merged into another, with the entry since which its figures are that one's.
    """

    measure_id: str
    since: int
    seq: int
    newest: int
    behind: tuple[str, ...]
    own: tuple[str, ...]
    merges: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class _Batch:
    """A batch that changed figures: first and last entry, its moment, the days that it touched, and reasons by place and day."""

    first: int
    last: int
    at: str
    days: set[date] = field(default_factory=set)
    reasons: dict[str | None, dict[date, str]] = field(default_factory=lambda: defaultdict(dict))


def _found(actor: Actor | None, measure_id: str, since: int, seq: int) -> Found:
    """Every line's corrections, kept until a figure behind them, a definition, a setting or the day is another. ``actor`` None: guests."""
    whole, chosen = catalogue(PRODUCT), organisation.settings()
    behind, own = tuple(figures_behind(whole, [measure_id])), (measure_id, *whole.sources.get(measure_id, ()))
    since, merges = max(since, _formula_since(whole, measure_id)), _merges(whole, behind)
    span = _Span(measure_id, since, _last(behind, seq), _last(behind, LATEST), behind, own, merges)
    key = (*identity(), edition(), threshold(), chosen, span, _inside(actor, whole, behind), clock.now().date())
    found = _kept.get(key)
    return _kept.put(key, _worked_out(actor, span, ZoneInfo(chosen.time_zone))) if found is None else found


def _inside(actor: Actor | None, whole: Catalogue, measures: Sequence[str]) -> frozenset[str]:
    """Those of the measures of which somebody sees every figure: whoever sees every figure of the same ones sees the same."""
    if actor is None:
        return frozenset()
    return frozenset(one for one in measures if actor.viewer.everything or inside(actor, whole.measures[one]))


def _formula_since(whole: Catalogue, measure_id: str) -> int:
    """The entry of the newest formula that a measure's figures rest on; 0 where there is none. What a figure was by another formula is not
    what it was by this one: a change of the formula is an entry of its own."""
    newest = 0
    for one in computed_from(whole, [measure_id]):
        texts = [(each.definition.entry.formula, each.definition.entry.items, each.seq) for each in whole.measures[one].versions]
        changed = [after[2] for before, after in pairwise([("", (), 0), *texts]) if before[:2] != after[:2]]
        newest = max([newest, *changed]) if any(formula for formula, *_ in texts) else newest
    return newest


def _merges(whole: Catalogue, measures: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """The entry since which figures of a merged measure are another's: the newest merge on their way there."""
    found = []
    for one in measures:
        since, seen, state = 0, {one}, whole.measures.get(one)
        while state is not None and state.merged is not None:
            since, into = max(since, state.merged.seq), str(state.merged.payload["into"])
            state = None if into in seen else whole.measures.get(into)
            seen.add(into)
        if since:
            found.append((one, since))
    return tuple(found)


def _last(measures: Sequence[str], seq: int) -> int:
    """The newest entry, up to a position, about figures of those measures."""
    query = f"SELECT coalesce(max(seq), 0) FROM observation WHERE measure IN ({_marks(measures)}) AND seq <= ?"
    (last,) = reading_connection().execute(query, (*measures, seq)).fetchone()
    return int(last)


def _worked_out(actor: Actor | None, span: _Span, zone: ZoneInfo) -> Found:
    """Each state is read as these eyes see it, so that nothing is told but the difference of what they could read; and on a day on which
    a figure of any place was not shown in one of those states, nothing but that there was a correction."""
    batches = _batches(span)[-MOST_STEPS:]
    if not batches:
        return {}
    states = _states(actor, span, {span.newest, span.seq, *(one.first - 1 for one in batches), *(one.last for one in batches)})
    hidden = frozenset[date]().union(*(suppressed_days(line.series) for lines in states.values() for line in lines.values()))
    found: dict[str | None, tuple[Correction, ...]] = {}
    for unit, line in states[span.seq].items():
        steps = [_step(batch, states, line, zone) for batch in batches]
        told = corrections_of(steps, states[span.newest].get(unit, line).series, hidden)
        silent = {batch.first for batch in batches if batch.days & hidden}
        found[unit] = tuple(_without_reason(one) if one.entry in silent else one for one in told)
    return found


def _states(actor: Actor | None, span: _Span, positions: Set[int]) -> Mapping[int, Lines]:
    """The lines at each position; positions between which no figure and no merge came are read once."""
    known: dict[tuple[int, int], Lines] = {}
    found = {}
    for seq in positions:
        last = _last(span.behind, seq), sum(since <= seq for _, since in span.merges)
        if last not in known:
            known[last] = {one.org_unit_id: one for one in figures_as_they_stood(actor, span.measure_id, seq)}
        found[seq] = known[last]
    return found


def _step(batch: _Batch, states: Mapping[int, Lines], line: MeasureRecord, zone: ZoneInfo) -> Step:
    unit, empty = line.org_unit_id, Series(line.series.measure, line.series.org_unit, line.series.cadence, ())
    before, after = (states[seq][unit].series if unit in states[seq] else empty for seq in (batch.first - 1, batch.last))
    return Step(batch.first, clock.moment(batch.at).astimezone(zone).date(), before, after, batch.reasons.get(unit, {}))


def _without_reason(one: Correction) -> Correction:
    """A reason goes for all figures of its batch: it might say what one of them was that is not shown."""
    return replace(one, reason="")


def _batches(span: _Span) -> list[_Batch]:
    """In order, the batches that changed a figure or took one back, and those that brought again what had been taken back. What
    was done to a measure before it was merged into this one is not of this one."""
    merged = dict(span.merges)
    found: dict[int, _Batch] = {}
    taken: dict[tuple[str, str | None, str], int] = {}
    for first, last, at, seq, kind, measure, unit, start, why, why_undone in _changes(span, "o.kind <> 'observe'"):
        if measure in span.own and seq <= merged.get(measure, 0):
            continue
        batch = found.setdefault(first, _Batch(first, last, at))
        _add(batch, unit, start, (why_undone if kind == Kind.RETRACT else why) if measure in span.own else None)
        if kind == Kind.RETRACT:
            taken.setdefault((measure, unit, start), seq)
    if taken:
        again = replace(span, since=min(taken.values()))
        for first, last, at, seq, _, measure, unit, start, *_ in _changes(again, "o.kind = 'observe'"):
            if taken.get((measure, unit, start), seq) < seq:
                _add(found.setdefault(first, _Batch(first, last, at)), unit, start, None)
    return [found[first] for first in sorted(found)]


def _add(batch: _Batch, unit: str | None, start: str, reason: str | None) -> None:
    day = date.fromisoformat(start)
    batch.days.add(day)
    if reason:
        batch.reasons[unit][day] = reason


def _changes(span: _Span, which: str) -> list[tuple[int, int, str, int, str, str, str | None, str, str, str]]:
    """Entries about figures: their batch (first, last, moment), entry, kind, measure, place, day; the reason given with
    the figure, and the one given with the batch, which of an undo is why it was undone."""
    query = f"""
        SELECT b.first_seq, b.last_seq, b.recorded_at, o.seq, o.kind, o.measure, o.org_unit, o.p_start,
               (SELECT w.text FROM words w WHERE w.seq = o.seq AND w.field = 'reason'),
               (SELECT w.text FROM words w WHERE w.seq = b.first_seq AND w.field = 'reason')
        FROM observation o
        JOIN batch b ON b.first_seq = (SELECT max(first_seq) FROM batch WHERE first_seq <= o.seq)
        WHERE o.measure IN ({_marks(span.behind)}) AND o.seq > ? AND o.seq <= ? AND {which}
        ORDER BY o.seq"""
    return list(reading_connection().execute(query, (*span.behind, span.since, span.seq)))


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))
