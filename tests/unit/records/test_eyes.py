"""Small numbers by who looks: the team sees every figure, others and guests do not, and what a point once was tells nothing."""

from datetime import date

import pytest

from groundswell.domain.organisation.tree import UnitChange
from groundswell.domain.organisation.unit import Change
from groundswell.errors import UserError
from groundswell.records.actors import local_actor
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.lines import Line
from groundswell.records.opening import write
from groundswell.records.selectors import eyes, origins
from groundswell.records.selectors.organisation import OrganisationSettings, settings
from groundswell.records.selectors.portfolio import as_guests_see, measure_record, portfolio, records_of
from groundswell.records.services import audiences, org_units, organisation
from groundswell.records.services import intake as intakes
from groundswell.records.services.audiences import Wanted
from groundswell.records.services.recording import seal_acts
from tests.cast import Cast
from tests.intakes import intake_of, month

FALLS = [("Falls", place, month(at), figure) for place, row in {"North": "9 3", "South": "9 8", "All": "18 11"}.items()
         for at, figure in enumerate(row.split())]


@pytest.fixture
def falls(cast: Cast) -> str:
    """A measure of Harbour, shown to the whole organisation."""
    alice = cast.actor("alice")
    measure_id = intakes.store(alice, intake_of(FALLS)).measure_ids[0]
    team = ActDraft(Kind.VISIBILITY, measure_id, payload={"what": What.TEAM.value, "team": cast.units["Harbour"]})
    write(lambda: seal_acts(alice, [team]))
    audiences.set_audience(alice, measure_id, Wanted("organisation"), "Everybody may look")
    return measure_id


def figures(actor: object, measure_id: str) -> list[list[str | None]]:
    lines = sorted(records_of(actor, measure_id), key=lambda one: str(one.org_unit))  # type: ignore[arg-type]
    return [[None if point.value is None else str(point.value) for point in one.series.points] for one in lines]


def test_F4_the_team_sees_every_figure_and_others_see_no_small_one(cast: Cast, falls: str) -> None:
    every = [["18", "11"], ["9", "3"], ["9", "8"]]
    assert figures(cast.actor("alice"), falls) == figures(cast.actor("bob"), falls) == every
    outside = [["18", "11"], ["9", None], ["9", None]]
    for name in ("charlie", "dana", "admin"):
        assert figures(cast.actor(name), falls) == outside
        assert [figure for one in portfolio(cast.actor(name)) for figure in one.series.values.tolist()].count(3.0) == 0


def test_F3_what_a_small_figure_was_before_is_not_told(cast: Cast, falls: str) -> None:
    alice, charlie = cast.actor("alice"), cast.actor("charlie")
    north = next(one.org_unit_id for one in records_of(alice, falls) if one.org_unit == "North")
    line = Line(falls, north)
    assert len(origins.revisions(alice, line, month(1))) == 1
    assert origins.origins(alice, line)
    assert origins.revisions(charlie, line, month(1)) == []
    assert origins.origins(charlie, line) == {}


def test_F3_two_dates_tell_nothing(cast: Cast) -> None:
    alice, charlie = cast.actor("alice"), cast.actor("charlie")
    before = [("Falls", place, month(0), figure) for place, figure in {"North": "6", "South": "12", "All": "18"}.items()]
    stored = intakes.store(alice, intake_of(before))
    (falls,), seq = stored.measure_ids, stored.as_of_seq
    write(lambda: seal_acts(alice, [ActDraft(Kind.VISIBILITY, falls, payload={"audience": "organisation"})]))
    then = Line(falls, next(one.org_unit_id for one in records_of(charlie, falls) if one.org_unit == "South"))
    assert measure_record(charlie, then, seq + 2).series.figures == 1
    intakes.store(alice, intake_of([("Falls", "North", month(0), "3"), ("Falls", "All", month(0), "15")]))
    assert figures(charlie, falls) == [["15"], [None], [None]]
    assert measure_record(charlie, then, seq + 2).series.figures == 0


def test_F4_guests_get_the_outside_view_whoever_shows_it(cast: Cast, falls: str) -> None:
    alice = cast.actor("alice")
    north = next(one for one in records_of(alice, falls) if one.org_unit == "North")
    own = measure_record(alice, Line(falls, north.org_unit_id))
    seen = as_guests_see(alice, own)
    assert [point.value is None for point in seen.series.points] == [False, True]
    assert seen.anchor == own.anchor
    with pytest.raises(UserError, match="administrator_only"):
        organisation.change(alice, OrganisationSettings(small_numbers=0), effective_from=date(2026, 1, 1))
    organisation.change(cast.actor("admin"), OrganisationSettings(small_numbers=0), effective_from=date(2026, 1, 1))
    assert as_guests_see(alice, own) is own
    assert figures(cast.actor("charlie"), falls) == figures(alice, falls)


def test_alone_nothing_is_hidden_unless_the_organisation_says_so(data_directory: object) -> None:
    actor = local_actor()
    assert eyes.threshold() == 0
    organisation.change(actor, OrganisationSettings(small_numbers=8), effective_from=date(2026, 1, 1))
    assert eyes.threshold() == 8
    assert settings().small_numbers == 8
    with pytest.raises(UserError, match="threshold_out_of_range"):
        organisation.change(actor, OrganisationSettings(small_numbers=2), effective_from=date(2026, 1, 1))


def test_F3_the_tree_of_units_gives_no_small_figure_away(cast: Cast) -> None:
    alice, charlie, admin = cast.actor("alice"), cast.actor("charlie"), cast.actor("admin")
    numbers = {"Quay": "3", "Slip": "40", "Docks basin": "43", "Pier": "12", "Mole": "20", "Shore": "32", "Whole port": "80"}
    stored = intakes.store(alice, intake_of([("Falls", place, month(0), number) for place, number in numbers.items()]))
    (falls,) = stored.measure_ids
    write(lambda: seal_acts(alice, [ActDraft(Kind.VISIBILITY, falls, payload={"audience": "organisation"})]))
    places = {str(one.org_unit): str(one.org_unit_id) for one in records_of(alice, falls)}
    assert {place for place, row in zip(sorted(numbers), figures(charlie, falls), strict=True) if row == [None]} == {"Quay"}
    day, units = date(2020, 1, 1), {}
    for name, parent in {"Port": "", "Basin": "Port", "Beach": "Port", "Q": "Basin", "S": "Basin", "P": "Beach", "M": "Beach"}.items():
        opening = UnitChange(Change.OPENED, "", day, name, units.get(parent, cast.units["Board"]))
        units[name] = org_units.open_unit(admin, opening)
    same = {"Whole port": "Port", "Docks basin": "Basin", "Shore": "Beach", "Quay": "Q", "Slip": "S", "Pier": "P", "Mole": "M"}
    for place, unit in same.items():
        org_units.same_as(admin, places[place], units[unit])
    assert {place for place, row in zip(sorted(numbers), figures(charlie, falls), strict=True) if row == [None]} == {"Quay", "Slip"}
