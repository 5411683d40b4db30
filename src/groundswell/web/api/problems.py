"""What the API answers when it cannot do what was asked: one form (RFC 9457), the codes and words of the whole product."""

import json
import logging
import secrets
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Final

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from groundswell.errors import NO_VALUES, Problem, UserError, Value
from groundswell.words import Words, words_for

MEDIA_TYPE: Final = "application/problem+json"
FIXED_LOCALE: Final = "en"
UNSEEN: Final = frozenset({"measure_unknown", "line_unknown", "version_unknown", "route_unknown", "batch_unknown"})
"""What is not there, and what is not for this person's eyes: one answer, to the byte."""
STATUS_OF: Final[Mapping[str, HTTPStatus]] = {
    "token_refused": HTTPStatus.UNAUTHORIZED,
    "scope_missing": HTTPStatus.FORBIDDEN,
    "token_of_measures": HTTPStatus.FORBIDDEN,
    "not_your_measure": HTTPStatus.FORBIDDEN,
    "not_allowed": HTTPStatus.FORBIDDEN,
    "changed_meanwhile": HTTPStatus.CONFLICT,
    "definition_clash": HTTPStatus.CONFLICT,
    "key_running": HTTPStatus.CONFLICT,
    "too_many_requests": HTTPStatus.TOO_MANY_REQUESTS,
    "body_unreadable": HTTPStatus.BAD_REQUEST,
    "method_refused": HTTPStatus.METHOD_NOT_ALLOWED,
    "data_directory_closed": HTTPStatus.SERVICE_UNAVAILABLE,
    "disk_full_or_broken": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Whatever else a service refuses is 422: understood, and not done."""
Errors = Sequence[Mapping[str, str]]
log = logging.getLogger("groundswell.web")


class RefusedError(UserError):
    """A request of which nothing was stored, with each thing that is wrong with it: ``where`` it stands, ``code`` and ``detail``."""

    def __init__(self, code: str, errors: Errors, values: Mapping[str, Value] = NO_VALUES) -> None:
        super().__init__(code, values)
        self.errors = errors


def problem(code: str, words: Words | None = None, values: Mapping[str, Value] = NO_VALUES, errors: Errors = ()) -> HttpResponse:
    """The answer for a code, in the organisation's words once they are known."""
    if code in UNSEEN:
        code, status, values = "route_unknown", HTTPStatus.NOT_FOUND, NO_VALUES
    else:
        status = STATUS_OF.get(code, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _answer(code, status, (words or words_for(FIXED_LOCALE)).text(f"error.{code}", values), errors)


def answer_to(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """The answer to whatever a route raised."""
    if isinstance(error, AuthenticationError):
        return _not_authenticated()
    if isinstance(error, UserError):
        return _refused(request, error)
    if isinstance(error, ValidationError):
        return _not_valid(request, error)
    if isinstance(error, Throttled):
        response = problem("too_many_requests", _words(request))
        response.headers["Retry-After"] = str(error.wait or 1)
        return response
    if isinstance(error, HttpError | SuspiciousOperation):
        if isinstance(error.__cause__, UserError):
            return _refused(request, error.__cause__)
        return problem("body_unreadable", _words(request))
    return problem("route_unknown") if isinstance(error, Http404) else _fault(request, error)


def _refused(request: HttpRequest, error: UserError) -> HttpResponse:
    """What a service or selector raised."""
    if error.code == "token_refused":
        return _not_authenticated()
    errors = error.errors if isinstance(error, RefusedError) else ()
    return problem(error.code, _words(request), error.values, errors)


def _not_authenticated() -> HttpResponse:
    """No token, or none that works: one answer."""
    response = problem("token_refused")
    response.headers["WWW-Authenticate"] = 'Bearer realm="groundswell"'
    return response


def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Each field that is missing, is not of its form, or is not ours. What was sent is not repeated."""
    errors = [
        {"where": ".".join(str(part) for part in one["loc"]), "code": str(one["type"]), "detail": str(one["msg"])} for one in error.errors
    ]
    return problem("request_not_valid", _words(request), {"n": len(errors)}, errors)


def _fault(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """A fault of ours: a fixed answer with an id that stands in the log."""
    number = secrets.token_hex(4)
    log.error("fault %s in %s", number, getattr(request, "route_name", "-"), exc_info=error if isinstance(error, Exception) else None)
    detail = words_for(FIXED_LOCALE).text("web.fault", {"id": number})
    return _answer("fault", HTTPStatus.INTERNAL_SERVER_ERROR, detail, ())


def told(problems: Sequence[Problem], words: Words) -> list[dict[str, str]]:
    """Problems of figures as entries of an answer."""
    return [{"where": one.place.cell or "", "code": one.code, "detail": words.problem(one)} for one in problems]


def _answer(code: str, status: HTTPStatus, detail: str, errors: Errors) -> HttpResponse:
    body = {"type": f"urn:groundswell:{code}", "title": status.phrase, "status": status.value, "code": code, "detail": detail}
    content = json.dumps(body | ({"errors": list(errors)} if errors else {}), ensure_ascii=False)
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE)


def _words(request: HttpRequest) -> Words | None:
    found: Words | None = getattr(request, "words", None)
    return found
