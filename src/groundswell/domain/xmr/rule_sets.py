"""The rule sets by name (contracts 2). Each number has its source beside it; the version is raised when one changes."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from groundswell.domain.xmr.rule_set import Average, Constants, RuleSet, RunRule, Screening, TrendRule, ZoneRule
from groundswell.errors import UserError

WHEELER = "D. J. Wheeler, Making Sense of Data (2003), detection rules one to three"
PLOT_THE_DOTS = "NHSRplotthedots 0.2.2 (NHS-R community, MIT), default settings"
MAKING_DATA_COUNT = "NHS England, Making Data Count, rules as revised in 2023"

PRINTED = Constants(2.66, 3.268, "Wheeler's printed factors: 3/d2 and D4 for ranges of two, rounded")
D2, D3 = 1.1283791670955126, 0.8525024664010138
EXACT = Constants(
    3 / D2, 1 + 3 * D3 / D2, "d2 = 2/sqrt(pi), d3 = sqrt(2 - 4/pi) for ranges of two normal figures; D4 = 1 + 3 d3/d2"
)
PLOT_THE_DOTS_SCREENING = Screening(3.267, 2, PLOT_THE_DOTS + "; screens at any length")
OWN_SCREENING = Screening(3.267, 12, "D4 of ranges of two; our own rule sets do not screen under 12 figures (contracts 2)")

RULE_SETS: Mapping[str, RuleSet] = MappingProxyType({
    rules.name: rules
    for rules in (
        RuleSet(
            "wheeler", 1, WHEELER, PRINTED,
            outside_limits=True,
            moving_range=True,
            long_run=RunRule(8, WHEELER),
            short_run=ZoneRule(3, 4, 0.5, all_on_one_side=False, outside_counts=True, source=WHEELER),
        ),
        RuleSet(
            "nhs_r", 1, PLOT_THE_DOTS, PRINTED,
            outside_limits=True,
            moving_range=False,
            long_run=RunRule(7, PLOT_THE_DOTS),
            two_of_three=ZoneRule(2, 3, 2 / 3, all_on_one_side=True, outside_counts=False, source=PLOT_THE_DOTS),
            trend=TrendRule(7, PLOT_THE_DOTS),
            screening=PLOT_THE_DOTS_SCREENING,
        ),
        RuleSet(
            "nhs_2023", 1, MAKING_DATA_COUNT, PRINTED,
            outside_limits=True,
            moving_range=False,
            long_run=RunRule(7, MAKING_DATA_COUNT),
            two_of_three=ZoneRule(2, 3, 2 / 3, all_on_one_side=True, outside_counts=True, source=MAKING_DATA_COUNT),
            trend=TrendRule(7, MAKING_DATA_COUNT),
            screening=OWN_SCREENING,
        ),
    )
})


def chosen(rules: str | RuleSet) -> RuleSet:
    """A rule set as it was given, or by its name; raises UserError("unknown_rule_set")."""
    return rule_set(rules) if isinstance(rules, str) else rules


def rule_set(name: str) -> RuleSet:
    """The newest version of a rule set; raises UserError("unknown_rule_set") with the names there are."""
    found = RULE_SETS.get(name)
    if found is None:
        raise UserError("unknown_rule_set", {"name": name, "known": tuple(RULE_SETS)})
    return found


def screened(rules: RuleSet) -> RuleSet:
    """The same rule set with the screening of moving ranges as a named option (``wheeler`` has none of its own)."""
    return rules if rules.screening else replace(rules, screening=OWN_SCREENING)


def with_exact_constants(rules: RuleSet) -> RuleSet:
    """The same rule set with the unrounded limit factors, which are those of mean moving ranges; raises ValueError for medians."""
    if rules.dispersion is not Average.MEAN:
        raise ValueError(f"{rules.name} takes the median of moving ranges")
    return replace(rules, constants=EXACT)
