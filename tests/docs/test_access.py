"""docs/access.md is fresh: a rule that changes is read by a reviewer."""

from groundswell.web.access import RULES
from groundswell.web.object_rules import THINGS
from tests.docs import access
from tests.docs.generated import holds


def test_D1_the_table_of_who_may_do_what_is_fresh() -> None:
    holds("docs/access.md", access.page())


def test_D1_every_thing_that_a_rule_names_has_its_words_and_its_right() -> None:
    named = {rule.thing for rule in RULES.values()}
    assert named - {""} == set(THINGS)
    assert named <= set(access.THINGS)
