"""An analysis as plain values, in the form of contracts 2: what ``--json`` prints and the library hands out."""

import math
from typing import Any

from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import XmrAnalysis, line_at
from groundswell.domain.xmr.rule_set import RuleSet


def rule_set_values(rules: RuleSet) -> dict[str, Any]:
    """Name, version and constants of a rule set; ``screening`` None: moving ranges are not screened."""
    return {
        "rule_set": rules.name,
        "rule_set_version": rules.version,
        "constants": {
            "limits": rules.constants.limits,
            "moving_range_upper": rules.constants.range_limit,
            "screening": None if rules.screening is None else rules.screening.factor,
            "central_line": rules.centre.value,
            "moving_range": rules.dispersion.value,
        },
    }


def analysis_values(analysis: XmrAnalysis) -> dict[str, Any]:
    """One series with its segments and signals: dicts, lists, numbers and texts alone, None for what is not there (never NaN).

    >>> from groundswell.domain.xmr.analyse import analyse
    >>> analysis_values(analyse([4, 5, None, 4, 6, 5]))["values"]
    [4.0, 5.0, None, 4.0, 6.0, 5.0]
    """
    series = analysis.series
    return {
        "measure": series.measure,
        "org_unit": series.org_unit,
        "periods": period_names(series),
        "values": [None if math.isnan(value) else value for value in series.values.tolist()],
        "segments": [
            {
                "first": segment.first,
                "last": segment.last,
                "calculated_from": segment.calculated_from,
                "calculated_to": segment.calculated_to,
                "central_line": segment.central_line,
                "lower": segment.lower,
                "upper": segment.upper,
                "moving_range": segment.moving_range,
                "moving_range_upper": segment.moving_range_upper,
                "provisional": segment.provisional,
            }
            for segment in analysis.segments
        ],
        "signals": [
            {
                "rule": signal.rule,
                "segment": signal.segment,
                "first": signal.first,
                "last": signal.last,
                "side": signal.side.value,
                "points": list(signal.points),
            }
            for signal in analysis.signals
        ],
        **_kind_values(analysis),
    }


def _kind_values(analysis: XmrAnalysis) -> dict[str, Any]:
    """What another chart kind adds: its name, why it is not the one drawn, and the lines of each point. Nothing for XmR of the figures."""
    if analysis.kind.plain:
        return {}
    lines = (line_at(analysis, at) for at in range(len(analysis.series)))
    return {
        "kind": analysis.kind.name.value,
        "drawn_from": analysis.kind.drawn_from.value,
        "refused": None if analysis.working is None else analysis.working.refused or None,
        "lines": [
            None if one is None else {"central_line": one.central_line, "lower": one.drawn_lower, "upper": one.drawn_upper} for one in lines
        ],
    }


def period_names(series: Series) -> list[str | int]:
    """ISO start dates; 0, 1, 2 … for an undated series."""
    return [point.period.start.isoformat() if point.period else at for at, point in enumerate(series.points)]
