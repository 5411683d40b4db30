"""What ``analyse --why`` and ``--next`` say: why a point is flagged, and what the next figure would have to be for a signal."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from groundswell.charts.forms import line_decimals
from groundswell.cli.files.series import SeriesOfFile, place_of_period
from groundswell.domain.xmr.analysis import XmrAnalysis
from groundswell.domain.xmr.as_values import period_names
from groundswell.domain.xmr.explaining import PointExplained, why_flagged
from groundswell.domain.xmr.looking_ahead import Ahead, next_signals
from groundswell.words import Words
from groundswell.words.explaining_words import tell_next, tell_why
from groundswell.words.finding_words import Telling

FEWEST_DECIMALS = 2


def points_asked(analysis: XmrAnalysis, periods: Sequence[str], found: SeriesOfFile) -> list[int]:
    """Places of the periods that were asked about; a series that lacks one, while another of the file has it, says nothing of it."""
    places = (place_of_period(analysis.series, period, found.calendar) for period in periods)
    return [place for place in places if place is not None]


def told_decimals(analysis: XmrAnalysis) -> int:
    """Decimals of lines and figures in words: two, or more where the limits lie so near each other that two tell nothing."""
    return max(FEWEST_DECIMALS, line_decimals(analysis, 0) + 1)


def explained(analysis: XmrAnalysis, points: Sequence[int], ahead: bool, words: Words) -> Iterator[str]:
    """The lines of ``--why`` and ``--next``."""
    names, decimals = [str(name) for name in period_names(analysis.series)], told_decimals(analysis)

    def figure(value: float) -> str:
        return words.number(value, decimals)

    telling = Telling(figure, figure, names.__getitem__, analysis, "")
    for point in points:
        told = tell_why(words, why_flagged(analysis, point), telling)
        yield f"  {words.text('explain.about', {'period': names[point]})}"
        yield from (f"    {sentence}" for sentence in told.sentences)
        yield f"    {words.text('explain.others')}"
        yield from (f"      {line}" for line in told.others)
    if ahead:
        yield f"  {words.text('next.held')}"
        yield from (f"    {line}" for line in tell_next(words, next_signals(analysis), telling))


def explained_document(analysis: XmrAnalysis, points: Sequence[int], ahead: bool) -> dict[str, Any]:
    """The same as values: ``why`` and ``next``, each only where it was asked for."""
    document: dict[str, Any] = {}
    if points:
        document["why"] = [_why_document(why_flagged(analysis, point)) for point in points]
    if ahead:
        document["next"] = _next_document(next_signals(analysis))
    return document


def _why_document(found: PointExplained) -> dict[str, Any]:
    return {
        "index": found.index,
        "value": found.value,
        "left_out": found.left_out,
        "segment": found.segment,
        "reasons": [
            {
                "rule": reason.signal.rule,
                "side": reason.signal.side.value,
                "points": list(reason.signal.points),
                "first_known": reason.signal.first_known,
                "lines": [{"line": line.kind.value, "value": line.value} for line in reason.lines],
            }
            for reason in found.reasons
        ],
        "other_rule_sets": [
            {"rule_set": other.rule_set.name, "version": other.rule_set.version, "rules": list(other.rules), "judged": other.judged}
            for other in found.others
        ],
    }


def _next_document(ahead: Ahead) -> dict[str, Any]:
    return {
        "limits": "as_they_stand",
        "nothing_because": ahead.silence.value if ahead.silence else None,
        **({} if ahead.lines is None else {"held_against": asdict(ahead.lines)}),
        "signals": [
            {
                "rule": each.rule,
                "side": each.side.value,
                "goes_on": each.goes_on,
                "points": each.count,
                "figures": [{"from": stretch.low, "to": stretch.high} for stretch in each.stretches],
            }
            for each in ahead.signals
        ],
    }
