"""How often a stable measure shows a signal by chance: from the shipped table, or, for a rule set that it does not hold, a small run."""

import json
from functools import cache, lru_cache
from importlib.resources import files

from groundswell.domain.xmr.chances.simulating import Trial, signals_by_chance
from groundswell.domain.xmr.chances.table import ChanceTable, chance_between, from_document
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.domain.xmr.rule_sets import RULE_SETS

SMALL_RUN = 2000
"""Series for a rule set of one's own: its chance is then known to about one in a hundred, in some milliseconds a cell."""


@cache
def stored_chances() -> ChanceTable:
    """The shipped table: normal, independent figures. ``groundswell simulate --runs 100000 --json`` makes it again."""
    return from_document(json.loads(files("groundswell.charts").joinpath("chances.json").read_text(encoding="utf-8")))


@lru_cache(maxsize=4096)
def chance_of_signal(rules: RuleSet, length: int, baseline: int) -> float:
    """The chance that a measure in which nothing changes shows at least one signal in ``length`` figures.

    The first ``baseline`` of them make the limits. Figures are taken as normal and independent of each other.

    >>> round(chance_of_signal(RULE_SETS["wheeler"], length=24, baseline=5), 2)
    0.55
    """
    stored = stored_chances().rule_sets.get(rules.name)
    if stored is not None and RULE_SETS.get(rules.name) == rules and stored.version == rules.version:
        return chance_between(length, baseline, stored.cell)
    return chance_between(length, baseline, lambda longer, figures: _small_run(rules, longer, figures))


@lru_cache(maxsize=1024)
def _small_run(rules: RuleSet, length: int, baseline: int | None) -> float:
    return signals_by_chance(Trial(rules, length, baseline, SMALL_RUN)).chance
