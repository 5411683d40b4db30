"""Places that only a team's own figures name: the team puts them into the tree, and nobody else is told of them."""

from datetime import date

import pytest

from groundswell.domain.organisation.tree import UnitChange
from groundswell.domain.organisation.unit import Change
from groundswell.errors import UserError
from groundswell.records.selectors.org_units import tree
from groundswell.records.selectors.places_seen import own_place
from groundswell.records.services import intake, org_units, teams
from tests.cast import Cast
from tests.intakes import intake_of, month
from tests.signing_in import signed_in

DAY = date(2020, 1, 1)


@pytest.fixture
def place(cast: Cast) -> str:
    """The tree of the cast, and a place that one figure of Harbour names."""
    admin = cast.actor("admin")
    for name, parent in {"Board": None, "Harbour": "Board", "Docks": "Board"}.items():
        opening = UnitChange(Change.OPENED, cast.units[name], parent=None if parent is None else cast.units[parent])
        org_units.open_unit(admin, opening)
    stored = intake.store(cast.actor("alice"), intake_of([("Ropes", "Zqinquiry", month(0), "20")]))
    return str(stored.diff.new[0].line.org_unit_id)


def test_a_team_puts_its_own_place_under_its_unit_and_nobody_else_does(cast: Cast, place: str) -> None:
    harbour, docks = cast.units["Harbour"], cast.units["Docks"]
    alice, charlie = cast.actor("alice"), cast.actor("charlie")
    for actor, parent in ((charlie, docks), (charlie, harbour), (alice, docks), (alice, None)):
        with pytest.raises(UserError, match="administrator_only"):
            org_units.open_unit(actor, UnitChange(Change.OPENED, place, parent=parent))
    with pytest.raises(UserError, match="administrator_only"):
        org_units.open_unit(alice, UnitChange(Change.OPENED, "", DAY, "A unit of her own", harbour))
    pages = {name: signed_in(cast, name) for name in ("alice", "charlie", "admin")}
    assert b"Zqinquiry" not in pages["admin"].get("/units/").content
    assert b"1 place that only a team" in pages["admin"].get("/units/").content
    assert b"1 place that only" not in pages["charlie"].get("/units/").content
    for name in ("charlie", "admin"):
        assert pages[name].get(f"/units/{place}/place/").status_code == 404
    form = pages["alice"].get(f"/units/{place}/place/").content.decode()
    assert "for everybody who works here" in form
    assert harbour in form
    assert docks not in form
    assert pages["alice"].post(f"/units/{place}/place/", {"parent": harbour, "same": ""}).status_code == 302
    assert tree().on(DAY).path_text(place) == "Board / Harbour / Zqinquiry"


def test_a_place_that_is_said_to_be_a_unit_keeps_its_name_to_the_team(cast: Cast, place: str) -> None:
    harbour = cast.units["Harbour"]
    org_units.same_as(cast.actor("alice"), place, harbour)
    pages = {name: signed_in(cast, name).get(f"/units/{harbour}/").content for name in ("alice", "charlie", "admin")}
    assert b"Zqinquiry" in pages["alice"]
    assert b"Zqinquiry" not in pages["charlie"] + pages["admin"]


def test_a_place_with_figures_of_another_team_is_no_teams_own(cast: Cast, place: str) -> None:
    stored = intake.store(cast.actor("charlie"), intake_of([("Chains", "Chain yard", month(0), "20")]))
    own_of_charlie = str(stored.diff.new[0].line.org_unit_id)
    with pytest.raises(UserError, match="administrator_only"):
        org_units.same_as(cast.actor("alice"), own_of_charlie, cast.units["Harbour"])
    assert own_place(cast.actor("alice"), place)
    (measure,) = stored.measure_ids
    teams.hand_over(cast.actor("charlie"), measure, cast.units["Harbour"], "yours")
    assert not own_place(cast.actor("alice"), own_of_charlie)
