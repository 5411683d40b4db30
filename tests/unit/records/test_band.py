"""A band in the record: kept with its digits, absent where there is none, a version that parts no series, never guessed from a sheet."""

from dataclasses import replace
from datetime import date

import pytest

from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.direction import Band
from groundswell.domain.measurement.exact import Exact
from groundswell.errors import UserError
from groundswell.records.actors import local_actor
from groundswell.records.ledger.sealing import canonical
from groundswell.records.lines import Line
from groundswell.records.selectors import ledger
from groundswell.records.selectors.definitions import known
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.services import measures
from groundswell.records.services.beside import _direction
from groundswell.records.services.dictionary import Revision, revise
from tests.web.filled import CALM, measure

BAND = Band(Exact.parse("80.0"), Exact.parse("90"))
BANDED = MeasureDefinition("Beds in use", measurement_unit="%", direction=Direction.IN_BAND, band=BAND)
WITHOUT = (
    '{"cadence":"month","decimals":null,"description":"","direction":"down","lower_bound":"0","measurement_unit":"days","name":"Days",'
    '"upper_bound":null,"version":1,"what":"measure"}'
)


def test_a_definition_without_a_band_is_written_as_it_ever_was() -> None:
    definition = MeasureDefinition("Days", measurement_unit="days", direction=Direction.DOWN, lower_bound=Exact(0))
    assert canonical(measures.define_act("m", definition, "").payload) == WITHOUT
    banded = canonical(measures.define_act("m", replace(definition, direction=Direction.IN_BAND, band=BAND), "").payload)
    assert banded == WITHOUT.replace('"down"', '"in_band"').replace('{"cadence"', '{"band":{"lower":"80.0","upper":"90"},"cadence"')


@pytest.mark.parametrize(
    ("definition", "code"),
    [
        (replace(BANDED, band=None), "band_needed"),
        (replace(BANDED, direction=Direction.UP), "band_without_direction"),
        (replace(BANDED, direction=Direction.UNKNOWN), "band_without_direction"),
    ],
)
def test_neither_is_kept_without_the_other(definition: MeasureDefinition, code: str) -> None:
    with pytest.raises(UserError) as refused:
        measures.define_act("m", definition, "")
    assert refused.value.code == code


@pytest.mark.usefixtures("data_directory")
def test_a_band_comes_back_with_its_digits_and_another_is_a_version() -> None:
    actor = local_actor()
    one = measures.create(actor, BANDED)
    assert known(actor, one).definition == BANDED
    assert str(known(actor, one).definition.band) == str(BAND), "80.0 stays 80.0"
    assert revise(actor, one, Revision(1, {"band_upper": "95"}, usual_reason="wider")).version == 2
    assert revise(actor, one, Revision(2, {"direction": "up"}, usual_reason="x")).troubles[0].code == "band_without_direction"
    assert revise(actor, one, Revision(2, {"direction": "up", "band_lower": "", "band_upper": ""}, usual_reason="more")).version == 3
    assert [each.definition.way for each in known(actor, one).versions] == [BAND, Band(Exact(80), Exact(95)), Direction.UP]
    assert measures.define(actor, one, BANDED, reason="back") == 4
    assert measures.define(actor, one, replace(BANDED, band=Band(Exact(80), Exact(90))), reason="fewer digits") == 5
    assert ledger.verify().good


@pytest.mark.usefixtures("data_directory")
def test_another_band_parts_no_series_and_each_stretch_keeps_its_own() -> None:
    actor = local_actor()
    one = measure("Stock", CALM)
    stored = known(actor, one).definition
    measures.define(actor, one, replace(stored, direction=Direction.IN_BAND, band=Band(Exact(10), Exact(20))), reason="both ends matter")
    live = replace(known(actor, one).definition, band=Band(Exact(30), Exact(40)))
    measures.define(actor, one, live, reason="a larger shop", effective_from=date(2030, 1, 1))
    record = measure_record(actor, Line(one, None))
    assert len(record.segments) == 1
    judged = record.segments[0].judged_by
    assert judged is not None
    assert judged.way == Band(Exact(10), Exact(20)), "the larger shop's band is not in force on the last day"


@pytest.mark.parametrize(
    ("said", "direction"),
    [
        ("within 80 to 90", Direction.UNKNOWN), ("In range, not lower than 80", Direction.UNKNOWN),
        ("between low and high", Direction.UNKNOWN), ("higher", Direction.UP), ("lower is better", Direction.DOWN),
    ],
)
def test_a_sheet_that_speaks_of_a_range_leaves_the_direction_to_be_asked(said: str, direction: Direction) -> None:
    assert _direction(said) is direction
