"""What a chart says (interface 6, findings 10 to 14), the marks of its points, and the one next step."""

from dataclasses import replace
from datetime import date

import pytest

from groundswell.domain.improvement.finding import finding
from groundswell.domain.improvement.marks import PointMark, open_signals, point_marks, word
from groundswell.domain.improvement.next_step import due_period, next_step
from groundswell.domain.measurement.definition import Direction, MeasureDefinition, Note
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Cadence, period_of, starts_between
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput

LEVEL = [10, 12, 9, 11, 10, 12, 8, 11, 10, 12, 9, 11]
TODAY = date(2026, 1, 20)


def monthly(figures: list[int], first: date = date(2024, 1, 1)) -> Series:
    days = starts_between(first, date(2030, 12, 31), Cadence.MONTH, at_month_ends=first.day > 27)[: len(figures)]
    return Series.of_observations(
        [Observation("calls", None, period_of(day, Cadence.MONTH), Exact(figure)) for day, figure in zip(days, figures, strict=True)],
        Cadence.MONTH,
    )


def record(figures: list[int], **changes: object) -> MeasureRecord:
    definition = MeasureDefinition("calls", direction=Direction.DOWN)
    plain = MeasureRecord("m", None, None, definition, monthly(figures), shown=True)
    return replace(plain, **changes)


class TestFinding:
    def test_no_figures(self) -> None:
        assert finding(analyse([None, None])).code == "no_figures"

    def test_four_values_so_far_limits_from_the_fifth(self) -> None:
        found = finding(analyse([1, 2, 3, 4]))
        assert (found.code, found.values["n"], found.values["needed"]) == ("too_few", 4, 5)

    def test_too_few_since_a_split(self) -> None:
        found = finding(analyse([*LEVEL, 5, 6], segments=[SegmentInput(first=12)]))
        assert (found.code, found.values["n"], found.values["since"]) == ("too_few_since", 2, 12)

    def test_no_signal_since_the_beginning(self) -> None:
        found = finding(analyse(LEVEL))
        assert (found.code, found.values["since"], found.values["had_signal"]) == ("no_signal", 0, False)
        assert found.values["n"] == len(LEVEL)

    def test_no_signal_since_the_last_one_once_eight_quiet_figures_followed(self) -> None:
        figures = [*LEVEL, 40, *LEVEL]
        found = finding(analyse(figures, segments=[SegmentInput(calculated_to=11)]))
        # the figure after the peak flags by its moving range
        assert (found.code, found.values["since"], found.values["had_signal"]) == ("no_signal", 13, True)

    def test_provisional_limits_say_how_many_figures_settle_them(self) -> None:
        found = finding(analyse(LEVEL[:8]))
        assert (found.values["provisional"], found.values["settled_in"]) == (True, 4)

    def test_a_new_level_since_a_split_until_its_limits_are_settled(self) -> None:
        figures = [*LEVEL, *(value - 6 for value in LEVEL)]
        found = finding(analyse(figures[:20], segments=[SegmentInput(first=12)]))
        assert (found.code, found.values["since"], found.values["side"]) == ("new_level", 12, "below")
        assert found.values["before"] == pytest.approx(125 / 12)
        assert finding(analyse(figures, segments=[SegmentInput(first=12)])).code == "no_signal"

    def test_two_months_below_the_limit_and_one_close_to_it(self) -> None:
        figures = [*LEVEL, 2, 5, 2]
        found = finding(analyse(figures, segments=[SegmentInput(calculated_to=11)]))
        assert (found.code, found.values["side"]) == ("outside", "below")
        assert (found.values["points"], found.values["near"]) == (("12", "14"), ("13",))

    @pytest.mark.parametrize(
        ("figures", "rules", "code", "side"),
        [
            ([*LEVEL, 11, 12, 11, 11, 12, 11, 11, 12], "wheeler", "long_run", "above"),
            ([*LEVEL, 14, 14, 11, 14], "wheeler", "short_run", "above"),
            ([*LEVEL, 8, 9, 10, 11, 12, 13, 14, 15], "nhs_r", "trend", "rising"),
        ],
    )
    def test_runs_and_trends_are_told_by_their_own_code(self, figures: list[int], rules: str, code: str, side: str) -> None:
        found = finding(analyse(figures, rules=rules, segments=[SegmentInput(calculated_to=11)]))
        assert (found.code, found.values["side"]) == (code, side)

    def test_constant_and_without_variation_are_two_things(self) -> None:
        assert finding(analyse([5] * 9)).code == "constant"
        assert finding(analyse([5] * 12 + [9], segments=[SegmentInput(calculated_to=11)])).code == "no_variation"


class TestMarks:
    def test_direction_gives_a_side_its_meaning(self) -> None:
        analysis = analyse([*LEVEL, 40], segments=[SegmentInput(calculated_to=11)])
        meanings = {direction: word(analysis, direction) for direction in Direction}
        assert meanings == {
            Direction.UP: PointMark.BETTER, Direction.DOWN: PointMark.WORSE,
            Direction.IN_BAND: PointMark.CHANGED, Direction.NEUTRAL: PointMark.CHANGED, Direction.UNKNOWN: PointMark.CHANGED,
        }
        assert point_marks(analysis, Direction.UP) == [PointMark.ROUTINE] * 12 + [PointMark.BETTER]

    def test_a_wide_moving_range_has_no_good_side(self) -> None:
        analysis = analyse([*LEVEL, 6, 14], segments=[SegmentInput(calculated_to=11)])
        assert {signal.rule for signal in analysis.signals} == {"moving_range"}
        assert word(analysis, Direction.UP) is PointMark.CHANGED

    def test_the_step_back_from_a_figure_beyond_a_limit_does_not_hide_it(self) -> None:
        analysis = analyse([*LEVEL, 40, 10], segments=[SegmentInput(calculated_to=11)])
        assert [(s.rule, s.last) for s in analysis.signals] == [("outside_limits", 12), ("moving_range", 12), ("moving_range", 13)]
        assert (finding(analysis).code, word(analysis, Direction.DOWN)) == ("outside", PointMark.WORSE)
        closed = analyse([*LEVEL, 40, *LEVEL[:8]], segments=[SegmentInput(calculated_to=11)])
        assert finding(closed).code == "no_signal"

    def test_the_strongest_rule_marks_a_point_that_two_hold(self) -> None:
        analysis = analyse([8, 9, 10, 11, 12, 13, 14, 30], rules="nhs_r", segments=[SegmentInput(calculated_to=6)])
        assert {signal.rule for signal in analysis.signals if 7 in signal.points} == {"outside_limits", "trend"}
        assert point_marks(analysis, Direction.UP)[7] is PointMark.BETTER

    def test_a_split_closes_what_was_before_it(self) -> None:
        figures = [*LEVEL, 40, *LEVEL]
        analysis = analyse(figures, segments=[SegmentInput(calculated_to=11), SegmentInput(first=13)])
        assert analysis.signals and open_signals(analysis) == []


class TestNextStep:
    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"open_question": True, "series": monthly([1])}, "open_reading_question"),
            ({"series": monthly([1, 2, 3, 4]), "definition": MeasureDefinition("calls")}, "few_figures"),
            ({"definition": MeasureDefinition("calls"), "shown": False}, "no_direction"),
            ({"shown": False, "unanswered": 2}, "new_signal_without_note"),
            ({"series": monthly(LEVEL), "shown": False, "unanswered": 2}, "not_shown"),
            ({"series": monthly(LEVEL), "unanswered": 2}, "reaction_unanswered"),
            ({"series": monthly(LEVEL)}, "period_due"),
            ({"series": monthly(LEVEL, date(2025, 1, 1))}, "none"),
        ],
    )
    def test_the_first_that_holds(self, changes: dict[str, object], code: str) -> None:
        one = record([*LEVEL, 60], **changes)
        assert next_step(one, analyse(one.series), TODAY).code == code

    def test_a_note_on_any_point_of_a_signal_explains_it_and_those_it_shares_a_point_with(self) -> None:
        one = record([*LEVEL, 60])
        analysis = analyse(one.series, segments=[SegmentInput(calculated_to=11)])
        assert len({signal.rule for signal in open_signals(analysis)}) > 1
        noted = replace(one, notes=(Note("n", date(2025, 1, 1), "storm"),))
        assert next_step(noted, analysis, TODAY).code != "new_signal_without_note"

    def test_an_older_open_signal_without_words_is_asked_for_too(self) -> None:
        one = record([*LEVEL, 60, 10, 9, 11, 60])
        analysis = analyse(one.series, segments=[SegmentInput(calculated_to=11)])
        noted = replace(one, signals_noted=frozenset({date(2025, 5, 1)}))
        step = next_step(noted, analysis, TODAY)
        assert (step.code, step.values["period"]) == ("new_signal_without_note", "2025-01-01")
        both = replace(one, signals_noted=frozenset({date(2025, 1, 1), date(2025, 5, 1)}))
        assert next_step(both, analysis, TODAY).code != "new_signal_without_note"

    @pytest.mark.parametrize(
        ("first", "today", "due"),
        [
            (date(2024, 1, 1), date(2025, 1, 31), None),
            (date(2024, 1, 1), date(2025, 2, 1), date(2025, 1, 1)),
            (date(2024, 4, 30), date(2025, 5, 31), date(2025, 4, 30)),
        ],
    )
    def test_a_period_is_due_once_it_has_ended(self, first: date, today: date, due: date | None) -> None:
        assert due_period(record(LEVEL, series=monthly(LEVEL, first)), today) == due
