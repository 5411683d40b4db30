"""The tree through time: what hangs where on which day, and what cannot be true of it."""

from datetime import date

import pytest

from groundswell.domain.organisation.checks import new_problems, problems
from groundswell.domain.organisation.levels import Levels
from groundswell.domain.organisation.merged import Merged, successors
from groundswell.domain.organisation.peer_group import Consent, PeerGroup
from groundswell.domain.organisation.tree import EMPTY, Tree, UnitChange, counted, team_now
from groundswell.domain.organisation.unit import Change, Counted, Named, put_in

NEW_YEAR, APRIL, LATER = date(2026, 1, 1), date(2026, 4, 1), date(2027, 1, 1)


def opened(unit: str, parent: str | None = None, day: date | None = None, level: int | None = None) -> UnitChange:
    return UnitChange(Change.OPENED, unit, day, unit.title(), parent, level)


HARBOUR = EMPTY.after([
    opened("agency"), opened("harbour", "agency"), opened("docks", "agency"), opened("berths", "harbour"), opened("cranes", "docks"),
])  # fmt: skip


def codes(tree: Tree) -> list[str]:
    return [problem.code for problem in problems(tree)]


def test_the_tree_of_a_day_answers_who_is_where() -> None:
    standing = HARBOUR.on(APRIL)
    assert standing.roots == ("agency",)
    assert standing.path_text("berths") == "Agency / Harbour / Berths"
    assert standing.ancestors("berths") == ("harbour", "agency")
    assert standing.descendants("agency") == ("docks", "cranes", "harbour", "berths")
    assert standing.siblings("docks") == ("harbour",)
    assert standing.is_above("agency", "cranes")
    assert not standing.is_above("harbour", "cranes")
    assert [standing.level(unit) for unit in ("agency", "docks", "cranes", "nobody")] == [1, 2, 3, 0]
    assert standing.path("nobody") == standing.siblings("nobody") == standing.descendants("nobody") == ()


def test_a_level_that_is_said_counts_for_those_below() -> None:
    tree = EMPTY.after([opened("agency"), opened("office", "agency", level=4), opened("desk", "office")])
    assert [tree.on(APRIL).level(unit) for unit in ("agency", "office", "desk")] == [1, 4, 5]
    assert codes(tree.after([opened("odd", "office", level=2)])) == ["unit_level_not_below"]


def test_D3_a_moved_unit_hangs_elsewhere_from_its_day_on() -> None:
    tree = HARBOUR.after([UnitChange(Change.MOVED, "berths", APRIL, parent="docks")])
    assert tree.parent_on("berths", date(2026, 3, 31)) == "harbour"
    assert tree.parent_on("berths", APRIL) == "docks"
    assert tree.on(NEW_YEAR).path("berths") == ("Agency", "Harbour", "Berths")
    assert problems(tree) == []


def test_a_renamed_unit_keeps_its_older_name_for_older_days() -> None:
    tree = HARBOUR.after([UnitChange(Change.RENAMED, "docks", APRIL, "Quays")])
    assert tree.on(NEW_YEAR).name("docks") == "Docks"
    assert tree.on(APRIL).name("docks") == "Quays"


def test_a_merged_team_goes_on_as_its_successor_and_a_split_one_as_itself() -> None:
    merged = HARBOUR.after([
        UnitChange(Change.MERGED, "cranes", NEW_YEAR, into=("berths",)), UnitChange(Change.MERGED, "berths", APRIL, into=("docks",)),
    ])  # fmt: skip
    assert team_now(merged, "cranes", date(2025, 12, 31)) == "cranes"
    assert team_now(merged, "cranes", NEW_YEAR) == "berths"
    assert team_now(merged, "cranes", APRIL) == "docks"
    acts = {"cranes": Merged(NEW_YEAR, "berths"), "berths": Merged(APRIL, "docks")}
    assert successors(acts, date(2025, 12, 31)) == {}
    assert successors(acts, NEW_YEAR) == {"cranes": "berths"}
    assert successors(acts, APRIL) == {"cranes": "docks", "berths": "docks"}
    split = HARBOUR.after([UnitChange(Change.SPLIT, "cranes", APRIL, into=("berths", "docks"))])
    assert team_now(split, "cranes", LATER) == "cranes"
    assert team_now(HARBOUR, "a place that nobody knows", APRIL) == "a place that nobody knows"


def test_a_place_is_the_unit_that_somebody_said_it_is() -> None:
    place = HARBOUR.after([UnitChange(Change.RENAMED, "place", None, "The docks")])
    assert place.unplaced(APRIL) == ("place",)
    assert not place.on(APRIL).units.get("place")
    known = Tree(place.units, same={"place": "docks"})
    assert known.unit_of("place") == "docks"
    assert known.unplaced(APRIL) == ()
    assert team_now(known, "place", APRIL) == "docks"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (UnitChange(Change.MOVED, "agency", APRIL, parent="berths"), "unit_circle"),
        (UnitChange(Change.MOVED, "docks", APRIL, parent="docks"), "unit_circle"),
        (UnitChange(Change.MOVED, "docks", APRIL, parent="nobody"), "unit_parent_unknown"),
        (UnitChange(Change.CLOSED, "docks", APRIL), "unit_parent_not_there"),
        (opened("sheds", "agency", APRIL), ""),
        (UnitChange(Change.RENAMED, "docks", APRIL, "harbour"), "unit_name_twice"),
        (UnitChange(Change.MERGED, "cranes", APRIL, into=("nobody",)), "unit_successor_not_there"),
        (UnitChange(Change.MERGED, "cranes", APRIL, into=("cranes",)), "unit_successor_not_there"),
    ],
)
def test_what_cannot_be_true_is_a_problem(change: UnitChange, code: str) -> None:
    assert {problem.code for problem in new_problems(HARBOUR, HARBOUR.after([change]))} == ({code} if code else set())


def test_a_life_that_ends_before_it_begins_is_a_problem_and_all_are_told_at_once() -> None:
    tree = EMPTY.after([
        opened("a", day=APRIL), UnitChange(Change.CLOSED, "a", APRIL), opened("b", "nobody"), opened("c", "c"),
    ])  # fmt: skip
    assert codes(tree) == ["unit_ends_before_it_begins", "unit_parent_unknown", "unit_circle"]


def test_a_neighbour_may_have_the_name_at_another_time() -> None:
    closed = HARBOUR.after([UnitChange(Change.CLOSED, "cranes", APRIL)])
    anew = UnitChange(Change.OPENED, "cranes2", APRIL, "Cranes", "docks")
    assert new_problems(closed, closed.after([anew])) == []
    assert [one.code for one in new_problems(HARBOUR, HARBOUR.after([anew]))] == ["unit_name_twice"]


def test_people_are_counted_from_a_day_on() -> None:
    units = dict(HARBOUR.units)
    counted(units, "cranes", Counted(NEW_YEAR, 4))
    counted(units, "cranes", Counted(APRIL, 9))
    counted(units, "nobody", Counted(APRIL, 9))
    assert [units["cranes"].people(day) for day in (date(2025, 1, 1), NEW_YEAR, LATER)] == [None, 4, 9]
    assert "nobody" not in units


def test_dated_things_stand_in_order_and_the_newest_of_a_day_counts() -> None:
    names: tuple[Named, ...] = ()
    for day, name in ((APRIL, "b"), (None, "a"), (APRIL, "c"), (NEW_YEAR, "n")):
        names = put_in(names, Named(day, name))
    assert [one.name for one in names] == ["a", "n", "c"]


def test_levels_have_names_of_ones_own() -> None:
    levels = Levels(("Agency", "Directorate"))
    assert (levels.name(2), levels.name(3), levels.name(0)) == ("Directorate", "", "")
    assert (levels.number(" directorate "), levels.number("Team"), levels.number("")) == (2, None, None)


def test_only_those_who_accepted_are_peers() -> None:
    group = PeerGroup("g", "Ports").says("docks", Consent.ASKED).says("harbour", Consent.ACCEPTED)
    assert group.members == {"harbour"}
    assert group.says("docks", Consent.ACCEPTED).members == {"harbour", "docks"}
    assert group.says("harbour", Consent.LEFT).members == frozenset()
