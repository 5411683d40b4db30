"""Assurance against the shared conformance cases (NHSRplotthedots, MIT, and our own), and the ask of method 9.21."""

import json
from dataclasses import replace
from datetime import date

import pytest

from groundswell.domain.improvement.assurance import ASSURANCE_OF_CASES, assured, read_standard
from groundswell.domain.improvement.targets import read_target
from groundswell.domain.measurement.definition import Direction
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.target import Standard, Target
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput
from tests.shared_data import shared

DIRECTIONS = {"increase": Direction.UP, "decrease": Direction.DOWN, "neutral": Direction.NEUTRAL}
PEAK_FLOW = [120, 140, 100, 150, 260, 150, 100, 120, 300, 300, 275, 300, 140, 170, 150, 150, 190, 180]


def test_every_case_of_assurance() -> None:
    cases = json.loads(shared("spc_cases/assurance.json").read_text(encoding="utf-8"))["cases"]
    assert len(cases) == 18
    several = 0
    for case in cases:
        direction, expected = DIRECTIONS[case["direction"]], case["expected"]
        if "segments_lpl" in case:
            several += 1
            analysis = analyse([1, 2] * 9, segments=[SegmentInput(0), SegmentInput(6), SegmentInput(12)])
            lines = zip(analysis.segments, case["segments_lpl"], case["segments_upl"], strict=True)
            drawn = tuple(replace(segment, lower=low, upper=high, drawn_lower=low, drawn_upper=high) for segment, low, high in lines)
            standard = Standard(Exact(case["target"]), date(2026, 1, 1))
            found = read_standard(standard, replace(analysis, segments=drawn), direction).assurance
        else:
            found = assured(case["lpl"], case["upl"], case["target"], direction)
        assert (None if found is None else ASSURANCE_OF_CASES[found]) == expected, case["id"]
    assert several == 3


def test_the_ask_of_the_method_is_1_44_sigma() -> None:
    """Method 9.2 (peak flow, days 1 to 18) and 9.21: (250 - 183.06) / (52.35 / 1.128) = 1.44."""
    analysis = analyse(PEAK_FLOW)
    target = Target(Exact(250), date(2027, 1, 1))
    found = read_target(target, analysis, Direction.UP)
    assert found.ask == pytest.approx(1.44, abs=0.005)
    assert not found.redesign
