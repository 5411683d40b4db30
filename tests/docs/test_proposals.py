"""docs/proposals.md names every reason that a proposal can be turned down for, and the numbers that the algorithms hold."""

import re

from groundswell.domain.xmr.shift_rules import LOCKABLE_FROM, RUN_OF_EIGHT, STABLE_SHIFT, STABLE_SHIFT_OF_MONTHS, Reason
from tests.shared_data import ROOT


def test_the_page_of_proposals_names_every_reason() -> None:
    page = (ROOT / "docs" / "proposals.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == [reason.value for reason in Reason]


def test_the_page_of_proposals_says_the_numbers_in_use() -> None:
    assert (STABLE_SHIFT_OF_MONTHS.window, STABLE_SHIFT.window, STABLE_SHIFT.exclusions) == (24, 21, 3)
    assert (STABLE_SHIFT.run, RUN_OF_EIGHT.run, RUN_OF_EIGHT.baseline, LOCKABLE_FROM) == (8, 8, 12, 12)
