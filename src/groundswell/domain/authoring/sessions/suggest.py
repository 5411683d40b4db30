"""Which step to suggest: one, by a stated rule, with its reason (method 7.4); and what there is instead."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from groundswell.domain.authoring.sessions.criteria import RESULTS_BEFORE_MAP_CHECK, Material, done
from groundswell.domain.authoring.sessions.facts import (
    DefinitionFacts,
    Facts,
    GalleryFacts,
    GoalFacts,
    MapFacts,
    MeasureFacts,
    ResultFacts,
)
from groundswell.domain.authoring.sessions.steps import RESULT_FIRST, SESSIONS_TO_LOOK_BACK, SHEET_FIRST, STEPS, Family, Step

Touched = TypeVar("Touched", MeasureFacts, ResultFacts)
MOST_OTHERS = 6
"""How many steps "something else" offers; a longer list would be one more thing to decide."""
NEW = ""
"""Subject of a step whose thing does not exist yet."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One step about one thing. ``because`` says which line of the rule chose it (``because.<code>`` in the catalogue).

    ``subject`` is the id of what the step works on, NEW for one that the step will make; ``place`` belongs to a measure.
    """

    step: Step
    because: str
    subject: str = NEW
    place: str = ""


def suggest(facts: Facts) -> Suggestion:
    """The one step to offer now; there is always one."""
    return next(iter(_in_order(facts)))


def others(facts: Facts, than: Suggestion) -> tuple[Suggestion, ...]:
    """Up to six other steps that could be done now, one a family first, for "something else"."""
    found: dict[Family, list[Suggestion]] = {}
    for one in (*_in_order(facts), *_aside(facts)):
        same = one.step == than.step and one.subject == than.subject
        if not same and all(one.step != there.step for many in found.values() for there in many):
            found.setdefault(one.step.family, []).append(one)
    firsts = [many[0] for many in found.values()]
    rest = [one for many in found.values() for one in many[1:]]
    return tuple([*firsts, *rest][:MOST_OTHERS])


def material_of(facts: Facts, suggestion: Suggestion) -> Material:
    """What the suggested step works on, empty where it does not exist yet."""
    subject, step = suggestion.subject, suggestion.step.id
    goals = {goal.id: goal for goal in facts.beginning.goals}
    makers: dict[str, Callable[[], Material]] = {
        "self": lambda: facts.sessions if step == "S34" else facts.beginning,
        "goal": lambda: goals.get(subject, GoalFacts(NEW, "")),
        "map": lambda: _result(facts, subject) if step == "S06" else _map(facts, subject),
        "result": lambda: _result(facts, subject),
        "definition": lambda: facts.definitions.get(subject, DefinitionFacts(subject)),
        "measure": lambda: _measure(facts, subject, suggestion.place),
        "gallery": lambda: next((one for one in facts.galleries if one.id == subject), GalleryFacts(NEW)),
    }
    return makers[suggestion.step.subject]()


def _in_order(facts: Facts) -> Iterator[Suggestion]:
    """Every step that the rule of method 7.4 would come to, in its order; the last one is always there."""
    if facts.sessions.since_look_back >= SESSIONS_TO_LOOK_BACK:
        yield Suggestion(STEPS["S34"], "five_sessions")
    yield from _unfinished(facts)
    yield from _sheet_first(facts)
    yield from _result_first(facts)
    yield from (_about(one, "S21", "open_signal") for one in _newest(facts.measures) if one.open_signals and not done("S21", one))
    yield from (_about(one, "S25", "unanswered") for one in _newest(facts.measures) if one.reactions_unanswered)
    yield from (Suggestion(STEPS["S27"], "unanswered_remarks", one.id) for one in facts.galleries if one.answered < one.remarks)
    unmeasured = sorted((one for one in facts.results if not one.measure_ids), key=lambda one: (not one.priority, -one.touched))
    yield from (Suggestion(STEPS[_next_of_design(one)], "no_measure", one.id) for one in unmeasured)
    grown = [one for one in facts.maps if one.results >= RESULTS_BEFORE_MAP_CHECK]
    yield from (Suggestion(STEPS["S08"], "map_unchecked", one.id) for one in grown if one.open_remarks)
    yield Suggestion(STEPS["S06"], "one_more", NEW)


def _unfinished(facts: Facts) -> Iterator[Suggestion]:
    if facts.sessions.unfinished is None:
        return
    step, subject = facts.sessions.unfinished
    measure_id, _, place = subject.partition("/")
    found = Suggestion(STEPS[step], "unfinished", measure_id, place)
    if not done(step, material_of(facts, found)):
        yield found


def _sheet_first(facts: Facts) -> Iterator[Suggestion]:
    """A measure has values: the one that is furthest along goes to its first words; once one has, results come next."""
    with_values = [one for one in facts.measures if one.figures]
    if not with_values or any(_steps_left(one) == [] for one in with_values):
        return
    furthest = min(with_values, key=lambda one: (len(_steps_left(one)), -one.touched))
    yield _about(furthest, _steps_left(furthest)[0], "sheet_first")


def _steps_left(measure: MeasureFacts) -> list[str]:
    return [step for step in SHEET_FIRST if not done(step, measure)]


def _result_first(facts: Facts) -> Iterator[Suggestion]:
    """The first unmet step from a goal to first words, for the result last worked on; a new one where there is none."""
    well_worded = [one for one in facts.results if done("S06", one)]
    goals = facts.beginning.goals
    if not well_worded:
        if not facts.results and not any(one.figures for one in facts.measures) and not any(done("S05", goal) for goal in goals):
            yield Suggestion(STEPS["S05"], "result_first", goals[0].id if goals else NEW)
        yield Suggestion(STEPS["S06"], "result_first", _last(facts.results).id if facts.results else NEW)
        return
    for result in _newest(well_worded):
        found = _next_of_result(facts, result)
        if found is not None:
            yield found
            return


def _next_of_result(facts: Facts, result: ResultFacts) -> Suggestion | None:
    for step in RESULT_FIRST[RESULT_FIRST.index("S09") : RESULT_FIRST.index("S14")]:
        if not result.measure_ids and not done(step, result):
            return Suggestion(STEPS[step], "result_first", result.id)
    for measure_id in result.measure_ids:
        definition = facts.definitions.get(measure_id)
        for step in ("S14", "S15"):
            if definition is not None and not done(step, definition):
                return Suggestion(STEPS[step], "result_first", measure_id)
        measure = _measure(facts, measure_id, "")
        for step in RESULT_FIRST[RESULT_FIRST.index("S17") :]:
            if not done(step, measure):
                return _about(measure, step, "result_first")
    return None


def _next_of_design(result: ResultFacts) -> str:
    return next((step for step in ("S09", "S10", "S11", "S12", "S13") if not done(step, result)), "S13")


def _aside(facts: Facts) -> Iterator[Suggestion]:
    """Steps that no path needs and that are worth fifteen minutes all the same."""
    beginning = facts.beginning
    yield from (Suggestion(STEPS[step], "aside") for step in ("S01", "S02", "S04", "S03") if not done(step, beginning))
    yield from (Suggestion(STEPS["S05"], "aside", goal.id) for goal in beginning.goals if not done("S05", goal))
    yield from (Suggestion(STEPS["S07"], "aside", one.id) for one in facts.maps if one.results > 1 and not done("S07", one))
    for measure in _newest(facts.measures):
        if measure.figures:
            yield from (_about(measure, step, "aside") for step in ("S18", "S22") if not done(step, measure))
        else:
            yield _about(measure, "S17", "aside")
    if not facts.measures:
        yield Suggestion(STEPS["S17"], "aside")
    yield from (Suggestion(STEPS["S16"], "aside", one.measure_id) for one in facts.definitions.values() if not done("S16", one))
    if sum(1 for one in facts.measures if one.figures) > 2 and not facts.galleries:
        yield Suggestion(STEPS["S26"], "aside")
    yield from (Suggestion(STEPS["S26"], "aside", one.id) for one in facts.galleries if not done("S26", one))


def _about(measure: MeasureFacts, step: str, because: str) -> Suggestion:
    return Suggestion(STEPS[step], because, measure.measure_id, measure.place_id)


def _newest(many: Iterable[Touched]) -> list[Touched]:
    return sorted(many, key=lambda one: -one.touched)


def _last(results: Iterable[ResultFacts]) -> ResultFacts:
    return max(results, key=lambda one: one.touched)


def _result(facts: Facts, result_id: str) -> ResultFacts:
    return next((one for one in facts.results if one.id == result_id), ResultFacts(NEW, NEW, ""))


def _map(facts: Facts, map_id: str) -> MapFacts:
    return next((one for one in facts.maps if one.id == map_id), MapFacts(map_id))


def _measure(facts: Facts, measure_id: str, place_id: str) -> MeasureFacts:
    if not measure_id:
        # Figures of a whole sheet (S17) are about no measure in particular: whichever has most of them.
        return max(facts.measures, key=lambda one: one.figures, default=MeasureFacts(NEW))
    own = [one for one in facts.measures if one.measure_id == measure_id]
    return next((one for one in own if one.place_id == place_id), own[0] if own else MeasureFacts(measure_id))
