"""The steps of method 7.3 that this product leads through, each of at most fifteen minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 15
"""Minutes that a session is meant to take (method 7.2: a timer of 15:00 with a soft end)."""


class Family(StrEnum):
    """The five families of steps that one person can do alone (method 0, A8), the beginning and the look back."""

    BEGIN = "begin"
    RESULT = "result"
    DESIGN = "design"
    DATA = "data"
    CHART = "chart"
    SHOW = "show"
    LOOK_BACK = "look_back"


class Subject(StrEnum):
    """What a step is about: the person's own beginning, a map, one of its results, a measure at a place, or a mini gallery."""

    SELF = "self"
    GOAL = "goal"
    MAP = "map"
    RESULT = "result"
    DEFINITION = "definition"
    MEASURE = "measure"
    GALLERY = "gallery"


@dataclass(frozen=True, slots=True)
class Step:
    """One step by its number in method 7.3. Its words are ``step.<id>`` and ``step.<id>.why`` in the catalogue."""

    id: str
    family: Family
    subject: Subject
    minutes: int = LONGEST


_ALL = (
    Step("S01", Family.BEGIN, Subject.SELF, 5),
    Step("S02", Family.BEGIN, Subject.SELF, 10),
    Step("S03", Family.BEGIN, Subject.SELF, 10),
    Step("S04", Family.RESULT, Subject.SELF, 10),
    Step("S05", Family.RESULT, Subject.GOAL),
    Step("S06", Family.RESULT, Subject.MAP, 10),
    Step("S07", Family.RESULT, Subject.MAP, 5),
    Step("S08", Family.RESULT, Subject.MAP),
    Step("S09", Family.DESIGN, Subject.RESULT, 10),
    Step("S10", Family.DESIGN, Subject.RESULT),
    Step("S11", Family.DESIGN, Subject.RESULT, 5),
    Step("S12", Family.DESIGN, Subject.RESULT, 10),
    Step("S13", Family.DESIGN, Subject.RESULT, 10),
    Step("S14", Family.DESIGN, Subject.DEFINITION),
    Step("S15", Family.DESIGN, Subject.DEFINITION),
    Step("S16", Family.DATA, Subject.DEFINITION, 10),
    Step("S17", Family.DATA, Subject.MEASURE),
    Step("S18", Family.DATA, Subject.MEASURE, 10),
    Step("S19", Family.CHART, Subject.MEASURE, 5),
    Step("S20", Family.CHART, Subject.MEASURE, 5),
    Step("S21", Family.CHART, Subject.MEASURE, 10),
    Step("S22", Family.CHART, Subject.MEASURE, 10),
    Step("S23", Family.SHOW, Subject.MEASURE, 5),
    Step("S24", Family.SHOW, Subject.MEASURE, 10),
    Step("S25", Family.SHOW, Subject.MEASURE, 5),
    Step("S26", Family.SHOW, Subject.GALLERY),
    Step("S27", Family.SHOW, Subject.GALLERY, 10),
    Step("S34", Family.LOOK_BACK, Subject.SELF, 10),
)
STEPS: Mapping[str, Step] = {one.id: one for one in _ALL}
"""In the order of method 7.3. The bank's triage and what follows it (S28 to S33) come with their own parts of the product."""

SHEET_FIRST = ("S17", "S19", "S20", "S23", "S24")
"""Where a measure has values: from the sheet to a person's first words; then back to S06 and the path below."""
RESULT_FIRST = ("S05", "S06", "S09", "S10", "S11", "S12", "S13", "S14", "S15", "S17", "S19", "S20", "S23", "S24", "S25")
"""Method 7.4: from a goal to a measure that somebody has reacted to."""
SESSIONS_TO_LOOK_BACK = 5
"""Every fifth session is a look back (method 7.2, 7.4)."""
