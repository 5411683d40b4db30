"""Corrections of a published line, by who looks: since when, what, how much, why; and nothing that small numbers hide."""

from dataclasses import replace
from pathlib import Path

import pytest

from groundswell.domain.measurement.correction import Correction
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DictionaryEntry
from groundswell.domain.measurement.observation import Presence
from groundswell.domain.measurement.period import Cadence
from groundswell.records import clock
from groundswell.records.actors import GUEST, Actor, local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors import corrections as corrections_module
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.corrections import corrected_since, corrections
from groundswell.records.selectors.portfolio import measure_record, records_of
from groundswell.records.services import erasing, intake, measures
from groundswell.records.services.audiences import Wanted, set_audience
from tests.cast import Cast
from tests.intakes import intake_of, month, months_of

FIGURES = [str(20 + at % 5) for at in range(13)]
WHY = {"*": "one quay was not counted"}


def berths(cast: Cast, audience: str = "public") -> str:
    """A measure of Alice's team, for those eyes."""
    measure = intake.store(cast.actor("alice"), months_of("Berths taken", FIGURES)).measure_ids[0]
    if audience != "team":
        publish(cast, measure, audience)
    return measure


def publish(cast: Cast, measure: str, audience: str) -> None:
    set_audience(cast.actor("alice"), measure, Wanted(audience, frozenset({cast.units["Board"]})), "these may know")


def mend(cast: Cast, figures: dict[int, str | None]) -> str:
    """Alice stores those months anew; gives the ref of the batch."""
    done = intake.store(cast.actor("alice"), months_of("Berths taken", figures, "mended.csv", salt=repr(newest_seq())), reasons=WHY)
    assert done.batch_ref is not None
    return done.batch_ref


def told(actor: Actor, measure: str, as_of: int | None = None, *, place: str | None = None, guests: bool = False) -> list[str]:
    """``month 12: 22>19 (-3) one quay …``, newest first."""
    record = measure_record(actor, Line(measure, place), as_of)
    return [said(one) for one in corrections(actor, record, guests=guests)]


def said(one: Correction) -> str:
    at = (one.period.start.year - 2024) * 12 + one.period.start.month - 1
    return f"{at}: withheld" if one.withheld else f"{at}: {one.was}>{one.now} ({one.change}) {one.reason}".strip()


MENDED = "12: 22>19 (-3) one quay was not counted"


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("team", set()), ("upward", {"alice", "bob", "dana"}), ("organisation", {"alice", "bob", "dana", "charlie"}),
        ("public", {"alice", "bob", "dana", "charlie", "guest"}),
    ],
)  # fmt: skip
def test_E12_whoever_can_read_a_published_figure_is_told_that_it_was_corrected(cast: Cast, audience: str, readers: set[str]) -> None:
    measure = berths(cast, audience)
    mend(cast, {12: "19"})
    people = {name: cast.actor(name) for name in ("alice", "bob", "charlie", "dana")} | {"guest": GUEST}
    seen = {"alice", "bob"} | readers
    assert {name for name in seen if told(people[name], measure) == [MENDED]} == readers
    assert all(told(people[name], measure) == [] for name in seen - readers)


def test_E12_what_was_changed_before_it_was_published_is_no_correction(cast: Cast) -> None:
    measure, dana = berths(cast, "team"), cast.actor("dana")
    mend(cast, {11: "30"})
    publish(cast, measure, "organisation")
    mend(cast, {12: "19", 13: "25"})
    publish(cast, measure, "public")
    assert (told(dana, measure), told(GUEST, measure)) == ([MENDED], [])
    mend(cast, {10: "21.5"})
    assert told(GUEST, measure) == ["10: 20>21.5 (1.5) one quay was not counted"]
    publish(cast, measure, "team")
    publish(cast, measure, "organisation")
    assert told(dana, measure) == []


def test_E12_several_changes_an_undo_and_an_earlier_view(cast: Cast) -> None:
    measure, dana = berths(cast), cast.actor("dana")
    mend(cast, {12: "19"})
    first = newest_seq()
    ref = mend(cast, {12: "18", 3: "24"})
    both = ["12: 19>18 (-1) one quay was not counted", "3: 23>24 (1) one quay was not counted"]
    assert sorted(told(dana, measure)) == sorted([*both, MENDED])
    intake.retract(cast.actor("alice"), ref, "the wrong file")
    assert sorted(told(dana, measure)[:2]) == ["12: 18>19 (1) the wrong file", "3: 24>23 (-1) the wrong file"]
    assert told(dana, measure, first) == [MENDED]
    assert told(dana, measure, first - 5) == []


def test_E12_figures_taken_back_and_brought_again_are_corrected_once(cast: Cast) -> None:
    measure = berths(cast)
    new = intake.store(cast.actor("alice"), months_of("Berths taken", {13: "40", 14: "41"}, "next.csv"))
    assert told(GUEST, measure) == []
    intake.retract(cast.actor("alice"), str(new.batch_ref), "the wrong file")
    assert sorted(told(GUEST, measure)) == ["13: 40>None (None) the wrong file", "14: 41>None (None) the wrong file"]
    mend(cast, {13: "40", 14: "14"})
    assert told(GUEST, measure) == ["14: 41>14 (-27)"]


def test_alone_nothing_is_published_and_so_nothing_is_corrected(data_directory: Path) -> None:
    alone = local_actor()
    measure = intake.store(alone, months_of("Berths taken", FIGURES)).measure_ids[0]
    intake.store(alone, months_of("Berths taken", {12: "19"}, "mended.csv"), reasons=WHY)
    assert told(alone, measure) == []


def test_a_link_tells_of_the_figures_that_it_showed(cast: Cast) -> None:
    measure = berths(cast, "team")
    mend(cast, {3: "24"})
    made = newest_seq()
    assert corrected_since(Line(measure, None), made) == ()
    mend(cast, {12: "19", 13: "40"})
    mend(cast, {13: "41"})
    assert [said(one) for one in corrected_since(Line(measure, None), made)] == [MENDED]


FALLS = {"North": "9", "South": "12", "All": "21"}


def falls(cast: Cast) -> tuple[str, dict[str, str]]:
    """A count at two places and their sum, for everybody; and the places by name."""
    alice = cast.actor("alice")
    figures = [("Falls", place, month(at), number) for place, number in FALLS.items() for at in (0, 1)]
    measure = intake.store(alice, intake_of(figures)).measure_ids[0]
    publish(cast, measure, "public")
    return measure, {str(one.org_unit): str(one.org_unit_id) for one in records_of(alice, measure)}


def correct_falls(cast: Cast, **figures: str) -> None:
    """Alice stores January's figures of those places anew, in one batch."""
    rows = [("Falls", place, month(0), number) for place, number in figures.items()]
    intake.store(cast.actor("alice"), intake_of(rows, salt=repr(newest_seq())), reasons=WHY)


def by_place(cast: Cast, actor: Actor, measure: str, places: dict[str, str]) -> dict[str, list[str]]:
    return {name: told(actor, measure, place=place) for name, place in places.items()}


@pytest.mark.parametrize("name", ["guest", "charlie"])
def test_F3_a_correction_tells_no_small_number_that_is_or_was_hidden(cast: Cast, name: str) -> None:
    """North falls to 3 and South goes with it; the sum may be read, and what it was before would tell North with what South was."""
    measure, places = falls(cast)
    actor = GUEST if name == "guest" else cast.actor(name)
    correct_falls(cast, North="3", All="15")
    assert by_place(cast, actor, measure, places) == {"North": [], "South": [], "All": ["0: withheld"]}
    correct_falls(cast, North="10", All="22")
    assert by_place(cast, actor, measure, places) == {"North": [], "South": [], "All": ["0: withheld", "0: withheld"]}
    correct_falls(cast, North="11", All="23")
    assert by_place(cast, actor, measure, places) == {"North": ["0: withheld"], "South": [], "All": ["0: withheld"] * 3}
    assert any("3" in one for one in told(cast.actor("alice"), measure, place=places["North"])), "her own team is told"


def test_F3_step_by_step_the_sum_tells_no_more(cast: Cast) -> None:
    """The same, with the sum corrected by a batch of its own on either side of the small figure."""
    measure, places = falls(cast)
    for figures in ({"All": "15"}, {"North": "3"}, {"North": "10"}, {"All": "22"}):
        correct_falls(cast, **figures)
    assert by_place(cast, GUEST, measure, places) == {"North": [], "South": [], "All": ["0: withheld", "0: withheld"]}


def test_F3_a_reason_goes_with_nothing_of_its_batch_that_is_hidden(cast: Cast) -> None:
    """One reason for a day with a hidden figure and a day without: it might say what the hidden one was."""
    measure, places = falls(cast)
    rows = [("Falls", "North", month(0), "3"), ("Falls", "South", month(1), "14"), ("Falls", "All", month(1), "23")]
    intake.store(cast.actor("alice"), intake_of(rows), reasons={"*": "North had 3 and not 9"})
    assert told(GUEST, measure, place=places["South"]) == ["1: 12>14 (2)"]
    assert told(cast.actor("bob"), measure, place=places["South"]) == ["1: 12>14 (2) North had 3 and not 9"]
    assert told(cast.actor("bob"), measure, place=places["South"], guests=True) == ["1: 12>14 (2)"]


def test_F3_a_figure_that_its_own_sheet_holds_back_tells_nothing_of_before(cast: Cast) -> None:
    measure = berths(cast)
    mend(cast, {12: "19"})
    held_back = months_of("Berths taken", {12: None}, "held back.csv")
    assert told(GUEST, measure) == [MENDED]
    held_back = replace(held_back, states=[replace(one, presence=Presence.SUPPRESSED, mark="c") for one in held_back.states])
    intake.store(cast.actor("alice"), held_back, reasons=WHY)
    assert told(GUEST, measure) == told(cast.actor("alice"), measure) == []


def test_E12_a_computed_figure_is_corrected_with_what_it_is_computed_from(cast: Cast) -> None:
    """Nobody outside sees its data items, and so nobody is told why one of them changed."""
    alice = cast.actor("alice")
    items = [intake.store(alice, months_of(name, FIGURES)).measure_ids[0] for name in ("Day berths", "Night berths")]
    data_items = tuple(DataItem(name, measurement_unit="km", measure_id=one) for name, one in zip(("Day", "Night"), items, strict=True))
    entry = DictionaryEntry(formula="[Day] + [Night]", items=data_items)
    both = measures.create(alice, MeasureDefinition("All berths", measurement_unit="km", cadence=Cadence.MONTH, entry=entry))
    publish(cast, both, "public")
    intake.store(alice, months_of("Night berths", {12: "19.5"}, "mended.csv"), reasons=WHY)
    assert told(GUEST, both) == told(alice, both) == ["12: 44>41.5 (-2.5)"]
    stored = measure_record(alice, Line(both, None)).definition
    longer = replace(stored, entry=replace(stored.entry, formula="2 × [Day] + [Night]"))
    measures.define(alice, both, longer, reason="days count twice")
    assert told(GUEST, both) == [], "by that formula it was never 44"
    intake.store(alice, months_of("Day berths", {12: "21"}, "mended too.csv"), reasons=WHY)
    assert told(GUEST, both) == ["12: 63.5>61.5 (-2.0)"]


def test_D5_what_a_merged_measure_was_among_its_team_is_no_correction_of_the_other(cast: Cast) -> None:
    alice, measure = cast.actor("alice"), berths(cast)
    figures = [("Berths counted", None, month(at), str(70 + at)) for at in range(12, 16)]
    kept = intake.store(alice, intake_of(figures, "own.csv")).measure_ids[0]
    intake.store(alice, intake_of([("Berths counted", None, month(14), "99")], "own again.csv"), reasons={"*": "for the team alone"})
    mend(cast, {12: "19"})
    measures.merge(alice, kept, measure, "counted twice")
    for reader in (GUEST, cast.actor("charlie"), cast.actor("bob")):
        assert told(reader, measure) == [MENDED]
    intake.store(alice, intake_of([("Berths counted", None, month(14), "98")], "later.csv"), reasons=WHY)
    assert told(GUEST, measure) == ["14: 99>98 (-1) one quay was not counted", MENDED]


def test_only_the_newest_batches_are_looked_through(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corrections_module, "MOST_STEPS", 2)
    measure = berths(cast)
    for figure in ("30", "31", "32"):
        mend(cast, {12: figure})
    assert [one.split(" ")[1] for one in told(GUEST, measure)] == ["31>32", "30>31"]


def test_F6_a_reason_that_was_erased_is_told_no_more(cast: Cast) -> None:
    measure = berths(cast)
    mend(cast, {12: "19"})
    assert told(GUEST, measure) == [MENDED]
    erasing.erase(cast.actor("admin"), cast.accounts["alice"], now=clock.now(), with_words=True)
    assert told(GUEST, measure) == ["12: 22>19 (-3)"]
