"""Files of org units against the tree: matched, previewed, stored whole or not at all, and unchanged when they come again."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest

from groundswell.domain.organisation.tree import UnitChange
from groundswell.domain.organisation.unit import Change
from groundswell.engine.sources.opening import paste_workbook
from groundswell.engine.unit_files import UnitFile, unit_file
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import local_actor
from groundswell.records.opening import write
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.org_units import tree
from groundswell.records.services import org_units, unit_import
from groundswell.records.services.measures import org_unit_act
from groundswell.records.services.recording import seal_acts
from groundswell.records.services.unit_import import Does, plan
from tests.cast import Cast
from tests.shared_data import shared
from tests.unit.records.test_org_units import owned, planted

TODAY = clock.now().date()
TOMORROW = TODAY + timedelta(days=1)
FIRST = "Code,Name,Parent code,Level,Head count\nA,Agency,,Agency,300\nH,Harbour,A,Division,\nD,Docks,A,Division,12\nB,Berths,H,Team,4\n"


def of(text: str) -> UnitFile:
    return unit_file(paste_workbook(text))


def stored(text: str, *, close_missing: bool = False, day: date = TODAY) -> list[tuple[str, str]]:
    brought = of(text)
    found = plan(brought, day, close_missing=close_missing)
    unit_import.store(local_actor(), brought, day, found.seal, close_missing=close_missing)
    return [(one.does.value, one.path) for one in found.planned]


def paths(day: date = TODAY) -> list[str]:
    standing = tree().on(day)
    return [standing.path_text(unit) for unit, _depth in standing.outline()]


def test_a_first_file_makes_the_tree_and_coming_again_changes_nothing(data_directory: object) -> None:
    assert [does for does, _path in stored(FIRST)] == ["new", "counted", "new", "new", "counted", "new", "counted"]
    assert paths() == ["Agency", "Agency / Docks", "Agency / Harbour", "Agency / Harbour / Berths"]
    assert tree().levels.names == ("Agency", "Division", "Team")
    assert tree().on(TODAY - timedelta(days=5000)).roots
    again = plan(of(FIRST), TODAY)
    assert (again.planned, again.problems, again.unchanged, again.missing) == ((), (), 4, ())
    with pytest.raises(UserError, match="units_nothing_new"):
        unit_import.store(local_actor(), of(FIRST), TODAY, again.seal)


def test_the_next_file_renames_by_code_moves_adds_and_closes(data_directory: object) -> None:
    stored(FIRST)
    second = "Code,Name,Parent code,Until\nA,Agency,,\nH,Ports,A,\nB,Berths,D,\nD,Docks,A,\nN,New quay,H,\n"
    assert stored(second) == [
        ("renamed", "Agency / Ports"), ("new", "Agency / Ports / New quay"), ("moved", "Agency / Docks / Berths"),
    ]  # fmt: skip
    assert tree().on(TODAY - timedelta(days=1)).path_text(next(key for key, one in tree().units.items() if one.code == "B")) == (
        "Agency / Harbour / Berths"
    )
    assert plan(of("Name,Parent\nAgency,\nDocks,Agency\n"), TODAY).missing == (
        "Agency / Docks / Berths", "Agency / Ports", "Agency / Ports / New quay",
    )  # fmt: skip
    closed = stored("Name,Parent\nAgency,\nDocks,Agency\nBerths,Docks\n", close_missing=True, day=TOMORROW)
    assert closed == [("closed", "Agency / Ports / New quay"), ("closed", "Agency / Ports")]
    assert paths(TOMORROW) == ["Agency", "Agency / Docks", "Agency / Docks / Berths"]
    assert "Agency / Ports / New quay" in paths()


def test_names_alone_find_a_unit_that_moved_and_a_place_of_the_figures(data_directory: object) -> None:
    stored("Path\nAgency / Harbour / Berths\nAgency / Docks\n")
    write(lambda: seal_acts(local_actor(), [org_unit_act("place", "Pier 4")]))
    assert stored("Path\nAgency / Docks / Berths\nAgency / Docks / Pier 4\nAgency / Harbour\n") == [
        ("moved", "Agency / Docks / Berths"), ("placed", "Agency / Docks / Pier 4"),
    ]  # fmt: skip
    assert paths() == ["Agency", "Agency / Docks", "Agency / Docks / Berths", "Agency / Docks / Pier 4", "Agency / Harbour"]
    assert tree().on(TODAY).path_text("place") == "Agency / Docks / Pier 4"


def test_units_with_days_live_inside_the_one_above(data_directory: object) -> None:
    stored("Name,Parent,From,Until\nAgency,,2020-01-01,\nOld,Agency,,2024-01-01\nOldest,Old,,\n")
    units = {one.name(): one for one in tree().units.values()}
    assert [(units[name].start is not None, str(units[name].until)) for name in ("Old", "Oldest")] == [(True, "2024-01-01")] * 2
    assert paths() == ["Agency"]


def test_all_problems_of_a_file_are_told_at_once_and_nothing_is_stored(data_directory: object) -> None:
    before = newest_seq()
    brought = of(
        "Code,Name,Parent,Level,From\nA,Agency,,Top,\n,Loop,Pool,,\n,Pool,Loop,,\n,Lost,Nowhere,,\n,Under,Lost,,\n,Agency,,,\n,Odd,,Desk,\n"
        ",Twin,Loop,,\n,Day,,,soon\n"
    )
    found = plan(brought, TODAY)
    assert sorted(one.code for one in found.problems) == [
        "unit_row_circle", "unit_row_circle", "unit_row_day_unreadable", "unit_row_level_unknown", "unit_row_level_unknown",
        "unit_row_parent_refused", "unit_row_parent_refused", "unit_row_parent_unknown", "unit_row_twice",
    ]  # fmt: skip
    with pytest.raises(UserError, match="units_have_problems"):
        unit_import.store(local_actor(), brought, TODAY, found.seal)
    assert newest_seq() == before


def test_a_parent_that_may_be_several_is_not_guessed(data_directory: object) -> None:
    found = plan(of("Name,Parent\nA,\nB,\nTeam,A\nTeam,B\nDesk,Team\n"), TODAY)
    assert [one.code for one in found.problems] == ["unit_row_parent_unclear"]


def test_what_was_not_looked_at_is_not_stored(data_directory: object) -> None:
    brought = of(FIRST)
    seen = plan(brought, TODAY).seal
    org_units.open_unit(local_actor(), UnitChange(Change.OPENED, "", None, "Agency"))
    with pytest.raises(UserError, match="units_changed_meanwhile"):
        unit_import.store(local_actor(), brought, TODAY, seen)


def test_E8_a_file_does_not_close_a_unit_that_owns_measures(cast: Cast) -> None:
    admin = planted(cast)
    owned(cast)
    brought = of("Path\nBoard / Docks\n")
    found = plan(brought, TODAY, close_missing=True)
    assert [one.code for one in found.problems] == ["unit_row_has_measures"]
    assert [one.does for one in found.planned] == [Does.CLOSED]
    for actor in (cast.actor("alice"), cast.actor("dana")):
        with pytest.raises(UserError, match="administrator_only"):
            unit_import.store(actor, brought, TODAY, found.seal)
    assert plan(brought, TODAY).missing == ("Board / Harbour",)
    assert admin.administrator


def test_the_regions_and_councils_of_a_published_file_become_a_tree(data_directory: object) -> None:
    with shared("series/dfe_cin_referrals_2013-2025.csv").open(encoding="utf-8-sig", newline="") as file:
        ways = {(row["country_name"], row["region_name"], row["la_name"]) for row in csv.DictReader(file)}
    out = StringIO()
    csv.writer(out).writerows([("Country", "Region", "Local authority"), *sorted(ways)])
    done = stored(out.getvalue())
    standing = tree().on(TODAY)
    councils = [unit for unit in standing.units if standing.level(unit) == 3]
    assert {does for does, _path in done} == {"new"}
    assert (len(standing.roots), len(standing.children[standing.roots[0]]), len(councils) > 150) == (1, 11, True)
    assert "England / Yorkshire and The Humber / Leeds" in paths()
    assert plan(of(out.getvalue()), TODAY).planned == ()
