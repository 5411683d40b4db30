"""One small table for each check of a results map: a map in short, and what the check says of it.

A map is written as results ``id@zone`` (``*`` behind it: a priority; ``=m,n``: its measures) with links ``a>b`` (a drives b),
``a~b`` (they go along together), ``a!b`` (they pull against each other) and ``a>b%`` (marked as a feedback loop).
"""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

import pytest

from groundswell.domain.authoring.likeness import alike, doubles, words_of
from groundswell.domain.authoring.map_checks import Surroundings, check_map, every_remark
from groundswell.domain.authoring.results_map import Link, LinkKind, Result, ResultsMap, Zone

KINDS = {">": LinkKind.CAUSE_EFFECT, "~": LinkKind.COMPANION, "!": LinkKind.CONFLICT}
ZONES = {"p": "purpose", "s": "strategic", "r": "process", "t": "team"}


def written(results: str, links: str = "", texts: Mapping[str, str] | None = None) -> ResultsMap:
    """The map that a row writes in short. A result's text is its id unless ``texts`` says otherwise."""
    found = []
    for word in results.split():
        one, zone, star, measures = re.fullmatch(r"(\w+)@(\w)(\*?)(?:=([\w,]*))?", word).groups()  # type: ignore[union-attr]
        text = (texts or {}).get(one, one)
        found.append(
            Result(one, text, ZONES[zone], priority=bool(star), measure_ids=tuple((measures or "").split(",")) if measures else ())
        )
    drawn = []
    for word in links.split():
        first, kind, second, loop = re.fullmatch(r"(\w+)([>~!])(\w+)(%?)", word).groups()  # type: ignore[union-attr]
        drawn.append(Link(f"link{len(drawn)}", KINDS[kind], first, second, loop=bool(loop)))
    return ResultsMap("map", "Marram", results=tuple(found), links=tuple(drawn))


@dataclass(frozen=True)
class Row:
    """``remarks`` are the keys that the check gives for the map, in order."""

    says: str
    results: str
    links: str = ""
    remarks: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    wording: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    hangs_on: str = ""

    def around(self) -> Surroundings:
        return Surroundings(self.wording, self.measures, frozenset(self.elsewhere))

    def map(self) -> ResultsMap:
        return replace(written(self.results, self.links, self.texts), hangs_on=self.hangs_on)


def row(says: str, results: str, links: str = "", remarks: str = "", **more: object) -> Row:
    return Row(says, results, links, tuple(remarks.split()), **more)  # type: ignore[arg-type]


def many(zone: str, count: int) -> str:
    return " ".join(f"{zone}{at}@{zone}" for at in range(count))


TABLES: dict[tuple[str, ...], list[Row]] = {
    ("action_left", "weasel_left"): [
        row("an action is asked about", "a@p", remarks="action_left:a", wording={"a": ("action",)}),
        row("a weasel word is asked about", "a@p", remarks="weasel_left:a", wording={"a": ("weasel", "hard")}),
        row("both at once are two questions", "a@p", remarks="action_left:a weasel_left:a", wording={"a": ("weasel", "action")}),
        row("other hints are for the wording, not for the map", "a@p", wording={"a": ("target", "several", "unseen")}),
        row("a result without hints has none", "a@p", wording={"a": ()}),
    ],
    ("undriven",): [
        row("a strategic result that nothing drives", "p@p s@s", "s>p", "undriven:s"),
        row("one that a process drives has its driver", "s@s r@r", "r>s"),
        row("one that a team drives too", "s@s t@t", "t>s"),
        row("a driver of its own zone is not from further out", "s@s q@s r@r", "q>s r>q", "undriven:s"),
        row("a purpose drives nothing outwards", "p@p s@s", "p>s", "undriven:s"),
        row("going along together is not driving", "s@s r@r", "r~s", "undriven:s"),
        row("other zones are not asked", "p@p r@r t@t"),
    ],
    ("pathless",): [
        row("a result that drives a purpose reaches one", "p@p t@t", "t>p"),
        row("so does one by way of others", "p@p s@s r@r t@t", "t>r r>s s>p"),
        row("one that drives nothing reaches none", "p@p t@t", "", "pathless:t"),
        row("a path that breaks off is told where it ends", "p@p s@s r@r t@t", "t>r r>s", "pathless:s"),
        row("two that end in the same place are told once", "p@p s@s r@r t@t", "t>s r>s", "pathless:s"),
        row("two ends are two questions", "p@p s@s r@r t@t", "t>s t>r", "pathless:s pathless:r"),
        row("the wrong direction is no path", "p@p s@s", "p>s", "pathless:s"),
        row("a circle without a way out is told at its first result", "p@p s@s r@r t@t", "s>r r>s t>s", "pathless:s"),
        row("a circle with a way out reaches it", "p@p s@s r@r", "s>r r>s s>p"),
        row("companions and conflicts are no path", "p@p s@s r@r", "s~p r!p", "pathless:s pathless:r"),
    ],
    ("circle",): [
        row("two that drive each other", "a@r b@r", "a>b b>a", "circle:a+b"),
        row("three in a circle are one question", "a@r b@r c@r", "a>b b>c c>a", "circle:a+b"),
        row("marked as a feedback loop it may be", "a@r b@r c@r", "a>b b>c c>a%"),
        row("two circles are two questions", "a@r b@r c@r d@r", "a>b b>a c>d d>c", "circle:a+b circle:c+d"),
        row("a second way to the same result is no circle", "a@r b@r c@r d@r", "a>b a>c b>d c>d"),
        row("links without direction close none", "a@r b@r", "a>b b~a"),
    ],
    ("double",): [
        row("the same words in another order", "a@r b@t", remarks="double:a+b", texts={"a": "Streets are clean", "b": "clean are streets"}),
        row(
            "in another case, with a mark at the end",
            "a@r b@t",
            remarks="double:a+b",
            texts={"a": "Bins are emptied", "b": "BINS ARE EMPTIED."},
        ),
        row(
            "four words of five: the cosine is 0.8, not above",
            "a@r b@t",
            texts={"a": "one two three four five", "b": "one two three four six"},
        ),
        row(
            "five words of six are above",
            "a@r b@t",
            remarks="double:a+b",
            texts={"a": "one two three four five six", "b": "one two three four five seven"},
        ),
        row(
            "one word more than four of four",
            "a@r b@t",
            remarks="double:a+b",
            texts={"a": "one two three four", "b": "one two three four five"},
        ),
        row("another thing said alike", "a@r b@t", texts={"a": "Streets are clean", "b": "Streets are safe"}),
        row(
            "letters that only look the same", "a@r b@t", remarks="double:a+b", texts={"a": "Boats sail on time", "b": "Вoаts sаil оn time"}
        ),
        row(
            "the third is told beside the first",
            "a@r b@t c@t",
            remarks="double:a+b double:a+c",
            texts=dict.fromkeys("abc", "Streets are clean"),
        ),
        row("signs alone are no words", "a@r b@t", texts={"a": "?", "b": "?"}),
        row("right to left", "a@r b@t", remarks="double:a+b", texts={"a": "الشوارع نظيفة", "b": "نظيفة الشوارع"}),
    ],
    ("zone_full", "zone_thin", "team_full"): [
        row("seven in a zone are enough", many("t", 7)),
        row("eight are too many", many("t", 8), remarks="zone_full:team"),
        row("a young map has no thin zones", "p@p s@s r@r"),
        row(
            "from three a zone on, a thin one is asked about",
            f"p@p {many('s', 3)} {many('r', 4)} {many('t', 4)}",
            remarks="zone_thin:purpose",
        ),
        row("three are not thin", f"{many('p', 3)} {many('s', 3)} {many('r', 3)} {many('t', 3)}"),
        row("a team's map holds seven", many("t", 7), hangs_on="x"),
        row("eight are too many for a team, wherever they stand", f"{many('t', 4)} {many('r', 4)}", remarks="team_full:map", hangs_on="x"),
    ],
    ("one_sided",): [
        row("watched on one side", "a@s=m b@s", "a!b", "one_sided:b+a", measures=("m",)),
        row("from the other side too", "a@s b@s=m", "a!b", "one_sided:a+b", measures=("m",)),
        row("watched on both", "a@s=m b@s=n", "a!b", measures=("m", "n")),
        row("watched on neither is asked as two without a measure", "a@s b@s", "a!b"),
        row("a measure that was put away watches nothing", "a@s=m b@s=gone", "a!b", "one_sided:b+a", measures=("m",)),
        row("going along together is not asked", "a@s=m b@s", "a~b", measures=("m",)),
    ],
    ("unmeasured", "many_measures"): [
        row("one without a measure", "a@s", remarks="unmeasured:a"),
        row("one measure is enough", "a@s=m", measures=("m",)),
        row("three are the most", "a@s=k,l,m", measures=("k", "l", "m")),
        row("four are many", "a@s=j,k,l,m", remarks="many_measures:a", measures=("j", "k", "l", "m")),
        row("those put away do not count", "a@s=j,k,l,m b@s=x", remarks="unmeasured:b", measures=("k", "l", "m")),
        row(
            "priorities first, then from the centre, then as written",
            "t@t r@r s@s p@p u@t* q@p",
            remarks="unmeasured:u unmeasured:p unmeasured:q unmeasured:s unmeasured:r unmeasured:t",
        ),
    ],
    ("loose_measure",): [
        row("a measure that no result holds", "a@s=m", remarks="loose_measure:n", measures=("m", "n")),
        row("held by every result or one: it is held", "a@s=m b@s=m", measures=("m",)),
        row("held on another map", "a@s", measures=("n",), elsewhere=("n",)),
        row("an empty map still says which wait", "", remarks="loose_measure:m", measures=("m",)),
        row("a team's map does not answer for them", "a@s", measures=("n",), hangs_on="x"),
    ],
    ("orphan",): [
        row("one that nothing links", "a@s b@s c@t", "a>b", "orphan:c"),
        row("any kind of link will do", "a@s b@s c@t d@t", "a~b c!d"),
        row("a map of one result has no orphan", "a@s"),
        row("two without a link", "a@s b@s", "", "orphan:a orphan:b"),
    ],
}
ROWS = [pytest.param(codes, each, id=f"{codes[0]}: {each.says}") for codes, rows in TABLES.items() for each in rows]


@pytest.mark.parametrize(("codes", "each"), ROWS)
def test_check(codes: tuple[str, ...], each: Row) -> None:
    found = [one.key for one in every_remark(each.map(), each.around()) if one.code in codes]
    assert found == list(each.remarks)


@pytest.mark.parametrize("each", [row for rows in TABLES.values() for row in rows if row.remarks], ids=lambda each: each.says)
def test_what_somebody_noted_is_not_asked_again(each: Row) -> None:
    key = each.remarks[0]
    noted = replace(each.map(), noted={key: "it comes in spring"})
    assert key in {one.key for one in every_remark(noted, each.around())}
    left = {one.key for one in check_map(noted, each.around())}
    assert key not in left
    assert set(each.remarks[1:]) <= left


def test_every_check_has_rows_that_speak_and_rows_that_are_silent() -> None:
    for codes, rows in TABLES.items():
        said = {key.partition(":")[0] for each in rows for key in each.remarks}
        assert said == set(codes)
        assert any(not each.remarks for each in rows)


def test_a_map_whose_zones_have_other_names_is_checked_by_their_place() -> None:
    zones = (Zone("core", "Why we are here"), Zone("middle"), Zone("outer"))
    own = ResultsMap("map", "Own", zones, (Result("m", "Homes are warm", "middle"), Result("o", "Boilers run", "outer")))
    found = {one.key for one in every_remark(own, Surroundings())}
    assert {"undriven:m", "pathless:m", "pathless:o"} <= found


def test_two_thousand_results_in_one_chain_that_closes_are_one_circle() -> None:
    """No recursion, and no comparing of every pair."""
    count = 2_000
    results = tuple(Result(f"r{at}", f"Street {at} is clean", "team") for at in range(count))
    links = tuple(Link(f"l{at}", LinkKind.CAUSE_EFFECT, f"r{at}", f"r{(at + 1) % count}") for at in range(count))
    found = [one.code for one in every_remark(ResultsMap("map", "Long", results=results, links=links), Surroundings())]
    assert found.count("circle") == found.count("pathless") == found.count("zone_full") == 1
    assert found.count("double") == 0
    assert found.count("unmeasured") == count


def test_no_pair_that_is_alike_is_missed() -> None:
    """Against the plain comparing of every pair: nothing else is told, and of each pair at least one result is."""
    chance = random.Random(20261129)
    words = [f"w{at}" for at in range(14)]
    results = tuple(Result(f"r{at}", " ".join(chance.sample(words, chance.randint(1, 11))), "team") for at in range(300))
    sets = {one.id: words_of(one.text) for one in results}
    pairs = {(one.id, other.id) for one, other in combinations(results, 2) if alike(sets[one.id], sets[other.id])}
    found = doubles(results)
    assert set(found) <= pairs
    assert len(found) == len(set(found)) > 50
    told = {end for pair in found for end in pair}
    assert [pair for pair in pairs if not told & set(pair)] == []
