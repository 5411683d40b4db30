"""What Marram Harbour Council wants to be true, made up: twenty-two results in four zones, as plain values.

Each result names the one that it drives and the demo's measures that show it. Nothing here touches a database.
"""

from dataclasses import dataclass

NAME = "What we want to be true in Marram"


@dataclass(frozen=True, slots=True)
class DemoResult:
    """One result. ``drives`` are the texts of results above it; ``goal`` what it was written from; ``first_said`` its older wording."""

    text: str
    zone: str
    drives: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    team: str = ""
    goal: str = ""
    priority: bool = False
    first_said: str = ""


SEA = "Everyone who goes to sea comes home"
LIVING = "People can make a living here all year"
UNHURT = "Nobody is hurt on the water"
ANSWER = "People get a straight answer soon"
HOMES = "Homes do not stand empty"
CLEAN = "Waste stays out of the sea"
BOATS = "Boats leave when they are meant to"
RIGHT_PERSON = "Complaints reach the right person that day"
FIRST_ANSWER = "A caller’s first answer is right"
READY = "A home is ready soon after a tenant leaves"
DRAINS = "Street drains run clear"
FIT = "Ferries are fit to sail every morning"
BERTH = "A berth is free when a vessel arrives"
CREWS = "Crews speak up about near misses"

RESULTS = (
    DemoResult(SEA, "purpose"),
    DemoResult(LIVING, "purpose", measures=("Harbour dues paid by the due date",)),
    DemoResult(UNHURT, "strategic", (SEA,), goal="Strengthen our safety culture"),
    DemoResult(
        ANSWER, "strategic", (LIVING,), ("Days to answer a complaint",), goal="Enhance customer responsiveness by 2028",
        first_said="Customer responsiveness is enhanced",
    ),
    DemoResult(HOMES, "strategic", (LIVING,), ("Days a council home stands empty",)),
    DemoResult(CLEAN, "strategic", (LIVING,), ("E. coli at Long Sand, per 100 ml",)),
    DemoResult(BOATS, "strategic", (LIVING,), ("Ferry crossings that leave on time",)),
    DemoResult(RIGHT_PERSON, "process", (ANSWER,), team="Front office"),
    DemoResult(FIRST_ANSWER, "process", (ANSWER, HOMES), team="Front office"),
    DemoResult(READY, "process", (HOMES,), ("Days a council home stands empty",), team="Housing"),
    DemoResult(DRAINS, "process", (CLEAN,), team="Roads", priority=True),
    DemoResult(FIT, "process", (BOATS,), team="Ferry yard"),
    DemoResult(BERTH, "process", (BOATS,), ("Hours a vessel waits for a berth", "Moorings found empty though let"), team="Harbour master"),
    DemoResult(CREWS, "process", (UNHURT,), ("Near misses that crews report",), team="Ferry yard"),
    DemoResult("Letters are read on the day they arrive", "team", (RIGHT_PERSON,), team="Post room"),
    DemoResult("Surveyors reply while the case is fresh", "team", (RIGHT_PERSON,), ("Planning answers within 8 weeks",), team="Surveyors"),
    DemoResult("Callers reach someone who knows", "team", (FIRST_ANSWER,), ("Calls answered within a minute",), team="Front office"),
    DemoResult("Repairs are finished in one visit", "team", (READY,), ("Street lights mended within 5 days",), team="Housing"),
    DemoResult("Bins are emptied before they overflow", "team", (DRAINS,), ("Missed bins per 10,000 collections",), team="Cleansing"),
    DemoResult("Spare parts are there when needed", "team", (FIT,), team="Ferry yard"),
    DemoResult("Berth plans match the tide", "team", (BERTH,), ("Hours a vessel waits for a berth",), team="Harbour master"),
    DemoResult("Every report gets a reply", "team", (CREWS,), team="Ferry yard"),
)
TOGETHER = ((BERTH, CREWS), (RIGHT_PERSON, FIRST_ANSWER))
"""Results that go along together."""
AGAINST = (UNHURT, BOATS, "A boat that waits for calm water is late.")
"""Two that pull against each other, and why."""
GOALS_FROM = "Corporate plan"
ACTION = "Introduce a new complaints form"
"""Written as a result at first, then moved to the initiatives."""
NOTED = ("zone_thin:purpose", "Two purposes are enough: safety at sea, and a living on land.")
"""A check that may stand, and why."""

DEFINED_WORDS = {"ready": "cleaned, passed by the gas and electric checks, and with its keys at the desk (letting policy, page 3)"}
"""Words that mean one thing in Marram, so that the wording tests let them pass."""
