"""What has happened to a line, newest first: figures that came, acts of people, first words of others."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from groundswell.domain.authoring.owning import State
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.databases import reading_connection
from groundswell.records.ledger.kinds import NOTICED, TAKEABLE, BatchKind, Kind, What
from groundswell.records.lines import Line
from groundswell.records.models import Account
from groundswell.records.selectors.acts import ActStory, position, stories
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.labels import HANDOVER_DECLINED, REACTION, RETRACT, STORE, label
from groundswell.records.selectors.sharing import ReactionRow, reactions

HELD_ONCE = (State.HELD, State.HANDED_OVER, State.LAID_DOWN, State.LEFT)
"""What became of a role that somebody took on; that one was asked, or said no, is told to the team alone."""


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing that happened. ``kind`` is one of :mod:`groundswell.records.selectors.labels`.

    ``id`` is what take_back (an act), the undo page (a batch) or the answer form (a reaction) takes. ``values``: what its words need.
    """

    kind: str
    id: str
    at: datetime
    actor: str = ""
    day: date | None = None
    text: str = ""
    reason: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    takeable: bool = False
    taken_back: bool = False
    reaction: ReactionRow | None = None


def timeline(actor: Actor, line: Line, as_of_seq: int | None = None) -> list[TimelineItem]:
    """Newest first. Raises UserError("measure_unknown")."""
    everything = catalogue(actor, as_of_seq)
    if line.measure_id not in everything.measures:
        raise UserError("measure_unknown")
    acts = stories(line.measure_id, as_of_seq)
    by_seq = {story.act.seq: story for story in acts}
    names = dict(Account.objects.values_list("id", "name"))
    items = [_item(story, by_seq, names, everything.org_units) for story in acts if _shown(story, line)]
    items += _stored(line, as_of_seq, names)
    if line.measure_id not in everything.theirs(actor).measures:
        items = [replace(item, takeable=False) for item in items if item.kind != HANDOVER_DECLINED]
    for one in reactions(actor, line):
        items.append(TimelineItem(REACTION, one.id, one.at, text=one.text, values={"kind": one.kind}, reaction=one))
    return sorted(items, key=_when, reverse=True)


def _when(item: TimelineItem) -> datetime:
    return item.at


def _shown(story: ActStory, line: Line) -> bool:
    """Acts on this line or on the measure as a whole; what a file brought (comments, targets, first definitions) stands with its batch.
    That lines named like people were kept is shown at each of the measure's lines, however it came.
    """
    if story.act.kind == Kind.ROLE:
        return story.act.payload["state"] in HELD_ONCE
    if story.act.what == What.PEOPLE:
        return True
    of_measure = story.act.kind in (Kind.DEFINE, Kind.MERGE, Kind.RETIRE, Kind.VISIBILITY)
    here = of_measure or story.act.org_unit == line.org_unit_id
    return here and story.batch_kind in (BatchKind.ACT, BatchKind.NOTICED) and story.act.kind != Kind.ERASE


def _item(story: ActStory, by_seq: dict[int, ActStory], names: Mapping[str, str], units: Mapping[str, str]) -> TimelineItem:
    act = story.act
    earlier = by_seq.get(act.supersedes or 0)
    values, kind = dict(act.payload), label(act.kind, act.what, earlier.act.kind if earlier else "")
    if act.kind == Kind.RETRACT and earlier is not None:
        values = {"kind": label(earlier.act.kind, earlier.act.what), "id": earlier.act.id}
        if earlier.act.what == What.HANDOVER and act.reason:
            kind, values["unit"] = HANDOVER_DECLINED, units.get(earlier.act.payload["team"], "")
    if act.what in (What.TEAM, What.HANDOVER):
        values["unit"] = units.get(values["team"], "")
    if act.kind == Kind.ROLE:
        values["who"] = names.get(values["person"], "")
    return TimelineItem(
        kind,
        act.id,
        story.recorded_at,
        names.get(story.actor_ref, ""),
        act.day,
        act.words.get("text", ""),
        act.reason,
        values,
        takeable=act.kind in TAKEABLE and act.what not in NOTICED and not story.taken_back,
        taken_back=story.taken_back,
    )


def _stored(line: Line, as_of_seq: int | None, names: Mapping[str, str]) -> list[TimelineItem]:
    """Batches that brought or took back figures of this line, with how many; and why some were changed, where one reason was given."""
    query = """
        SELECT b.ref, b.recorded_at, b.actor_ref, json_extract(a.payload, '$.file_name'),
               count(*) FILTER (WHERE f.kind = 'retract'), count(*) FILTER (WHERE f.kind = 'observe'),
               count(*) FILTER (WHERE f.kind = 'restate'), count(*), min(f.p_start), max(f.p_start),
               coalesce(
                 (SELECT w.text FROM words w WHERE w.seq = b.first_seq AND w.field = 'reason'),
                 (SELECT CASE WHEN count(DISTINCT w.text) = 1 THEN min(w.text) END FROM words w JOIN observation o ON o.seq = w.seq
                  WHERE w.seq BETWEEN b.first_seq AND b.last_seq AND w.field = 'reason'
                    AND o.measure = :measure AND o.org_unit IS :unit AND o.kind = 'restate')),
               EXISTS (SELECT 1 FROM act u WHERE u.kind = 'batch' AND json_extract(u.payload, '$.retracts') = b.ref)
        FROM observation f
        JOIN batch b ON b.first_seq = (SELECT max(first_seq) FROM batch WHERE first_seq <= f.seq)
        JOIN act a ON a.seq = b.first_seq
        WHERE f.measure = :measure AND f.org_unit IS :unit AND f.seq <= :seq
        GROUP BY b.id, a.seq"""
    parameters = {"measure": line.measure_id, "unit": line.org_unit_id, "seq": position(as_of_seq)}
    return [
        TimelineItem(
            RETRACT if row[4] else STORE,
            row[0],
            clock.moment(row[1]),
            names.get(row[2], ""),
            reason=row[10] or "",
            values={"file": row[3] or "", "new": row[5], "changed": row[6], "n": row[7], "first": row[8], "last": row[9]},
            takeable=not row[4] and not row[11],
            taken_back=bool(row[11]),
        )
        for row in reading_connection().execute(query, parameters)
    ]
