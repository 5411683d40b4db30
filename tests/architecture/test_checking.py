"""What ./check runs again, and what it never does."""

import json
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.conftest import pytest_runtest_setup
from tools.checking import LONGEST_FIRST, TIERS, unsteady

ROOT = Path(__file__).parents[2]
WALK = "tests/e2e/test_tour.py::test_the_tour"


@pytest.mark.parametrize(
    ("failed", "again"),
    [
        ([], []),
        ([WALK], [WALK]),
        (["tests/faults/test_kills.py::test_one[0]", WALK], [WALK, "tests/faults/test_kills.py::test_one[0]"]),
        ([WALK, "tests/unit/words/test_words.py::test_one"], []),
        (["tests/e2e/test_tour.py"], []),
        ([f"{WALK}[{number}]" for number in range(4)], []),
    ],
)
def test_a_few_failed_tests_of_other_processes_are_tried_once_more(failed: list[str], again: list[str], tmp_path: Path) -> None:
    kept = tmp_path / "lastfailed"
    kept.write_text(json.dumps(dict.fromkeys(failed, True)), encoding="utf-8")
    assert unsteady(kept, TIERS[""]) == again
    assert unsteady(kept, TIERS["--postgresql"]) == [], "it would be tried in the embedded database"


def test_nothing_is_run_again_where_pytest_left_no_word(tmp_path: Path) -> None:
    assert unsteady(tmp_path / "lastfailed", TIERS[""]) == []


def test_the_long_part_looks_into_every_folder_of_tests() -> None:
    folders = {file.relative_to(ROOT / "tests").parts[0] for file in ROOT.glob("tests/**/test_*.py")}
    assert sorted(LONGEST_FIRST) == sorted(f"tests/{name}" for name in folders)


@pytest.mark.long
def a_long_test() -> None:
    """As far as its marks go."""


@pytest.mark.parametrize("test", [a_long_test, test_the_long_part_looks_into_every_folder_of_tests])
def test_no_long_test_is_begun_when_the_time_for_beginning_is_over(
    test: Callable[[], None], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = pytest.Function.from_parent(request.node.parent, name=test.__name__, callobj=test)
    pytest_runtest_setup(item)
    monkeypatch.setattr("tests.conftest.BEGUN_BY", time.monotonic() - 1)
    with pytest.raises(pytest.skip.Exception) if test is a_long_test else nullcontext():
        pytest_runtest_setup(item)
