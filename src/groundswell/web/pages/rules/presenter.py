"""A rule set as plain lines: how its lines are worked out, which patterns it counts, and where each part comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from groundswell.domain.xmr.rule_set import Average, RuleSet, ZoneRule
from groundswell.domain.xmr.rule_sets import DEFAULT
from groundswell.errors import Value
from groundswell.words import Words
from groundswell.words.rule_set_words import rule_set_told

SMALLEST_PART = 12
"""A part of the way is told as a fraction where its denominator is at most this."""


@dataclass(frozen=True, slots=True)
class PatternLine:
    """One rule that is used: what counts, which points are marked, what a figure on the line does, and its source."""

    what: str
    marks: str
    ties: str
    source: str


@dataclass(frozen=True, slots=True)
class RuleSetView:
    """A rule set as its page shows it; ``facts`` are pairs of a name and a line."""

    name: str
    title: str
    version: int
    source: str
    default: bool
    lines: str
    facts: Sequence[tuple[str, str]]
    patterns: Sequence[PatternLine]


def rule_set_view(rules: RuleSet, words: Words) -> RuleSetView:
    """The view of a rule set."""
    return RuleSetView(
        name=rules.name,
        title=rule_set_told(words, rules),
        version=rules.version,
        source=rules.source,
        default=rules.name == DEFAULT,
        lines=_lines(rules, words),
        facts=_facts(rules, words),
        patterns=[_pattern(name, rules, words) for name in rules.rules],
    )


def _lines(rules: RuleSet, words: Words) -> str:
    """Factors and screening in one line."""
    values: dict[str, Value] = {
        "limits": words.number(round(rules.constants.limits, 4)), "range": words.number(round(rules.constants.range_limit, 4)),
        "screening": words.text("rules.short.screened" if rules.screening else "rules.short.not_screened"),
    }
    return words.text("rules.short.median" if rules.dispersion is Average.MEDIAN else "rules.short", values)


def _facts(rules: RuleSet, words: Words) -> list[tuple[str, str]]:
    text, number = words.text, words.number
    factors: dict[str, Value] = {
        "limits": number(round(rules.constants.limits, 4)), "range": number(round(rules.constants.range_limit, 4)),
        "source": rules.constants.source,
    }
    screening = rules.screening
    found = [
        (text("rules.typical"), text(f"rules.typical.{rules.centre.value}")),
        (text("rules.step"), text(f"rules.step.{rules.dispersion.value}")),
        (text("rules.factors"), text("rules.factors.are" if rules.constants.source else "rules.factors.plain", factors)),
    ]
    if screening is None:
        found.append((text("rules.screening"), text("rules.screening.none")))
    else:
        values: dict[str, Value] = {"factor": number(round(screening.factor, 4)), "n": screening.from_figures}
        found.append((text("rules.screening"), text("rules.screening.again" if screening.until_stable else "rules.screening.once", values)))
    found.append((text("rules.needs"), text("rules.needs.are", {"fewest": rules.fewest_figures, "provisional": rules.provisional_below})))
    if rules.recalculation is not None:
        found.append((text("rules.recalculation"), text("rules.recalculation.is", {"n": rules.recalculation.baseline})))
    return found


def _pattern(name: str, rules: RuleSet, words: Words) -> PatternLine:
    part: Any = getattr(rules, name)
    values: dict[str, Value] = {"range": words.number(round(rules.constants.range_limit, 4))}
    if part is True:
        marks = "rules.marks.later" if name == "moving_range" else "rules.marks.it"
        what = words.text(f"rules.pattern.{name}", values)
        return PatternLine(what, words.text(marks), words.text("rules.ties.not_beyond"), rules.source)
    values |= {"n": getattr(part, "length", 0), "added": getattr(part, "added", 0)}
    values["chance"] = words.number(getattr(part, "chance", 0.0))
    values["part"] = part_told(getattr(part, "fraction", 0.0), words)
    what = _zone(part, values, words) if isinstance(part, ZoneRule) else words.text(f"rules.pattern.{name}", values)
    marks, ties = words.text(f"rules.marks.{_marks(part)}"), words.text(f"rules.ties.{_ties(name, part)}")
    return PatternLine(what, marks, ties, part.source or rules.source)


def _zone(zone: ZoneRule, values: dict[str, Value], words: Words) -> str:
    """A rule of windows, part by part: each part is a sentence of its own."""
    values = {**values, "hits": zone.hits, "window": zone.window}
    side = "either" if zone.either_side else "side"
    found = [words.text(f"rules.zone.{side}_{'typical' if zone.fraction == 0 else 'part'}", values)]
    for asked, code in (
        (zone.all_on_one_side, "all_on_side"), (not zone.outside_counts, "not_beyond"), (zone.net, "net"), (zone.from_start, "from_start"),
    ):
        if asked:
            found.append(words.text(f"rules.zone.{code}", values))
    return " ".join(found)


def _marks(part: Any) -> str:
    flagged = getattr(part, "flagged", None)
    return "all" if flagged is None else str(flagged.value)


def _ties(name: str, part: Any) -> str:
    if name in ("longest_run", "crossings"):
        return "skip"
    ties = getattr(part, "ties", None)
    return str(ties.value) if ties is not None else "break" if name == "alternating" else "not_beyond"


def part_told(fraction: float, words: Words) -> str:
    """``2/3``, or ``0.55`` where no small fraction says it."""
    near = Fraction(fraction).limit_denominator(SMALLEST_PART)
    exact = abs(float(near) - fraction) < 1e-9 and near.denominator > 1
    return f"{near.numerator}/{near.denominator}" if exact else words.number(round(fraction, 4))
