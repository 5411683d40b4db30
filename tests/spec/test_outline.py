"""The outline of a results map, as small drawings: two spaces a level, ``^`` what stands above already, ``o`` what closes a circle."""

from dataclasses import dataclass

import pytest

from groundswell.domain.authoring.outline import Shown, neighbour, outline
from groundswell.domain.authoring.results_map import Link, LinkKind, Result, ResultsMap
from tests.spec.test_map_checks import written

MARKS = {Shown.FIRST: "", Shown.AGAIN: "^", Shown.LOOP: "o"}


@dataclass(frozen=True)
class Row:
    says: str
    results: str
    links: str
    lines: str
    unlinked: str = ""


ROWS = [
    Row("what drives a result stands below it", "p@p s@s t@t", "t>s s>p", "p/  s/    t"),
    Row("from the centre outwards, then as written", "t@t r@r s@s q@s p@p", "t>p r>p s>p q>p", "p/  s/  q/  r/  t"),
    Row("two purposes are two tops", "p@p q@p s@s t@t", "s>p t>q", "p/  s/q/  t"),
    Row("a purpose stands at the top before anything drives it", "p@p", "", "p"),
    Row(
        "what drives two stands under both, its drivers once",
        "p@p s@s q@s r@r t@t",
        "s>p q>p r>s r>q t>r",
        "p/  s/    r/      t/  q/    r^",
    ),
    Row("a leaf under two hides nothing", "p@p s@s q@s t@t", "s>p q>p t>s t>q", "p/  s/    t/  q/    t"),
    Row("a circle ends where it would begin anew", "p@p s@s r@r", "s>p r>s s>r", "p/  s/    r/      so"),
    Row("a circle that nothing leads out of is entered at its innermost", "r@r s@s", "s>r r>s", "s/  r/    so"),
    Row("what nothing links waits at the end", "p@p s@s t@t r@r", "s>p", "p/  s", "r t"),
    Row("going along together is a link, so it is a top of its own", "p@p s@s r@r", "s>p r~s", "p/  s/r"),
    Row("an empty map has no line", "", "", ""),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_outline(row: Row) -> None:
    found = outline(written(row.results, row.links))
    drawn = "/".join("  " * line.depth + line.result.id + MARKS[line.shown] for line in found.lines)
    assert drawn == row.lines
    assert " ".join(one.id for one in found.unlinked) == row.unlinked


def test_each_line_says_which_result_it_drives() -> None:
    found = outline(written("p@p s@s t@t", "t>s s>p t>p"))
    assert [(line.result.id, line.above) for line in found.lines] == [("p", ""), ("s", "p"), ("t", "s"), ("t", "p")]


def test_a_chain_of_two_thousand_is_one_branch() -> None:
    results = tuple(Result(f"r{at}", f"Result {at}", "team") for at in range(2_000))
    links = tuple(Link(f"l{at}", LinkKind.CAUSE_EFFECT, f"r{at + 1}", f"r{at}") for at in range(1_999))
    found = outline(ResultsMap("map", "Long", results=results, links=links))
    assert [line.depth for line in found.lines] == list(range(2_000))


@pytest.mark.parametrize(
    ("result", "up", "beside"),
    [
        ("s", True, ""),
        ("s", False, "q"),
        ("q", True, "s"),
        ("q", False, ""),
        ("r", True, ""),
        ("t", True, ""),
        ("u", True, "t"),
        ("nowhere", True, ""),
    ],
)
def test_the_neighbour_of_the_same_zone_under_the_same_result(result: str, up: bool, beside: str) -> None:
    found = outline(written("p@p s@s q@s r@r t@t u@t", "s>p q>p r>p"))
    assert neighbour(found, result, up=up) == beside
