"""Which version of a definition holds for a day, and where the chart gets a double line: one row a case."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from groundswell.domain.authoring.history import History, Version
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DictionaryEntry

MARCH, JUNE, SEPTEMBER = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)
FIRST = MeasureDefinition("Old name", entry=DictionaryEntry(formula="[a]"))

Change = tuple[date | None, dict[str, object]]
A_NAME: Change = (None, {"name": "New name"})
B_FROM_JUNE: Change = (JUNE, {"formula": "[b]"})
C_FROM_MARCH: Change = (MARCH, {"formula": "[c]"})
UP_FROM_MARCH: Change = (MARCH, {"direction": Direction.UP})
UP: Change = (None, {"direction": Direction.UP})
D_FOR_ALL: Change = (None, {"formula": "[d]"})


def history(changes: Sequence[Change]) -> History:
    """Each change made to the version before it."""
    versions = [Version(FIRST)]
    for number, (since, fields) in enumerate(changes, 2):
        before = versions[-1].definition
        entry = {key: value for key, value in fields.items() if key == "formula"}
        own = {key: value for key, value in fields.items() if key != "formula"}
        definition = replace(before, **own, version=number, entry=replace(before.entry, **entry))  # type: ignore[arg-type]
        versions.append(Version(definition, since, f"reason {number}"))
    return History(tuple(versions))


@pytest.mark.parametrize(
    ("changes", "formulas", "stretches"),
    [
        ([], ["[a]", "[a]", "[a]"], []),
        ([A_NAME], ["[a]", "[a]", "[a]"], []),
        ([B_FROM_JUNE], ["[a]", "[a]", "[b]"], [(JUNE, 2)]),
        ([B_FROM_JUNE, A_NAME], ["[a]", "[a]", "[b]"], [(JUNE, 2)]),
        ([B_FROM_JUNE, D_FOR_ALL], ["[d]", "[d]", "[d]"], []),
        ([C_FROM_MARCH, B_FROM_JUNE], ["[a]", "[c]", "[b]"], [(MARCH, 2), (JUNE, 3)]),
        ([B_FROM_JUNE, C_FROM_MARCH], ["[a]", "[c]", "[c]"], [(MARCH, 3)]),
        ([UP_FROM_MARCH], ["[a]", "[a]", "[a]"], []),
        ([B_FROM_JUNE, (JUNE, {"formula": "[c]"})], ["[a]", "[a]", "[c]"], [(JUNE, 3)]),
        ([B_FROM_JUNE, (SEPTEMBER, {"formula": "[ B ]"})], ["[a]", "[a]", "[b]"], [(JUNE, 2)]),
    ],
)
def test_each_day_has_its_definition(changes: list[Change], formulas: list[str], stretches: list[tuple[date, int]]) -> None:
    own = history(changes)
    days = [date(2026, 1, 1), MARCH, JUNE]
    assert [own.on(day).entry.formula for day in days] == formulas
    assert [one.entry.formula for one in own.all_on(days)] == formulas
    assert [(one.first, one.number) for one in own.stretches()] == stretches
    assert [one.reason for one in own.stretches()] == [f"reason {number}" for _, number in stretches]


def test_what_is_mended_for_all_figures_is_mended_in_each_stretch() -> None:
    own = history([B_FROM_JUNE, A_NAME, UP])
    for day, formula in ((MARCH, "[a]"), (JUNE, "[b]")):
        standing = own.on(day)
        assert (standing.name, standing.direction, standing.entry.formula) == ("New name", Direction.UP, formula)


def test_a_direction_from_a_day_on_leaves_the_days_before_it() -> None:
    own = history([B_FROM_JUNE, (SEPTEMBER, {"direction": Direction.DOWN})])
    assert [own.on(day).direction for day in (MARCH, JUNE, SEPTEMBER)] == [Direction.UNKNOWN, Direction.UNKNOWN, Direction.DOWN]


def test_the_first_version_holds_before_all_others_whatever_day_it_names() -> None:
    own = History((Version(FIRST, SEPTEMBER), Version(replace(FIRST, entry=DictionaryEntry(formula="[b]"), version=2), JUNE)))
    assert [own.on(day).entry.formula for day in (MARCH, JUNE)] == ["[a]", "[b]"]
