"""Imports only go down, every room has its place, and a light library stays light."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from importlinter.api import read_configuration
from importlinter.application import use_cases

from tests.architecture.source import PACKAGE, ROOT

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def with_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """import-linter reads the package off the import path and its contracts off the folder it stands in."""
    monkeypatch.chdir(ROOT)


@pytest.mark.usefixtures("with_package")
def test_the_contracts_of_the_layers_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    passed = use_cases.lint_imports(cache_dir=None)
    assert passed, capsys.readouterr().out


@pytest.mark.usefixtures("with_package")
def test_every_room_of_the_house_stands_in_a_layer() -> None:
    contracts = read_configuration()["contracts_options"]
    house = next(contract for contract in contracts if contract["name"] == "Imports only go down")
    placed = {room.strip(" ()") for layer in house["layers"] for room in str(layer).replace(":", "|").split("|")}
    rooms = {path.stem for path in PACKAGE.iterdir() if (path.is_dir() and (path / "__init__.py").exists()) or path.suffix == ".py"}
    assert rooms - {"__init__"} == placed
    assert house["exhaustive"] in (True, "True", "true")


def test_a_room_without_a_place_would_be_refused(tmp_path: Path) -> None:
    """The red control: one room more, and import-linter says no."""
    house = tmp_path / "groundswell"
    for room in ("domain", "errors", "attic"):
        (house / room).mkdir(parents=True)
        (house / room / "__init__.py").touch()
    (house / "__init__.py").touch()
    settings = tmp_path / ".importlinter"
    settings.write_text(
        "[importlinter]\nroot_package = groundswell\n\n[importlinter:contract:one]\nname = one\ntype = layers\n"
        "containers = groundswell\nexhaustive = true\nlayers =\n  domain\n  errors\n",
        encoding="utf-8",
    )
    linter = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"]
    ran = subprocess.run(linter, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert ran.returncode != 0
    assert "attic" in ran.stdout


def loaded_after(code: str) -> set[str]:
    """Names of the modules that a fresh interpreter holds after ``code``."""
    show = f"import sys; {code}; print(*sys.modules, sep='\\n')"
    environ = {"PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    return set(subprocess.run([sys.executable, "-c", show], env=environ, capture_output=True, text=True, check=True).stdout.split())


def test_the_package_alone_loads_nothing_but_itself() -> None:
    heavy = {"numpy", "babel", "django", "click", "rich", "duckdb", "python_calamine", "xlrd", "xlsxwriter", "resvg_py", "sqlite3"}
    assert loaded_after("import groundswell; groundswell.__version__").isdisjoint(heavy)


def test_analyse_loads_numpy_and_neither_django_nor_babel() -> None:
    loaded = loaded_after("import groundswell; groundswell.analyse([5, 6, 7, 5, 6, 8, 4])")
    assert "numpy" in loaded
    assert loaded.isdisjoint({"django", "babel", "click", "rich", "python_calamine", "xlrd", "xlsxwriter", "resvg_py", "sqlite3"})


def test_the_command_line_loads_django_only_for_commands_that_need_it() -> None:
    loaded = loaded_after("import groundswell.cli.main")
    assert loaded.isdisjoint({"django", "sqlite3", "duckdb", "python_calamine", "xlsxwriter", "resvg_py"})


def test_the_children_that_read_files_load_neither_django_nor_numpy() -> None:
    """Their memory is for the file."""
    loaded = loaded_after("import groundswell.engine.child_entry")
    assert loaded.isdisjoint({"django", "numpy", "babel", "click", "rich"})


def test_only_what_this_project_uses_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dependencies"] == ["numpy>=2.2"]
    later = ("typst", "allauth", "python-pptx")
    declared = " ".join(line for lines in project["optional-dependencies"].values() for line in lines).lower()
    assert not any(name in declared for name in later)
