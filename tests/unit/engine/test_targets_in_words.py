"""Targets that are no single number: said with their cells, and kept as texts beside the figures."""

from tests.unit.engine.sheets import codes, read, workbook


def _said(intake) -> list[tuple[str, str, object]]:
    return [(p.code, p.place.cell, p.values["text"]) for p in intake.problems]


def test_bounds_and_ranges_among_targets_are_said_and_kept_beside():
    heads = ["Indicator", "Jan 2024", "Feb 2024", "Target"]
    targets = ["95%", "<5", "> 100", "5-6", "none set", "n/a"]
    _, intake = read(workbook([heads, *([f"Rate {n}", n, n + 1, target] for n, target in enumerate(targets))]))
    code = "target_not_a_number"
    assert _said(intake) == [(code, "D3", "<5"), (code, "D4", "> 100"), (code, "D5", "5-6")]
    assert [(one.measure, str(one.target.value), one.cell) for one in intake.targets] == [("Rate 0", "95", "D2")]
    assert [intake.attributes["Rate 1", None], intake.attributes["Rate 4", None]] == [{"Target": "<5"}, {"Target": "none set"}]
    assert len(intake.observations) == 12


def test_a_bound_that_goes_on_down_its_column_is_said_where_it_begins():
    rows = [
        ["Month", "Falls", "Target"],
        *([f"{month} 2024", 3, bound] for month, bound in zip(("Jan", "Feb", "Mar"), ("<5", "<5", "<4"), strict=True)),
    ]
    _, intake = read(workbook(rows))
    assert [place for _, place, _ in _said(intake)] == ["C2", "C4"]


def test_bounds_among_figures_stay_figures():
    rows = [["Month", "Falls", "Target"], ["Jan 2024", 7, 5], ["Feb 2024", "<5", 5], ["Mar 2024", "> 100", 5]]
    _, intake = read(workbook(rows))
    assert codes(intake) == []
    assert [str(one.bound) for one in intake.states] == ["5", "100"]
    assert [str(one.target.value) for one in intake.targets] == ["5", "5", "5"]
