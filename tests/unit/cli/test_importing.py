"""``groundswell import`` where names are open, and by a recipe."""

from pathlib import Path

import pytest

from groundswell.engine.recipes.recipe import Recipe
from groundswell.engine.recipes.text_form import to_text
from tests.server import groundswell


def months(name: str, count: int) -> str:
    return f"Month,{name}\n" + "".join(f"2026-{month:02},{month * month + 40}\n" for month in range(1, count + 1))


def test_nothing_is_stored_while_names_are_open(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "ferries.csv"
    file.write_text(months("Ferries leaving on time", 3), encoding="utf-8")
    assert groundswell(data, "import", file, "--yes").returncode == 0
    file.write_text(months("Ferrys leaving on time", 4), encoding="utf-8")
    for further in ((), ("--yes",)):
        answer = groundswell(data, "import", file, *further)
        assert answer.returncode == 1
        assert "“Ferrys leaving on time” may be “Ferries leaving on time”" in answer.stdout
        assert "Nothing is stored. Say on the page" in answer.stdout
    recipe = tmp_path / "ferries.recipe.yaml"
    recipe.write_text(to_text(Recipe("Ferries")), encoding="utf-8")
    answer = groundswell(data, "import", file, "--yes", "--new-names", "--recipe", recipe)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "4 figures" in answer.stdout
    refused = groundswell(data, "import", file, "--recipe", "Nothing of that name")
    assert refused.returncode == 2
    assert len(refused.stderr.strip().splitlines()) == 1


def test_F1_lines_named_like_people_are_stored_with_a_reason_only(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "cases.csv"
    file.write_text("Month,Case worker,Cases\n2026-01,\"Smith, J.\",4\n2026-01,\"Jones, K.\",6\n", encoding="utf-8")
    answer = groundswell(data, "import", file, "--yes")
    assert answer.returncode == 1
    assert "Nothing is stored: lines are named like people, such as Smith, J. and Jones, K." in answer.stdout
    answer = groundswell(data, "import", file, "--yes", "--persons-reason", "Two boats")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "Stored" in answer.stdout or "stored" in answer.stdout


@pytest.mark.long
def test_C7_a_sheet_that_is_exactly_full_is_stored_only_when_somebody_looked(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "full.csv"
    rows = [f"{2020 + n % 60 // 12}-{n % 12 + 1:02},Area {n // 60},{n % 97 + 3}" for n in range(65_535)]
    file.write_text("\n".join(["Month,Area,Ferries", *rows]) + "\n", encoding="utf-8")
    for further, code, said in ((("--yes",), 1, "the sheet full is exactly full"), (("--whole",), 0, "Nothing is stored")):
        answer = groundswell(data, "import", file, *further)
        assert answer.returncode == code, answer.stdout[-600:] + answer.stderr
        assert said in answer.stdout
        assert "Stored" not in answer.stdout
