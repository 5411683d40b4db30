"""Everything that the suggestion of a step looks at, gathered from maps, designs, definitions, figures and a person's own sessions."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from groundswell.domain.authoring.sessions.criteria import RESULT_RULES, WORDING_RULES
from groundswell.domain.authoring.sessions.facts import (
    BeginningFacts,
    DefinitionFacts,
    Facts,
    GalleryFacts,
    GoalFacts,
    MapFacts,
    MeasureFacts,
    PlanFacts,
    ResultFacts,
    SessionFacts,
)
from groundswell.domain.improvement.next_step import unexplained_signal
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.drawn_record import drawn_record
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.xmr.analyse import analyse_many
from groundswell.domain.xmr.analysis import XmrAnalysis
from groundswell.domain.xmr.data_check import check_data
from groundswell.records.actors import Actor
from groundswell.records.selectors.definitions import board, catalogue
from groundswell.records.selectors.designs import DesignState, designs
from groundswell.records.selectors.edits import Document, documents
from groundswell.records.selectors.portfolio import portfolio
from groundswell.records.selectors.results_maps import RESULT, MapState, maps
from groundswell.records.selectors.sessions import SessionRow, session_plan, sessions
from groundswell.records.selectors.sharing import all_reactions
from groundswell.records.selectors.writings import READING, SOURCE, Gallery, beginning, galleries
from groundswell.reports.measure_page import request_of

LOOK_BACK = "S34"


@dataclass(frozen=True, slots=True)
class Judging:
    """What is judged elsewhere: which wording rules a text breaks, how many remarks of a map are open, whether a formula parses."""

    failed: Callable[[str], tuple[str, ...]]
    open_remarks: Callable[[MapState], int]
    formula_parses: Callable[[MeasureDefinition], bool]


def facts(actor: Actor, today: date, judging: Judging) -> Facts:
    """What exists for this person to work on, on that day: what other teams let them see is not theirs to go on with."""
    states, own = [state for state in maps(actor) if state.yours], sessions(actor)
    written = [result for state in states for result in state.map.results]
    sheets = designs(actor, [result.id for result in written])
    records = [record for record in portfolio(actor, only=board(actor)) if record.yours]
    return Facts(
        beginning=_beginning(actor, states, judging),
        maps=tuple(_map(state, judging) for state in states),
        results=tuple(_results(states, sheets, judging)),
        definitions=_definitions(actor, judging),
        measures=tuple(_measures(actor, records)),
        galleries=tuple(_gallery(one) for one in galleries(actor) if one.yours),
        sessions=_sessions(own, today),
    )


def _beginning(actor: Actor, states: Sequence[MapState], judging: Judging) -> BeginningFacts:
    fields, plan = beginning(actor), session_plan(actor)
    return BeginningFacts(
        area=fields.get("area") or "",
        receivers=tuple(fields.get("receivers") or ()),
        wishes=tuple(fields.get("wishes") or ()),
        ratings={name: int(value) for name, _, value in (one.partition("=") for one in fields.get("ratings") or ())},
        remark=fields.get("remark") or "",
        goals=tuple(goal for state in states for goal in _goals(state, judging)),
        plan=PlanFacts() if plan is None else PlanFacts(plan.time, plan.place, plan.trigger),
    )


def _goals(state: MapState, judging: Judging) -> list[GoalFacts]:
    actions = Counter(result.source_goal for result in state.map.results if result.source_goal and "action" in judging.failed(result.text))
    waiting = {goal.id for goal in state.waiting_goals()}
    return [
        GoalFacts(
            goal.id,
            goal.text,
            goal.source,
            {rule: goal.verdicts[rule] for rule in WORDING_RULES if rule in goal.verdicts},
            actions[goal.text] + (goal.id in waiting and goal.verdicts.get("action") == "no"),
        )
        for goal in state.goals
    ]


def _map(state: MapState, judging: Judging) -> MapFacts:
    reasons = sum(1 for link in state.map.links if link.reason)
    return MapFacts(state.map.id, state.map.name, len(state.map.results), reasons, judging.open_remarks(state))


def _results(states: Sequence[MapState], sheets: Mapping[str, DesignState], judging: Judging) -> list[ResultFacts]:
    touched = {
        one.id: {item.id: item.last_seq for item in one.live(RESULT)} for one in documents([each.map.id for each in states]).values()
    }
    found = []
    for state in states:
        for result in state.map.results:
            sheet = sheets[result.id]
            made = tuple(one.measure_id for one in sheet.design.candidates if one.measure_id)
            rules = tuple(rule for rule in RESULT_RULES if rule in judging.failed(result.text))
            found.append(
                ResultFacts(
                    id=result.id,
                    map_id=state.map.id,
                    text=result.text,
                    zone=result.zone,
                    failed=rules,
                    priority=result.priority,
                    measure_ids=tuple(dict.fromkeys((*result.measure_ids, *made))),
                    design=sheet.design,
                    touched=max(sheet.seq, touched[state.map.id].get(result.id, 0)),
                )
            )
    return found


def _definitions(actor: Actor, judging: Judging) -> dict[str, DefinitionFacts]:
    in_use = {key: state for key, state in catalogue(actor).theirs(actor).measures.items() if state.in_use}
    notes = documents(list(in_use))
    return {key: _definition(key, state.definition, notes[key], judging) for key, state in in_use.items()}


def _definition(measure_id: str, definition: MeasureDefinition, notes: Document, judging: Judging) -> DefinitionFacts:
    entry = definition.entry
    source = _fields(notes, SOURCE, measure_id)
    return DefinitionFacts(
        measure_id=measure_id,
        formula=bool(entry.formula),
        formula_parses=bool(entry.formula) and judging.formula_parses(definition),
        unit=bool(definition.measurement_unit),
        scope=bool(entry.population or entry.inclusions or entry.exclusions),
        cadence=definition.cadence.has_calendar,
        items=len(entry.items),
        items_described=sum(1 for item in entry.items if item.source and item.recorder),
        source_known=source.get("known") or "",
        asked_whom=source.get("asked_whom") or "",
        asked_when=source.get("asked_when") or "",
    )


def _measures(actor: Actor, records: Sequence[MeasureRecord]) -> list[MeasureFacts]:
    notes = documents(list({record.measure_id for record in records}))
    heard = all_reactions(actor)
    reactions = Counter((one.measure_id, one.org_unit_id) for one in heard if not one.erased)
    waiting = Counter((one.measure_id, one.org_unit_id) for one in heard if one.answered_at is None and not one.erased)
    records = [drawn_record(record) for record in records]
    analyses = analyse_many([request_of(record) for record in records])
    found = []
    for record, analysis in zip(records, analyses, strict=True):
        line = (record.measure_id, record.org_unit_id)
        found.append(measure_facts(record, analysis, notes[record.measure_id], (reactions[line], waiting[line])))
    return found


def measure_facts(record: MeasureRecord, analysis: XmrAnalysis, notes: Document, reactions: tuple[int, int]) -> MeasureFacts:
    """One line as the steps look at it. ``reactions``: how many, and how many of them wait for an answer."""
    fields = _fields(notes, READING, record.org_unit_id or record.measure_id)
    flags = check_data(record.series, analysis)
    answered = {one.partition("=")[0] for one in fields.get("flags_answered") or ()}
    open_signal = unexplained_signal(record, analysis)
    return MeasureFacts(
        measure_id=record.measure_id,
        place_id=record.org_unit_id or "",
        name=record.definition.name,
        figures=record.series.figures,
        result_id=record.definition.entry.result_id,
        flags=len(flags),
        flags_answered=sum(1 for flag in flags if flag.key in answered),
        check_read=bool(fields.get("check_read")),
        limits_seen=bool(fields.get("limits_seen")) or record.baseline is not None,
        signals=len(analysis.signals),
        open_signals=0 if open_signal is None else 1,
        sentence=fields.get("sentence") or "",
        sentence_names_signal=bool(fields.get("sentence_says")),
        cause=fields.get("cause") or "",
        who_may_know=fields.get("who_may_know") or "",
        season_decision=fields.get("season") or "",
        to_show=tuple(str(fields.get(name) or "") for name in ("show_person", "show_question", "show_when")),  # type: ignore[arg-type]
        reactions=reactions[0],
        reactions_unanswered=reactions[1],
        touched=max((item.last_seq for item in notes.items.values()), default=0),
    )


def _gallery(one: Gallery) -> GalleryFacts:
    answered = sum(1 for remark in one.remarks if remark.reply)
    return GalleryFacts(one.id, len(one.shown), one.invitation, bool(one.out), len(one.remarks), answered)


def _sessions(own: Sequence[SessionRow], today: date) -> SessionFacts:
    finished = [row for row in own if row.ended_at is not None]
    looked_back = next((at for at, row in enumerate(finished) if row.step == LOOK_BACK and row.done), len(finished))
    latest = finished[0] if finished else None
    unfinished = None
    if latest is not None and not latest.done and latest.step != LOOK_BACK:
        unfinished = (latest.step, latest.subject)
    due = [row for row in finished if row.next_action and not row.cleared and row.step != LOOK_BACK]
    last_look = next((row for row in own if row.step == LOOK_BACK), None)
    fresh = last_look is not None and last_look.started_at.date() > today - timedelta(days=7)
    return SessionFacts(
        finished=len(finished),
        since_look_back=looked_back,
        unfinished=unfinished,
        open_actions=sum(1 for row in due if row.next_day is None or row.next_day < today),
        learned=last_look.learned if last_look is not None and fresh else "",
        next_week=last_look.next_action if last_look is not None and fresh else "",
    )


def _fields(notes: Document, kind: str, item_id: str) -> Mapping[str, Any]:
    item = notes.items.get(item_id)
    return item.fields if item is not None and item.kind == kind and not item.gone else {}
