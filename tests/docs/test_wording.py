"""docs/wording.md and the measurement behind it are fresh, and its examples are true."""

import csv

import pytest

from benchmarks.wording.agreement import COLUMNS, MEASURED, kappa, labelled, lines, text_of
from benchmarks.wording.sample import BANKS, SAMPLE
from groundswell.domain.authoring.wording.examine import examine
from groundswell.domain.authoring.wording.hint import Test
from groundswell.domain.authoring.wording.lexicons import LEXICONS
from tests.docs import wording
from tests.docs.generated import holds


def test_the_page_of_the_wording_tests_is_fresh() -> None:
    holds("docs/wording.md", wording.page())


@pytest.mark.parametrize("test", Test)
def test_each_test_asks_about_its_bad_example_and_no_test_about_its_good_one(test: Test) -> None:
    bad, good = wording.EXAMPLES[test]
    assert test in {hint.code for hint in examine(bad, LEXICONS["en"])}
    assert examine(good, LEXICONS["en"]) == ()


def test_the_labels_are_those_of_the_sample() -> None:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        drawn = {(row["file"], int(row["row"]), row["column"]): (row["sha256"], row["part"]) for row in csv.DictReader(file)}
    rows = labelled()
    assert {one.place: (one.sha256, one.part) for one in rows} == drawn
    assert sum(one.language == "en" for one in rows) >= 300
    assert sum(one.part == "final" for one in rows) == 100


def test_what_was_measured_is_what_is_measured_now() -> None:
    """All but the part that is set aside, which the benchmark alone reads."""
    if not BANKS.exists():
        pytest.skip("needs ../shared/data, which is not beside this checkout")
    with MEASURED.open(encoding="utf-8", newline="") as file:
        kept = [tuple(row) for row in csv.reader(file) if row[0] != "final"]
    fresh = [COLUMNS, *lines(("tune", "french"))]
    assert kept == fresh, "measured.csv is stale: run python -m benchmarks.wording.agreement and commit what it writes"


def test_a_wording_that_changed_in_its_bank_is_refused() -> None:
    if not BANKS.exists():
        pytest.skip("needs ../shared/data, which is not beside this checkout")
    one = labelled()[0]
    assert text_of(one)
    with pytest.raises(ValueError, match="is not the wording that was labelled"):
        text_of(type(one)(one.place, "0" * 64, one.part, one.language, one.answers))


@pytest.mark.parametrize(("pairs", "expected"), [
    ([(True, True)] * 5 + [(False, False)] * 5, 1.0),
    ([(True, True), (True, False), (False, True), (False, False)], 0.0),
    ([(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15, 0.4),
    ([(False, False)] * 4, None),
])
def test_kappa_is_agreement_beyond_chance(pairs: list[tuple[bool, bool]], expected: float | None) -> None:
    found = kappa(pairs)
    assert found is None if expected is None else found == pytest.approx(expected)
