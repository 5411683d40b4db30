"""The page of faults and attacks is true, and no row is without a test or a reason."""

from tests.docs import assurance
from tests.docs.generated import holds


def test_the_assurance_page_is_fresh() -> None:
    holds("docs/assurance.md", assurance.page())


def test_every_row_has_a_test_or_a_stated_reason() -> None:
    assert assurance.missing() == []
