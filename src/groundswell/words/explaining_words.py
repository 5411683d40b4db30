"""Why a point is flagged, and what would be a signal next, in sentences: whole messages with named values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundswell.errors import Value
from groundswell.words.finding_words import Telling, Texts, periods_named

if TYPE_CHECKING:  # a command that says other sentences does not wait for numpy
    from groundswell.domain.xmr.explaining import Opinion, PointExplained, Reason
    from groundswell.domain.xmr.looking_ahead import Ahead, NextLines, NextSignal, Stretch
    from groundswell.domain.xmr.rule_set import RuleSet


@dataclass(frozen=True, slots=True)
class WhyTold:
    """``sentences``: what the chart's own rules say of the point; ``others``: one line for each other rule set."""

    sentences: tuple[str, ...]
    others: tuple[str, ...]


def tell_why(words: Texts, explained: "PointExplained", telling: Telling) -> WhyTold:
    """A point's reasons, each with when it could be known; where there is none, why not."""
    others = tuple(_opinion(words, opinion) for opinion in explained.others)
    if not explained.reasons:
        return WhyTold((_unflagged(words, explained, telling),), others)
    told = []
    for reason in explained.reasons:
        values = _values(words, reason, explained, telling)
        side = "step" if reason.moving_range is not None and not reason.lines else reason.signal.side.value
        sentence = words.text(f"explain.{reason.signal.rule}.{side}", values)
        told.append(f"{sentence} {words.text('explain.known', values)}")
    return WhyTold(tuple(told), others)


def tell_next(words: Texts, ahead: "Ahead", telling: Telling) -> tuple[str, ...]:
    """What the next figure would have to be for a signal, one sentence a rule; or why nothing would be one.

    Of a chart whose lines differ from place to place the first sentence says what the next figure is held against.
    """
    if ahead.silence is not None:
        return (words.text(f"next.{ahead.silence.value}"),)
    held = () if ahead.lines is None else _held_against(words, ahead.lines, telling)
    if not ahead.signals:
        return (*held, words.text("next.none"))
    return (*held, *(_next(words, each, telling) for each in ahead.signals))


def rule_set_named(words: Texts, rules: "RuleSet") -> str:
    """The short name of a rule set; of one's own the name it was given."""
    own = f"rule_set_name.{rules.name}"
    return words.text(own) if words.has(own) else rules.name


def _unflagged(words: Texts, explained: "PointExplained", telling: Telling) -> str:
    values: dict[str, Value] = {"period": telling.period(explained.index)}
    if explained.value is None:
        return words.text("explain.gap", values)
    values["figure"] = telling.close(explained.value)
    if explained.left_out:
        return words.text("explain.left_out", values)
    if telling.analysis.segments[explained.segment].central_line is None:
        return words.text("explain.unjudged", values)
    return words.text("explain.routine", values)


def _values(words: Texts, reason: "Reason", explained: "PointExplained", telling: Telling) -> Mapping[str, Value]:
    signal = reason.signal
    values: dict[str, Value] = {
        "period": telling.period(explained.index),
        "figure": "" if explained.value is None else telling.close(explained.value),
        "n": len(signal.points),
        "first": telling.period(signal.first),
        "last": telling.period(signal.last),
        "points": periods_named(words, list(signal.points), telling),
        "known": telling.period(signal.first_known),
    }
    if reason.moving_range is not None:
        values["step"] = telling.close(reason.moving_range)
    if len(reason.lines) == 1:
        values["line"] = telling.close(reason.lines[0].value)
    elif reason.lines:
        values["lower"], values["upper"] = (telling.close(line.value) for line in reason.lines)
    return values


def _opinion(words: Texts, opinion: "Opinion") -> str:
    named: dict[str, Value] = {"name": rule_set_named(words, opinion.rule_set)}
    if opinion.rules:
        rules = words.listed([words.text(f"rule_name.{rule}") for rule in opinion.rules])
        return words.text("explain.other.flagged", {**named, "rules": rules})
    return words.text("explain.other.routine" if opinion.judged else "explain.other.unjudged", named)


def _held_against(words: Texts, lines: "NextLines", telling: Telling) -> tuple[str, ...]:
    """Nothing for a chart whose lines are the same at each place."""
    if lines.denominator is not None:
        newest = int(lines.denominator) if lines.denominator.is_integer() else lines.denominator
        return (words.text("next.at.denominator", {"denominator": newest}),)
    code = f"next.at.{lines.kind}.open" if lines.open else f"next.at.{lines.kind}"
    return (words.text(code, {"typical": telling.close(lines.central_line)}),) if words.has(code) else ()


def _next(words: Texts, each: "NextSignal", telling: Telling) -> str:
    told = [_stretch(words, stretch, telling) for stretch in each.stretches]
    span = told[0]
    for other in told[1:]:
        span = words.text("next.range.either", {"one": span, "other": other})
    if each.goes_on:
        return words.text("next.goes_on", {"range": span, "rule": words.text(f"rule_name.{each.rule}")})
    return words.text(f"next.{each.rule}.{each.side.value}", {"range": span, "n": each.count})


def _stretch(words: Texts, stretch: "Stretch", telling: Telling) -> str:
    """An end at a bound needs no words: no figure can lie beyond it."""
    low = None if stretch.low is None or (stretch.with_low and stretch.low != stretch.high) else stretch.low
    high = None if stretch.high is None or (stretch.with_high and stretch.low != stretch.high) else stretch.high
    values: dict[str, Value] = {}
    if low is not None:
        values["low"] = telling.close(low)
    if high is not None:
        values["high"] = telling.close(high)
    if low is not None and low == high:
        return words.text("next.range.exactly", values)
    if low is None and high is None:
        return words.text("next.range.any")
    return words.text("next.range.between" if low is not None and high is not None else "next.range.above" if low is not None else
                      "next.range.below", values)
