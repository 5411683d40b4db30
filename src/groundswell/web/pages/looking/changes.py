"""What differs between two pictures of one measure, as plain lines: signals that go, signals that come, the limits of both."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.charts.chart import Chart
from groundswell.domain.xmr.analysis import Signal
from groundswell.domain.xmr.differing import signal_changes
from groundswell.errors import Value
from groundswell.reports.measure_page import MeasurePage
from groundswell.words import Words

MOST_NAMED = 4
"""A signal of more points is told by its first and last period."""


@dataclass(frozen=True, slots=True)
class LimitsRow:
    """One line of the newest stretch, in both pictures; empty where it has none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """``says`` sums it up; ``gone``, ``come`` and ``kept`` name each signal; ``limits`` are those of the newest stretch."""

    says: str
    gone_head: str
    come_head: str
    gone: Sequence[str]
    come: Sequence[str]
    kept: Sequence[str]
    limits: Sequence[LimitsRow]


def changes(before: MeasurePage, after: MeasurePage, words: Words, told: str = "would") -> Changes:
    """The differences of two pictures. ``told``: they are what a change ``would`` do, two ``sides``, or what changed ``since``."""
    found = signal_changes(before.analysis, after.analysis)
    return Changes(
        says=_sum(len(found.gone), len(found.come), len(found.kept), words, told),
        gone_head=words.text(f"looking.{told}.gone_head"),
        come_head=words.text(f"looking.{told}.come_head"),
        gone=[signal_told(one, before.chart, words) for one in found.gone],
        come=[signal_told(one, after.chart, words) for one in found.come],
        kept=[signal_told(one, after.chart, words) for one in found.kept],
        limits=limits_of(before.chart, after.chart, words),
    )


def _sum(gone: int, come: int, kept: int, words: Words, told: str) -> str:
    if not gone and not come:
        return words.text("looking.changes.same", {"n": kept}) if kept else words.text("looking.changes.none")
    parts = []
    if gone:
        parts.append(words.text(f"looking.{told}.go", {"n": gone}))
    if come:
        parts.append(words.text(f"looking.{told}.come", {"n": come}))
    if kept:
        parts.append(words.text("looking.changes.stay", {"n": kept}))
    return " ".join(parts)


def signal_told(signal: Signal, chart: Chart, words: Words) -> str:
    """``Aug 2024 to Mar 2025: each one of 8 in a row below typical``."""
    told: dict[str, Value] = {"n": len(signal.points)}
    rule = words.text(f"rule.{signal.rule}.{signal.side.value}", told)
    return words.text("looking.signal", {**told, "rule": rule, "periods": periods_told(signal.points, chart, words)})


def periods_told(points: Sequence[int], chart: Chart, words: Words) -> str:
    """A few periods by name, many by the first and the last."""
    names = [chart.points[at].label for at in points]
    if len(names) > MOST_NAMED:
        return words.text("chart.from_to", {"first": names[0], "last": names[-1]})
    return words.listed(names)


def limits_of(before: Chart, after: Chart, words: Words) -> list[LimitsRow]:
    """Typical value and limits of the newest stretch of both."""
    rows = []
    for name in ("typical", "upper", "lower"):
        was, now = (_line(chart, name) for chart in (before, after))
        if was or now:
            none = words.text("looking.no_line")
            rows.append(LimitsRow(words.text(f"looking.line.{name}"), was or none, now or none))
    return rows


def _line(chart: Chart, name: str) -> str:
    return str(getattr(chart.segments[-1], f"{name}_label")) if chart.segments else ""
