"""Programs come in by ``Authorization: Bearer`` alone: no cookie opens the API, so no foreign page can use a browser's."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables
from ninja.security import HttpBearer

from groundswell.domain.access.scopes import Scope
from groundswell.errors import UserError
from groundswell.records.selectors.tokens import Program, program_by
from groundswell.records.services.tokens import used
from groundswell.web.api.rates import RATES
from groundswell.web.requests import PageRequest

P = ParamSpec("P")
R = TypeVar("R")


class ProgramRequest(PageRequest):
    """A request of a program. ``actor`` is its person, no further than the token reaches; ``etag`` is put on what is answered."""

    program: Program
    etag: str


class Bearer(HttpBearer):
    """Finds the program by its token, at each request anew."""

    @sensitive_variables("token")
    def authenticate(self, request: HttpRequest, token: str) -> Program:
        """Raises UserError("token_refused"), and Throttled where the token was used too often of late."""
        program = program_by(token, now=request.now)  # type: ignore[attr-defined]
        RATES.take(program.token_id)
        request.program, request.actor = program, program.actor  # type: ignore[attr-defined]
        used(program, request.today)  # type: ignore[attr-defined]
        return program


def needs(scope: Scope) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A route that only programs with that scope may call; said before anything is looked for."""

    def around(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **named: P.kwargs) -> R:
            request: Any = args[0]
            if scope not in request.program.scopes:
                raise UserError("scope_missing", {"scope": scope.value})
            return view(*args, **named)

        guarded.scope = scope  # type: ignore[attr-defined]
        return guarded

    return around
