"""A data directory of each release opens with today's code: same head, same figures, and its ledger verifies."""

import gzip
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from groundswell.domain.authoring.owning import Role
from groundswell.domain.measurement.chart_kind import KindName
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.segment import Origin
from groundswell.records import backups, clock, opening
from groundswell.records.actors import GUEST, PRODUCT, Actor, actor_by_login, local_actor
from groundswell.records.databases import database_file, plain_connection
from groundswell.records.ledger import check_ledger, exporting
from groundswell.records.selectors import (
    allowed_words,
    designs,
    ledger,
    org_units,
    owning,
    portfolio,
    recipes,
    results_maps,
    sessions,
    tokens,
)
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.services import teams
from groundswell.records.settings import FILE_NAME
from tests.cast import gather

KEPT = Path(__file__).resolve().parents[2] / "kept"
HEADS = {
    "0.1.0": "2-122-a1d2faf549169589fd92cd30cbac76bd4c088455ad59fc1a45ab41ea44fee282",
    "0.2.0": "24-468-b904d0dcc9777843790f1e2ee897c0ef3a9324d312f51bc732e5f0b48f36edbf",
    "0.3.0": "35-490-f4ae3247556556c9df4a0fcc68f5f194852247165a67d90ba3fc6a10d85379e7",
    "0.4.0": "50-539-52d4966adcf96d83ef54b6f1e2fff4ce25a4f2b7422d330ed97ed8e3e90dc40f",
}
FIGURES = {
    "0.1.0": (7, "HARBOUR | Ferries leaving on time", [90.6, 86.8, 88.9, 86.7, 87.9]),
    "0.2.0": (13, "Days a council home stands empty", [32.0, 32.0, 34.0, 31.0, 33.0]),
    "0.3.0": (13, "Near misses that crews report", [25.0, 27.0, 25.0, 33.0, 28.0]),
    "0.4.0": (14, "Near misses that crews report", [25.0, 27.0, 25.0, 33.0, 28.0]),
}
"""How many measures that release kept, and the last five figures of one of them."""
ALONE = ("0.1.0", "0.2.0", "0.3.0")
"""Releases in which one person kept everything alone."""


def test_every_release_has_a_head_to_be_held_to() -> None:
    assert sorted(HEADS) == sorted(FIGURES) == sorted(folder.name for folder in KEPT.iterdir() if folder.is_dir())


@contextmanager
def opened(release: str, folder: Path, blocker: Any) -> Iterator[None]:
    """The data directory of that release, upgraded by today's code."""
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(gzip.decompress((KEPT / release / f"{FILE_NAME}.gz").read_bytes()))
    with blocker.unblock():
        opening.point_to(folder)
        opening.open_data_directory("default", command="tests")
        try:
            yield
        finally:
            opening.close_all()


@pytest.mark.parametrize("release", HEADS)
def test_E18_a_data_directory_of_that_release_opens_whole(release: str, tmp_path: Path, django_db_blocker: Any) -> None:
    with opened(release, tmp_path / release, django_db_blocker):
        assert ledger.head().text == HEADS[release]
        assert ledger.verify(HEADS[release]).good
        by_name = {record.definition.name: record for record in portfolio.portfolio(PRODUCT)}
        measures, name, last = FIGURES[release]
        assert len(by_name) == measures
        assert by_name[name].series.values.tolist()[-5:] == last


def restored(release: str, tmp_path: Path, blocker: Any) -> None:
    """A backup that release made, restored by today's code on a machine that has nothing, then exported for the second verifier."""
    file = tmp_path / "backup.sqlite3"
    file.write_bytes(gzip.decompress((KEPT / release / f"{FILE_NAME}.gz").read_bytes()))
    with blocker.unblock():
        opening.point_to(tmp_path / "fresh")
        try:
            done = backups.restore(file)
            assert done.verdict.head.text == HEADS[release]
            assert ledger.verify(HEADS[release]).good
            by_name = {record.definition.name: record for record in portfolio.portfolio(PRODUCT)}
            measures, name, last = FIGURES[release]
            assert (len(by_name), by_name[name].series.values.tolist()[-5:]) == (measures, last)
            exported = tmp_path / "ledger.jsonl"
            with plain_connection(database_file()) as connection, exported.open("w", encoding="utf-8") as out:
                where = exporting.export(connection, out, with_words=True)
        finally:
            opening.close_all()
    checked = subprocess.run([sys.executable, check_ledger.__file__, str(exported)], capture_output=True, text=True, check=False)
    assert (checked.returncode, where.text in checked.stdout) == (0, True), checked.stdout + checked.stderr


@pytest.mark.parametrize("release", HEADS)
def test_G8_a_backup_of_each_release_restores_on_a_fresh_machine(release: str, tmp_path: Path, django_db_blocker: Any) -> None:
    restored(release, tmp_path, django_db_blocker)


def test_the_map_the_design_and_the_session_of_0_2_0_are_as_they_were_left(tmp_path: Path, django_db_blocker: Any) -> None:
    with opened("0.2.0", tmp_path / "0.2.0", django_db_blocker):
        actor = local_actor()
        (drawn,) = results_maps.maps(actor)
        assert (drawn.map.name, len(drawn.map.results), len(drawn.map.links)) == ("What we want to be true in Marram", 22, 24)
        answered = next(result for result in drawn.map.results if result.text == "People get a straight answer soon")
        design = designs.design_of(actor, answered.id).design
        assert [one.statistic for one in design.candidates][:2] == ["Median working days", "Share of complaints"]
        assert list(allowed_words.allowed_words(actor)) == ["ready"]
        assert [row.next_action for row in sessions.sessions(actor)] == ["Show the map to Ines"]


def test_rules_kind_target_split_and_recipe_of_0_3_0_are_as_they_were_left(tmp_path: Path, django_db_blocker: Any) -> None:
    with opened("0.3.0", tmp_path / "0.3.0", django_db_blocker):
        actor = local_actor()
        by_name = {record.definition.name: record for record in portfolio.portfolio(actor)}
        homes = by_name["Days a council home stands empty"]
        assert (homes.rule_set, homes.rule_set_version, [one.value for one in homes.targets]) == ("harbour", 1, [Exact(25)])
        assert by_name["Hours a vessel waits for a berth"].kind.name is KindName.TRENDED
        misses = by_name["Near misses that crews report"]
        assert [(one.first, one.origin) for one in misses.segments] == [(0, Origin.BASELINE), (26, Origin.ALGORITHM)]
        assert [standard.value for standard in by_name["Street lights mended within 5 days"].standards] == [Exact(80)]
        assert [row.name for row in recipes.recipes(actor)] == ["Harbour scorecard"]


@pytest.mark.parametrize("release", ALONE)
def test_D15_what_one_person_kept_is_for_nobody_elses_eyes_after_the_upgrade(release: str, tmp_path: Path, django_db_blocker: Any) -> None:
    with opened(release, tmp_path / release, django_db_blocker):
        mine = set(catalogue(local_actor()).measures)
        cast = gather()
        seen = {name: set(catalogue(cast.actor(name)).measures) for name in cast.accounts}
        assert not any(seen.values())
        assert not catalogue(GUEST).measures
        assert teams.take_on(cast.actor("admin"), cast.units["Harbour"]) >= len(mine) > 0
        seen = {name: set(catalogue(cast.actor(name)).measures) for name in cast.accounts}
        assert seen == {"alice": mine, "bob": mine, "charlie": set(), "dana": set(), "admin": set()}
        assert not catalogue(GUEST).measures


def test_who_sees_what_of_0_4_0_is_as_it_was_left(tmp_path: Path, django_db_blocker: Any) -> None:
    """Alice set it up, Bob is on her team, Charlie is at the docks, Dana on the council: merged quays, a link, a token, a glass."""
    with opened("0.4.0", tmp_path / "0.4.0", django_db_blocker):
        seen = {name: _names(actor_by_login(f"{name}@harbour.example")) for name in ("alice", "bob", "charlie", "dana")}
        assert seen["bob"] == _names(PRODUCT) - {"Berths taken"} == seen["alice"] - {"Berths taken"}
        assert seen["charlie"] == {"Berths taken", "Days to answer a complaint"}
        assert seen["dana"] == {"Near misses that crews report", "Days to answer a complaint"}
        alice = actor_by_login("alice@harbour.example")
        assert sorted(unit.name() for unit in org_units.tree().units.values()) == [
            "Docks", "Harbour services", "Marram Harbour Council", "Quays",
        ]  # fmt: skip
        misses = next(one for one in portfolio.portfolio(alice) if one.definition.name == "Near misses that crews report")
        assert [(one.role, one.person) for one in owning.holders(alice, misses.measure_id)] == [(Role.PERFORMANCE_OWNER, "Bob Reed")]
        assert [row.name for row in tokens.tokens(alice, now=clock.now())] == ["Warehouse"]


def _names(actor: Actor) -> set[str]:
    return {record.definition.name for record in portfolio.portfolio(actor)}
