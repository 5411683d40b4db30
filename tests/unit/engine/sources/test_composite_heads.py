"""Text files whose first column holds several dimensions under one head, as Eurostat writes them."""

import pytest

from groundswell.domain.measurement.observation import Presence
from groundswell.engine.intake import apply
from groundswell.engine.mapping import propose
from groundswell.engine.numbers import NumberRead, read_number
from groundswell.engine.sources.csv_source import parted
from groundswell.engine.sources.opening import read_bytes

HEAD = "freq,unit,s_adj,geo\\TIME_PERIOD\t2024-01 \t2024-02 \t2024-03 \n"


def taken(text):
    book = read_bytes(text.encode(), "prices.tsv")
    return apply(book, propose(book))


def test_a_composite_head_is_parted_into_its_dimensions():
    intake = taken(HEAD + "M,PC_ACT,SA,AT\t5.1 \t5.2 p\t: \nM,PC_ACT,NSA,BE\t3.1 \t:c\t3.3 b\n")
    said = [(one.measure, one.org_unit, one.period.start.month, str(one.value), one.status.value) for one in intake.observations]
    assert said == [
        ("M | SA", "AT", 1, "5.1", "final"),
        ("M | SA", "AT", 2, "5.2", "provisional"),
        ("M | NSA", "BE", 1, "3.1", "final"),
        ("M | NSA", "BE", 3, "3.3", "break_before"),
    ]


def test_units_tell_the_series_of_a_place_apart():
    intake = taken("unit,geo\\time\t2019 \t2018 \nTHS,AT\t1512 \t1502 \nPC,AT\t5.1 \t5.3 \n")
    assert sorted({one.measure for one in intake.observations}) == ["prices | PC", "prices | THS"]
    assert intake.problems == []


@pytest.mark.parametrize("row", ["M,PC_ACT,AT", "M,PC_ACT,SA,AT,x", "Total"])
def test_rows_with_another_number_of_parts_leave_the_sheet_as_it_is(row):
    rows = [["unit,geo\\time", "2019"], ["THS,AT", "1"], [row, "2"]]
    assert parted(rows) == rows


def test_a_head_with_commas_alone_is_not_parted():
    rows = [["unit,geo", "2019"], ["THS,AT", "1"]]
    assert parted(rows) == rows


@pytest.mark.parametrize(
    ("text", "presence"),
    [(":", Presence.NOT_AVAILABLE), (": ", Presence.NOT_AVAILABLE), (":c", Presence.SUPPRESSED), (": c", Presence.SUPPRESSED),
     (":z", Presence.NOT_APPLICABLE), (": bu", Presence.NOT_AVAILABLE), (":d", Presence.NOT_AVAILABLE)],
)  # fmt: skip
def test_a_colon_with_flags_is_no_figure(text, presence):
    read = read_number(text)
    assert isinstance(read, NumberRead)
    assert (read.value, read.presence) == (None, presence)
