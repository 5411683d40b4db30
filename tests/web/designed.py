"""A measure design for the tests of pages: the sheet of the mock, one line short of whole."""

from groundswell.domain.authoring.measure_design import Aspect, Degree, Side
from groundswell.records.actors import local_actor
from groundswell.records.services import designs, results_maps

TRUE = (
    "People who complain say “that was quick”.",
    "One letter answers everything they asked.",
    "Nobody rings to ask where their answer is.",
)
NOT = ("The same complaint lies in three inboxes.", "Councillors ask on people’s behalf.", "The answer says “we are looking into it”.")
CHOSEN = {
    "statistic": "Median working days",
    "population": "from receipt to full answer",
    "period": "by month",
    "strength": 6,
    "feasibility": 6,
    "chosen": True,
    "name": "Days to answer a complaint",
    "description": "The median of working days from receipt to full answer, by month.",
    "measure_type": "outcome",
    "type_confirmed": True,
}
OTHERS = (
    ("Share", "of complaints sent on more than once", "by month", 6, 3, "The form does not say who sent it on"),
    ("Working days", "from receipt to first reading", "by week", 4, 6, "Watch it beside the chosen one"),
    ("Number", "of complaints received", "by month", 1, 7, "Says how many, not how soon"),
)


def empty_sheet(result: str = "People get a straight answer soon") -> tuple[str, str]:
    """A map with one result; gives the ids of both."""
    plan = results_maps.make_map(local_actor(), "Marram")
    return plan.id, results_maps.write_result(local_actor(), plan.id, result, "strategic").id


def sheet_address(map_id: str, result_id: str) -> str:
    """Where the sheet is, without the leading slash."""
    return f"maps/{map_id}/results/{result_id}/design/"


def line(result_id: str, kind: str, **fields: object) -> str:
    """One line; gives its id."""
    return designs.write_line(local_actor(), result_id, kind, fields).id


def written_sheet() -> tuple[str, str]:
    """The sheet with four parts of five written: nobody has said what could go wrong."""
    plan, result = empty_sheet()
    for side, texts in ((Side.TRUE, TRUE), (Side.NOT, NOT)):
        for text in texts:
            line(result, "evidence", text=text, side=side, degree=Degree.MORE)
    line(result, "candidate", **CHOSEN)
    for statistic, population, period, strength, feasibility, why_not in OTHERS:
        fields = {"statistic": statistic, "population": population, "period": period, "why_not": why_not}
        line(result, "candidate", strength=strength, feasibility=feasibility, **fields)
    line(result, "picture", aspect=Aspect.WATCH, text="Answers are right the first time")
    designs.change_sheet(local_actor(), result, {"reason": "It is what people feel, and the log holds it already."})
    return plan, result
