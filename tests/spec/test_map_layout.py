"""The layout of a results map: one small table a promise."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from groundswell.domain.authoring.map_layout import Layout, lay_out
from groundswell.domain.authoring.map_paths import line
from groundswell.domain.authoring.map_rings import Ellipse, Point
from groundswell.domain.authoring.results_map import Link, LinkKind, Result, ResultsMap, Zone
from tests.results_maps import grown, marram


def placed(results: Sequence[Result], links: Sequence[Link] = (), zones: Sequence[str] = ("a", "b", "c")) -> Layout:
    return lay_out(ResultsMap("m", "A map", tuple(Zone(key) for key in zones), tuple(results), tuple(links)))


def drives(first: str, second: str) -> Link:
    return Link(f"{first}-{second}", LinkKind.CAUSE_EFFECT, first, second)


@pytest.mark.parametrize(
    ("count", "at"),
    [
        pytest.param(1, [(0, 0)], id="one purpose stands in the very middle"),
        pytest.param(2, [(-79, 0), (79, 0)], id="two stand side by side"),
        pytest.param(3, [(-109.4, 0), (0, -76), (109.4, 0)], id="three round the very middle"),
        pytest.param(4, [(-79, -38), (-79, 38), (79, -38), (79, 38)], id="four in two rows"),
    ],
)
def test_the_purpose_stands_in_the_middle(count: int, at: Sequence[tuple[float, float]]) -> None:
    found = placed([Result(f"p{number}", "x", "a") for number in range(count)])
    assert sorted(found.places.values()) == sorted(at)


@pytest.mark.parametrize("zones", [3, 4, 5])
def test_zones_are_nested_and_there_even_when_nothing_stands_in_them(zones: int) -> None:
    found = placed([], zones=[f"z{at}" for at in range(zones)])
    assert len(found.zones) == zones
    for inner, outer in zip(found.zones, found.zones[1:], strict=False):
        assert (outer.rx - inner.rx, outer.ry - inner.ry) == (158, 112)
    assert found.places == {} and found.links == {}
    assert found.width == 2 * (found.zones[-1].rx + 8)


@pytest.mark.parametrize(
    ("zone", "index"),
    [pytest.param("b", 1, id="its own zone"), pytest.param("gone", 2, id="a zone that the map no longer has is the outermost")],
)
def test_a_result_stands_in_its_zone(zone: str, index: int) -> None:
    found = placed([Result("r", "x", zone)])
    assert found.zone_at(*found.places["r"]) == index


def test_drivers_stand_beyond_what_they_drive() -> None:
    """Four strategic results, each with a driver of its own: each driver lies nearest to its own, and no two lines cross."""
    inner = [Result(f"s{at}", "x", "b") for at in range(4)]
    outer = [Result(f"t{at}", "x", "c") for at in (2, 0, 3, 1)]
    found = placed([*inner, *outer], [drives(f"t{at}", f"s{at}") for at in range(4)])
    for at in range(4):
        own = found.places[f"t{at}"]
        near = min(range(4), key=lambda one, own=own: abs(own.x - found.places[f"s{one}"].x) + abs(own.y - found.places[f"s{one}"].y))
        assert near == at


@pytest.mark.parametrize(
    ("at", "stands"),
    [
        pytest.param((-246, 12), (-246, 12), id="a place of one's own in the ring is kept to the unit"),
        pytest.param((0, -146), (0, -146), id="at the top as well"),
    ],
)
def test_a_result_that_a_person_placed_stays_there(at: tuple[int, int], stands: tuple[int, int]) -> None:
    found = placed([Result("other", "x", "b"), Result("r", "x", "b", at=at)])
    assert found.places["r"] == stands
    assert found.places["other"] != stands


def test_a_place_in_another_ring_is_drawn_to_the_nearest_spot_of_its_own() -> None:
    found = placed([Result("r", "x", "b", at=(0, -260))])
    assert found.zone_at(*found.places["r"]) == 1
    assert found.places["r"].y < -130 and abs(found.places["r"].x) < 40


def test_of_two_on_one_spot_the_later_steps_aside() -> None:
    found = placed([Result("one", "x", "c", at=(0, -250)), Result("two", "x", "c", at=(10, -250))])
    assert found.places["one"] == (0, -250)
    assert abs(found.places["two"].x) >= 158


@pytest.mark.parametrize("links", [[drives("r", "r")], [drives("r", "gone")]], ids=["to itself", "to one that is not there"])
def test_a_link_that_leads_nowhere_is_not_drawn(links: Sequence[Link]) -> None:
    assert placed([Result("r", "x", "b")], links).links == {}


def test_a_circle_of_drivers_is_laid_out_like_any_other() -> None:
    results = [Result(one, "x", "b") for one in "pqr"]
    found = placed(results, [drives("p", "q"), drives("q", "r"), drives("r", "p")])
    assert len(found.links) == 3


@pytest.mark.parametrize(
    ("first", "second", "path"),
    [
        pytest.param((0, 0), (300, 0), ((72, 0), (228, 0)), id="out of the sides"),
        pytest.param((0, 0), (0, -200), ((0, -29), (0, -171)), id="out of top and foot"),
        pytest.param((0, 0), (10, 0), ((5, 0), (5, 0)), id="nodes on one another: nothing between them"),
    ],
)
def test_lines_end_just_clear_of_the_nodes(first: tuple[int, int], second: tuple[int, int], path: object) -> None:
    assert line(Point(*first), Point(*second)) == path


def test_a_line_goes_round_a_third_node_and_two_links_of_a_pair_part() -> None:
    row = [Result(name, "x", "c", at=(x, -220)) for name, x in (("left", -190), ("between", 0), ("right", 190))]
    found = placed(row, [drives("left", "right"), drives("left", "between"), replace(drives("between", "left"), kind=LinkKind.CONFLICT)])
    assert len(found.links["left-right"]) == 3
    assert found.links["left-between"] != tuple(reversed(found.links["between-left"]))


def test_one_result_more_leaves_most_where_they_were() -> None:
    before = lay_out(marram())
    more = replace(marram(), results=(*marram().results, Result("new", "Nets are mended", "team")))
    after = lay_out(more)
    moved = sorted(abs(after.places[one].x - at.x) + abs(after.places[one].y - at.y) for one, at in before.places.items())
    assert moved[len(moved) // 2] < 70, "the median moves by less than half a node"


def test_the_ground_grows_with_its_results() -> None:
    sizes = [lay_out(grown(count)).width for count in (20, 60, 150, 300)]
    assert sizes == sorted(sizes) and len(set(sizes)) == 4


def test_zone_at_beyond_the_map_is_the_outermost() -> None:
    found = lay_out(marram())
    assert [found.zone_at(*at) for at in ((0, 0), (-240, 0), (-400, 0), (-560, 0), (-5000, 0))] == [0, 1, 2, 3, 3]
    assert found.zones[0] == Ellipse(165, 80)
