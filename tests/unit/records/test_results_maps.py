"""Writing on a results map and reading it back, at any position."""

import pytest

from groundswell.domain.authoring.results_map import DEFAULT_ZONES, LinkKind, ResultStatus, Strength, Zone
from groundswell.errors import UserError
from groundswell.records.actors import GUEST, local_actor
from groundswell.records.selectors.results_maps import map_of_result, map_state, maps
from groundswell.records.services import results_maps as writing
from groundswell.records.services.editing import undo

pytestmark = pytest.mark.usefixtures("data_directory")


def new_map(name: str = "Marram") -> str:
    return writing.make_map(local_actor(), name).id


def result(map_id: str, text: str, zone: str = "team", **fields: object) -> str:
    return writing.write_result(local_actor(), map_id, text, zone, **fields).id


def texts(map_id: str, as_of: int | None = None) -> list[str]:
    return [one.text for one in map_state(local_actor(), map_id, as_of).map.results]


def test_a_map_holds_what_was_written_in_order() -> None:
    actor, plan = local_actor(), new_map()
    one = result(plan, "Streets are clean", "strategic", team="Cleansing", source_goal="Goal 3", priority=True, measures=("m1",))
    two = result(plan, "Bins are emptied")
    made = writing.link(actor, plan, LinkKind.CAUSE_EFFECT, two, one, reason="less litter", strength=Strength.STRONG.value)
    found = map_state(actor, plan).map
    assert [each.text for each in found.results] == ["Streets are clean", "Bins are emptied"]
    first = found.results[0]
    assert (first.team, first.source_goal, first.priority, first.measure_ids) == ("Cleansing", "Goal 3", True, ("m1",))
    (link,) = found.links
    assert (link.id, link.first, link.second, link.strength, link.reason) == (made.id, two, one, Strength.STRONG, "less litter")
    assert found.zones == DEFAULT_ZONES
    assert map_of_result(actor, two).map.id == plan
    assert [each.map.id for each in maps(actor)] == [plan]
    assert maps(GUEST) == []


def test_every_gesture_is_undone_at_once() -> None:
    actor, plan = local_actor(), new_map()
    one, two = result(plan, "Streets are clean"), result(plan, "Bins are emptied")
    writing.link(actor, plan, LinkKind.COMPANION, one, two)
    out = writing.take_out(actor, plan, "result", one)
    assert texts(plan) == ["Bins are emptied"]
    assert map_state(actor, plan).map.links == ()
    undo(actor, out.gesture)
    assert texts(plan) == ["Streets are clean", "Bins are emptied"]
    assert len(map_state(actor, plan).map.links) == 1


def test_an_action_moves_to_the_initiatives_and_back() -> None:
    actor, plan = local_actor(), new_map()
    before = map_state(actor, plan).seq
    action = result(plan, "Implement a CRM", source_goal="Goal 7")
    seq = map_state(actor, plan).seq
    moved = writing.move_to_initiatives(actor, plan, action)
    state = map_state(actor, plan)
    assert texts(plan) == []
    assert [(each.text, each.source_goal) for each in state.initiatives] == [("Implement a CRM", "Goal 7")]
    assert texts(plan, seq) == ["Implement a CRM"]
    assert texts(plan, before) == []
    undo(actor, moved.edited.gesture)
    assert texts(plan) == ["Implement a CRM"]
    assert map_state(actor, plan).initiatives == ()


def test_the_same_link_is_kept_once_whichever_way_it_is_drawn() -> None:
    actor, plan = local_actor(), new_map()
    one, two = result(plan, "Streets are clean"), result(plan, "Bins are emptied")
    first = writing.link(actor, plan, LinkKind.CONFLICT, one, two)
    again = writing.link(actor, plan, LinkKind.CONFLICT, two, one, reason="one crew for both")
    assert first.id == again.id
    assert [each.reason for each in map_state(actor, plan).map.links] == ["one crew for both"]
    back = writing.link(actor, plan, LinkKind.CAUSE_EFFECT, one, two).id
    assert writing.link(actor, plan, LinkKind.CAUSE_EFFECT, two, one).id != back


def test_a_retired_result_and_its_links_leave_the_map_and_stay_in_its_history() -> None:
    actor, plan = local_actor(), new_map()
    one, two = result(plan, "Streets are clean"), result(plan, "Bins are emptied")
    writing.link(actor, plan, LinkKind.CAUSE_EFFECT, two, one)
    seq = map_state(actor, plan).seq
    writing.change_result(actor, plan, two, {"status": ResultStatus.RETIRED})
    assert texts(plan) == ["Streets are clean"]
    assert map_state(actor, plan).map.links == ()
    assert texts(plan, seq) == ["Streets are clean", "Bins are emptied"]


@pytest.mark.parametrize(
    ("code", "zones"),
    [
        ("zones_out_of_range", [Zone("a"), Zone("b")]),
        ("zones_out_of_range", [Zone("a"), Zone("a"), Zone("b")]),
        ("zone_in_use", [Zone("a"), Zone("b"), Zone("c")]),
    ],
)
def test_zones_are_three_to_five_and_none_goes_with_results_in_it(code: str, zones: list[Zone]) -> None:
    plan = new_map()
    result(plan, "Streets are clean", "team")
    with pytest.raises(UserError, match=code):
        writing.change_map(local_actor(), plan, zones=zones)
    assert map_state(local_actor(), plan).map.zones == DEFAULT_ZONES


def test_bad_use_is_refused() -> None:
    actor, plan = local_actor(), new_map()
    one = result(plan, "Streets are clean")
    for code, call in (
        ("link_to_itself", lambda: writing.link(actor, plan, LinkKind.COMPANION, one, one)),
        ("item_unknown", lambda: writing.link(actor, plan, LinkKind.COMPANION, one, "nowhere")),
        ("result_needed", lambda: writing.write_result(actor, plan, "  ", "team")),
        ("zone_unknown", lambda: writing.write_result(actor, plan, "Bins", "moon")),
        ("item_unknown", lambda: map_state(actor, "nowhere")),
        ("item_unknown", lambda: map_state(GUEST, plan)),
        ("name_needed", lambda: writing.make_map(actor, " ")),
        ("reason_needed", lambda: writing.note_check(actor, plan, "orphan:x", " ")),
    ):
        with pytest.raises(UserError, match=code):
            call()
    assert texts(plan) == ["Streets are clean"]


def test_a_check_is_noted_with_its_reason() -> None:
    actor, plan = local_actor(), new_map()
    writing.note_check(actor, plan, "orphan:x", "it comes next year")
    writing.note_check(actor, plan, "orphan:x", "it comes in May")
    assert dict(map_state(actor, plan).map.noted) == {"orphan:x": "it comes in May"}


def test_a_result_and_the_link_to_what_it_drives_are_one_gesture() -> None:
    actor, plan = local_actor(), new_map()
    one = result(plan, "Streets are clean", "strategic")
    made = writing.write_result(actor, plan, "Bins are emptied", "team", drives=one)
    assert [(link.first, link.second) for link in map_state(actor, plan).map.links] == [(made.id, one)]
    undo(actor, made.edited.gesture)
    assert texts(plan) == ["Streets are clean"]
    with pytest.raises(UserError, match="item_unknown"):
        writing.write_result(actor, plan, "Bins are emptied", "team", drives="nowhere")


def test_two_results_change_places_and_back() -> None:
    actor, plan = local_actor(), new_map()
    ids = [result(plan, text) for text in ("one", "two", "three")]
    swapped = writing.swap_results(actor, plan, ids[0], ids[2])
    assert texts(plan) == ["three", "two", "one"]
    writing.swap_results(actor, plan, ids[1], ids[0])
    assert texts(plan) == ["three", "one", "two"]
    assert undo(actor, swapped.gesture).conflicts, "one of the two was moved again since"


def test_a_result_drives_another_one_instead() -> None:
    actor, plan = local_actor(), new_map()
    one, two, three = (result(plan, text) for text in ("one", "two", "three"))
    writing.link(actor, plan, LinkKind.CAUSE_EFFECT, three, one)
    moved = writing.drive_another(actor, plan, three, one, two)
    assert [(link.first, link.second) for link in map_state(actor, plan).map.links] == [(three, two)]
    assert writing.drive_another(actor, plan, three, "", two).gesture == "", "it drives that one already"
    undo(actor, moved.gesture)
    assert [(link.first, link.second) for link in map_state(actor, plan).map.links] == [(three, one)]
    writing.drive_another(actor, plan, three, one, "")
    assert map_state(actor, plan).map.links == ()
    with pytest.raises(UserError, match="link_to_itself"):
        writing.drive_another(actor, plan, three, one, three)


def test_leaving_a_field_as_it_reads_is_no_change() -> None:
    actor, plan = local_actor(), new_map()
    one = result(plan, "Streets are clean")
    same = {"text": "Streets are clean", "team": "", "priority": False, "status": "draft", "measures": ()}
    assert writing.change_result(actor, plan, one, same).gesture == ""


def test_maps_hang_on_results_and_never_in_a_circle() -> None:
    actor, plan = local_actor(), new_map()
    one = result(plan, "Streets are clean")
    team = writing.make_map(actor, "Cleansing", hangs_on=one).id
    inner = result(team, "Bins are emptied", "purpose")
    crew = writing.make_map(actor, "Crew", hangs_on=inner).id
    deep = result(crew, "Trucks start", "purpose")
    for above in (one, inner, deep):
        with pytest.raises(UserError, match="maps_in_circle"):
            writing.change_map(actor, plan, hangs_on=above)
    with pytest.raises(UserError, match="item_unknown"):
        writing.change_map(actor, crew, hangs_on="nowhere")
    writing.change_map(actor, crew, hangs_on="")
    assert map_state(actor, crew).map.hangs_on == ""


def test_an_initiative_comes_back_as_a_result_with_its_goal() -> None:
    actor, plan = local_actor(), new_map()
    kept = writing.add_initiative(actor, plan, "Buy trucks", source_goal="Goal 7")
    made = writing.initiative_to_result(actor, plan, kept.id, "Trucks start every morning", "team")
    state = map_state(actor, plan)
    assert [(one.text, one.source_goal) for one in state.map.results] == [("Trucks start every morning", "Goal 7")]
    assert state.initiatives == ()
    undo(actor, made.edited.gesture)
    assert [one.text for one in map_state(actor, plan).initiatives] == ["Buy trucks"]


def test_a_noted_check_is_asked_again() -> None:
    actor, plan = local_actor(), new_map()
    writing.note_check(actor, plan, "orphan:x", "it comes next year")
    writing.take_back_note(actor, plan, "orphan:x")
    assert dict(map_state(actor, plan).map.noted) == {}
    with pytest.raises(UserError, match="item_unknown"):
        writing.take_back_note(actor, plan, "orphan:x")
