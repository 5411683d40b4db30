"""The drawing in characters: within its width, in ASCII where asked, each kind of point with a sign of its own, colour only on top."""

import re
from dataclasses import replace

import pytest

from groundswell.charts.chart import Chart, Mark
from groundswell.charts.drawing.terminal import ASCII, UNICODE, TerminalLook, spark_text, terminal_text, text_cells
from groundswell.charts.smart_chart import chart
from groundswell.cli.files.terminal import look_of_terminal
from groundswell.domain.measurement.period import Cadence
from groundswell.reports.measure_page import build_measure_page
from tests.charting import complaints, figures, series_of

COLOURED = re.compile(r"\x1b\[\d+m")


@pytest.fixture(scope="module")
def told() -> Chart:
    return build_measure_page(complaints()).chart


@pytest.mark.parametrize("width", [30, 40, 49, 50, 80, 133, 240])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_no_line_is_wider_than_asked(told: Chart, width: int, *, ascii_only: bool) -> None:
    lines = terminal_text(told, TerminalLook(width, ascii=ascii_only)).splitlines()
    assert max(text_cells(line) for line in lines) <= width
    assert all(line == line.rstrip() for line in lines)
    assert all(line.isascii() for line in lines) or not ascii_only


def test_a_width_that_is_none_is_held_in_bounds(told: Chart) -> None:
    assert terminal_text(told, TerminalLook(1)) == terminal_text(told, TerminalLook(30))
    assert terminal_text(told, TerminalLook(9999)) == terminal_text(told, TerminalLook(240))


def test_every_kind_of_point_has_a_sign_of_its_own() -> None:
    for signs in (UNICODE, ASCII):
        others = (signs.limit, signs.limit_provisional, signs.central, signs.split, signs.target)
        assert len({*signs.points.values(), *others}) == len(signs.points) + len(others)


def test_the_drawing_shows_signals_limits_split_target_notes_and_years(told: Chart) -> None:
    text = terminal_text(told, TerminalLook(120))
    head, _, drawing = text.partition("\n\n")
    assert head.startswith("Days to answer a complaint\nBetter. Since March 2026")
    for sign in ("◆", "■", "×", "○", "•", "━", "─", "╌", "│", "◎"):
        assert sign in drawing
    assert "◆ Worse   ■ Changed   × Left out   ○ Provisional   • Routine   ━ Typical   ╌ Limits" in drawing
    assert "A  January 2024: Storm in the second week: 61 complaints." in drawing
    assert re.search(r" 19\.8\n.* 16\.3\n.* 12\.8\n", drawing)
    assert re.search(r"2023 +2024 +2025 +2026", drawing)
    assert "◎  Target: 14 working days by Mar 2027." in " ".join(drawing.split("\n")).replace("\xa0", " ")


def test_high_points_stand_above_low_ones() -> None:
    rows = terminal_text(chart([1, 2, 3, 4]).value, TerminalLook(40)).splitlines()
    found = [(at, row.index("•")) for at, row in enumerate(rows) if "•" in row and "Routine" not in row]
    assert len(found) == 4
    assert [column for _, column in found] == sorted((column for _, column in found), reverse=True)


def test_a_signal_is_never_hidden_behind_a_routine_point() -> None:
    values = [10, 11, 12, 11] * 60
    values[77] = 40
    found = chart(values, direction="down").value
    assert sum(point.mark is Mark.WORSE for point in found.points) >= 1
    assert "◆" in terminal_text(found, TerminalLook(30)).partition("\n\n")[2]


def test_colour_only_repeats_what_the_shapes_say(told: Chart) -> None:
    coloured = terminal_text(told, TerminalLook(90, colour=True))
    assert COLOURED.search(coloured)
    assert COLOURED.sub("", coloured) == terminal_text(told, TerminalLook(90))


@pytest.mark.parametrize("values", [
    [], [3], [None, None], [5] * 20, [1e12, 2e12, 1.5e12, 1e12, 3e12], [0.001, 0.002, 0.001, 0.0015, 0.001],
], ids=["nothing", "one", "gaps", "all equal", "large", "small"])
def test_odd_series_are_drawn_without_nan(values: list[float | None]) -> None:
    for width in (30, 80):
        text = terminal_text(chart(values).value, TerminalLook(width))
        assert "nan" not in text.lower() and text.endswith("\n")


@pytest.mark.parametrize("cadence", list(Cadence), ids=lambda each: each.value)
def test_labels_of_time_never_run_into_each_other(cadence: Cadence) -> None:
    if cadence is Cadence.UNDATED:
        found = chart(figures(60, 50, 5, 1)).value
    else:
        found = chart(series_of(figures(60, 50, 5, 1), cadence=cadence)).value
    ticks = {part for tick in found.ticks for part in (tick.label, tick.strong) if part}
    for width in (34, 80, 140):
        lines = terminal_text(found, TerminalLook(width)).splitlines()
        axis = next(at for at, line in enumerate(lines) if "└" in line)
        shown = lines[axis + 1].split()
        assert shown and all(any(word in tick.split(" ") or word == tick for tick in ticks) for word in shown)


def test_bars_show_the_newest_figures_and_their_gaps() -> None:
    assert spark_text([1, 2, 3, None, 8]) == "▁▂▃ █"
    assert spark_text([1, 2, 3, None, 8], ascii_only=True).isascii()
    assert len(spark_text(range(100), width=10)) == 10
    assert spark_text([5, 5, 5]) == "▄▄▄"
    assert spark_text([None]) == ""
    assert len(spark_text([-1e308, 0, 1e308])) == 3


def test_wide_signs_count_twice_and_marks_on_letters_not_at_all(told: Chart) -> None:
    assert (text_cells("abc"), text_cells("日本"), text_cells("e\u0301")) == (3, 4, 1)
    wide = terminal_text(replace(told, title="日本語の指標" * 6), TerminalLook(40))
    assert max(map(text_cells, wide.splitlines())) <= 40


def test_no_colour_is_honoured_and_a_file_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert look_of_terminal(80).colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert not look_of_terminal(80).colour
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not look_of_terminal(80).colour
    monkeypatch.setattr("sys.stdout.isatty", lambda: False, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert not look_of_terminal(80).colour
