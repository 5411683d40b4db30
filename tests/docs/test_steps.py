"""docs/steps.md is fresh."""

from tests.docs import steps
from tests.docs.generated import holds


def test_the_page_of_the_steps_is_fresh() -> None:
    holds("docs/steps.md", steps.page())
