"""When each step is done (method 7.3). A criterion is looked up in what exists; the person ticks nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from groundswell.domain.authoring.measure_design import Aspect, MeasureDesign
from groundswell.domain.authoring.sessions.facts import (
    BeginningFacts,
    DefinitionFacts,
    GalleryFacts,
    GoalFacts,
    MapFacts,
    MeasureFacts,
    ResultFacts,
    SessionFacts,
)
from groundswell.errors import NO_VALUES, Value

RESULTS_BEFORE_MAP_CHECK = 5
"""A map is checked after 5 to 7 results (S08)."""
DIAGNOSTIC = ("purpose", "results", "measures", "buy_in", "definitions", "reports", "signals", "targets")
"""The eight statements of the diagnostic, one for each step of the method (method 1.1)."""
WORDING_RULES = ("action", "weasel", "several", "target", "measure")
"""The tests that a goal is put to (S05; method 1.2, 1.3)."""
RESULT_RULES = ("action", "weasel", "several", "future", "target")
"""Rules 1 to 5, which a result passes (S06; method 1.2: a state, no weasel word, one result, as though already true, no target)."""
FEWEST_EVIDENCE, FEWEST_CANDIDATES, MOST_CHOSEN, FEWEST_FIGURES = 3, 3, 3, 5
FEWEST_SHOWN, MOST_SHOWN = 3, 5
"""Items of a mini gallery (S26)."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that must hold for a step to be done; its words are ``done.<code>``."""

    code: str
    met: bool
    values: Mapping[str, Value] = field(default_factory=lambda: NO_VALUES)


Criteria = tuple[Criterion, ...]


def all_met(criteria: Criteria) -> bool:
    """Whether a step with these criteria is done."""
    return bool(criteria) and all(one.met for one in criteria)


def counted(code: str, n: int, needed: int) -> Criterion:
    """At least so many of something."""
    return Criterion(code, n >= needed, MappingProxyType({"n": needed, "have": n}))


def written(code: str, *texts: str) -> Criterion:
    """Every one of these texts has words in it."""
    return Criterion(code, all(text.strip() for text in texts))


def _plan(facts: BeginningFacts) -> Criteria:
    return written("plan_time", facts.plan.time), written("plan_place", facts.plan.place), written("plan_trigger", facts.plan.trigger)


def _area(facts: BeginningFacts) -> Criteria:
    return written("area", facts.area), counted("receivers", len(facts.receivers), 1), counted("wishes", len(facts.wishes), 2)


def _diagnostic(facts: BeginningFacts) -> Criteria:
    rated = sum(1 for statement in DIAGNOSTIC if statement in facts.ratings)
    return counted("ratings", rated, len(DIAGNOSTIC)), written("remark", facts.remark)


def _goals(facts: BeginningFacts) -> Criteria:
    return (counted("goals", sum(1 for goal in facts.goals if goal.text.strip() and goal.source.strip()), 1),)


def _goal_tested(facts: GoalFacts) -> Criteria:
    answered = sum(1 for rule in WORDING_RULES if facts.verdicts.get(rule))
    tested = counted("verdicts", answered, len(WORDING_RULES))
    return written("goal", facts.text), tested, Criterion("actions_moved", tested.met and facts.actions_left == 0)


def _result(facts: ResultFacts) -> Criteria:
    rules = (Criterion(f"not_{rule}", bool(facts.text.strip()) and rule not in facts.failed) for rule in RESULT_RULES)
    return (written("result", facts.text), *rules, written("zone", facts.zone))


def _linked(facts: MapFacts) -> Criteria:
    return (counted("links", facts.links_with_reason, 1),)


def _map_checked(facts: MapFacts) -> Criteria:
    return counted("results", facts.results, RESULTS_BEFORE_MAP_CHECK), Criterion("remarks_settled", facts.open_remarks == 0)


def _design(facts: ResultFacts) -> MeasureDesign:
    return facts.design or MeasureDesign(facts.id)


def _evidence(facts: ResultFacts) -> Criteria:
    return (counted("evidence", len(_design(facts).evidence), FEWEST_EVIDENCE),)


def _candidates(facts: ResultFacts) -> Criteria:
    whole = [one for one in _design(facts).candidates if one.statistic and one.population and one.period]
    return (counted("candidates", len(whole), FEWEST_CANDIDATES),)


def _rated(facts: ResultFacts) -> Criteria:
    candidates = _design(facts).candidates
    rated = sum(1 for one in candidates if one.strength is not None and one.feasibility is not None)
    return (counted("rated", rated, max(len(candidates), 1)),)


def _bigger_picture(facts: ResultFacts) -> Criteria:
    design = _design(facts)
    unwanted = [one for one in design.picture if one.aspect in (Aspect.CONSEQUENCE, Aspect.HARM, Aspect.GAMING) and one.text]
    nobody = design.none_found_after is not None and design.none_found_after > 0
    return Criterion("consequence", bool(unwanted) or nobody), Criterion("counter", any(one.counter for one in unwanted) or nobody)


def _chosen(facts: ResultFacts) -> Criteria:
    chosen = _design(facts).chosen
    return (
        Criterion("chosen", 1 <= len(chosen) <= MOST_CHOSEN, MappingProxyType({"n": MOST_CHOSEN})),
        Criterion("named", bool(chosen) and all(one.name for one in chosen)),
        Criterion("described", bool(chosen) and all(one.description for one in chosen)),
        written("choice_reason", _design(facts).reason),
    )


def _defined(facts: DefinitionFacts) -> Criteria:
    return (
        Criterion("formula", facts.formula),
        Criterion("formula_parses", facts.formula and facts.formula_parses),
        Criterion("unit", facts.unit),
        Criterion("scope", facts.scope),
        Criterion("cadence", facts.cadence),
    )


def _items(facts: DefinitionFacts) -> Criteria:
    return (counted("items_described", facts.items_described, max(facts.items, 1)),)


def _source(facts: DefinitionFacts) -> Criteria:
    asked = facts.source_known == "asked" and bool(facts.asked_whom.strip()) and bool(facts.asked_when.strip())
    return (Criterion("source", facts.source_known == "confirmed" or asked),)


def _imported(facts: MeasureFacts) -> Criteria:
    return counted("figures", facts.figures, FEWEST_FIGURES), Criterion("no_duplicates", facts.figures > 0 and facts.duplicates == 0)


def _checked(facts: MeasureFacts) -> Criteria:
    return Criterion("check_read", facts.check_read), counted("flags", facts.flags_answered, facts.flags)


def _drawn(facts: MeasureFacts) -> Criteria:
    return counted("figures", facts.figures, FEWEST_FIGURES), Criterion("limits_seen", facts.limits_seen)


def _said(facts: MeasureFacts) -> Criteria:
    return written("sentence", facts.sentence), Criterion("names_signal", bool(facts.sentence.strip()) and facts.sentence_names_signal)


def _looked(facts: MeasureFacts) -> Criteria:
    if facts.signals == 0:
        return (Criterion("no_signal", facts.figures >= FEWEST_FIGURES),)
    return written("cause", facts.cause), written("who_may_know", facts.who_may_know)


def _season(facts: MeasureFacts) -> Criteria:
    return (written("season", facts.season_decision),)


def _to_show(facts: MeasureFacts) -> Criteria:
    person, question, when = facts.to_show
    return written("person", person), written("question", question), written("when", when)


def _shown(facts: MeasureFacts) -> Criteria:
    return (counted("reactions", facts.reactions, 1),)


def _answered(facts: MeasureFacts) -> Criteria:
    return counted("reactions", facts.reactions, 1), Criterion("answered", facts.reactions > 0 and facts.reactions_unanswered == 0)


def _gallery(facts: GalleryFacts) -> Criteria:
    right = FEWEST_SHOWN <= facts.items <= MOST_SHOWN
    values = MappingProxyType({"fewest": FEWEST_SHOWN, "most": MOST_SHOWN, "have": facts.items})
    return Criterion("gallery_items", right, values), written("invitation", facts.invitation), Criterion("gallery_out", facts.out)


def _gallery_answered(facts: GalleryFacts) -> Criteria:
    return counted("gallery_remarks", facts.remarks, 1), counted("gallery_answers", facts.answered, facts.remarks)


def _look_back(facts: SessionFacts) -> Criteria:
    return Criterion("actions_cleared", facts.open_actions == 0), written("learned", facts.learned), written("next_week", facts.next_week)


_OF_BEGINNING: Mapping[str, Callable[[BeginningFacts], Criteria]] = {"S01": _plan, "S02": _area, "S03": _diagnostic, "S04": _goals}
_OF_MAP: Mapping[str, Callable[[MapFacts], Criteria]] = {"S07": _linked, "S08": _map_checked}
_OF_RESULT: Mapping[str, Callable[[ResultFacts], Criteria]] = {
    "S06": _result,
    "S09": _evidence,
    "S10": _candidates,
    "S11": _rated,
    "S12": _bigger_picture,
    "S13": _chosen,
}
_OF_DEFINITION: Mapping[str, Callable[[DefinitionFacts], Criteria]] = {"S14": _defined, "S15": _items, "S16": _source}
_OF_MEASURE: Mapping[str, Callable[[MeasureFacts], Criteria]] = {
    "S17": _imported,
    "S18": _checked,
    "S19": _drawn,
    "S20": _said,
    "S21": _looked,
    "S22": _season,
    "S23": _to_show,
    "S24": _shown,
    "S25": _answered,
}
_OF_GALLERY: Mapping[str, Callable[[GalleryFacts], Criteria]] = {"S26": _gallery, "S27": _gallery_answered}

Material = BeginningFacts | GoalFacts | MapFacts | ResultFacts | DefinitionFacts | MeasureFacts | GalleryFacts | SessionFacts


def criteria(step: str, material: Material) -> Criteria:
    """What must hold for the step to be done with this material; raises KeyError for a step that does not work on it."""
    if isinstance(material, BeginningFacts):
        return _OF_BEGINNING[step](material)
    if isinstance(material, GoalFacts):
        return {"S05": _goal_tested}[step](material)
    if isinstance(material, MapFacts):
        return _OF_MAP[step](material)
    if isinstance(material, ResultFacts):
        return _OF_RESULT[step](material)
    if isinstance(material, DefinitionFacts):
        return _OF_DEFINITION[step](material)
    if isinstance(material, MeasureFacts):
        return _OF_MEASURE[step](material)
    if isinstance(material, GalleryFacts):
        return _OF_GALLERY[step](material)
    return {"S34": _look_back}[step](material)


def done(step: str, material: Material) -> bool:
    """Whether the step is done with this material."""
    return all_met(criteria(step, material))
