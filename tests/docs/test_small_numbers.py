"""docs/small-numbers.md says what the rules do: each row of its tables is run."""

import re

import pytest

from groundswell.domain.privacy.persons import persons_among
from groundswell.domain.privacy.ranges import Sum
from groundswell.domain.privacy.suppression import Counts, suppressed
from tests.docs.generated import ROOT

PAGE = (ROOT / "docs/small-numbers.md").read_text(encoding="utf-8")
ROWS = [tuple(cell.strip() for cell in line.strip("| ").split("|")) for line in PAGE.splitlines() if line.startswith("| ")]
NAMES = [row for row in ROWS if len(row) == 2 and row[0] != "Name"]
SUMS = [row for row in ROWS if len(row) == 4 and row[0] != "Threshold"]
PLACES = ["Quay", "Slip", "Docks"]


@pytest.mark.parametrize(("name", "asked"), NAMES)
def test_F1_each_name_of_the_page_is_asked_about_as_it_says(name: str, asked: str) -> None:
    alone = bool(persons_among([*PLACES, name]))
    among = bool(persons_among([name, "John Brown", "Mary Jones"]) and persons_among([name])) and not alone
    found = "yes" if alone else "where half" if among else "no"
    if asked.startswith("under a head"):
        assert found == "no" and persons_among([name], ["Case worker"])
    else:
        assert asked.startswith(found)


@pytest.mark.parametrize(("threshold", "parts", "total", "hidden"), SUMS)
def test_F3_each_sum_of_the_page_hides_what_it_says(threshold: str, parts: str, total: str, hidden: str) -> None:
    figures = {name: Counts(int(number)) for name, number in re.findall(r"(\w) (\d+)", parts)}
    whole = Sum("total", tuple(figures))
    found = suppressed({**figures, "total": Counts(int(total))}, [whole], int(threshold))
    assert found.keys == {one for one in hidden.split(", ") if one != "–"}


def test_the_page_has_its_tables() -> None:
    assert len(NAMES) > 10 and len(SUMS) > 5
