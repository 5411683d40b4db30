"""Goals that are brought to a map and what becomes of them."""

import pytest

from groundswell.errors import UserError
from groundswell.records.actors import local_actor
from groundswell.records.selectors.results_maps import map_state
from groundswell.records.services import map_goals
from groundswell.records.services import results_maps as writing
from groundswell.records.services.editing import undo

pytestmark = pytest.mark.usefixtures("data_directory")


@pytest.fixture
def plan(data_directory: object) -> str:
    """The id of a map with two goals."""
    map_id = writing.make_map(local_actor(), "Marram").id
    map_goals.bring_goals(local_actor(), map_id, "3.1 Enhance the harbour\nBuy a crane", source="Plan")
    return map_id


def test_goals_keep_their_words_and_where_they_came_from(plan: str) -> None:
    found = map_state(local_actor(), plan).goals
    assert [(one.text, one.source) for one in found] == [("Enhance the harbour", "Plan 3.1"), ("Buy a crane", "Plan")]
    assert map_goals.bring_goals(local_actor(), plan, "ENHANCE THE HARBOUR\nMore trees")[0] == 1


def test_one_goal_gives_several_results_in_one_gesture(plan: str) -> None:
    actor = local_actor()
    goal = map_state(actor, plan).goals[0]
    made = map_goals.write_from_goal(actor, plan, goal.id, ["Berths are free", " ", "Boats are safe"], "strategic")
    assert [(one.text, one.zone, one.source_goal) for one in map_state(actor, plan).map.results] == [
        ("Berths are free", "strategic", goal.text),
        ("Boats are safe", "strategic", goal.text),
    ]
    undo(actor, made.edited.gesture)
    assert map_state(actor, plan).map.results == ()
    with pytest.raises(UserError, match="result_needed"):
        map_goals.write_from_goal(actor, plan, goal.id, ["", " "], "strategic")


def test_a_goal_that_is_an_action_goes_to_the_initiatives(plan: str) -> None:
    actor = local_actor()
    goal = map_state(actor, plan).goals[1]
    map_goals.goal_to_initiatives(actor, plan, goal.id)
    assert [(one.text, one.source_goal) for one in map_state(actor, plan).initiatives] == [("Buy a crane", "Buy a crane")]


def test_bad_pastes_are_refused(plan: str) -> None:
    many = "\n".join(f"Goal {at} of many" for at in range(map_goals.MOST_AT_ONCE + 1))
    for code, map_id, block in (
        ("goals_needed", plan, " \n"),
        ("goals_needed", plan, "•\n–"),
        ("too_many_goals", plan, many),
        ("item_unknown", "nowhere", "Be better"),
    ):
        with pytest.raises(UserError, match=code):
            map_goals.bring_goals(local_actor(), map_id, block)
    assert len(map_state(local_actor(), plan).goals) == 2
