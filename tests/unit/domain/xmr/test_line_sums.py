"""How lines came about: the sums lead to the kernel's own lines, whatever averages and screening a rule set has."""

from dataclasses import replace

import pytest

from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput
from groundswell.domain.xmr.line_sums import line_sums, moving_ranges
from groundswell.domain.xmr.rule_set import Average
from groundswell.domain.xmr.rule_sets import PRINTED_MEDIAN, RULE_SETS, rule_set

FIGURES = [5.0, 6.0, 5.0, 7.0, 6.0, 5.0, 6.0, 7.0, 40.0, 6.0, 5.0, 6.0, 7.0, 5.0]


@pytest.mark.parametrize("name", [name for name, rules in RULE_SETS.items() if rules.dispersion is Average.MEAN])
def test_the_sums_lead_to_the_lines_to_the_last_bit(name: str) -> None:
    analysis = analyse(FIGURES * 2, rules=name)
    (segment,) = analysis.segments
    steps = line_sums(analysis, segment)
    assert steps is not None
    if steps.centre is Average.MEAN:
        assert steps.total / steps.figures == segment.central_line
    assert steps.kept_total / (steps.ranges - steps.dropped) == segment.moving_range
    assert segment.upper is not None and segment.central_line is not None
    assert segment.central_line + steps.reach == segment.upper


def test_screening_says_what_it_dropped_and_why() -> None:
    analysis = analyse(FIGURES, rules="nhs_r")
    steps = line_sums(analysis, analysis.segments[0])
    assert steps is not None
    assert (steps.ranges, steps.dropped) == (13, 2), "the step up to 40 and the one down"
    assert steps.threshold == pytest.approx(3.267 * steps.plain_range)


def test_medians_are_the_middle_ones() -> None:
    rules = replace(rule_set("wheeler"), centre=Average.MEDIAN, dispersion=Average.MEDIAN, constants=PRINTED_MEDIAN)
    analysis = analyse(FIGURES, rules=rules)
    steps = line_sums(analysis, analysis.segments[0])
    assert steps is not None
    assert steps.plain_range == analysis.segments[0].moving_range == 1.0


def test_nothing_is_worked_out_from_too_few_figures() -> None:
    analysis = analyse([1.0, 2.0])
    assert line_sums(analysis, analysis.segments[0]) is None


def test_a_step_needs_two_figures_of_one_stretch_beside_each_other() -> None:
    segments = (SegmentInput(0, excluded=frozenset({1})), SegmentInput(6))
    analysis = analyse([1.0, 9.0, 2.0, 4.0, None, 5.0, 7.0, 6.0], segments=segments)
    assert moving_ranges(analysis) == (None, None, None, 2.0, None, None, None, 1.0)
