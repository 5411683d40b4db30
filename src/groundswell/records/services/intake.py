"""A file's figures into the record: see first what it would do, store it as one batch, take the batch back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence
from groundswell.domain.measurement.period import Period
from groundswell.engine.intake import Intake
from groundswell.errors import Place, Problem, UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.encoding import ObservationFields, nfc
from groundswell.records.ledger.kinds import BatchKind, Kind
from groundswell.records.ledger.sealing import ActDraft, BatchDraft, FigureDraft
from groundswell.records.lines import Line
from groundswell.records.models import LiveKey
from groundswell.records.opening import write, writing_connection
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.batches import BatchRow, batch, standing_with_source
from groundswell.records.selectors.figures import (
    CENSORED,
    PRESENCES,
    STATUSES,
    FigureRow,
    current_figures,
    exact,
    period,
)
from groundswell.records.selectors.files import FileOf, files_of
from groundswell.records.services.beside import Beside, beside
from groundswell.records.services.diff import NOTHING_THERE, Change, Diff, Figure, StoredFigure, change_key, same_figure
from groundswell.records.services.matching import Incoming, Matching, incoming, matching
from groundswell.records.services.recording import batch_fields, opening_act, reasoned, seal_batch, short_enough

NO_REASONS: Mapping[str, str] = MappingProxyType({})
FOR_ALL = "*"
"""The key of ``reasons`` that stands for every change without a reason of its own."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing did. ``batch_ref`` is None where there was nothing to store; ``first_batch`` then says with what it came before."""

    batch_ref: str | None
    first_batch: BatchRow | None
    diff: Diff
    measure_ids: tuple[str, ...]
    as_of_seq: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """A diff with all that is needed to store it."""

    diff: Diff
    beside: Beside
    matched: Matching
    idem_key: str


def preview(actor: Actor, intake: Intake, *, keep: Collection[str] | None = None) -> Diff:
    """What storing would do. ``keep``: measure names of the intake that are wanted; None takes all. Stores nothing."""
    return _plan(actor, incoming(intake, keep)).diff


def store(
    actor: Actor,
    intake: Intake,
    *,
    keep: Collection[str] | None = None,
    reasons: Mapping[str, str] = NO_REASONS,
    confirmed: Diff | None = None,
) -> Stored:
    """Store a file's figures and what stands beside them as one batch, or nothing at all.

    The diff is worked out again at the moment of storing; with ``confirmed``, figures that changed in the meantime end in
    UserError("changed_meanwhile"). The same file again, or one that says nothing new, stores nothing and names the first batch.
    """
    coming = incoming(intake, keep)

    def work() -> Stored:
        plan = _plan(actor, coming)
        if confirmed is not None and _differs(confirmed, plan.diff):
            raise UserError("changed_meanwhile")
        if plan.diff.nothing_to_store:
            return Stored(None, plan.diff.first_batch, plan.diff, plan.diff.measure_ids, plan.diff.as_of_seq)
        sealed = seal_batch(actor, _draft(actor, coming, plan, reasons))
        LiveKey.objects.create(idem_key=plan.idem_key, batch_id=sealed.id)
        return Stored(sealed.ref, plan.diff.first_batch, plan.diff, plan.diff.measure_ids, sealed.last_seq)

    return write(work)


def retract(actor: Actor, batch_ref: str, reason: str = "") -> str:
    """Take back an import by new entries; gives the ref of the new batch. What other batches stored stands.

    Raises UserError("batch_unknown"), ("batch_already_retracted"), ("batch_not_undoable").
    """
    words = reasoned(reason)

    def work() -> str:
        wanted = batch(actor, batch_ref)
        if wanted.retracted_by is not None:
            raise UserError("batch_already_retracted")
        if not wanted.undoable:
            raise UserError("batch_not_undoable")
        figures = _retractions(wanted)
        opening = opening_act(BatchKind.RETRACT, retracts=batch_ref, figures=len(figures), file_name=wanted.file_name)
        opening = ActDraft(opening.kind, payload=opening.payload, words=words, id=opening.id)
        sealed = seal_batch(actor, BatchDraft(batch_fields(actor), opening, _acts_to_retract(wanted), figures))
        LiveKey.objects.filter(batch_id=wanted.id).delete()
        return sealed.ref

    return write(work)


def _plan(actor: Actor, coming: Incoming) -> _Plan:
    matched = matching(actor)
    lines = {matched.line(one.measure, one.org_unit) for one in coming.observations}
    stored = _stored(matched, lines, coming)
    found = _Compared(matched, stored, files_of(None))
    found.compare(coming.observations)
    alongside = beside(coming, matched)
    key = _idem_key(coming)
    first = _first_batch(actor, coming, found, key)
    live = LiveKey.objects.filter(idem_key=key).exists()
    ids = tuple(dict.fromkeys(matched.everything.merged_into(line.measure_id) for line in _in_order(coming, matched)))
    problems = (*(one for one in coming.intake.problems), *found.refused)
    if live:
        everything = (*found.unchanged, *found.new, *(change.figure for change in found.changed))
        nothing = Diff(unchanged=everything, refused=problems, first_batch=first, as_of_seq=newest_seq(), measure_ids=ids)
        return _Plan(nothing, Beside(), matched, key)
    diff = Diff(
        tuple(found.new),
        tuple(found.changed),
        tuple(found.unchanged),
        problems,
        tuple(found.missing()),
        tuple(alongside.new_measures),
        tuple(alongside.definitions),
        alongside.notes,
        alongside.targets,
        first,
        newest_seq(),
        ids,
    )
    return _Plan(diff, alongside, matched, key)


def _in_order(coming: Incoming, matched: Matching) -> Iterable[Line]:
    return dict.fromkeys(matched.line(one.measure, one.org_unit) for one in coming.observations)


def _stored(matched: Matching, lines: Iterable[Line], coming: Incoming) -> dict[tuple[Line, str], FigureRow]:
    """Current figures of the lines and days that a file touches, by the line they show in and the first day."""
    days = [one.period.start.isoformat() for one in coming.observations if one.period is not None]
    if not days:
        return {}
    shown = {matched.shown_line(line) for line in lines}
    wanted = {line.measure_id for line in shown}
    sources = [one for one in matched.everything.measures if matched.everything.merged_into(one) in wanted]
    found: dict[tuple[Line, str], FigureRow] = {}
    for row in current_figures(None, sources, (min(days), max(days))).values():
        line = matched.shown_line(Line(row.measure, row.org_unit))
        earlier = found.get((line, row.p_start))
        if line in shown and (earlier is None or earlier.seq < row.seq):
            found[line, row.p_start] = row
    return found


class _Compared:
    """Sorts a file's figures into new, changed, unchanged and refused."""

    def __init__(self, matched: Matching, stored: Mapping[tuple[Line, str], FigureRow], files: FileOf) -> None:
        self._matched, self._rows, self._files = matched, stored, files
        self._seen: dict[tuple[Line, str], Observation] = {}
        self.new: list[Figure] = []
        self.changed: list[Change] = []
        self.unchanged: list[Figure] = []
        self.refused: list[Problem] = []
        self.standing: list[StoredFigure] = []

    def compare(self, observations: Iterable[Observation]) -> None:
        """Take each figure of the file in turn; several under one name and day are settled first."""
        conflicting = self._conflicts(observations)
        for one in observations:
            if one.period is None:
                self.refused.append(Problem("figure_without_period", Place(one.sheet, one.cell), {"measure": one.measure}))
                continue
            line = self._matched.line(one.measure, one.org_unit)
            about = (self._matched.shown_line(line), one.period.start.isoformat())
            if about in conflicting:
                values = {"measure": one.measure, "start": about[1]}
                self.refused.append(Problem("two_figures_one_period", Place(one.sheet, one.cell), values))
            elif self._seen.setdefault(about, one) is one:
                self._sort_in(one, one.period, line)

    def missing(self) -> list[StoredFigure]:
        """Stored figures inside the span of days that the file covers for their line, and not in the file. They stay as they are."""
        spans: dict[Line, tuple[str, str]] = {}
        for line, day in self._seen:
            low, high = spans.get(line, (day, day))
            spans[line] = min(low, day), max(high, day)
        absent = []
        for (line, day), row in self._rows.items():
            span = spans.get(line)
            if span and span[0] <= day <= span[1] and (line, day) not in self._seen and PRESENCES[row.presence] not in NOTHING_THERE:
                absent.append(self._stored_figure(row))
        return absent

    def _conflicts(self, observations: Iterable[Observation]) -> set[tuple[Line, str]]:
        first: dict[tuple[Line, str], Observation] = {}
        wrong = set()
        for one in observations:
            if one.period is not None:
                about = (self._matched.shown_line(self._matched.line(one.measure, one.org_unit)), one.period.start.isoformat())
                other = first.setdefault(about, one)
                if (other.value, other.presence, other.bound) != (one.value, one.presence, one.bound):
                    wrong.add(about)
        return wrong

    def _sort_in(self, one: Observation, days: Period, line: Line) -> None:
        row = self._rows.get((self._matched.shown_line(line), days.start.isoformat()))
        known = line.measure_id if self._matched.known(line.measure_id) else None
        if row is None:
            figure = Figure(one.measure, known, one.org_unit, days, one, line)
            (self.unchanged if one.presence in NOTHING_THERE else self.new).append(figure)
            return
        old = self._stored_figure(row)
        figure = Figure(one.measure, known, one.org_unit, days, one, line, row.seq)
        if same_figure(one, old):
            self.standing.append(old)
            self.unchanged.append(figure)
        elif old.presence in NOTHING_THERE:
            self.new.append(figure)
        else:
            self.changed.append(Change(figure, old, change_key(one)))

    def _stored_figure(self, row: FigureRow) -> StoredFigure:
        everything, source = self._matched.everything, self._files.batch(row.seq)
        presence = PRESENCES[row.presence]
        return StoredFigure(
            everything.measures[everything.merged_into(row.measure)].definition.name,
            everything.org_units.get(row.org_unit or ""),
            period(row.p_start, row.p_end),
            row.number if presence is Presence.VALUE else None,
            presence,
            STATUSES[row.status],
            exact(row.num_coef, row.num_scale),
            exact(row.den_coef, row.den_scale),
            row.number if presence in CENSORED else None,
            row.seq,
            source.ref,
            source.file_name,
            row.sheet or "",
            row.cell or "",
        )


def _differs(confirmed: Diff, now: Diff) -> bool:
    """Whether what would change is no longer what the person saw."""
    if confirmed.as_of_seq == now.as_of_seq:
        return False
    seen = {change.key: change.old.seq for change in confirmed.changed}
    return seen != {change.key: change.old.seq for change in now.changed}


def _idem_key(coming: Incoming) -> str:
    """One digest for this file read this way: the same again is the same import."""
    digest = sha256(coming.intake.file_sha256.encode())
    for one in coming.observations:
        days = "" if one.period is None else f"{one.period.start}/{one.period.end}"
        digest.update("\0".join((one.measure, one.org_unit or "", days, str(one.value), one.presence, one.status, one.cell, "\n")).encode())
    for target in coming.intake.targets:
        digest.update(f"{target.measure}\0{target.org_unit}\0{target.target.day}\0{target.target.value}\n".encode())
    for remark in (*coming.intake.remarks, *coming.intake.statuses):
        digest.update(f"{remark.measure}\0{remark.org_unit}\0{remark.period}\0{remark.text}\n".encode())
    return digest.hexdigest()


def _first_batch(actor: Actor, coming: Incoming, found: _Compared, key: str) -> BatchRow | None:
    """The batch that this import, this file, or else most of its unchanged figures came with."""
    live = LiveKey.objects.filter(idem_key=key).select_related("batch").first()
    if live is not None:
        return batch(actor, live.batch.ref)
    same_file = standing_with_source(actor, coming.intake.file_sha256)
    if same_file is not None or not found.standing:
        return same_file
    refs = [old.batch_ref for old in found.standing]
    return batch(actor, max(sorted(set(refs)), key=refs.count))


def _draft(actor: Actor, coming: Incoming, plan: _Plan, reasons: Mapping[str, str]) -> BatchDraft:
    diff = plan.diff
    opening = opening_act(
        BatchKind.IMPORT,
        file_name=nfc(coming.intake.file_name),
        idem_key=plan.idem_key,
        new=sum(figure.observation.presence is Presence.VALUE for figure in diff.new),
        changed=len(diff.changed),
        unchanged=len(diff.unchanged),
        refused=len(diff.refused),
    )
    default = short_enough(reasons.get(FOR_ALL, ""))
    figures = [_figure_draft(figure, plan.matched) for figure in diff.new]
    figures += [
        _figure_draft(change.figure, plan.matched, short_enough(reasons.get(change.key, "")) or default) for change in diff.changed
    ]
    return BatchDraft(batch_fields(actor, coming.intake.file_sha256), opening, plan.beside.acts, figures)


def _figure_draft(figure: Figure, matched: Matching, reason: str = "") -> FigureDraft:
    one, line = figure.observation, figure.line
    number = one.value if one.value is not None else one.bound
    state = matched.everything.measures.get(line.measure_id)
    version = state.version_on(figure.day) if state is not None else matched.defined.get(line.measure_id, 0) + 1
    fields = ObservationFields(
        0,
        Kind.OBSERVE.value if figure.replaces is None else Kind.RESTATE.value,
        line.measure_id,
        line.org_unit_id,
        "",
        figure.period.start.isoformat(),
        figure.period.end.isoformat(),
        *_digits(number),
        *_digits(one.numerator),
        *_digits(one.denominator),
        one.presence.value,
        one.status.value,
        version,
        nfc(one.sheet),
        one.cell,
        figure.replaces,
        None,
    )
    return FigureDraft(fields, nfc(one.mark) if one.mark else None, reason)


def _digits(number: Exact | None) -> tuple[str | None, int | None]:
    return (None, None) if number is None else (str(number.coef), number.scale)


def _retractions(wanted: BatchRow) -> list[FigureDraft]:
    """One entry for each figure of the batch, saying which one it takes back."""
    rows = writing_connection().execute(
        "SELECT seq, measure, org_unit, dims, p_start, p_end, definition_version FROM observation"
        " WHERE seq BETWEEN ? AND ? AND kind <> 'retract' ORDER BY seq",
        (wanted.first_seq, wanted.last_seq),
    )
    nothing = (None,) * 8
    return [
        FigureDraft(ObservationFields(0, Kind.RETRACT.value, measure, unit, dims, start, end, *nothing, version, None, None, seq, None))
        for seq, measure, unit, dims, start, end, version in rows
    ]


def _acts_to_retract(wanted: BatchRow) -> list[ActDraft]:
    """What the batch brought beside figures; the definition of a measure or place that other standing figures need stays."""
    connection = writing_connection()
    rows = connection.execute(
        "SELECT a.seq, a.kind, a.measure, a.org_unit, a.day FROM act a WHERE a.seq > ? AND a.seq <= ?"
        " AND NOT EXISTS (SELECT 1 FROM act r WHERE r.supersedes = a.seq AND r.kind = 'retract') ORDER BY a.seq",
        (wanted.first_seq, wanted.last_seq),
    ).fetchall()
    others = connection.execute(
        "SELECT DISTINCT o.measure, o.org_unit FROM observation o WHERE o.kind <> 'retract' AND o.seq NOT BETWEEN ? AND ?"
        " AND NOT EXISTS (SELECT 1 FROM observation r WHERE r.supersedes = o.seq AND r.kind = 'retract')",
        (wanted.first_seq, wanted.last_seq),
    ).fetchall()
    needed_measures, needed_places = {row[0] for row in others}, {row[1] for row in others}
    drafts = []
    for seq, kind, measure, unit, day in rows:
        defines = kind == Kind.DEFINE
        if defines and (measure in needed_measures if measure is not None else unit in needed_places):
            continue
        drafts.append(ActDraft(Kind.RETRACT, measure, unit, day, supersedes=seq))
    return drafts

