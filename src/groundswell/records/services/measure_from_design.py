"""The measure that a chosen candidate becomes: begun with what the sheet says, and hung on its result."""

from groundswell.domain.authoring.definition.from_design import from_design
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.opening import write
from groundswell.records.selectors.designs import CANDIDATE, design_of
from groundswell.records.selectors.results_maps import map_of_result
from groundswell.records.services import designs, measures, results_maps


def make_measure(actor: Actor, result_id: str, candidate_id: str, people_reason: str = "") -> str:
    """The id of the candidate's measure, made now where there was none; a second call gives the same one.

    Raises UserError("item_unknown"), and what :func:`measures.create` refuses: ("name_needed"), ("name_too_long"), ("words_too_long"),
    ("measure_named_like_person") without a reason.
    """

    def work() -> str:
        state = map_of_result(actor, result_id)
        result = state.map.result_of(result_id)
        sheet = design_of(actor, result_id).design
        candidate = next((one for one in sheet.candidates if one.id == candidate_id), None)
        if candidate is None or result is None:
            raise UserError("item_unknown")
        if candidate.measure_id:
            return candidate.measure_id
        measure_id = measures.create(actor, from_design(sheet, candidate, result), people_reason=people_reason)
        designs.change_line(actor, result_id, (CANDIDATE, candidate_id), {"measure_id": measure_id})
        results_maps.change_result(actor, state.map.id, result_id, {"measures": [*result.measure_ids, measure_id]})
        return measure_id

    return write(work)
