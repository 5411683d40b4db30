"""The rule sets by name (contracts 2). Each number has its source beside it; the version is raised when one changes."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from groundswell.domain.xmr.rule_set import (
    AlternationRule,
    Average,
    CentreRule,
    Constants,
    CrossingsRule,
    Flagged,
    LongestRunRule,
    Recalculation,
    RuleSet,
    RunRule,
    Screening,
    TrendRule,
    ZoneRule,
)
from groundswell.errors import UserError

DEFAULT = "wheeler"
"""The product's own default (contracts 2)."""

WHEELER = "D. J. Wheeler, Making Sense of Data (2003), detection rules one to three"
PLOT_THE_DOTS = "NHSRplotthedots 0.2.2 (NHS-R community, MIT), default settings"
MAKING_DATA_COUNT = "NHS England, Making Data Count, rules as revised in 2023"
NHS_SQL = "NHS England, SQL script for SPC charts (2019 to 2020)"
POWERBI_SPC = "PowerBI-SPC 1.7.0 as documented, all patterns switched on at their default lengths"
AUTOSPC = "autospc 0.0.0.9051; T. Woodcock and others, BMJ Quality & Safety (2025)"
WESTERN_ELECTRIC = "Western Electric Company, Statistical Quality Control Handbook (1956), tests for instability"
NELSON = "L. S. Nelson, The Shewhart Control Chart: Tests for Special Causes, Journal of Quality Technology 16 (1984)"
ANHOEJ = "J. Anhøj and A. V. Olesen, Run Charts Revisited, PLoS ONE 9 (2014): longest run and crossings about the median"
XMRR = "the runs of the R package xmrr 1.1.1, recalculated from five points, eight on a side"
COMMERCIAL = "the runs of a commercial chart: seven in a row, ten of twelve, three of four nearer a limit"

PRINTED = Constants(2.66, 3.268, "Wheeler's printed factors: 3/d2 and D4 for ranges of two, rounded")
PRINTED_MEDIAN = Constants(3.145, 3.865, "Wheeler's printed factors for median moving ranges: 3/d4 and D6 for ranges of two, rounded")
D2_TABLED = 1.128
"""d2 of ranges of two as tables print it: sigma = mean moving range / 1.128."""
TABLED = Constants(3 / D2_TABLED, 3.267, "3/d2 and D4 for ranges of two with d2 = 1.128, as most programs have them")
D2, D3, D4 = 1.1283791670955126, 0.8525024664010138, 0.9538725524051226
EXACT = Constants(
    3 / D2, 1 + 3 * D3 / D2, "d2 = 2/sqrt(pi), d3 = sqrt(2 - 4/pi) for ranges of two normal figures; D4 = 1 + 3 d3/d2"
)
EXACT_MEDIAN = Constants(
    3 / D4, (D2 + 3 * D3) / D4, "d4 = sqrt(2) × the normal quantile of 3/4, the median range of two normal figures; D6 = (d2 + 3 d3)/d4"
)
PLOT_THE_DOTS_SCREENING = Screening(3.267, 2, PLOT_THE_DOTS + "; screens at any length")
OWN_SCREENING = Screening(3.267, 12, "D4 of ranges of two; our own rule sets do not screen under 12 figures (contracts 2)")


def _near(hits: int, window: int, fraction: float, source: str) -> ZoneRule:
    """``hits`` of ``window`` on one side, the others anywhere, a figure beyond the limit among them."""
    return ZoneRule(hits, window, fraction, all_on_one_side=False, outside_counts=True, source=source)


_WHEELER = RuleSet(
    "wheeler", 1, WHEELER, PRINTED,
    outside_limits=True,
    moving_range=True,
    long_run=RunRule(8, WHEELER),
    short_run=_near(3, 4, 0.5, WHEELER),
)
_NHS_R = RuleSet(
    "nhs_r", 1, PLOT_THE_DOTS, PRINTED,
    outside_limits=True,
    moving_range=False,
    long_run=RunRule(7, PLOT_THE_DOTS),
    two_of_three=ZoneRule(2, 3, 2 / 3, all_on_one_side=True, outside_counts=False, source=PLOT_THE_DOTS),
    trend=TrendRule(7, PLOT_THE_DOTS),
    screening=PLOT_THE_DOTS_SCREENING,
)
_NHS_2023 = RuleSet(
    "nhs_2023", 1, MAKING_DATA_COUNT, PRINTED,
    outside_limits=True,
    moving_range=False,
    long_run=RunRule(7, MAKING_DATA_COUNT),
    two_of_three=ZoneRule(2, 3, 2 / 3, all_on_one_side=True, outside_counts=True, source=MAKING_DATA_COUNT),
    trend=TrendRule(7, MAKING_DATA_COUNT),
    screening=OWN_SCREENING,
)
_NHS_SQL_2019 = RuleSet(
    "nhs_sql_2019", 1, NHS_SQL, Constants(2.66, 3.27, NHS_SQL),
    outside_limits=True,
    moving_range=True,
    long_run=RunRule(7, NHS_SQL),
    two_of_three=ZoneRule(
        2, 3, 2 / 3, all_on_one_side=False, outside_counts=True, source=NHS_SQL, flagged=Flagged.ALL, either_side=True
    ),
    trend=TrendRule(6, NHS_SQL, flagged=Flagged.LATER),
)
_POWERBI_SPC = RuleSet(
    "powerbi_spc", 1, POWERBI_SPC, TABLED,
    outside_limits=True,
    moving_range=False,
    long_run=RunRule(7, POWERBI_SPC),
    two_of_three=ZoneRule(
        2, 3, 2 / 3, all_on_one_side=False, outside_counts=True, source=POWERBI_SPC, net=True, from_start=True
    ),
    trend=TrendRule(5, POWERBI_SPC),
    screening=Screening(3.267, 2, POWERBI_SPC + "; screens at any length"),
)
_AUTOSPC = RuleSet(
    "autospc", 1, AUTOSPC, TABLED,
    outside_limits=True,
    moving_range=False,
    long_run=RunRule(8, AUTOSPC),
    screening=Screening(3.267, 2, AUTOSPC + "; screens at any length"),
    fewest_figures=21,
    provisional_below=21,
    recalculation=Recalculation(21, 21, AUTOSPC + ": the stable shift algorithm"),
)
_WESTERN_ELECTRIC = RuleSet(
    "western_electric", 1, WESTERN_ELECTRIC, PRINTED,
    outside_limits=True,
    moving_range=False,
    long_run=RunRule(8, WESTERN_ELECTRIC),
    two_of_three=_near(2, 3, 2 / 3, WESTERN_ELECTRIC),
    four_of_five=_near(4, 5, 1 / 3, WESTERN_ELECTRIC),
)
_NELSON = RuleSet(
    "nelson", 1, NELSON, PRINTED,
    outside_limits=True,
    moving_range=False,
    long_run=RunRule(9, NELSON),
    two_of_three=_near(2, 3, 2 / 3, NELSON),
    four_of_five=_near(4, 5, 1 / 3, NELSON),
    trend=TrendRule(6, NELSON),
    alternating=AlternationRule(14, NELSON),
    hugging_centre=CentreRule(15, 1 / 3, NELSON),
    avoiding_centre=CentreRule(8, 1 / 3, NELSON),
)
_ANHOEJ = RuleSet(
    "anhoej", 1, ANHOEJ, PRINTED,
    outside_limits=False,
    moving_range=False,
    long_run=None,
    centre=Average.MEDIAN,
    longest_run=LongestRunRule(3, ANHOEJ),
    crossings=CrossingsRule(0.05, ANHOEJ),
)
_RECALCULATING_5_8 = RuleSet(
    "recalculating_5_8", 1, XMRR, PRINTED,
    outside_limits=True,
    moving_range=False,
    long_run=RunRule(8, XMRR),
    short_run=_near(3, 4, 0.5, XMRR),
    recalculation=Recalculation(5, 5, XMRR),
)
_RECALCULATING_7_10OF12 = RuleSet(
    "recalculating_7_10of12", 1, COMMERCIAL, PRINTED,
    outside_limits=True,
    moving_range=False,
    long_run=RunRule(7, COMMERCIAL),
    short_run=_near(3, 4, 0.5, COMMERCIAL),
    ten_of_twelve=_near(10, 12, 0, COMMERCIAL),
    recalculation=Recalculation(5, None, COMMERCIAL),
)

RULE_SETS: Mapping[str, RuleSet] = MappingProxyType({
    rules.name: rules
    for rules in (
        _WHEELER, _NHS_R, _NHS_2023, _NHS_SQL_2019, _POWERBI_SPC, _AUTOSPC, _WESTERN_ELECTRIC, _NELSON, _ANHOEJ,
        _RECALCULATING_5_8, _RECALCULATING_7_10OF12,
    )
})  # fmt: skip


def chosen(rules: str | RuleSet) -> RuleSet:
    """A rule set as it was given, or by its name; raises UserError("unknown_rule_set")."""
    return rule_set(rules) if isinstance(rules, str) else rules


def rule_set(name: str) -> RuleSet:
    """The newest version of a rule set; raises UserError("unknown_rule_set") with the names there are."""
    found = RULE_SETS.get(name)
    if found is None:
        raise UserError("unknown_rule_set", {"name": name, "known": tuple(RULE_SETS)})
    return found


def printed_factors(dispersion: Average) -> Constants:
    """Wheeler's printed limit factors for mean or median moving ranges."""
    return PRINTED_MEDIAN if dispersion is Average.MEDIAN else PRINTED


def screened(rules: RuleSet) -> RuleSet:
    """The same rule set with the screening of moving ranges as a named option (``wheeler`` has none of its own)."""
    return rules if rules.screening else replace(rules, screening=OWN_SCREENING)


def with_exact_constants(rules: RuleSet) -> RuleSet:
    """The same rule set with the unrounded limit factors of its kind of moving ranges."""
    return replace(rules, constants=EXACT_MEDIAN if rules.dispersion is Average.MEDIAN else EXACT)


def with_median_ranges(rules: RuleSet) -> RuleSet:
    """The same rules on limits from the median moving range, without screening, with the printed factors for medians."""
    return replace(rules, dispersion=Average.MEDIAN, constants=PRINTED_MEDIAN, screening=None)


def with_medians(rules: RuleSet) -> RuleSet:
    """The same rules on the median of the figures and the median of their moving ranges."""
    return replace(with_median_ranges(rules), centre=Average.MEDIAN)
