"""The API as one thing: its routes, who may come in, how it reads JSON and how it refuses."""

import json
from typing import Any, NoReturn

from django.http import Http404, HttpRequest
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from groundswell.errors import UserError
from groundswell.web.api import analysis, definitions, measures, observations, problems, reactions, record
from groundswell.web.api.auth import Bearer

VERSION = "1"
WRITTEN_NUL = rb"\u0000"
"""The one way in which JSON writes it."""


class StrictJson(Parser):
    """JSON as its standard has it: no NaN, no Infinity; and no NUL character, which PostgreSQL cannot keep."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Raises ValueError, and UserError("text_with_nul"), which ninja wraps."""
        found = json.loads(request.body, parse_constant=_no_constant)
        if WRITTEN_NUL in request.body and _holds_nul(found):
            raise UserError("text_with_nul")
        return found


def _holds_nul(found: Any) -> bool:
    left = [found]
    while left:
        one = left.pop()
        if isinstance(one, str) and "\0" in one:
            return True
        left += [*one, *one.values()] if isinstance(one, dict) else one if isinstance(one, list) else ()
    return False


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


api = NinjaAPI(
    title="Groundswell", version=VERSION, openapi_url=None, docs_url=None, urls_namespace="api", auth=Bearer(), parser=StrictJson(),
    description="Measures, definitions, figures, analyses, charts and reactions, by the same rules as the pages.",
)
for _room in (measures, definitions, observations, analysis, reactions, record):
    api.add_router("", _room.router)
for _error in (HttpError, ValidationError, Http404, Exception):
    api.add_exception_handler(_error, problems.answer_to)
