"""Which step is suggested (method 7.4), by what exists: sheet first where a measure has values, else result first."""

from dataclasses import replace

import pytest

from groundswell.domain.authoring.measure_design import Aspect, BiggerPicture, Candidate, Evidence, MeasureDesign
from groundswell.domain.authoring.sessions.criteria import WORDING_RULES, done
from groundswell.domain.authoring.sessions.facts import (
    BeginningFacts,
    DefinitionFacts,
    Facts,
    GalleryFacts,
    GoalFacts,
    MapFacts,
    MeasureFacts,
    ResultFacts,
    SessionFacts,
)
from groundswell.domain.authoring.sessions.suggest import material_of, others, suggest

TESTED = dict.fromkeys(WORDING_RULES, "yes")
GOAL = GoalFacts("g", "Deliver a better service", "Plan, page 4")
RESULT = ResultFacts("r", "m", "People get a straight answer soon", "strategic")
EVIDENCE = tuple(Evidence(f"e{n}", "words") for n in range(3))
THREE = tuple(Candidate(f"c{n}", "average days", "of complaints", "by month", strength=5, feasibility=5) for n in range(3))
DESIGN = MeasureDesign("r", EVIDENCE, THREE, (BiggerPicture("p", Aspect.GAMING, "early letters", "count full answers"),))
CHOSEN = replace(DESIGN, candidates=(replace(THREE[0], chosen=True, name="Days", description="d"), *THREE[1:]), reason="felt")
MEASURED = replace(RESULT, design=CHOSEN, measure_ids=("x",))
DEFINED = DefinitionFacts("x", formula=True, formula_parses=True, unit=True, scope=True, cadence=True, items=1, items_described=1)
IMPORTED = MeasureFacts("x", figures=12)
DRAWN = replace(IMPORTED, limits_seen=True)
SAID = replace(DRAWN, sentence="No signal.", sentence_names_signal=True)
CHOSEN_WHOM = replace(SAID, to_show=("Ines", "What surprises you?", "2026-12-01"))
SHOWN = replace(CHOSEN_WHOM, reactions=1, reactions_unanswered=1)
ANSWERED = replace(SHOWN, reactions_unanswered=0)
WHOLE_PATH = {"results": (MEASURED,), "definitions": {"x": DEFINED}}

SHEET_PATH = [
    ("S17", "sheet_first", Facts(measures=(MeasureFacts("x", figures=3),))),
    ("S19", "sheet_first", Facts(measures=(IMPORTED,))),
    ("S20", "sheet_first", Facts(measures=(DRAWN,))),
    ("S23", "sheet_first", Facts(measures=(SAID,))),
    ("S24", "sheet_first", Facts(measures=(CHOSEN_WHOM,))),
    ("S06", "result_first", Facts(measures=(SHOWN,))),
    # the measure that is furthest along goes on, however many others wait
    ("S23", "sheet_first", Facts(measures=(IMPORTED, replace(SAID, measure_id="y"), replace(DRAWN, measure_id="z", touched=9)))),
]
RESULT_PATH = [
    ("S05", "result_first", Facts()),
    ("S05", "result_first", Facts(beginning=BeginningFacts(goals=(GOAL,)))),
    ("S06", "result_first", Facts(beginning=BeginningFacts(goals=(replace(GOAL, verdicts=TESTED),)))),
    # one goal put to the test is enough to write a result: who brings forty is not kept from it for forty days
    ("S06", "result_first", Facts(beginning=BeginningFacts(goals=(replace(GOAL, id="h"), replace(GOAL, verdicts=TESTED))))),
    ("S06", "result_first", Facts(results=(replace(RESULT, failed=("weasel",)),))),
    ("S09", "result_first", Facts(results=(RESULT,))),
    ("S10", "result_first", Facts(results=(replace(RESULT, design=MeasureDesign("r", EVIDENCE)),))),
    (
        "S11",
        "result_first",
        Facts(results=(replace(RESULT, design=MeasureDesign("r", EVIDENCE, (*THREE, replace(THREE[0], strength=None)))),)),
    ),
    ("S12", "result_first", Facts(results=(replace(RESULT, design=MeasureDesign("r", EVIDENCE, THREE)),))),
    ("S13", "result_first", Facts(results=(replace(RESULT, design=DESIGN),))),
    ("S14", "result_first", Facts(results=(MEASURED,), definitions={"x": DefinitionFacts("x")})),
    ("S15", "result_first", Facts(results=(MEASURED,), definitions={"x": replace(DEFINED, items_described=0)})),
    ("S17", "result_first", Facts(**WHOLE_PATH)),
    ("S19", "sheet_first", Facts(**WHOLE_PATH, measures=(IMPORTED,))),
    ("S25", "result_first", Facts(**WHOLE_PATH, measures=(SHOWN,))),
]
AFTERWARDS = [
    ("S21", "open_signal", Facts(**WHOLE_PATH, measures=(ANSWERED, replace(ANSWERED, measure_id="y", signals=1, open_signals=1)))),
    ("S25", "unanswered", Facts(**WHOLE_PATH, measures=(ANSWERED, replace(SHOWN, measure_id="y")))),
    ("S27", "unanswered_remarks", Facts(**WHOLE_PATH, measures=(ANSWERED,), galleries=(GalleryFacts("w", 3, "Come", True, 2, 1),))),
    ("S08", "map_unchecked", Facts(**WHOLE_PATH, measures=(ANSWERED,), maps=(MapFacts("m", results=5, open_remarks=1),))),
    # a map of four results cannot be checked yet (S08 asks for five)
    ("S06", "one_more", Facts(**WHOLE_PATH, measures=(ANSWERED,), maps=(MapFacts("m", results=4, open_remarks=1),))),
    ("S06", "one_more", Facts(**WHOLE_PATH, measures=(ANSWERED,))),
    ("S34", "five_sessions", Facts(measures=(IMPORTED,), sessions=SessionFacts(finished=5, since_look_back=5))),
    ("S20", "unfinished", Facts(measures=(DRAWN, replace(SAID, measure_id="y")), sessions=SessionFacts(unfinished=("S20", "x/")))),
    ("S23", "sheet_first", Facts(measures=(SAID,), sessions=SessionFacts(unfinished=("S20", "x/")))),
]


@pytest.mark.parametrize(("step", "because", "facts"), SHEET_PATH + RESULT_PATH + AFTERWARDS)
def test_one_step_is_suggested_and_says_by_which_line(step: str, because: str, facts: Facts) -> None:
    suggestion = suggest(facts)
    assert (suggestion.step.id, suggestion.because) == (step, because)


def test_a_result_of_priority_without_a_measure_comes_first() -> None:
    spoilt = replace(RESULT, id="s", failed=("weasel",), priority=True)
    facts = Facts(**{**WHOLE_PATH, "results": (MEASURED, spoilt)}, measures=(ANSWERED,))
    found = suggest(facts)
    assert (found.step.id, found.because, found.subject) == ("S09", "no_measure", "s")


def test_something_else_is_something_else_and_few() -> None:
    facts = Facts(measures=(IMPORTED, replace(IMPORTED, measure_id="y"), replace(IMPORTED, measure_id="z")))
    first = suggest(facts)
    offered = others(facts, first)
    assert 0 < len(offered) <= 6
    assert first not in offered
    assert len({one.step.id for one in offered}) == len(offered)
    assert {"S01", "S06", "S18", "S22", "S26"} <= {one.step.id for one in offered}


def test_somebody_without_a_measure_is_offered_to_bring_a_sheet() -> None:
    facts = Facts()
    (offered,) = [one for one in others(facts, suggest(facts)) if one.step.id == "S17"]
    assert offered.subject == ""
    assert not done("S17", material_of(facts, offered))
    assert done("S17", material_of(Facts(measures=(MeasureFacts("y", figures=3), IMPORTED)), offered)), "whichever has most figures"
