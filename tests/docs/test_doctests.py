"""The examples of the library run and say what they say: in its page, and in what its functions say of themselves."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import groundswell

PAGE = Path(__file__).resolve().parents[2] / "docs" / "library.md"
MODULES = ("groundswell", "groundswell.domain.xmr.analyse", "groundswell.domain.xmr.panel", "groundswell.charts.smart_chart",
           "groundswell.domain.xmr.as_values", "groundswell.domain.xmr.explaining", "groundswell.domain.xmr.looking_ahead",
           "groundswell.charts.chances", "groundswell.reports.frames")


def test_the_page_of_the_library_runs() -> None:
    ran = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert ran.attempted > 15 and ran.failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str) -> None:
    ran = doctest.testmod(import_module(name))
    assert ran.attempted > 0 and ran.failed == 0


def test_every_function_of_the_library_says_itself_with_an_example_or_on_its_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    functions = [name for name in groundswell.__all__ if callable(getattr(groundswell, name)) and name[0].islower()]
    shown = {name for name in functions if f"groundswell.{name}(" in page or ">>>" in (getattr(groundswell, name).__doc__ or "")}
    assert set(functions) - shown == set()
