"""Which rules a command follows: by name or from a file of one's own, with limits from means or medians."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from groundswell.domain.xmr.own_rule_set import rule_set_from_mapping
from groundswell.domain.xmr.rule_set import Average, RuleSet
from groundswell.domain.xmr.rule_sets import rule_set, with_exact_constants, with_median_ranges, with_medians
from groundswell.errors import UserError, Value
from groundswell.words import Words

LARGEST_RULES_FILE = 100_000

LINES: Mapping[str, Callable[[RuleSet], RuleSet]] = MappingProxyType({
    "mean": lambda rules: rules, "median-ranges": with_median_ranges, "medians": with_medians,
})


def chosen_rules(name: str, file: Path | None, lines: str, *, exact: bool) -> RuleSet:
    """The rule set that was asked for; raises UserError ("unknown_rule_set", "rules_file_unreadable", those of own rule sets)."""
    rules = LINES[lines](rule_set(name) if file is None else _own(file))
    return with_exact_constants(rules) if exact else rules


def _own(file: Path) -> RuleSet:
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_RULES_FILE + 1)
        if len(content) > LARGEST_RULES_FILE:
            raise UserError("rules_file_unreadable", {"file": file.name})
        held = json.loads(content)
    except (OSError, ValueError, RecursionError):
        raise UserError("rules_file_unreadable", {"file": file.name}) from None
    return rule_set_from_mapping(held)


def constants_told(rules: RuleSet, words: Words) -> str:
    """What the limits are made of, as one line."""
    values: dict[str, Value] = {
        "limits": words.number(round(rules.constants.limits, 4)), "range": words.number(round(rules.constants.range_limit, 4)),
    }
    centre = "median" if rules.centre is Average.MEDIAN else "mean"
    ranges = "median" if rules.dispersion is Average.MEDIAN else "mean"
    line = words.text(f"analyse.constants.{centre}.{ranges}", values)
    if rules.screening is None:
        return line
    return f"{line}; {words.text('analyse.screening', {'factor': words.number(rules.screening.factor)})}"
