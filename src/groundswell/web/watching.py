"""Every request is counted and, when asked for, written down: its id, its route, its status, its milliseconds. Never its address."""

import logging
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve

from groundswell.web import machine_token
from groundswell.web.access import RULES, Caller
from groundswell.web.errors import error_page
from groundswell.web.logs import FACTS, REQUESTS
from groundswell.web.middleware import by_share_listener
from groundswell.web.request_counts import COUNTS, NOWHERE

Next = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(REQUESTS)
ID_HEADER = "X-Request-Id"
STATIC = "static"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Watched:
    """The outermost of all: what an answer costs and says of itself."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        request_id = secrets.token_hex(8)
        response = self.get_response(request)
        seconds = time.perf_counter() - begun
        route = _route(request)
        COUNTS.request(route, response.status_code, seconds)
        response.headers[ID_HEADER] = request_id
        if log.isEnabledFor(logging.INFO):
            facts = {"request": request_id, "route": route, "method": _method(request), "status": response.status_code,
                     "ms": round(seconds * 1000, 1)}
            fault = getattr(request, "fault", None)
            log.info("request", extra={FACTS: facts if fault is None else {**facts, "fault": fault}})
        return response


def _route(request: HttpRequest) -> str:
    """The route's name: a word of our own. A name that has no rule is nobody's."""
    if request.path_info.startswith(settings.STATIC_URL):
        return STATIC
    name = str(getattr(request, "route_name", None))
    return name if name in RULES else NOWHERE


def _method(request: HttpRequest) -> str:
    """A caller may send any word as a method."""
    method = request.method or ""
    return method if method in METHODS else "other"


class MachineEndPoints:
    """Answers what machines ask before any page is thought of: no start token, no account, no data directory of the request.

    To anybody else such an address leads nowhere.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = _match(request.path_info)
        rule = RULES.get(match.view_name) if match is not None else None
        if match is None or rule is None or rule.caller is not Caller.MACHINE:
            return self.get_response(request)
        request.route_name = match.view_name  # type: ignore[attr-defined]
        if by_share_listener(request) or not machine_token.may_ask(request):
            return error_page("not_found", HTTPStatus.NOT_FOUND)
        if not rule.allows(request.method or ""):
            return error_page("method_refused", HTTPStatus.METHOD_NOT_ALLOWED)
        answer: HttpResponse = match.func(request)
        return answer


def _match(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None
