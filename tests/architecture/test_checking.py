"""What ./check runs again, and what it never does."""

import json
from pathlib import Path

import pytest

from tools.checking import LONGEST_FIRST, TIERS, unsteady

ROOT = Path(__file__).parents[2]
WALK = "tests/e2e/test_tour.py::test_the_tour"


@pytest.mark.parametrize(
    ("failed", "again"),
    [
        ([], []),
        ([WALK], [WALK]),
        ([WALK, "tests/unit/words/test_words.py::test_one"], []),
        (["tests/e2e/test_tour.py"], []),
        ([f"{WALK}[{number}]" for number in range(4)], []),
    ],
)
def test_a_few_failed_browser_tests_alone_are_tried_once_more(failed: list[str], again: list[str], tmp_path: Path) -> None:
    kept = tmp_path / "lastfailed"
    kept.write_text(json.dumps(dict.fromkeys(failed, True)), encoding="utf-8")
    assert unsteady(kept, TIERS[""]) == again
    assert unsteady(kept, TIERS["--postgresql"]) == [], "it would be tried in the embedded database"


def test_nothing_is_run_again_where_pytest_left_no_word(tmp_path: Path) -> None:
    assert unsteady(tmp_path / "lastfailed", TIERS[""]) == []


def test_the_long_part_looks_into_every_folder_of_tests() -> None:
    folders = {file.relative_to(ROOT / "tests").parts[0] for file in ROOT.glob("tests/**/test_*.py")}
    assert sorted(LONGEST_FIRST) == sorted(f"tests/{name}" for name in folders)
