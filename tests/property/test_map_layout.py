"""Whatever a map holds, no two nodes meet, each stands in its own ring, and the same map gives the same layout."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.authoring.map_layout import Layout, lay_out
from groundswell.domain.authoring.map_rings import NODE_HEIGHT, NODE_WIDTH
from groundswell.domain.authoring.results_map import Link, LinkKind, Result, ResultsMap, Zone
from tests.results_maps import grown

LEAST = 17.9
"""Places are written with one decimal."""


@st.composite
def maps(draw: st.DrawFn) -> ResultsMap:
    """Three to five zones, up to 300 results, some placed by hand anywhere, and links of every kind."""
    zones = tuple(Zone(f"z{at}") for at in range(draw(st.integers(3, 5))))
    count = draw(st.one_of(st.integers(1, 40), st.integers(1, 300)))
    spread = draw(st.lists(st.sampled_from([zone.key for zone in zones]), min_size=1, max_size=9))
    places = draw(
        st.lists(st.one_of(st.none(), st.none(), st.tuples(st.integers(-900, 900), st.integers(-700, 700))), min_size=1, max_size=11)
    )
    results = tuple(
        Result(f"r{at}", "Streets are clean", spread[at * 7 % len(spread)], at=places[at % len(places)] if at < 60 else None)
        for at in range(count)
    )
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1), st.sampled_from(LinkKind))
    links = tuple(
        Link(f"l{at}", kind, f"r{first}", f"r{second}")
        for at, (first, second, kind) in enumerate(draw(st.lists(ends, max_size=60)))
        if first != second
    )
    return ResultsMap("m", "Any", zones, results, links)


def check(results_map: ResultsMap, layout: Layout) -> None:
    """Every promise of the layout, worked out here by other means."""
    assert set(layout.places) == {one.id for one in results_map.results}
    for (one, first), (other, second) in combinations(layout.places.items(), 2):
        apart = max(abs(first.x - second.x) - NODE_WIDTH, abs(first.y - second.y) - NODE_HEIGHT)
        assert apart >= LEAST, (one, other)
    for inner, outer in pairwise(layout.zones):
        assert inner.rx < outer.rx and inner.ry < outer.ry
    for one in results_map.results:
        at, index = layout.places[one.id], results_map.zone_index(one.zone)
        corners = [(at.x + across * 65, at.y + down * 24.9) for across in (-1, 1) for down in (-1, 1)]
        edge = layout.zones[index]
        assert all((x / edge.rx) ** 2 + (y / edge.ry) ** 2 <= 1.001 for x, y in corners), one.id
        if index:
            below = layout.zones[index - 1]
            assert all((x / below.rx) ** 2 + (y / below.ry) ** 2 >= 0.999 for x, y in [*corners, at]), one.id
    assert layout.width >= 2 * layout.zones[-1].rx and layout.height >= 2 * layout.zones[-1].ry


@settings(max_examples=25, deadline=None)
@given(maps())
def test_no_node_meets_another_and_each_stands_in_its_ring(results_map: ResultsMap) -> None:
    layout = lay_out(results_map)
    check(results_map, layout)
    again = lay_out(results_map)
    assert (again.places, again.links, again.zones) == (layout.places, layout.links, layout.zones)


@pytest.mark.parametrize("count", [1, 2, 5, 13, 22, 40, 77, 150, 300])
def test_maps_as_people_make_them(count: int) -> None:
    results_map = grown(count)
    layout = lay_out(results_map)
    check(results_map, layout)
    assert set(layout.links) == {link.id for link in results_map.links}


@pytest.mark.long
def test_two_thousand_results_are_laid_out_too() -> None:
    check(grown(2000), lay_out(grown(2000)))
