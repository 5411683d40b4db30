"""Writing on a measure design: each call is one gesture that can be undone."""

from collections.abc import Mapping
from typing import Any

from groundswell.domain.authoring.design_rules import MOST_CHOSEN, Part
from groundswell.domain.authoring.measure_design import HIGHEST, LOWEST, Aspect, Degree, Side
from groundswell.domain.measurement.dictionary_entry import MeasureType
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.selectors.designs import CANDIDATE, DESIGN, EVIDENCE, PICTURE
from groundswell.records.selectors.edits import GONE, document
from groundswell.records.selectors.results_maps import map_of_result
from groundswell.records.services.editing import Edited, FieldEdit, edit
from groundswell.records.services.recording import needed
from groundswell.records.services.results_maps import Made

FIELDS: Mapping[str, frozenset[str]] = {
    DESIGN: frozenset({"control", "none_found_after", "reason", "part_order"}),
    EVIDENCE: frozenset({"text", "side", "degree"}),
    CANDIDATE: frozenset(
        {
            "statistic",
            "population",
            "period",
            "evidence_id",
            "strength",
            "feasibility",
            "source",
            "notes",
            "chosen",
            "name",
            "description",
            "why_not",
            "measure_type",
            "type_confirmed",
            "measure_id",
        }
    ),
    PICTURE: frozenset({"aspect", "text", "counter"}),
}
_CLOSED = {"side": Side, "degree": Degree, "aspect": Aspect, "measure_type": MeasureType}


def write_line(actor: Actor, result_id: str, kind: str, fields: Mapping[str, Any]) -> Made:
    """A new line of a kind (evidence, candidate, picture). Raises UserError("line_needed") where its words are empty, ("item_unknown")."""
    map_of_result(actor, result_id)
    leading = "statistic" if kind == CANDIDATE else "text"
    needed(str(fields.get(leading) or fields.get("population") or ""), "line_needed")
    line_id = new_id()
    return Made(line_id, edit(actor, result_id, _edits(line_id, kind, fields)))


def change_line(actor: Actor, result_id: str, item: tuple[str, str], fields: Mapping[str, Any], *, seen: int | None = None) -> Edited:
    """Other values for a line, ``item`` being (kind, id); two windows merge by field.

    Raises UserError("item_unknown"), ("rating_out_of_range"), ("too_many_chosen").
    """
    map_of_result(actor, result_id)
    kind, line_id = item
    standing = document(result_id)
    standing.one(kind, line_id)
    if fields.get("chosen") and sum(bool(one.fields.get("chosen")) for one in standing.live(CANDIDATE) if one.id != line_id) >= MOST_CHOSEN:
        raise UserError("too_many_chosen", {"most": MOST_CHOSEN})
    return edit(actor, result_id, _edits(line_id, kind, fields), seen=seen)


def change_sheet(actor: Actor, result_id: str, fields: Mapping[str, Any], *, seen: int | None = None) -> Edited:
    """What stands once on a sheet: degree of control, reason of the choice, how many were asked, the order of its parts."""
    map_of_result(actor, result_id)
    return edit(actor, result_id, _edits(result_id, DESIGN, fields), seen=seen)


def move_part(actor: Actor, result_id: str, order: tuple[Part, ...], part: Part, by: int) -> Edited:
    """A part of the sheet goes up or down; the evidence stays where designing begins."""
    parts = [one for one in order if one is not part]
    at = max(0, min(len(parts), order.index(part) + by))
    parts.insert(at, part)
    return change_sheet(actor, result_id, {"part_order": [one.value for one in parts]})


def take_line_out(actor: Actor, result_id: str, kind: str, line_id: str) -> Edited:
    """A line goes off the sheet; undo brings it back."""
    map_of_result(actor, result_id)
    return edit(actor, result_id, [FieldEdit(document(result_id).one(kind, line_id).id, kind, GONE, True)])


def _edits(item: str, kind: str, fields: Mapping[str, Any]) -> list[FieldEdit]:
    if strange := sorted(fields.keys() - FIELDS[kind]):
        raise TypeError(strange[0])
    return [FieldEdit(item, kind, name, _value(name, value)) for name, value in fields.items()]


def _value(name: str, value: Any) -> Any:
    if name in ("strength", "feasibility") and value is not None and not LOWEST <= int(value) <= HIGHEST:
        raise UserError("rating_out_of_range", {"lowest": LOWEST, "highest": HIGHEST})
    if name in _CLOSED and value is not None:
        return _CLOSED[name](value).value or None
    return list(value) if isinstance(value, tuple) else value
