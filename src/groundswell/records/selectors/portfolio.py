"""Everything about measures as pages need it, in a handful of queries whatever their number."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from threading import Lock

from groundswell.domain.measurement.definition import Note, Target
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.record import FigureOrigin, MeasureRecord
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import Origin, SegmentInput
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.databases import database_file, reading_connection
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.lines import Line
from groundswell.records.selectors import organisation
from groundswell.records.selectors.acts import ActRow, live_acts, newest_seq
from groundswell.records.selectors.definitions import Catalogue, MeasureState, catalogue
from groundswell.records.selectors.figures import FigureRow, Key, Named, current_figures, series_of
from groundswell.records.selectors.files import FileOf, files_of
from groundswell.records.selectors.uploads import files_in_question

LINE_KINDS = (Kind.LIMITS, Kind.EXCLUDE, Kind.NOTE, Kind.TARGET, Kind.SHARE)
DEFAULT_RULES = "wheeler"
_KEPT = 4


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place at which a measure has figures."""

    org_unit_id: str | None
    name: str | None
    figures: int


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure by name; ``away`` and ``merged`` with the act that did it (for taking it back) and its reason."""

    measure_id: str
    name: str
    away: bool = False
    merged: bool = False
    reason: str = ""
    act_id: str = ""


class _Kept:
    """Records of the last few positions: what stands at a position never changes, except for words that were erased (an entry too)."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_key: OrderedDict[tuple[object, ...], list[MeasureRecord]] = OrderedDict()

    def get(self, key: tuple[object, ...]) -> list[MeasureRecord] | None:
        with self._lock:
            return self._by_key.get(key)

    def put(self, key: tuple[object, ...], records: list[MeasureRecord]) -> None:
        with self._lock:
            self._by_key[key] = records
            while len(self._by_key) > _KEPT:
                self._by_key.popitem(last=False)


_kept = _Kept()


def portfolio(actor: Actor, as_of_seq: int | None = None) -> list[MeasureRecord]:
    """Every line in use, by measure name, then place; measures without figures have one line without points.

    At most 9 queries. Put-away and merged measures are left out (a merged one's figures stand with the other).
    """
    newest = newest_seq()
    seq = newest if as_of_seq is None else min(as_of_seq, newest)
    key = (*_identity(), seq, newest, actor.audiences)
    records = _kept.get(key)
    if records is None:
        records = _records(actor, seq, None)
        _kept.put(key, records)
    waiting = _waiting()
    return [waiting.on(one) for one in records]


def measure_record(actor: Actor, line: Line, as_of_seq: int | None = None) -> MeasureRecord:
    """One line. Without a place, or with one that has no figures, the first place. Raises UserError("measure_unknown").

    A put-away measure is still found here; a merged one answers with the measure that it was merged into.
    """
    seq = newest_seq() if as_of_seq is None else as_of_seq
    everything = catalogue(actor, seq)
    if line.measure_id not in everything.measures:
        raise UserError("measure_unknown")
    wanted = everything.merged_into(line.measure_id)
    records = _records(actor, seq, wanted, everything)
    own = [one for one in records if one.org_unit_id == line.org_unit_id] or records
    return _waiting().on(own[0])


def places(actor: Actor, measure_id: str, as_of_seq: int | None = None) -> list[PlaceRow]:
    """Where a measure has figures, in order of name. Raises UserError("measure_unknown")."""
    everything = catalogue(actor, as_of_seq)
    if measure_id not in everything.measures:
        raise UserError("measure_unknown")
    own = everything.merged_into(measure_id)
    lines = _lines_of(current_figures(as_of_seq, _sources(everything, own)), everything)
    return [PlaceRow(unit, everything.org_units.get(unit or ""), len(rows)) for (_, unit), rows in _ordered(lines, everything)]


def measures(actor: Actor, *, away: bool = False, as_of_seq: int | None = None) -> list[MeasureRow]:
    """Measures in use by name, or (``away``) those put away or merged, with the act to take back."""
    rows = [_measure_row(state) for state in catalogue(actor, as_of_seq).measures.values() if state.in_use is not away]
    return sorted(rows, key=lambda row: row.name.casefold())


def _measure_row(state: MeasureState) -> MeasureRow:
    act = state.away or state.merged
    name = state.definition.name
    if act is None:
        return MeasureRow(state.id, name)
    return MeasureRow(state.id, name, state.away is not None, state.merged is not None, act.reason, act.id)


def _identity() -> tuple[str, int]:
    """Which database this is: a data directory that was deleted and made anew is another one."""
    path = database_file()
    return str(path), path.stat().st_ino


def _records(actor: Actor, seq: int, only: str | None, everything: Catalogue | None = None) -> list[MeasureRecord]:
    """Records of all lines in use, or of the measure named (put away or not)."""
    everything = everything or catalogue(actor, seq)
    figures = current_figures(seq, None if only is None else _sources(everything, only))
    lines = _lines_of(figures, everything)
    with_figures = {measure_id for measure_id, _ in lines}
    for state in everything.measures.values():
        if state.merged is None and state.id not in with_figures:
            lines[state.id, None] = []
    acts: dict[str, list[ActRow]] = defaultdict(list)
    for act in live_acts(LINE_KINDS, seq, measure=only):
        acts[everything.merged_into(str(act.measure))].append(act)
    files = files_of(seq)
    fiscal_start = organisation.settings(as_of_seq=seq).fiscal_year_start
    records = []
    for (measure_id, unit), rows in _ordered(lines, everything):
        state = everything.measures[measure_id]
        wanted = measure_id == only if only is not None else state.in_use
        if wanted:
            own = [act for act in acts[measure_id] if act.org_unit == unit]
            records.append(_record(_Parts(state, unit, everything.org_units.get(unit or ""), rows, own, files), seq, fiscal_start))
    return records


LineKey = tuple[str, str | None]


def _lines_of(figures: Mapping[Key, FigureRow], everything: Catalogue) -> dict[LineKey, list[FigureRow]]:
    """Figures by measure (the one they belong to after merges) and place, in order of day."""
    lines: dict[LineKey, list[FigureRow]] = {}
    for (measure, unit), group in groupby(figures.values(), key=_line_key):
        if measure not in everything.measures:
            continue
        into = everything.merged_into(measure), unit
        if into in lines:
            lines[into] = _newest_per_day([*lines[into], *group])
        else:
            lines[into] = list(group)
    return lines


def _line_key(row: FigureRow) -> LineKey:
    return row.measure, row.org_unit


def _newest_per_day(rows: Iterable[FigureRow]) -> list[FigureRow]:
    newest = {row.p_start: row for row in sorted(rows, key=lambda row: row.seq)}
    return [newest[day] for day in sorted(newest)]


def _ordered(lines: Mapping[LineKey, list[FigureRow]], everything: Catalogue) -> list[tuple[LineKey, list[FigureRow]]]:
    def names(item: tuple[LineKey, list[FigureRow]]) -> tuple[str, str, str]:
        measure, unit = item[0]
        return everything.measures[measure].definition.name.casefold(), measure, everything.org_units.get(unit or "", "").casefold()

    return sorted(((key, rows) for key, rows in lines.items() if key[0] in everything.measures), key=names)


def _sources(everything: Catalogue, measure_id: str) -> list[str]:
    """The measure and those merged into it."""
    return [one for one in everything.measures if everything.merged_into(one) == measure_id]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a record is made from."""

    state: MeasureState
    unit: str | None
    unit_name: str | None
    rows: Sequence[FigureRow]
    acts: Sequence[ActRow]
    files: FileOf


def _record(parts: _Parts, seq: int, fiscal_start: int) -> MeasureRecord:
    definition = parts.state.definition
    series = series_of(parts.rows, Named(definition.name, parts.unit_name), definition.cadence)
    excluded = {act.day: act.reason for act in parts.acts if act.kind == Kind.EXCLUDE and act.day is not None}
    limits = [act for act in parts.acts if act.kind == Kind.LIMITS]
    rules = [act for act in limits if act.what == What.RULES]
    baselines = [act for act in limits if act.what == What.BASELINE]
    notes = [act for act in parts.acts if act.kind == Kind.NOTE and act.day is not None]
    words = tuple(_note(act) for act in notes if act.what != What.THEIR_STATUS and act.words.get("text"))
    return MeasureRecord(
        measure_id=parts.state.id,
        org_unit_id=parts.unit,
        org_unit=parts.unit_name,
        definition=definition,
        series=series,
        rule_set=rules[-1].payload["rule_set"] if rules else DEFAULT_RULES,
        baseline=baselines[-1].payload["figures"] if baselines else None,
        segments=_segments(series, [act for act in limits if act.what == What.SPLIT], excluded),
        excluded=excluded,
        targets=_targets(parts.acts),
        notes=tuple(sorted(words, key=lambda one: one.day)),
        audience=parts.state.audience,
        as_of_seq=seq,
        shown=any(act.kind == Kind.SHARE for act in parts.acts),
        signals_noted=frozenset({one.day for one in words} | excluded.keys() | {act.day for act in limits if act.day is not None}),
        origins={series_day(row): _origin(row, parts.files) for row in parts.rows},
        their_status={act.day: act.words["text"] for act in notes if act.day and act.what == What.THEIR_STATUS and "text" in act.words},
        fiscal_start=fiscal_start,
    )


def series_day(row: FigureRow) -> date:
    """The first day of a figure's period."""
    return date.fromisoformat(row.p_start)


def _origin(row: FigureRow, files: FileOf) -> FigureOrigin:
    batch = files.batch(row.seq)
    return FigureOrigin(batch.file_name, row.sheet or "", row.cell or "", batch.ref)


def _note(act: ActRow) -> Note:
    return Note(act.id, act.day or date.min, act.words["text"], act.words.get("author", ""), act.payload.get("source", ""))


def _targets(acts: Iterable[ActRow]) -> tuple[Target, ...]:
    """The newest target of each day."""
    newest = {act.day: act for act in acts if act.kind == Kind.TARGET and act.day is not None}
    return tuple(Target(Exact.parse(newest[day].payload["value"]), day, newest[day].payload["label"]) for day in sorted(newest))


def _segments(series: Series, splits: Sequence[ActRow], excluded: Mapping[date, str]) -> tuple[SegmentInput, ...]:
    """Segments as indices over the series; a split that no period reaches any more waits without effect."""
    days = [point.period.start for point in series.points if point.period is not None]
    beginnings: dict[int, ActRow | None] = {0: None}
    for act in sorted(splits, key=lambda act: (act.day or date.min, act.seq)):
        first = next((at for at, day in enumerate(days) if act.day is not None and day >= act.day), None)
        if first:
            beginnings[first] = act
    out_of_limits = {at for at, day in enumerate(days) if day in excluded}
    firsts = sorted(beginnings)
    segments = []
    for first, following in zip(firsts, [*firsts[1:], len(days)], strict=True):
        own = frozenset(at for at in out_of_limits if first <= at < following)
        begun = beginnings[first]
        if begun is None:
            segments.append(SegmentInput(first, excluded=own))
        else:
            origin = Origin(begun.payload["origin"])
            segments.append(SegmentInput(first, excluded=own, origin=origin, reason=begun.reason, started_on=begun.day))
    return tuple(segments)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What waits for the owner now, whatever position is looked at: reactions by line, and files with an open question by name."""

    reactions: Mapping[tuple[str, str | None], int]
    files: frozenset[str]

    def on(self, record: MeasureRecord) -> MeasureRecord:
        """The record with what waits for it. A file in question is a measure's when its figures came from a file of that name."""
        count = self.reactions.get((record.measure_id, record.org_unit_id), 0)
        asked = bool(self.files) and any(origin.file_name in self.files for origin in record.origins.values())
        return replace(record, unanswered=count, open_question=asked) if count or asked else record


def _waiting() -> _Waiting:
    query = (
        "SELECT measure, org_unit, count(*) FROM reaction WHERE answered_at IS NULL AND erased_at IS NULL GROUP BY measure, org_unit"
    )
    reactions = {(measure, unit): count for measure, unit, count in reading_connection().execute(query)}
    return _Waiting(reactions, files_in_question())
