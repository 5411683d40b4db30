"""Everything about measures as pages need it, in a handful of queries whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from groundswell.domain.access.deciding import acts
from groundswell.domain.measurement.definition import Note
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.errors import UserError
from groundswell.records.actors import PRODUCT, Actor
from groundswell.records.databases import identity, reading_connection
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.lines import Line
from groundswell.records.selectors.acts import ActRow, live_acts, newest_seq
from groundswell.records.selectors.chart_kinds import kind_of
from groundswell.records.selectors.computed import ComputedLine, LineKey, origin_of
from groundswell.records.selectors.definitions import Catalogue, MeasureState, catalogue
from groundswell.records.selectors.eyes import for_eyes, for_guests
from groundswell.records.selectors.figures import FigureRow, Named, changed_since, series_of, series_of_observations
from groundswell.records.selectors.files import FileOf
from groundswell.records.selectors.kept import Kept
from groundswell.records.selectors.ledger import anchor_at
from groundswell.records.selectors.proposals import proposals_of
from groundswell.records.selectors.rule_sets import given_rules
from groundswell.records.selectors.stored_lines import ordered, read_lines
from groundswell.records.selectors.stretches import segments_of
from groundswell.records.selectors.targets import changes_of, standards_of, targets_of
from groundswell.records.selectors.uploads import files_in_question

LINE_KINDS = (Kind.LIMITS, Kind.EXCLUDE, Kind.NOTE, Kind.TARGET, Kind.SHARE)
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


_kept: Kept[list[MeasureRecord]] = Kept(_KEPT)
"""Words that were erased are an entry too, and so another position."""


def portfolio(actor: Actor, as_of_seq: int | None = None, *, only: Collection[str] | None = None) -> list[MeasureRecord]:
    """Every line in use (``only``: of those measures), by measure name, then place; measures without figures have one line without points.

    At most 10 queries. Put-away and merged measures are left out (a merged one's figures stand with the other).
    """
    newest = newest_seq()
    seq = newest if as_of_seq is None else min(as_of_seq, newest)
    key = (*identity(), seq, newest, actor.viewer, None if only is None else frozenset(only))
    records = _kept.get(key)
    if records is None:
        everything = catalogue(actor, seq)
        records = _records(actor, seq, None, everything if only is None else everything.narrowed(only))
        _kept.put(key, records)
    waiting = _waiting(actor)
    return [waiting.on(one) for one in records]


def measure_record(actor: Actor, line: Line, as_of_seq: int | None = None) -> MeasureRecord:
    """One line. Without a place, or with one that has no figures, the first place. Raises UserError("measure_unknown").

    A put-away measure is still found here; a merged one answers with the measure that it was merged into. The ledger's anchor is on it.
    """
    seq = newest_seq() if as_of_seq is None else as_of_seq
    everything = catalogue(actor, seq)
    if line.measure_id not in everything.measures:
        raise UserError("measure_unknown")
    wanted = everything.merged_into(line.measure_id)
    records = _records(actor, seq, wanted, everything)
    own = [one for one in records if one.org_unit_id == line.org_unit_id] or records
    return _waiting(actor).on(replace(own[0], anchor=anchor_at(actor, seq)))


def as_guests_see(actor: Actor, record: MeasureRecord) -> MeasureRecord:
    """A line as whoever gets a link or a file sees it: from outside the team, whoever shows it."""
    everything = catalogue(actor, record.as_of_seq)
    lines = _records(actor, record.as_of_seq, record.measure_id, everything)
    seen = for_guests(actor, everything, lines, lambda: _records(PRODUCT, newest_seq(), record.measure_id))
    own = next((one for one in seen if one.org_unit_id == record.org_unit_id and one.small_numbers), None)
    return record if own is None else replace(own, anchor=record.anchor)


def records_of(actor: Actor, measure_id: str) -> list[MeasureRecord]:
    """Every line of one measure as it stands now, by place; without what waits for its owner."""
    return _records(actor, newest_seq(), measure_id)


def figures_as_they_stood(actor: Actor | None, measure_id: str, seq: int) -> list[MeasureRecord]:
    """Every line of one measure with the figures of that position, under today's definitions; None: as it is seen from outside its team.
    Figures of another measure that was merged into it later are not among them: until then they were that one's own.

    Many positions of one measure are read like this: the definitions of each would be all measures anew.
    """
    reader = actor or PRODUCT
    everything = catalogue(reader).merges_until(seq)
    records = _records(reader, seq, measure_id, everything)
    return records if actor is not None else for_guests(reader, everything, records, lambda: records_of(PRODUCT, measure_id))


def places(actor: Actor, measure_id: str, as_of_seq: int | None = None) -> list[PlaceRow]:
    """Where a measure has figures, in order of name. Raises UserError("measure_unknown")."""
    everything = catalogue(actor, as_of_seq)
    if measure_id not in everything.measures:
        raise UserError("measure_unknown")
    own = everything.merged_into(measure_id)
    reading = read_lines(everything, as_of_seq, own)
    counts = {key: len(rows) for key, rows in reading.lines.items() if key[0] == own}
    counts |= {key: len(line.figures) for key, line in reading.computed.items()}
    return [PlaceRow(unit, everything.org_units.get(unit or ""), count) for (_, unit), count in ordered(counts, everything)]


def measures(actor: Actor, *, away: bool = False, as_of_seq: int | None = None) -> list[MeasureRow]:
    """Measures in use by name, or (``away``) those put away or merged, with the act to take back; what was merged is its team's to know."""
    states = (state for state in catalogue(actor, as_of_seq).measures.values() if state.in_use is not away)
    rows = [_measure_row(state) for state in states if _may_be_told(actor, state)]
    return sorted(rows, key=lambda row: row.name.casefold())


def put_away(actor: Actor, measure_id: str) -> MeasureRow | None:
    """The measure with the act that put it away, as in the list of those; None for one in use, and for one that is not there."""
    state = catalogue(actor).measures.get(measure_id)
    return None if state is None or state.in_use or not _may_be_told(actor, state) else _measure_row(state)


def _may_be_told(actor: Actor, state: MeasureState) -> bool:
    return state.merged is None or acts(actor.viewer, state.subject)


def _measure_row(state: MeasureState) -> MeasureRow:
    act = state.away or state.merged
    name = state.definition.name
    if act is None:
        return MeasureRow(state.id, name)
    return MeasureRow(state.id, name, state.away is not None, state.merged is not None, act.reason, act.id)


def _records(actor: Actor, seq: int, only: str | None, everything: Catalogue | None = None) -> list[MeasureRecord]:
    """Records of all lines in use, or of the measure named (put away or not)."""
    everything = everything or catalogue(actor, seq)
    reading = read_lines(everything, seq, only)
    lines: dict[LineKey, list[FigureRow]] = {**{key: [] for key in reading.computed}, **reading.lines}
    with_figures = {measure_id for measure_id, _ in lines}
    asked = everything.measures.values() if only is None else [everything.measures[only]]
    for state in asked:
        if state.merged is None and state.id not in with_figures:
            lines[state.id, None] = []
    of_measure: dict[str, list[ActRow]] = defaultdict(list)
    for act in live_acts(LINE_KINDS, seq, measure=only):
        if act.measure is not None:
            of_measure[everything.merged_into(act.measure)].append(act)
    records = []
    for (measure_id, unit), rows in ordered(lines, everything):
        state = everything.measures[measure_id]
        wanted = measure_id == only if only is not None else state.in_use
        if wanted:
            own = [act for act in of_measure[measure_id] if act.org_unit == unit]
            computed = reading.computed.get((measure_id, unit))
            parts = _Parts(state, unit, everything.org_units.get(unit or ""), rows, own, reading.files, computed)
            record = _record(parts, seq, reading.fiscal_start)
            records.append(record if acts(actor.viewer, state.subject) else replace(record, yours=False))
    return for_eyes(actor, everything, records, lambda: _records(PRODUCT, newest_seq(), only))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a record is made from."""

    state: MeasureState
    unit: str | None
    unit_name: str | None
    rows: Sequence[FigureRow]
    acts: Sequence[ActRow]
    files: FileOf
    computed: ComputedLine | None = None


def _record(parts: _Parts, seq: int, fiscal_start: int) -> MeasureRecord:
    definition = parts.state.definition
    named = Named(definition.name, parts.unit_name)
    computed = parts.computed
    if computed is None:
        series = series_of(parts.rows, named, definition.cadence)
        origins = {series_day(row): origin_of(row, parts.files) for row in parts.rows}
    else:
        series = series_of_observations([one.observation for one in computed.figures], named, definition.cadence)
        origins = {one.observation.period.start: one.origin for one in computed.figures if one.observation.period is not None}
    excluded = {act.day: act.reason for act in parts.acts if act.kind == Kind.EXCLUDE and act.day is not None}
    limits = [act for act in parts.acts if act.kind == Kind.LIMITS]
    rules = [act for act in limits if act.what == What.RULES]
    baselines = [act for act in limits if act.what == What.BASELINE]
    splits = [act for act in limits if act.what == What.SPLIT]
    given = given_rules(rules[-1].payload if rules else None, seq)
    notes = [act for act in parts.acts if act.kind == Kind.NOTE and act.day is not None]
    words = tuple(_note(act) for act in notes if act.what != What.THEIR_STATUS and act.words.get("text"))
    kind, kind_act = kind_of(limits)
    return MeasureRecord(
        measure_id=parts.state.id,
        org_unit_id=parts.unit,
        org_unit=parts.unit_name,
        definition=definition,
        series=series,
        rule_set=given.name,
        baseline=baselines[-1].payload["figures"] if baselines else None,
        segments=segments_of(series, limits, excluded, parts.state.history, changed_since(parts.rows)),
        excluded=excluded,
        targets=targets_of(changes := changes_of(parts.acts)),
        target_changes=changes,
        standards=standards_of(parts.acts),
        notes=tuple(sorted(words, key=lambda one: one.day)),
        audience=parts.state.audience,
        as_of_seq=seq,
        shown=any(act.kind == Kind.SHARE for act in parts.acts),
        signals_noted=frozenset({one.day for one in words} | excluded.keys() | {act.day for act in splits if act.day is not None}),
        origins=origins,
        their_status={act.day: act.words["text"] for act in notes if act.day and act.what == What.THEIR_STATUS and "text" in act.words},
        fiscal_start=fiscal_start,
        kind=kind,
        kind_act=kind_act,
        computed=computed is not None and computed.computed,
        formula_problems=() if computed is None else computed.problems,
        rule_set_version=given.version,
        own_rules=given.own_text,
        proposals=proposals_of(limits),
    )


def series_day(row: FigureRow) -> date:
    """The first day of a figure's period."""
    return date.fromisoformat(row.p_start)


def _note(act: ActRow) -> Note:
    return Note(act.id, act.day or date.min, act.words["text"], act.words.get("author", ""), act.payload.get("source", ""))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What waits for the owner now, whatever position is looked at: reactions by line, and files with an open question by name."""

    reactions: Mapping[tuple[str, str | None], int]
    files: frozenset[str]

    def on(self, record: MeasureRecord) -> MeasureRecord:
        """The record with what waits for its team; for others nothing does.

        A file in question is a measure's when its figures came from a file of that name."""
        if not record.yours:
            return record
        count = self.reactions.get((record.measure_id, record.org_unit_id), 0)
        asked = bool(self.files) and any(name in self.files for origin in record.origins.values() for name in origin.file_names)
        return replace(record, unanswered=count, open_question=asked) if count or asked else record


def _waiting(actor: Actor) -> _Waiting:
    query = (
        "SELECT measure, org_unit, count(*) FROM reaction WHERE answered_at IS NULL AND erased_at IS NULL GROUP BY measure, org_unit"
    )
    reactions = {(measure, unit): count for measure, unit, count in reading_connection().execute(query)}
    return _Waiting(reactions, files_in_question(actor))
