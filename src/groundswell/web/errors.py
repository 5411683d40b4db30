"""The pages for what went wrong: one fixed sentence each, with nothing of the request or of the fault in them."""

import logging
import secrets
import sys
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from groundswell.errors import UserError, Value
from groundswell.records.postgresql.faults import is_away
from groundswell.words import words_for

NO_VALUES: Mapping[str, Value] = MappingProxyType({})
SECONDS_TO_RETRY = "5"
OWNED = frozenset({"measure_unknown", "map_unknown", "result_unknown", "gallery_unknown"})
"""Things of a team: not there, and not for these eyes, are told in the same words."""
log = logging.getLogger("groundswell.web")
FIXED_LOCALE = "en"
"""These pages are shown before anybody's settings are read, or because reading them failed."""


def error_page(code: str, status: HTTPStatus, values: Mapping[str, Value] = NO_VALUES) -> HttpResponse:
    """The page ``web.<code>``: a heading and one sentence."""
    words = words_for(FIXED_LOCALE)
    shown = {
        "heading": words.text(f"web.{code}.heading"),
        "sentence": words.text(f"web.{code}", values),
        "way_back": status != HTTPStatus.FORBIDDEN,
    }
    return HttpResponse(render_to_string("errors/error.html", shown), status=status)


def database_away() -> HttpResponse:
    """The database cannot be reached: nothing was stored, and whoever asks again soon is answered. Told without any detail."""
    response = error_page("database_away", HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = SECONDS_TO_RETRY
    return response


def user_error_page(request: HttpRequest, error: UserError) -> HttpResponse:
    """The one sentence of a refused request: status 404 where a thing is not known, 403 where it is another team's or an
    administrator's to change, 400 otherwise."""
    if is_away(error):
        return database_away()
    words = getattr(request, "words", None) or words_for(FIXED_LOCALE)
    others = error.code.startswith("not_your_") or error.code == "administrator_only"
    refused = HTTPStatus.FORBIDDEN if others else HTTPStatus.BAD_REQUEST
    status = HTTPStatus.NOT_FOUND if error.code.endswith("_unknown") else refused
    shown = {"heading": words.text("web.user_error.heading"), "sentence": words.error(error), "way_back": True}
    if error.code in OWNED and getattr(request, "shared", False):
        shown["hint"] = words.text("web.not_shown")
    return HttpResponse(render_to_string("errors/error.html", shown), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400."""
    return error_page("bad_request", HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403."""
    return error_page("forbidden", HTTPStatus.FORBIDDEN)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW."""
    return error_page("form_refused", HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404."""
    return error_page("not_found", HTTPStatus.NOT_FOUND)


def fault(request: HttpRequest) -> HttpResponse:
    """handler500: what happened outside any view."""
    return fault_page(request, sys.exc_info()[1])


def fault_page(request: HttpRequest, exception: BaseException | None) -> HttpResponse:
    """A fixed page with an id; what happened stands in the log under it, without a word that the exception says."""
    if is_away(exception):
        return database_away()
    number = secrets.token_hex(4)
    request.fault = number  # type: ignore[attr-defined]
    route = getattr(request, "route_name", None) or "-"
    log.error("fault %s in %s", number, route, exc_info=exception)
    return error_page("fault", HTTPStatus.INTERNAL_SERVER_ERROR, {"id": number})
