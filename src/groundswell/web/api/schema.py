"""The OpenAPI document: what the framework knows, with the media types that it does not."""

import json
import re
from functools import cache
from typing import Any

from groundswell.web.api.analysis import MEDIA_TYPES
from groundswell.web.api.house import api
from groundswell.web.api.problems import MEDIA_TYPE

BASE = "/api/v1"


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3.1 as plain values."""
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="")))
    found["servers"] = [{"url": BASE}]
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            _refine(operation, binary=path.endswith("chart.{form}"), tagged=method == "get" and not path.endswith("/reactions"))
            operation["operationId"] = "_".join([method, *re.findall(r"[a-z]+", path.replace("{measure_id}", "").replace("{form}", ""))])
    for path, view in _views():
        for operation in view.operations:
            for method in operation.methods:
                scope = operation.view_func.scope
                found["paths"][path][method.lower()]["x-scope"] = scope.value
    return found


def _views() -> list[tuple[str, Any]]:
    """Each path with its operations, as the framework keeps them."""
    return [(path, view) for _prefix, router in api._routers for path, view in router.path_operations.items()]


def schema() -> str:
    """The same as JSON text."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


def _refine(operation: dict[str, Any], *, binary: bool, tagged: bool) -> None:
    for code, answer in operation["responses"].items():
        content = answer.get("content", {})
        if int(code) >= 400:
            answer["content"] = {MEDIA_TYPE: content["application/json"]}
        elif binary:
            answer["content"] = {media_type: {"schema": {"type": "string"}} for media_type in MEDIA_TYPES.values()}
    if tagged:
        operation["responses"]["304"] = {"description": "Not Modified"}
