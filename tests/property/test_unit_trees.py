"""Laws of the tree of org units, over 500 trees that open, move, merge and close (D3)."""

from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.organisation.checks import problems
from groundswell.domain.organisation.tree import EMPTY, Tree, UnitChange, team_now
from groundswell.domain.organisation.unit import Change

START = date(2026, 1, 1)
DAYS = [START + timedelta(days=at) for at in range(6)]


def grown(seed: int) -> list[UnitChange]:
    """Units under earlier ones or at the top; then anything, on any day. Made from one number: 500 of them cost a second."""
    chance = Random(seed)
    names = [f"u{at}" for at in range(chance.randint(1, 9))]
    made = [
        UnitChange(Change.OPENED, name, None, f"Unit {at}", chance.choice([None, *names[:at]])) for at, name in enumerate(names)
    ]
    for _ in range(chance.randint(0, 5)):
        kind = chance.choice([Change.MOVED, Change.MOVED, Change.MERGED, Change.CLOSED])
        into = (chance.choice(names),) if kind is Change.MERGED else ()
        made.append(UnitChange(kind, chance.choice(names), chance.choice(DAYS), parent=chance.choice([None, *names]), into=into))
    return made


changes = st.integers(0, 2**32).map(grown)


def climbs(tree: Tree, unit: str, day: date) -> list[str] | None:
    """The way up by hand; None where it comes back."""
    way: list[str] = []
    above = tree.parent_on(unit, day)
    while above is not None:
        if above in way or above == unit:
            return None
        way.append(above)
        above = tree.parent_on(above, day)
    return way


@settings(max_examples=500)
@given(changes, st.sampled_from(DAYS))
def test_D3_what_is_above_and_below_agrees_on_every_day(made: list[UnitChange], day: date) -> None:
    tree = EMPTY.after(made)
    standing = tree.on(day)
    for unit in standing.units:
        way = climbs(tree, unit, day)
        if way is None:
            assert any(one.code == "unit_circle" for one in problems(tree))
            continue
        assert list(standing.ancestors(unit)) == way
        assert len(standing.path(unit)) == len(way) + 1 == standing.level(unit)
        assert ((way or [unit])[-1]) in standing.roots
        for other in standing.units:
            assert (other in standing.descendants(unit)) == standing.is_above(unit, other)
        assert all(unit in standing.siblings(other) for other in standing.siblings(unit))
        assert unit not in standing.siblings(unit)
    if not any(one.code == "unit_circle" for one in problems(tree)):
        assert sorted(unit for unit, _depth in standing.outline()) == sorted(standing.units)


@settings(max_examples=100)
@given(changes, st.integers(0, 999))
def test_D3_a_change_leaves_the_days_before_it_as_they_were(made: list[UnitChange], chance: int) -> None:
    tree = EMPTY.after(made)
    units = sorted(tree.units)
    change = UnitChange(Change.MOVED, units[chance % len(units)], DAYS[3], parent=[None, *units][chance // 7 % (len(units) + 1)])
    after = tree.after([change])
    for day in DAYS[:3]:
        assert dict(after.on(day).parents) == dict(tree.on(day).parents)


@settings(max_examples=100)
@given(changes, st.sampled_from(DAYS))
def test_D3_a_team_always_goes_on_somewhere(made: list[UnitChange], day: date) -> None:
    tree = EMPTY.after(made)
    for unit in tree.units:
        now = team_now(tree, unit, day)
        assert now in tree.units
        if tree.units[unit].stands(day):
            assert now == unit
