"""Groundswell as a library: figures to limits, signals and a chart. ``analyse`` needs numpy only; ``chart`` needs Babel too.

>>> import groundswell
>>> analysis = groundswell.analyse([12, 14, 13, 15, 12, 13, 30])
>>> [signal.rule for signal in analysis.signals]
['outside_limits', 'moving_range']
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.4.0"

if TYPE_CHECKING:
    from groundswell.charts.chances import chance_of_signal as chance_of_signal
    from groundswell.charts.smart_chart import SmartChart as SmartChart
    from groundswell.charts.smart_chart import chart as chart
    from groundswell.domain.measurement.exact import Exact as Exact
    from groundswell.domain.measurement.observation import Observation as Observation
    from groundswell.domain.measurement.period import Cadence as Cadence
    from groundswell.domain.measurement.period import Period as Period
    from groundswell.domain.measurement.series import Series as Series
    from groundswell.domain.xmr.analyse import analyse as analyse
    from groundswell.domain.xmr.analyse import analyse_many as analyse_many
    from groundswell.domain.xmr.analysis import SegmentInput as SegmentInput
    from groundswell.domain.xmr.analysis import XmrAnalysis as XmrAnalysis
    from groundswell.domain.xmr.as_values import analysis_values as analysis_values
    from groundswell.domain.xmr.explaining import PointExplained as PointExplained
    from groundswell.domain.xmr.explaining import why_flagged as why_flagged
    from groundswell.domain.xmr.looking_ahead import Ahead as Ahead
    from groundswell.domain.xmr.looking_ahead import next_signals as next_signals
    from groundswell.domain.xmr.panel import analyse_panel as analyse_panel
    from groundswell.domain.xmr.rule_set import RuleSet as RuleSet
    from groundswell.domain.xmr.rule_sets import RULE_SETS as RULE_SETS
    from groundswell.reports.frames import FrameAnalysis as FrameAnalysis
    from groundswell.reports.frames import analyse_frame as analyse_frame

_HOMES = {
    "Ahead": "groundswell.domain.xmr.looking_ahead",
    "analyse": "groundswell.domain.xmr.analyse",
    "analyse_frame": "groundswell.reports.frames",
    "analyse_many": "groundswell.domain.xmr.analyse",
    "analyse_panel": "groundswell.domain.xmr.panel",
    "analysis_values": "groundswell.domain.xmr.as_values",
    "Cadence": "groundswell.domain.measurement.period",
    "chance_of_signal": "groundswell.charts.chances",
    "chart": "groundswell.charts.smart_chart",
    "Exact": "groundswell.domain.measurement.exact",
    "FrameAnalysis": "groundswell.reports.frames",
    "Observation": "groundswell.domain.measurement.observation",
    "next_signals": "groundswell.domain.xmr.looking_ahead",
    "Period": "groundswell.domain.measurement.period",
    "PointExplained": "groundswell.domain.xmr.explaining",
    "RULE_SETS": "groundswell.domain.xmr.rule_sets",
    "RuleSet": "groundswell.domain.xmr.rule_set",
    "SegmentInput": "groundswell.domain.xmr.analysis",
    "Series": "groundswell.domain.measurement.series",
    "SmartChart": "groundswell.charts.smart_chart",
    "why_flagged": "groundswell.domain.xmr.explaining",
    "XmrAnalysis": "groundswell.domain.xmr.analysis",
}

__all__ = [
    "RULE_SETS", "Ahead", "Cadence", "Exact", "FrameAnalysis", "Observation", "Period", "PointExplained", "RuleSet", "SegmentInput",
    "Series", "SmartChart", "XmrAnalysis", "analyse", "analyse_frame", "analyse_many", "analyse_panel", "analysis_values",
    "chance_of_signal", "chart", "next_signals", "why_flagged",
]


def __getattr__(name: str) -> object:
    """Load a name of the library when it is first asked for, so that ``import groundswell`` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'groundswell' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
