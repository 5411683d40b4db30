"""docs/values.md is fresh, and says every word that the reader knows."""

from groundswell.engine.numbers.states import STATES
from tests.docs import values
from tests.docs.generated import ROOT, holds


def test_the_page_of_values_is_fresh() -> None:
    holds("docs/values.md", values.page())


def test_no_state_is_missing_on_the_page() -> None:
    page = (ROOT / "docs" / "values.md").read_text(encoding="utf-8")
    assert len(STATES) > 150
    bare = {state.strip("[]() ") or state for state in STATES} - {"( )"}
    assert {state for state in bare if not any(form.format(state) in page for form in ("`{}`", "`[{}]`", "`({})`"))} == set()


def test_every_refusal_of_a_text_is_on_the_page() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "src/groundswell/engine/numbers").glob("*.py")))
    page = (ROOT / "docs" / "values.md").read_text(encoding="utf-8")
    said = {code for code in values.REFUSALS if f'"{code}"' in source}
    assert len(said) >= 12
    assert [code for code in said if f"`{code}`" not in page] == []
