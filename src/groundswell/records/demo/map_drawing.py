"""Draw the demo's results map through the services that a person's gestures go through."""

from collections.abc import Mapping

from groundswell.domain.authoring.results_map import LinkKind
from groundswell.records.actors import Actor
from groundswell.records.demo.harbour_map import ACTION, AGAINST, GOALS_FROM, NAME, NOTED, RESULTS, TOGETHER
from groundswell.records.services import map_goals
from groundswell.records.services import results_maps as writing


def draw_map(actor: Actor, measures: Mapping[str, str]) -> str:
    """The map with its history: goals, results from the centre outwards, links, a better wording, an action moved off it.

    ``measures``: the ids of the demo's measures by name. Gives the map's id.
    """
    map_id = writing.make_map(actor, NAME).id
    goals = [one.goal for one in RESULTS if one.goal]
    map_goals.bring_goals(actor, map_id, "\n".join(goals), source=GOALS_FROM)
    ids: dict[str, str] = {}
    for one in RESULTS:
        made = writing.write_result(
            actor, map_id, one.first_said or one.text, one.zone, drives=ids[one.drives[0]] if one.drives else "",
            team=one.team, source_goal=one.goal, priority=one.priority, measures=tuple(measures[name] for name in one.measures),
        )
        ids[one.text] = made.id
        for other in one.drives[1:]:
            writing.link(actor, map_id, LinkKind.CAUSE_EFFECT, made.id, ids[other])
    for first, second in TOGETHER:
        writing.link(actor, map_id, LinkKind.COMPANION, ids[first], ids[second])
    first, second, reason = AGAINST
    writing.link(actor, map_id, LinkKind.CONFLICT, ids[first], ids[second], reason=reason)
    action = writing.write_result(actor, map_id, ACTION, "process")
    writing.move_to_initiatives(actor, map_id, action.id)
    for one in RESULTS:
        if one.first_said:
            writing.change_result(actor, map_id, ids[one.text], {"text": one.text})
    writing.note_check(actor, map_id, *NOTED)
    return map_id
