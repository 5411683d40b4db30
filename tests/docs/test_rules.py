"""docs/rules.md is fresh and explains every rule and rule set; each line of docs/deviations.md is proven by a test that exists."""

import re

from groundswell.domain.xmr.rule_set import RULES
from groundswell.domain.xmr.rule_sets import RULE_SETS
from tests.docs import rules, rules_prose
from tests.docs.generated import ROOT, holds

PROOF = re.compile(r"`((?:tests|benchmarks)/[\w/]+\.py)::(\w+)`")


def test_the_manual_of_the_rules_is_fresh() -> None:
    holds("docs/rules.md", rules.page())


def test_every_rule_and_rule_set_has_its_words() -> None:
    assert set(rules_prose.TITLES) == set(rules_prose.RULES) == set(RULES)
    assert set(rules_prose.SETS) == set(RULE_SETS)


def test_every_deviation_names_a_test_that_exists() -> None:
    rows = [line for line in (ROOT / "docs/deviations.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    told = [row for row in rows if not row.startswith("| input")]
    assert len(told) > 30
    for row in told:
        proofs = PROOF.findall(row)
        assert proofs, row
        for file, name in proofs:
            assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), row
