"""A shared data directory: one thing of each kind for every audience, all of the team of Harbour, with words that stand nowhere else."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from groundswell.domain.access.deciding import Audience
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DictionaryEntry
from groundswell.engine.recipes.recipe import Recipe
from groundswell.records import clock, opening
from groundswell.records.actors import Actor
from groundswell.records.lines import Line
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.edits import history
from groundswell.records.selectors.names import MEASURE, DecidedNames
from groundswell.records.services import (
    designs,
    intake,
    limits,
    map_goals,
    measures,
    notes,
    recipes,
    results_maps,
    sharing,
    uploads,
    writings,
)
from groundswell.records.services.audiences import Wanted, set_audience, set_document_audience
from groundswell.records.services.names import decide
from groundswell.records.settings import ADDRESS_FILE
from tests import postgresql
from tests.access.routes import SOME_ID
from tests.cast import Cast, gather
from tests.intakes import intake_of, month

OWNER, TEAM_MATE, ABOVE, OTHER, ADMINISTRATOR = "alice", "bob", "dana", "charlie", "admin"
PEOPLE: Final = (OWNER, TEAM_MATE, ABOVE, OTHER, ADMINISTRATOR)
SEES: Final = {
    Audience.TEAM: {OWNER, TEAM_MATE},
    Audience.UPWARD: {OWNER, TEAM_MATE, ABOVE},
    Audience.ORGANISATION: set(PEOPLE),
    Audience.PUBLIC: set(PEOPLE),
}
"""Who may look at what is for whose eyes; Alice and Bob alone change it."""


def canary(audience: Audience) -> str:
    """A word that stands in everything of that audience and nowhere else."""
    return f"Zq{audience.value}quokka"


def hidden(audience: Audience) -> str:
    """A word in what stays the team's own whatever it publishes: files on their way, recipes, first words, links, what a formula is of."""
    return f"Xk{audience.value}wombat"


@dataclass(frozen=True, slots=True)
class House:
    """``named`` holds for each audience what the addresses of its things are made of, by the names that the routes use."""

    cast: Cast
    named: dict[Audience, dict[str, str]]

    def address(self, pattern: str, audience: Audience | None) -> str:
        """A route's address about the things of an audience; None: about things that were never there."""
        ids = {} if audience is None else self.named[audience]
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: ids.get(found[1], SOME_ID), pattern)


@pytest.fixture(scope="module")
def house(migrated_folder: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[House]:
    """The house of one file of tests; whoever changes something in it puts nothing back."""
    folder = tmp_path_factory.mktemp("house") / "data"
    shutil.copytree(migrated_folder, folder, ignore=shutil.ignore_patterns(ADDRESS_FILE))
    if postgresql.is_wanted():
        postgresql.give_database(folder)
    with django_db_blocker.unblock():
        opening.point_to(folder)
        opening.open_data_directory("default", command="tests")
        cast = gather()
        yield House(cast, {audience: _furnish(cast, cast.actor(OWNER), audience) for audience in Audience})
        opening.close_all()


def _furnish(cast: Cast, alice: Actor, audience: Audience) -> dict[str, str]:
    word, own = canary(audience), hidden(audience)
    wanted = Wanted(audience.value, frozenset({cast.units["Board"]}) if audience is Audience.UPWARD else frozenset())
    figures = [(f"{word} berths", f"{word} quay", month(at), str(20 + at % 5)) for at in range(14)]
    figures += [(f"{own} ships", f"{word} quay", month(at), str(40 + at % 3)) for at in range(14)]
    stored = intake.store(alice, intake_of(figures, f"{word}.csv"))
    berths, ships = stored.measure_ids
    line = Line(berths, next(one.line.org_unit_id for one in stored.diff.new))
    ids = {"measure_id": berths, "ships": ships, "batch_ref": stored.batch_ref or ""}
    ids |= {"at": month(3).isoformat(), "unit_id": line.org_unit_id or ""}
    item = DataItem(f"{own} item", source=f"{own} book", measure_id=ships)
    entry = DictionaryEntry(formula=f"[{own} item]", items=(item,), population=f"{word} people")
    definition = MeasureDefinition(f"{word} computed", f"{word} described", entry=entry)
    ids["computed"] = measures.create(alice, definition)
    ids |= {"group": "what", "page": "limits"}
    ids["act"] = notes.note(alice, line, month(5), f"{word} happened", author="Alice")
    limits.leave_out(alice, line, month(6), f"{word} flood")
    ids |= _documents(alice, word, berths, line)
    ids |= _on_the_way(alice, own)
    if audience is not Audience.TEAM:
        for measure_id in (berths, ids["computed"]):
            set_audience(alice, measure_id, wanted, f"{word} agreed")
        for document, kind in (("map_id", "map"), ("gallery_id", "gallery")):
            set_document_audience(alice, ids[document], kind, wanted)
    content = sharing.ShareContent(f"{own}?", {"picture": own}, newest_seq(), "2")
    share = sharing.share(alice, line, content, expires_at=clock.now() + timedelta(days=9))
    ids |= {"share_id": share.id, "token": share.token}
    ids["reaction_id"] = sharing.type_reaction(alice, line, sharing.Words("insight", f"{own} said", "Eve"), now=clock.now())
    return ids


def _documents(alice: Actor, word: str, measure_id: str, line: Line) -> dict[str, str]:
    plan = results_maps.make_map(alice, f"{word} map").id
    result = results_maps.write_result(alice, plan, f"{word} is calm", "strategic", measures=[measure_id]).id
    other = results_maps.write_result(alice, plan, f"{word} is quick", "strategic", drives=result).id
    link = results_maps.link(alice, plan, results_maps.LinkKind.COMPANION, result, other, reason=f"{word} hangs").id
    initiative = results_maps.add_initiative(alice, plan, f"{word} built").id
    goal = map_goals.bring_one_goal(alice, plan, f"{word} goal").id
    candidate = designs.write_line(alice, result, "candidate", {"statistic": f"{word} median"}).id
    gallery = writings.make_gallery(alice, f"{word} wall", [f"{measure_id}/{line.org_unit_id}"], f"{word}?").id
    remark = writings.write_remark(alice, gallery, {"about": "", "remark_kind": "idea", "text": f"{word} remarked", "name": ""}).id
    return {
        "map_id": plan, "result_id": result, "link_id": link, "initiative_id": initiative, "goal_id": goal, "candidate_id": candidate,
        "kind": "candidate", "line_id": candidate, "gallery_id": gallery, "remark_id": remark, "gesture": history(plan)[0].id,
    }  # fmt: skip


def _on_the_way(alice: Actor, word: str) -> dict[str, str]:
    upload = uploads.receive(alice, f"{word}-upload.csv", b"Month,Figure\n2024-01,1\n", now=clock.now())
    run = uploads.start_run(upload.id, "read")
    uploads.end_run(run, "failed", "upload_unknown")
    recipe = recipes.keep(alice, Recipe(f"{word} recipe"))
    decide(alice, [DecidedNames(MEASURE, f"{word} old name", f"{word} kept name", same=True)])
    return {"upload_id": upload.id, "run_id": run, "recipe_id": recipe}
