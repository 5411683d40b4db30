"""What the record of changes shows: batches in words, the answer of a check, the head."""

from dataclasses import dataclass
from typing import Any

from groundswell.errors import Value
from groundswell.records.ledger.verifying import Head, Verdict
from groundswell.records.selectors.batches import BatchRow
from groundswell.records.selectors.labels import STORE
from groundswell.web.pages.bring.start import moment
from groundswell.web.requests import PageRequest
from groundswell.words import Words

SHOWN = 200


@dataclass(frozen=True, slots=True)
class ShownBatch:
    """One line of the record."""

    id: str
    what: str
    at: str
    when: str
    counts: str
    state: str
    can_undo: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check found."""

    good: bool
    heading: str
    sentence: str
    head: str


def shown_batch(request: PageRequest, batch: BatchRow) -> ShownBatch:
    """A batch by what it did; only a batch of figures that still stands can be undone."""
    words = request.words
    return ShownBatch(
        id=batch.ref,
        what=_what(batch, words),
        at=batch.recorded_at.isoformat(),
        when=moment(request, batch.recorded_at),
        counts=_counts(batch, words),
        state=_state(batch, words),
        can_undo=batch.undoable,
    )


def _what(batch: BatchRow, words: Words) -> str:
    """The file that was stored, or what the one act of a person was."""
    if batch.kind == STORE and batch.file_name:
        return batch.file_name
    code = f"record.kind_{batch.kind}"
    return words.text(code if words.has(code) else "record.kind_other")


def _counts(batch: BatchRow, words: Words) -> str:
    if not batch.figures:
        return ""
    return words.text("record.counts", {"n": batch.figures, "new": batch.new, "changed": batch.changed})


def _state(batch: BatchRow, words: Words) -> str:
    if batch.retracted_by:
        return words.text("record.undone")
    if batch.retracts:
        return words.text("record.undoes_because", {"reason": batch.reason}) if batch.reason else words.text("record.undoes")
    return words.text("record.stands")


def headline(count: int, words: Words) -> str:
    """How much there is."""
    return words.text("record.headline", {"n": count}) if count else words.text("record.headline_none")


def answer_of(verdict: Verdict, words: Words) -> Answer:
    """Whole, or the first broken entry by its number, and what it broke."""
    broken = verdict.broken
    if broken is None:
        code = "record.whole_and_head" if verdict.anchored else "record.whole"
        values = {"n": verdict.head.entries, "batches": verdict.head.batches}
        return Answer(True, words.text("record.whole_heading"), words.text(code, values), verdict.head.text)
    broke: dict[str, Value] = {**broken.values, "seq": broken.seq, "batch": broken.batch}
    code = f"ledger.{broken.code}" if words.has(f"ledger.{broken.code}") else "record.broken"
    return Answer(False, words.text("record.broken_heading"), words.text(code, broke), "")


def context_of(request: PageRequest, batches: list[BatchRow], head: Head) -> dict[str, Any]:
    """The page without an answer."""
    return {
        "section": "record",
        "headline": headline(len(batches), request.words),
        "batches": [shown_batch(request, batch) for batch in batches],
        "head": head.text if head.entries else "",
        "head_says": request.words.text("record.head_says", {"n": head.entries, "batches": head.batches}),
    }
