"""tests/spec/value_spellings.csv: what each spelling of a value says: a figure with its unit, a bound, why there is none, or a refusal.

``decimal_mark`` is the one declared for the column; empty: none. ``value`` of a bound is the bound.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from groundswell.domain.measurement.exact import Exact
from groundswell.engine.numbers import Refused, read_number

with (Path(__file__).parent / "value_spellings.csv").open(encoding="utf-8", newline="") as file:
    SPELLINGS = list(csv.DictReader(file))


@pytest.mark.parametrize("row", SPELLINGS, ids=lambda row: f"{row['spelling']!r} {row['decimal_mark']}")
def test_each_spelling_of_a_value_has_its_one_right_reading(row):
    read = read_number(row["spelling"], row["decimal_mark"] or None)
    if row["reading"] == "refused":
        assert read == Refused(row["code"])
        return
    assert not isinstance(read, Refused), read
    assert (read.presence.value, read.status.value, read.unit) == (row["presence"], row["status"], row["unit"])
    wanted = Exact.parse(row["value"]) if row["value"] else None
    assert (read.value, read.bound) == {"value": (wanted, None), "bound": (None, wanted), "state": (None, None)}[row["reading"]]
    signs = ("*", "¹", "†", "[", "(a)")
    plain = row["reading"] == "value" and row["status"] == "final" and not any(sign in row["spelling"] for sign in signs)
    assert plain or read.mark == row["spelling"].strip()


def test_the_table_of_values_is_as_wide_as_it_says():
    kinds = Counter(row["reading"] for row in SPELLINGS)
    assert len(SPELLINGS) >= 250
    assert all(kinds[kind] >= least for kind, least in {"value": 100, "bound": 30, "state": 80, "refused": 40}.items())
