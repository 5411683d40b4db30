"""Small numbers: which figures are hidden, and that no sum of those shown gives one away."""

import random
from collections.abc import Iterator, Mapping, Sequence

import pytest

from groundswell.domain.privacy.ranges import Sum
from groundswell.domain.privacy.suppression import Counts, Hidden, suppressed

FAR = 10**6
ABC = Sum("all", ("a", "b", "c"))


def counts(**numbers: int) -> dict[str, Counts]:
    """Counts by name."""
    return {name: Counts(number) for name, number in numbers.items()}


@pytest.mark.parametrize(
    ("figures", "primary", "secondary"),
    [
        (counts(a=3, b=12, c=7, all=22), "a", "c"),
        (counts(a=5, b=12, c=7, all=24), "", ""),
        (counts(a=0, b=12, c=7, all=19), "", ""),
        (counts(a=3, b=4, c=40, all=47), "ab", "c"),  # 3 + 4 = 7 would leave out that one of them is 1 or 2
        (counts(a=1, b=0, c=0, all=1), ["a", "all"], ""),
        (counts(a=2, b=0, c=30, all=32), "a", "c"),
    ],
)
def test_F3_a_small_number_takes_the_smallest_other_with_it(figures: Mapping[str, Counts], primary: str, secondary: str) -> None:
    assert suppressed(figures, [ABC], 5) == Hidden(frozenset(primary), frozenset(secondary))


def test_F3_a_total_goes_too_where_its_parts_leave_no_room() -> None:
    assert suppressed(counts(a=1, b=1, c=7, all=9), [ABC], 5).secondary == {"c", "all"}


@pytest.mark.parametrize(
    ("rate", "hidden"),
    [
        (Counts(numerator=2, denominator=40), True),
        (Counts(numerator=0, denominator=4), True),
        (Counts(numerator=38, denominator=40), True),  # two of forty did not
        (Counts(numerator=0, denominator=40), False),
        (Counts(numerator=40, denominator=40), False),
        (Counts(numerator=50, denominator=40), False),
        (Counts(numerator=10, denominator=40), False),
    ],
)
def test_F3_a_rate_is_small_by_any_of_its_numbers(rate: Counts, hidden: bool) -> None:
    assert bool(suppressed({"a": rate}, [], 5).primary) is hidden


def test_F3_a_figure_that_was_shown_before_protects_nothing() -> None:
    before = suppressed(counts(a=3, b=12, c=7, all=22), [ABC], 5, known=["c"])
    assert before.secondary == {"b"}
    everything_seen = suppressed(counts(a=3, b=12, c=7, all=22), [ABC], 5, known=["b", "c", "all"])
    assert everything_seen.exposed == {"a"}


def test_F3_a_filter_beside_the_whole_is_a_sum_of_its_own() -> None:
    figures = counts(a=3, b=12, c=7, d=9, all=31, without_a=28)
    sums = [Sum("all", ("a", "b", "c", "d")), Sum("without_a", ("b", "c", "d")), Sum("all", ("without_a", "a"))]
    hidden = suppressed(figures, sums, 5)
    assert not hidden.exposed
    assert _told_by_trying(figures, sums, hidden, 5) == set()


def test_a_threshold_that_would_name_the_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="2"):
        suppressed(counts(a=1), [], 2)


@pytest.mark.parametrize("block", [pytest.param(range(60)), pytest.param(range(60, 1000), marks=pytest.mark.long)])
def test_F3_no_hidden_figure_of_a_tree_can_be_worked_out(block: Sequence[int]) -> None:
    hidden_figures = 0
    for seed in block:
        figures, sums, threshold = _random_tree(random.Random(seed))
        hidden = suppressed(figures, sums, threshold)
        hidden_figures += len(hidden.keys)
        told = _ranges_by_narrowing(figures, sums, hidden, threshold, alike=False)
        unsure = _ranges_by_narrowing(figures, sums, hidden, threshold, alike=True)
        assert not hidden.exposed
        for key, (low, high) in told.items():
            wanted = threshold - 2
            everything = all(other in hidden.keys for other in _joined(key, sums, hidden) if figures[other].count)
            assert high - low >= wanted or everything, (seed, key)
            assert unsure[key][1] - unsure[key][0] >= wanted, (seed, key)
    assert hidden_figures > 2 * len(block)


@pytest.mark.parametrize("block", [pytest.param(range(40)), pytest.param(range(40, 400), marks=pytest.mark.long)])
def test_F3_filters_and_two_dates_tell_nothing_either(block: Sequence[int]) -> None:
    looked_at = 0
    for seed in block:
        chance = random.Random(seed)
        figures, sums = _two_dates(chance)
        hidden = suppressed(figures, sums, 4)
        looked_at += len(hidden.keys)
        assert _told_by_trying(figures, sums, hidden, 4) == set(), seed
    assert looked_at > len(block)


def test_the_check_itself_finds_what_primary_suppression_alone_gives_away() -> None:
    figures = counts(a=3, b=12, c=7, all=22)
    only_primary = Hidden(frozenset("a"))
    assert _ranges_by_narrowing(figures, [ABC], only_primary, 5, alike=True)["a"] == (3, 3)
    assert _told_by_trying(figures, [ABC], only_primary, 5) == {"a"}


def _random_tree(chance: random.Random) -> tuple[dict[str, Counts], list[Sum], int]:
    """Up to three levels of units; a node's figure is the sum of those below it."""
    threshold = chance.choice([3, 4, 5, 8, 10])
    figures: dict[str, Counts] = {}
    sums: list[Sum] = []

    def grow(name: str, depth: int) -> int:
        children = [f"{name}.{at}" for at in range(chance.randint(2, 5))] if depth and chance.random() < 0.85 else []
        own = sum(grow(child, depth - 1) for child in children) if children else chance.choice([0, 1, 2, 3, 4, 6, 9, 15, 30, 80])
        if children:
            sums.append(Sum(name, tuple(children)))
        figures[name] = Counts(own)
        return own

    grow("r", 3)
    return figures, sums, threshold


def _two_dates(chance: random.Random) -> tuple[dict[str, Counts], list[Sum]]:
    """Three units in two months, the totals of each month, of each unit over both, and a filter that leaves one unit out."""
    numbers = {(unit, month): chance.choice([0, 1, 2, 3, 5, 8]) for unit in "abc" for month in (1, 2)}
    figures = {f"{unit}{month}": Counts(number) for (unit, month), number in numbers.items()}
    sums = []
    for month in (1, 2):
        figures[f"all{month}"] = Counts(sum(numbers[unit, month] for unit in "abc"))
        sums.append(Sum(f"all{month}", tuple(f"{unit}{month}" for unit in "abc")))
    for unit in "ab":
        figures[f"{unit}both"] = Counts(numbers[unit, 1] + numbers[unit, 2])
        sums.append(Sum(f"{unit}both", (f"{unit}1", f"{unit}2")))
    figures["ab1"] = Counts(numbers["a", 1] + numbers["b", 1])
    sums.append(Sum("ab1", ("a1", "b1")))
    return figures, sums


def _mark_tells(number: int, threshold: int, *, alike: bool) -> tuple[int, int]:
    if number == 0:
        return 0, FAR
    if alike:
        return 1, FAR
    return (1, threshold - 1) if number < threshold else (threshold, FAR)


def _ranges_by_narrowing(
    figures: Mapping[str, Counts], sums: Sequence[Sum], hidden: Hidden, threshold: int, *, alike: bool
) -> dict[str, tuple[int, int]]:
    """What an outsider can work out in a tree: each sum narrows its figures until nothing changes. Exact where sums form no ring."""
    number = {key: counts.count or 0 for key, counts in figures.items()}
    box = {
        key: _mark_tells(value, threshold, alike=alike) if key in hidden.keys else (value, value) for key, value in number.items()
    }
    changed = True
    while changed:
        changed = False
        for each in sums:
            low, high = sum(box[part][0] for part in each.parts), sum(box[part][1] for part in each.parts)
            narrower = {each.total: (max(box[each.total][0], low), min(box[each.total][1], high))}
            for part in each.parts:
                others = (low - box[part][0], high - box[part][1])
                narrower[part] = (max(box[part][0], box[each.total][0] - others[1]), min(box[part][1], box[each.total][1] - others[0]))
            for key, found in narrower.items():
                if found != box[key]:
                    box[key], changed = found, True
    return {key: box[key] for key in hidden.keys}


def _joined(key: str, sums: Sequence[Sum], hidden: Hidden) -> set[str]:
    """All figures of the sums that a hidden figure is joined to by hidden figures."""
    found: set[str] = set()
    reached = {key}
    while reached != found:
        found = set(reached)
        for each in sums:
            if any(one in found and one in hidden.keys for one in each.keys):
                reached |= set(each.keys)
    return found


def _told_by_trying(figures: Mapping[str, Counts], sums: Sequence[Sum], hidden: Hidden, threshold: int) -> set[str]:
    """Hidden figures for which no other number fits: every filling near the true one is tried."""
    number = {key: counts.count or 0 for key, counts in figures.items()}
    names = sorted(hidden.keys)
    told = set(names)
    steps = range(-2, 3) if len(names) <= 7 else range(-1, 2)
    for moves in _fillings(names, steps, number, sums):
        told -= {name for name, move in moves.items() if move}
        if not told:
            break
    return told


def _fillings(names: Sequence[str], steps: range, number: Mapping[str, int], sums: Sequence[Sum]) -> Iterator[dict[str, int]]:
    """Moves of hidden figures, none below what its mark says (1, or 0 for a zero), by which every sum still adds up."""
    place = {name: at for at, name in enumerate(names)}
    ends: dict[int, list[Sum]] = {}
    for each in sums:
        inside = [place[key] for key in each.keys if key in place]
        if inside:
            ends.setdefault(max(inside), []).append(each)

    def off(each: Sum, moves: Mapping[str, int]) -> int:
        return moves.get(str(each.total), 0) - sum(moves.get(str(part), 0) for part in each.parts)

    def tried(at: int, moves: dict[str, int]) -> Iterator[dict[str, int]]:
        if at == len(names):
            yield dict(moves)
            return
        name = names[at]
        for step in steps:
            if number[name] + step >= min(number[name], 1):
                moves[name] = step
                if all(not off(each, moves) for each in ends.get(at, ())):
                    yield from tried(at + 1, moves)
        del moves[name]

    return tried(0, {})
