"""A file's figures into the record: see first what it would do, store it as one batch, take the batch back."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from types import MappingProxyType

from groundswell.domain.measurement.observation import Presence
from groundswell.engine.intake import Intake
from groundswell.engine.uncollected import uncollected
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.encoding import ObservationFields, nfc
from groundswell.records.ledger.kinds import BatchKind, Kind
from groundswell.records.ledger.sealing import ActDraft, BatchDraft, FigureDraft
from groundswell.records.models import LiveKey
from groundswell.records.opening import write, writing_connection
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.batches import BatchRow, batch, standing_with_source
from groundswell.records.selectors.files import files_of
from groundswell.records.selectors.names import DecidedNames, decided_names
from groundswell.records.services.beside import Beside, beside
from groundswell.records.services.comparing import Compared
from groundswell.records.services.diff import Diff
from groundswell.records.services.drafting import FigureDrafts, Told, quietly
from groundswell.records.services.matching import Incoming, Matching, Pinned, incoming, matching, settled
from groundswell.records.services.named_persons import FOR_PEOPLE, Asked, kept_acts, refuse, unanswered
from groundswell.records.services.noticing import notice
from groundswell.records.services.recording import batch_fields, opening_act, reasoned, seal_batch, short_enough
from groundswell.records.services.teams import unit_of
from groundswell.records.services.withdrawing import no_longer_undone, undone_by_revision

log = logging.getLogger("groundswell.records")
NO_REASONS: Mapping[str, str] = MappingProxyType({})
KEYED_AT_ONCE = 1_000
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
class Prepared:
    """A diff with all that is needed to store it, so that nothing has to be worked out twice while the record stays as it is."""

    diff: Diff
    coming: Incoming
    beside: Beside
    matched: Matching
    idem_key: str
    decided: Sequence[DecidedNames]
    """What people had decided about names."""
    asked: Asked

    def holds(self, actor: Actor) -> bool:
        """Whether the record is still as it was when this was worked out."""
        return self.diff.as_of_seq == newest_seq() and list(self.decided) == decided_names(actor)


def preview(actor: Actor, intake: Intake, *, keep: Collection[str] | None = None) -> Diff:
    """What storing would do. ``keep``: measure names of the intake that are wanted; None takes all. Stores nothing."""
    return prepare(actor, intake, keep=keep).diff


def prepare(
    actor: Actor, intake: Intake, *, keep: Collection[str] | None = None, told: Told = quietly, pinned: Pinned | None = None
) -> Prepared:
    """What storing would do, ready for :func:`store_prepared`. ``told`` hears how many figures are compared; it may raise to end it.

    ``pinned``: names that mean one measure or place, for figures that came with its id.
    """
    return _prepared(actor, replace(incoming(intake, keep), pinned=pinned), told)


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
    UserError("changed_meanwhile"). The same file again, or one that says nothing new, stores nothing and names the first batch. Lines that
    are named like people need a reason, under FOR_PEOPLE of ``reasons``; else UserError("lines_named_like_people").
    """
    coming = incoming(intake, keep)

    def work() -> tuple[Stored, Prepared]:
        prepared = _prepared(actor, coming, quietly)
        if confirmed is not None and _differs(confirmed, prepared.diff):
            raise UserError("changed_meanwhile")
        return _sealed(actor, prepared, reasons, quietly), prepared

    return _noticed(*write(work))


def store_prepared(actor: Actor, prepared: Prepared, *, reasons: Mapping[str, str] = NO_REASONS, told: Told = quietly) -> Stored:
    """Store what was prepared, as :func:`store` would; it is worked out again where the record moved on in the meantime.

    ``told`` hears how many figures are stored, of how many. Where it raises, or anything else does, nothing at all is stored.
    Raises UserError("changed_meanwhile") where figures that would change did so.
    """

    def work() -> tuple[Stored, Prepared]:
        now = prepared if prepared.holds(actor) else _prepared(actor, prepared.coming, quietly)
        if _differs(prepared.diff, now.diff):
            raise UserError("changed_meanwhile")
        return _sealed(actor, now, reasons, told), now

    return _noticed(*write(work))


def _sealed(actor: Actor, prepared: Prepared, reasons: Mapping[str, str], told: Told) -> Stored:
    """The batch in the ledger; called in the writing thread."""
    diff = prepared.diff
    if diff.nothing_to_store:
        return Stored(None, diff.first_batch, diff, diff.measure_ids, diff.as_of_seq)
    refuse(diff.people, reasons.get(FOR_PEOPLE, ""))
    sealed = seal_batch(actor, _draft(actor, prepared, reasons, told))
    LiveKey.objects.create(idem_key=prepared.idem_key, batch_id=sealed.id)
    return Stored(sealed.ref, diff.first_batch, diff, diff.measure_ids, sealed.last_seq)


def _noticed(stored: Stored, prepared: Prepared) -> Stored:
    """What the product writes down about the lines of an import, once that is on disk: a fault here loses no figure."""
    batch_ref, diff = stored.batch_ref, prepared.diff
    if batch_ref is not None:
        figures = (*diff.new, *(change.figure for change in diff.changed))
        shown_line = {line: prepared.matched.shown_line(line) for line in {figure.line for figure in figures}}
        measures = {line.measure_id for line in shown_line.values()}
        _afterwards(lambda: notice(measures, batch_ref, undone_by_revision(diff, shown_line, batch_ref)))
    return stored


def _afterwards(work: Callable[[], None]) -> None:
    """What is done once the person's own act is on disk. A disk that fills up right then must not say that nothing was stored."""
    try:
        write(work)
    except UserError as error:
        if error.code != "disk_full_or_broken":
            raise
        log.warning("what the product noticed after figures came could not be written down: %s", error.code)


def retract(actor: Actor, batch_ref: str, reason: str = "") -> str:
    """Take back an import by new entries; gives the ref of the new batch. What other batches stored stands.

    Raises UserError("batch_unknown"), ("not_your_batch") where figures of other teams came with it, ("batch_already_retracted"),
    ("batch_not_undoable").
    """
    words = reasoned(reason)

    def work() -> tuple[str, set[str]]:
        wanted = batch(actor, batch_ref)
        if not wanted.yours:
            raise UserError("not_your_batch")
        if wanted.retracted_by is not None:
            raise UserError("batch_already_retracted")
        if not wanted.undoable:
            raise UserError("batch_not_undoable")
        figures = _retractions(wanted)
        opening = opening_act(BatchKind.RETRACT, retracts=batch_ref, figures=len(figures), file_name=wanted.file_name)
        opening = ActDraft(opening.kind, payload=opening.payload, words=words, id=opening.id)
        sealed = seal_batch(actor, BatchDraft(batch_fields(actor), opening, _acts_to_retract(wanted), figures))
        LiveKey.objects.filter(batch_id=wanted.id).delete()
        return sealed.ref, {figure.fields.measure for figure in figures}

    ref, touched = write(work)
    _afterwards(lambda: notice(touched, ref, no_longer_undone(batch_ref)))
    return ref


def _prepared(actor: Actor, coming: Incoming, told: Told) -> Prepared:
    with uncollected():
        matched = matching(actor, coming.pinned)
        key = _idem_key(coming, matched.unit)
        settled_coming, renamed = settled(coming, matched)
        found = Compared(settled_coming, matched, told)
        files = files_of(None)
        live = LiveKey.objects.filter(idem_key=key).exists()
        found.compare(files, known=live)
        alongside = beside(settled_coming, matched)
        if matched.new_measures:
            unit_of(actor)
        first = _first_batch(actor, settled_coming, found, key)
        ids = tuple(dict.fromkeys(matched.everything.merged_into(line.measure_id) for line in found.lines))
        asked = unanswered(settled_coming, matched)
        diff = Diff(
            tuple(found.new),
            tuple(found.changed),
            tuple(found.unchanged),
            (*(one for one in coming.intake.problems), *found.refused),
            tuple(found.missing(files)),
            tuple(alongside.new_measures),
            tuple(alongside.definitions),
            alongside.notes,
            alongside.targets,
            first,
            newest_seq(),
            ids,
            renamed,
            asked.people,
        )
        if live:
            diff, alongside = _nothing_of(diff), Beside()
        return Prepared(diff, coming, alongside, matched, key, decided_names(actor), asked)


def _nothing_of(diff: Diff) -> Diff:
    """The diff of a file that is stored as it is already: nothing of it is new."""
    everything = (*diff.unchanged, *diff.new, *(change.figure for change in diff.changed))
    return Diff(
        unchanged=everything,
        refused=diff.refused,
        first_batch=diff.first_batch,
        as_of_seq=diff.as_of_seq,
        measure_ids=diff.measure_ids,
        renamed=diff.renamed,
    )


def _differs(confirmed: Diff, now: Diff) -> bool:
    """Whether what would change is no longer what the person saw."""
    if confirmed.as_of_seq == now.as_of_seq:
        return False
    seen = {change.key: change.old.seq for change in confirmed.changed}
    return seen != {change.key: change.old.seq for change in now.changed}


def _idem_key(coming: Incoming, unit: str | None) -> str:
    """One digest for this file read this way, for the same team: the same again is the same import. What other teams have brought is
    no matter here, and is not told by it."""
    digest = sha256(coming.intake.file_sha256.encode())
    if unit is not None:
        digest.update(f"{unit}\n".encode())
    spans: dict[int, str] = {}  # by identity: readers give all figures of a period the same one
    every = coming.observations
    for first in range(0, len(every), KEYED_AT_ONCE):
        parts: list[str] = []
        for one in every[first : first + KEYED_AT_ONCE]:
            days = spans.get(id(one.period))
            if days is None:
                days = spans[id(one.period)] = "" if one.period is None else f"{one.period.start}/{one.period.end}"
            parts.append(f"{one.measure}\0{one.org_unit or ''}\0{days}\0{one.value}\0{one.presence}\0{one.status}\0{one.cell}\0\n")
        digest.update("".join(parts).encode())
    for target in coming.intake.targets:
        digest.update(f"{target.measure}\0{target.org_unit}\0{target.target.day}\0{target.target.value}\n".encode())
    for remark in (*coming.intake.remarks, *coming.intake.statuses):
        digest.update(f"{remark.measure}\0{remark.org_unit}\0{remark.period}\0{remark.text}\n".encode())
    return digest.hexdigest()


def _first_batch(actor: Actor, coming: Incoming, found: Compared, key: str) -> BatchRow | None:
    """The batch that this import, this file, or else most of its unchanged figures came with."""
    live = LiveKey.objects.filter(idem_key=key).select_related("batch").first()
    if live is not None:
        return _shown(actor, live.batch.ref)
    same_file = standing_with_source(actor, coming.intake.file_sha256)
    if same_file is not None or not found.standing:
        return same_file
    return _shown(actor, max(sorted(found.standing), key=lambda ref: found.standing[ref]))


def _shown(actor: Actor, ref: str) -> BatchRow | None:
    """A batch, where nothing in it is kept from this actor's eyes."""
    try:
        return batch(actor, ref)
    except UserError:
        return None


def _draft(actor: Actor, prepared: Prepared, reasons: Mapping[str, str], told: Told) -> BatchDraft:
    diff, intake = prepared.diff, prepared.coming.intake
    opening = opening_act(
        BatchKind.IMPORT,
        file_name=nfc(intake.file_name),
        idem_key=prepared.idem_key,
        new=sum(figure.observation.presence is Presence.VALUE for figure in diff.new),
        changed=len(diff.changed),
        unchanged=len(diff.unchanged),
        refused=len(diff.refused),
    )
    acts = [*prepared.beside.acts]
    if diff.people:
        why_people = reasons.get(FOR_PEOPLE, "")
        opening = ActDraft(opening.kind, payload=opening.payload, words=reasoned(why_people), id=opening.id)
        acts += kept_acts(prepared.asked, why_people)
    default = short_enough(reasons.get(FOR_ALL, ""))
    why = {change.key: short_enough(reasons.get(change.key, "")) or default for change in diff.changed}
    figures = FigureDrafts(diff, prepared.matched, why, told)
    return BatchDraft(batch_fields(actor, intake.file_sha256), opening, acts, figures, figures.marks)


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

