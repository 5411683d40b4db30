"""What every request passes through: host, headers, who it is (start token or sign-in), the table of rules, the data directory."""

from collections.abc import Callable
from datetime import UTC, datetime
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
from groundswell.web.access import RULES, SETTING_UP, Caller, Rule
from groundswell.web.api.problems import problem
from groundswell.web.errors import error_page, fault_page, user_error_page
from groundswell.web.signed_in import people_sign_in, signed_in, to_sign_in

Next = Callable[[HttpRequest], HttpResponse]

LOOPBACK_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
LISTENER: Final = "groundswell.listener"
SHARE: Final = "share"
OPEN: Final = "open"
"""The listener of ``serve --listen``, which other machines can reach: of a data directory without accounts it shows the set-up alone."""

STRICT_TRANSPORT: Final = "max-age=31536000"
SAFE_METHODS: Final = ("GET", "HEAD")
PRIVATE: Final = "private, no-store"
BODILESS: Final = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})
API: Final = "/api/"
NUL: Final = "\0"
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
}


def by_share_listener(request: HttpRequest) -> bool:
    """Whether the request came by the second listener, which other machines can reach."""
    return request.META.get(LISTENER) == SHARE


class SecurityHeaders:
    """Puts the same headers on every answer, refusals and errors included; private answers are never kept, but a few that are asked for
    again (:mod:`groundswell.web.conditional`). The length is said, so that a connection stays open for the next request."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", PRIVATE)
        if settings.GROUNDSWELL_HTTPS:
            response.headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
        if not request.path_info.startswith(settings.STATIC_URL):
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        if not response.streaming and response.status_code not in BODILESS:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response


class HostRule:
    """Refuses any Host but this machine's own names and those of ``--host``, so that no foreign page can point its name at us.

    The share listener is reached by the address it was opened with, which ``serve`` adds to ALLOWED_HOSTS.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            host = request.get_host()
        except DisallowedHost:
            return error_page("host_refused", HTTPStatus.BAD_REQUEST)
        if not by_share_listener(request) and split_domain_port(host)[0] not in LOOPBACK_HOSTS | settings.GROUNDSWELL_HOSTS:
            return error_page("host_refused", HTTPStatus.BAD_REQUEST)
        return self.get_response(request)


class AccessRules:
    """Who it is, and whether the route is for them; a route without a rule does not exist.

    Alone, the start token becomes a cookie, and without it every page is refused. Where people sign in, a page leads to signing in
    and back, anything else is refused, and what is for administrators does not exist for others.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = _route_name(request.path_info)
        rule = RULES.get(name) if name is not None else None
        request.route_name = name  # type: ignore[attr-defined]
        request.sign_in = None  # type: ignore[attr-defined]
        if rule is not None and rule.caller is Caller.GUEST:
            request.shared = people_sign_in()  # type: ignore[attr-defined]
            return self._allowed(request, rule)
        if by_share_listener(request):
            return error_page("not_found", HTTPStatus.NOT_FOUND)
        request.shared = people_sign_in()  # type: ignore[attr-defined]
        set_up = request.shared or request.META.get(LISTENER) != OPEN  # type: ignore[attr-defined]
        if rule is not None and rule.caller is Caller.TOKEN and set_up:
            return self.get_response(request) if rule.allows(request.method or "") else problem("method_refused")
        if rule is None and request.path_info.startswith(API):
            return problem("route_unknown")
        return self._of_many(request, rule) if request.shared else self._alone(request, rule)  # type: ignore[attr-defined]

    @sensitive_variables("token")
    def _alone(self, request: HttpRequest, rule: Rule | None) -> HttpResponse:
        token: str = settings.GROUNDSWELL_START_TOKEN
        if rule is not None and rule.caller is Caller.ANYONE:
            return self._allowed(request, rule)
        if request.META.get(LISTENER) == OPEN:
            return error_page("not_set_up", HTTPStatus.FORBIDDEN)
        given = request.GET.get(start_token.PARAMETER)
        if given is not None and request.method == "GET":
            return _token_to_cookie(request, given, token)
        if not start_token.is_cookie(request.COOKIES.get(start_token.COOKIE, ""), token):
            return error_page("no_start_token", HTTPStatus.FORBIDDEN)
        return self._allowed(request, rule)

    def _of_many(self, request: HttpRequest, rule: Rule | None) -> HttpResponse:
        if request.route_name in SETTING_UP:  # type: ignore[attr-defined]
            return error_page("not_found", HTTPStatus.NOT_FOUND)
        row = signed_in(request, datetime.now(UTC))
        request.sign_in = row  # type: ignore[attr-defined]
        if rule is not None and rule.caller is Caller.ANYONE:
            return self._allowed(request, rule)
        if row is None:
            return _sign_in_first(request)
        if rule is not None and rule.caller is Caller.ADMINISTRATOR and not row.account.administrator:
            return error_page("not_found", HTTPStatus.NOT_FOUND)
        return self._allowed(request, rule)

    def _allowed(self, request: HttpRequest, rule: Rule | None) -> HttpResponse:
        if rule is None:
            return error_page("not_found", HTTPStatus.NOT_FOUND)
        if not rule.allows(request.method or ""):
            return error_page("method_refused", HTTPStatus.METHOD_NOT_ALLOWED)
        return self.get_response(request)


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """A page is asked for again after signing in; a form that was sent is not."""
    if request.method in SAFE_METHODS and "HTTP_HX_REQUEST" not in request.META:
        return to_sign_in(request)
    return error_page("signed_out", HTTPStatus.FORBIDDEN)


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


class WholeText:
    """Refuses a NUL character, which PostgreSQL cannot keep, with the same sentence whichever database holds the record.

    A program's JSON is looked at where it is read (:mod:`groundswell.web.api.house`), and a file by its reader.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Called by Django before a view; an answer takes the view's place."""
        of_program = request.path_info.startswith(API)
        if NUL in request.path_info:
            return problem("route_unknown") if of_program else error_page("not_found", HTTPStatus.NOT_FOUND)
        given = [request.GET] if of_program else [request.GET, request.POST]
        if not any(NUL in text for form in given for name, values in form.lists() for text in (name, *values)):
            return None
        return problem("text_with_nul") if of_program else error_page("text_with_nul", HTTPStatus.BAD_REQUEST)


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
        return fault_page(request, exception)
