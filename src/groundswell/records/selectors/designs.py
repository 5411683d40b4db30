"""Measure designs as the log of edits leaves them. The design of a result is the document of the result's own id."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.authoring.measure_design import Aspect, BiggerPicture, Candidate, Degree, Evidence, MeasureDesign, Side
from groundswell.domain.measurement.dictionary_entry import MeasureType
from groundswell.records.actors import Actor
from groundswell.records.selectors.document_access import results_seen
from groundswell.records.selectors.edits import Document, Item, documents

DESIGN, EVIDENCE, CANDIDATE, PICTURE = "design", "evidence", "candidate", "picture"
"""Kinds of the items of a design's document; the item ``design`` has the document's own id."""


@dataclass(frozen=True, slots=True)
class DesignState:
    """A design at a position of its document."""

    design: MeasureDesign
    seq: int


def design_of(actor: Actor, result_id: str, as_of_seq: int | None = None) -> DesignState:
    """The design of one result, empty where nothing is written yet. The caller has checked that the result is there."""
    return designs(actor, [result_id], as_of_seq)[result_id]


def designs(actor: Actor, result_ids: Sequence[str], as_of_seq: int | None = None) -> dict[str, DesignState]:
    """The designs of several results in one query; empty ones of results that stand on a map which this actor may not see."""
    seen = results_seen(actor, result_ids)
    found = documents([one for one in result_ids if one in seen], as_of_seq)
    return {one: DesignState(_design(found.get(one) or Document(one)), found[one].seq if one in found else 0) for one in result_ids}


def _design(one: Document) -> MeasureDesign:
    head = one.items.get(one.id) or Item(one.id, DESIGN, one.id, 0, 0)
    asked = head.fields.get("none_found_after")
    return MeasureDesign(
        result_id=one.id,
        evidence=tuple(_evidence(item) for item in one.live(EVIDENCE)),
        candidates=tuple(_candidate(item) for item in one.live(CANDIDATE)),
        picture=tuple(_picture(item) for item in one.live(PICTURE)),
        control=head.text("control"),
        none_found_after=None if asked is None else int(asked),
        reason=head.text("reason"),
        part_order=tuple(head.fields.get("part_order") or ()),
    )


def _evidence(item: Item) -> Evidence:
    return Evidence(item.id, item.text("text"), Side(item.text("side") or Side.TRUE), Degree(item.text("degree") or Degree.MORE))


def _candidate(item: Item) -> Candidate:
    texts = ("statistic", "population", "period", "evidence_id", "source", "notes", "name", "description", "why_not", "measure_id")
    return Candidate(
        id=item.id,
        strength=item.fields.get("strength"),
        feasibility=item.fields.get("feasibility"),
        chosen=bool(item.fields.get("chosen")),
        measure_type=MeasureType(item.text("measure_type")),
        type_confirmed=bool(item.fields.get("type_confirmed")),
        **{name: item.text(name) for name in texts},
    )


def _picture(item: Item) -> BiggerPicture:
    return BiggerPicture(item.id, Aspect(item.text("aspect") or Aspect.CONSEQUENCE), item.text("text"), item.text("counter"))
