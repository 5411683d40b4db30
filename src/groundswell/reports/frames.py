"""Frames of other programs in, analyses out: as values, and as frames of the kind that came in. Through narwhals, loaded when used."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any

from groundswell.charts.drawing.notebook import notebook_html
from groundswell.charts.smart_chart import SmartChart, chart
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import guess_cadence, period_of
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse_many
from groundswell.domain.xmr.analysis import XmrAnalysis
from groundswell.domain.xmr.as_values import analysis_values, rule_set_values
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.domain.xmr.rule_sets import chosen
from groundswell.errors import UserError

NUMBERS = ("value", "central_line", "lower", "upper")
OWN = ("period", "number", "value", "central_line", "lower", "upper", "signal", "first", "last", "rule", "side", "figures", "provisional")
"""Names of the columns that are given back beside those of ``by``."""


@dataclass(frozen=True, slots=True)
class FrameAnalysis:
    """The analyses of a frame's series, in the order in which they first stand in it. ``keys``: the values of ``by``, for each.

    ``points``, ``segments`` and ``signals`` are frames of the kind that came in; ``values`` are plain dicts and lists. A notebook shows
    the charts.
    """

    by: tuple[str, ...]
    keys: tuple[tuple[Any, ...], ...]
    analyses: tuple[XmrAnalysis, ...]
    make: Callable[[dict[str, list[Any]]], Any]

    def __len__(self) -> int:
        return len(self.analyses)

    def charts(self) -> list[SmartChart]:
        """A smart chart of each series, named by the values of ``by``."""
        return [chart(analysis, name=_name(key)) for key, analysis in zip(self.keys, self.analyses, strict=True)]

    def values(self) -> dict[str, Any]:
        """Rule set and series as ``groundswell analyse --json`` gives them, each series with its ``by``."""
        series = [
            {"by": {name: _plain(part) for name, part in zip(self.by, key, strict=True)}, **analysis_values(analysis)}
            for key, analysis in zip(self.keys, self.analyses, strict=True)
        ]
        return {**(rule_set_values(self.analyses[0].rule_set) if self.analyses else {}), "series": series}

    def points(self) -> Any:
        """One row a period of each series: its value (missing where there is none), the lines that hold there, the rules it is in."""
        return self._frame((self._where, "value", "central_line", "lower", "upper", "signal"), _points)

    def segments(self) -> Any:
        """One row a segment of each series, with its lines."""
        return self._frame(("first", "last", "figures", "central_line", "lower", "upper", "provisional"), _segments)

    def signals(self) -> Any:
        """One row a signal."""
        return self._frame(("rule", "side", "first", "last"), _signals)

    @property
    def _where(self) -> str:
        dated = any(point.period is not None for analysis in self.analyses for point in analysis.series.points[:1])
        return "period" if dated else "number"

    def _frame(self, own: tuple[str, ...], rows_of: Callable[[XmrAnalysis], Iterator[tuple[Any, ...]]]) -> Any:
        rows = [(*key, *row) for key, analysis in zip(self.keys, self.analyses, strict=True) for row in rows_of(analysis)]
        names = (*self.by, *own)
        return self.make({name: [row[at] for row in rows] for at, name in enumerate(names)})

    def _repr_html_(self) -> str:
        return notebook_html([each.value for each in self.charts()])


def analyse_frame(
    frame: Any,
    *,
    value: str,
    period: str | None = None,
    by: str | Sequence[str] = (),
    rules: str | RuleSet = "wheeler",
    baseline: int | None = None,
) -> FrameAnalysis:
    """Limits and signals of every series of a frame of pandas, Polars or Arrow; nothing in it is changed.

    ``value``: the column of figures; null and NaN are missing ones. ``period``: the column of dates (or of texts such as 2026-04-01 or
    2026-04), from which the cadence is taken; None: the rows are in order and undated. ``by``: the columns that tell series apart.
    Raises UserError for a frame of no known kind, a column that is not there, a figure or a date that is none, and two figures for
    one period of a series.

    >>> import polars
    >>> found = analyse_frame(polars.DataFrame({"days": [12, 14, 13, 15, 12, 13, 30]}), value="days")
    >>> found.signals().rows()
    [('outside_limits', 'above', 6, 6), ('moving_range', 'above', 6, 6)]
    """
    rows, make = _opened(frame)
    names = (by,) if isinstance(by, str) else tuple(by)
    for name in (value, *names, *(() if period is None else (period,))):
        if name not in rows:
            raise UserError("frame_no_column", {"name": name, "known": tuple(rows)})
    if set(names) & set(OWN):
        rows, names = _renamed(rows, names)
    groups: dict[tuple[Any, ...], list[int]] = {}
    for at, key in enumerate(zip(*(rows[name] for name in names), strict=True) if names else [()] * len(rows[value])):
        groups.setdefault(key, []).append(at)
    series = [_series(rows, (value, period), members, _name(key)) for key, members in groups.items()]
    own_rules = chosen(rules)
    analyses = analyse_many([AnalysisRequest(one, own_rules, baseline=baseline) for one in series])
    return FrameAnalysis(names, tuple(groups), tuple(analyses), make)


def _renamed(rows: dict[str, list[Any]], names: tuple[str, ...]) -> tuple[dict[str, list[Any]], tuple[str, ...]]:
    """Columns of ``by`` that are called as one of ours get ``by_`` before their name."""
    new = tuple(f"by_{name}" if name in OWN else name for name in names)
    return {**rows, **{to: rows[name] for name, to in zip(names, new, strict=True)}}, new


def _opened(frame: Any) -> tuple[dict[str, list[Any]], Callable[[dict[str, list[Any]]], Any]]:
    """The frame's columns as lists, and a function that makes a frame of its kind."""
    try:
        narwhals = import_module("narwhals")
    except ImportError:
        raise UserError("frame_needs_narwhals") from None
    try:
        opened = narwhals.from_native(frame)
    except TypeError:
        raise UserError("frame_unknown_kind", {"kind": type(frame).__name__}) from None
    if isinstance(opened, narwhals.LazyFrame):
        opened = opened.collect()
    kind = opened.implementation

    def make(columns: dict[str, list[Any]]) -> Any:
        if kind.is_pandas_like():
            columns = {name: [_midnight(value) for value in values] for name, values in columns.items()}
        made = narwhals.from_dict(columns, backend=kind)
        types = {
            **dict.fromkeys(NUMBERS, narwhals.Float64), "signal": narwhals.String, "rule": narwhals.String, "side": narwhals.String,
        }
        return made.with_columns(narwhals.col(name).cast(type_) for name, type_ in types.items() if name in columns).to_native()

    return {name: [_known(value) for value in opened[name].to_list()] for name in opened.columns}, make


def _known(value: Any) -> Any:
    """None for NaN, which is not even equal to itself."""
    return None if isinstance(value, float) and math.isnan(value) else value


def _midnight(value: Any) -> Any:
    """pandas has columns of times, and none of days."""
    return datetime(value.year, value.month, value.day) if type(value) is date else value  # noqa: DTZ001 - a day has no time zone


def _series(rows: dict[str, list[Any]], columns: tuple[str, str | None], members: Sequence[int], name: str) -> Series:
    value, period = columns
    figures = [_figure(rows[value][at], value, at) for at in members]
    if period is None:
        return Series.of_numbers(figures, name)
    days = [_day(rows[period][at], period, at) for at in members]
    cadence = guess_cadence(days)
    found = [
        Observation(name, None, period_of(day, cadence), figure) for day, figure in zip(days, figures, strict=True) if figure is not None
    ]
    twice = [start for start, count in Counter(one.period.start for one in found if one.period is not None).items() if count > 1]
    if twice:
        raise UserError("frame_two_for_a_period", {"period": min(twice).isoformat(), "series": name or value})
    if not found:
        return Series(name, None, cadence, ())
    return Series.of_observations(found, cadence)


def _figure(found: Any, name: str, at: int) -> Exact | None:
    """A figure with all its digits; None for what is missing. Texts are no figures: a frame has types."""
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, (int, float, Decimal)):
        if type(found).__name__ in ("NAType", "NaTType"):
            return None
        raise UserError("frame_not_a_figure", {"text": str(found), "row": at, "name": name})
    try:
        return Exact.parse(repr(found) if isinstance(found, float) else str(found))
    except ValueError:
        raise UserError("frame_not_a_figure", {"text": str(found), "row": at, "name": name}) from None


def _day(found: Any, name: str, at: int) -> date:
    """A date, the date of a time, or an ISO text: a day, a month or a year."""
    if isinstance(found, datetime) and type(found).__name__ != "NaTType":
        return found.date()
    if isinstance(found, date) and not isinstance(found, datetime):
        return found
    text = str(found)
    try:
        return date.fromisoformat(text + "-01-01"[3 * (text.count("-")):] if text.count("-") < 2 else text)
    except ValueError:
        raise UserError("frame_not_a_period", {"text": text, "row": at, "name": name}) from None


def _name(key: tuple[Any, ...]) -> str:
    return " · ".join(str(part) for part in key if part is not None)


def _plain(part: Any) -> Any:
    return part if part is None or isinstance(part, str | int | float | bool) else str(part)


def _at(analysis: XmrAnalysis, index: int) -> date | int:
    """A period's first day, or the place in an undated series."""
    found = analysis.series.points[index].period
    return index if found is None else found.start


def _points(analysis: XmrAnalysis) -> Iterator[tuple[Any, ...]]:
    rules: dict[int, list[str]] = {}
    for signal in analysis.signals:
        for point in signal.points:
            rules.setdefault(point, []).append(signal.rule)
    values = analysis.series.values.tolist()
    for segment in analysis.segments:
        for at in range(segment.first, min(segment.last + 1, len(values))):
            lines = segment if analysis.lines is None else analysis.lines[at]
            drawn = (None, None, None) if lines is None else (lines.central_line, lines.lower, lines.upper)
            value = None if math.isnan(values[at]) else values[at]
            yield _at(analysis, at), value, *drawn, ", ".join(dict.fromkeys(rules[at])) if at in rules else None


def _segments(analysis: XmrAnalysis) -> Iterator[tuple[Any, ...]]:
    for one in analysis.segments if len(analysis.series) else ():
        ends = _at(analysis, one.first), _at(analysis, one.last)
        yield *ends, one.figures, one.central_line, one.lower, one.upper, one.provisional


def _signals(analysis: XmrAnalysis) -> Iterator[tuple[Any, ...]]:
    for one in analysis.signals:
        yield one.rule, one.side.value, _at(analysis, one.first), _at(analysis, one.last)
