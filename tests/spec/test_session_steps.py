"""When each step of fifteen minutes is done (method 7.3): for each step what is enough, and what is just not."""

from dataclasses import replace

import pytest

from groundswell.domain.authoring.measure_design import Aspect, BiggerPicture, Candidate, Evidence, MeasureDesign
from groundswell.domain.authoring.sessions.criteria import DIAGNOSTIC, RESULT_RULES, WORDING_RULES, Material, criteria, done
from groundswell.domain.authoring.sessions.facts import (
    BeginningFacts,
    DefinitionFacts,
    GalleryFacts,
    GoalFacts,
    MapFacts,
    MeasureFacts,
    PlanFacts,
    ResultFacts,
    SessionFacts,
)
from groundswell.domain.authoring.sessions.steps import LONGEST, STEPS

WHOLE = Candidate("c1", "average days", "of answered complaints", "by month", strength=6, feasibility=6)
CHOSEN = replace(WHOLE, chosen=True, name="Days to answer", description="The average of days from receipt to answer, by month.")
EVIDENCE = tuple(Evidence(f"e{n}", "Nobody rings to ask where their answer is") for n in range(3))
RATED = (WHOLE, replace(WHOLE, id="c2"), replace(WHOLE, id="c3"))


def design(**parts: object) -> ResultFacts:
    return ResultFacts("r", "m", "People get a straight answer soon", "strategic", design=replace(MeasureDesign("r"), **parts))


def picture(aspect: Aspect = Aspect.CONSEQUENCE, counter: str = "only full answers count") -> BiggerPicture:
    return BiggerPicture("p", aspect, "Holding letters are sent early", counter)


PLAN = PlanFacts("09:10", "my desk", "after the first coffee")
GOAL = GoalFacts("g", "Deliver a better complaints service", "Corporate plan, page 4", dict.fromkeys(WORDING_RULES, "yes"))
RESULT = ResultFacts("r", "m", "People get a straight answer soon", "strategic")
DEFINED = DefinitionFacts("x", formula=True, formula_parses=True, unit=True, scope=True, cadence=True, items=2, items_described=2)
SEEN = MeasureFacts("x", figures=12, limits_seen=True, signals=1)
GALLERY = GalleryFacts("g", items=3, invitation="Ten minutes by the kettle?", out=True)

ENOUGH: list[tuple[str, Material, Material]] = [
    ("S01", BeginningFacts(plan=PLAN), BeginningFacts(plan=replace(PLAN, trigger=" "))),
    (
        "S02",
        BeginningFacts("Complaints", ("people who complain",), ("an answer", "soon")),
        BeginningFacts("Complaints", ("all",), ("one",)),
    ),
    (
        "S03",
        BeginningFacts(ratings=dict.fromkeys(DIAGNOSTIC, 3), remark="We sign off"),
        BeginningFacts(ratings=dict.fromkeys(DIAGNOSTIC[1:], 3), remark="We sign off"),
    ),
    ("S04", BeginningFacts(goals=(GOAL,)), BeginningFacts(goals=(replace(GOAL, source=""),))),
    ("S05", GOAL, replace(GOAL, verdicts=dict.fromkeys(WORDING_RULES[:4], "yes"))),
    ("S05", GOAL, replace(GOAL, actions_left=1)),
    ("S05", GOAL, replace(GOAL, text=" ")),
    *(("S06", RESULT, replace(RESULT, failed=(rule,))) for rule in RESULT_RULES),
    ("S06", RESULT, replace(RESULT, zone="")),
    ("S07", MapFacts("m", links_with_reason=1), MapFacts("m")),
    ("S08", MapFacts("m", results=5), MapFacts("m", results=4)),
    ("S08", MapFacts("m", results=7), MapFacts("m", results=7, open_remarks=1)),
    ("S09", design(evidence=EVIDENCE), design(evidence=EVIDENCE[:2])),
    ("S10", design(candidates=RATED), design(candidates=(*RATED[:2], replace(WHOLE, period="")))),
    ("S11", design(candidates=RATED), design(candidates=(*RATED, replace(WHOLE, feasibility=None)))),
    ("S11", design(candidates=RATED), design()),
    ("S12", design(picture=(picture(),)), design(picture=(picture(counter=""),))),
    ("S12", design(none_found_after=3), design(none_found_after=0)),
    ("S12", design(picture=(picture(Aspect.GAMING),)), design(picture=(picture(Aspect.WATCH),))),
    ("S13", design(candidates=(CHOSEN,), reason="People feel it"), design(candidates=(CHOSEN,))),
    ("S13", design(candidates=(CHOSEN,), reason="x"), design(candidates=(replace(CHOSEN, name=""),), reason="x")),
    ("S13", design(candidates=(CHOSEN,) * 3, reason="x"), design(candidates=(CHOSEN,) * 4, reason="x")),
    ("S14", DEFINED, replace(DEFINED, formula_parses=False)),
    ("S14", DEFINED, replace(DEFINED, scope=False)),
    ("S15", DEFINED, replace(DEFINED, items_described=1)),
    ("S15", DEFINED, replace(DEFINED, items=0, items_described=0)),
    ("S16", replace(DEFINED, source_known="confirmed"), DEFINED),
    (
        "S16",
        replace(DEFINED, source_known="asked", asked_whom="Tom", asked_when="2026-11-30"),
        replace(DEFINED, source_known="asked", asked_whom="Tom"),
    ),
    ("S17", MeasureFacts("x", figures=5), MeasureFacts("x", figures=4)),
    ("S17", MeasureFacts("x", figures=5), MeasureFacts("x", figures=5, duplicates=1)),
    ("S18", MeasureFacts("x", check_read=True, flags=2, flags_answered=2), MeasureFacts("x", check_read=True, flags=2, flags_answered=1)),
    ("S18", MeasureFacts("x", check_read=True), MeasureFacts("x")),
    ("S19", SEEN, replace(SEEN, limits_seen=False)),
    ("S20", replace(SEEN, sentence="A signal in May", sentence_names_signal=True), replace(SEEN, sentence="It went up")),
    ("S21", replace(SEEN, cause="relief crew", who_may_know="Ines"), replace(SEEN, cause="relief crew")),
    ("S21", replace(SEEN, signals=0), replace(SEEN, signals=0, figures=4)),
    ("S22", replace(SEEN, season_decision="no season"), SEEN),
    ("S23", replace(SEEN, to_show=("Ines", "What surprises you?", "2026-12-01")), replace(SEEN, to_show=("Ines", "", "2026-12-01"))),
    ("S24", replace(SEEN, reactions=1), SEEN),
    ("S25", replace(SEEN, reactions=2), replace(SEEN, reactions=2, reactions_unanswered=1)),
    ("S25", replace(SEEN, reactions=1), SEEN),
    ("S26", GALLERY, replace(GALLERY, items=2)),
    ("S26", GALLERY, replace(GALLERY, items=6)),
    ("S26", GALLERY, replace(GALLERY, out=False)),
    ("S27", replace(GALLERY, remarks=2, answered=2), replace(GALLERY, remarks=2, answered=1)),
    ("S27", replace(GALLERY, remarks=1, answered=1), GALLERY),
    ("S34", SessionFacts(learned="Ask first", next_week="Show Ines"), SessionFacts(learned="Ask first")),
    ("S34", SessionFacts(learned="a", next_week="b"), SessionFacts(learned="a", next_week="b", open_actions=1)),
]


@pytest.mark.parametrize(("step", "enough", "not_enough"), ENOUGH)
def test_a_step_is_done_when_its_criterion_holds(step: str, enough: Material, not_enough: Material) -> None:
    assert done(step, enough)
    assert not done(step, not_enough)


def test_every_step_has_its_row_and_fits_fifteen_minutes() -> None:
    assert {step for step, _, _ in ENOUGH} == set(STEPS)
    assert all(0 < step.minutes <= LONGEST for step in STEPS.values())


def test_a_criterion_says_how_far_it_is() -> None:
    (evidence,) = criteria("S09", design(evidence=EVIDENCE[:2]))
    assert (evidence.code, evidence.met, dict(evidence.values)) == ("evidence", False, {"n": 3, "have": 2})
