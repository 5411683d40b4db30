"""The measure design behind the harbour council's days to answer a complaint, made up: what was seen, weighed and chosen."""

from collections.abc import Mapping
from typing import Any

from groundswell.domain.authoring.measure_design import Aspect, Degree, Side
from groundswell.domain.measurement.dictionary_entry import MeasureType
from groundswell.records.actors import Actor
from groundswell.records.demo.harbour_map import ANSWER
from groundswell.records.selectors.designs import CANDIDATE, EVIDENCE, PICTURE
from groundswell.records.selectors.results_maps import map_state
from groundswell.records.services import designs

MEASURE = "Days to answer a complaint"
RESULT = ANSWER
REASON = "It is what people feel, and the log holds it already."
SIGNS = (
    (Side.TRUE, Degree.MORE, "People who complain say “that was quick”."),
    (Side.TRUE, Degree.MORE, "One letter answers everything they asked."),
    (Side.TRUE, Degree.LESS, "Nobody rings to ask where their answer is."),
    (Side.NOT, Degree.MORE, "The same complaint lies in three inboxes."),
    (Side.NOT, Degree.MORE, "Councillors ask on people’s behalf."),
    (Side.NOT, Degree.MORE, "The answer says “we are looking into it”."),
)
CHOSEN: Mapping[str, Any] = {
    "statistic": "Median working days", "population": "from receipt to full answer", "period": "by month", "strength": 6,
    "feasibility": 6, "name": MEASURE, "description": "The median of working days from receipt to full answer, by month.",
    "source": "Complaints log", "measure_type": MeasureType.OUTCOME, "type_confirmed": True,
}
OTHERS: tuple[Mapping[str, Any], ...] = (
    {"statistic": "Share of complaints", "population": "sent on more than once", "period": "by month", "strength": 6, "feasibility": 3,
     "why_not": "The form does not say who sent it on."},
    {"statistic": "Working days", "population": "from receipt to first reading", "period": "by week", "strength": 4, "feasibility": 6,
     "why_not": "Watch it beside the chosen one."},
    {"statistic": "Number of complaints", "population": "received", "period": "by month", "strength": 1, "feasibility": 7,
     "why_not": "Says how many, not how soon."},
)
PICTURE_LINES = (
    (Aspect.GAMING, "Closing early with a holding letter.", "Only full answers count."),
    (Aspect.GAMING, "Easy ones first, hard ones never.", "Watch the oldest open."),
)


def write_design(actor: Actor, map_id: str, measures: Mapping[str, str]) -> None:
    """The sheet of one result of the demo's map, line by line as a person writes it; one line of the bigger picture is left to write.

    ``measures``: the ids of the demo's measures by name.
    """
    result = next(one for one in map_state(actor, map_id).map.results if one.text == RESULT)
    for side, degree, text in SIGNS:
        designs.write_line(actor, result.id, EVIDENCE, {"text": text, "side": side, "degree": degree})
    chosen = designs.write_line(actor, result.id, CANDIDATE, CHOSEN)
    for one in OTHERS:
        designs.write_line(actor, result.id, CANDIDATE, one)
    for aspect, text, counter in PICTURE_LINES:
        designs.write_line(actor, result.id, PICTURE, {"aspect": aspect, "text": text, "counter": counter})
    designs.change_line(actor, result.id, (CANDIDATE, chosen.id), {"chosen": True, "measure_id": measures[MEASURE]})
    designs.change_sheet(actor, result.id, {"reason": REASON})
