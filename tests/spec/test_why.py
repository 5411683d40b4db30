"""Why this measure: which way leads from the purpose to it, what is empty, what a version changed. Maps are written as for the checks."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from groundswell.domain.authoring.measure_design import Aspect, BiggerPicture, Candidate, Evidence, MeasureDesign, Side
from groundswell.domain.authoring.why import (
    FirstWords,
    Part,
    Said,
    Topic,
    Why,
    WrittenVersion,
    harmful,
    signs,
    why_this_measure,
)
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DictionaryEntry, MeasureType
from tests.spec.test_map_checks import written

DAY = date(2026, 11, 2)
PLAIN = MeasureDefinition("Days to answer")


def why(results: str, links: str = "", *, designs: tuple[MeasureDesign, ...] = (), definition: MeasureDefinition = PLAIN) -> Why:
    stored = [WrittenVersion(definition, None, DAY)]
    return why_this_measure("m", stored, [written(results, links)], {one.result_id: one for one in designs})


@dataclass(frozen=True)
class Row:
    """``ways``: each way from the innermost result down, ``?`` before one that does not begin in the centre."""

    says: str
    results: str
    links: str
    ways: str


ROWS = [
    Row("from the purpose down to the result", "p@p s@s t@t=m", "t>s s>p", "p/s/t"),
    Row("a result of the centre is its own way", "p@p=m", "", "p"),
    Row("the shortest way is told", "p@p s@s r@r t@t=m", "t>r r>s s>p t>s", "p/s/t"),
    Row("of two as short, the older link", "p@p q@p s@s r@s t@t=m", "t>r t>s s>p r>q", "q/r/t"),
    Row("each result that it shows has a way", "p@p s@s=m r@r=m,n", "s>p r>p", "p/s p/r"),
    Row("without a way to the centre, as far in as it goes", "p@p s@s r@r t@t=m", "t>r r>s", "?s/r/t"),
    Row("unlinked, it stands alone", "p@p t@t=m", "", "?t"),
    Row("a circle ends", "p@p s@s=m r@r", "s>r r>s", "?s"),
    Row("what goes along or pulls against leads nowhere", "p@p q@p t@t=m", "t~p t!q", "?t"),
    Row("nobody has linked it", "p@p s@s=n", "s>p", ""),
    Row("another measure's id that begins alike is another measure", "p@p=mm", "", ""),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_ways(row: Row) -> None:
    found = why(row.results, row.links).chains
    assert " ".join(("" if one.whole else "?") + "/".join(step.result.id for step in one.steps) for one in found) == row.ways


def test_a_measure_belongs_by_the_map_by_a_design_and_by_its_definition() -> None:
    design = MeasureDesign("s", candidates=(Candidate("c", "Median", "", "", measure_id="m"),))
    named = replace(PLAIN, entry=DictionaryEntry(result_id="r"))
    found = why("p@p=m s@s r@r", "s>p r>p", designs=(design,), definition=named)
    assert [one.end.result.id for one in found.chains] == ["p", "s", "r"]


def test_a_map_that_hangs_on_another_is_followed_up() -> None:
    above = replace(written("p@p s@s", "s>p"), id="above")
    team = written("t@p u@t=m", "u>t")
    below = replace(team, id="below", hangs_on="s")
    found = why_this_measure("m", [WrittenVersion(PLAIN, None, DAY)], [below, above], {})
    (chain,) = found.chains
    assert [(step.map_id, step.result.id) for step in chain.steps] == [("above", "p"), ("above", "s"), ("below", "t"), ("below", "u")]
    assert chain.whole and chain.steps[1].zone.key == "strategic"


def test_maps_that_hang_on_each_other_end() -> None:
    one = replace(written("p@p=m"), id="one", hangs_on="q")
    two = replace(written("q@p"), id="two", hangs_on="p")
    (chain,) = why_this_measure("m", [WrittenVersion(PLAIN, None, DAY)], [one, two], {}).chains
    assert [step.result.id for step in chain.steps] == ["q", "p"]


CHOSEN = Candidate("c", "Median", "", "", chosen=True)
ELSEWHERE = Candidate("d", "Mean", "", "", chosen=True, measure_id="other")
BECAME = Candidate("e", "Count", "", "", measure_id="m")


@pytest.mark.parametrize(
    ("candidates", "chosen"),
    [((BECAME, CHOSEN), "e"), ((CHOSEN, ELSEWHERE), "c"), ((ELSEWHERE,), ""), ((), "")],
    ids=["the one that became it", "one that became nothing yet", "one that became another is no choice of this", "none"],
)
def test_which_candidate_it_is(candidates: tuple[Candidate, ...], chosen: str) -> None:
    found = why("p@p=m", designs=(MeasureDesign("p", evidence=(Evidence("x", "Seen"),), candidates=candidates),))
    assert "".join(one.id for one in found.chosen) == chosen


def test_nothing_written_is_all_empty_and_each_part_fills() -> None:
    assert why("p@p").empty == tuple(Part)
    picture = (BiggerPicture("h", Aspect.GAMING, "Close early", "Count full answers"), BiggerPicture("w", Aspect.WATCH, "The oldest"))
    design = MeasureDesign("p", (Evidence("x", "Seen"), Evidence("y", "Not seen", Side.NOT)), (BECAME,), picture)
    found = why("p@p=m", designs=(design,))
    assert found.empty == (Part.SAID, Part.CHANGES)
    assert [one.id for one in harmful(found)] == ["h"]
    assert (signs(design, Side.TRUE), signs(design, Side.NOT)) == (("Seen",), ("Not seen",))


@pytest.mark.parametrize(
    ("asked", "entry", "empty"),
    [
        (None, DictionaryEntry(), True),
        (0, DictionaryEntry(), True),
        (3, DictionaryEntry(), False),
        (None, DictionaryEntry(consequences="Site visits drop"), False),
        (None, DictionaryEntry(counter_measures="The oldest open"), False),
    ],
)
def test_what_could_go_wrong_is_answered(asked: int | None, entry: DictionaryEntry, empty: bool) -> None:
    design = MeasureDesign("p", (Evidence("x", "Seen"),), none_found_after=asked)
    found = why("p@p=m", designs=(design,), definition=replace(PLAIN, entry=entry))
    assert (Part.HARM in found.empty) is empty


@pytest.mark.parametrize(
    ("after", "topics"),
    [
        (replace(PLAIN, version=2), ()),
        (replace(PLAIN, name="Days until answered"), (Topic.NAME,)),
        (replace(PLAIN, direction=Direction.DOWN, owner="Mara"), (Topic.DIRECTION, Topic.PEOPLE)),
        (replace(PLAIN, entry=DictionaryEntry(formula="a / b", population="All")), (Topic.FORMULA, Topic.SCOPE)),
        (replace(PLAIN, entry=DictionaryEntry(measure_type=MeasureType.OUTCOME)), (Topic.TYPE,)),
        (replace(PLAIN, entry=DictionaryEntry(links="A page")), (Topic.OTHER,)),
    ],
)
def test_what_a_version_changed(after: MeasureDefinition, topics: tuple[Topic, ...]) -> None:
    stored = [WrittenVersion(PLAIN, None, DAY), WrittenVersion(replace(after, version=2), DAY, DAY, "Because")]
    newest, first = why_this_measure("m", stored, [], {}).versions
    assert (newest.number, newest.changed, newest.reason, newest.effective_from) == (2, topics, "Because", DAY)
    assert (first.number, first.changed) == (1, ())


def test_what_people_said_is_told_without_a_name() -> None:
    said = Said(2, 1, FirstWords("question", "Do the hard ones wait longer?"))
    found = why_this_measure("m", [WrittenVersion(PLAIN, None, DAY)], [], {}, said)
    assert Part.SAID not in found.empty
    assert "name" not in FirstWords.__slots__
