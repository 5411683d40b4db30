"""One small table for each rule of the smart chart in each of its forms, and for each rule of each rule set a row of its own."""

from dataclasses import replace

import pytest

from groundswell.domain.xmr.rule_set import RULES, ZoneRule
from groundswell.domain.xmr.rule_sets import RULE_SETS
from tests.spec.xmr_sets import SETS, SetRow
from tests.spec.xmr_tables import PLAIN, TABLES, Row, Table, as_shipped, found

ROWS = [pytest.param(table, row, id=f"{table.rule}, {table.form}: {row.says}") for table in TABLES for row in table.rows]


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_rule(table: Table, row: Row) -> None:
    assert found(table.rules, row.figures, baseline=table.baseline, **row.bounds) == [(side, list(points)) for side, points in row.signals]


def test_every_rule_has_a_table_with_a_row_that_signals_and_one_that_does_not() -> None:
    for rule in RULES:
        rows = [row for table in TABLES if table.rule == rule for row in table.rows]
        assert any(row.signals for row in rows), rule
        assert any(not row.signals for row in rows), rule


@pytest.mark.parametrize(("name", "row"), [
    pytest.param(name, row, id=f"{name}: {row.rule}") for name, rows in SETS.items() for row in rows
])
def test_each_rule_of_each_rule_set(name: str, row: SetRow) -> None:
    """By itself, as the rule set has it: the figures that complete it signal, one figure fewer (or nearer) does not."""
    shipped = as_shipped(name)
    alone = replace(PLAIN, centre=shipped.centre, **{row.rule: getattr(shipped, row.rule)})
    assert found(alone, row.signals, baseline=row.baseline) == [(row.side, list(row.points))]
    assert found(alone, row.silent, baseline=row.baseline) == []


def test_each_rule_set_has_a_row_for_each_of_its_rules() -> None:
    assert {name: sorted(row.rule for row in rows) for name, rows in SETS.items()} == {
        name: sorted(rules.rules) for name, rules in RULE_SETS.items()
    }


def test_zones_may_be_of_any_size() -> None:
    four_of_five = replace(PLAIN, short_run=ZoneRule(4, 5, 1 / 3, all_on_one_side=False, outside_counts=True, source="spec"))
    assert found(four_of_five, [11.5, 11.5, 9, 11.5, 11.5]) == [("above", [0, 1, 3, 4])]
    assert found(four_of_five, [11.5, 11.5, 9, 11.5, 11.2]) == []


@pytest.mark.parametrize(("hits", "window", "options"), [
    (2, 4, {}), (5, 4, {}), (2, 4, {"from_start": True}), (3, 5, {"from_start": True}), (2, 3, {"either_side": True, "net": True}),
])
def test_windows_that_could_contradict_themselves_are_refused(hits: int, window: int, options: dict[str, bool]) -> None:
    with pytest.raises(ValueError, match=r"window|side"):
        ZoneRule(hits, window, 0.5, all_on_one_side=False, outside_counts=True, source="spec", **options)  # type: ignore[arg-type]
