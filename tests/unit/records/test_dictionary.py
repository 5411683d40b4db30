"""Definitions written field by field: versions, effective days, two windows, data items."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from groundswell.domain.authoring.definition.change import Clash
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DefinitionStatus
from groundswell.errors import UserError
from groundswell.records.actors import GUEST, local_actor
from groundswell.records.selectors.definitions import known
from groundswell.records.services import measures
from groundswell.records.services.dictionary import ItemAct, ItemChange, Revised, Revision, revise
from tests.web.filled import CALM, measure

pytestmark = pytest.mark.usefixtures("data_directory")


def send(measure_id: str, seen: int, reason: str = "", day: date | None = None, **texts: str) -> Revised:
    """What one window sends."""
    return revise(local_actor(), measure_id, Revision(seen, texts, (), reason, day, "written in the dictionary"))


def item(measure_id: str, act: ItemAct, of: str, seen: int = 99, **texts: str) -> Revised:
    """One act on a data item."""
    return revise(local_actor(), measure_id, Revision(seen, {}, (ItemChange(act, of, texts),), usual_reason="written"))


def definition(measure_id: str) -> MeasureDefinition:
    """The newest."""
    return known(local_actor(), measure_id).definition


def test_a_small_change_is_a_version_of_its_own_and_keeps_its_day() -> None:
    one = measures.create(local_actor(), MeasureDefinition("Late"))
    assert send(one, 1, formula="late / all", process="boarding").version == 2
    live = send(one, 2, status="live")
    broken = send(one, live.version, "another log", date(2026, 3, 1), formula="late")
    after = send(one, broken.version, process="sailing")
    state = known(local_actor(), one)
    assert [version.effective_from for version in state.versions] == [None, None, None, date(2026, 3, 1), date(2026, 3, 1)]
    assert state.versions[3].reason == "another log"
    assert state.version_on(date(2026, 2, 28)) == 3, "older figures stay with the definition they were judged by"
    assert state.version_on(date(2026, 3, 1)) == after.version


def test_the_older_page_keeps_the_day_too() -> None:
    one = measures.create(local_actor(), MeasureDefinition("Late"))
    send(one, 1, status="live")
    send(one, 2, "another log", date(2026, 3, 1), formula="late")
    measures.rename(local_actor(), one, "Late ferries", "clearer")
    assert known(local_actor(), one).versions[-1].effective_from == date(2026, 3, 1)


def test_nothing_different_stores_nothing() -> None:
    one = measures.create(local_actor(), MeasureDefinition("Late"))
    assert send(one, 1, name=" Late ") == Revised(1, False)


def test_a_change_that_breaks_needs_a_day_and_a_reason() -> None:
    one = measure("Late", CALM)
    seen = definition(one).version
    seen = send(one, seen, population="all trips").version
    for reason, day in (("", None), ("why", None), ("", date(2026, 3, 1))):
        with pytest.raises(UserError) as refused:
            send(one, seen, reason, day, population="all trips of the timetable")
        assert refused.value.code == "effective_day_needed"
    assert send(one, seen, "why", date(2026, 3, 1), population="all trips of the timetable").stored
    with pytest.raises(UserError) as refused:
        send(one, seen + 1, "why", date(2026, 2, 1), population="all")
    assert (refused.value.code, refused.value.values) == ("effective_too_early", {"day": "2026-03-01"})


def test_a_draft_without_figures_has_no_series_to_break() -> None:
    one = measures.create(local_actor(), MeasureDefinition("Late"))
    send(one, 1, formula="late")
    assert send(one, 2, formula="late / all").stored
    assert send(one, 3, status="live").stored
    with pytest.raises(UserError):
        send(one, 4, formula="late")


def test_two_windows_come_together_by_field() -> None:
    one = measures.create(local_actor(), MeasureDefinition("Late"))
    send(one, 1, process="boarding", users="crews")
    mine = send(one, 1, process="", users="", description="share of trips")
    assert mine.stored, "fields that this window left alone are left alone"
    assert (definition(one).entry.process, definition(one).description) == ("boarding", "share of trips")
    clash = send(one, 1, process="sailing", geography="the bay")
    assert clash == Revised(3, False, (), (Clash("process", "sailing", "boarding"),))
    assert definition(one).entry.geography == "", "nothing is stored while something clashes"
    assert send(one, clash.version, process="sailing", geography="the bay").stored


def test_the_cadence_of_figures_stays() -> None:
    one = measure("Late", CALM)
    found = send(one, definition(one).version, cadence="week", process="boarding")
    assert ([each.code for each in found.troubles], found.stored) == (["cadence_has_figures"], False)
    free = measures.create(local_actor(), MeasureDefinition("Early"))
    assert send(free, 1, cadence="week").stored


def test_data_items_are_added_written_moved_and_taken_out() -> None:
    one = measures.create(local_actor(), MeasureDefinition("Late"))
    item(one, ItemAct.ADD, "late", definition="trips that leave late")
    item(one, ItemAct.ADD, "all")
    item(one, ItemAct.UP, "all")
    assert [each.name for each in definition(one).entry.items] == ["all", "late"]
    item(one, ItemAct.UP, "all")
    item(one, ItemAct.WRITE, "late", name="late_trips", source="log", sign_off="good")
    item(one, ItemAct.REMOVE, "all")
    (left,) = definition(one).entry.items
    assert (left.name, left.definition, left.source, left.sign_off) == ("late_trips", "trips that leave late", "log", "good")


@pytest.mark.parametrize(
    ("act", "name", "code"),
    [(ItemAct.ADD, "LATE", "item_taken"), (ItemAct.WRITE, "gone", "item_gone"), (ItemAct.REMOVE, "gone", "item_gone")],
)
def test_data_items_that_cannot_be(act: ItemAct, name: str, code: str) -> None:
    one = measures.create(local_actor(), MeasureDefinition("Late"))
    item(one, ItemAct.ADD, "late")
    with pytest.raises(UserError) as refused:
        item(one, act, name)
    assert refused.value.code == code
    assert [trouble.code for trouble in item(one, ItemAct.ADD, " ").troubles] == ["name_needed"]


def test_an_item_that_two_windows_wrote_clashes_by_field() -> None:
    one = measures.create(local_actor(), MeasureDefinition("Late"))
    seen = item(one, ItemAct.ADD, "late").version
    item(one, ItemAct.WRITE, "late", seen, source="log", flaws="")
    assert item(one, ItemAct.WRITE, "late", seen, source="", flaws="none on Sundays").stored
    assert item(one, ItemAct.WRITE, "late", seen, source="register").clashes == (Clash("source", "register", "log", "late"),)


def test_a_guest_writes_nothing() -> None:
    one = measures.create(local_actor(), MeasureDefinition("Late"))
    with pytest.raises(UserError):
        revise(GUEST, one, Revision(1, {"name": "x"}))


def test_what_is_written_comes_back_as_it_was(data_directory: Path) -> None:
    one = measures.create(local_actor(), MeasureDefinition("Late"))
    send(one, 1, numerator="late", denominator="all", measure_owner="Ann", status="live", hours_per_period="1.5")
    found = definition(one)
    assert (found.entry.numerator, found.entry.denominator, found.entry.status) == ("late", "all", DefinitionStatus.LIVE)
    assert (found.owner, found.entry.people.measure_owner) == ("Ann", "Ann")
    assert replace(found.entry, hours_per_period="").hours_per_period == ""
