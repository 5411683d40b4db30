"""What every request passes through: host, headers, the start token, the table of rules, the data directory."""

import logging
import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.request import split_domain_port
from django.urls import Resolver404, resolve
from django.views.decorators.debug import sensitive_variables

from groundswell.errors import UserError
from groundswell.web import start_token
from groundswell.web.access import RULES, Caller
from groundswell.web.api.problems import problem
from groundswell.web.errors import error_page, user_error_page

Next = Callable[[HttpRequest], HttpResponse]

LOOPBACK_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
LISTENER: Final = "groundswell.listener"
SHARE: Final = "share"

PRIVATE: Final = "private, no-store"
API: Final = "/api/"
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
}
log = logging.getLogger("groundswell.web")


def by_share_listener(request: HttpRequest) -> bool:
    """Whether the request came by the second listener, which other machines can reach."""
    return request.META.get(LISTENER) == SHARE


class SecurityHeaders:
    """Puts the same headers on every answer, refusals and errors included; private answers are never kept."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", PRIVATE)
        if not request.path_info.startswith(settings.STATIC_URL):
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response


class HostRule:
    """Refuses any Host but this machine's own names, so that no foreign page can point its name at us.

    The share listener is reached by the address it was opened with, which ``serve`` adds to ALLOWED_HOSTS.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            host = request.get_host()
        except DisallowedHost:
            return error_page("host_refused", HTTPStatus.BAD_REQUEST)
        if not by_share_listener(request) and split_domain_port(host)[0] not in LOOPBACK_HOSTS:
            return error_page("host_refused", HTTPStatus.BAD_REQUEST)
        return self.get_response(request)


class AccessRules:
    """The start token becomes a cookie; without it every page is refused; a route without a rule does not exist."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    @sensitive_variables("token")
    def __call__(self, request: HttpRequest) -> HttpResponse:
        token: str = settings.GROUNDSWELL_START_TOKEN
        name = _route_name(request.path_info)
        rule = RULES.get(name) if name is not None else None
        request.route_name = name  # type: ignore[attr-defined]
        if rule is not None and rule.caller is Caller.GUEST:
            return self._allowed(request, rule.allows(request.method or ""))
        if by_share_listener(request):
            return error_page("not_found", HTTPStatus.NOT_FOUND)
        if rule is not None and rule.caller is Caller.TOKEN:
            return self.get_response(request) if rule.allows(request.method or "") else problem("method_refused")
        if rule is None and request.path_info.startswith(API):
            return problem("route_unknown")
        given = request.GET.get(start_token.PARAMETER)
        if given is not None and request.method == "GET":
            return _token_to_cookie(request, given, token)
        if not start_token.is_cookie(request.COOKIES.get(start_token.COOKIE, ""), token):
            return error_page("no_start_token", HTTPStatus.FORBIDDEN)
        if rule is None:
            return error_page("not_found", HTTPStatus.NOT_FOUND)
        return self._allowed(request, rule.allows(request.method or ""))

    def _allowed(self, request: HttpRequest, allowed: bool) -> HttpResponse:
        if not allowed:
            return error_page("method_refused", HTTPStatus.METHOD_NOT_ALLOWED)
        return self.get_response(request)


def _route_name(path: str) -> str | None:
    try:
        return resolve(path).view_name or None
    except Resolver404:
        return None


def _token_to_cookie(request: HttpRequest, given: str, token: str) -> HttpResponse:
    """Trades the token in the address for the cookie and takes it out of the address bar."""
    if not start_token.is_token(given, token):
        return error_page("no_start_token", HTTPStatus.FORBIDDEN)
    rest: QueryDict = request.GET.copy()
    del rest[start_token.PARAMETER]
    path = "/" + request.path.lstrip("/")
    response = HttpResponseRedirect(path + ("?" + rest.urlencode() if rest else ""))
    response.set_cookie(start_token.COOKIE, start_token.cookie_value(token), httponly=True, samesite="Strict")
    return response


class GuestOrigin:
    """A page that sends no referrer sends ``Origin: null`` with its form, which the CSRF check would refuse.

    On guest routes that header says nothing and is taken off; the form's own token is still checked.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_guest = RULES[request.route_name].caller is Caller.GUEST  # type: ignore[attr-defined]
        if is_guest and request.META.get("HTTP_ORIGIN") == "null":
            del request.META["HTTP_ORIGIN"]
        response = self.get_response(request)
        if is_guest:
            response.headers["Referrer-Policy"] = "no-referrer"
        return response


class PlainErrors:
    """Bad use becomes its one sentence; a fault of ours becomes a fixed page with an id that stands in the log."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django for what a view raises; None leaves it to Django (404, 403, 400)."""
        if isinstance(exception, UserError):
            return user_error_page(request, exception)
        if type(exception).__module__.startswith("django."):
            return None
        fault = secrets.token_hex(4)
        log.error("fault %s in %s", fault, request.resolver_match and request.resolver_match.view_name, exc_info=exception)
        return error_page("fault", HTTPStatus.INTERNAL_SERVER_ERROR, {"id": fault})
