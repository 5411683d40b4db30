"""The API does what its schema says, as three of the cast, whatever is sent; the floor of answers is counted, and a wrong one is red."""

import os
from collections import Counter
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from groundswell.records import clock
from groundswell.records.models import Token
from groundswell.web.api import rates
from groundswell.web.api.schema import document
from groundswell.web.serving import application
from tests.access.test_api_access import CANARIES
from tests.programs import Harbour, harbour

__all__ = ["harbour"]

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
Modes = tuple[GenerationMode, ...]
FITTING: Modes = (GenerationMode.POSITIVE,)
BOTH: Modes = (*FITTING, GenerationMode.NEGATIVE)
DATABASE_WORDS = (b"sqlite", b"psycopg", b"OperationalError", b"Traceback", b"SELECT ")


def loaded(changed: Any = None) -> Any:
    """The schema with the product behind it; tokens are sent by the tests, so that none is made up."""
    raw = deepcopy(changed or document())
    del raw["components"]["securitySchemes"]
    for methods in raw["paths"].values():
        for operation in methods.values():
            operation.pop("security", None)
    schema = schemathesis.openapi.from_dict(raw)
    schema.app = application
    return schema


@cache
def operations() -> tuple[Any, ...]:
    """Every operation of the schema as it is served."""
    return tuple(found.ok() for found in loaded().get_all_operations())


def attack(harbour: Harbour, name: str, measures: list[str | None], examples: int, modes: Modes = BOTH) -> Counter[int]:
    """Every operation with so many examples that fit the schema and as many that do not; of measures, None is a made-up id."""
    tried = Counter[int]()
    headers = {"Authorization": f"Bearer {harbour[name].token}", "Host": "localhost"}

    def ask(case: Any) -> None:
        response = case.call(headers=headers)
        tried[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)
        assert not [word for word in DATABASE_WORDS if word.lower() in response.content.lower()]
        if name != "alice":
            assert not [canary for canary in CANARIES if canary in response.content]

    for at, operation in enumerate(operations()):
        with_id = any(parameter.name == "measure_id" for parameter in operation.path_parameters)
        for measure_id in measures if with_id else [None]:
            for mode in modes:
                _try(cases(at, mode, measure_id), ask, examples)
    return tried


@cache
def cases(at: int, mode: GenerationMode, measure_id: str | None) -> Any:
    """Requests for an operation; those that fit its schema, or those that do not."""
    operation = operations()[at]
    about = None if measure_id is None else {"measure_id": measure_id, **({"form": "svg"} if "{form}" in operation.path else {})}
    return operation.as_strategy(generation_mode=mode, path_parameters=about)


def _try(strategy: Any, ask: Any, examples: int) -> None:
    limits = settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    try:
        limits(given(case=strategy)(ask))()
    except Unsatisfiable:
        return  # nothing in this operation can be wrong


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fuzzer asks more often than any program should."""
    monkeypatch.setattr("groundswell.web.api.auth.RATES", rates.Rates(burst=1e9))


def test_D22_whatever_is_sent_the_api_answers_by_its_schema(harbour: Harbour) -> None:
    tried = attack(harbour, "alice", [harbour.open], 2)
    tried += attack(harbour, "charlie", [harbour.kept], 1, FITTING)
    tried += attack(harbour, "admin", [harbour.kept], 1, FITTING)
    print(dict(tried))  # noqa: T201 - what was tried is printed
    assert tried.total() > 60
    assert {200, 404, 422} <= set(tried)


TRIES = int(os.environ.get("GROUNDSWELL_API_TRIES", "4"))
"""Of each sort, for each operation and measure; 170 make 500 an operation and take ten minutes for each person."""


@pytest.mark.long
@pytest.mark.parametrize("name", ["alice", "charlie", "admin"])
@pytest.mark.timeout(3600)
def test_D22_many_tries_an_operation(harbour: Harbour, name: str) -> None:
    tried = attack(harbour, name, [None, harbour.open, harbour.kept], TRIES)
    print(name, dict(tried))  # noqa: T201 - what was tried is printed
    assert tried.total() > 25 * TRIES
    assert {200, 404, 422} <= set(tried)
    assert name != "alice" or tried[201]
    assert Token.objects.filter(ended_at=None, expires_at__gt=clock.stamp(clock.now())).count() == len(harbour.programs)


def test_a_schema_that_lies_is_found_out(harbour: Harbour) -> None:
    """The red control: answers that the schema does not declare."""
    changed = deepcopy(document())
    changed["components"]["schemas"]["Head"]["properties"]["entries"] = {"type": "string"}
    case = loaded(changed)["/record/head"]["GET"].Case()
    answer = case.call(headers={"Authorization": f"Bearer {harbour['alice'].token}", "Host": "localhost"})
    with pytest.raises(FailureGroup):
        case.validate_response(answer, checks=CHECKS)
