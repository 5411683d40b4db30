"""Goals that somebody brings to a map, and what becomes of them: results in plain words, or initiatives."""

from collections.abc import Mapping, Sequence

from groundswell.domain.authoring.pasted_goals import pasted_goals
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.selectors.edits import document, document_of
from groundswell.records.selectors.results_maps import GOAL, INITIATIVE, map_state
from groundswell.records.services.editing import Edited, FieldEdit, edit
from groundswell.records.services.results_maps import Made, new_result

MOST_AT_ONCE = 200
"""Goals in one paste; a plan has forty (issue sizes), and a page of more is not worked through."""


def bring_goals(actor: Actor, map_id: str, block: str, *, source: str = "") -> tuple[int, Edited]:
    """Each goal of a pasted block is kept with where it came from; how many are new, and the gesture.

    A goal that is there already is not brought twice. Raises UserError("goals_needed"), ("too_many_goals"), ("item_unknown").
    """
    goals = pasted_goals(_needed(block))
    if not goals:
        raise UserError("goals_needed")
    if len(goals) > MOST_AT_ONCE:
        raise UserError("too_many_goals", {"n": len(goals), "most": MOST_AT_ONCE})
    there = {one.text.casefold() for one in map_state(actor, map_id).goals}
    edits: list[FieldEdit] = []
    for goal in goals:
        if goal.text.casefold() not in there:
            goal_id = new_id()
            came_from = " ".join(part for part in (source.strip(), goal.beside) if part)
            edits += [FieldEdit(goal_id, GOAL, "text", goal.text), FieldEdit(goal_id, GOAL, "source", came_from or None)]
    return len(edits) // 2, edit(actor, map_id, edits)


def bring_one_goal(actor: Actor, map_id: str, text: str, *, source: str = "") -> Made:
    """One goal, word for word, with where it stands. Raises UserError("goals_needed"), ("item_unknown")."""
    map_state(actor, map_id)
    goal_id = new_id()
    words = " ".join(_needed(text).split())
    return Made(goal_id, edit(actor, map_id, [FieldEdit(goal_id, GOAL, "text", words), FieldEdit(goal_id, GOAL, "source", source)]))


def keep_verdicts(actor: Actor, goal_id: str, verdicts: Mapping[str, str]) -> Edited:
    """What a person answers to each wording test of a goal (``yes`` or ``no``). Raises UserError("item_unknown")."""
    map_id = document_of(goal_id)
    document(map_id).one(GOAL, goal_id)
    return edit(actor, map_id, [FieldEdit(goal_id, GOAL, f"test_{test}", verdict) for test, verdict in verdicts.items()])


def write_from_goal(actor: Actor, map_id: str, goal_id: str, texts: Sequence[str], zone: str) -> Made:
    """The results that a goal asks for, each with the goal as its source; one gesture. Gives the id of the first.

    Raises UserError("result_needed") where no text is left, and as ``write_result`` does.
    """
    goal = document(map_id).one(GOAL, goal_id)
    wanted = [text for text in texts if text.strip()] or [""]
    edits = [new_result(actor, map_id, {"text": text, "zone": zone, "source_goal": goal.text("text")}) for text in wanted]
    return Made(edits[0][0].item, edit(actor, map_id, [one for each in edits for one in each]))


def goal_to_initiatives(actor: Actor, map_id: str, goal_id: str) -> Made:
    """A goal that is something we do goes to the list of initiatives."""
    goal = document(map_id).one(GOAL, goal_id)
    initiative = new_id()
    text = goal.text("text")
    edits = [FieldEdit(initiative, INITIATIVE, "text", text), FieldEdit(initiative, INITIATIVE, "source_goal", text)]
    return Made(initiative, edit(actor, map_id, edits))


def _needed(block: str) -> str:
    if not block.strip():
        raise UserError("goals_needed")
    return block.replace("\x00", "")
