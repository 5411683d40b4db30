"""The drawing of a results map: what it says, what can be reached in it, what is drawn where."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from groundswell.charts.chart import Mark
from groundswell.charts.drawing.map_svg import A3_HEIGHT, A3_WIDTH, map_svg
from groundswell.charts.drawing.png import png
from groundswell.charts.fonts import text_width
from groundswell.charts.map_chart import ROOM, Colouring, MapChart, MapLook, NodeState, map_chart, node_lines
from groundswell.domain.authoring.results_map import Link, LinkKind, Result, ResultsMap
from groundswell.words import words_for
from tests.charting import elements, parsed
from tests.results_maps import UNMEASURED, grown, marram
from tests.web.payloads import PAYLOADS

FORMS = ("page", "file", "print")
STATES: Mapping[str, NodeState] = {
    **{one.id: NodeState(True) for one in marram().results if one.id not in UNMEASURED},
    "answer": NodeState(True, Mark.BETTER, "Better"),
    "boats": NodeState(True, Mark.WORSE, "Worse"),
    "crews": NodeState(True, Mark.CHANGED, "Changed"),
}


def chart(colouring: Colouring = Colouring.SIGNAL, hrefs: bool = True) -> MapChart:
    found = marram()
    look = MapLook(colouring, {one.id: f"/r/{one.id}/" for one in found.results} if hrefs else {}, date(2026, 11, 29))
    return map_chart(found, STATES, words_for("en"), look)


def nodes(svg: str) -> dict[str, ET.Element]:
    return {each.get("data-node", ""): each for each in parsed(svg).iter() if each.get("data-node")}


def test_the_map_is_a_group_whose_nodes_are_links_that_say_everything() -> None:
    svg = map_svg(chart(), ident="m7")
    root = parsed(svg)
    assert (root.get("role"), root.get("aria-roledescription")) == ("group", "Results map")
    named = {each.get("id"): each.text for each in root.iter() if each.get("id")}
    assert named[root.get("aria-labelledby")] == "What we want to be true in Marram: Results map"
    assert named[root.get("aria-describedby")] == "22 results in 4 zones, 13 measured. The outline below holds the same."
    found = nodes(svg)
    assert len(found) == 22
    assert found["answer"].get("href") == "/r/answer/"
    assert found["boats"].findtext("title") == (
        "Boats leave when they are meant to. Zone: Strategic. Measured. Its measure says: Worse. "
        "Drives “People can make a living here all year”."
    )
    assert (found["drains"].findtext("title") or "").startswith("Street drains run clear. Zone: Process. Not measured yet. Drives")


def test_without_addresses_nodes_are_stops_all_the_same() -> None:
    found = nodes(map_svg(chart(hrefs=False)))
    assert {each.get("tabindex") for each in found.values()} == {"0"}
    assert {each.get("role") for each in found.values()} == {"img"}


def test_shape_word_and_border_say_the_state() -> None:
    found = nodes(map_svg(chart()))
    assert found["answer"].find("g[@class='mark']/circle[@class='better']") is not None
    assert found["boats"].find("g[@class='mark']/path[@class='worse']") is not None
    assert found["crews"].find("g[@class='mark']/rect[@class='changed']") is not None
    assert "".join(found["boats"].find("g[@class='mark']").itertext()) == "Worse"  # type: ignore[union-attr]
    assert {one for one, each in found.items() if "todo" in (each.get("class") or "")} == set(UNMEASURED)
    assert {one for one, each in found.items() if "core" in (each.get("class") or "")} == {"home", "living"}


@pytest.mark.parametrize(
    ("colouring", "marks", "tinted"), [(Colouring.NOTHING, 0, 0), (Colouring.SIGNAL, 3, 0), (Colouring.MEASURED, 0, 11)]
)
def test_a_file_draws_what_it_is_coloured_by(colouring: Colouring, marks: int, tinted: int) -> None:
    svg = map_svg(chart(colouring), "file")
    assert sum(word in svg for word in (">Better</text><circle", ">Worse</text><path", ">Changed</text><rect")) == marks
    assert svg.count('fill="#e4e4dd"') == tinted + (tinted > 0), "each measured result, and the key"


def test_each_kind_of_link_has_its_own_look() -> None:
    ties = {each.get("data-link"): each for each in parsed(map_svg(chart())).iter() if each.get("data-link")}
    assert [each.get("class") for each in ties["d0"] if each.tag.endswith("path")] == ["link", "arrow"]
    assert [each.get("class") for each in ties["c1"] if each.tag.endswith("path")] == ["link companion"]
    assert ties["x1"].find("circle[@class='knot']") is not None
    assert ties["x1"].findtext("title") == "“Boats leave when they are meant to” pulls against “Nobody is hurt on the water”."


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("Streets are clean", 1, id="short"),
        pytest.param("A home is ready soon after a tenant leaves", 2, id="two lines"),
        pytest.param("A home is ready soon after a tenant leaves it to another", 3, id="three lines"),
        pytest.param("word " * 60, 3, id="too long ends in an ellipsis"),
        pytest.param("x" * 300, 1, id="one endless word"),
        pytest.param("مرحبا بالعالم في الميناء", 2, id="right to left"),
    ],
)
def test_words_fit_into_the_node(text: str, lines: int) -> None:
    found = node_lines(text, 13, ROOM, strong=False)
    assert len(found) == lines
    assert all(text_width(line, 13) <= ROOM for line in found)
    assert (len(text) < 80) == (not found[-1].endswith("…"))


def test_a_last_word_does_not_stand_alone() -> None:
    assert node_lines("Complaints reach the right person that day", 13, ROOM, strong=False) == (
        "Complaints reach the",
        "right person that day",
    )


def test_no_style_reaches_a_page_and_files_need_no_style_sheet() -> None:
    """A strict content security policy drops style attributes: a page's drawing has classes alone."""
    page = parsed(map_svg(chart()))
    assert not any(each.get("style") or each.get("fill") or each.get("stroke") for each in page.iter())
    for form in ("file", "print"):
        root = parsed(map_svg(chart(), form))  # type: ignore[arg-type]
        assert not any(each.get("class") or each.get("style") for each in root.iter())
        assert all(each.get("fill") for each in elements(root, "text"))


def test_the_sheet_is_one_a3_across_with_name_day_counts_and_key() -> None:
    svg = map_svg(chart(), "print")
    root = parsed(svg)
    assert root.get("viewBox") == f"0 0 {A3_WIDTH:g} {A3_HEIGHT:g}"
    said = ["".join(each.itertext()) for each in elements(root, "text")]
    for text in ("22 results, 13 measured", "As it stood on 29 November 2026", "pull against each other", "not measured yet"):
        assert text in said
    scale = float(svg.partition("scale(")[2].partition(")")[0])
    assert 16.4 * scale >= 14, "the wall's 14 points for a map of some twenty results"


LONG_ONES = [
    ("Residents get an answer they can use at the first call", 13.8),
    ("Homeless families who came to us last night know before noon where their children sleep tonight", 11.6),
]


@pytest.mark.parametrize(("text", "size"), LONG_ONES)
def test_on_paper_a_longer_result_is_smaller_before_a_word_of_it_is_lost(text: str, size: float) -> None:
    made = map_chart(ResultsMap("m", "Map", results=(Result("r", text, "team"),)), {}, words_for("en"))
    node = made.nodes[0]
    assert " ".join(node.paper_lines) == text
    assert node.paper[0] == size
    assert len(node.paper_lines) * node.paper[1] <= 66, "within the node"
    assert f'font-size="{size}"' in map_svg(made, "print")


@pytest.mark.parametrize("form", FORMS)
def test_hostile_texts_stay_text_and_the_same_map_gives_the_same_bytes(form: str) -> None:
    results = tuple(Result(f"r{at}", text, "process") for at, text in enumerate(PAYLOADS))
    hostile = ResultsMap("m", PAYLOADS[0], results=results, links=(Link("l", LinkKind.CAUSE_EFFECT, "r0", "r1"),))
    made = map_chart(hostile, {}, words_for("en"))
    svg = map_svg(made, form)  # type: ignore[arg-type]
    assert {each.tag.rpartition("}")[2] for each in parsed(svg).iter()} <= {
        "svg", "title", "desc", "g", "a", "ellipse", "text", "tspan", "path", "rect", "circle",
    }  # fmt: skip
    assert svg == map_svg(map_chart(hostile, {}, words_for("en")), form)  # type: ignore[arg-type]


def test_a_picture_is_made_of_any_map() -> None:
    for results_map in (ResultsMap("m", "Empty"), grown(1), replace(marram(), links=())):
        made = map_svg(map_chart(results_map, {}, words_for("en")), "file")
        assert png(made, 0.5).startswith(b"\x89PNG")
