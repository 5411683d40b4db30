"""What the record of changes shows: batches in words, the answer of a check, the head."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from groundswell.errors import Value
from groundswell.records.ledger.anchors import Head
from groundswell.records.ledger.verifying import Verdict
from groundswell.records.selectors.batches import BatchRow
from groundswell.records.selectors.deeds import Deed, deeds
from groundswell.records.selectors.labels import STORE
from groundswell.web.pages.bring.start import moment
from groundswell.web.pages.record.anchoring import checker_digest, shown_anchor
from groundswell.web.requests import PageRequest
from groundswell.words import Words

SHOWN = 200


@dataclass(frozen=True, slots=True)
class ShownBatch:
    """One line of the record. ``about`` names a measure and ``href`` leads to its log of limits; both empty for all else."""

    id: str
    what: str
    at: str
    when: str
    counts: str
    state: str
    can_undo: bool
    about: str = ""
    href: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check found."""

    good: bool
    heading: str
    sentence: str
    head: str
    since: str = ""


def shown_batch(request: PageRequest, batch: BatchRow, deed: Deed | None = None) -> ShownBatch:
    """A batch by what it did; only a batch of figures that still stands can be undone."""
    words, deed = request.words, deed or Deed()
    return ShownBatch(
        id=batch.ref,
        what=_what(batch, deed, words),
        at=batch.recorded_at.isoformat(),
        when=moment(request, batch.recorded_at),
        counts=_counts(batch, words),
        state=_state(batch, deed, words),
        can_undo=batch.undoable,
        about=words.text("record.about", {"name": deed.name, "place": deed.place}) if deed.place else deed.name,
        href=_log_of(deed),
        why=_why(batch, deed, words),
    )


def _why(batch: BatchRow, deed: Deed, words: Words) -> str:
    """The person's reason; of a stored file why its lines were kept that are named like people."""
    if batch.kind == STORE and batch.reason:
        return words.text("record.people_kept", {"reason": batch.reason})
    return words.text("act.reason", {"reason": deed.reason}) if deed.reason else ""


def _log_of(deed: Deed) -> str:
    """Where the act stands among those of its measure; empty when it is about no measure that this person may see."""
    if not deed.measure_id:
        return ""
    address = reverse("measure_log", args=[deed.measure_id])
    return f"{address}?{urlencode({'place': deed.org_unit_id})}" if deed.org_unit_id else address


def _what(batch: BatchRow, deed: Deed, words: Words) -> str:
    """The file that was stored, what the one act of a person was, or what it took back."""
    if batch.kind == STORE and batch.file_name:
        return batch.file_name
    if deed.took_back:
        own = f"record.took_back_{deed.took_back}"
        return words.text(own) if words.has(own) else words.text("record.took_back", {"what": _named(deed.took_back, words)})
    return _named(batch.kind, words)


def _named(kind: str, words: Words) -> str:
    code = f"record.kind_{kind}"
    return words.text(code if words.has(code) else "record.kind_other")


def _counts(batch: BatchRow, words: Words) -> str:
    if not batch.figures:
        return ""
    return words.text("record.counts", {"n": batch.figures, "new": batch.new, "changed": batch.changed})


def _state(batch: BatchRow, deed: Deed, words: Words) -> str:
    if deed.taken_back:
        return words.text("record.taken_back")
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
        whole = words.text("record.whole", {"n": verdict.head.entries, "batches": verdict.head.batches})
        met = words.text("ledger.met", {"n": len(verdict.anchors), "entries": verdict.since}) if verdict.anchored else ""
        return Answer(True, words.text("record.whole_heading"), whole, verdict.head.text, met)
    broke: dict[str, Value] = {**broken.values, "seq": broken.seq, "batch": broken.batch}
    code = f"ledger.{broken.code}" if words.has(f"ledger.{broken.code}") else "record.broken"
    since = words.text("ledger.since", {"entries": verdict.since}) if verdict.since else ""
    heading = "record.not_met_heading" if verdict.not_met else "record.broken_heading"
    return Answer(False, words.text(heading), words.text(code, broke), "", since)


def context_of(request: PageRequest, batches: list[BatchRow], head: Head) -> dict[str, Any]:
    """The page without an answer."""
    found = deeds(request.actor, batches)
    return {
        "section": "record",
        "headline": headline(len(batches), request.words),
        "batches": [shown_batch(request, batch, found.get(batch.id)) for batch in batches],
        "anchor": shown_anchor(request, head) if head.entries else None,
        "checker_digest": checker_digest(),
    }
