"""A figure that is computed from one that is not shown is not shown either: by whom it is defined, and from where it is looked at."""

from collections.abc import Sequence

import pytest
from django.http import HttpResponse

from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DictionaryEntry
from groundswell.domain.measurement.period import Cadence
from groundswell.records.actors import Actor
from groundswell.records.lines import Line
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.portfolio import as_guests_see, measure_record, portfolio, records_of
from groundswell.records.services import intake as intakes
from groundswell.records.services import measures
from groundswell.records.services.audiences import Wanted, set_audience
from tests.cast import Cast
from tests.intakes import intake_of, month
from tests.programs import Program, token_for
from tests.signing_in import signed_in

FALLS, TRIPS = ("9", "3", "8"), ("20", "40", "30")


@pytest.fixture
def both(cast: Cast) -> dict[str, str]:
    """Falls and trips of Harbour by month, for everybody's eyes."""
    alice = cast.actor("alice")
    rows = [(name, None, month(at), own[at]) for name, own in (("Falls", FALLS), ("Trips", TRIPS)) for at in range(3)]
    found = intakes.store(alice, intake_of(rows)).measure_ids
    for one in found:
        set_audience(alice, one, Wanted("organisation"), "Everybody may look")
    return dict(zip(("Falls", "Trips"), found, strict=True))


def computed(actor: Actor, formula: str, of: dict[str, str], cadence: Cadence = Cadence.MONTH, name: str = "Together") -> str:
    items = tuple(DataItem(item, measurement_unit="people", measure_id=measure_id) for item, measure_id in of.items())
    entry = DictionaryEntry(formula=formula, items=items)
    measure_id = measures.create(actor, MeasureDefinition(name, measurement_unit="people", cadence=cadence, entry=entry))
    set_audience(actor, measure_id, Wanted("organisation"), "Everybody may look")
    return measure_id


def figures(actor: Actor, measure_id: str, seq: int | None = None) -> Sequence[str | None]:
    record = measure_record(actor, Line(measure_id, None), seq)
    return [None if point.value is None else str(point.value) for point in record.series.points]


@pytest.mark.parametrize("formula", ["[Falls] + [Trips]", "[Trips] − [Falls]", "([Trips] + [Falls]) × 2.5", "average([Falls]) + [Trips]"])
def test_F3_a_formula_gives_no_hidden_figure_of_its_items_away(cast: Cast, both: dict[str, str], formula: str) -> None:
    alice, charlie = cast.actor("alice"), cast.actor("charlie")
    together = computed(alice, formula, both)
    assert figures(charlie, both["Falls"]) == ["9", None, "8"]
    assert None not in figures(alice, together)
    assert figures(charlie, together)[1] is None
    assert [figures(charlie, together)[at] for at in (0, 2)] == [figures(alice, together)[at] for at in (0, 2)]
    assert [one.series.points[1].value for one in portfolio(charlie) if one.measure_id == together] == [None]
    seen = as_guests_see(alice, measure_record(alice, Line(together, None)))
    assert [point.value is None for point in seen.series.points] == [False, True, False]


def test_F3_the_page_its_files_and_the_api_hide_it_alike(cast: Cast, both: dict[str, str]) -> None:
    together = computed(cast.actor("alice"), "[Falls] × 10 + [Trips] × 100", both)
    clients = {name: signed_in(cast, name) for name in ("bob", "charlie")}
    token = Program(token_for(cast.accounts["charlie"]))
    pages = [f"/measures/{together}/", f"/measures/{together}/values.csv", f"/measures/{together}/chart.svg"]
    assert all(b"4030" in _plain(clients["bob"].get(page)) for page in pages)
    outside = [clients["charlie"].get(page) for page in pages]
    outside += [token.get(f"/measures/{together}/{what}") for what in ("observations", "analysis", "chart.svg")]
    assert {one.status_code for one in outside} == {200}
    assert not any(b"4030" in _plain(one) for one in outside)


def _plain(answer: HttpResponse) -> bytes:
    return answer.content.replace(b",", b"").replace(b"\xe2\x80\xaf", b"").replace(b"\xc2\xa0", b"")


def test_F3_nor_does_a_formula_over_a_formula_or_a_longer_period(cast: Cast, both: dict[str, str]) -> None:
    alice, charlie = cast.actor("alice"), cast.actor("charlie")
    together = computed(alice, "[Falls] + [Trips]", both)
    doubled = computed(alice, "[Together] × 2", {"Together": together}, name="Doubled")
    quarter = computed(alice, "[Falls] + [Trips]", both, Cadence.QUARTER, "By quarter")
    assert figures(alice, doubled) == ["58", "86", "76"]
    assert figures(charlie, doubled) == ["58", None, "76"]
    assert (figures(alice, quarter), figures(charlie, quarter)) == (["110"], [None])


def test_F3_a_team_cannot_read_anothers_small_figures_by_a_formula_of_its_own(cast: Cast, both: dict[str, str]) -> None:
    alice, charlie = cast.actor("alice"), cast.actor("charlie")
    theirs = computed(charlie, "[Falls] × 1", {"Falls": both["Falls"]}, name="Falls next door")
    assert figures(charlie, theirs) == ["9", None, "8"]
    assert figures(cast.actor("dana"), theirs) == ["9", None, "8"]
    ours = computed(alice, "[Falls] × 1", {"Falls": both["Falls"]}, name="Falls again")
    assert figures(cast.actor("bob"), ours) == ["9", "3", "8"]


def test_F3_imported_figures_of_other_places_go_with_a_hidden_result(cast: Cast) -> None:
    alice, charlie = cast.actor("alice"), cast.actor("charlie")
    rows = [("Falls", "North", month(0), "3"), ("Trips", "North", month(0), "40"), ("Falls", "South", month(0), "12"),
            ("Trips", "South", month(0), "20"), ("Together", "All", month(0), "75")]
    falls, trips, together = intakes.store(alice, intake_of(rows)).measure_ids
    items = tuple(DataItem(name, measurement_unit="people", measure_id=one) for name, one in (("Falls", falls), ("Trips", trips)))
    entry = DictionaryEntry(formula="[Falls] + [Trips]", items=items)
    measures.define(alice, together, MeasureDefinition("Together", measurement_unit="people", entry=entry), reason="by formula")
    set_audience(alice, together, Wanted("organisation"), "Everybody may look")
    lines = {one.org_unit: [str(point.value) for point in one.series.points] for one in records_of(charlie, together)}
    assert lines == {"North": ["None"], "South": ["32"], "All": ["None"]}


def test_F3_the_past_of_a_formula_tells_nothing_either(cast: Cast, both: dict[str, str]) -> None:
    alice, charlie = cast.actor("alice"), cast.actor("charlie")
    together = computed(alice, "[Falls] + [Trips]", both)
    before = newest_seq()
    intakes.store(alice, intake_of([("Falls", None, month(0), "2")]))
    assert figures(charlie, together) == [None, None, "38"]
    assert figures(charlie, together, before) == [None, None, "38"]
