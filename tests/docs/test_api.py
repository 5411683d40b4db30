"""docs/api.md is what the schema says."""

from tests.docs import api
from tests.docs.generated import holds


def test_the_page_of_the_api_is_fresh() -> None:
    holds("docs/api.md", api.page())


def test_every_route_says_what_it_does_and_what_it_may_answer() -> None:
    for route in api.routes():
        assert route.summary and route.says and route.scope, route.address
        assert {"400", "401", "403", "429", "500"} <= set(route.refusals)
        assert any(code.startswith("2") for code, _, _ in route.answers)
