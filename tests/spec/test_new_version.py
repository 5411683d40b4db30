"""What begins a new stretch of a measure: a change of formula, scope or data items, and nothing else (method 1.5)."""

from dataclasses import replace

import pytest

from groundswell.domain.authoring.new_version import Changed, needs_new_version
from groundswell.domain.measurement.data_item import DataItem, Rating
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DictionaryEntry

LETTERS = DataItem("Letters", definition="Letters that came in.", measurement_unit="letters", source="Post book", measure_id="m1")
ENTRY = DictionaryEntry(formula="[a] / [Letters]", population="All letters", items=(DataItem("a"), LETTERS))
NOW = MeasureDefinition("Answered", entry=ENTRY)


def entry(**changes: object) -> MeasureDefinition:
    return replace(NOW, entry=replace(ENTRY, **changes))


def letters(**changes: object) -> MeasureDefinition:
    return entry(items=(DataItem("a"), replace(LETTERS, **changes)))


@pytest.mark.parametrize(
    ("after", "changed"),
    [
        (NOW, []),
        (replace(NOW, name="Other", description="d", direction=Direction.UP, decimals=1, measurement_unit="%"), []),
        (entry(formula="[A]÷[ letters ]"), []),
        (entry(formula="[a]÷[Letters]"), []),
        (entry(formula="[a] ÷ [Letters] × 100"), [Changed.FORMULA]),
        (entry(formula=""), [Changed.FORMULA]),
        (entry(formula="[a] ÷"), [Changed.FORMULA]),
        (entry(population="All  letters "), []),
        (entry(population="Letters of one office"), [Changed.SCOPE]),
        (entry(population=""), [Changed.SCOPE]),
        (entry(exclusions="No adverts"), []),
        (entry(items=ENTRY.items[::-1]), []),
        (entry(items=(LETTERS,)), [Changed.ITEMS]),
        (entry(items=(*ENTRY.items, DataItem("b"))), [Changed.ITEMS]),
        (letters(definition="Letters and e-mails."), [Changed.ITEMS]),
        (letters(source="Scanner"), [Changed.ITEMS]),
        (letters(measure_id="m2"), [Changed.ITEMS]),
        (letters(recorder="Clerk"), []),
        (letters(flaws="Some are lost", availability="monthly", audited=Rating.POOR), []),
        (entry(formula="[a]", population="Some", items=()), [Changed.FORMULA, Changed.SCOPE, Changed.ITEMS]),
    ],
)
def test_what_is_calculated_otherwise(after: MeasureDefinition, changed: list[Changed]) -> None:
    assert list(needs_new_version(NOW, after)) == changed


def test_a_first_formula_is_a_change_and_first_words_are_not() -> None:
    blank = MeasureDefinition("Answered")
    assert needs_new_version(blank, replace(blank, entry=replace(ENTRY, formula=""))) == ()
    assert needs_new_version(blank, NOW) == (Changed.FORMULA,)


def test_a_formula_that_never_could_be_read_is_compared_as_text() -> None:
    assert needs_new_version(entry(formula="a b"), entry(formula=" a  b")) == ()
    assert needs_new_version(entry(formula="a b"), entry(formula="a c")) == (Changed.FORMULA,)
